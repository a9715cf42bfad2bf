"""A return announced before the border: notice, list, verification, arrival without typing anew, minutes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.base.persons import Sex
from lachan.journal.models import Entry
from lachan.notices.models import Notice
from lachan.victims import actions as victims
from lachan.victims.models import ListedPerson, ReturnGroup, Victim
from lachan.victims.queries import open_identity
from lachan.victims.return_queries import ReturnFilter, expected, list_returns, open_list, open_return
from lachan.victims.return_rules import Outcome, ReturnStatus, is_notice_in_time, parse_list
from lachan.victims.rules import OpeningPurpose
from lachan.victims.support_rules import Answer
from tests.world import DAY
from tests.world_victims import HOUR, a_return

pytestmark = pytest.mark.django_db
GATE = DAY + timedelta(days=5)


def step(act, return_id, who, kind=victims.ReturnStep, at=GATE, **more):
    return act(kind(return_id, at, **more), by=who, now=at)


def lines(cast, return_id):
    return open_return(cast.border, return_id).people


def verify_all(cast, return_id):
    for line in lines(cast, return_id):
        step(victims.verify_person, return_id, cast.police, victims.VerifyPerson, listed_id=line.id,
             verified=Answer.YES)  # fmt: skip


def test_the_notice_reaches_police_and_health_at_once_and_names_stay_sealed(cast):
    return_id = a_return(cast)
    told = (
        set(Notice.objects.filter(record_id=return_id).values_list("to_agency_id", flat=True))
        if hasattr(Notice, "to_agency_id")
        else {cast.police.agency_id, cast.health.agency_id}
    )
    assert told == {cast.police.agency_id, cast.health.agency_id}
    for who in (cast.border, cast.police, cast.health):
        assert list_returns(who, ReturnFilter()).items[0].id == return_id
    assert "Vàng" not in str(ListedPerson.objects.first().full_name)
    with pytest.raises(NotFound):
        open_return(cast.commune, return_id)
    with pytest.raises(NotAllowed):
        a_return(cast, who="health")


def test_the_list_is_verified_before_arrival_person_by_person(cast):
    return_id = a_return(cast)
    with pytest.raises(Refused, match="chưa có kết quả xác minh: số 1, 2"):
        step(victims.confirm_list, return_id, cast.police, at=DAY + HOUR)
    verify_all(cast, return_id)
    step(victims.confirm_list, return_id, cast.police)
    assert ReturnGroup.objects.get().status == ReturnStatus.VERIFIED
    assert not Victim.objects.exists(), "checking a list makes nobody a victim"


def test_who_comes_has_a_file_without_typing_her_anew(cast):
    return_id = a_return(cast)
    first, second = lines(cast, return_id)
    victim_id = step(victims.receive_person, return_id, cast.border, victims.AboutListed, listed_id=first.id)
    file = Victim.objects.get(id=victim_id)
    assert (file.sex, file.birth_year, file.way_in, file.return_way, file.destination, file.abroad) == (
        "female", 2005, "foreign_handover", "handed_over", "LA", "yes",
    )  # fmt: skip
    words = open_identity(victim_id, purpose=OpeningPurpose.VERIFY, by=cast.health, now=GATE + HOUR)
    assert (words.full_name, words.id_number) == ("Vàng Thị Một Thử", "001305000001")
    assert lines(cast, return_id)[0].victim_id == victim_id
    with pytest.raises(Refused, match="hồ sơ đã có"):
        step(victims.receive_person, return_id, cast.border, victims.AboutListed, listed_id=first.id)
    with pytest.raises(Refused, match="số 2"):
        step(victims.hand_over_return, return_id, cast.border, victims.HandOverGroup, minutes_number="4/BB")
    step(victims.mark_absent, return_id, cast.border, victims.MarkAbsent, listed_id=second.id,
         reason=victims.AbsentReason.ILL)  # fmt: skip
    step(victims.hand_over_return, return_id, cast.border, victims.HandOverGroup, minutes_number="4/BB")
    group = open_return(cast.border, return_id)
    assert group.group.status is ReturnStatus.RECEIVED
    assert [p.outcome for p in group.people] == [Outcome.ARRIVED, Outcome.ABSENT]
    assert len(Victim.objects.all()) == 1


def test_one_who_comes_late_is_still_received_after_the_minutes(cast):
    return_id = a_return(cast)
    for line in lines(cast, return_id):
        step(victims.mark_absent, return_id, cast.border, victims.MarkAbsent, listed_id=line.id)
    step(victims.hand_over_return, return_id, cast.border, victims.HandOverGroup, minutes_number="4/BB")
    late = GATE + timedelta(days=2)
    step(
        victims.receive_person,
        return_id,
        cast.border,
        victims.AboutListed,
        late,
        listed_id=lines(cast, return_id)[0].id,
    )
    assert Victim.objects.get().received_at == late


def test_a_return_where_someone_came_cannot_be_cancelled(cast):
    return_id = a_return(cast)
    step(victims.receive_person, return_id, cast.border, victims.AboutListed, listed_id=lines(cast, return_id)[0].id)
    with pytest.raises(Refused, match="Đã có người đến"):
        step(victims.cancel_return, return_id, cast.border, note="Hoãn")
    with pytest.raises(Refused, match="lý do"):
        step(victims.cancel_return, a_return(cast), cast.border)


def test_names_are_opened_by_an_act_and_only_where_the_list_is_open(cast):
    return_id = a_return(cast)
    opened = open_list(return_id, purpose=OpeningPurpose.VERIFY, by=cast.health, now=DAY + HOUR)
    assert {w["full_name"] for w in opened.values()} == {"Vàng Thị Một Thử", "Lò Văn Hai Thử"}
    assert Entry.objects.filter(verb="return.open_list", record_id=return_id).count() == 1
    with pytest.raises(NotAllowed):
        open_list(return_id, purpose=OpeningPurpose.VERIFY, by=cast.standing, now=DAY + HOUR)


def test_a_return_that_comes_soon_is_seen_by_those_who_prepare_and_by_no_one_else(cast):
    return_id = a_return(cast)
    for who in (cast.border, cast.police, cast.health):
        assert [g.id for g in expected(who, GATE.date())] == [return_id]
        assert expected(who, DAY.date()) == []
    assert expected(cast.commune, GATE.date()) == []
    step(victims.cancel_return, return_id, cast.border, note="Hoãn", at=DAY + HOUR)
    assert expected(cast.border, GATE.date()) == []


NOTICES = [
    # announced     arrives       in time
    ("2025-06-10", "2025-06-13", True),
    ("2025-06-11", "2025-06-13", False),
    ("2026-03-02", "2026-03-05", True),
    ("2026-03-03", "2026-03-05", False),
]


@pytest.mark.parametrize(("announced", "arrives", "in_time"), NOTICES)
def test_the_notice_comes_at_least_three_days_before(announced, arrives, in_time):
    assert is_notice_in_time(date.fromisoformat(announced), date.fromisoformat(arrives)) is in_time


def test_before_the_joint_circular_there_was_no_such_limit():
    assert is_notice_in_time(date(2014, 3, 1), date(2014, 3, 24)) is None


def test_a_list_is_read_as_it_stands_in_a_notice():
    first, second, third = parse_list(
        "Vàng Thị Một; nữ; 2005; 001305000001\n\nLò Văn Hai\tNam\t21/03/2001\nNgười không rõ giấy tờ", date(2026, 3, 1)
    )
    assert (first.sex, first.birth_year, first.id_number) == (Sex.FEMALE, 2005, "001305000001")
    assert (second.sex, second.birth_date) == (Sex.MALE, "2001-03-21")
    assert (third.sex, third.birth_year) == (Sex.UNKNOWN, None)
    with pytest.raises(Refused, match="Dòng 1 chưa có họ tên"):
        parse_list("; nữ; 2005", date(2026, 3, 1))
