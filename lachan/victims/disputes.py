"""When a verification stops for a while, a conclusion is contested, or a confirmation is cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.journal import desk
from lachan.journal.actions import action, record
from lachan.journal.models import Entry
from lachan.law.regimes import regime_for
from lachan.notices import actions as notices
from lachan.victims import access
from lachan.victims.decisions import Decided, check_named, day_of, write_decision
from lachan.victims.models import Victim
from lachan.victims.rules import RevokeGround, kind_when_revoked
from lachan.victims.steps import Step, carry, fetch, minors_of, new_profile, with_reason


@dataclass(frozen=True)
class Revoke(Decided):
    """``refund``: what an impersonator owes back, in đồng; left to people, empty where nobody has decided it."""

    ground: RevokeGround | None = None
    refund: int | None = None


@action("victim.suspend")
def suspend(step: Step, *, by: Actor, now: datetime) -> None:
    """The police cannot go on for now. She keeps the rights of a person being identified, and so does her child."""
    victim = fetch(step.victim_id, by)
    access.check_may_suspend(by, victim)
    with_reason(step)
    carry("victim.suspend", victim, step, by, now)
    notices.post("victim.suspend", victim, to=victim.holder_id, by=by, now=now)


@action("victim.resume")
def resume(step: Step, *, by: Actor, now: datetime) -> None:
    """The limit starts anew: neither law seen so far says how the time before counts."""
    victim = fetch(step.victim_id, by)
    access.check_may_resume(by, victim)
    carry("victim.resume", victim, step, by, now, owed_by=by.agency_id)
    notices.post("victim.resume", victim, to=victim.holder_id, by=by, now=now)


@action("victim.revoke")
def revoke(command: Revoke, *, by: Actor, now: datetime) -> None:
    """The confirmation is cancelled, by whoever may identify; those under 18 with her follow."""
    victim = fetch(command.victim_id, by)
    access.check_may_revoke(by, victim)
    check_named(command)
    day_of(command)
    if command.ground is None:
        raise Refused("Chưa chọn căn cứ hủy xác nhận. Hãy chọn một căn cứ.", field="ground")
    _check_refund(command.refund)
    facts = {"ground": str(command.ground), "cost": command.refund}
    entry = carry("victim.revoke", victim, command, by, now, facts=facts)
    desk.change(victim, *_lose_standing(victim, command))
    write_decision(victim, entry, command, by, ground=command.ground, refund=command.refund)
    new_profile(victim, entry)
    for minor in minors_of(victim.id):
        _follow(minor, entry, command, by, now)
    notices.post("victim.revoke", victim, to=victim.holder_id, by=by, now=now)


@action("victim.appeal")
def appeal(step: Step, *, by: Actor, now: datetime) -> None:
    """She, or who stands for her, does not accept the conclusion; the reason in her words."""
    victim = fetch(step.victim_id, by)
    access.check_may_appeal(by, victim)
    with_reason(step)
    carry("victim.appeal", victim, step, by, now)
    notices.post("victim.appeal", victim, to=victim.holder_id, by=by, now=now)


@action("victim.uphold")
def uphold(step: Step, *, by: Actor, now: datetime) -> None:
    """Asked to think again, the answer stays the same, with its reason."""
    victim = fetch(step.victim_id, by)
    access.check_may_uphold(by, victim)
    with_reason(step)
    carry("victim.uphold", victim, step, by, now)


@action("victim.reconsider")
def reconsider(step: Step, *, by: Actor, now: datetime) -> None:
    """New facts after a refusal: the person is again being identified."""
    victim = fetch(step.victim_id, by)
    access.check_may_reconsider(by, victim)
    with_reason(step)
    carry("victim.reconsider", victim, step, by, now)


def _lose_standing(victim: Victim, command: Step) -> tuple[str, ...]:
    victim.identified_on = None
    victim.legal_regime = regime_for(local_day(command.occurred_at))
    victim.person_kind = kind_when_revoked(victim.person_kind)
    return ("identified_on", "legal_regime", "person_kind")


def _follow(minor: Victim, entry: Entry, command: Step, by: Actor, now: datetime) -> None:
    desk.change(minor, *_lose_standing(minor, command))
    facts = {"person": str(entry.record_id)}
    followed = record("victim.follow", minor, "victim", by=by, occurred_at=entry.occurred_at, now=now, facts=facts)
    new_profile(minor, followed)


def _check_refund(refund: int | None) -> None:
    if refund is not None and not 0 <= refund < 10**10:
        raise Refused("Số tiền phải hoàn trả không hợp lý. Hãy nhập số đồng, hoặc để trống.", field="refund")
