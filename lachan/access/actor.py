"""The actor of a request: frozen, so that nothing below a door can change who is asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from lachan.access.roles import AgencyKind, Role


@dataclass(frozen=True)
class Actor:
    """Who asks, for which agency, in which area. ``area_code`` is empty for an agency of the whole province."""

    account_id: UUID
    agency_id: UUID
    agency_code: str
    agency_kind: AgencyKind
    province_code: str
    area_code: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)

    def has(self, *roles: Role) -> bool:
        return any(r in self.roles for r in roles)

    @property
    def place(self) -> str:
        """The code of the actor's own area: the commune, or the province."""
        return self.area_code or self.province_code
