"""Closing and opening one field of one row. A blob moved to another row, field or person no longer opens."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.db.models import Model

from lachan.base.errors import Misbuilt
from lachan.vault.fields import Sealed
from lachan.vault.keys import DataKey, data_key

_VERSION = b"\x01"


@dataclass(frozen=True)
class Permit:
    """Proof that an opening was written to the journal: its entry, the person, the agency that opens."""

    entry_seq: int
    subject_id: UUID
    agency_id: UUID


def seal_into(row: Model, key: DataKey, **texts: str | None) -> None:
    """Sets sealed fields of a row (whose id is already known) from plain texts; empty texts become null."""
    for field, text in texts.items():
        setattr(row, field, Sealed(_close(row, field, key, text)) if text else None)


def unseal(row: Model, permit: Permit, *fields: str) -> dict[str, str]:
    """Plain texts of the named fields, for the person and agency of the permit; NotFound without a wrap."""
    key = data_key(permit.subject_id, permit.agency_id)
    return open_fields(row, key, *fields)


def open_fields(row: Model, key: DataKey, *fields: str) -> dict[str, str]:
    return {field: _open(row, field, key) for field in fields}


def _context(row: Model, field: str, key: DataKey) -> bytes:
    return _VERSION + f"{row._meta.db_table}.{field}|{row.pk}|{key.subject_id}".encode()


def _close(row: Model, field: str, key: DataKey, text: str) -> bytes:
    nonce = os.urandom(12)
    return _VERSION + nonce + AESGCMSIV(key.key).encrypt(nonce, text.encode(), _context(row, field, key))


def _open(row: Model, field: str, key: DataKey) -> str:
    value: Any = getattr(row, field)
    if not value:
        return ""
    blob = value.blob
    if blob[:1] != _VERSION:
        raise Misbuilt(f"sealed value of {row._meta.db_table}.{field} has an unknown format")
    try:
        return AESGCMSIV(key.key).decrypt(blob[1:13], blob[13:], _context(row, field, key)).decode()
    except InvalidTag:
        raise Misbuilt(f"sealed value of {row._meta.db_table}.{field} does not belong to this row") from None
