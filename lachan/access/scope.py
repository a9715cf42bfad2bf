"""The filter every page and list starts from: the whole province for some roles, else what is open to the agency.

Said to the database in two ways, with the same answer. ``visible`` asks of each record whether it is shared: at once
for one record or a few, however much the agency holds. ``listed`` is for reading many: where little is shared it starts
from the shares, where much is shared it walks the records, the newest first, and asks.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet

from lachan.access.actor import Actor
from lachan.access.models import Share
from lachan.access.roles import Role

M = TypeVar("M", bound=Model)
MUCH = 3_000  # shares of one agency from which walking the records is quicker than starting from the shares


def visible(rows: QuerySet[M], actor: Actor, kind: str, province_wide: frozenset[Role]) -> QuerySet[M]:
    """The rows of this kind that the actor may know of. An administrator has neither reach: nothing is visible."""
    if actor.roles & province_wide and not actor.area_code:
        reach = _of_province(rows.model, actor.province_code)
    else:
        reach = _of_agency(rows.model, kind, actor.agency_id)
    return reach & rows if rows.query.where else reach.all()


def listed(rows: QuerySet[M], actor: Actor, kind: str, province_wide: frozenset[Role]) -> QuerySet[M]:
    """The same rows as ``visible``, for a list or a count over all of them."""
    found = visible(rows, actor, kind, province_wide)
    if actor.roles & province_wide and not actor.area_code:
        return found
    shared = shared_ids(kind, actor.agency_id)
    return rows.filter(id__in=shared) if shared[: MUCH + 1].count() <= MUCH else found


@lru_cache(maxsize=1024)
def _of_province(model: type[Model], province_code: str) -> Any:
    """Never evaluated itself; its copies are. Building the filter anew for every act costs more than asking it."""
    return model._default_manager.filter(province_code=province_code)


@lru_cache(maxsize=4096)
def _of_agency(model: type[Model], kind: str, agency_id: UUID) -> Any:
    shares = Share.objects.filter(record_id=OuterRef("id"), agency_id=agency_id, record_kind=kind, revoked_at=None)
    return model._default_manager.filter(Exists(shares))


def shared_ids(kind: str, agency_id: UUID) -> Any:
    return Share.objects.filter(agency_id=agency_id, record_kind=kind, revoked_at=None).values("record_id")


def is_shared(record_id: UUID, agency_id: UUID) -> bool:
    return Share.objects.filter(record_id=record_id, agency_id=agency_id, revoked_at=None).exists()
