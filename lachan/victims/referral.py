"""Referrals: sent with consent, accepted or declined, completed or revoked; the file opens and closes with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal.actions import action
from lachan.journal.procedure import carry_out
from lachan.journal.shares import is_open_to, key_of, open_to
from lachan.law.book import current
from lachan.law.rows import RegimeRow
from lachan.notices import actions as notices
from lachan.victims import access
from lachan.victims.consenting import close_file, say
from lachan.victims.models import Referral, Victim
from lachan.victims.referral_rules import (
    PROCEDURE,
    ConsentBy,
    ConsentState,
    DeclineReason,
    FailReason,
    FieldGroup,
    ReferralPurpose,
    check_consent,
    stands,
)
from lachan.victims.referral_steps import ReferralStep, carry, fetch
from lachan.victims.rules import LIVING, NEW_LAW_FROM
from lachan.victims.steps import fetch as fetch_file
from lachan.victims.steps import start_where_law_has


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
    consent_until: date | None = None
    purpose: ReferralPurpose = ReferralPurpose.SUPPORT
    note: str = ""


@action("referral.send")
def send_referral(command: SendReferral, *, by: Actor, now: datetime) -> UUID:
    """Opens the file to the recipient as far as the person consented, and starts the days of the answer."""
    victim = fetch_file(command.victim_id, by)
    access.check_may_send_referral(by, victim)
    _check_sent(command, victim, by)
    referral = _new_referral(command, victim, by)
    key = key_of(victim.id, by.agency_id)
    entry = carry_out(
        PROCEDURE, "referral.send", referral, by=by, occurred_at=command.occurred_at, now=now, note=tidy(command.note),
        key=key, facts={"victim": str(victim.id), "service": command.service, "groups": referral.consent_fields},
    )  # fmt: skip
    say(referral, entry, ConsentState.GIVEN, command.consent_by)
    start_where_law_has("referral.accept", referral, entry, referral.holder_id)
    on = referral.opened_on
    for agency_id in (by.agency_id, referral.holder_id, victim.holder_id):
        open_to(referral, "referral", agency_id, "referral", opened_on=on, now=now)
    open_to(victim, "victim", referral.holder_id, "referral", opened_on=on, now=now, key=key)
    notices.post("referral.send", referral, to=referral.holder_id, by=by, now=now)
    return referral.id


@action("referral.accept")
def accept_referral(step: ReferralStep, *, by: Actor, now: datetime) -> None:
    referral = fetch(step, by)
    access.check_may_accept_referral(by, referral)
    _with_consent(referral, step)
    carry("referral.accept", referral, step, by, now)
    notices.post("referral.accept", referral, to=referral.origin_id, by=by, now=now)


@action("referral.decline")
def decline_referral(step: ReferralStep, *, reason: DeclineReason, by: Actor, now: datetime) -> None:
    """The recipient cannot: the file closes to it again, and the sender looks for another."""
    referral = fetch(step, by)
    access.check_may_decline_referral(by, referral)
    if reason is DeclineReason.OTHER and not step.note:
        raise Refused("Từ chối vì lý do khác thì phải ghi rõ. Hãy nhập vào ô «Ghi chú».", field="note")
    if local_day(step.occurred_at) < NEW_LAW_FROM and not step.note:
        raise Refused(
            "Từ chối tiếp nhận phải trả lời bằng văn bản, nêu lý do (TT 35/2013 Điều 16). Hãy ghi số, ngày văn bản.",
            field="note",
        )
    referral.consent_ended_on = local_day(step.occurred_at)
    carry("referral.decline", referral, step, by, now, facts={"reason": str(reason)}, change=("consent_ended_on",))
    close_file(referral, now)
    notices.post("referral.decline", referral, to=referral.origin_id, by=by, now=now)


@action("referral.begin")
def begin_referral(step: ReferralStep, *, by: Actor, now: datetime) -> None:
    """The person and her papers were handed over by signed minutes: what they say is sealed in the note."""
    referral = fetch(step, by)
    access.check_may_begin_referral(by, referral)
    _with_consent(referral, step)
    if not step.note:
        raise Refused("Chưa ghi biên bản bàn giao. Hãy nhập số, ngày, người giao, người nhận.", field="note")
    referral.handed_over_on = local_day(step.occurred_at)
    carry("referral.begin", referral, step, by, now, change=("handed_over_on",))
    notices.post("referral.begin", referral, to=referral.origin_id, by=by, now=now)


@action("referral.complete")
def complete_referral(step: ReferralStep, *, by: Actor, now: datetime) -> None:
    referral = fetch(step, by)
    access.check_may_complete_referral(by, referral)
    carry("referral.complete", referral, step, by, now)
    notices.post("referral.complete", referral, to=referral.origin_id, by=by, now=now)


@action("referral.fail")
def fail_referral(step: ReferralStep, *, reason: FailReason, by: Actor, now: datetime) -> None:
    """It came to nothing: the file closes to the recipient, and the sender is told why."""
    referral = fetch(step, by)
    access.check_may_fail_referral(by, referral)
    if reason is FailReason.OTHER and not step.note:
        raise Refused("Không hoàn thành vì lý do khác thì phải ghi rõ. Hãy nhập vào ô «Căn cứ, ghi chú».", field="note")
    referral.consent_ended_on = local_day(step.occurred_at)
    carry("referral.fail", referral, step, by, now, facts={"reason": str(reason)}, change=("consent_ended_on",))
    close_file(referral, now)
    notices.post("referral.fail", referral, to=referral.origin_id, by=by, now=now)


@action("referral.revoke")
def revoke_referral(step: ReferralStep, *, by: Actor, now: datetime) -> None:
    """Consent withdrawn, or the need gone: from the next read on the recipient sees nothing."""
    referral = fetch(step, by)
    access.check_may_revoke_referral(by, referral)
    referral.consent_ended_on = local_day(step.occurred_at)
    carry("referral.revoke", referral, step, by, now, change=("consent_ended_on",))
    close_file(referral, now)
    notices.post("referral.revoke", referral, to=referral.holder_id, by=by, now=now)


def _with_consent(referral: Referral, step: ReferralStep) -> None:
    if not stands(referral.consent_ended_on, referral.consent_until, local_day(step.occurred_at)):
        raise Refused(
            "Sự đồng ý đã hết hiệu lực. Hãy nhờ cơ quan gửi hỏi lại và ghi đồng ý lại trước khi làm bước này."
        )


def _check_sent(command: SendReferral, victim: Victim, by: Actor) -> None:
    if victim.status not in {str(s) for s in LIVING}:
        raise Refused("Hồ sơ đã kết thúc hoặc không phải nạn nhân nên không chuyển tuyến. Hãy mở lại hồ sơ trước.")
    if command.to_agency_id == by.agency_id:
        raise Refused("Không chuyển tuyến tới chính cơ quan mình. Hãy chọn cơ quan khác.", field="to_agency_id")
    if command.occurred_at < victim.received_at:
        raise Refused("Không thể chuyển tuyến trước khi tiếp nhận người. Hãy kiểm tra lại ngày.", field="occurred_at")
    if command.consented_on > local_day(command.occurred_at):
        raise Refused("Ngày đồng ý sau ngày gửi. Hãy kiểm tra lại.", field="consented_on")
    check_consent(command.consent_fields, command.consented_on, command.consent_until)
    if command.consent_until is not None and command.consent_until < local_day(command.occurred_at):
        raise Refused("Sự đồng ý đã hết hạn vào ngày gửi. Hãy hỏi lại và ghi hạn mới.", field="consent_until")
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
        consent_until=command.consent_until,
        purpose=str(command.purpose),
        opens_file=not is_open_to(victim.id, command.to_agency_id),
    )
