"""Reading accounts, agencies and areas, as of a day where the day matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind, Role
from lachan.base.errors import NotFound
from lachan.base.text import sort_key_vi
from lachan.journal import desk
from lachan.people import access
from lachan.people.actors import actor_of
from lachan.people.models import Account, Agency, Area, Succession
from lachan.people.rules import AreaLevel

M = TypeVar("M", Agency, Area)


@dataclass(frozen=True)
class AgencyLine:
    id: UUID
    code: str
    name: str
    kind: AgencyKind
    province_code: str
    area_code: str
    in_force_from: date
    in_force_until: date | None
    is_sample: bool = False
    successor_id: UUID | None = None


@dataclass(frozen=True)
class AreaLine:
    """An area in one span of its life. ``successors``: what it became, code and name."""

    code: str
    name: str
    kind: str
    level: AreaLevel
    province_code: str
    in_force_from: date
    in_force_until: date | None
    source: str
    successors: tuple[tuple[str, str], ...] = ()

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}" if self.kind else self.name


@dataclass(frozen=True)
class AccountLine:
    id: UUID
    username: str
    display_name: str
    agency_name: str
    roles: tuple[Role, ...]
    is_active: bool
    is_invited: bool
    agency_id: UUID
    agency_kind: AgencyKind
    last_login: datetime | None


def actor_named(username: str) -> Actor:
    account = Account.objects.select_related("agency").filter(username=username, is_active=True).first()
    if account is None:
        raise NotFound
    return actor_of(account)


def actor_of_account(account_id: UUID) -> Actor:
    """The officer behind an account, for work that he began and the server ends."""
    account = Account.objects.select_related("agency").filter(id=account_id, is_active=True).first()
    if account is None:
        raise NotFound
    return actor_of(account)


def get_agency(agency_id: UUID) -> AgencyLine:
    return desk.remembered(("agency", agency_id), lambda: _agency(_one(Agency.objects.filter(id=agency_id))))


def agency_by_code(code: str) -> AgencyLine:
    return _agency(_one(Agency.objects.filter(code=code)))


def list_agencies(province_code: str, on: date, *kinds: AgencyKind) -> list[AgencyLine]:
    """The agencies of a province standing on that day, in Vietnamese order."""
    rows = _standing(Agency.objects.filter(province_code=province_code), on)
    if kinds:
        rows = rows.filter(kind__in=[str(k) for k in kinds])
    return sorted((_agency(a) for a in rows), key=lambda a: sort_key_vi(a.name))


def ended_agencies(province_code: str, on: date) -> list[AgencyLine]:
    """The agencies of a province that ended before that day, the latest end first."""
    rows = Agency.objects.filter(province_code=province_code, in_force_until__lt=on)
    return [_agency(a) for a in rows.order_by("-in_force_until", "code")]


def any_agency() -> bool:
    """Whether anyone works in this installation yet."""
    return Agency.objects.exists()


def agencies_of_kind(kind: AgencyKind, on: date) -> list[AgencyLine]:
    """The agencies of one kind standing on that day, in every province of this installation."""
    return [_agency(a) for a in _standing(Agency.objects.filter(kind=str(kind)), on).order_by("code")]


def predecessors_of(agency_id: UUID) -> tuple[UUID, ...]:
    """The agencies that became this one, step after step: its work of earlier years."""
    found: list[UUID] = []
    fresh = [agency_id]
    while fresh:
        older = Agency.objects.filter(successor_id__in=fresh).exclude(id__in=[agency_id, *found])
        fresh = list(older.order_by("code").values_list("id", flat=True))
        found += fresh
    return tuple(found)


def agency_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Agency.objects.filter(id__in=set(ids)).values_list("id", "name"))


def account_names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    return dict(Account.objects.filter(id__in={i for i in ids if i}).values_list("id", "display_name"))


def the_agency(province_code: str, kind: AgencyKind, on: date, area_code: str = "") -> AgencyLine | None:
    """The one agency of a kind that serves a province (or a commune of it) on that day."""
    asked = (province_code, str(kind), area_code)
    known = desk.remembered(("agencies", *asked), lambda: _agencies_of(*asked))
    return next((a for a in known if a.in_force_from <= on <= (a.in_force_until or on)), None)


def _agencies_of(province_code: str, kind: str, area_code: str) -> list[AgencyLine]:
    rows = Agency.objects.filter(province_code=province_code, kind=kind, area_code=area_code)
    return [_agency(a) for a in rows.order_by("code")]


def list_areas(province_code: str, level: AreaLevel, on: date) -> list[AreaLine]:
    rows = _standing(Area.objects.filter(province_code=province_code, level=str(level)), on)
    return sorted((_area(a) for a in rows), key=lambda a: sort_key_vi(a.name))


def areas_and_successors(province_code: str, level: AreaLevel, on: date) -> list[AreaLine]:
    """As ``list_areas``, each with what it has become since."""
    rows = _standing(Area.objects.filter(province_code=province_code, level=str(level)), on)
    rows = rows.prefetch_related("became__new")
    return sorted((_area(a, with_successors=True) for a in rows), key=lambda a: sort_key_vi(a.name))


def list_provinces(on: date) -> list[AreaLine]:
    rows = _standing(Area.objects.filter(level=str(AreaLevel.PROVINCE), is_sample=False), on).prefetch_related(
        "became__new"
    )
    return sorted((_area(a, with_successors=True) for a in rows), key=lambda a: sort_key_vi(a.name))


def area_names(codes: Iterable[str], on: date | None = None) -> dict[str, str]:
    """Full names by code; of the day given, else the newest of each code."""
    rows = Area.objects.filter(code__in=set(codes)).order_by("in_force_from")
    if on:
        rows = _standing(rows, on)
    return {a.code: f"{a.kind} {a.name}".strip() for a in rows}


def area_on(code: str, on: date) -> AreaLine:
    """The unit that bore this code on that day."""
    return _area(_one(_standing(Area.objects.filter(code=code), on)), with_successors=True)


def successors_of(code: str, on: date) -> list[AreaLine]:
    """What the unit of that day has become since; itself when it still stands."""
    rows = Succession.objects.filter(old__in=_standing(Area.objects.filter(code=code), on)).select_related("new")
    return [_area(s.new) for s in rows] or [area_on(code, on)]


def related_codes(code: str) -> frozenset[str]:
    """The area with everything it was formed from and has become: an old name and a new one are one place."""
    found, fresh = {code}, {code}
    while fresh:
        pairs = Succession.objects.filter(Q(old__code__in=fresh) | Q(new__code__in=fresh))
        fresh = {c for pair in pairs.values_list("old__code", "new__code") for c in pair} - found
        found |= fresh
    return frozenset(found)


def former_areas(province_code: str, level: AreaLevel, on: date) -> list[AreaLine]:
    """Areas that ended before that day, in Vietnamese order: what papers and people still call the place."""
    rows = Area.objects.filter(province_code=province_code, level=str(level), in_force_until__lt=on)
    return sorted((_area(a) for a in rows), key=lambda a: sort_key_vi(a.name))


def became(on: date) -> dict[str, tuple[str, ...]]:
    """Codes of areas that no longer stand on that day → the codes that took their place since, step after step.

    Several codes: the unit was split. A code that another unit bears on that day is that unit's, and not listed.
    """
    steps: dict[str, set[str]] = {}
    rows = Succession.objects.filter(new__in_force_from__lte=on).values_list("old__code", "new__code")
    for old, new in rows:
        if old != new:
            steps.setdefault(old, set()).add(new)
    standing = set(_standing(Area.objects.all(), on).values_list("code", flat=True))
    return {old: tuple(sorted(_ends(old, steps, standing))) for old in steps if old not in standing}


def _ends(code: str, steps: dict[str, set[str]], standing: set[str], seen: frozenset[str] = frozenset()) -> set[str]:
    if code in standing or code not in steps or code in seen:
        return {code}
    return {end for new in steps[code] for end in _ends(new, steps, standing, seen | {code})}


def list_accounts(actor: Actor) -> list[AccountLine]:
    """Accounts of the administrator's province, agency by agency."""
    access.check_may_read_accounts(actor)
    rows = Account.objects.select_related("agency").filter(agency__province_code=actor.province_code)
    return sorted((_account(a) for a in rows), key=lambda a: (sort_key_vi(a.agency_name), a.username))


def get_account(actor: Actor, account_id: UUID) -> AccountLine:
    """One account of the administrator's province; to anyone else there is none."""
    if not access.check_may_read_accounts.allows(actor):
        raise NotFound
    rows = Account.objects.select_related("agency").filter(agency__province_code=actor.province_code, id=account_id)
    found = rows.first()
    if found is None:
        raise NotFound
    return _account(found)


def _account(account: Account) -> AccountLine:
    return AccountLine(
        id=account.id,
        username=account.username,
        display_name=account.display_name,
        agency_name=account.agency.name,
        roles=tuple(Role(r) for r in account.roles),
        is_active=account.is_active,
        is_invited=not account.has_usable_password(),
        agency_id=account.agency_id,
        agency_kind=AgencyKind(account.agency.kind),
        last_login=account.last_login,
    )


def _standing(rows: QuerySet[M], on: date) -> QuerySet[M]:
    return rows.filter(in_force_from__lte=on).filter(Q(in_force_until=None) | Q(in_force_until__gte=on))


def _one(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def _agency(row: Agency) -> AgencyLine:
    return AgencyLine(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=AgencyKind(row.kind),
        province_code=row.province_code,
        area_code=row.area_code,
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
        successor_id=row.successor_id,
        is_sample=row.is_sample,
    )


def _area(row: Area, with_successors: bool = False) -> AreaLine:
    became = tuple((s.new.code, s.new.name) for s in row.became.all()) if with_successors else ()
    return AreaLine(
        code=row.code,
        name=row.name,
        kind=row.kind,
        level=AreaLevel(row.level),
        province_code=row.province_code,
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
        source=row.source,
        successors=became,
    )
