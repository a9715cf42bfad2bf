"""Referrals: sent with consent, accepted or declined, completed or revoked; the file opens and closes with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.shares import close_to, is_open_to, key_of, open_to
from lachan.law.book import current
from lachan.law.rows import RegimeRow
from lachan.notices import actions as notices
from lachan.victims import access
from lachan.victims.models import Referral, Victim
from lachan.victims.referral_rules import LIVE, PROCEDURE, ConsentBy, DeclineReason, FieldGroup, check_consent
from lachan.victims.rules import LIVING
from lachan.victims.steps import fetch, start_where_law_has


@dataclass(frozen=True)
class SendReferral:
    """``service``: the regime asked for, such as ``2024.legal_aid``; consent: by whom, when, to which fields."""

    victim_id: UUID
    to_agency_id: UUID
    service: str
    occurred_at: datetime
    consented_on: date
    consent_fields: tuple[FieldGroup, ...]
    consent_by: ConsentBy = ConsentBy.SELF
    note: str = ""


@dataclass(frozen=True)
class ReferralStep:
    referral_id: UUID
    occurred_at: datetime
    note: str = ""


@action("referral.send")
def send_referral(command: SendReferral, *, by: Actor, now: datetime) -> UUID:
    """Opens the file to the recipient as far as the person consented, and starts the days of the answer."""
    victim = fetch(command.victim_id, by)
    access.check_may_send_referral(by, victim)
    _check_sent(command, victim, by)
    referral = _new_referral(command, victim, by)
    key = key_of(victim.id, by.agency_id)
    entry = carry_out(
        PROCEDURE, "referral.send", referral, by=by, occurred_at=command.occurred_at, now=now, note=tidy(command.note),
        key=key, facts={"victim": str(victim.id), "service": command.service},
    )  # fmt: skip
    start_where_law_has("referral.accept", referral, entry, referral.holder_id)
    on = referral.opened_on
    for agency_id in (by.agency_id, referral.holder_id, victim.holder_id):
        open_to(referral, "referral", agency_id, "referral", opened_on=on, now=now)
    open_to(victim, "victim", referral.holder_id, "referral", opened_on=on, now=now, key=key)
    notices.post("referral.send", referral, to=referral.holder_id, by=by, now=now)
    return referral.id


@action("referral.accept")
def accept_referral(step: ReferralStep, *, by: Actor, now: datetime) -> None:
    referral = _fetch(step, by)
    access.check_may_accept_referral(by, referral)
    _carry("referral.accept", referral, step, by, now)
    notices.post("referral.accept", referral, to=referral.origin_id, by=by, now=now)


@action("referral.decline")
def decline_referral(step: ReferralStep, *, reason: DeclineReason, by: Actor, now: datetime) -> None:
    """The recipient cannot: the file closes to it again, and the sender looks for another."""
    referral = _fetch(step, by)
    access.check_may_decline_referral(by, referral)
    if reason is DeclineReason.OTHER and not step.note:
        raise Refused("Từ chối vì lý do khác thì phải ghi rõ. Hãy nhập vào ô «Ghi chú».", field="note")
    _carry("referral.decline", referral, step, by, now, facts={"reason": str(reason)})
    _close_file(referral, now)
    notices.post("referral.decline", referral, to=referral.origin_id, by=by, now=now)


@action("referral.complete")
def complete_referral(step: ReferralStep, *, by: Actor, now: datetime) -> None:
    referral = _fetch(step, by)
    access.check_may_complete_referral(by, referral)
    _carry("referral.complete", referral, step, by, now)
    notices.post("referral.complete", referral, to=referral.origin_id, by=by, now=now)


@action("referral.revoke")
def revoke_referral(step: ReferralStep, *, by: Actor, now: datetime) -> None:
    """Consent withdrawn, or the need gone: from the next read on the recipient sees nothing."""
    referral = _fetch(step, by)
    access.check_may_revoke_referral(by, referral)
    _carry("referral.revoke", referral, step, by, now)
    _close_file(referral, now)
    notices.post("referral.revoke", referral, to=referral.holder_id, by=by, now=now)


def _fetch(step: ReferralStep, by: Actor) -> Referral:
    return desk.fetch(access.visible_referrals(by), step.referral_id)


def _carry(
    verb: str, referral: Referral, step: ReferralStep, by: Actor, now: datetime, facts: dict[str, Any] | None = None
) -> Entry:
    if step.occurred_at < referral.sent_at:
        raise Refused(
            "Bước này không thể xảy ra trước khi gửi đề nghị. Hãy kiểm tra lại ngày, giờ.", field="occurred_at"
        )
    said = {"victim": str(referral.victim_id), **(facts or {})}
    entry = carry_out(PROCEDURE, verb, referral, by=by, occurred_at=step.occurred_at, now=now, facts=said)
    if step.note:
        add_note(entry, tidy(step.note), key_of(referral.victim_id, by.agency_id))
    return entry


def _check_sent(command: SendReferral, victim: Victim, by: Actor) -> None:
    if victim.status not in {str(s) for s in LIVING}:
        raise Refused("Hồ sơ đã kết thúc hoặc không phải nạn nhân nên không chuyển tuyến. Hãy mở lại hồ sơ trước.")
    if command.to_agency_id == by.agency_id:
        raise Refused("Không chuyển tuyến tới chính cơ quan mình. Hãy chọn cơ quan khác.", field="to_agency_id")
    if command.occurred_at < victim.received_at:
        raise Refused("Không thể chuyển tuyến trước khi tiếp nhận người. Hãy kiểm tra lại ngày.", field="occurred_at")
    if command.consented_on > local_day(command.occurred_at):
        raise Refused("Ngày đồng ý sau ngày gửi. Hãy kiểm tra lại.", field="consented_on")
    check_consent(command.consent_fields)
    on = victim.identified_on or local_day(command.occurred_at)
    if current().find(RegimeRow, command.service, on) is None:
        raise Refused("Chế độ đã chọn không thuộc luật áp dụng cho người này. Hãy chọn lại.", field="service")


def _new_referral(command: SendReferral, victim: Victim, by: Actor) -> Referral:
    on = local_day(command.occurred_at)
    return Referral(
        code=new_handle("CT", victim.province_code, on.year),
        status="",
        holder_id=command.to_agency_id,
        origin_id=by.agency_id,
        province_code=victim.province_code,
        area_code=victim.area_code,
        victim_id=victim.id,
        service=command.service,
        opened_on=on,
        sent_at=command.occurred_at,
        consent_by=str(command.consent_by),
        consented_on=command.consented_on,
        consent_fields=[str(group) for group in command.consent_fields],
        opens_file=not is_open_to(victim.id, command.to_agency_id),
    )


def _close_file(referral: Referral, now: datetime) -> None:
    """Only what a referral opened, and only when no other live referral to the same agency still needs it."""
    same = [r for r in _others(referral) if r.holder_id == referral.holder_id and r.id != referral.id]
    if not (referral.opens_file or any(r.opens_file for r in same)):
        return
    if not any(r.status in {str(s) for s in LIVE} for r in same):
        close_to(referral.victim_id, referral.holder_id, now)


def _others(referral: Referral) -> list[Referral]:
    buffered = [r for r in desk.mine(Referral) if r.victim_id == referral.victim_id]
    return buffered or list(Referral.objects.filter(victim_id=referral.victim_id))
