"""What care is due: plans to be looked at, risks to be assessed again, children not asked for, consents that end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lachan.access.actor import Actor
from lachan.base.labels import Labelled
from lachan.base.listing import ListPage, page_of
from lachan.victims import access
from lachan.victims.care_rules import CarePlanStatus, Danger, RiskLevel
from lachan.victims.models import CarePlan, ChildLinkRow, Referral, RiskRow, Victim
from lachan.victims.referral_rules import ONGOING
from lachan.victims.rules import CARED, MINOR_KINDS

AHEAD = timedelta(days=14)
_MINOR_BANDS = ("under_13", "13_15", "16_17")


class DuePart(Labelled):
    CHILDREN = "children", "Trẻ em chưa hỏi kết nối"
    RISKS = "risks", "Nguy cơ cần đánh giá lại"
    PLANS = "plans", "Kế hoạch đến ngày xem lại"
    CONSENTS = "consents", "Sự đồng ý sắp hết hạn"


@dataclass(frozen=True)
class DueLine:
    """``on``: the day it is due, or since when it waits; ``words``: which risk, which recipient's code."""

    victim_id: UUID
    code: str
    on: date
    words: str = ""


def due(actor: Actor, part: DuePart, on: date, page: int = 1) -> ListPage[DueLine]:
    """One part, the longest overdue first, among the files this agency cares for or follows."""
    rows, line = _PARTS[part](_cared(actor), on)
    found = page_of(rows, page, line)
    codes = dict(Victim.objects.filter(id__in=[x.victim_id for x in found.items]).values_list("id", "code"))
    lines = tuple(DueLine(x.victim_id, codes.get(x.victim_id, ""), x.on, x.words) for x in found.items)
    return ListPage(lines, found.number, found.total, found.more)


def counts(actor: Actor, on: date) -> dict[DuePart, int]:
    return {part: _PARTS[part](_cared(actor), on)[0].order_by().count() for part in DuePart}


def _cared(actor: Actor) -> QuerySet[Victim]:
    """Files under way that the agency holds or recorded; of the whole province for those who follow it."""
    rows = access.visible_to(actor).filter(status__in=[str(s) for s in CARED])
    if actor.roles & access.PROVINCE_WIDE and not actor.area_code:
        return rows
    return rows.filter(Q(holder_id=actor.agency_id) | Q(origin_id=actor.agency_id))


def _children(files: QuerySet[Victim], on: date) -> tuple[QuerySet[Any], Callable[[Any], DueLine]]:
    child = Q(person_kind__in=MINOR_KINDS) | Q(age_band__in=_MINOR_BANDS)
    asked = Exists(ChildLinkRow.objects.filter(record_id=OuterRef("id")))
    rows = files.filter(child).exclude(asked).order_by("opened_on", "id")
    return rows, lambda v: DueLine(v.id, v.code, v.opened_on)


def _risks(files: QuerySet[Victim], on: date) -> tuple[QuerySet[Any], Callable[[Any], DueLine]]:
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


def _plans(files: QuerySet[Victim], on: date) -> tuple[QuerySet[Any], Callable[[Any], DueLine]]:
    rows = CarePlan.objects.filter(
        status=str(CarePlanStatus.APPROVED), review_on__lte=on + AHEAD, victim_id__in=files.values("id")
    )
    return rows.order_by("review_on", "id"), lambda p: DueLine(p.victim_id, "", p.review_on, p.code)


def _consents(files: QuerySet[Victim], on: date) -> tuple[QuerySet[Any], Callable[[Any], DueLine]]:
    rows = Referral.objects.filter(
        victim_id__in=files.values("id"), consent_ended_on=None, consent_until__range=(on, on + AHEAD),
        status__in=[str(s) for s in ONGOING],
    )  # fmt: skip
    return rows.order_by("consent_until", "id"), lambda r: DueLine(r.victim_id, "", r.consent_until, r.code)


_PARTS: dict[DuePart, Callable[[QuerySet[Victim], date], tuple[QuerySet[Any], Callable[[Any], DueLine]]]] = {
    DuePart.CHILDREN: _children,
    DuePart.RISKS: _risks,
    DuePart.PLANS: _plans,
    DuePart.CONSENTS: _consents,
}
