"""Reading files: what hangs on a record, and the recorded opening of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.files import access, disk
from lachan.files.models import StoredFile
from lachan.journal import desk
from lachan.journal.actions import action, permit
from lachan.vault.blobs import open_bytes
from lachan.vault.keys import data_key
from lachan.vault.sealing import unseal


@dataclass(frozen=True)
class FileLine:
    """A file as a record's page shows it; its name stays sealed until it is opened."""

    id: UUID
    media_type: str
    size: int
    kept_at: datetime
    holder_id: UUID


@dataclass(frozen=True)
class OpenFile:
    name: str
    media_type: str
    data: bytes


def files_of(actor: Actor, record_id: UUID) -> list[FileLine]:
    rows = access.visible_to(actor).filter(record_id=record_id).order_by("kept_at")
    return [_line(f) for f in rows]


@action("file.read")
def read(file_id: UUID, *, purpose: str, by: Actor, now: datetime) -> OpenFile:
    """The file in clear, for an agency it was opened to; the opening is an entry before anything is read."""
    kept = desk.fetch(access.visible_to(by), file_id)
    access.check_may_read(by, kept)
    seen = permit("file.read", kept, "file", by=by, now=now, purpose=purpose)
    name = unseal(kept, seen, "name")["name"]
    data = open_bytes(disk.read(kept.id, kept.sealed_digest), data_key(kept.id, by.agency_id), kept.id)
    return OpenFile(name, kept.media_type, data)


def _line(kept: StoredFile) -> FileLine:
    return FileLine(kept.id, kept.media_type, kept.size, kept.kept_at, kept.holder_id)
