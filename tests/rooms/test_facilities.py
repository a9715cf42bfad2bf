"""Facilities: the licence and its days, places and who is taken in, scores, and a place that nobody outside learns."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.base.ids import new_id
from lachan.facilities import actions as facilities
from lachan.facilities import queries
from lachan.facilities.models import Facility, Stay
from lachan.facilities.queries import FacilityFilter
from lachan.facilities.rules import (
    AdmissionGround,
    Condition,
    DischargeReason,
    Equipment,
    FacilityKind,
    FacilityStatus,
    InspectionResult,
    ServiceKind,
    percent,
)
from lachan.facilities.suggesting import suggest
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.journal import clocks
from lachan.journal.queries import replayed_status
from lachan.law.periods import period
from lachan.notices.models import Notice
from tests.people import COMMUNE, HOME
from tests.world import DAY
from tests.world_facilities import HOUR, SHELTER_ADDRESS, a_service, a_shelter

pytestmark = pytest.mark.django_db
F, K, S = FacilityStatus, FacilityKind, ServiceKind
LATER = DAY + timedelta(days=30)


def admitted(cast, facility_id, file_id=None, at=DAY + 3 * HOUR):
    file_id = file_id or new_id()
    facilities.admit(facilities.Admit(facility_id, at, "", file_id), by=cast.facility, now=at)
    return file_id


@pytest.mark.parametrize("status", list(F), ids=str)
def test_every_status_of_a_facility(cast, status):
    facility_id = a_shelter(cast, status)
    assert Facility.objects.get(id=facility_id).status == status == replayed_status(facility_id)


def test_the_health_department_has_eight_working_days_for_the_licence(cast):
    facility_id = a_shelter(cast, F.APPLIED)
    (clock,) = clocks.running(facility_id)
    assert (clock.rule, clock.length, clock.agency_id) == ("facility.license", 8, cast.health.agency_id)
    with pytest.raises(Refused, match="số và ngày giấy phép"):
        facilities.license_(facilities.License(facility_id, DAY + HOUR), by=cast.health, now=DAY + HOUR)
    with pytest.raises(NotAllowed):
        facilities.license_(facilities.License(facility_id, DAY + HOUR), by=cast.facility, now=DAY + HOUR)


def test_a_shelter_cannot_be_listed_without_a_licence_and_its_place_stands_nowhere_open(cast):
    open_one = facilities.Register(DAY, "Nơi tạm lánh X", K.SAFE_HOUSE, (S.SHELTER,), address="a", capacity=1)
    with pytest.raises(Refused, match="giấy phép hỗ trợ nạn nhân"):
        facilities.list_facility(open_one, by=cast.health, now=DAY)
    told = facilities.Register(DAY, "Nơi tạm lánh X", K.SAFE_HOUSE, (S.SHELTER,), area_code=COMMUNE, address="a")
    with pytest.raises(Refused, match="giữ kín"):
        facilities.apply_facility(told, by=cast.facility, now=DAY)
    facility = Facility.objects.get(id=a_shelter(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Facility.objects.filter(id=facility.id).update(public_address="Số 9")


def test_the_place_is_opened_by_its_circle_and_by_nobody_else(cast):
    facility_id = a_shelter(cast)
    for who in ("facility", "health"):
        words = queries.open_words(facility_id, purpose="support", by=cast.actors[who], now=LATER)
        assert words.address == SHELTER_ADDRESS
    for who in ("standing", "police", "commune", "border", "legal_aid", "union"):
        page = queries.open_facility(cast.actors[who], facility_id, LATER)
        assert (page.is_circle, page.may_open, page.stays) == (False, False, ())
        assert SHELTER_ADDRESS not in str(page)
        with pytest.raises(NotAllowed):
            queries.open_words(facility_id, purpose="support", by=cast.actors[who], now=LATER)
    for who in ("outsider", "outsider_health", "admin", "procuracy", "finance"):
        with pytest.raises(NotFound):
            queries.open_facility(cast.actors[who], facility_id, LATER)
    assert not [n for n in Notice.objects.all() if SHELTER_ADDRESS in str(vars(n))]


def test_places_fill_and_free_themselves(cast):
    facility_id = a_shelter(cast, capacity=2)
    first, _second = admitted(cast, facility_id), admitted(cast, facility_id)
    with pytest.raises(Refused, match=r"hết chỗ \(2/2\)"):
        admitted(cast, facility_id)
    line = queries.open_facility(cast.commune, facility_id, LATER).facility
    assert (line.taken, line.free) == (2, 0)
    assert not queries.list_facilities(cast.commune, FacilityFilter(has_room=True)).items
    command = facilities.Discharge(facility_id, LATER, "", first, DischargeReason.INDEPENDENT)
    facilities.discharge(command, by=cast.facility, now=LATER)
    assert queries.open_facility(cast.commune, facility_id, LATER).facility.free == 1
    assert [s.left_on for s in queries.open_facility(cast.health, facility_id, LATER).stays] == [None, LATER.date()]


def test_nobody_lives_in_two_places_and_no_place_ends_with_people_in_it(cast):
    one, other = a_shelter(cast), a_shelter(cast, name="Nơi tạm lánh Hai")
    file_id = admitted(cast, one)
    with pytest.raises(Refused, match="đang ở một cơ sở"):
        admitted(cast, other, file_id)
    with pytest.raises(Refused, match="Còn 1 người"):
        facilities.end(facilities.Step(one, LATER), by=cast.health, now=LATER)
    with pytest.raises(Refused, match="Đang có 1 người ở"):
        facilities.describe(facilities.Describe(one, LATER, "", (S.SHELTER,), 0), by=cast.facility, now=LATER)
    with pytest.raises(Refused, match="không ở cơ sở này"):
        facilities.discharge(facilities.Discharge(other, LATER, "", file_id), by=cast.facility, now=LATER)


def test_an_admission_names_a_file_by_its_id_and_is_told_to_the_circle_only(cast):
    facility_id = a_shelter(cast)
    file_id = admitted(cast, facility_id)
    assert queries.place_of(cast.health, file_id)[:2] == (facility_id, "Nơi tạm lánh Thử")
    assert queries.place_of(cast.police, file_id) is queries.place_of(cast.standing, file_id) is None
    seen = {line.verb for line in queries.open_facility(cast.police, facility_id, LATER).timeline}
    assert "facility.admit" not in seen and "facility.license" in seen
    assert "facility.admit" in {x.verb for x in queries.open_facility(cast.facility, facility_id, LATER).timeline}
    assert Stay.objects.get().file_id == file_id


def test_scores_tell_unknown_from_nought_and_improvement_from_praise(cast):
    facility_id = a_service(cast, K.SOCIAL_CENTRE, capacity=20)
    judged = (facilities.Judged("safety", 8), facilities.Judged("staff", None), facilities.Judged("feedback", 4, True))
    with pytest.raises(Refused, match="việc phải làm"):
        facilities.assess(facilities.Assess(facility_id, LATER, "", judged), by=cast.health, now=LATER)
    again = LATER.date() + timedelta(days=180)
    facilities.assess(facilities.Assess(facility_id, LATER, "Đặt hòm thư", judged, again), by=cast.health, now=LATER)
    (found,) = queries.open_facility(cast.commune, facility_id, LATER).assessments
    assert (found.percent, found.judged, found.asked, found.must_improve, found.next_on) == (60.0, 2, 3, 1, again)
    assert percent([(None, 10)]) is None
    with pytest.raises(Refused, match="từ 0 đến 10"):
        too_many = (facilities.Judged("safety", 11),)
        facilities.assess(facilities.Assess(facility_id, LATER, "", too_many), by=cast.health, now=LATER)
    with pytest.raises(Refused, match="không có tiêu chí"):
        strange = (facilities.Judged("beauty", 1),)
        facilities.assess(facilities.Assess(facility_id, LATER, "", strange), by=cast.health, now=LATER)


def test_equipment_is_the_newest_row_of_each_item(cast):
    facility_id = a_shelter(cast)
    for at, number, state in ((LATER, 4, Condition.WORN), (LATER + HOUR, 6, Condition.GOOD)):
        found = (facilities.Found(Equipment.BED, number, state, date(2026, 9, 1)),)
        facilities.equip(facilities.Equip(facility_id, at, "", found), by=cast.facility, now=at)
    (line,) = queries.open_facility(cast.health, facility_id, LATER + HOUR).equipment
    assert (line.quantity, line.condition, line.upgrade_on) == (6, Condition.GOOD, date(2026, 9, 1))


def test_inspections_had_six_months_under_the_old_law_and_have_no_limit_under_the_new(cast):
    old = DAY.replace(year=2024)
    facility_id = a_shelter(cast, at=old)
    (clock,) = clocks.running(facility_id)
    assert (clock.rule, clock.length, clock.unit) == ("facility.inspect", 6, "month")
    late = old + timedelta(days=300)
    facilities.inspect(facilities.Inspect(facility_id, late), by=cast.health, now=late)
    page = queries.open_facility(cast.health, facility_id, late)
    assert [(i.result, i.is_in_time) for i in page.inspections] == [(InspectionResult.MEETS, False)]
    assert [c.rule for c in page.clocks if c.is_open] == ["facility.inspect"]
    assert clocks.running(a_shelter(cast, name="Nơi mới")) == []
    with pytest.raises(Refused, match="khắc phục"):
        command = facilities.Inspect(facility_id, late, "", InspectionResult.TO_IMPROVE)
        facilities.inspect(command, by=cast.health, now=late)


def test_the_directory_is_asked_by_service_place_kind_and_name_and_sorted(cast):
    a_service(cast, name="Tổ B")
    a_service(cast, name="Tổ A", area_code="98002")
    a_shelter(cast, capacity=5)

    def names(sort="name", **wanted):
        return [x.name for x in queries.list_facilities(cast.border, FacilityFilter(**wanted), 1, sort).items]

    assert names() == ["Nơi tạm lánh Thử", "Tổ A", "Tổ B"]
    assert names("-name", service="child_protection") == ["Tổ B", "Tổ A"]
    assert names(area_code=COMMUNE) == ["Tổ B"] and names(kind="safe_house") == ["Nơi tạm lánh Thử"]
    assert names(name="tổ a") == ["Tổ A"] or names(name="Tổ A") == ["Tổ A"]
    assert names("-free")[0] == "Nơi tạm lánh Thử"
    assert [f.name for f in queries.offering(cast.border, (S.CHILD_PROTECTION,), COMMUNE)] == ["Tổ B", "Tổ A"]


def test_the_review_of_a_year_counts_what_was_recorded(cast):
    facility_id = a_shelter(cast, capacity=2)
    file_id = admitted(cast, facility_id)
    facilities.discharge(facilities.Discharge(facility_id, LATER, "", file_id), by=cast.facility, now=LATER)
    found = queries.review(cast.health, 2026, date(2026, 12, 31))
    (line,) = found.lines
    assert (line.admitted, line.left, line.nights) == (1, 1, 30)
    assert (found.places, found.assessed, line.percent) == (2, 0, None)
    assert queries.review(cast.health, 2025, date(2026, 12, 31)).lines == ()


def test_the_figures_of_facilities(cast):
    def now(code, as_of=date(2026, 6, 30)):
        found = figure(code, window_of(Scope(HOME), period("2026-H1"), as_of))
        return found.numerator, found.denominator

    facility_id = a_shelter(cast)
    a_service(cast)
    file_id = admitted(cast, facility_id)
    assert now("facility.licensed_in_time") == (1, 1)
    assert now("facility.assessed") == (0, 2)
    assert now("facility.people") == now("facility.admitted") == (1, None)
    facilities.discharge(facilities.Discharge(facility_id, LATER, "", file_id), by=cast.facility, now=LATER)
    assert now("facility.people") == (0, None)
    assert now("facility.people", LATER.date() - timedelta(days=1)) == (1, None), "as it was known before she left"


def test_an_admission_needs_a_file_and_the_officers_of_the_house(cast):
    facility_id = a_shelter(cast)
    with pytest.raises(Refused, match="Chưa có hồ sơ"):
        facilities.admit(facilities.Admit(facility_id, DAY + 2 * HOUR), by=cast.facility, now=DAY + 2 * HOUR)
    with pytest.raises(NotAllowed):
        command = facilities.Admit(facility_id, DAY + 2 * HOUR, "", uuid4(), AdmissionGround.EMERGENCY)
        facilities.admit(command, by=cast.commune, now=DAY + 2 * HOUR)
    facilities.admit(command, by=cast.facility, now=DAY + 2 * HOUR)
    assert [(c.rule, c.length) for c in clocks.running(facility_id)] == [("facility.complete_admission", 10)]


# --- Who can help


def test_the_directory_suggests_the_commune_first_and_leaves_out_who_cannot(cast):
    near = a_service(cast, K.COUNSELLING, name="Tư vấn Z gần", services=(S.PSYCHOLOGY,))
    far = a_service(cast, K.COUNSELLING, name="Tư vấn A xa", services=(S.PSYCHOLOGY, S.LEGAL), area_code="98002")
    a_service(cast, name="Tổ khác", services=(S.LEGAL,))
    paused = a_service(cast, K.COUNSELLING, name="Tư vấn nghỉ", services=(S.PSYCHOLOGY,))
    facilities.suspend(facilities.Step(paused, LATER, "Sửa nhà"), by=cast.health, now=LATER)
    found = suggest(cast.border, (S.PSYCHOLOGY,), COMMUNE, LATER.date())
    assert [(s.facility.id, s.is_near) for s in found.lines] == [(near, True), (far, False)]
    assert suggest(cast.border, (S.INTERPRETATION,), COMMUNE, LATER.date()).lines == ()
    for who in ("outsider", "admin", "court"):
        assert not suggest(cast.actors[who], (S.PSYCHOLOGY,), COMMUNE, LATER.date()).lines


def test_a_full_house_and_an_expired_licence_are_counted_not_suggested(cast):
    open_one, full = a_shelter(cast, name="Nơi còn chỗ"), a_shelter(cast, name="Nơi hết chỗ", capacity=0)
    old = a_shelter(cast, F.APPLIED, name="Nơi hết phép")
    ends = facilities.License(old, DAY + HOUR, "", "8/GP-SYT", DAY.date(), LATER.date() - timedelta(days=1))
    facilities.license_(ends, by=cast.health, now=DAY + HOUR)
    found = suggest(cast.health, (S.SHELTER, S.MEALS), COMMUNE, LATER.date())
    assert [s.facility.id for s in found.lines] == [open_one] and (found.full, found.expired) == (1, 1)
    assert not found.lines[0].is_near and not found.lines[0].facility.area_code, "where it stands is not told"
    day_before = suggest(cast.health, (S.SHELTER,), COMMUNE, LATER.date() - timedelta(days=1))
    assert {s.facility.id for s in day_before.lines} == {open_one, old}
    assert full not in {s.facility.id for s in found.lines}
