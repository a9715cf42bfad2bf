"""Reading rounds of needs survey, summed by commune, and what persons supported say of an agency, never who."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.listing import ListPage, page_of
from lachan.journal import desk
from lachan.victims import access
from lachan.victims.care_rules import FEW, FeedbackQuestion, RoundStatus
from lachan.victims.models import FeedbackRow, NeedRow, SheetRow, SurveyRound
from lachan.victims.support_rules import Answer


@dataclass(frozen=True)
class RoundLine:
    id: UUID
    code: str
    status: RoundStatus
    area_code: str
    starts_on: date
    ends_on: date
    sheets: int


@dataclass(frozen=True)
class CommuneSum:
    """One commune of a round: sheets, persons met, and for each regime how many said yes, no, do not know."""

    area_code: str
    sheets: int
    met: int
    needs: dict[str, dict[Answer, int]]


@dataclass(frozen=True)
class RoundPage:
    line: RoundLine
    regimes: tuple[str, ...]
    communes: tuple[CommuneSum, ...]
    may_close: bool


@dataclass(frozen=True)
class FeedbackLine:
    """One question about one agency: none where too few have answered to keep them unknown."""

    question: FeedbackQuestion
    answers: dict[Answer, int] | None


@dataclass(frozen=True)
class AgencyFeedback:
    agency_id: UUID
    sheets: int
    lines: tuple[FeedbackLine, ...]


_SORTS = {"starts": "starts_on", "ends": "ends_on", "status": "status", "area": "area_code"}


def list_rounds(actor: Actor, status: str = "", page: int = 1, sort: str = "-starts") -> ListPage[RoundLine]:
    rows = access.visible_rounds(actor)
    rows = rows.filter(status=status) if status else rows
    name = _SORTS.get(sort.lstrip("-"), "starts_on")
    return page_of(rows.order_by(f"-{name}" if sort.startswith("-") else name, "-id"), page, _line)


def open_rounds(actor: Actor, on: date) -> list[RoundLine]:
    """The rounds that a sheet may be written for today; whether she lives there the step itself says."""
    rows = access.visible_rounds(actor).filter(status=str(RoundStatus.OPEN), starts_on__lte=on, ends_on__gte=on)
    return [_line(r) for r in rows.order_by("-starts_on")]


def open_round_page(actor: Actor, round_id: UUID) -> RoundPage:
    """A commune reads its own sum; the province reads all of them."""
    found = desk.fetch(access.visible_rounds(actor), round_id)
    sheets = SheetRow.objects.filter(round_id=found.id)
    sheets = sheets.filter(area_code=actor.area_code) if actor.area_code else sheets
    newest = {s.record_id: s for s in sheets.order_by("entry_seq")}
    answers = {
        (n.record_id, n.regime): Answer(n.answer)
        for n in NeedRow.objects.filter(round_id=found.id).order_by("entry_seq")
        if n.record_id in newest
    }
    return RoundPage(
        line=_line(found),
        regimes=tuple(sorted({regime for _, regime in answers})),
        communes=_sums(newest, answers),
        may_close=access.check_may_close_needsround.allows(actor, found) and found.status == RoundStatus.OPEN,
    )


def feedback_of(actor: Actor, agency_id: UUID | None = None) -> list[AgencyFeedback]:
    """What was said of each agency of the province, or of one; a provider reads only of itself."""
    rows = FeedbackRow.objects.filter(province_code=actor.province_code)
    reads_all = bool(actor.roles & access.PROVINCE_WIDE)
    if not actor.roles & access.READERS:
        return []
    wanted = agency_id if reads_all else actor.agency_id
    rows = rows.filter(record_id=wanted) if wanted else rows
    by_agency: dict[UUID, list[FeedbackRow]] = defaultdict(list)
    for row in rows:
        by_agency[row.record_id].append(row)
    return [_feedback(agency, found) for agency, found in sorted(by_agency.items())]


def _feedback(agency_id: UUID, rows: list[FeedbackRow]) -> AgencyFeedback:
    sheets = len({r.sheet_id for r in rows})
    counted = Counter((FeedbackQuestion(r.question), Answer(r.answer)) for r in rows)
    lines = (FeedbackLine(q, {a: counted[q, a] for a in Answer} if sheets >= FEW else None) for q in FeedbackQuestion)
    return AgencyFeedback(agency_id, sheets, tuple(lines))


def _sums(newest: dict[UUID, SheetRow], answers: dict[tuple[UUID, str], Answer]) -> tuple[CommuneSum, ...]:
    needs: dict[str, dict[str, dict[Answer, int]]] = defaultdict(lambda: defaultdict(lambda: dict.fromkeys(Answer, 0)))
    for (record_id, regime), answer in answers.items():
        needs[newest[record_id].area_code][regime][answer] += 1
    sheets = Counter(s.area_code for s in newest.values())
    met = Counter(s.area_code for s in newest.values() if s.met == Answer.YES)
    return tuple(CommuneSum(area, sheets[area], met[area], dict(needs[area])) for area in sorted(sheets))


def _line(row: SurveyRound) -> RoundLine:
    sheets = SheetRow.objects.filter(round_id=row.id).values("record_id").distinct().count()
    return RoundLine(row.id, row.code, RoundStatus(row.status), row.area_code, row.starts_on, row.ends_on, sheets)
