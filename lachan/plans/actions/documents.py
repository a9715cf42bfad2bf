"""A plan document: read, at once or behind the page; rejected, approved into a tracked plan, reopened and confirmed."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.files import actions as files
from lachan.files.queries import read as open_file
from lachan.files.rules import check_file
from lachan.journal import desk
from lachan.journal.actions import action, bulk
from lachan.journal.procedure import carry_out
from lachan.journal.shares import open_to
from lachan.plans import access
from lachan.plans.actions.adopting import adopt_plan
from lachan.plans.actions.revising import revise_plan
from lachan.plans.apart import Found, Progress, TooLong, read_apart
from lachan.plans.changes import changes
from lachan.plans.corrected import begin, check_ready
from lachan.plans.models import PlanDocument
from lachan.plans.rules import DOCUMENT

PATIENCE = 2.0  # seconds that an officer waits before the page says «đang đọc»
LONGEST = 600.0  # seconds a reading behind the page may take
SHORT = 300_000  # bytes of plain text: about sixty pages, a fraction of a second
TOO_LONG = (
    "Đọc văn bản này quá 10 phút chưa xong nên đã dừng. Hãy tách tệp thành phần nhỏ hơn, hoặc tải bản .docx có chữ"
    " thay cho ảnh quét."
)


@dataclass(frozen=True)
class ReadDocument:
    """A file as uploaded; pasted text comes as ``van-ban-dan.txt`` in UTF-8."""

    name: str
    data: bytes


def give_plandoc(command: ReadDocument, *, by: Actor, now: datetime, patience: float = PATIENCE) -> UUID:
    """Reads a document at once where that takes no longer than ``patience`` seconds, else keeps it to be read behind
    the page (``behind.py``)."""
    access.check_may_receive_plandoc(by, Place(by.province_code, by.area_code))
    check_file(command.name, command.data)
    try:
        found = _apart(command, patience)
    except TooLong:
        return receive_plandoc(command, by=by, now=now)
    return _keep(command, found, by=by, now=now)


def _apart(command: ReadDocument, seconds: float, progress: Progress | None = None) -> Found:
    """Plain text of a few pages is read here; whatever a library has to open first, in a process of its own."""
    if command.name.lower().endswith((".txt", ".md")) and len(command.data) < SHORT:
        return _read(command)
    from lachan.plans.reading.errors import Unreadable

    try:
        return read_apart(command.data, command.name, seconds=seconds, progress=progress)
    except Unreadable as unreadable:
        raise Refused(unreadable.sentence, field="file") from None


def read_plandoc(command: ReadDocument, *, by: Actor, now: datetime) -> UUID:
    """Reads before the transaction: a long document must not hold the one writer of the database."""
    access.check_may_read_plandoc(by, Place(by.province_code, by.area_code))
    check_file(command.name, command.data)
    return _keep(command, _read(command), by=by, now=now)


def _read(command: ReadDocument) -> Found:
    from lachan.plans.reading import Unreadable, read_bytes  # late: the reader's libraries are for this act alone

    started = time.perf_counter()
    try:
        reading = read_bytes(command.data, command.name)
    except Unreadable as unreadable:
        raise Refused(unreadable.sentence, field="file") from None
    return Found(reading.text, reading.as_json(), time.perf_counter() - started)


@action("plandoc.read")
def _keep(command: ReadDocument, found: Found, *, by: Actor, now: datetime) -> UUID:
    access.check_may_read_plandoc(by, Place(by.province_code, by.area_code))
    document = _new_document(by, now)
    _fill(document, found)
    document.file_id = _keep_file(command, document, by, now)
    carry_out(DOCUMENT, "plandoc.read", document, by=by, occurred_at=now, now=now, facts=_counted(found))
    open_to(document, "plandoc", by.agency_id, "read", opened_on=document.opened_on, now=now)
    return document.id


@action("plandoc.receive")
def receive_plandoc(command: ReadDocument, *, by: Actor, now: datetime) -> UUID:
    """Keeps a document that takes long to read; ``finish_plandoc`` reads it, behind the page."""
    access.check_may_receive_plandoc(by, Place(by.province_code, by.area_code))
    check_file(command.name, command.data)
    document = _new_document(by, now)
    document.file_id = _keep_file(command, document, by, now)
    size = {"size": len(command.data)}
    carry_out(DOCUMENT, "plandoc.receive", document, by=by, occurred_at=now, now=now, facts=size)
    open_to(document, "plandoc", by.agency_id, "read", opened_on=document.opened_on, now=now)
    return document.id


def finish_plandoc(document_id: UUID, *, by: Actor, now: datetime, progress: Progress | None = None) -> None:
    """Reads a received document; what cannot be read is kept with the sentence that says why."""
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_finish_plandoc(by, document)
    DOCUMENT.step("plandoc.finish", document.status)
    assert document.file_id is not None
    kept = open_file(document.file_id, purpose="handling", by=by, now=now)
    try:
        found = _apart(ReadDocument(kept.name, kept.data), LONGEST, progress)
    except TooLong:
        give_up_plandoc(document_id, TOO_LONG, by=by, now=now)
    except Refused as refusal:
        give_up_plandoc(document_id, refusal.sentence, by=by, now=now)
    else:
        _finish(document_id, found, by=by, now=now)


@action("plandoc.finish")
def _finish(document_id: UUID, found: Found, *, by: Actor, now: datetime) -> None:
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_finish_plandoc(by, document)
    _fill(document, found)
    carry_out(
        DOCUMENT, "plandoc.finish", document, by=by, occurred_at=now, now=now, facts=_counted(found),
        change=("text", "reading", "corrected", "title", "read_seconds"),
    )  # fmt: skip


@action("plandoc.give_up")
def give_up_plandoc(document_id: UUID, why: str, *, by: Actor, now: datetime) -> None:
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_give_up_plandoc(by, document)
    document.failure = why
    carry_out(DOCUMENT, "plandoc.give_up", document, by=by, occurred_at=now, now=now, change=("failure",))


@action("plandoc.reject")
def reject_plandoc(document_id: UUID, *, by: Actor, now: datetime) -> None:
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_reject_plandoc(by, document)
    carry_out(DOCUMENT, "plandoc.reject", document, by=by, occurred_at=now, now=now)


@action("plandoc.restore")
def restore_plandoc(document_id: UUID, *, by: Actor, now: datetime) -> None:
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_restore_plandoc(by, document)
    carry_out(DOCUMENT, "plandoc.restore", document, by=by, occurred_at=now, now=now)


@action("plandoc.approve")
def approve_plandoc(document_id: UUID, *, by: Actor, now: datetime) -> UUID:
    """The corrected reading becomes a plan with its targets, tasks and duties; the document keeps both versions."""
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_approve_plandoc(by, document)
    check_ready(document.corrected)
    with nullcontext() if desk.batch() else bulk():  # hundreds of tasks: their rows are written in batches
        document.plan_id = plan_id = adopt_plan(document, by=by, now=now)
    _approved("plandoc.approve", document, by, now)
    return plan_id


@action("plandoc.reopen")
def reopen_plandoc(document_id: UUID, *, by: Actor, now: datetime) -> None:
    """The plan stays as it is followed until the corrected document is confirmed."""
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_reopen_plandoc(by, document)
    carry_out(DOCUMENT, "plandoc.reopen", document, by=by, occurred_at=now, now=now)


@action("plandoc.confirm")
def confirm_plandoc(document_id: UUID, *, by: Actor, now: datetime) -> UUID:
    """What was corrected since the plan was made from this document is carried into the plan."""
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_confirm_plandoc(by, document)
    check_ready(document.corrected)
    if document.version > (document.approved_version or 0):
        revise_plan(document, by=by, now=now)
    _approved("plandoc.confirm", document, by, now)
    assert document.plan_id is not None
    return document.plan_id


def _approved(verb: str, document: PlanDocument, by: Actor, now: datetime) -> None:
    document.approved_version = document.version
    found = len(changes(document.reading, document.corrected))
    facts = {"plan": str(document.plan_id), "changes": found, "version": document.version}
    carry_out(
        DOCUMENT, verb, document, by=by, occurred_at=now, now=now, change=("plan_id", "approved_version"), facts=facts
    )


def _new_document(by: Actor, now: datetime) -> PlanDocument:
    return PlanDocument(
        code=new_handle("VB", by.province_code, local_day(now).year), status="", holder_id=by.agency_id,
        origin_id=by.agency_id, province_code=by.province_code, area_code=by.area_code, opened_on=local_day(now),
        read_at=now, read_seconds=0, text="", reading={}, corrected=begin({}), version=0,
    )  # fmt: skip


def _fill(document: PlanDocument, found: Found) -> None:
    document.text = found.text.replace("\x00", " ")
    document.reading = found.reading
    document.corrected = begin(document.reading)
    document.title = tidy(found.reading["metadata"].get("title") or "")[:500]
    document.read_seconds = found.seconds


def _keep_file(command: ReadDocument, document: PlanDocument, by: Actor, now: datetime) -> UUID:
    kept = files.KeepFile(command.name, command.data, "plandoc", document.id)
    return files.keep(kept, by=by, now=now)


def _counted(found: Found) -> dict[str, int]:
    return {name: len(found.reading[name]) for name in ("targets", "tasks", "warnings")}
