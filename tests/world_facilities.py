"""Builds facilities by running the real actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lachan.facilities import actions as facilities
from lachan.facilities.rules import FacilityKind, FacilityStatus, ServiceKind
from tests.people import COMMUNE, Cast
from tests.world import DAY

K, S, F = FacilityKind, ServiceKind, FacilityStatus
HOUR = timedelta(hours=1)
SHELTER_ADDRESS = "Ngách Canary Tạmlánh 9"


def a_service(
    cast: Cast, kind: FacilityKind = K.CHILD_PROTECTION, at: datetime = DAY, *, name: str = "Tổ bảo vệ trẻ em Thử",
    services: tuple[ServiceKind, ...] = (S.CHILD_PROTECTION,), area_code: str = COMMUNE, capacity: int | None = None,
) -> UUID:  # fmt: skip
    command = facilities.Register(
        at, name, kind, services, area_code=area_code, public_address="Số 1 công khai", public_phone="0900000031",
        capacity=capacity, run_by=cast.facility.agency_id,
    )  # fmt: skip
    return facilities.list_facility(command, by=cast.health, now=at)


def a_shelter(
    cast: Cast, status: FacilityStatus = F.ACTIVE, at: datetime = DAY, *, capacity: int | None = 2,
    name: str = "Nơi tạm lánh Thử",
) -> UUID:  # fmt: skip
    """A shelter run by the social work centre, licensed by the health department an hour later."""
    command = facilities.Register(
        at, name, K.SAFE_HOUSE, (S.SHELTER, S.MEALS), address=SHELTER_ADDRESS, contact="Trực Canary",
        capacity=capacity,
    )  # fmt: skip
    facility_id = facilities.apply_facility(command, by=cast.facility, now=at)

    def step(act, note=""):
        return lambda when: act(facilities.Step(facility_id, when, note), by=cast.health, now=when)

    def licensed(when):
        command = facilities.License(facility_id, when, "", "7/GP-SYT", when.date())
        facilities.license_(command, by=cast.health, now=when)

    suspended = step(facilities.suspend, "Sửa nhà")
    way = {F.ACTIVE: [licensed], F.REFUSED: [step(facilities.refuse, "Thiếu hồ sơ")],
           F.SUSPENDED: [licensed, suspended], F.ENDED: [licensed, step(facilities.end)]}  # fmt: skip
    for hours, go in enumerate(way.get(status, []), 1):
        go(at + hours * HOUR)
    return facility_id
