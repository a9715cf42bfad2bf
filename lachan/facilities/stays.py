"""Someone is taken in and leaves again: known here by the id of her file. The room above says whose file it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.facilities import access
from lachan.facilities.models import Facility, Stay
from lachan.facilities.registering import Step, carry
from lachan.facilities.rules import AdmissionGround, DischargeReason, check_room
from lachan.journal import clocks, desk
from lachan.journal.actions import action


@dataclass(frozen=True)
class Admit(Step):
    """``file_id``: the file that the caller has already been shown; the note holds the decision's number, sealed."""

    file_id: UUID | None = None
    ground: AdmissionGround = AdmissionGround.VICTIM


@dataclass(frozen=True)
class Discharge(Step):
    file_id: UUID | None = None
    reason: DischargeReason = DischargeReason.WENT_HOME


@action("facility.admit")
def admit(command: Admit, *, by: Actor, now: datetime) -> None:
    facility = desk.fetch(access.visible_to(by), command.facility_id)
    access.check_may_admit(by, facility)
    if command.file_id is None:
        raise Refused("Chưa có hồ sơ của người được tiếp nhận. Hãy tiếp nhận từ trang hồ sơ.")
    check_room(facility.capacity, taken(facility.id))
    if stay_of(command.file_id) is not None:
        raise Refused("Người này đang ở một cơ sở. Hãy ghi rời cơ sở đó trước khi tiếp nhận nơi khác.")
    entry = carry("facility.admit", facility, command, by, now, facts={"ground": str(command.ground)})
    desk.add(
        Stay(
            facility_id=facility.id,
            file_id=command.file_id,
            province_code=facility.province_code,
            entry_seq=entry.seq,
            recorded_at=now,
            admitted_on=entry.occurred_on,
            ground=str(command.ground),
        )  # fmt: skip
    )
    if command.ground is AdmissionGround.EMERGENCY:
        clocks.start_where_law_has("facility.complete_admission", facility, entry, facility.holder_id)


@action("facility.discharge")
def discharge(command: Discharge, *, by: Actor, now: datetime) -> None:
    facility = desk.fetch(access.visible_to(by), command.facility_id)
    access.check_may_discharge(by, facility)
    stay = stay_of(command.file_id) if command.file_id else None
    if stay is None or stay.facility_id != facility.id:
        raise Refused("Người này không ở cơ sở này. Hãy kiểm tra lại cơ sở.")
    if local_day(command.occurred_at) < stay.admitted_on:
        raise Refused("Ngày rời cơ sở trước ngày tiếp nhận. Hãy kiểm tra lại.", field="occurred_at")
    entry = carry("facility.discharge", facility, command, by, now, facts={"reason": str(command.reason)})
    stay.left_on, stay.reason = entry.occurred_on, str(command.reason)
    stay.left_seq, stay.left_recorded_at = entry.seq, now
    desk.change(stay, "left_on", "reason", "left_seq", "left_recorded_at")


def taken(facility_id: UUID) -> int:
    """How many live there now."""
    buffered = [s for s in desk.mine(Stay) if s.facility_id == facility_id and s.left_on is None]
    return len(buffered) + Stay.objects.filter(facility_id=facility_id, left_on=None).count()


def stay_of(file_id: UUID) -> Stay | None:
    """Where the person of this file lives now, if in a facility."""
    buffered = next((s for s in desk.mine(Stay) if s.file_id == file_id and s.left_on is None), None)
    return buffered if desk.batch() is not None else Stay.objects.filter(file_id=file_id, left_on=None).first()


def facility_of(file_id: UUID) -> Facility | None:
    stay = stay_of(file_id)
    return Facility.objects.filter(id=stay.facility_id).first() if stay else None
