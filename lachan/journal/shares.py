"""Opening a record to an agency and closing it again: the share row, and with it a wrap of the record's data key."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from lachan.access.checks import Held
from lachan.access.models import Share
from lachan.access.scope import is_shared
from lachan.journal import desk
from lachan.vault.keys import DataKey, data_key, wrap_for
from lachan.vault.models import Wrap


def open_to(
    record: Held,
    kind: str,
    agency_id: UUID,
    purpose: str,
    *,
    opened_on: date,
    now: datetime,
    key: DataKey | None = None,
) -> None:
    """The record becomes visible to the agency; with ``key`` its sealed fields can be opened there too."""
    if not is_open_to(record.id, agency_id):
        desk.add(
            Share(
                record_kind=kind,
                record_id=record.id,
                agency_id=agency_id,
                purpose=purpose,
                opened_on=opened_on,
                granted_at=now,
            )  # fmt: skip
        )
        _remember(record.id, agency_id)
    if key is not None and not _has_wrap(record.id, agency_id):
        desk.add(wrap_for(key, agency_id, now))
        _remember(record.id, agency_id, "wrap")
        batch = desk.batch()
        if batch is not None:
            batch.keys[record.id] = key


def key_of(record_id: UUID, agency_id: UUID) -> DataKey:
    """The record's data key as the agency opens it, to seal further words; NotFound when it is not open to it."""
    batch = desk.batch()
    if batch is not None and record_id in batch.keys:
        return batch.keys[record_id]
    return data_key(record_id, agency_id)


def close_to(record_id: UUID, agency_id: UUID, now: datetime) -> None:
    """The agency no longer sees the record, and its wrap is gone. What it saw before stays in the journal."""
    batch = desk.batch()
    if batch is not None:
        _close_in_batch(batch, record_id, agency_id, now)
    Share.objects.filter(record_id=record_id, agency_id=agency_id, revoked_at=None).update(revoked_at=now)
    Wrap.objects.filter(subject_id=record_id, agency_id=agency_id).delete()


def _close_in_batch(batch: desk.Batch, record_id: UUID, agency_id: UUID, now: datetime) -> None:
    """The rows are still in hand: the share is written as revoked, the wrap is not written at all."""
    for share in desk.mine(Share, record_id):
        if share.agency_id == agency_id and share.revoked_at is None:
            share.revoked_at = now
    wraps = batch.fresh.get(Wrap, {})
    for wrap in [w for w in desk.mine(Wrap) if (w.subject_id, w.agency_id) == (record_id, agency_id)]:
        del wraps[wrap.pk]
    batch.live -= {("share", record_id, agency_id), ("wrap", record_id, agency_id)}


def is_open_to(record_id: UUID, agency_id: UUID) -> bool:
    batch = desk.batch()
    if batch is not None:
        return ("share", record_id, agency_id) in batch.live
    return is_shared(record_id, agency_id)


def _remember(record_id: UUID, agency_id: UUID, what: str = "share") -> None:
    batch = desk.batch()
    if batch is not None:
        batch.live.add((what, record_id, agency_id))


def _has_wrap(subject_id: UUID, agency_id: UUID) -> bool:
    batch = desk.batch()
    if batch is not None:
        return ("wrap", subject_id, agency_id) in batch.live
    return Wrap.objects.filter(subject_id=subject_id, agency_id=agency_id).exists()
