"""Sealing whole files under a record's data key; a blob put under another id, or another key, no longer opens."""

from __future__ import annotations

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from lachan.base.errors import Misbuilt
from lachan.vault.keys import DataKey

_VERSION = b"\x01"


def seal_bytes(data: bytes, key: DataKey, blob_id: UUID) -> bytes:
    nonce = os.urandom(12)
    return _VERSION + nonce + AESGCMSIV(key.key).encrypt(nonce, data, _context(blob_id, key))


def open_bytes(blob: bytes, key: DataKey, blob_id: UUID) -> bytes:
    try:
        return AESGCMSIV(key.key).decrypt(blob[1:13], blob[13:], _context(blob_id, key))
    except InvalidTag:
        raise Misbuilt("a sealed file does not belong to its row, or was changed on the disk") from None


def _context(blob_id: UUID, key: DataKey) -> bytes:
    return f"file|{blob_id}|{key.subject_id}".encode()
