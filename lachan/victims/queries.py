"""Reading victims' files: lists, people found again, the recorded opening of an identity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Q

from lachan.access.actor import Actor
from lachan.access.checks import Subject
from lachan.base.clock import local_day
from lachan.base.errors import NotFound, Refused
from lachan.base.listing import ListPage, page_of
from lachan.base.persons import Sex
from lachan.base.text import initials
from lachan.journal import desk
from lachan.journal.actions import action, permit, record
from lachan.journal.queries import TimelineLine, timeline
from lachan.journal.shares import key_of
from lachan.law.regimes import regime_for
from lachan.vault.keys import keyed_digest
from lachan.vault.models import Wrap
from lachan.vault.sealing import unseal
from lachan.victims import access
from lachan.victims.attributes import AgeBand
from lachan.victims.consent import EVERY_FIELD, came_by_referral, groups_of, is_closed_to, open_fields_of, purposes_of
from lachan.victims.models import SupportRow, Victim, VictimIdentity
from lachan.victims.name_index import index_of
from lachan.victims.reception import digits
from lachan.victims.rules import OpeningPurpose, VictimStatus
from lachan.victims.support_rules import support_regime

FOUND_AT_MOST = 20
_NUMBER_LENGTH = 8
_WHOLE_CODE = re.compile(r"NN-\d\d-\d{4}-\w{6}")


@dataclass(frozen=True)
class VictimLine:
    id: UUID
    code: str
    status: VictimStatus
    sex: Sex
    birth_year: int | None
    age_band: AgeBand
    person_kind: str
    return_way: str
    exploitation: str
    area_code: str
    holder_id: UUID
    origin_id: UUID
    received_at: datetime
    accompanies_id: UUID | None
    legal_regime: str
    identified_on: date | None

    def regime_on(self, on: date) -> str:
        """The law of her identification; not yet identified, the law of the day one asks (inferred, law.md §0.1)."""
        return support_regime(self.legal_regime, self.identified_on, on)


@dataclass(frozen=True)
class VictimFilter:
    status: str = ""
    return_way: str = ""
    sex: str = ""
    area_code: str = ""
    code: str = ""
    legal_regime: str = ""


SORTS = {  # each walks an index of the table, forwards or backwards
    "received": ("opened_on", "id"), "-received": ("-opened_on", "-id"),
    "status": ("status", "-opened_on", "-id"), "-status": ("-status", "opened_on", "id"),
}  # fmt: skip


@dataclass(frozen=True)
class OpenedIdentity:
    """Plain words for one answer. ``withheld``: fields this agency was not given consent to; ``notes`` by entry."""

    full_name: str = ""
    other_name: str = ""
    birth_date: str = ""
    id_number: str = ""
    phone: str = ""
    permanent_address: str = ""
    relatives_contact: str = ""
    language_note: str = ""
    narrative: str = ""
    decision_number: str = ""
    withheld: frozenset[str] = frozenset()
    notes: tuple[tuple[int, str], ...] = ()

    @property
    def initial(self) -> str:
        return initials(self.full_name)


_EXACT = ("status", "return_way", "sex", "area_code")


def list_victims(actor: Actor, wanted: VictimFilter, page: int = 1, sort: str = "") -> ListPage[VictimLine]:
    """``sort``: a key of ``SORTS``; the newest first without one."""
    rows = access.visible_to(actor, many=True)
    if wanted.legal_regime:
        rows = rows.filter(_under(wanted.legal_regime))
    rows = rows.filter(**{name: getattr(wanted, name) for name in _EXACT if getattr(wanted, name)})
    if wanted.code:
        code = wanted.code.strip().upper()
        rows = rows.filter(code=code) if _WHOLE_CODE.fullmatch(code) else rows.filter(code__contains=code)
    return page_of(rows.order_by(*SORTS.get(sort, SORTS["-received"])), page, line_of)


def _under(regime: str) -> Q:
    """Those identified under that law; whoever is not identified yet has the newest."""
    newest = regime_for(None)
    known = Q(identified_on__isnull=False, legal_regime=regime)
    return known | Q(identified_on=None) if regime == newest else known


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, VictimLine]:
    """The visible ones among these records: what a figure may open."""
    return {v.id: line_of(v) for v in access.visible_among(actor, ids)}


def find_by_code(actor: Actor, code: str) -> list[VictimLine]:
    return [line_of(v) for v in access.visible_to(actor).filter(code=code.strip().upper())[:5]]


@dataclass(frozen=True)
class FileHandle:
    """What a room above may write beside a file without opening it: where it is, who holds it, what it is called."""

    id: UUID
    code: str
    holder_id: UUID
    province_code: str
    area_code: str


def file_with_code(code: str) -> FileHandle | None:
    """Asked of no actor: for a room that knows the code and answers nobody with what it finds."""
    return _handle([v for v in desk.mine(Victim) if v.code == code] or Victim.objects.filter(code=code)[:1])


def file_with_id(victim_id: UUID) -> FileHandle:
    rows = Victim.objects.filter(id=victim_id)
    found = _handle([desk.fetch(rows, victim_id)] if desk.batch() is not None else rows)
    if found is None:
        raise NotFound
    return found


def _handle(rows: Iterable[Victim]) -> FileHandle | None:
    return next((FileHandle(v.id, v.code, v.holder_id, v.province_code, v.area_code) for v in rows), None)


def codes_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The codes of files that are already named where this is asked."""
    return dict(Victim.objects.filter(id__in=list(ids)).values_list("id", "code"))


def given_on(victim_id: UUID, item: str) -> date | None:
    """The last day on which this service was given; none where nobody wrote it down, which is not «no»."""
    rows = SupportRow.objects.filter(record_id=victim_id, item=item).order_by("-supported_on")
    return rows.values_list("supported_on", flat=True).first()


@action("victim.open_identity")
def open_identity(victim_id: UUID, *, purpose: OpeningPurpose, by: Actor, now: datetime) -> OpenedIdentity:
    """Opens who the person is, as far as this agency may; the opening is an entry before anything is read."""
    victim, on = desk.fetch(access.visible_to(by), victim_id), local_day(now)
    access.check_may_open_identity(by, victim)
    if is_closed_to(victim, by.agency_id, on):
        raise NotFound
    groups = _groups_opened(victim, by, purpose, on)
    open_here = open_fields_of([victim], by.agency_id, on)[victim.id]
    seen = permit("victim.open_identity", victim, "victim", by=by, now=now, purpose=str(purpose), groups=groups)
    words = unseal(desk.fetch(VictimIdentity.objects.all(), victim.id), seen, *sorted(open_here))
    notes: tuple[tuple[int, str], ...] = ()
    if open_here == EVERY_FIELD:
        lines = timeline(victim.id, key_of(victim.id, by.agency_id))
        notes = tuple((line.seq, line.words) for line in lines if line.words)
    return OpenedIdentity(**words, withheld=EVERY_FIELD - open_here, notes=notes)


def _groups_opened(victim: Victim, by: Actor, purpose: OpeningPurpose, on: date) -> tuple[str, ...]:
    """Which groups a recipient opens, for the sender to see; only for what the person agreed to."""
    if not came_by_referral(victim, by.agency_id):
        return ()
    allowed = purposes_of(victim.id, by.agency_id, on)
    if str(purpose) not in allowed:
        said = ", ".join(f"«{p.label}»" for p in OpeningPurpose if str(p) in allowed)
        raise Refused(f"Người này không đồng ý mở nhân thân cho mục đích «{purpose.label}». Được mở để: {said}.")
    return tuple(sorted(groups_of([victim.id], by.agency_id, on).get(victim.id, frozenset())))


def noted(line: TimelineLine, words: str) -> TimelineLine:
    """A line of the timeline with its opened note."""
    return replace(line, words=words)


def may_open(actor: Actor, victim: Victim) -> bool:
    """Allowed by role and relation, and holding a key: following a file is not opening its identity."""
    if not access.check_may_open_identity.allows(actor, victim):
        return False
    return Wrap.objects.filter(subject_id=victim.id, agency_id=actor.agency_id).exists()


def search(actor: Actor, text: str, now: datetime) -> tuple[VictimLine, ...]:
    """People by name (any order, with or without marks), ID number or phone, among files whose identity is open here.

    Answers lines without names; writes one entry, which does not say what was looked for.
    """
    if len(text.strip()) < 2 or not access.check_may_search.allows(actor):
        return ()
    return _search(actor, text.strip()[:80], now)


@action("victim.search")
def _search(actor: Actor, text: str, now: datetime) -> tuple[VictimLine, ...]:
    access.check_may_search(actor)
    number = digits(text)
    by_number = len(number) >= _NUMBER_LENGTH and number[-6:].isdigit()
    ids, needs = _with_number(actor, number) if by_number else _with_name(actor, text)
    found = tuple(islice(_shown(actor, ids, needs, local_day(now)), FOUND_AT_MOST))
    subject = Subject(actor.agency_id, actor.province_code, actor.area_code, actor.agency_id, actor.agency_id)
    facts: dict[str, Any] = {"by": "number" if by_number else "name", "found": len(found)}
    record("victim.search", subject, "agency", by=actor, occurred_at=now, now=now, facts=facts)
    return found


def _shown(actor: Actor, ids: Sequence[UUID], needs: frozenset[str], on: date) -> Iterator[VictimLine]:
    """The candidates this actor may be told of, in their order, read a few at a time."""
    for start in range(0, len(ids), 2 * FOUND_AT_MOST):
        part = ids[start : start + 2 * FOUND_AT_MOST]
        rows = {v.id: v for v in access.visible_among(actor, part)}
        open_here = open_fields_of(rows.values(), actor.agency_id, on)
        yield from (line_of(rows[i]) for i in part if i in rows and open_here[i] & needs)


def _with_name(actor: Actor, text: str) -> tuple[list[UUID], frozenset[str]]:
    return index_of(actor.agency_id).find(text), frozenset({"full_name"})


def _with_number(actor: Actor, number: str) -> tuple[list[UUID], frozenset[str]]:
    """Equality by keyed digest, only where the agency holds a key: nobody tries numbers against the province."""
    same = Q(id_number_digest=keyed_digest("id_number", number)) | Q(phone_digest=keyed_digest("phone", number))
    ids = VictimIdentity.objects.filter(same).values_list("id", flat=True)
    held = Wrap.objects.filter(agency_id=actor.agency_id, subject_id__in=list(ids))
    return list(held.values_list("subject_id", flat=True)), frozenset({"id_number", "phone"})


def line_of(victim: Victim) -> VictimLine:
    return VictimLine(
        id=victim.id,
        code=victim.code,
        status=VictimStatus(victim.status),
        sex=Sex(victim.sex),
        birth_year=victim.birth_year,
        age_band=AgeBand(victim.age_band),
        person_kind=victim.person_kind,
        return_way=victim.return_way,
        exploitation=victim.exploitation,
        area_code=victim.area_code,
        holder_id=victim.holder_id,
        origin_id=victim.origin_id,
        received_at=victim.received_at,
        accompanies_id=victim.accompanies_id,
        legal_regime=victim.legal_regime,
        identified_on=victim.identified_on,
    )
