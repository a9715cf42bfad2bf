"""Kiến nghị: each a record of its own, sent with the report it stands in, open until it is answered or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.procedure import carry_out
from lachan.notices import actions as notices
from lachan.people.queries import get_agency
from lachan.reports import access
from lachan.reports.models import Proposal, Report
from lachan.reports.rules import PROPOSAL, ProposalStatus, ReportStatus, check_nobody_named, check_said


@dataclass(frozen=True)
class Raise:
    """``to``: an agency that works here; else ``to_name``, as the letter names it."""

    report_id: UUID
    text: str
    to: UUID | None = None
    to_name: str = ""


@action("proposal.raise")
def raise_(command: Raise, *, by: Actor, now: datetime) -> UUID:
    report = desk.fetch(access.visible_to(by), command.report_id)
    access.check_may_raise(by, report)
    check_said(command.text, "nội dung kiến nghị", "text")
    check_nobody_named(command.text, "text")
    name = get_agency(command.to).name if command.to else tidy(command.to_name)
    check_said(name, "nơi được kiến nghị", "to_name")
    if report.status != ReportStatus.DRAFT:
        raise Refused("Báo cáo không còn là dự thảo nên không ghi thêm kiến nghị được. Hãy ghi vào báo cáo kỳ sau.")
    proposal = Proposal(
        code=new_handle("KN", by.province_code, now.year),
        status="",
        holder_id=command.to or by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code=by.area_code,
        opened_on=now.date(),
        report=report,
        to_name=name,
        text=tidy(command.text),
    )
    facts = {"report": str(report.id)}
    carry_out(PROPOSAL, "proposal.raise", proposal, by=by, occurred_at=now, now=now, facts=facts)
    return proposal.id


@action("proposal.send")
def send_proposal(proposal_id: UUID, *, by: Actor, now: datetime) -> None:
    proposal = desk.fetch(access.proposals_visible_to(by), proposal_id)
    access.check_may_send_proposal(by, proposal)
    proposal.sent_on = now.date()
    carry_out(PROPOSAL, "proposal.send", proposal, by=by, occurred_at=now, now=now, change=("sent_on",))
    notices.post("proposal.send", proposal, to=proposal.holder_id, by=by, now=now)


@action("proposal.answer")
def answer_proposal(proposal_id: UUID, *, text: str, answered_on: date, by: Actor, now: datetime) -> None:
    """By the agency it asks; by its author where the answer came by letter from somebody who does not work here."""
    proposal = desk.fetch(access.proposals_visible_to(by), proposal_id)
    access.check_may_answer_proposal(by, proposal)
    check_said(text, "nội dung trả lời", "text")
    check_nobody_named(text, "text")
    if answered_on > now.date():
        raise Refused("Ngày trả lời nằm ở tương lai. Hãy kiểm tra lại.", field="answered_on")
    proposal.answer, proposal.answered_on = tidy(text), answered_on
    fields = ("answer", "answered_on")
    carry_out(PROPOSAL, "proposal.answer", proposal, by=by, occurred_at=now, now=now, change=fields)
    for agency_id in {proposal.holder_id, proposal.origin_id}:
        notices.post("proposal.answer", proposal, to=agency_id, by=by, now=now)


@action("proposal.withdraw")
def withdraw(proposal_id: UUID, *, by: Actor, now: datetime) -> None:
    proposal = desk.fetch(access.proposals_visible_to(by), proposal_id)
    access.check_may_withdraw(by, proposal)
    carry_out(PROPOSAL, "proposal.withdraw", proposal, by=by, occurred_at=now, now=now)


def send_all(report: Report, *, by: Actor, now: datetime) -> None:
    """With the signature what the report asks is asked."""
    for proposal in Proposal.objects.filter(report=report, status=str(ProposalStatus.RAISED)).order_by("code"):
        send_proposal(proposal.id, by=by, now=now)
