"""Identifiers: time-ordered UUIDs for rows, short random handles for what people read aloud."""

from __future__ import annotations

import os
import secrets
import time
from uuid import UUID

_HANDLE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0/O, 1/I: they are misheard


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): sorts by creation, so that indexes stay dense."""
    stamp = int(time.time() * 1000).to_bytes(6, "big")
    raw = bytearray(stamp + os.urandom(10))
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return UUID(bytes=bytes(raw))


def new_handle(prefix: str, area_code: str, year: int) -> str:
    """A code such as ``NN-98-2026-7K3QX``: says kind, province and year, and nothing about order or person."""
    tail = "".join(secrets.choice(_HANDLE_LETTERS) for _ in range(6))
    return f"{prefix}-{area_code}-{year}-{tail}"
