"""A file ends by two persons: one asks and says what came of it, another agrees or sends it back; limits run on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.journal import clocks
from lachan.journal.models import Entry
from lachan.journal.queries import replayed_status
from lachan.notices.models import Notice
from lachan.victims import actions as victims
from lachan.victims.care_due import DuePart, due
from lachan.victims.dossier import open_dossier
from lachan.victims.models import Victim
from lachan.victims.protection_rules import ProtectionStatus
from lachan.victims.referral_rules import ReferralStatus
from lachan.victims.rules import VictimStatus as S
from tests.world import DAY
from tests.world_care import a_plan_of
from tests.world_facilities import a_shelter
from tests.world_protection import a_protection
from tests.world_victims import HOUR, a_referral, a_victim, closed

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=40)
DONE = victims.CloseReason.REINTEGRATED


def ask(cast, victim_id, who="health", at=LATER, note="Có việc làm, sống cùng mẹ"):
    victims.ask_closure(victims.Step(victim_id, at, note), reason=DONE, by=cast.actors[who], now=at)


def close(cast, victim_id, who="health2", at=LATER + HOUR):
    victims.close(victims.Step(victim_id, at), by=cast.actors[who], now=at)


def status(victim_id):
    found = Victim.objects.get(id=victim_id).status
    assert found == replayed_status(victim_id)
    return found


def move(cast, victim_id, verb, who):
    return next(m for m in open_dossier(cast.actors[who], victim_id, LATER).moves if m.verb == verb)


def test_nothing_is_closed_that_nobody_asked_to_close(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    with pytest.raises(Refused, match="Hãy ghi «Đề nghị kết thúc hồ sơ»"):
        close(cast, victim_id)
    assert not move(cast, victim_id, "victim.close", "health2").may


def test_the_request_needs_what_came_of_it_and_there_is_one_at_a_time(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    with pytest.raises(Refused, match="tóm tắt kết quả"):
        ask(cast, victim_id, note="")
    ask(cast, victim_id)
    with pytest.raises(Refused, match="đang chờ duyệt"):
        ask(cast, victim_id)


def test_limits_run_on_until_another_person_agrees(cast):
    victim_id = a_victim(cast, S.IDENTIFIED)
    victims.apply_for_support(victims.Step(victim_id, DAY + 6 * HOUR), by=cast.health, now=DAY + 6 * HOUR)
    ask(cast, victim_id)
    assert status(victim_id) == S.IDENTIFIED and clocks.running(victim_id)
    with pytest.raises(Refused, match=r"không tự duyệt.*nhờ người khác"):
        close(cast, victim_id, "health")
    assert "không tự duyệt" in move(cast, victim_id, "victim.close", "health").why
    urgent = victims.ProvideService(victim_id, LATER, regime="2024.health")
    victims.provide_service(urgent, by=cast.health, now=LATER)
    assert move(cast, victim_id, "victim.close", "health2").may
    close(cast, victim_id)
    assert status(victim_id) == S.CLOSED and not clocks.running(victim_id)
    entry = Entry.objects.get(verb="victim.close")
    assert (entry.facts, entry.account_id) == ({"reason": "reintegrated"}, cast.health2.account_id)


def test_a_waiting_request_is_among_what_is_due_until_it_is_answered(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    on = LATER.date()
    ask(cast, victim_id)
    assert [x.victim_id for x in due(cast.health2, DuePart.CLOSINGS, on).items] == [victim_id]
    victims.return_closure(victims.Step(victim_id, LATER, "Chưa thăm"), by=cast.health2, now=LATER)
    assert not due(cast.health2, DuePart.CLOSINGS, on).items
    ask(cast, victim_id)
    close(cast, victim_id)
    assert not due(cast.health2, DuePart.CLOSINGS, on).items
    a_plan_of(cast, victim_id=a_victim(cast))
    assert len(due(cast.health2, DuePart.PROPOSED, on).items) == 1


def test_sent_back_with_a_reason_and_asked_again(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    ask(cast, victim_id)
    with pytest.raises(Refused, match="nói rõ cần làm gì trước"):
        victims.return_closure(victims.Step(victim_id, LATER), by=cast.health2, now=LATER)
    victims.return_closure(victims.Step(victim_id, LATER, "Thăm thêm một lần"), by=cast.health2, now=LATER)
    assert open_dossier(cast.health, victim_id, LATER).closing is None
    with pytest.raises(Refused, match="Hãy ghi «Đề nghị kết thúc hồ sơ»"):
        close(cast, victim_id)
    ask(cast, victim_id, at=LATER + HOUR)
    close(cast, victim_id, at=LATER + 2 * HOUR)
    assert status(victim_id) == S.CLOSED


def test_what_happened_since_makes_the_request_old(cast):
    """Asked before she went home; the request of then does not close the file of now."""
    victim_id = a_victim(cast, S.SUPPORT_DECIDED)
    ask(cast, victim_id)
    settle = victims.SettleResidence(victim_id, LATER, area_code="98001")
    victims.settle_residence(settle, by=cast.health, now=LATER)
    with pytest.raises(Refused, match="Chưa có đề nghị kết thúc"):
        close(cast, victim_id)


def test_a_mended_day_does_not_make_the_one_who_asked_another(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    ask(cast, victim_id)
    seq = Entry.objects.get(verb="victim.ask_closure").seq
    victims.correct_day(victim_id, seq, LATER - HOUR, by=cast.health2, now=LATER)
    with pytest.raises(Refused, match="không tự duyệt"):
        close(cast, victim_id, "health")
    close(cast, victim_id)


def test_no_file_ends_over_a_protection_or_a_bed(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    ask(cast, victim_id)
    protection_id = a_protection(cast, ProtectionStatus.GRANTED, LATER, victim_id=victim_id)
    later = LATER + 4 * HOUR
    with pytest.raises(Refused, match="đang được bảo vệ"):
        close(cast, victim_id, at=later)
    end = victims.EndProtection(protection_id, later, "Hết nguy cơ")
    victims.end_protection(end, by=cast.police, now=later)
    house = a_shelter(cast)
    victims.admit(victims.AdmitPerson(victim_id, later, "QĐ 3", house), by=cast.health, now=later)
    with pytest.raises(Refused, match="Rời cơ sở"):
        close(cast, victim_id, at=later)
    victims.discharge(victims.LeaveFacility(victim_id, later, "Về nhà"), by=cast.health, now=later)
    close(cast, victim_id, at=later)


def test_the_recipient_of_a_referral_does_not_end_a_file(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    a_referral(cast, victim_id, ReferralStatus.ACCEPTED, LATER, to="facility")
    with pytest.raises(Refused, match="qua chuyển tuyến"):
        ask(cast, victim_id, "facility", LATER + 2 * HOUR)


def test_who_asks_and_who_agrees(cast):
    victim_id = a_victim(cast, S.RELATIVE)  # held by the post
    for who in ("legal_aid", "standing", "police"):
        with pytest.raises((NotAllowed, NotFound)):
            ask(cast, victim_id, who)
    ask(cast, victim_id, "border")
    told = set(Notice.objects.filter(verb="victim.ask_closure").values_list("agency_id", flat=True))
    assert told == {cast.health.agency_id}
    with pytest.raises(NotAllowed):
        close(cast, victim_id, "border")
    close(cast, victim_id, "health")
    assert Notice.objects.filter(verb="victim.close", agency_id=cast.border.agency_id).exists()


def test_reopened_as_before(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    closed(cast, victim_id, LATER)
    victims.reopen(victims.Step(victim_id, LATER + HOUR, "Có nhu cầu mới"), by=cast.health, now=LATER + HOUR)
    assert status(victim_id) == S.REINTEGRATING
    assert open_dossier(cast.health, victim_id, LATER + HOUR).closing is None
