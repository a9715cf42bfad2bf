"""A person lives in a facility: taken in, kept longer by a decision, leaving. Her own file never says where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.facilities import actions as facilities
from lachan.facilities.rules import AdmissionGround, DischargeReason
from lachan.facilities.stays import facility_of
from lachan.journal import clocks
from lachan.journal.actions import action
from lachan.victims import access
from lachan.victims.care_rules import check_extension
from lachan.victims.steps import Step, carry, fetch, start_where_law_has

RULE = "victim.keep_in_shelter"


@dataclass(frozen=True)
class AdmitPerson(Step):
    """The note holds the decision's number and day; it is sealed with the file, and again with the house."""

    facility_id: UUID | None = None
    ground: AdmissionGround = AdmissionGround.VICTIM


@dataclass(frozen=True)
class ExtendStay(Step):
    until: date | None = None


@dataclass(frozen=True)
class LeaveFacility(Step):
    reason: DischargeReason = DischargeReason.WENT_HOME


@action("victim.admit")
def admit(command: AdmitPerson, *, by: Actor, now: datetime) -> None:
    """The days of lodging and meals run from here: 120 under the new law, 60 under the old."""
    victim = fetch(command.victim_id, by)
    access.check_may_admit(by, victim)
    if command.facility_id is None:
        raise Refused("Chưa chọn cơ sở. Hãy chọn cơ sở còn chỗ trong danh bạ.", field="facility_id")
    entry = carry("victim.admit", victim, command, by, now, facts={"ground": str(command.ground)})
    house = facilities.Admit(command.facility_id, command.occurred_at, command.note, victim.id, command.ground)
    facilities.admit(house, by=by, now=now)
    start_where_law_has(RULE, victim, entry, victim.holder_id)


@action("victim.extend_stay")
def extend_stay(command: ExtendStay, *, by: Actor, now: datetime) -> None:
    """A named decision sets the new last day; the law says who may take it, not how long."""
    victim = fetch(command.victim_id, by)
    access.check_may_extend_stay(by, victim)
    running = next((c for c in clocks.running(victim.id) if c.rule == RULE), None)
    if running is None:
        raise Refused("Không có thời hạn ở cơ sở nào đang chạy. Hãy ghi «Đưa vào cơ sở» trước.")
    check_extension(command.until, local_day(running.due_at), local_day(command.occurred_at), command.note)
    entry = carry("victim.extend_stay", victim, command, by, now)
    clocks.stop((RULE,), victim, entry, how="extended")
    clocks.start(RULE, victim, entry, running.agency_id, at=running.started_at, until=command.until)


@action("victim.discharge")
def discharge(command: LeaveFacility, *, by: Actor, now: datetime) -> None:
    victim = fetch(command.victim_id, by)
    access.check_may_discharge(by, victim)
    house = facility_of(victim.id)
    if house is None:
        raise Refused("Người này không ở cơ sở nào. Xem mục «Chỗ ở tại cơ sở».")
    carry("victim.discharge", victim, command, by, now, facts={"reason": str(command.reason)})
    left = facilities.Discharge(house.id, command.occurred_at, command.note, victim.id, command.reason)
    facilities.discharge(left, by=by, now=now)
