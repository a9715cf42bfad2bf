"""What waits for an agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.journal.procedure import label_of
from lachan.notices.models import Notice


@dataclass(frozen=True)
class NoticeLine:
    id: UUID
    label: str
    record_kind: str
    record_id: UUID
    record_code: str
    from_agency_id: UUID
    made_at: datetime


def unseen(actor: Actor, limit: int = 20) -> list[NoticeLine]:
    rows = Notice.objects.filter(agency_id=actor.agency_id, seen_at=None).order_by("-made_at")[:limit]
    return [
        NoticeLine(n.id, label_of(n.verb), n.record_kind, n.record_id, n.record_code, n.from_agency_id, n.made_at)
        for n in rows
    ]


def count_unseen(actor: Actor) -> int:
    return Notice.objects.filter(agency_id=actor.agency_id, seen_at=None).count()
