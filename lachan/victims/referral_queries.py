"""Reading referrals: those sent, those waiting here, one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.scope import ids_among
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import clocks, desk
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.victims import access
from lachan.victims.models import Referral
from lachan.victims.referral_rules import PROCEDURE, ConsentBy, FieldGroup, ReferralStatus
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


@dataclass(frozen=True)
class ReferralPage:
    """``sees_file``: the file is open here, so that the page may link to it."""

    referral: ReferralLine
    consent_by: ConsentBy
    consented_on: date
    consent_fields: tuple[FieldGroup, ...]
    clocks: tuple[clocks.ClockLine, ...]
    timeline: tuple[TimelineLine, ...]
    moves: tuple[MoveButton, ...]
    sees_file: bool


@dataclass(frozen=True)
class ReferralFilter:
    """``side``: ``in`` what waits at this agency, ``out`` what it sent, empty for both."""

    status: str = ""
    side: str = ""


def list_referrals(actor: Actor, wanted: ReferralFilter, page: int = 1) -> ListPage[ReferralLine]:
    rows = access.visible_referrals(actor)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.side:
        rows = rows.filter(**{"holder_id" if wanted.side == "in" else "origin_id": actor.agency_id})
    return page_of(rows.order_by("-opened_on", "-id"), page, line_of)


def open_referral(actor: Actor, referral_id: UUID, now: datetime) -> ReferralPage:
    referral = desk.fetch(access.visible_referrals(actor), referral_id)
    return ReferralPage(
        referral=line_of(referral),
        consent_by=ConsentBy(referral.consent_by),
        consented_on=referral.consented_on,
        consent_fields=tuple(FieldGroup(group) for group in referral.consent_fields),
        clocks=tuple(clocks.of_record(referral.id, now)),
        timeline=tuple(timeline(referral.id)),
        moves=buttons(PROCEDURE, referral, actor),
        sees_file=access.visible_to(actor).filter(id=referral.victim_id).exists(),
    )


def referrals_of(victim_id: UUID) -> list[ReferralLine]:
    """Every referral of a file the caller has already been shown."""
    return [line_of(r) for r in Referral.objects.filter(victim_id=victim_id).order_by("-sent_at")]


def visible_ids(actor: Actor, ids: list[UUID]) -> set[UUID]:
    return ids_among(access.visible_referrals(actor), ids)


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, ReferralLine]:
    return {r.id: line_of(r) for r in access.visible_referrals(actor).filter(id__in=ids)}


def waiting(actor: Actor, limit: int = 20) -> list[ReferralLine]:
    """Sent here and not yet answered, the oldest first."""
    rows = access.visible_referrals(actor).filter(holder_id=actor.agency_id, status=str(ReferralStatus.SENT))
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
    )
