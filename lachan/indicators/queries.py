"""Reading saved views of the explorer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.text import sort_key_vi
from lachan.indicators import access


@dataclass(frozen=True)
class ViewLine:
    id: UUID
    name: str
    query: str


def list_views(actor: Actor) -> list[ViewLine]:
    found = [ViewLine(v.id, v.name, v.query) for v in access.visible_to(actor)]
    return sorted(found, key=lambda v: sort_key_vi(v.name))
