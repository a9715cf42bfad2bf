"""Consent after a referral was sent: withdrawn in part or whole, run out, given again. The file closes with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import end_of_day, local_day
from lachan.base.errors import Refused
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.shares import close_to, is_open_to, key_of, open_to
from lachan.notices import actions as notices
from lachan.people.queries import get_agency
from lachan.victims import access
from lachan.victims.models import ConsentRow, Referral
from lachan.victims.referral_rules import (
    LIVE,
    ONGOING,
    ConsentBy,
    ConsentState,
    FieldGroup,
    ReferralStatus,
    check_consent,
    check_withdrawn,
    stands,
)
from lachan.victims.referral_steps import ReferralStep, carry, fetch
from lachan.victims.steps import fetch as fetch_file


@dataclass(frozen=True)
class WithdrawConsent(ReferralStep):
    """``removed``: the groups no longer shared; none named means all of them."""

    removed: tuple[FieldGroup, ...] = ()
    said_by: ConsentBy = ConsentBy.SELF


@dataclass(frozen=True)
class RenewConsent(ReferralStep):
    consented_on: date | None = None
    consent_fields: tuple[FieldGroup, ...] = ()
    consent_until: date | None = None
    said_by: ConsentBy = ConsentBy.SELF


@action("referral.withdraw")
def withdraw_referral(command: WithdrawConsent, *, by: Actor, now: datetime) -> None:
    """From the next read on the recipient sees what is left; of nothing left, nothing, and an open request is revoked.

    Who may withdraw for her: the sender, the health department, whoever of those that hold her file hears it first.
    """
    referral = fetch(command, by)
    access.check_may_withdraw_referral(by, referral)
    if referral.consent_ended_on is not None:
        raise Refused("Sự đồng ý này đã hết hiệu lực rồi. Cơ quan nhận không còn xem được hồ sơ.")
    standing = frozenset(referral.consent_fields)
    removed = frozenset(str(g) for g in command.removed) or standing
    check_withdrawn(removed, standing)
    left = [str(g) for g in FieldGroup if str(g) in standing - removed]
    referral.consent_fields = left
    if not left:
        referral.consent_ended_on = local_day(command.occurred_at)
    was_live = referral.status in {str(s) for s in LIVE}
    entry = carry(
        "referral.withdraw", referral, command, by, now, facts={"groups": sorted(removed)},
        change=("consent_fields", "consent_ended_on"),
    )  # fmt: skip
    say(referral, entry, ConsentState.NARROWED if left else ConsentState.WITHDRAWN, command.said_by)
    if not left:
        if was_live:
            carry("referral.revoke", referral, ReferralStep(referral.id, command.occurred_at), by, now)
        close_file(referral, now)
    notices.post("referral.withdraw", referral, to=referral.holder_id, by=by, now=now)


@action("referral.renew")
def renew_referral(command: RenewConsent, *, by: Actor, now: datetime) -> None:
    """She was asked again and agreed again: the file opens as far as she said now."""
    referral = fetch(command, by)
    access.check_may_renew_referral(by, referral)
    on = command.consented_on or local_day(command.occurred_at)
    if stands(referral.consent_ended_on, referral.consent_until, local_day(command.occurred_at)):
        raise Refused("Sự đồng ý trước vẫn còn hiệu lực. Muốn bớt mục thì dùng «Rút lại sự đồng ý».")
    if on > local_day(command.occurred_at):
        raise Refused("Ngày đồng ý sau ngày ghi. Hãy kiểm tra lại.", field="consented_on")
    check_consent(command.consent_fields, on, command.consent_until)
    referral.consent_fields = [str(g) for g in command.consent_fields]
    referral.consented_on, referral.consent_until, referral.consent_ended_on = on, command.consent_until, None
    referral.opens_file = referral.opens_file or not is_open_to(referral.victim_id, referral.holder_id)
    entry = carry(
        "referral.renew", referral, command, by, now, facts={"groups": sorted(referral.consent_fields)},
        change=("consent_fields", "consented_on", "consent_until", "consent_ended_on", "opens_file"),
    )  # fmt: skip
    say(referral, entry, ConsentState.RENEWED, command.said_by)
    file = fetch_file(referral.victim_id, by)
    key = key_of(file.id, by.agency_id)
    open_to(file, "victim", referral.holder_id, "referral", opened_on=on, now=now, key=key)
    notices.post("referral.renew", referral, to=referral.holder_id, by=by, now=now)


@action("referral.expire")
def expire_referral(referral_id: UUID, *, by: Actor, now: datetime) -> None:
    """The last day of the consent is over: the key of the recipient goes, in the name of the agency that sent it."""
    referral = desk.fetch(access.visible_referrals(by), referral_id)
    access.check_may_expire_referral(by, referral)
    until = referral.consent_until
    if referral.consent_ended_on is not None or until is None or until >= local_day(now):
        raise Refused("Sự đồng ý này chưa đến hạn, hoặc đã hết rồi. Không có gì để ghi.")
    referral.consent_ended_on = until
    ended = ReferralStep(referral.id, max(end_of_day(until), referral.sent_at))
    entry = carry("referral.expire", referral, ended, by, now, change=("consent_ended_on",))
    say(referral, entry, ConsentState.EXPIRED, ConsentBy(referral.consent_by))
    close_file(referral, now)
    notices.post("referral.expire", referral, to=referral.holder_id, by=by, now=now)


def expire_due(now: datetime, most: int = 20) -> int:
    """Closes files whose consent ran out before today, a few at a time: the door asks before every page.

    Those that wait for the next page open nothing meanwhile: every reading asks for the day of the consent itself.
    """
    due = Referral.objects.filter(consent_ended_on=None, consent_until__lt=local_day(now))
    standing = due.filter(status__in=[str(s) for s in ONGOING])
    rows = list(standing.values_list("id", "origin_id")[:most])
    for referral_id, origin_id in rows:
        expire_referral(referral_id, by=_software(origin_id), now=now)
    return len(rows)


def say(referral: Referral, entry: Entry, state: ConsentState, said_by: ConsentBy) -> None:
    """Writes down how the consent stands after this entry."""
    desk.add(
        ConsentRow(
            record_id=referral.id,
            entry_seq=entry.seq,
            recorded_at=entry.recorded_at,
            said_on=entry.occurred_on,
            state=str(state),
            said_by=str(said_by),
            purpose=referral.purpose,
            fields=list(referral.consent_fields),
            until=referral.consent_until,
        )  # fmt: skip
    )


def close_file(referral: Referral, now: datetime) -> None:
    """Only what a referral opened, and only when no other consent to the same agency still holds."""
    same = [r for r in _others(referral) if r.holder_id == referral.holder_id and r.id != referral.id]
    if not (referral.opens_file or any(r.opens_file for r in same)):
        return
    on = local_day(now)
    kept = {str(s) for s in (*LIVE, ReferralStatus.COMPLETED)}
    if not any(r.status in kept and stands(r.consent_ended_on, r.consent_until, on) for r in same):
        close_to(referral.victim_id, referral.holder_id, now)


def _others(referral: Referral) -> Iterable[Referral]:
    buffered = [r for r in desk.mine(Referral) if r.victim_id == referral.victim_id]
    return buffered or list(Referral.objects.filter(victim_id=referral.victim_id))


def _software(agency_id: UUID) -> Actor:
    """Nobody's hand: the act stands under the agency that sent the referral, and under no account."""
    agency = get_agency(agency_id)
    roles = frozenset(access.CARERS)
    return Actor(UUID(int=0), agency.id, agency.code, agency.kind, agency.province_code, agency.area_code, roles)
