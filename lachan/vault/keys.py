"""Envelope keys: a data key per person, wrapped for each agency that may open it, by keys the provider wraps."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from django.db import transaction

from lachan.base.errors import NotFound
from lachan.vault.models import AgencyKey, Wrap
from lachan.vault.providers import FileKeyProvider, KeyProvider, keyring_path, passphrase

_provider: list[KeyProvider] = []
_opening = Lock()
_agency_keys: dict[UUID, tuple[UUID, bytes]] = {}  # agency → (id of its newest key row, the key)
_key_rows: dict[UUID, bytes] = {}  # key row → the key, older epochs included
_uncommitted: set[UUID] = set()  # rows made in a transaction that may still roll back: never cached


@dataclass(frozen=True)
class DataKey:
    """One person's open key, in memory only. ``repr`` shows nothing of it."""

    subject_id: UUID
    key: bytes

    def __repr__(self) -> str:
        return f"DataKey({self.subject_id}, ●●●)"


def provider() -> KeyProvider:
    """The provider of this installation, opened once a process."""
    if not _provider:
        with _opening:  # several threads ask at once when a server starts; a second opening would drop the first's keys
            if not _provider:
                use_provider(FileKeyProvider(keyring_path(), passphrase()))
    return _provider[0]


def use_provider(other: KeyProvider) -> None:
    forget_keys()
    _provider[:] = [other]


def forget_keys() -> None:
    """Drops every open key of this process."""
    _provider.clear()
    _agency_keys.clear()
    _key_rows.clear()
    _uncommitted.clear()


def new_data_key(subject_id: UUID) -> DataKey:
    return DataKey(subject_id, secrets.token_bytes(32))


def wrap_for(data_key: DataKey, agency_id: UUID, now: datetime) -> Wrap:
    """An unsaved Wrap row that opens the person's key to the agency."""
    row_id, agency_key = _newest_key(agency_id, now)
    wrapped = aes_key_wrap(agency_key, data_key.key)
    return Wrap(subject_id=data_key.subject_id, agency_id=agency_id, agency_key_id=row_id, wrapped=wrapped)


def data_key(subject_id: UUID, agency_id: UUID) -> DataKey:
    """The person's key as this agency opens it; NotFound when no wrap was made for the agency."""
    wrap = Wrap.objects.filter(subject_id=subject_id, agency_id=agency_id).first()
    if wrap is None:
        raise NotFound
    return open_wrap(wrap)


def open_wrap(wrap: Wrap) -> DataKey:
    return DataKey(wrap.subject_id, aes_key_unwrap(_key_of_row(wrap.agency_key_id), bytes(wrap.wrapped)))


def keyed_digest(kind: str, value: str) -> bytes:
    """HMAC-SHA256 of a high-entropy identifier (ID card, passport, phone): equality only, useless without the key."""
    return hmac.new(provider().derive(f"digest:{kind}"), value.encode(), sha256).digest()


def pseudonyms(purpose: str) -> Callable[[str], str]:
    """Record ids into pseudonyms of one purpose: one id, one pseudonym, and without the key none leads back."""
    key = provider().derive(f"pseudonym:{purpose}")
    return lambda record_id: hmac.new(key, record_id.encode(), sha256).hexdigest()[:32]


def rotate(now: datetime) -> int:
    """A new master epoch, and every agency key wrapped anew under it. Returns the epoch. Old backups stay readable."""
    epoch = provider().rotate(now)
    for row in AgencyKey.objects.all():
        row.wrapped = provider().wrap(_key_of_row(row.id))
        row.save(update_fields=["wrapped"])
    return epoch


def ensure_agency_key(agency_id: UUID, now: datetime) -> None:
    """Makes the agency's first key where it has none; called when an agency is set up."""
    _newest_key(agency_id, now)


def _newest_key(agency_id: UUID, now: datetime) -> tuple[UUID, bytes]:
    if agency_id in _agency_keys:
        return _agency_keys[agency_id]
    row = AgencyKey.objects.filter(agency_id=agency_id).order_by("-made_at", "-id").first()
    if row is None:
        row = AgencyKey.objects.create(agency_id=agency_id, made_at=now, wrapped=provider().wrap(os.urandom(32)))
        _uncommitted.add(row.id)
        transaction.on_commit(lambda: _uncommitted.discard(row.id))
    newest = (row.id, _key_of_row(row.id, bytes(row.wrapped)))
    if row.id not in _uncommitted:
        _agency_keys[agency_id] = newest
    return newest


def _key_of_row(row_id: UUID, wrapped: bytes | None = None) -> bytes:
    if row_id not in _key_rows:
        _key_rows[row_id] = provider().unwrap(wrapped or bytes(AgencyKey.objects.get(id=row_id).wrapped))
    return _key_rows[row_id]
