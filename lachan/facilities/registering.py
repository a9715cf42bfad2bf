"""A facility enters the directory, with a licence where the law asks one; its places and services as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.facilities import access
from lachan.facilities.models import Facility, FacilityProfile, Offer, Stay
from lachan.facilities.rules import (
    CONFIDENTIAL,
    LICENSED,
    PROCEDURE,
    FacilityKind,
    ServiceKind,
    check_capacity,
    check_licence,
    check_name,
    check_place,
    check_services,
)
from lachan.journal import clocks, desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.shares import key_of, open_to
from lachan.notices import actions as notices
from lachan.people.queries import the_agency
from lachan.vault.keys import new_data_key
from lachan.vault.sealing import seal_into


@dataclass(frozen=True)
class Step:
    """A move on a facility: when it happened, and the reason or result in words (sealed)."""

    facility_id: UUID
    occurred_at: datetime
    note: str = ""


@dataclass(frozen=True)
class Register:
    """``run_by``: the agency that runs it, the officer's own when not named. ``address``, ``contact`` are sealed."""

    occurred_at: datetime
    name: str
    kind: FacilityKind
    services: tuple[ServiceKind, ...]
    area_code: str = ""
    public_address: str = ""
    public_phone: str = ""
    address: str = ""
    contact: str = ""
    capacity: int | None = None
    run_by: UUID | None = None
    note: str = ""


@dataclass(frozen=True)
class License(Step):
    licence_number: str = ""
    licensed_on: date | None = None
    licence_until: date | None = None


@dataclass(frozen=True)
class Describe(Step):
    """What is there now. ``address``, ``contact``: empty leaves what is sealed as it was."""

    services: tuple[ServiceKind, ...] = ()
    capacity: int | None = None
    public_phone: str = ""
    address: str = ""
    contact: str = ""


@action("facility.apply")
def apply_facility(command: Register, *, by: Actor, now: datetime) -> UUID:
    """The complete application is in: the working days of the licence run for the health department."""
    access.check_may_apply(by, Place(by.province_code, by.area_code))
    if command.kind not in LICENSED:
        raise Refused(
            f"«{command.kind.label}» hoạt động theo luật khác, không cần phép hỗ trợ nạn nhân."
            " Hãy dùng «Ghi vào danh bạ».",
            field="kind",
        )
    return _register("facility.apply", command, by, now)


@action("facility.list")
def list_facility(command: Register, *, by: Actor, now: datetime) -> UUID:
    access.check_may_list(by, Place(by.province_code, by.area_code))
    if command.kind in LICENSED:
        raise Refused(
            f"«{command.kind.label}» phải có giấy phép hỗ trợ nạn nhân. Hãy dùng «Nhận hồ sơ xin cấp phép».",
            field="kind",
        )
    return _register("facility.list", command, by, now)


@action("facility.license")
def license_(command: License, *, by: Actor, now: datetime) -> None:
    facility = fetch(command, by)
    access.check_may_license(by, facility)
    check_licence(command.licence_number, command.licensed_on, command.licence_until, local_day(command.occurred_at))
    facility.licence_number, facility.licensed_on = tidy(command.licence_number), command.licensed_on
    facility.licence_until = command.licence_until
    entry = carry(
        "facility.license", facility, command, by, now, change=("licence_number", "licensed_on", "licence_until")
    )
    new_profile(facility, entry)
    clocks.start_where_law_has("facility.inspect", facility, entry, by.agency_id)
    notices.post("facility.license", facility, to=facility.holder_id, by=by, now=now)


@action("facility.refuse")
def refuse(step: Step, *, by: Actor, now: datetime) -> None:
    facility = fetch(step, by)
    access.check_may_refuse(by, facility)
    _with_reason(step)
    new_profile(facility, carry("facility.refuse", facility, step, by, now))
    notices.post("facility.refuse", facility, to=facility.holder_id, by=by, now=now)


@action("facility.describe")
def describe(command: Describe, *, by: Actor, now: datetime) -> None:
    facility = fetch(command, by)
    access.check_may_describe(by, facility)
    check_services(command.services)
    check_capacity(command.capacity)
    taken = Stay.objects.filter(facility_id=facility.id, left_on=None).count()
    if command.capacity is not None and command.capacity < taken:
        raise Refused(f"Đang có {taken} người ở, sức chứa không thể ít hơn. Hãy kiểm tra lại.", field="capacity")
    facility.capacity, facility.public_phone = command.capacity, tidy(command.public_phone)
    sealed = {name: tidy(words) for name in ("address", "contact") if (words := getattr(command, name))}
    if sealed:
        seal_into(facility, key_of(facility.id, by.agency_id), **sealed)
    entry = carry(
        "facility.describe", facility, command, by, now, change=("capacity", "public_phone", *sealed),
        facts={"capacity": command.capacity},
    )  # fmt: skip
    new_profile(facility, entry)
    Offer.objects.filter(facility_id=facility.id).delete()
    _offer(facility, command.services)


@action("facility.suspend")
def suspend(step: Step, *, by: Actor, now: datetime) -> None:
    facility = fetch(step, by)
    access.check_may_suspend(by, facility)
    _with_reason(step)
    new_profile(facility, carry("facility.suspend", facility, step, by, now))
    notices.post("facility.suspend", facility, to=facility.holder_id, by=by, now=now)


@action("facility.resume")
def resume(step: Step, *, by: Actor, now: datetime) -> None:
    facility = fetch(step, by)
    access.check_may_resume(by, facility)
    new_profile(facility, carry("facility.resume", facility, step, by, now))


@action("facility.end")
def end(step: Step, *, by: Actor, now: datetime) -> None:
    facility = fetch(step, by)
    access.check_may_end(by, facility)
    taken = Stay.objects.filter(facility_id=facility.id, left_on=None).count()
    if taken:
        raise Refused(f"Còn {taken} người đang ở. Hãy chuyển họ đến nơi khác và ghi người rời cơ sở trước.")
    new_profile(facility, carry("facility.end", facility, step, by, now))


def fetch(step: Step, by: Actor) -> Facility:
    return desk.fetch(access.visible_to(by), step.facility_id)


def carry(
    verb: str, facility: Facility, step: Step, by: Actor, now: datetime, *, change: tuple[str, ...] = (),
    facts: dict[str, Any] | None = None,
) -> Entry:  # fmt: skip
    entry = carry_out(
        PROCEDURE, verb, facility, by=by, occurred_at=step.occurred_at, now=now, change=change, facts=facts
    )
    if step.note:
        add_note(entry, tidy(step.note), key_of(facility.id, by.agency_id))
    return entry


def new_profile(facility: Facility, entry: Entry) -> None:
    """Writes down how the facility stands after this entry."""
    desk.add(
        FacilityProfile(
            record_id=facility.id,
            entry_seq=entry.seq,
            recorded_at=entry.recorded_at,
            kind=facility.kind,
            status=facility.status,
            capacity=facility.capacity,
            since=entry.occurred_on,
        )  # fmt: skip
    )


def _register(verb: str, command: Register, by: Actor, now: datetime) -> UUID:
    _check(command)
    facility = _new_facility(command, by)
    key = new_data_key(facility.id)
    seal_into(facility, key, address=tidy(command.address), contact=tidy(command.contact))
    on = facility.opened_on
    health = the_agency(by.province_code, AgencyKind.HEALTH_DEPARTMENT, on)
    owed_by = health.id if health else by.agency_id
    entry = carry_out(
        PROCEDURE, verb, facility, by=by, occurred_at=command.occurred_at, now=now, note=tidy(command.note), key=key,
        facts={"kind": str(command.kind), "capacity": command.capacity},
    )  # fmt: skip
    if verb == "facility.apply":
        clocks.start_where_law_has("facility.license", facility, entry, owed_by)
    new_profile(facility, entry)
    _offer(facility, command.services)
    for agency_id in (by.agency_id, facility.holder_id, owed_by):
        open_to(facility, "facility", agency_id, "circle", opened_on=on, now=now, key=key)
    notices.post(verb, facility, to=owed_by, by=by, now=now)
    return facility.id


def _check(command: Register) -> None:
    check_name(tidy(command.name))
    check_services(command.services)
    check_capacity(command.capacity)
    is_confidential = command.kind in CONFIDENTIAL
    check_place(is_confidential, command.public_address, command.area_code, command.address)


def _new_facility(command: Register, by: Actor) -> Facility:
    on = local_day(command.occurred_at)
    return Facility(
        code=new_handle("CS", by.province_code, on.year),
        status="",
        holder_id=command.run_by or by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code=command.area_code,
        opened_on=on,
        name=tidy(command.name),
        kind=str(command.kind),
        is_confidential=command.kind in CONFIDENTIAL,
        public_address=tidy(command.public_address),
        public_phone=tidy(command.public_phone),
        capacity=command.capacity,
    )


def _offer(facility: Facility, services: tuple[ServiceKind, ...]) -> None:
    for service in dict.fromkeys(services):
        desk.add(Offer(facility_id=facility.id, service=str(service)))


def _with_reason(step: Step) -> None:
    if not step.note:
        raise Refused("Bước này phải nêu lý do. Hãy nhập vào ô «Căn cứ, ghi chú».", field="note")
