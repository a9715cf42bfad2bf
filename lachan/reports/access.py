"""Who drafts, reviews, signs, sends and receives reports; each agency sees its own and what was sent to it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.reports.models import Part, Proposal, Report, Round, Submission

# Every member agency reports its own work; an auditor only reads, an administrator sees no record.
WRITERS = tuple(r for r in Role if r not in (Role.ADMINISTRATOR, Role.AUDITOR))
RECEIVERS = (
    Role.STANDING_OFFICE, Role.INVESTIGATOR, Role.HEALTH_OFFICER, Role.MINISTRY_OFFICER, Role.COMMITTEE_OFFICER,
)  # fmt: skip
READERS = frozenset({Role.STANDING_OFFICE, Role.AUDITOR})
_own = allow(*WRITERS, when=(Relation.HOLDS,))
_sender = allow(*WRITERS, when=(Relation.RECORDED,))
_receiver = allow(*RECEIVERS, when=(Relation.HOLDS,))
_here = allow(*WRITERS, when=(Relation.OWN_AREA,))

check_may_draft = Check("report.draft", "lập dự thảo báo cáo", _here)
check_may_write = Check("report.write", "soạn nội dung báo cáo", _own)
check_may_submit = Check("report.submit", "trình duyệt báo cáo", _own)
check_may_approve = Check("report.approve", "duyệt báo cáo", _own)
check_may_rework = Check("report.rework", "trả dự thảo để sửa", _own)
check_may_sign = Check("report.sign", "ký, khóa số liệu", _own)
check_may_attach = Check("report.attach", "ghi chữ ký số", _own)
check_may_correct = Check("report.correct", "đính chính báo cáo", _own)

check_may_write_paper = Check(
    "paper.write", "lập văn bản từ hồ sơ", allow(*WRITERS, when=(Relation.HOLDS, Relation.RECORDED, Relation.SHARED))
)
check_may_send = Check("submission.send", "gửi báo cáo lên cấp trên", _own)
check_may_take_in = Check("submission.take_in", "nhận báo cáo từ tệp", allow(*RECEIVERS, when=(Relation.OWN_AREA,)))
check_may_receive = Check("submission.receive", "tiếp nhận báo cáo", _receiver)
check_may_return = Check("submission.return", "trả lại báo cáo", _receiver)
check_may_ask = Check("submission.ask", "hỏi lại số liệu", _receiver)
check_may_answer = Check("submission.answer", "trả lời câu hỏi", _sender)
check_may_replace = Check("submission.replace", "gửi bản thay", _sender)
check_may_lock = Check("submission.lock", "khóa vào báo cáo tổng hợp", _receiver)

check_may_request = Check("part.request", "yêu cầu viết phần báo cáo", _own)
check_may_write_part = Check("part.write", "viết phần báo cáo", _own)
check_may_hand_in = Check("part.hand_in", "gửi phần viết", _own)
check_may_return_part = Check("part.return", "trả lại phần viết", _sender)
check_may_merge = Check("part.merge", "ghép phần viết vào báo cáo", _sender)

check_may_raise = Check("proposal.raise", "ghi kiến nghị", _own)
check_may_send_proposal = Check("proposal.send", "gửi kiến nghị", _sender)
check_may_answer_proposal = Check("proposal.answer", "trả lời kiến nghị", _own, _sender)
check_may_withdraw = Check("proposal.withdraw", "rút kiến nghị", _sender)

check_may_open_round = Check("round.open", "mở đợt báo cáo", allow(*RECEIVERS, when=(Relation.OWN_AREA,)))
check_may_close_round = Check("round.close", "đóng đợt báo cáo", _receiver)


def visible_to(actor: Actor) -> QuerySet[Report]:
    """An agency sees its own reports; signed ones of the province are open to those who follow it."""
    own = Q(holder_id=actor.agency_id)
    if _reads_all(actor):
        return Report.objects.filter(Q(province_code=actor.province_code) & (own | Q(status="signed")))
    return Report.objects.filter(own)


def submissions_visible_to(actor: Actor) -> QuerySet[Submission]:
    return Submission.objects.filter(_between(actor))


def parts_visible_to(actor: Actor) -> QuerySet[Part]:
    return Part.objects.filter(Q(holder_id=actor.agency_id) | Q(origin_id=actor.agency_id))


def proposals_visible_to(actor: Actor) -> QuerySet[Proposal]:
    """One not sent yet is its author's alone."""
    sent = ~Q(status="raised")
    mine = Q(origin_id=actor.agency_id) | Q(holder_id=actor.agency_id) & sent
    return Proposal.objects.filter(mine | (Q(province_code=actor.province_code) & sent if _reads_all(actor) else mine))


def rounds_visible_to(actor: Actor) -> QuerySet[Round]:
    owing = Q(id__in=_owed_by(actor))
    return Round.objects.filter(Q(holder_id=actor.agency_id) | owing)


def _owed_by(actor: Actor) -> QuerySet[Round]:
    return Round.objects.filter(owed__agency_id=actor.agency_id).values("id")  # type: ignore[return-value]


def _between(actor: Actor) -> Q:
    where = Q(holder_id=actor.agency_id) | Q(origin_id=actor.agency_id)
    if actor.has(Role.AUDITOR) and not actor.area_code:
        where |= Q(province_code=actor.province_code)
    return where


def _reads_all(actor: Actor) -> bool:
    return bool(actor.roles & READERS) and not actor.area_code
