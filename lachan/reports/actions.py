"""What is done with a report, one function a verb."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import carry_out, register
from lachan.law.periods import period
from lachan.reports import access
from lachan.reports.build.document import open_blanks
from lachan.reports.build.form import load_form
from lachan.reports.freezing import Content, changes, digest, document
from lachan.reports.gathering import content_of
from lachan.reports.models import Report, ReportVersion
from lachan.reports.rules import PROCEDURE, ReportKind, check_finished, check_reason

register(PROCEDURE)


@dataclass(frozen=True)
class DraftReport:
    """``plan_id``: the plan whose targets and tasks the report carries."""

    kind: ReportKind
    period_code: str
    as_of: date
    plan_id: UUID | None = None
    topic: str = ""


@dataclass(frozen=True)
class WriteReport:
    """Narrative by section key of the form; what the head of the document says."""

    report_id: UUID
    narrative: dict[str, str] = field(default_factory=dict)
    number: str = ""
    dated_on: date | None = None
    signer: str = ""
    topic: str = ""


@action("report.draft")
def draft(command: DraftReport, *, by: Actor, now: datetime) -> UUID:
    access.check_may_draft(by, Place(by.province_code, by.area_code))
    span = period(command.period_code)
    if command.as_of > now.date():
        raise Refused("Ngày chốt số liệu nằm ở tương lai. Hãy chọn từ hôm nay trở về trước.", field="as_of")
    report = Report(
        code=new_handle("BCDK", by.province_code, span.end.year),
        status="",
        kind=str(command.kind),
        holder_id=by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code=by.area_code,
        opened_on=now.date(),
        period_code=span.code,
        as_of=command.as_of,
        plan_id=command.plan_id,
        head={"topic": tidy(command.topic)},
    )
    carry_out(PROCEDURE, "report.draft", report, by=by, occurred_at=now, now=now, facts={"period": span.code})
    return report.id


@action("report.write")
def write(command: WriteReport, *, by: Actor, now: datetime) -> None:
    report = desk.fetch(access.visible_to(by), command.report_id)
    access.check_may_write(by, report)
    keys = {leaf.key for leaf in load_form(report.kind).leaves()}
    report.narrative = {k: tidy(v) for k, v in command.narrative.items() if k in keys and v.strip()}
    report.head = {
        "number": tidy(command.number),
        "dated_on": command.dated_on.isoformat() if command.dated_on else "",
        "signer": tidy(command.signer),
        "topic": tidy(command.topic) or report.head.get("topic", ""),
    }
    carry_out(PROCEDURE, "report.write", report, by=by, occurred_at=now, now=now, change=("narrative", "head"))


@action("report.sign")
def sign(report_id: UUID, *, by: Actor, now: datetime) -> str:
    """Freezes the figures as known on the report's day and returns the hash. Refused while a sentence has a gap."""
    report = desk.fetch(access.visible_to(by), report_id)
    access.check_may_sign(by, report)
    content = content_of(report, report.as_of)
    check_finished(open_blanks(document(content, version=1)))
    entry = carry_out(
        PROCEDURE, "report.sign", report, by=by, occurred_at=now, now=now, facts={"sha256": digest(content)}
    )
    return _add_version(report, 1, content, entry, "", [])


@action("report.correct")
def correct(report_id: UUID, *, reason: str, as_of: date, by: Actor, now: datetime) -> str:
    """A further version with the figures as known on another day; the signed one stays as it is."""
    report = desk.fetch(access.visible_to(by), report_id)
    access.check_may_correct(by, report)
    check_reason(reason)
    last = report.versions.order_by("-number").first()
    if last is None or as_of > now.date():
        raise Refused("Ngày chốt số liệu nằm ở tương lai. Hãy chọn từ hôm nay trở về trước.", field="as_of")
    content = content_of(report, as_of)
    found = changes(last.content, content)
    if not found:
        raise Refused("Số liệu không khác bản đã ký nên không cần đính chính. Hãy kiểm tra ngày chốt số liệu.")
    entry = carry_out(
        PROCEDURE, "report.correct", report, by=by, occurred_at=now, now=now,
        facts={"version": last.number + 1, "sha256": digest(content)},
    )  # fmt: skip
    return _add_version(report, last.number + 1, content, entry, tidy(reason), [asdict(c) for c in found])


def _add_version(
    report: Report, number: int, content: Content, entry: Entry, reason: str, found: list[dict[str, str]]
) -> str:
    version = ReportVersion(
        report=report,
        number=number,
        entry_seq=entry.seq,
        made_at=entry.recorded_at,
        content=content,
        sha256=digest(content),
        reason=reason,
        changes=found,
    )
    return desk.add(version).sha256
