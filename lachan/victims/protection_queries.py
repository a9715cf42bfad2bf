"""Reading protections: those of one file, and which of them lie within an actor's circle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import CHECKS
from lachan.access.models import Share
from lachan.base.clock import local_day
from lachan.base.errors import NotFound
from lachan.base.listing import MoveButton
from lachan.journal import clocks, desk
from lachan.journal.queries import TimelineLine, timeline
from lachan.law.book import current
from lachan.victims import access
from lachan.victims.consent import came_by_referral, is_closed_to
from lachan.victims.models import Protection, Victim
from lachan.victims.protection import in_circle
from lachan.victims.protection_rules import PROTECTION, EndReason, ProtectionStatus, Threat
from lachan.victims.queries import VictimLine, line_of
from lachan.victims.rules import LIVING


@dataclass(frozen=True)
class ProtectionLine:
    id: UUID
    code: str
    victim_id: UUID
    status: ProtectionStatus
    protected: str
    threats: tuple[Threat, ...]
    measures: tuple[str, ...]
    is_own: bool
    holder_id: UUID
    origin_id: UUID
    asked_on: date
    decided_on: date | None
    review_on: date | None
    ended_on: date | None
    end_reason: EndReason | None
    may_open: bool
    is_review_late: bool
    moves: tuple[MoveButton, ...]
    clocks: tuple[clocks.ClockLine, ...]
    timeline: tuple[TimelineLine, ...]


@dataclass(frozen=True)
class ProtectionCode:
    """What a list of records shows of a protection; ``id`` is that of the file, whose page of protections shows it."""

    id: UUID
    code: str
    status: ProtectionStatus


@dataclass(frozen=True)
class ProtectionPage:
    victim: VictimLine
    protections: tuple[ProtectionLine, ...]
    may_ask: bool


def open_protections(actor: Actor, victim_id: UUID, now: datetime) -> ProtectionPage:
    """The protections of a file. A recipient of a referral is not told whether there are any; who follows the file

    without being of the circle reads how they stand, not what she fears nor what is done about it.
    """
    victim = desk.fetch(access.visible_to(actor), victim_id)
    on = local_day(now)
    if is_closed_to(victim, actor.agency_id, on) or came_by_referral(victim, actor.agency_id):
        raise NotFound
    rows = Protection.objects.filter(victim_id=victim.id).order_by("-opened_on", "-id")
    is_living = victim.status in {str(s) for s in LIVING}
    return ProtectionPage(
        victim=line_of(victim),
        protections=tuple(_line(row, victim, actor, now) for row in rows),
        may_ask=is_living and access.check_may_ask_protection.allows(actor, victim),
    )


def seen_by(actor: Actor) -> QuerySet[Protection]:
    """Those whose circle the actor belongs to (``in_circle``, said to the database): of files it may see, never by
    way of a referral. What a list names and a figure opens; all others are only counted."""
    if not actor.roles & {*access.CARERS}:
        return Protection.objects.none()
    here, of_file = actor.agency_id, Victim.objects.filter(id=OuterRef("victim_id"))
    holds = Exists(of_file.filter(holder_id=here))
    own = Exists(of_file.filter(Q(holder_id=here) | Q(origin_id=here)))
    sees = Exists(access.visible_to(actor).filter(id=OuterRef("victim_id")))
    referred = Exists(
        Share.objects.filter(record_id=OuterRef("victim_id"), agency_id=here, purpose="referral", revoked_at=None)
    )
    rows = Protection.objects.filter(Q(holder_id=here) | Q(origin_id=here) | Q(holds)).filter(sees)
    return rows.exclude(Q(referred) & ~Q(own))


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, ProtectionCode]:
    rows = seen_by(actor).filter(id__in=ids)
    return {p.id: ProtectionCode(p.victim_id, p.code, ProtectionStatus(p.status)) for p in rows}


def _line(row: Protection, victim: Victim, actor: Actor, now: datetime) -> ProtectionLine:
    on, names = local_day(now), {r.id: r.name for r in current().rows("protection_measures")}
    persons = {r.id: r.name for r in current().rows("protected_persons")}
    is_own = in_circle(row, victim, actor)
    return ProtectionLine(
        id=row.id,
        code=row.code,
        victim_id=row.victim_id,
        status=ProtectionStatus(row.status),
        protected=persons.get(row.protected, row.protected),
        threats=tuple(Threat(t) for t in row.threats) if is_own else (),
        measures=tuple(names.get(m, m) for m in row.measures) if is_own else (),
        is_own=is_own,
        holder_id=row.holder_id,
        origin_id=row.origin_id,
        asked_on=row.asked_on,
        decided_on=row.decided_on,
        review_on=row.review_on,
        ended_on=row.ended_on,
        end_reason=EndReason(row.end_reason) if row.end_reason else None,
        may_open=is_own and access.check_may_open_protection.allows(actor, victim),
        is_review_late=row.status == str(ProtectionStatus.GRANTED) and bool(row.review_on and row.review_on < on),
        moves=_moves(row, victim, actor) if is_own else (),
        clocks=tuple(clocks.of_record(row.id, now)),
        timeline=tuple(timeline(row.id)),
    )


def _moves(row: Protection, victim: Victim, actor: Actor) -> tuple[MoveButton, ...]:
    found = PROTECTION.from_status(row.status)
    return tuple(MoveButton(m.verb, m.label, may=True) for m in found if CHECKS[m.verb].allows(actor, victim))
