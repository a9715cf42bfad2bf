"""Sealed bytes on the disk: one file an id, written whole or not at all."""

from __future__ import annotations

import os
from hashlib import sha256
from uuid import UUID

from lachan.base.errors import Misbuilt, NotFound
from lachan.base.home import folder


def write(file_id: UUID, sealed: bytes) -> str:
    """The digest of what was written. A transaction that rolls back leaves bytes whose key is gone with it."""
    place = folder("files") / str(file_id)
    draft = place.with_suffix(".part")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(sealed)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(place)
    return sha256(sealed).hexdigest()


def read(file_id: UUID, digest: str) -> bytes:
    place = folder("files") / str(file_id)
    if not place.is_file():
        raise NotFound
    sealed = place.read_bytes()
    if sha256(sealed).hexdigest() != digest:
        raise Misbuilt("a kept file was changed on the disk")
    return sealed
