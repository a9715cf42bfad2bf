"""What every act on a referral has in common: the step, the referral, its entry with the note sealed in the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.errors import Refused
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.shares import key_of
from lachan.victims import access
from lachan.victims.models import Referral
from lachan.victims.referral_rules import PROCEDURE


@dataclass(frozen=True)
class ReferralStep:
    referral_id: UUID
    occurred_at: datetime
    note: str = ""


def fetch(step: ReferralStep, by: Actor) -> Referral:
    return desk.fetch(access.visible_referrals(by), step.referral_id)


def carry(
    verb: str, referral: Referral, step: ReferralStep, by: Actor, now: datetime, *, facts: dict[str, Any] | None = None,
    change: tuple[str, ...] = (),
) -> Entry:  # fmt: skip
    if step.occurred_at < referral.sent_at:
        raise Refused(
            "Bước này không thể xảy ra trước khi gửi đề nghị. Hãy kiểm tra lại ngày, giờ.", field="occurred_at"
        )
    said = {"victim": str(referral.victim_id), **(facts or {})}
    entry = carry_out(
        PROCEDURE, verb, referral, by=by, occurred_at=step.occurred_at, now=now, facts=said, change=change
    )
    if step.note:
        add_note(entry, tidy(step.note), key_of(referral.victim_id, by.agency_id))
    return entry
