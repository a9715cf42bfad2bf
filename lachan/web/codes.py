"""What the shared pages need of every kind of record: visible records among some ids, search by code or name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.cases import access as case_access
from lachan.cases import queries as cases
from lachan.facilities import access as facility_access
from lachan.facilities import queries as facilities
from lachan.plans.queries import tracked as plans
from lachan.tips import access as tip_access
from lachan.tips import queries as tips
from lachan.victims import access as victim_access
from lachan.victims import care_queries
from lachan.victims import protection_queries as protections
from lachan.victims import queries as victims
from lachan.victims import referral_queries as referrals
from lachan.victims import return_queries as returns
from lachan.web import shown

# kind → visible lines among these ids (each with id, code, status), and the kind of page that shows them
LINES: dict[str, tuple[Callable[[Actor, list[UUID]], dict[UUID, Any]], str]] = {
    "tip": (tips.lines_of, "tip"),
    "case": (cases.lines_of, "case"),
    "accused": (cases.lines_of_accused, "case"),
    "victim": (victims.lines_of, "victim"),
    "referral": (referrals.lines_of, "referral"),
    "return": (returns.lines_of, "return"),
    "facility": (facilities.lines_of, "facility"),
    "loan": (care_queries.lines_of, "loan"),
    "protection": (protections.lines_of, "protections"),
    "plan": (plans.lines_of, "plan"),
}
# kind → the rows the officer may open, to be counted without reading them
SEEN: dict[str, Callable[[Actor], QuerySet[Any]]] = {
    "tip": partial(tip_access.visible_to, many=True),
    "case": partial(case_access.visible_to, many=True),
    "accused": case_access.visible_accused,
    "victim": partial(victim_access.visible_to, many=True),
    "referral": partial(victim_access.visible_referrals, many=True),
    "return": partial(victim_access.visible_returns, many=True),
    "facility": facility_access.visible_to,
    "loan": victim_access.visible_loans,
    "protection": protections.seen_by,
}
BY_CODE: tuple[tuple[str, Callable[[Actor, str], list[Any]]], ...] = (
    ("tip", tips.find_by_code), ("case", cases.find_by_code), ("victim", victims.find_by_code),
    ("plan", plans.find_by_code),
)  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """A record the officer may open."""

    code: str
    url: str
    words: str


def hits_of(actor: Actor, records: Iterable[tuple[str, UUID]]) -> dict[UUID, Hit]:
    """The visible ones among records of several kinds."""
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for kind, record_id in records:
        by_kind[kind].append(record_id)
    return {i: hit for kind, ids in by_kind.items() for i, hit in visible(actor, kind, ids).items()}


def visible(actor: Actor, kind: str, ids: list[UUID]) -> dict[UUID, Hit]:
    """The visible ones among a page's worth of records of one kind."""
    if kind not in LINES:
        return {}
    lines_of, page = LINES[kind]
    return {record_id: _hit(page, line) for record_id, line in lines_of(actor, ids).items()}


def visible_rows(actor: Actor, kind: str) -> QuerySet[Any]:
    """The records of a kind that the officer may open from a figure; of a kind without a page here, none."""
    return SEEN[kind](actor) if kind in SEEN else tip_access.visible_to(actor).none()


def by_code(actor: Actor, typed: str) -> list[Hit]:
    """The visible record with exactly this code."""
    return [_hit(page, line) for page, find in BY_CODE for line in find(actor, typed)]


def by_name(actor: Actor, typed: str, now: datetime) -> list[Hit]:
    """Victims' files open to the officer's agency, by name, ID number or phone; the search is in the journal."""
    return [_hit("victim", line) for line in victims.search(actor, typed, now)]


def may_record_tip(actor: Actor) -> bool:
    return tip_access.check_may_record.allows(actor, Place(actor.province_code, actor.area_code))


def may_receive_victim(actor: Actor) -> bool:
    return victim_access.check_may_receive.allows(actor, Place(actor.province_code, actor.area_code))


def _hit(page: str, line: Any) -> Hit:
    return Hit(line.code, shown.address(page, line.id), line.status.label)
