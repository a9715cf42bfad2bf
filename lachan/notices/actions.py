"""Posting a notice beside an act, and marking notices as seen."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from lachan.access.actor import Actor
from lachan.journal import desk
from lachan.notices.models import Notice


class Coded(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def code(self) -> str: ...


def post(verb: str, record: Coded, *, to: UUID, by: Actor, now: datetime, kind: str = "") -> None:
    """Within the action that causes it. An agency is not told of its own act.

    ``kind``: of the record named, where the verb is of another beside it.
    """
    if to == by.agency_id:
        return
    desk.add(
        Notice(
            agency_id=to,
            verb=verb,
            record_kind=kind or verb.partition(".")[0],
            record_id=record.id,
            record_code=record.code,
            from_agency_id=by.agency_id,
            made_at=now,
        )
    )


def see(record_id: UUID, *, by: Actor, now: datetime) -> None:
    """Opening the record is seeing its notices."""
    Notice.objects.filter(agency_id=by.agency_id, record_id=record_id, seen_at=None).update(seen_at=now)


def see_before(moment: datetime) -> None:
    """Everyone has read what was posted before this moment: how a sample begins."""
    Notice.objects.filter(seen_at=None, made_at__lt=moment).update(seen_at=moment)
