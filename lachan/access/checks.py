"""Permission rows and the check that reads them: who may do which verb, standing in which relation to the record."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import Role
from lachan.base.errors import Misbuilt, NotAllowed
from lachan.base.labels import Labelled


class Relation(Labelled):
    """How the actor's agency stands to the record."""

    HOLDS = "holds", "cơ quan đang giữ hồ sơ"
    RECORDED = "recorded", "cơ quan đã lập hồ sơ"
    SHARED = "shared", "cơ quan được chia sẻ, chuyển tuyến"
    PROVINCE = "province", "cùng tỉnh"
    OWN_AREA = "own_area", "thuộc địa bàn của mình"
    ANYONE = "anyone", "mọi cơ quan"


class Held(Protocol):
    """What a record shows of itself to the checks."""

    @property
    def id(self) -> UUID: ...
    @property
    def holder_id(self) -> UUID: ...
    @property
    def origin_id(self) -> UUID: ...
    @property
    def province_code(self) -> str: ...
    @property
    def area_code(self) -> str: ...


@dataclass(frozen=True)
class Place:
    """Where something new is about to be recorded; stands in for a record that does not exist yet."""

    province_code: str
    area_code: str = ""


@dataclass(frozen=True)
class Subject:
    """What an entry is about when it is no procedure's record: an account, an agency, a row of law."""

    id: UUID
    province_code: str
    area_code: str
    holder_id: UUID
    origin_id: UUID


@dataclass(frozen=True)
class Row:
    """One row of the access table: any of the roles, in any of the relations."""

    roles: frozenset[Role]
    relations: frozenset[Relation]


asked: ContextVar[set[str] | None] = ContextVar("asked", default=None)
_is_shared: list[Callable[[UUID, UUID], bool]] = []


def use_shares(lookup: Callable[[UUID, UUID], bool]) -> None:
    """Told once at start by the shares table: lookup(record_id, agency_id)."""
    _is_shared[:] = [lookup]


def allow(*roles: Role, when: tuple[Relation, ...]) -> Row:
    return Row(frozenset(roles), frozenset(when))


class Check:
    """``check_may_accept = Check("tip.accept", "nhận", allow(...))``: call it before the verb; it raises or returns."""

    def __init__(self, verb: str, label: str, *rows: Row) -> None:
        self.verb, self.label, self.rows = verb, label, rows
        if verb in CHECKS:
            raise Misbuilt(f"two checks for {verb}")
        CHECKS[verb] = self

    def __call__(self, actor: Actor, record: Held | Place | None = None) -> None:
        noted = asked.get()
        if noted is not None:
            noted.add(self.verb)
        if not self.allows(actor, record):
            raise NotAllowed(self.why_not(actor))

    def allows(self, actor: Actor, record: Held | Place | None = None) -> bool:
        return any(
            row.roles & actor.roles and any(_stands(actor, record, relation) for relation in row.relations)
            for row in self.rows
        )

    def why_not(self, actor: Actor) -> str:
        """The sentence for the officer: who does this, so whom to ask."""
        who = sorted({role.label for row in self.rows for role in row.roles})
        return f"Bạn không được «{self.label}» hồ sơ này. Việc này thuộc: {', '.join(who)}. Hãy chuyển cho cơ quan đó."


CHECKS: dict[str, Check] = {}


def _stands(actor: Actor, record: Held | Place | None, relation: Relation) -> bool:
    if relation is Relation.ANYONE:
        return True
    if record is None:
        return False
    same_province = record.province_code == actor.province_code
    if relation is Relation.PROVINCE:
        return same_province and not actor.area_code
    if relation is Relation.OWN_AREA:
        return same_province and (not actor.area_code or record.area_code == actor.area_code)
    if isinstance(record, Place):
        return False
    if relation is Relation.HOLDS:
        return record.holder_id == actor.agency_id
    if relation is Relation.RECORDED:
        return record.origin_id == actor.agency_id
    return bool(_is_shared) and _is_shared[0](record.id, actor.agency_id)
