"""Reading facilities: the directory, one of them, what may be opened, what the yearly review counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lachan.access.actor import Actor
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.facilities import access
from lachan.facilities.models import EquipmentRow, Facility, InspectionRow, Offer, ScoreRow, Stay
from lachan.facilities.rules import (
    PROCEDURE,
    AdmissionGround,
    Condition,
    DischargeReason,
    Equipment,
    FacilityKind,
    FacilityStatus,
    InspectionResult,
    ServiceKind,
    percent,
)
from lachan.facilities.stays import stay_of
from lachan.journal import clocks, desk
from lachan.journal.actions import action, permit
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.journal.shares import key_of
from lachan.law.book import current
from lachan.law.rows import CriterionRow
from lachan.vault.models import Wrap
from lachan.vault.sealing import unseal

# Acts that tell of a person living there: shown to the circle only.
_OF_PEOPLE = frozenset({"facility.admit", "facility.discharge", "facility.open_words"})


@dataclass(frozen=True)
class FacilityLine:
    """``free``: none where nobody lives there, or where the capacity was not written down."""

    id: UUID
    code: str
    name: str
    kind: FacilityKind
    status: FacilityStatus
    area_code: str
    is_confidential: bool
    public_address: str
    public_phone: str
    services: tuple[ServiceKind, ...]
    capacity: int | None
    taken: int
    holder_id: UUID

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)


@dataclass(frozen=True)
class FacilityFilter:
    kind: str = ""
    service: str = ""
    area_code: str = ""
    status: str = ""
    name: str = ""
    has_room: bool = False


@dataclass(frozen=True)
class EquipmentLine:
    item: Equipment
    quantity: int
    condition: Condition
    upgrade_on: date | None
    found_on: date


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of the newest assessment, with the words of the law book."""

    name: str
    group: str
    standard: str
    score: int | None
    largest: int
    must_improve: bool


@dataclass(frozen=True)
class AssessmentLine:
    assessed_on: date
    next_on: date | None
    percent: float | None
    judged: int
    asked: int
    must_improve: int
    criteria: tuple[CriterionLine, ...] = ()


@dataclass(frozen=True)
class InspectionLine:
    inspected_on: date
    result: InspectionResult
    is_in_time: bool


@dataclass(frozen=True)
class StayLine:
    file_id: UUID
    admitted_on: date
    ground: AdmissionGround
    left_on: date | None
    reason: str


@dataclass(frozen=True)
class FacilityPage:
    """``is_circle``: this officer may know where it is and whose files are there."""

    facility: FacilityLine
    origin_id: UUID
    opened_on: date
    licence_number: str
    licensed_on: date | None
    licence_until: date | None
    is_circle: bool
    may_open: bool
    has_words: bool
    moves: tuple[MoveButton, ...]
    clocks: tuple[clocks.ClockLine, ...]
    timeline: tuple[TimelineLine, ...]
    equipment: tuple[EquipmentLine, ...]
    assessments: tuple[AssessmentLine, ...]
    inspections: tuple[InspectionLine, ...]
    stays: tuple[StayLine, ...]


@dataclass(frozen=True)
class OpenedFacility:
    address: str
    contact: str
    notes: tuple[tuple[int, str], ...] = field(default=())


_SORTS = {
    "name": "name",
    "kind": "kind",
    "area": "area_code",
    "capacity": "capacity",
    "free": "free",
    "status": "status",
}


def list_facilities(actor: Actor, wanted: FacilityFilter, page: int = 1, sort: str = "name") -> ListPage[FacilityLine]:
    rows = _with_room(_filtered(access.visible_to(actor), wanted))
    if wanted.has_room:
        rows = rows.filter(free__gt=0)
    bare, turn = sort.lstrip("-"), sort.startswith("-")
    column = F(_SORTS.get(bare, "name"))
    order = column.desc(nulls_last=True) if turn else column.asc(nulls_last=True)
    found = page_of(rows.order_by(order, "name", "id"), page, lambda row: row)
    services = _services(f.id for f in found.items)
    lines = tuple(_line(f, services[f.id], f.taken) for f in found.items)
    return ListPage(lines, found.number, found.total, found.more)


def offering(actor: Actor, services: Sequence[ServiceKind], area_code: str = "") -> list[FacilityLine]:
    """Who gives one of these services, those of the commune first: what a page offers to choose from."""
    offers = Offer.objects.filter(service__in=[str(s) for s in services]).values("facility_id")
    rows = list(_with_room(access.visible_to(actor).filter(status=str(FacilityStatus.ACTIVE), id__in=offers)))
    known = _services(f.id for f in rows)
    rows.sort(key=lambda f: (f.area_code != area_code, f.name))
    return [_line(f, known[f.id], f.taken) for f in rows]


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, FacilityLine]:
    rows = list(_with_room(access.visible_to(actor).filter(id__in=ids)))
    known = _services(f.id for f in rows)
    return {f.id: _line(f, known[f.id], f.taken) for f in rows}


def names_of(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(access.visible_to(actor).filter(id__in=list(ids)).values_list("id", "name"))


def open_facility(actor: Actor, facility_id: UUID, now: datetime) -> FacilityPage:
    facility = desk.fetch(access.visible_to(actor), facility_id)
    is_circle = access.is_of_circle(actor, facility)
    lines = timeline(facility.id)
    shown = lines if is_circle else [line for line in lines if line.verb not in _OF_PEOPLE]
    in_house = Stay.objects.filter(facility_id=facility.id, left_on=None).count()
    return FacilityPage(
        facility=_line(facility, _services([facility.id])[facility.id], in_house),
        origin_id=facility.origin_id,
        opened_on=facility.opened_on,
        licence_number=facility.licence_number,
        licensed_on=facility.licensed_on,
        licence_until=facility.licence_until,
        is_circle=is_circle,
        may_open=is_circle and _has_key(facility, actor),
        has_words=bool(facility.address or facility.contact),
        moves=buttons(PROCEDURE, facility, actor),
        clocks=tuple(clocks.of_record(facility.id, now)),
        timeline=tuple(shown),
        equipment=_equipment(facility.id),
        assessments=_assessments(facility.id),
        inspections=tuple(
            InspectionLine(r.inspected_on, InspectionResult(r.result), r.is_in_time)
            for r in InspectionRow.objects.filter(record_id=facility.id).order_by("-inspected_on", "-entry_seq")
        ),
        stays=_stays(facility.id) if is_circle else (),
    )


@action("facility.open_words")
def open_words(facility_id: UUID, *, purpose: str, by: Actor, now: datetime) -> OpenedFacility:
    """The sealed address and contact, for those of the circle; the opening is an entry before anything is read."""
    facility = desk.fetch(access.visible_to(by), facility_id)
    access.check_may_open_words(by, facility)
    seen = permit("facility.open_words", facility, "facility", by=by, now=now, purpose=purpose)
    words = unseal(facility, seen, "address", "contact")
    lines = timeline(facility.id, key_of(facility.id, by.agency_id))
    return OpenedFacility(**words, notes=tuple((line.seq, line.words) for line in lines if line.words))


def place_of(actor: Actor, file_id: UUID) -> tuple[UUID, str, date] | None:
    """Where the person of a file lives: facility, its name, since when. None for those outside the circle."""
    stay = stay_of(file_id)
    facility = access.visible_to(actor).filter(id=stay.facility_id).first() if stay else None
    if stay is None or facility is None or not access.is_of_circle(actor, facility):
        return None
    return facility.id, facility.name, stay.admitted_on


def criteria_on(on: date) -> list[CriterionRow]:
    return current().in_force(CriterionRow, on)


@dataclass(frozen=True)
class ReviewLine:
    """One facility in the review of a year. ``nights``: days that someone lived there, of those there could be."""

    facility: FacilityLine
    admitted: int
    left: int
    nights: int
    possible: int
    percent: float | None
    must_improve: int
    assessed_on: date | None
    inspections: int
    late_inspections: int
    upgrades: int

    @property
    def use(self) -> float | None:
        return 100 * self.nights / self.possible if self.possible else None


@dataclass(frozen=True)
class Review:
    year: int
    lines: tuple[ReviewLine, ...]

    def total(self, name: str) -> int:
        return sum(getattr(line, name) for line in self.lines)

    @property
    def places(self) -> int:
        return sum(line.facility.capacity or 0 for line in self.lines)

    @property
    def assessed(self) -> int:
        return sum(line.assessed_on is not None for line in self.lines)


def review(actor: Actor, year: int, today: date) -> Review:
    """The yearly review of services, from what was recorded of each facility in the year."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    standing = (str(FacilityStatus.ACTIVE), str(FacilityStatus.SUSPENDED), str(FacilityStatus.ENDED))
    rows = list(_with_room(access.visible_to(actor).filter(status__in=standing, opened_on__lte=last)))
    known = _services(f.id for f in rows)
    stays: dict[UUID, list[Stay]] = defaultdict(list)
    for stay in Stay.objects.filter(facility_id__in=[f.id for f in rows], admitted_on__lte=last):
        stays[stay.facility_id].append(stay)
    lines = [_reviewed(_line(f, known[f.id], f.taken), f, stays[f.id], first, last) for f in rows]
    return Review(year, tuple(sorted(lines, key=lambda r: (r.facility.kind, r.facility.name))))


def _reviewed(line: FacilityLine, row: Facility, stays: list[Stay], first: date, last: date) -> ReviewLine:
    done = [a for a in _assessments(row.id) if first <= a.assessed_on <= last]
    inspected = InspectionRow.objects.filter(record_id=row.id, inspected_on__range=(first, last))
    days = max((last - max(first, row.opened_on)).days + 1, 0)
    return ReviewLine(
        facility=line,
        admitted=sum(first <= s.admitted_on <= last for s in stays),
        left=sum(s.left_on is not None and first <= s.left_on <= last for s in stays),
        nights=sum(max((min(s.left_on or last, last) - max(s.admitted_on, first)).days, 0) for s in stays),
        possible=(line.capacity or 0) * days,
        percent=done[0].percent if done else None,
        must_improve=done[0].must_improve if done else 0,
        assessed_on=done[0].assessed_on if done else None,
        inspections=inspected.count(),
        late_inspections=inspected.filter(is_in_time=False).count(),
        upgrades=sum(e.upgrade_on is not None for e in _equipment(row.id)),
    )


def _filtered(rows: QuerySet[Facility], wanted: FacilityFilter) -> QuerySet[Facility]:
    exact = {name: getattr(wanted, name) for name in ("kind", "area_code", "status") if getattr(wanted, name)}
    rows = rows.filter(**exact)
    if wanted.service:
        rows = rows.filter(id__in=Offer.objects.filter(service=wanted.service).values("facility_id"))
    return rows.filter(name__icontains=wanted.name.strip()) if wanted.name.strip() else rows


def _with_room(rows: QuerySet[Facility]) -> Any:
    """With how many live there and how many places are free; nulls where nobody can live."""
    here = Stay.objects.filter(facility_id=OuterRef("id"), left_on=None).order_by().values("facility_id")
    taken = Coalesce(Subquery(here.annotate(n=Count("id")).values("n")[:1]), 0)
    return rows.annotate(taken=taken).annotate(free=F("capacity") - F("taken"))


def _line(row: Any, services: tuple[ServiceKind, ...], taken: int) -> FacilityLine:
    return FacilityLine(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=FacilityKind(row.kind),
        status=FacilityStatus(row.status),
        area_code=row.area_code,
        is_confidential=row.is_confidential,
        public_address=row.public_address,
        public_phone=row.public_phone,
        services=services,
        capacity=row.capacity,
        taken=taken,
        holder_id=row.holder_id,
    )


def _services(ids: Iterable[UUID]) -> dict[UUID, tuple[ServiceKind, ...]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    for facility_id, service in Offer.objects.filter(facility_id__in=list(ids)).values_list("facility_id", "service"):
        found[facility_id].add(service)
    return defaultdict(tuple, {i: tuple(s for s in ServiceKind if str(s) in known) for i, known in found.items()})


def _equipment(facility_id: UUID) -> tuple[EquipmentLine, ...]:
    """The newest row of each item."""
    newest = {r.item: r for r in EquipmentRow.objects.filter(record_id=facility_id).order_by("entry_seq")}
    return tuple(
        EquipmentLine(item, newest[item].quantity, Condition(newest[item].condition), newest[item].upgrade_on,
                      newest[item].found_on)
        for item in Equipment if str(item) in newest
    )  # fmt: skip


def _assessments(facility_id: UUID) -> tuple[AssessmentLine, ...]:
    """Every assessment, the newest first."""
    entries: dict[int, list[ScoreRow]] = defaultdict(list)
    for row in ScoreRow.objects.filter(record_id=facility_id).order_by("entry_seq"):
        entries[row.entry_seq].append(row)
    found = sorted(entries.values(), key=lambda rows: (rows[0].assessed_on, rows[0].entry_seq), reverse=True)
    return tuple(_assessment(rows) for rows in found)


def _assessment(rows: list[ScoreRow]) -> AssessmentLine:
    return AssessmentLine(
        assessed_on=rows[0].assessed_on,
        next_on=rows[0].next_on,
        percent=percent((r.score, r.largest) for r in rows),
        judged=sum(r.score is not None for r in rows),
        asked=len(rows),
        must_improve=sum(r.must_improve for r in rows),
        criteria=tuple(_criterion(r) for r in rows),
    )


def _criterion(row: ScoreRow) -> CriterionLine:
    words = next(iter(current().history(CriterionRow, row.criterion)), None)
    name, group, standard = (words.name, words.group, words.standard) if words else (row.criterion, "", "")
    return CriterionLine(name, group, standard, row.score, row.largest, row.must_improve)


def _stays(facility_id: UUID) -> tuple[StayLine, ...]:
    rows = Stay.objects.filter(Q(facility_id=facility_id)).order_by(F("left_on").desc(nulls_first=True), "-admitted_on")
    return tuple(
        StayLine(s.file_id, s.admitted_on, AdmissionGround(s.ground), s.left_on, DischargeReason.label_of(s.reason))
        for s in rows[:200]
    )


def _has_key(facility: Facility, actor: Actor) -> bool:
    return Wrap.objects.filter(subject_id=facility.id, agency_id=actor.agency_id).exists()
