"""A section of a report asked of another agency: requested by a day, written, handed in, returned or merged."""

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
from lachan.reports.actions.drafting import WriteReport, write
from lachan.reports.build.form import load_form
from lachan.reports.gathering import proposed_text
from lachan.reports.models import Part, Report
from lachan.reports.rules import (
    PART,
    ReportStatus,
    check_due,
    check_nobody_named,
    check_said,
    check_why_returned,
)


@dataclass(frozen=True)
class RequestPart:
    report_id: UUID
    section: str
    to: UUID
    due_on: date
    brief: str = ""


@action("part.request")
def request(command: RequestPart, *, by: Actor, now: datetime) -> UUID:
    report = desk.fetch(access.visible_to(by), command.report_id)
    access.check_may_request(by, report)
    _check_request(command, report, now.date())
    part = Part(
        code=new_handle("BCP", by.province_code, now.year),
        status="",
        holder_id=command.to,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code=by.area_code,
        opened_on=now.date(),
        report=report,
        section=command.section,
        due_on=command.due_on,
        brief=tidy(command.brief),
    )
    carry_out(PART, "part.request", part, by=by, occurred_at=now, now=now, facts={"report": str(report.id)})
    notices.post("part.request", part, to=command.to, by=by, now=now)
    return part.id


def _check_request(command: RequestPart, report: Report, today: date) -> None:
    check_due(command.due_on < today)
    check_nobody_named(command.brief, "brief")
    if report.status != ReportStatus.DRAFT:
        raise Refused("Chỉ yêu cầu viết phần khi báo cáo còn là dự thảo. Hãy trả báo cáo về dự thảo trước.")
    if command.section not in {leaf.key for leaf in load_form(report.kind).leaves()}:
        raise Refused("Mẫu báo cáo này không có mục đó. Hãy chọn mục trong danh sách.", field="section")
    if get_agency(command.to).province_code != report.province_code or command.to == report.holder_id:
        raise Refused("Hãy chọn một cơ quan khác trong tỉnh để viết phần này.", field="to")


@action("part.write")
def write_part(part_id: UUID, *, text: str, by: Actor, now: datetime) -> None:
    part = desk.fetch(access.parts_visible_to(by), part_id)
    access.check_may_write_part(by, part)
    _set_text(part, text)
    carry_out(PART, "part.write", part, by=by, occurred_at=now, now=now, change=("text",))


@action("part.hand_in")
def hand_in(part_id: UUID, *, text: str, by: Actor, now: datetime) -> None:
    part = desk.fetch(access.parts_visible_to(by), part_id)
    access.check_may_hand_in(by, part)
    _set_text(part, text)
    check_said(part.text, "nội dung phần viết", "text")
    if "……" in part.text:
        raise Refused("Phần viết còn chỗ để trống «……». Hãy viết nốt hoặc bỏ câu đó rồi gửi.", field="text")
    carry_out(PART, "part.hand_in", part, by=by, occurred_at=now, now=now, change=("text",))
    notices.post("part.hand_in", part, to=part.origin_id, by=by, now=now)


@action("part.return")
def return_part(part_id: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    part = desk.fetch(access.parts_visible_to(by), part_id)
    access.check_may_return_part(by, part)
    check_why_returned(reason)
    check_nobody_named(reason, "reason")
    part.reason = tidy(reason)
    carry_out(PART, "part.return", part, by=by, occurred_at=now, now=now, change=("reason",))
    notices.post("part.return", part, to=part.holder_id, by=by, now=now)


@action("part.merge")
def merge(part_id: UUID, *, instead: bool = False, by: Actor, now: datetime) -> None:
    """Puts the part into its section: after what stands there, or in its place. The report's writer edits it then."""
    part = desk.fetch(access.parts_visible_to(by), part_id)
    access.check_may_merge(by, part)
    report = desk.fetch(access.visible_to(by), part.report_id)
    if report.status != ReportStatus.DRAFT:
        raise Refused("Báo cáo không còn là dự thảo nên không ghép được. Hãy trả báo cáo về dự thảo trước.")
    stands = report.narrative.get(part.section) or proposed_text(report, part.section)
    merged = part.text if instead or not stands else _after(stands, part.text)
    dated = report.head.get("dated_on")
    command = WriteReport(
        report.id, {**report.narrative, part.section: merged}, report.head.get("number", ""),
        date.fromisoformat(dated) if dated else None, report.head.get("signer", ""), report.head.get("topic", ""),
    )  # fmt: skip
    write(command, by=by, now=now)
    carry_out(PART, "part.merge", part, by=by, occurred_at=now, now=now)
    notices.post("part.merge", part, to=part.holder_id, by=by, now=now)


def _after(stands: str, text: str) -> str:
    """Below what is written, above the line that leads to the tables."""
    lines = stands.splitlines()
    leads = lines[-1:] if lines[-1].rstrip().endswith("như sau:") else []
    return "\n".join([*lines[: len(lines) - len(leads)], text, *leads])


def _set_text(part: Part, text: str) -> None:
    check_nobody_named(text, "text")
    part.text = tidy(text)
