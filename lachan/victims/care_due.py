"""What care is due: plans, risks and protections to be looked at again, children not asked for, visits, consents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from lachan.access.actor import Actor
from lachan.access.models import Share
from lachan.access.roles import Role
from lachan.base.labels import Labelled
from lachan.base.listing import COUNT_CAP, ListPage, page_of
from lachan.journal.models import Entry
from lachan.victims import access
from lachan.victims.care_rules import CarePlanStatus, Danger, RiskLevel
from lachan.victims.followup_rules import LOST_AFTER
from lachan.victims.models import CarePlan, ChildLinkRow, FollowUpRow, Referral, RiskRow, Victim
from lachan.victims.protection_queries import seen_by
from lachan.victims.protection_rules import ProtectionStatus
from lachan.victims.referral_rules import ONGOING
from lachan.victims.rules import CARED, KNOWN, MINOR_KINDS, VictimStatus
from lachan.victims.support_rules import Answer

AHEAD = timedelta(days=14)
FEW = 500  # so many files are looked up once and named in each question; more are asked for anew each time
_MINOR_BANDS = ("under_13", "13_15", "16_17")


class DuePart(Labelled):
    CHILDREN = "children", "Trẻ em chưa hỏi kết nối"
    PROTECTIONS = "protections", "Bảo vệ đến ngày xem xét lại"
    RISKS = "risks", "Nguy cơ cần đánh giá lại"
    VISITS = "visits", "Lần thăm đến hạn"
    LOST = "lost", "Mất liên lạc"
    UNVISITED = "unvisited", "Đã về, chưa thăm lần nào"
    PLANS = "plans", "Kế hoạch đến ngày xem lại"
    PROPOSED = "proposed", "Kế hoạch chờ duyệt"
    CLOSINGS = "closings", "Đề nghị kết thúc chờ duyệt"
    CONSENTS = "consents", "Sự đồng ý sắp hết hạn"


@dataclass(frozen=True)
class DueLine:
    """``on``: the day it is due, or since when it waits; ``words``: which risk, which recipient's code."""

    victim_id: UUID
    code: str
    on: date
    words: str = ""


Due = tuple[QuerySet[Any], Callable[[Any], DueLine]]


def parts_of(actor: Actor) -> tuple[DuePart, ...]:
    """Who follows the province without caring for anyone is not told of protections at all."""
    cares = bool(actor.roles & {*access.CARERS})
    return tuple(p for p in DuePart if cares or p is not DuePart.PROTECTIONS)


def own_parts_of(actor: Actor) -> tuple[DuePart, ...]:
    """What belongs among the work of the officer's day: police protect, others care, who only follows does neither."""
    if actor.roles & {*access.CARERS} - {Role.INVESTIGATOR}:
        return parts_of(actor)
    return (DuePart.PROTECTIONS,) if Role.INVESTIGATOR in actor.roles else ()


def due(actor: Actor, part: DuePart, on: date, page: int = 1) -> ListPage[DueLine]:
    """One part, the longest overdue first, among the files this agency cares for or follows."""
    rows, line = _rows(actor, part, _cared(actor), on)
    found = page_of(rows, page, line)
    codes = dict(Victim.objects.filter(id__in=[x.victim_id for x in found.items]).values_list("id", "code"))
    lines = tuple(DueLine(x.victim_id, codes.get(x.victim_id, ""), x.on, x.words) for x in found.items)
    return ListPage(lines, found.number, found.total, found.more)


def counts(actor: Actor, on: date, parts: Iterable[DuePart]) -> dict[DuePart, int]:
    """No further than the cap of a list: a province may have thousands, and nobody counts them by hand."""
    files = _cared(actor)
    return {p: _rows(actor, p, files, on)[0].order_by().values("id")[: COUNT_CAP + 1].count() for p in parts}


def _rows(actor: Actor, part: DuePart, files: QuerySet[Victim], on: date) -> Due:
    if part is DuePart.PROTECTIONS:
        return _protections(actor, on)
    if part is DuePart.CLOSINGS:
        return _closings(actor)
    return _PARTS[part](files, on)


def _cared(actor: Actor) -> QuerySet[Victim]:
    """Files under way that the agency holds, recorded, or follows where the person lives now; of the whole province
    for those who follow it."""
    rows = Victim.objects.filter(status__in=[str(s) for s in CARED])
    if not (actor.roles & access.PROVINCE_WIDE and not actor.area_code):
        lives = Share.objects.filter(
            agency_id=actor.agency_id, record_kind="victim", purpose="residence", revoked_at=None
        ).values("record_id")
        rows = rows.filter(Q(holder_id=actor.agency_id) | Q(origin_id=actor.agency_id) | Q(id__in=lives))
    found = rows & access.visible_to(actor)  # last, so that only the few are asked whether they are shared
    few = list(found.values_list("id", flat=True)[: FEW + 1])
    return Victim.objects.filter(id__in=few) if len(few) <= FEW else found


def _children(files: QuerySet[Victim], on: date) -> Due:
    child = Q(person_kind__in=MINOR_KINDS) | Q(age_band__in=_MINOR_BANDS)
    asked = Exists(ChildLinkRow.objects.filter(record_id=OuterRef("id")))
    rows = files.filter(child).exclude(asked).order_by("opened_on", "id")
    return rows, lambda v: DueLine(v.id, v.code, v.opened_on)


def _risks(files: QuerySet[Victim], on: date) -> Due:
    """The newest word on a danger names a day that is over; a danger not seen need not be looked at again."""
    later = RiskRow.objects.filter(
        record_id=OuterRef("record_id"), danger=OuterRef("danger"), entry_seq__gt=OuterRef("entry_seq")
    )
    rows = RiskRow.objects.filter(record_id__in=files.values("id"), next_on__lte=on).exclude(level=str(RiskLevel.NONE))
    found = rows.exclude(Exists(later)).order_by("next_on", "id")
    return found, _risk_line


def _risk_line(row: RiskRow) -> DueLine:
    words = f"{Danger.label_of(row.danger)}: {RiskLevel.label_of(row.level)}"
    return DueLine(row.record_id, "", row.next_on or row.assessed_on, words)


def _plans(files: QuerySet[Victim], on: date) -> Due:
    rows = CarePlan.objects.filter(
        status=str(CarePlanStatus.APPROVED), review_on__lte=on + AHEAD, victim_id__in=files.values("id")
    )
    return rows.order_by("review_on", "id"), lambda p: DueLine(p.victim_id, "", p.review_on, p.code)


def _proposed(files: QuerySet[Victim], on: date) -> Due:
    rows = CarePlan.objects.filter(status=str(CarePlanStatus.PROPOSED), victim_id__in=files.values("id"))
    return rows.order_by("opened_on", "id"), lambda p: DueLine(p.victim_id, "", p.opened_on, p.code)


def _closings(actor: Actor) -> Due:
    """Of every file the agency may know of: those whose end is asked for are no longer cared for by everyone."""
    rows = access.visible_to(actor, many=True).filter(closing_since__isnull=False)
    return rows.order_by("closing_since", "id"), lambda v: DueLine(v.id, v.code, v.closing_since or v.opened_on)


def _consents(files: QuerySet[Victim], on: date) -> Due:
    rows = Referral.objects.filter(
        victim_id__in=files.values("id"), consent_ended_on=None, consent_until__range=(on, on + AHEAD),
        status__in=[str(s) for s in ONGOING],
    )  # fmt: skip
    return rows.order_by("consent_until", "id"), lambda r: DueLine(r.victim_id, "", r.consent_until, r.code)


def _protections(actor: Actor, on: date) -> Due:
    """Only within the circle, and only the number of the protection: neither measure nor place."""
    rows = seen_by(actor).filter(status=str(ProtectionStatus.GRANTED), review_on__lte=on + AHEAD)
    return rows.order_by("review_on", "id"), lambda p: DueLine(p.victim_id, "", p.review_on, p.code)


def _visits(files: QuerySet[Victim], on: date) -> Due:
    """The newest visit named the day of the next one. Who is lost stands in a part of its own."""
    rows = _newest_visits(files).filter(next_on__lte=on + AHEAD).exclude(_lost())
    return rows.order_by("next_on", "id"), lambda v: DueLine(v.record_id, "", v.next_on)


def _lost_contact(files: QuerySet[Victim], on: date) -> Due:
    rows = _newest_visits(files).filter(_lost())
    return rows.order_by("visited_on", "id"), lambda v: DueLine(v.record_id, "", v.visited_on)


def _unvisited(files: QuerySet[Victim], on: date) -> Due:
    """Home again, and nobody wrote down a visit: she waits since the day her residence was settled."""
    seen = Exists(FollowUpRow.objects.filter(record_id=OuterRef("id")))
    settled = Entry.objects.filter(record_id=OuterRef("id"), verb="victim.settle_residence").order_by("-seq")
    rows = files.filter(status=str(VictimStatus.REINTEGRATING)).exclude(seen)
    found = rows.annotate(settled_on=Subquery(settled.values("occurred_on")[:1])).order_by("settled_on", "id")
    return found, lambda v: DueLine(v.id, v.code, v.settled_on or v.opened_on)


def _newest_visits(files: QuerySet[Victim]) -> QuerySet[FollowUpRow]:
    """Of those at home whose visits can go on; whoever was sold again is being identified anew."""
    known = files.filter(status__in=[str(s) for s in KNOWN])
    same = FollowUpRow.objects.filter(record_id=OuterRef("record_id"))
    later = Q(visited_on__gt=OuterRef("visited_on"))
    later |= Q(visited_on=OuterRef("visited_on"), entry_seq__gt=OuterRef("entry_seq"))
    return FollowUpRow.objects.filter(record_id__in=known.values("id")).exclude(Exists(same.filter(later)))


def _lost() -> Q:
    """The last visits, as many as it takes, each with «not met»; the same rule as ``followup_rules.is_lost``."""
    visits = FollowUpRow.objects.filter(record_id=OuterRef("record_id")).order_by("-visited_on", "-entry_seq")
    missed = Q()
    for n in range(LOST_AFTER):
        missed &= Q(Exact(Coalesce(Subquery(visits.values("met")[n : n + 1]), Value("")), str(Answer.NO)))
    return missed


_PARTS: dict[DuePart, Callable[[QuerySet[Victim], date], Due]] = {
    DuePart.CHILDREN: _children,
    DuePart.RISKS: _risks,
    DuePart.VISITS: _visits,
    DuePart.LOST: _lost_contact,
    DuePart.UNVISITED: _unvisited,
    DuePart.PLANS: _plans,
    DuePart.PROPOSED: _proposed,
    DuePart.CONSENTS: _consents,
}
