"""Who in the directory can help with a need: those of the commune first, with room, with a licence that holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lachan.access.actor import Actor
from lachan.facilities import access
from lachan.facilities.models import Offer
from lachan.facilities.queries import FacilityLine, lines_of
from lachan.facilities.rules import FacilityStatus, ServiceKind


@dataclass(frozen=True)
class Suggestion:
    """``is_near``: in her commune. Where a shelter stands is not told here either: it is near nobody."""

    facility: FacilityLine
    is_near: bool
    licence_until: date | None


@dataclass(frozen=True)
class Suggested:
    """``full`` and ``expired``: how many give the service and were left out, so that nobody thinks there are none."""

    lines: tuple[Suggestion, ...]
    full: int
    expired: int


def suggest(actor: Actor, services: Sequence[ServiceKind], area_code: str, on: date) -> Suggested:
    """For whoever needs a bed a house without one is no help; all else is given without a place of one's own."""
    offers = Offer.objects.filter(service__in=[str(s) for s in services]).values("facility_id")
    rows = access.visible_to(actor).filter(status=str(FacilityStatus.ACTIVE), id__in=offers)
    until: dict[UUID, date | None] = dict(rows.values_list("id", "licence_until"))
    standing = {i for i, day in until.items() if day is None or day >= on}
    known = lines_of(actor, list(standing))
    sleeps = ServiceKind.SHELTER in services
    open_ones = [f for f in known.values() if not (sleeps and ServiceKind.SHELTER in f.services and f.free == 0)]
    found = [Suggestion(f, bool(area_code) and f.area_code == area_code, until[f.id]) for f in open_ones]
    found.sort(key=lambda s: (not s.is_near, s.facility.free is None and sleeps, s.facility.name))
    return Suggested(tuple(found), len(known) - len(open_ones), len(until) - len(standing))
