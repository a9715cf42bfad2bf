"""Keeping a file with a record, within the action that needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.clock import local_day
from lachan.base.text import tidy
from lachan.files import access, disk
from lachan.files.models import StoredFile
from lachan.files.rules import check_file
from lachan.journal import desk
from lachan.journal.actions import action, record
from lachan.journal.procedure import name_verbs
from lachan.journal.shares import key_of, open_to
from lachan.vault.blobs import seal_bytes
from lachan.vault.keys import new_data_key
from lachan.vault.sealing import seal_into

name_verbs({"file.keep": "Lưu tệp", "file.read": "Mở tệp"})


@dataclass(frozen=True)
class KeepFile:
    """``readers``: the agencies besides the actor's that may open it, ``name`` as the officer's computer calls it."""

    name: str
    data: bytes
    record_kind: str
    record_id: UUID
    readers: tuple[UUID, ...] = ()


@action("file.keep")
def keep(command: KeepFile, *, by: Actor, now: datetime) -> UUID:
    access.check_may_keep(by, Place(by.province_code, by.area_code))
    media = check_file(command.name, command.data)
    kept = StoredFile(
        holder_id=by.agency_id, origin_id=by.agency_id, province_code=by.province_code, area_code=by.area_code,
        record_kind=command.record_kind, record_id=command.record_id, media_type=media, size=len(command.data),
        kept_at=now,
    )  # fmt: skip
    key = new_data_key(kept.id)
    seal_into(kept, key, name=tidy(command.name)[:200])
    kept.sealed_digest = disk.write(kept.id, seal_bytes(command.data, key, kept.id))
    desk.add(kept)
    record("file.keep", kept, "file", by=by, occurred_at=now, now=now, facts={"size": kept.size})
    for agency_id in (by.agency_id, *command.readers):
        open_to(kept, "file", agency_id, "kept", opened_on=local_day(now), now=now, key=key)
    return kept.id


def open_file_to(file_id: UUID, agency_id: UUID, purpose: str, *, by: Actor, now: datetime) -> None:
    """Another agency may open the file too; called by the action that shares its record, and covered by its entry."""
    kept = desk.fetch(access.visible_to(by), file_id)
    open_to(kept, "file", agency_id, purpose, opened_on=local_day(now), now=now, key=key_of(kept.id, by.agency_id))
