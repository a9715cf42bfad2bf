"""Home again: where the person lives from now on, the end of the file and its reopening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.journal.actions import action
from lachan.journal.shares import key_of, open_to
from lachan.notices import actions as notices
from lachan.people.queries import the_agency
from lachan.victims import access
from lachan.victims.rules import CloseReason
from lachan.victims.steps import Step, carry, fetch


@dataclass(frozen=True)
class SettleResidence(Step):
    """``area_code``: the commune where the person lives from now on; its People's Committee follows the file."""

    area_code: str = ""


@action("victim.settle_residence")
def settle_residence(command: SettleResidence, *, by: Actor, now: datetime) -> None:
    victim = fetch(command.victim_id, by)
    access.check_may_settle_residence(by, victim)
    if not command.area_code:
        raise Refused("Chưa chọn xã, phường cư trú. Hãy chọn trong danh sách địa bàn.", field="area_code")
    on = local_day(command.occurred_at)
    carry("victim.settle_residence", victim, command, by, now, facts={"area": command.area_code})
    commune = the_agency(victim.province_code, AgencyKind.COMMUNE, on, command.area_code)
    if commune:
        key = key_of(victim.id, by.agency_id)
        open_to(victim, "victim", commune.id, "residence", opened_on=on, now=now, key=key)
        notices.post("victim.settle_residence", victim, to=commune.id, by=by, now=now)


@action("victim.close")
def close(step: Step, *, reason: CloseReason, by: Actor, now: datetime) -> None:
    victim = fetch(step.victim_id, by)
    access.check_may_close(by, victim)
    carry("victim.close", victim, step, by, now, facts={"reason": str(reason)})


@action("victim.reopen")
def reopen(step: Step, *, by: Actor, now: datetime) -> None:
    victim = fetch(step.victim_id, by)
    access.check_may_reopen(by, victim)
    carry("victim.reopen", victim, step, by, now)
