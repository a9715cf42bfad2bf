"""A plan document: read, corrected by people, rejected, or approved into a tracked plan."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.files import actions as files
from lachan.files.rules import check_file
from lachan.journal import desk
from lachan.journal.actions import action, bulk
from lachan.journal.procedure import carry_out
from lachan.plans import access
from lachan.plans.actions.plans import adopt_plan
from lachan.plans.corrected import Json, begin, changes, check_ready
from lachan.plans.models import PlanDocument
from lachan.plans.rules import DOCUMENT

if TYPE_CHECKING:
    from lachan.plans.reading import PlanReading


@dataclass(frozen=True)
class ReadDocument:
    """A file as uploaded; pasted text comes as ``van-ban-dan.txt`` in UTF-8."""

    name: str
    data: bytes


@dataclass(frozen=True)
class CorrectDocument:
    """``corrected`` whole, in the reader's shape; ``agencies``: printed name → agency id, group code, or "" for none.

    ``version`` is the one the officer saw: a later save by a colleague is not overwritten.
    """

    document_id: UUID
    version: int
    corrected: Json
    agencies: dict[str, str] = field(default_factory=dict)


def read_plandoc(command: ReadDocument, *, by: Actor, now: datetime) -> UUID:
    """Reads before the transaction: a long document must not hold the one writer of the database."""
    from lachan.plans.reading import Unreadable, read_bytes  # late: the reader's libraries are for this act alone

    access.check_may_read_plandoc(by, Place(by.province_code, by.area_code))
    check_file(command.name, command.data)
    started = time.perf_counter()
    try:
        reading = read_bytes(command.data, command.name)
    except Unreadable as unreadable:
        raise Refused(unreadable.sentence, field="file") from None
    return _keep(command, reading, time.perf_counter() - started, by=by, now=now)


@action("plandoc.read")
def _keep(command: ReadDocument, reading: PlanReading, seconds: float, *, by: Actor, now: datetime) -> UUID:
    access.check_may_read_plandoc(by, Place(by.province_code, by.area_code))
    found = reading.as_json()
    document = PlanDocument(
        code=new_handle("VB", by.province_code, local_day(now).year), status="", holder_id=by.agency_id,
        origin_id=by.agency_id, province_code=by.province_code, area_code=by.area_code, opened_on=local_day(now),
        read_at=now, read_seconds=seconds, text=reading.text.replace("\x00", " "), reading=found,
        corrected=begin(found), title=tidy(reading.metadata.title or "")[:500],
    )  # fmt: skip
    kept = files.KeepFile(command.name, command.data, "plandoc", document.id)
    document.file_id = files.keep(kept, by=by, now=now)
    facts = {"targets": len(reading.targets), "tasks": len(reading.tasks), "warnings": len(reading.warnings)}
    carry_out(DOCUMENT, "plandoc.read", document, by=by, occurred_at=now, now=now, facts=facts)
    return document.id


@action("plandoc.correct")
def correct_plandoc(command: CorrectDocument, *, by: Actor, now: datetime) -> int:
    """Saves the officer's draft; answers the new version."""
    document = desk.fetch(access.documents_visible_to(by), command.document_id)
    access.check_may_correct_plandoc(by, document)
    if document.version != command.version:
        raise Refused(
            "Người khác vừa lưu văn bản này sau khi bạn mở, nên bản của bạn chưa được ghi đè lên."
            " Hãy tải lại trang, xem thay đổi rồi sửa tiếp."
        )
    document.corrected, document.agencies = command.corrected, command.agencies
    document.title = tidy(command.corrected["metadata"].get("title") or "")[:500]
    document.version += 1
    facts = {"version": document.version, "changes": len(changes(document.reading, document.corrected))}
    carry_out(
        DOCUMENT, "plandoc.correct", document, by=by, occurred_at=now, now=now, facts=facts,
        change=("corrected", "agencies", "title", "version"),
    )  # fmt: skip
    return document.version


@action("plandoc.reject")
def reject_plandoc(document_id: UUID, *, by: Actor, now: datetime) -> None:
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_reject_plandoc(by, document)
    carry_out(DOCUMENT, "plandoc.reject", document, by=by, occurred_at=now, now=now)


@action("plandoc.approve")
def approve_plandoc(document_id: UUID, *, by: Actor, now: datetime) -> UUID:
    """The corrected reading becomes a plan with its targets, tasks and duties; the document keeps both versions."""
    document = desk.fetch(access.documents_visible_to(by), document_id)
    access.check_may_approve_plandoc(by, document)
    check_ready(document.corrected)
    with nullcontext() if desk.batch() else bulk():  # hundreds of tasks: their rows are written in batches
        document.plan_id = plan_id = adopt_plan(document, by=by, now=now)
    carry_out(
        DOCUMENT, "plandoc.approve", document, by=by, occurred_at=now, now=now, change=("plan_id",),
        facts={"plan": str(plan_id), "changes": len(changes(document.reading, document.corrected))},
    )  # fmt: skip
    return plan_id
