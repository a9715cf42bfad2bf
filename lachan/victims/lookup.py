"""Looking before a file is opened: near names among one's own files, and whether another agency may hold hers already.

Elsewhere only «perhaps» is answered, never which file or whose: the health department, which holds a key to every file
of the province, is told that somebody asked, and is the way to ask further.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from lachan.access.actor import Actor
from lachan.access.checks import Subject
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.journal.actions import action, record
from lachan.journal.models import Entry
from lachan.notices import actions as notices
from lachan.people.queries import related_codes
from lachan.vault.keys import keyed_digest
from lachan.vault.models import Wrap
from lachan.victims import access
from lachan.victims.consent import open_fields_of
from lachan.victims.models import Victim, VictimIdentity
from lachan.victims.name_index import index_of
from lachan.victims.queries import VictimLine, line_of
from lachan.victims.reception import digits
from lachan.victims.steps import agency_of

SHOWN_AT_MOST = 12
PIECE = 80
ASKED_ELSEWHERE_A_DAY = 30  # an agency that asks more than this in a day is not receiving people
NUMBER_LENGTH = 8
NUMBERS = frozenset({"id_number", "phone"})
YEARS_APART = 1  # ages told from memory are often a year off


@dataclass(frozen=True)
class LookUp:
    """What is known of someone about to be received. ``area_code`` may be a commune of before the last merger."""

    full_name: str = ""
    birth_year: int | None = None
    area_code: str = ""
    number: str = ""


@dataclass(frozen=True)
class Likeness:
    """One of the officer's own files that may be hers: all words of the name alike, year and commune too or not."""

    line: VictimLine
    is_exact: bool
    same_year: bool
    same_area: bool


@dataclass(frozen=True)
class Found:
    """``elsewhere`` is None where it was not asked: nothing to ask with, or enough was asked today."""

    here: tuple[Likeness, ...]
    elsewhere: bool | None
    is_quota_used: bool = False


@action("victim.look_first")
def look_first(wanted: LookUp, *, by: Actor, now: datetime) -> Found:
    """One entry, which does not say what was looked for. A hit elsewhere is told to the health department."""
    access.check_may_look_first(by)
    number = digits(wanted.number)
    if len(wanted.full_name.split()) < 2 and len(number) < NUMBER_LENGTH:
        raise Refused(
            "Chưa đủ để tìm. Hãy nhập ít nhất hai chữ của họ tên, hoặc số giấy tờ, số điện thoại.", field="full_name"
        )
    here = _here(wanted, number, by, now)
    used = asked_today(by, now)
    elsewhere = None if used >= ASKED_ELSEWHERE_A_DAY else _elsewhere(wanted, number, by, now)
    subject = Subject(by.agency_id, by.province_code, by.area_code, by.agency_id, by.agency_id)
    facts = {"found": len(here), "elsewhere": None if elsewhere is None else bool(elsewhere)}
    record("victim.look_first", subject, "agency", by=by, occurred_at=now, now=now, facts=facts)
    for victim in (elsewhere or ())[:1]:
        health = agency_of(by.province_code, AgencyKind.HEALTH_DEPARTMENT, local_day(now))
        notices.post("victim.look_first", victim, to=health, by=by, now=now)
    return Found(here, None if elsewhere is None else bool(elsewhere), used >= ASKED_ELSEWHERE_A_DAY)


def asked_today(by: Actor, now: datetime) -> int:
    """How often this agency asked today; each time is an entry."""
    rows = Entry.objects.filter(
        province_code=by.province_code, verb="victim.look_first", occurred_on=local_day(now), agency_id=by.agency_id
    )
    return rows.count()


def _here(wanted: LookUp, number: str, by: Actor, now: datetime) -> tuple[Likeness, ...]:
    index = index_of(by.agency_id)
    near = dict(index.near(wanted.full_name)) if wanted.full_name.strip() else {}
    numbered = _with_number(number) if len(number) >= NUMBER_LENGTH else set()
    by_number = _held(by.agency_id, numbered)
    ids = [*by_number, *(i for i in near if i not in by_number)]
    codes = related_codes(wanted.area_code) if wanted.area_code else frozenset()
    kept: list[Likeness] = []
    for start in range(0, len(ids), PIECE):  # the likeliest first: most of the time one piece is enough
        rows = access.visible_among(by, ids[start : start + PIECE])
        open_here = open_fields_of(rows, by.agency_id, local_day(now))
        told = {i for i in by_number if open_here.get(i, frozenset()) & NUMBERS}  # no answer to what is not open here
        named = {i for i in near if "full_name" in open_here.get(i, frozenset())}
        found = [
            _likeness(v, wanted, codes, exact=v.id in told or (v.id in named and near[v.id]))
            for v in rows
            if v.id in told | named
        ]
        kept += [one for one in found if one.same_year or one.is_exact or not wanted.birth_year]
        if len(kept) >= SHOWN_AT_MOST:
            break
    kept.sort(key=lambda x: (x.is_exact, x.same_year, x.same_area, x.line.received_at), reverse=True)
    return tuple(kept[:SHOWN_AT_MOST])


def _likeness(victim: Victim, wanted: LookUp, codes: frozenset[str], *, exact: bool) -> Likeness:
    return Likeness(
        line=line_of(victim),
        is_exact=exact,
        same_year=_is_same_year(victim.birth_year, wanted.birth_year),
        same_area=bool(codes & {victim.origin_code, victim.area_code}),
    )


def _is_same_year(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= YEARS_APART


def _elsewhere(wanted: LookUp, number: str, by: Actor, now: datetime) -> tuple[Victim, ...] | None:
    """Files of the province this agency holds no key to: by number, or by the whole name with the year of birth."""
    by_number = len(number) >= NUMBER_LENGTH
    by_name = len(wanted.full_name.split()) >= 2 and wanted.birth_year is not None
    if not by_number and not by_name:
        return None
    numbered = _with_number(number) if by_number else set()
    named: set[UUID] = set()
    if by_name:
        health = agency_of(by.province_code, AgencyKind.HEALTH_DEPARTMENT, local_day(now))
        named = {i for i, exact in index_of(health).near(wanted.full_name) if exact}
    strange = (numbered | named) - _held(by.agency_id, numbered | named)
    rows = Victim.objects.filter(id__in=strange, province_code=by.province_code)
    return tuple(v for v in rows if v.id in numbered or _is_same_year(v.birth_year, wanted.birth_year))


def _with_number(number: str) -> set[UUID]:
    same = Q(id_number_digest=keyed_digest("id_number", number)) | Q(phone_digest=keyed_digest("phone", number))
    return set(VictimIdentity.objects.filter(same).values_list("id", flat=True))


def _held(agency_id: UUID, among: Iterable[UUID]) -> set[UUID]:
    """Which of these files the agency holds a key to."""
    rows = Wrap.objects.filter(agency_id=agency_id, subject_id__in=list(among))
    return set(rows.values_list("subject_id", flat=True))
