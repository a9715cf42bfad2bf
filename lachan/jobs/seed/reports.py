"""Reports of the sample: a round that is done and summed, a round under way, proposals, parts, a list handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import at
from lachan.base.errors import Refused
from lachan.handovers import actions as handing
from lachan.handovers import queries as lists
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import Cast
from lachan.law.periods import Period, period_of
from lachan.plans.queries.tracked import newest_plan
from lachan.reports import actions, queries
from lachan.reports.rules import Line, ReportKind

REPORTING = 8  # communes whose reports are told; the others owe them
MEMBERS = (
    "police",
    "health",
    "border1",
    "facility",
    "legal_aid",
    "union",
)  # who report their own work, two officers each
# What only a person can write; everything else is proposed from the figures.
WRITTEN = {
    "situation.general": "Tình hình an ninh, trật tự trên địa bàn cơ bản ổn định; đời sống người dân còn khó khăn,"
    " số người đi lao động xa vẫn nhiều nên nguy cơ bị lừa gạt còn cao.",
    "situation.crime": "Thủ đoạn chủ yếu là lôi kéo qua mạng xã hội, hứa việc nhẹ lương cao ở nước ngoài.",
    "results.leadership": "Đã quán triệt, triển khai kế hoạch của cấp trên; phân công, kiểm tra.",
    "results.prevention": "Đã lồng ghép tuyên truyền trong họp thôn, bản, trường học và chợ phiên; rà soát người"
    " đi khỏi địa bàn.",
    "results.enforcement": "Không có vụ việc gây dư luận xấu.",
    "results.cooperation": "Các ngành trao đổi thông tin kịp thời, phối hợp tiếp nhận người trở về.",
    "results.resources": "Kinh phí sử dụng trong dự toán được giao.",
    "assessment.strengths": "Các cơ quan chủ động, phối hợp chặt chẽ; người dân mạnh dạn báo tin.",
    "assessment.difficulties": "Cán bộ làm công tác này còn kiêm nhiệm.",
    "assessment.causes": "Địa bàn rộng, giao thông khó khăn; nguồn lực còn hạn chế.",
    "assessment.lessons": "Nắm chắc người đi, người về của từng thôn, bản thì phát hiện sớm.",
    "assessment": "Không có khó khăn, vướng mắc khác.",
    "forecast": "Tình hình được dự báo còn phức tạp, nhất là trên không gian mạng và tuyến biên giới.",
    "next_tasks": "- Hoàn thành các chỉ tiêu, nhiệm vụ còn lại của kế hoạch.",
}
ANYTHING = "Không có nội dung phát sinh."
PROPOSED = "Tổ chức tập huấn cho cán bộ cấp xã về tiếp nhận, hỗ trợ nạn nhân"
ASKED = "Đề nghị bố trí kinh phí hỗ trợ ban đầu cho nạn nhân trở về"


@dataclass(frozen=True)
class Desk:
    """Who writes and who reviews and signs at one agency."""

    writer: Actor
    chief: Actor


def build_reports(cast: Cast, chance: Chance, on: date) -> None:
    """After the records, since reports are made of them; told with the days on which they were written."""
    half = _ended(on, "H")
    _round_done(cast, chance, half, min(half.end + timedelta(days=1), on - timedelta(days=12)))
    month = _ended(on, "M")
    _round_under_way(cast, chance, month, min(month.end + timedelta(days=1), on - timedelta(days=6)), on)
    _handed_over(cast, on)


def _ended(on: date, part: str) -> Period:
    """The newest period of that length that has ended."""
    return period_of(period_of(on, part).start - timedelta(days=1), part)


def _desk(cast: Cast, key: str) -> Desk:
    return Desk(cast[key], cast[f"{key}.chief"])


def _communes(cast: Cast) -> list[Desk]:
    codes = [code for code in cast.commune_chiefs if code.startswith(cast["standing"].province_code)][:REPORTING]
    return [Desk(cast.commune_officers[code], cast.commune_chiefs[code]) for code in codes]


def _round_done(cast: Cast, chance: Chance, half: Period, opened: date) -> None:
    """Everybody of the eight has sent; the standing office has summed, signed and sent to the ministry."""
    standing = _desk(cast, "standing")
    due = opened + timedelta(days=6)
    asked = _open(standing, ReportKind.SIX_MONTH, half, due, at(opened, 8), _owing(cast))
    for number, desk in enumerate(_communes(cast)):
        now = chance.office_day(at(opened), 1, 4) if number else chance.office_day(at(due), 1, 2)
        _receive(_sent(desk, ReportKind.SIX_MONTH, half, now, [standing.writer.agency_id]), standing, now)
    for number, key in enumerate(MEMBERS, 51):
        now = chance.office_day(at(opened), 1, 5)
        to = [standing.writer.agency_id]
        _receive(_sent(_desk(cast, key), ReportKind.SIX_MONTH, half, now, to, str(number)), standing, now)
    later = at(due + timedelta(days=4), 9)
    report_id = _draft(standing.writer, ReportKind.SIX_MONTH, half, later, asked)
    _part(cast, standing, report_id, later)
    proposals = [
        actions.raise_(actions.Raise(report_id, ASKED, cast["finance"].agency_id), by=standing.writer, now=later),
        actions.raise_(actions.Raise(report_id, PROPOSED, None, "Bộ Công an"), by=standing.writer, now=later),
    ]
    _signed(standing, report_id, half, later + timedelta(hours=30), "21")
    answered = later + timedelta(days=2)
    words = "Đã tổng hợp vào dự toán bổ sung, trình Ủy ban nhân dân tỉnh."
    actions.answer_proposal(proposals[0], text=words, answered_on=answered.date(), by=cast["finance"], now=answered)
    sent = actions.send(report_id, cast["ministry.00"].agency_id, by=standing.writer, now=answered)
    actions.receive(sent, by=cast["ministry.00"], now=answered + timedelta(hours=2))
    actions.close_round(asked, by=standing.writer, now=answered)


def _round_under_way(cast: Cast, chance: Chance, month: Period, opened: date, on: date) -> None:
    """Some have sent: received, asked about, returned, still waiting; the rest owe it."""
    standing, desks = _desk(cast, "standing"), _communes(cast)
    _open(standing, ReportKind.MONTHLY, month, on + timedelta(days=1), at(opened, 8), _owing(cast))
    sent: list[UUID] = []
    for desk in desks[: REPORTING - 2]:
        now = chance.office_day(at(opened), 1, 3)
        to = [standing.writer.agency_id, cast["health"].agency_id]
        sent.append(_sent(desk, ReportKind.MONTHLY, month, now, to))
    later = at(on - timedelta(days=1), 10)
    for submission_id in sent[:3]:
        actions.receive(submission_id, by=standing.writer, now=later)
    question = actions.Ask(sent[2], "Đề nghị nói rõ vì sao không có nguồn tin nào trong tháng.", "tips/tip.received")
    actions.ask(question, by=standing.writer, now=later)
    reason = "Báo cáo chưa nêu việc rà soát người đi khỏi địa bàn. Đề nghị bổ sung rồi gửi lại."
    actions.return_(sent[3], reason=reason, by=standing.writer, now=later)


def _owing(cast: Cast) -> tuple[UUID, ...]:
    """Every commune and the departments that work on the plan."""
    home = cast["standing"].province_code
    communes = [a.agency_id for a in cast.commune_officers.values() if a.province_code == home]
    return (*communes, *(cast[key].agency_id for key in (*MEMBERS, "border2")))


def _open(desk: Desk, kind: ReportKind, span: Period, due: date, now: datetime, owed: tuple[UUID, ...]) -> UUID:
    brief = "Số liệu chốt theo kỳ; gửi bản đã ký."
    command = actions.OpenRound(kind, span.code, due, Line.PROGRAMME, owed_by=owed, brief=brief)
    return actions.open_round(command, by=desk.writer, now=now)


def _draft(by: Actor, kind: ReportKind, span: Period, now: datetime, round_id: UUID | None = None) -> UUID:
    plan = newest_plan(by, span.end.year)
    command = actions.DraftReport(kind, span.code, now.date(), plan.id if plan else None, round_id=round_id)
    return actions.draft(command, by=by, now=now)


def _sent(
    desk: Desk, kind: ReportKind, span: Period, now: datetime, to: Sequence[UUID], number: str = ""
) -> UUID:  # fmt: skip
    """Drafted, signed and sent on one day; the first of the receivers' copies."""
    report_id = _draft(desk.writer, kind, span, now)
    _signed(desk, report_id, span, now + timedelta(hours=1), number or str(30 + int(desk.writer.area_code[-2:])))
    sent = [actions.send(report_id, agency_id, by=desk.writer, now=now + timedelta(hours=2)) for agency_id in to]
    return sent[0]


def _signed(desk: Desk, report_id: UUID, span: Period, now: datetime, number: str) -> None:
    page = queries.open_report(desk.writer, report_id)
    texts = {s.key: _finished(s.key, s.text or s.proposal) for s in page.sections if "……" in (s.text or s.proposal)}
    kept = {s.key: s.text for s in page.sections if s.text and s.key not in texts}
    command = actions.WriteReport(report_id, {**kept, **texts}, number, now.date(), "Nguyễn Văn Mẫu")
    actions.write(command, by=desk.writer, now=now)
    actions.submit(report_id, by=desk.writer, now=now + timedelta(minutes=5))
    actions.approve(report_id, by=desk.chief, now=now + timedelta(minutes=20))
    actions.sign(report_id, by=desk.chief, now=now + timedelta(minutes=25))


def _finished(key: str, text: str) -> str:
    """The sentences without a gap, and what a person would add."""
    whole = [line for line in text.splitlines() if "……" not in line]
    added = WRITTEN.get(key, "" if whole else ANYTHING)
    tail = [line for line in whole if line.endswith("như sau:")]
    body = [line for line in whole if line not in tail]
    return "\n".join([*body, *([added] if added else []), *tail])


def _receive(submission_id: UUID, desk: Desk, now: datetime) -> None:
    actions.receive(submission_id, by=desk.writer, now=now + timedelta(hours=4))


def _part(cast: Cast, standing: Desk, report_id: UUID, now: datetime) -> None:
    """The health department writes its section, and it is merged."""
    due = now.date() + timedelta(days=3)
    brief = "Kết quả tiếp nhận, hỗ trợ nạn nhân; việc của các cơ sở trợ giúp."
    command = actions.RequestPart(report_id, "results.victims", cast["health"].agency_id, due, brief)
    part_id = actions.request(command, by=standing.writer, now=now)
    words = "Ngành y tế đã kiểm tra các cơ sở trợ giúp, chuẩn bị nơi ở tạm thời và tư vấn tâm lý cho người trở về."
    actions.hand_in(part_id, text=words, by=cast["health"], now=now + timedelta(hours=20))
    actions.merge(part_id, by=standing.writer, now=now + timedelta(hours=26))


def _handed_over(cast: Cast, on: date) -> None:
    """A border post's list: received with a minute, half of it ticked off as entered. Small samples may have none."""
    border, police, now = cast["border1"], cast["police"], at(on - timedelta(days=2), 14)
    try:
        handover_id = handing.prepare(by=border, now=now)
    except Refused:
        return
    handing.send(handover_id, by=border, now=now)
    handing.receive(handover_id, minute_number="07/BB-CAT", minute_on=now.date(), by=police, now=now)
    items = lists.open_handover(police, handover_id).items
    for item in items[: len(items) // 2]:
        handing.tick(item.id, number=f"PM-{item.position:05}", by=police, now=now + timedelta(hours=1))
    totals = handing.Totals(handover_id, len(items) // 2 + 1, 0, 0)
    handing.count(totals, by=police, now=now + timedelta(hours=2))
