"""What the shared pages need of every kind of record: codes of visible ones, search, targets at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.tips import access as tip_access
from lachan.tips import queries as tips
from lachan.web import shown

CHUNK = 5000

# kind → visible lines among these ids, each with a code
LINES: dict[str, Callable[[Actor, list[UUID]], dict[UUID, Any]]] = {"tip": tips.lines_of}


@dataclass(frozen=True)
class Hit:
    code: str
    url: str
    words: str


def codes_of(actor: Actor, records: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """Codes of the visible ones among records of several kinds."""
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for kind, record_id in records:
        by_kind[kind].append(record_id)
    return {i: code for kind, ids in by_kind.items() for i, code in visible_codes(actor, kind, ids).items()}


def visible_codes(actor: Actor, kind: str, ids: list[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    if kind in LINES:
        for start in range(0, len(ids), CHUNK):
            found |= {i: line.code for i, line in LINES[kind](actor, ids[start : start + CHUNK]).items()}
    return found


def by_code(actor: Actor, typed: str) -> list[Hit]:
    """The visible record with exactly this code."""
    found = [("tip", line) for line in tips.find_by_code(actor, typed)]
    return [Hit(line.code, shown.address(kind, line.id), line.status.label) for kind, line in found]


def by_name(actor: Actor, typed: str, now: datetime) -> list[Hit]:
    return []


def scores(actor: Actor, now: datetime) -> list[Any]:
    return []


def may_record_tip(actor: Actor) -> bool:
    return tip_access.check_may_record.allows(actor, Place(actor.province_code, actor.area_code))


def may_receive_victim(actor: Actor) -> bool:
    return False


def plan_choices(actor: Actor) -> list[tuple[str, str]]:
    """The plans whose targets a report may carry."""
    return []
