"""From an account to the frozen actor that every room asks about."""

from __future__ import annotations

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind, Role
from lachan.people.models import Account


def actor_of(account: Account) -> Actor:
    """The frozen actor of a signed-in account."""
    agency = account.agency
    return Actor(
        account_id=account.id,
        agency_id=agency.id,
        agency_code=agency.code,
        agency_kind=AgencyKind(agency.kind),
        province_code=agency.province_code,
        area_code=agency.area_code,
        roles=frozenset(Role(r) for r in account.roles),
    )
