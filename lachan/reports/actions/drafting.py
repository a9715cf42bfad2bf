"""A report at its own agency: drafted, written, reviewed by other eyes, signed with its figures frozen, corrected."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import carry_out
from lachan.law.periods import period
from lachan.people.queries import get_agency
from lachan.reports import access
from lachan.reports.actions.proposals import send_all
from lachan.reports.actions.sending import lock_sources
from lachan.reports.build.document import open_blanks
from lachan.reports.build.form import load_form
from lachan.reports.freezing import Content, changes, digest, document
from lachan.reports.gathering import content_of
from lachan.reports.letterheads import words_of
from lachan.reports.models import DigitalSignature, Report, ReportVersion
from lachan.reports.rules import (
    OF_A_PLAN,
    REPORT,
    Basis,
    ReportKind,
    check_finished,
    check_nobody_named,
    check_other_eyes,
    check_reason,
    check_said,
)
from lachan.vault.signatures import SignatureState, checked

FUTURE = "Ngày chốt số liệu nằm ở tương lai. Hãy chọn từ hôm nay trở về trước."
MOST_SIGNATURE_BYTES = 256 * 1024


@dataclass(frozen=True)
class DraftReport:
    """``plan_id``: the plan whose targets and tasks the report carries; ``round_id``: whose frozen reports it sums."""

    kind: ReportKind
    period_code: str
    as_of: date
    plan_id: UUID | None = None
    topic: str = ""
    round_id: UUID | None = None


@dataclass(frozen=True)
class WriteReport:
    """Narrative by section key of the form; what the head of the document says.

    ``words``: head and foot (``letterheads.SETTABLE``) where they are not those of the agency's kind.
    """

    report_id: UUID
    narrative: dict[str, str] = field(default_factory=dict)
    number: str = ""
    dated_on: date | None = None
    signer: str = ""
    topic: str = ""
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Signed:
    """A detached signature as the signing tool gave it, over the PDF of the newest version: ``over``, those bytes."""

    report_id: UUID
    signer: str
    signed_at: datetime
    signed_sha256: str
    signature: bytes
    over: bytes


@action("report.draft")
def draft(command: DraftReport, *, by: Actor, now: datetime) -> UUID:
    access.check_may_draft(by, Place(by.province_code, by.area_code))
    span = period(command.period_code)
    _check_known(command, now.date())
    if command.round_id:
        desk.fetch(access.rounds_visible_to(by).filter(holder_id=by.agency_id), command.round_id)
    report = Report(
        code=new_handle("BCDK", by.province_code, span.end.year),
        status="",
        kind=str(command.kind),
        basis=str(Basis.REPORTS if command.round_id else Basis.RECORDS),
        holder_id=by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code=by.area_code,
        opened_on=now.date(),
        period_code=span.code,
        as_of=command.as_of,
        plan_id=command.plan_id,
        round_id=command.round_id,
        head={"topic": tidy(command.topic)},
    )
    facts = {"period": span.code, "kind": str(command.kind), "basis": report.basis}
    carry_out(REPORT, "report.draft", report, by=by, occurred_at=now, now=now, facts=facts)
    return report.id


def _check_known(command: DraftReport, today: date) -> None:
    if command.as_of > today:
        raise Refused(FUTURE, field="as_of")
    if command.kind in OF_A_PLAN and command.plan_id is None:
        raise Refused(
            f"«{command.kind.label}» nói về một kế hoạch. Hãy chọn kế hoạch, hoặc chọn loại báo cáo khác.",
            field="plan_id",
        )
    if command.kind in (ReportKind.THEMATIC, ReportKind.ADHOC) and not command.topic.strip():
        raise Refused(f"«{command.kind.label}» cần nội dung chuyên đề. Hãy ghi báo cáo về việc gì.", field="topic")


@action("report.write")
def write(command: WriteReport, *, by: Actor, now: datetime) -> None:
    report = desk.fetch(access.visible_to(by), command.report_id)
    access.check_may_write(by, report)
    keys = {leaf.key for leaf in load_form(report.kind).leaves()}
    words = {k: tidy(v) for k, v in command.narrative.items() if k in keys and v.strip()}
    for text in words.values():
        check_nobody_named(text, "narrative")
    report.narrative = words
    report.head = {
        "number": tidy(command.number),
        "dated_on": command.dated_on.isoformat() if command.dated_on else "",
        "signer": tidy(command.signer),
        "topic": tidy(command.topic) or report.head.get("topic", ""),
        **_own_words(command.words, words_of(get_agency(report.holder_id))),
    }
    carry_out(REPORT, "report.write", report, by=by, occurred_at=now, now=now, change=("narrative", "head"))


def _own_words(written: dict[str, str], usual: dict[str, str]) -> dict[str, str]:
    """What is not as usual; a report keeps no copy of what the letterheads say already."""
    lines = {name: "\n".join(tidy(line) for line in text.splitlines()).strip() for name, text in written.items()}
    for text in lines.values():
        check_nobody_named(text, "words")
    return {name: lines[name] for name in usual if name in lines and lines[name] != usual[name]}


@action("report.submit")
def submit(report_id: UUID, *, by: Actor, now: datetime) -> None:
    report = desk.fetch(access.visible_to(by), report_id)
    access.check_may_submit(by, report)
    check_finished(open_blanks(document(content_of(report, report.as_of))))
    carry_out(REPORT, "report.submit", report, by=by, occurred_at=now, now=now)


@action("report.approve")
def approve(report_id: UUID, *, by: Actor, now: datetime) -> None:
    """By other eyes than those that put it forward."""
    report = desk.fetch(access.visible_to(by), report_id)
    access.check_may_approve(by, report)
    put_forward = _entries(report, "report.submit")[-1:]
    check_other_eyes(any(entry.account_id == by.account_id for entry in put_forward))
    carry_out(REPORT, "report.approve", report, by=by, occurred_at=now, now=now)


@action("report.rework")
def rework(report_id: UUID, *, by: Actor, now: datetime) -> None:
    report = desk.fetch(access.visible_to(by), report_id)
    access.check_may_rework(by, report)
    carry_out(REPORT, "report.rework", report, by=by, occurred_at=now, now=now)


@action("report.sign")
def sign(report_id: UUID, *, by: Actor, now: datetime) -> str:
    """Freezes the figures as known on the report's day and returns the hash. Refused while a sentence has a gap.

    With it the report's proposals go out, and the frozen reports that it sums are locked.
    """
    report = desk.fetch(access.visible_to(by), report_id)
    access.check_may_sign(by, report)
    content = content_of(report, report.as_of)
    check_finished(open_blanks(document(content, version=1)))
    entry = carry_out(REPORT, "report.sign", report, by=by, occurred_at=now, now=now, facts={"sha256": digest(content)})
    send_all(report, by=by, now=now)
    if report.round_id:
        lock_sources(report.round_id, by=by, now=now)
    return _add_version(report, 1, content, entry, "", [])


@action("report.attach")
def attach(command: Signed, *, by: Actor, now: datetime) -> None:
    """Keeps a detached digital signature beside the newest version; it must be over the very PDF that we draw."""
    report = desk.fetch(access.visible_to(by), command.report_id)
    access.check_may_attach(by, report)
    check_said(command.signer, "họ tên người ký số", "signer")
    version = report.versions.order_by("-number").first()
    if version is None or not command.signature or len(command.signature) > MOST_SIGNATURE_BYTES:
        raise Refused("Tệp chữ ký số rỗng hoặc quá lớn. Hãy chọn tệp .p7s do phần mềm ký số tạo ra.", field="file")
    if command.signed_at > now:
        raise Refused("Thời điểm ký nằm ở tương lai. Hãy kiểm tra lại.", field="signed_at")
    if checked(command.signature, command.over).state is SignatureState.OTHER:
        raise Refused(
            "Chữ ký số này không phải trên tệp PDF/A của bản mới nhất. Hãy tải lại tệp PDF/A, ký đúng tệp đó rồi nộp"
            " tệp .p7s.",
            field="file",
        )
    facts = {"version": version.number, "signature": sha256(command.signature).hexdigest()}
    entry = carry_out(REPORT, "report.attach", report, by=by, occurred_at=now, now=now, facts=facts)
    desk.add(
        DigitalSignature(
            report_id=report.id, version=version.number, entry_seq=entry.seq, signed_at=command.signed_at,
            signer=tidy(command.signer), signed_sha256=command.signed_sha256, signature=command.signature,
        )
    )  # fmt: skip


@action("report.correct")
def correct(report_id: UUID, *, reason: str, as_of: date, by: Actor, now: datetime) -> str:
    """A further version with figures as known on another day, or with other words; the signed one stays as it is."""
    report = desk.fetch(access.visible_to(by), report_id)
    access.check_may_correct(by, report)
    check_reason(reason)
    check_nobody_named(reason, "reason")
    last = report.versions.order_by("-number").first()
    if last is None or as_of > now.date():
        raise Refused(FUTURE, field="as_of")
    content = content_of(report, as_of)
    check_finished(open_blanks(document(content, version=last.number + 1)))
    found = changes(last.content, content)
    if not found:
        raise Refused("Số liệu, lời báo cáo không khác bản đã ký nên không cần đính chính. Hãy kiểm tra ngày chốt.")
    entry = carry_out(
        REPORT, "report.correct", report, by=by, occurred_at=now, now=now,
        facts={"version": last.number + 1, "sha256": digest(content)},
    )  # fmt: skip
    return _add_version(report, last.number + 1, content, entry, tidy(reason), [asdict(c) for c in found])


def _entries(report: Report, verb: str) -> list[Entry]:
    return list(Entry.objects.filter(record_id=report.id, verb=verb).order_by("seq"))


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
