"""Reading announced returns: the list, and one with its people, whose names are opened only by an act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.base.persons import Sex
from lachan.journal import desk
from lachan.journal.actions import action, permit
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.vault.models import Wrap
from lachan.vault.sealing import unseal
from lachan.victims import access
from lachan.victims.attributes import Country
from lachan.victims.models import ListedPerson, ReturnGroup
from lachan.victims.return_rules import (
    OPEN,
    PROCEDURE,
    AbsentReason,
    Outcome,
    Partner,
    ReturnStatus,
    is_notice_in_time,
    last_day_of_notice,
)
from lachan.victims.returns import people_of
from lachan.victims.rules import OpeningPurpose
from lachan.victims.support_rules import Answer

SORTS = {"expected": "expected_on", "announced": "announced_at", "code": "code"}


@dataclass(frozen=True)
class ReturnLine:
    """``in_time``: the notice came early enough; nothing where no row of law says how early."""

    id: UUID
    code: str
    status: ReturnStatus
    partner: Partner
    from_country: Country
    agreement: str
    gate: str
    area_code: str
    holder_id: UUID
    announced_at: datetime
    expected_on: date
    handed_over_on: date | None
    in_time: bool | None
    notice_by: date | None


@dataclass(frozen=True)
class ListedLine:
    id: UUID
    place: int
    sex: Sex
    birth_year: int | None
    verified: Answer
    outcome: Outcome
    absent_reason: AbsentReason | None
    victim_id: UUID | None


@dataclass(frozen=True)
class ReturnPage:
    group: ReturnLine
    people: tuple[ListedLine, ...]
    timeline: tuple[TimelineLine, ...]
    moves: tuple[MoveButton, ...]
    may_open: bool


@dataclass(frozen=True)
class ReturnFilter:
    status: str = ""
    from_country: str = ""


def list_returns(actor: Actor, wanted: ReturnFilter, page: int = 1, sort: str = "") -> ListPage[ReturnLine]:
    rows = access.visible_returns(actor, many=True)
    rows = rows.filter(**{k: v for k, v in vars(wanted).items() if v})
    column = SORTS.get(sort.lstrip("-"))
    order = (f"-{column}" if sort.startswith("-") else column, "-id") if column else ("-expected_on", "-id")
    return page_of(rows.order_by(*order), page, line_of)


def expected(actor: Actor, until: date, limit: int = 8) -> list[ReturnLine]:
    """Returns whose day has come or comes by then and whose minutes are not written, the earliest first."""
    rows = access.visible_returns(actor, many=True).filter(status__in=[str(s) for s in OPEN], expected_on__lte=until)
    return [line_of(g) for g in rows.order_by("expected_on", "id")[:limit]]


def open_return(actor: Actor, return_id: UUID) -> ReturnPage:
    group = desk.fetch(access.visible_returns(actor), return_id)
    return ReturnPage(
        group=line_of(group),
        people=tuple(_listed(p) for p in people_of(group.id)),
        timeline=tuple(timeline(group.id)),
        moves=buttons(PROCEDURE, group, actor),
        may_open=access.check_may_open_list.allows(actor, group)
        and Wrap.objects.filter(subject_id=group.id, agency_id=actor.agency_id).exists(),
    )


@action("return.open_list")
def open_list(return_id: UUID, *, purpose: OpeningPurpose, by: Actor, now: datetime) -> dict[UUID, dict[str, str]]:
    """The names of the list for one answer; the opening is an entry before anything is read."""
    group = desk.fetch(access.visible_returns(by), return_id)
    access.check_may_open_list(by, group)
    seen = permit("return.open_list", group, "return", by=by, now=now, purpose=str(purpose))
    return {p.id: unseal(p, seen, "full_name", "birth_date", "id_number") for p in people_of(group.id)}


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, ReturnLine]:
    return {g.id: line_of(g) for g in access.visible_returns(actor).filter(id__in=ids)}


def line_of(group: ReturnGroup) -> ReturnLine:
    return ReturnLine(
        id=group.id,
        code=group.code,
        status=ReturnStatus(group.status),
        partner=Partner(group.partner),
        from_country=Country(group.from_country),
        agreement=group.agreement,
        gate=group.gate,
        area_code=group.area_code,
        holder_id=group.holder_id,
        announced_at=group.announced_at,
        expected_on=group.expected_on,
        handed_over_on=group.handed_over_on,
        in_time=is_notice_in_time(local_day(group.announced_at), group.expected_on),
        notice_by=last_day_of_notice(group.expected_on),
    )


def _listed(person: ListedPerson) -> ListedLine:
    return ListedLine(
        id=person.id,
        place=person.place,
        sex=Sex(person.sex),
        birth_year=person.birth_year,
        verified=Answer(person.verified),
        outcome=Outcome(person.outcome),
        absent_reason=AbsentReason(person.absent_reason) if person.absent_reason else None,
        victim_id=person.victim_id,
    )
