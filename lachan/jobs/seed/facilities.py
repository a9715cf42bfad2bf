"""The directory of the sample province: a licensed shelter, a centre, child protection, a hospital; fictitious."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import at
from lachan.facilities import actions as facilities
from lachan.facilities.queries import criteria_on
from lachan.facilities.rules import Condition, Equipment, FacilityKind, InspectionResult, ServiceKind
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import Cast
from lachan.jobs.seed.stage import Story

K, S, E = FacilityKind, ServiceKind, Equipment

# name, kind, agency that runs it, commune, capacity, services
OPEN_ONES = (
    ("Trung tâm Công tác xã hội Khê Sương", K.SOCIAL_CENTRE, "facility", "98001", 40,
     (S.SHELTER, S.MEALS, S.PSYCHOLOGY, S.CHILD_PROTECTION)),
    ("Bệnh viện Đa khoa Vĩnh Chàm", K.HEALTH_FACILITY, "health", "98001", None, (S.HEALTH, S.PSYCHOLOGY)),
    ("Bệnh viện Huổi Ngần", K.HEALTH_FACILITY, "health", "98004", None, (S.HEALTH,)),
    ("Tổ bảo vệ trẻ em Pa Sương", K.CHILD_PROTECTION, "facility", "98003", None, (S.CHILD_PROTECTION,)),
    ("Tổ bảo vệ trẻ em An Trúc", K.CHILD_PROTECTION, "facility", "98002", None, (S.CHILD_PROTECTION,)),
    ("Chi nhánh trợ giúp pháp lý Pa Sương", K.LEGAL_AID_CENTRE, "legal_aid", "98003", None, (S.LEGAL,)),
    ("Trường Trung cấp nghề Khê Sương", K.TRAINING, "health", "98002", None, (S.VOCATIONAL, S.SCHOOLING)),
    ("Trung tâm Dịch vụ việc làm Khê Sương", K.JOB_CENTRE, "health", "98001", None, (S.JOB,)),
    ("Nhóm sinh kế phụ nữ Mường Sen", K.ORGANISATION, "union", "98010", None, (S.LIVELIHOOD, S.PSYCHOLOGY)),
)  # fmt: skip
SHELTERS = (
    ("Nơi tạm lánh số 1", K.SAFE_HOUSE, 18, "Ngõ hư cấu số 7, phường Vĩnh Chàm"),
    ("Ngôi nhà Hoa Ban", K.VICTIM_SHELTER, 30, "Đường hư cấu 12, xã Mường Sen"),
)


def build_facilities(cast: Cast, seed: int, start: datetime, on: date) -> Iterator[Story]:
    """Through the actions of the health department; what is done later with each of them is a story of its own."""
    chance, health = Chance(seed, 77), cast["health"]
    for name, kind, run_by, area, capacity, services in OPEN_ONES:
        command = facilities.Register(
            start, name, kind, services, area_code=area, public_address=f"Trung tâm xã, phường, mã {area} (hư cấu)",
            public_phone="0900 000 0" + area[-2:], capacity=capacity, run_by=cast[run_by].agency_id,
        )  # fmt: skip
        facility_id = facilities.list_facility(command, by=health, now=start)
        yield _look_after(facility_id, chance, health, start, on, with_rooms=bool(capacity))
    for name, kind, places, address in SHELTERS:
        command = facilities.Register(
            start, name, kind, (S.SHELTER, S.MEALS, S.PSYCHOLOGY, S.HEALTH), address=address,
            contact="Trực ban, 0900 000 099", capacity=places, run_by=cast["facility"].agency_id,
        )  # fmt: skip
        facility_id = facilities.apply_facility(command, by=cast["facility"], now=start)
        given = start + timedelta(hours=chance.number(20, 90))
        licence = facilities.License(facility_id, given, "", f"{chance.number(1, 60)}/GP-SYT", given.date())
        facilities.license_(licence, by=health, now=given)
        yield _look_after(facility_id, chance, health, given, on, with_rooms=True)


def _look_after(
    facility_id: UUID, chance: Chance, health: Actor, start: datetime, on: date, *, with_rooms: bool
) -> Story:
    """Assessed, inspected and counted through: in the year before, and again some weeks ago."""
    first = max(start.date() + timedelta(days=20), on - timedelta(days=400))
    for day in (first, on - timedelta(days=chance.number(20, 90))):
        when = yield at(max(day, first), 9)
        _assess(facility_id, chance, health, when)
        result = chance.weighed({InspectionResult.MEETS: 80, InspectionResult.TO_IMPROVE: 20})
        words = "" if result is InspectionResult.MEETS else "Bổ sung sổ trực, khóa tủ hồ sơ"
        facilities.inspect(facilities.Inspect(facility_id, when, words, result), by=health, now=when)
        if with_rooms:
            facilities.equip(facilities.Equip(facility_id, when, "", _found(chance, day)), by=health, now=when)


def _assess(facility_id: UUID, chance: Chance, health: Actor, when: datetime) -> None:
    judged = tuple(
        facilities.Judged(row.id, score, score is not None and score < row.largest * 6 // 10)
        for row in criteria_on(when.date())
        for score in (chance.number(4, row.largest) if chance.happens(90) else None,)
    )
    words = "Sửa theo từng tiêu chí đã đánh dấu" if any(j.must_improve for j in judged) else ""
    if any(j.score is not None for j in judged):
        command = facilities.Assess(facility_id, when, words, judged, when.date() + timedelta(days=182))
        facilities.assess(command, by=health, now=when)


def _found(chance: Chance, day: date) -> tuple[facilities.Found, ...]:
    items = ((E.RECEPTION_ROOM, 1), (E.BEDROOM, 9), (E.BED, 30), (E.COUNSELLING_ROOM, 1), (E.FIRST_AID, 2),
             (E.CHILD_CORNER, 1), (E.VEHICLE, 1))  # fmt: skip
    worn = {Condition.GOOD: 70, Condition.WORN: 22, Condition.MISSING: 8}
    return tuple(
        facilities.Found(item, number, state, day + timedelta(days=150) if state is not Condition.GOOD else None)
        for item, number in items
        for state in (chance.weighed(worn),)
    )
