"""Reading referrals: those sent, those waiting here, one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import clocks, desk
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, readers, timeline
from lachan.victims import access
from lachan.victims.models import ConsentRow, Referral
from lachan.victims.referral_rules import (
    PROCEDURE,
    ConsentBy,
    ConsentState,
    FieldGroup,
    ReferralPurpose,
    ReferralStatus,
    stands,
)
from lachan.victims.support_rules import name_of


@dataclass(frozen=True)
class ReferralLine:
    id: UUID
    code: str
    status: ReferralStatus
    victim_id: UUID
    service: str
    service_name: str
    origin_id: UUID
    holder_id: UUID
    sent_at: datetime
    consent_until: date | None = None
    consent_ended_on: date | None = None


@dataclass(frozen=True)
class ConsentLine:
    """One saying of consent: what stood after it, by whom, until when."""

    said_on: date
    state: ConsentState
    said_by: ConsentBy
    groups: tuple[FieldGroup, ...]
    until: date | None


@dataclass(frozen=True)
class ReferralPage:
    """``sees_file``: the file is open here, so that the page may link to it.

    ``openings``: what the recipient actually opened, and when; ``holds``: the consent stands today.
    """

    referral: ReferralLine
    consent_by: ConsentBy
    consented_on: date
    consent_fields: tuple[FieldGroup, ...]
    consent_until: date | None
    consent_ended_on: date | None
    purpose: ReferralPurpose
    handed_over_on: date | None
    holds: bool
    history: tuple[ConsentLine, ...]
    openings: tuple[TimelineLine, ...]
    clocks: tuple[clocks.ClockLine, ...]
    timeline: tuple[TimelineLine, ...]
    moves: tuple[MoveButton, ...]
    sees_file: bool


@dataclass(frozen=True)
class ReferralFilter:
    """``side``: ``in`` what waits at this agency, ``out`` what it sent, empty for both."""

    status: str = ""
    side: str = ""


_SORTS = {"sent": "opened_on", "service": "service", "until": "consent_until", "status": "status"}


def list_referrals(actor: Actor, wanted: ReferralFilter, page: int = 1, sort: str = "-sent") -> ListPage[ReferralLine]:
    rows = access.visible_referrals(actor, many=True)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.side:
        rows = rows.filter(**{"holder_id" if wanted.side == "in" else "origin_id": actor.agency_id})
    column = F(_SORTS.get(sort.lstrip("-"), "opened_on"))
    order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return page_of(rows.order_by(order, "-id"), page, line_of)


def open_referral(actor: Actor, referral_id: UUID, now: datetime) -> ReferralPage:
    referral = desk.fetch(access.visible_referrals(actor), referral_id)
    return ReferralPage(
        referral=line_of(referral),
        consent_by=ConsentBy(referral.consent_by),
        consented_on=referral.consented_on,
        consent_fields=tuple(FieldGroup(group) for group in referral.consent_fields),
        consent_until=referral.consent_until,
        consent_ended_on=referral.consent_ended_on,
        purpose=ReferralPurpose(referral.purpose),
        handed_over_on=referral.handed_over_on,
        holds=stands(referral.consent_ended_on, referral.consent_until, local_day(now)),
        history=history_of(referral.id),
        openings=tuple(openings_by(referral)),
        clocks=tuple(clocks.of_record(referral.id, now)),
        timeline=tuple(timeline(referral.id)),
        moves=buttons(PROCEDURE, referral, actor),
        sees_file=access.visible_to(actor).filter(id=referral.victim_id).exists(),
    )


def history_of(referral_id: UUID) -> tuple[ConsentLine, ...]:
    return tuple(
        ConsentLine(r.said_on, ConsentState(r.state), ConsentBy(r.said_by), tuple(map(FieldGroup, r.fields)), r.until)
        for r in ConsentRow.objects.filter(record_id=referral_id).order_by("entry_seq")
    )


def openings_by(referral: Referral) -> list[TimelineLine]:
    """What its recipient opened of the identity since it was sent, the latest first."""
    lines = readers(referral.victim_id, ("victim.open_identity",))
    return [x for x in lines if x.agency_id == referral.holder_id and x.occurred_at >= referral.sent_at]


@dataclass(frozen=True)
class ConsentMatrixLine:
    """One recipient in the matrix: what she agreed to, until when, and which groups were really opened."""

    referral: ReferralLine
    purpose: ReferralPurpose
    groups: frozenset[FieldGroup]
    given_on: date
    until: date | None
    ended_on: date | None
    holds: bool
    opened: frozenset[FieldGroup]
    times_opened: int


def consent_matrix(victim_id: UUID, only_of: UUID | None, on: date) -> tuple[ConsentMatrixLine, ...]:
    """Every consent of a file the caller has already been shown; ``only_of``: those of one recipient."""
    rows = Referral.objects.filter(victim_id=victim_id).order_by("-sent_at")
    return tuple(_consented(r, on) for r in rows if only_of in (None, r.holder_id))


def _consented(referral: Referral, on: date) -> ConsentMatrixLine:
    openings = openings_by(referral)
    return ConsentMatrixLine(
        referral=line_of(referral),
        purpose=ReferralPurpose(referral.purpose),
        groups=frozenset(map(FieldGroup, referral.consent_fields)),
        given_on=referral.consented_on,
        until=referral.consent_until,
        ended_on=referral.consent_ended_on,
        holds=stands(referral.consent_ended_on, referral.consent_until, on),
        opened=frozenset(FieldGroup(g) for x in openings for g in x.facts.get("groups", ())),
        times_opened=len(openings),
    )


def referrals_of(victim_id: UUID) -> list[ReferralLine]:
    """Every referral of a file the caller has already been shown."""
    return [line_of(r) for r in Referral.objects.filter(victim_id=victim_id).order_by("-sent_at")]


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, ReferralLine]:
    return {r.id: line_of(r) for r in access.visible_referrals(actor).filter(id__in=ids)}


def waiting(actor: Actor, limit: int = 20) -> list[ReferralLine]:
    """Sent here and not yet answered, the oldest first."""
    rows = access.visible_referrals(actor, many=True).filter(holder_id=actor.agency_id, status=str(ReferralStatus.SENT))
    return [line_of(r) for r in rows.order_by("opened_on", "id")[:limit]]


def line_of(referral: Referral) -> ReferralLine:
    return ReferralLine(
        id=referral.id,
        code=referral.code,
        status=ReferralStatus(referral.status),
        victim_id=referral.victim_id,
        service=referral.service,
        service_name=name_of(referral.service),
        origin_id=referral.origin_id,
        holder_id=referral.holder_id,
        sent_at=referral.sent_at,
        consent_until=referral.consent_until,
        consent_ended_on=referral.consent_ended_on,
    )
