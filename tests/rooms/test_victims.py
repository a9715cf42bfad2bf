"""A person from the border post to a life resumed: status, clocks, holder, support, refusals, both laws."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from lachan.base.clock import VIETNAM
from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.journal import clocks
from lachan.journal.actions import bulk
from lachan.journal.models import Entry
from lachan.journal.queries import replayed_status, verify
from lachan.victims import actions as victims
from lachan.victims import queries
from lachan.victims.attributes import AgeBand, Country, age_band, age_on
from lachan.victims.dossier import open_dossier
from lachan.victims.models import NeedRow, SupportRow, Victim, VictimIdentity, VictimProfile
from lachan.victims.rules import PROCEDURE, VictimStatus
from lachan.victims.support_rules import Answer, SupportState
from tests.world import DAY
from tests.world_victims import HOUR, a_decision, a_profile, a_victim, an_identity, identified

pytestmark = pytest.mark.django_db
S = VictimStatus


@pytest.mark.parametrize("status", list(S), ids=str)
def test_every_status_is_reached_by_real_steps(cast, status):
    victim_id = a_victim(cast, status)
    assert Victim.objects.get(id=victim_id).status == status == replayed_status(victim_id)
    assert verify().is_whole


def running(victim_id):
    return {c.rule: c for c in clocks.running(victim_id)}


def test_reception_at_the_border_starts_the_limits_of_the_law(cast):
    owed = running(a_victim(cast))
    assert set(owed) == {"victim.hand_over", "victim.verify_initially", "victim.receive"}
    assert owed["victim.hand_over"].agency_id == cast.border.agency_id
    assert owed["victim.verify_initially"].agency_id == cast.health.agency_id
    assert owed["victim.verify_initially"].due_at.astimezone(VIETNAM).date() == date(2026, 3, 5)


def test_the_notice_may_come_later_and_starts_the_verification_only_then(cast):
    command = victims.ReceiveVictim(DAY, "98001", an_identity(), a_profile(), tells_health=False)
    victim_id = victims.receive(command, by=cast.commune, now=DAY)
    assert set(running(victim_id)) == {"victim.notify_health"}
    later = DAY + timedelta(days=1)
    victims.notify_health(victims.Step(victim_id, later), by=cast.commune, now=later)
    owed = running(victim_id)
    assert owed["victim.verify_initially"].started_at == later
    with pytest.raises(Refused, match="đã được thông báo"):
        victims.notify_health(victims.Step(victim_id, later), by=cast.commune, now=later)


def test_the_health_department_holds_the_file_after_verifying(cast):
    victim_id = a_victim(cast, S.PRESUMED)
    assert Victim.objects.get(id=victim_id).holder_id == cast.health.agency_id
    assert "victim.request_identification" in running(victim_id)
    assert "victim.verify_initially" not in running(victim_id)


def test_handing_over_gives_holder_key_and_ends_the_limit(cast):
    victim_id = a_victim(cast)
    command = victims.HandOver(victim_id, DAY + HOUR, to_agency_id=cast.facility.agency_id)
    victims.hand_over(command, by=cast.border, now=DAY + HOUR)
    owed = running(victim_id)
    assert "victim.hand_over" not in owed
    assert owed["victim.keep_in_shelter"].length == 120
    words = queries.open_identity(
        victim_id, purpose=queries.OpeningPurpose.SUPPORT, by=cast.facility, now=DAY + 2 * HOUR
    )
    assert words.full_name == "Lò Thị Mai Thử"


def test_the_police_have_twenty_days_and_may_extend_by_a_named_decision(cast):
    victim_id = a_victim(cast, S.IDENTIFYING)
    assert running(victim_id)["victim.identify"].agency_id == cast.police.agency_id
    later = DAY + timedelta(days=10)
    with pytest.raises(Refused, match="Chưa có số quyết định"):
        victims.extend_identification(victims.Decided(victim_id, later), by=cast.police, now=later)
    victims.extend_identification(a_decision(victim_id, later), by=cast.police, now=later)
    asked = DAY + 2 * HOUR
    assert running(victim_id)["victim.identify_extended"].started_at == asked
    identified(cast, victim_id, later + HOUR)
    assert not {"victim.identify", "victim.identify_extended"} & set(running(victim_id))


def test_a_paper_already_held_makes_asking_the_police_needless(cast):
    victim_id = a_victim(cast, S.PRESUMED)
    when = DAY + 5 * HOUR
    command = victims.Identify(victim_id, when, paper="rescuer_certificate")
    victims.recognise(command, by=cast.health, now=when)
    assert Victim.objects.get(id=victim_id).person_kind == "victim"
    assert not running(victim_id).keys() & {"victim.request_identification", "victim.identify"}


def test_nobody_is_ruled_out_without_a_reason(cast):
    victim_id = a_victim(cast)
    with pytest.raises(Refused, match="nêu lý do"):
        victims.rule_out(victims.Step(victim_id, DAY + HOUR), by=cast.health, now=DAY + HOUR)
    victims.rule_out(victims.Step(victim_id, DAY + HOUR, "Không có dấu hiệu"), by=cast.health, now=DAY + HOUR)
    assert running(victim_id) == {}
    when = DAY + 2 * HOUR
    victims.reconsider(victims.Step(victim_id, when, "Có lời khai mới"), by=cast.health, now=when)
    assert Victim.objects.get(id=victim_id).status == S.PRESUMED


@pytest.mark.parametrize(
    ("day", "law", "offered"),
    [(datetime(2025, 6, 30, 9, tzinfo=VIETNAM), "L2011", "2011.hardship"), (DAY, "L2024", "2024.hardship")],
)
def test_support_follows_the_law_of_the_day_of_identification(cast, day, law, offered):
    victim_id = a_victim(cast, S.IDENTIFIED, at=day)
    victim = Victim.objects.get(id=victim_id)
    assert (victim.legal_regime, victim.identified_on) == (law, day.date())
    later = DAY + timedelta(days=3)
    with pytest.raises(Refused, match="không thuộc đối tượng"):
        wrong = {"L2011": "2024.interpretation", "L2024": "2011.health"}[law]
        victims.decide_support(victims.GiveSupport(victim_id, later, regimes=(wrong,)), by=cast.health, now=later)
    victims.decide_support(victims.GiveSupport(victim_id, later, regimes=(offered,)), by=cast.health, now=later)
    assert SupportRow.objects.get(record_id=victim_id).regime == offered


def test_one_under_verification_across_that_night_is_identified_under_the_new_law(cast):
    before = datetime(2025, 6, 30, 9, tzinfo=VIETNAM)
    victim_id = a_victim(cast, S.IDENTIFYING, at=before)
    assert Victim.objects.get(id=victim_id).legal_regime == "L2011"
    identified(cast, victim_id, datetime(2025, 7, 1, 9, tzinfo=VIETNAM))
    assert Victim.objects.get(id=victim_id).legal_regime == "L2024"


def test_support_is_not_decided_for_someone_not_yet_identified(cast):
    victim_id = a_victim(cast, S.PRESUMED)
    when = DAY + 5 * HOUR
    with pytest.raises(Refused, match="chưa được xác định"):
        command = victims.GiveSupport(victim_id, when, regimes=("2024.health",))
        victims.decide_support(command, by=cast.health, now=when)
    victims.provide_service(
        victims.ProvideService(victim_id, when, regime="2024.health", cost=860_000), by=cast.health, now=when
    )


def test_the_application_gives_nine_working_days(cast):
    victim_id = a_victim(cast, S.IDENTIFIED)
    victims.apply_for_support(victims.Step(victim_id, DAY + 5 * HOUR), by=cast.health, now=DAY + 5 * HOUR)
    assert running(victim_id)["victim.decide_support"].due_at.astimezone(VIETNAM).date() == date(2026, 3, 13)
    late = DAY + timedelta(days=20)
    command = victims.GiveSupport(victim_id, late, regimes=("2024.vocational",))
    victims.decide_support(command, by=cast.health, now=late)
    assert SupportRow.objects.get(record_id=victim_id).is_in_time is False


def test_needs_are_three_valued_and_the_table_tells_the_furthest_state(cast):
    victim_id = a_victim(cast, S.IDENTIFIED)
    when = DAY + 5 * HOUR
    answers = (("2024.health", Answer.YES), ("2024.schooling", Answer.NO), ("2024.psychology", Answer.UNKNOWN))
    victims.assess_needs(victims.AssessNeeds(victim_id, when, answers=answers), by=cast.health, now=when)
    service = victims.ProvideService(victim_id, when, regime="2024.health", cost=860_000)
    victims.provide_service(service, by=cast.health, now=when)
    lines = {line.regime: line for line in open_dossier(cast.health, victim_id, when).support}
    assert lines["2024.health"].state is SupportState.PROVIDED
    assert lines["2024.health"].cost == 860_000
    assert lines["2024.schooling"].state is SupportState.NO_NEED
    assert (lines["2024.psychology"].need, lines["2024.psychology"].state) == (Answer.UNKNOWN, SupportState.NOT_ASKED)
    assert NeedRow.objects.filter(record_id=victim_id).count() == 3


def test_a_child_who_came_along_follows_the_person_identified(cast):
    mother = a_victim(cast)
    child = a_victim(cast, name="Lò Văn Bé Thử", codes={
        "person_kind": "minor_of_presumed_in_vietnam", "birth_year": 2020, "exploitation": "unknown",
    }, with_id=mother)  # fmt: skip
    assert running(child) == {}
    for act, by, hours in ((victims.verify, cast.health, 1), (victims.request_identification, cast.health, 2)):
        act(victims.Step(mother, DAY + hours * HOUR), by=by, now=DAY + hours * HOUR)
    identified(cast, mother, DAY + 3 * HOUR)
    assert Victim.objects.get(id=child).person_kind == "accompanying_minor"
    when = DAY + 4 * HOUR
    with pytest.raises(Refused, match="không thuộc đối tượng"):
        victims.decide_support(victims.GiveSupport(child, when, regimes=("2024.vocational",)), by=cast.health, now=when)
    victims.decide_support(victims.GiveSupport(child, when, regimes=("2024.schooling",)), by=cast.health, now=when)
    assert [m.id for m in open_dossier(cast.health, mother, when).minors] == [child]


def test_a_minor_without_the_person_she_came_with_is_refused(cast):
    with pytest.raises(Refused, match="gắn với hồ sơ"):
        a_victim(cast, codes={"person_kind": "accompanying_minor"})


def test_steps_out_of_order_or_by_another_office_are_refused_with_a_sentence(cast):
    victim_id = a_victim(cast)
    with pytest.raises(Refused, match=r"Có thể làm: .*«Ghi kết quả xác minh ban đầu»"):
        victims.identify(victims.Identify(victim_id, DAY + HOUR, evidence=("a",)), by=cast.police, now=DAY + HOUR)
    with pytest.raises(NotAllowed, match="Cán bộ Sở Y tế"):
        victims.verify(victims.Step(victim_id, DAY + HOUR), by=cast.police, now=DAY + HOUR)
    with pytest.raises(Refused, match="trước khi tiếp nhận"):
        victims.verify(victims.Step(victim_id, DAY - HOUR), by=cast.health, now=DAY)


def test_every_move_is_refused_to_those_outside_the_province(cast):
    victim_id = a_victim(cast)
    for verb in (m.verb for m in PROCEDURE.moves if m.sources):
        act = getattr(victims, verb.partition(".")[2])
        more = {"reason": victims.CloseReason.DIED} if verb == "victim.ask_closure" else {}
        with pytest.raises(NotFound):
            act(victims.Step(victim_id, DAY + HOUR, "x"), by=cast.outsider_health, now=DAY + HOUR, **more)


def test_a_file_is_closed_with_all_its_limits_and_opened_again(cast):
    victim_id = a_victim(cast, S.CLOSED)
    assert running(victim_id) == {}
    when = DAY + timedelta(days=40)
    with pytest.raises(Refused, match="Mở lại hồ sơ"):
        victims.reconsider(victims.Step(victim_id, when, "x"), by=cast.health, now=when)
    victims.reopen(victims.Step(victim_id, when, "Bị mua bán lần nữa"), by=cast.health, now=when)
    assert Victim.objects.get(id=victim_id).status == S.REINTEGRATING


def test_the_profile_is_a_new_version_and_keeps_the_band_told_by_the_sealed_birthday(cast):
    victim_id = a_victim(cast, words={"birth_date": "2008-12-01"}, codes={"birth_year": 2008})
    assert Victim.objects.get(id=victim_id).age_band == AgeBand.FROM_16
    changed = a_profile(birth_year=2008, exploitation="forced_crime")
    victims.change_profile(victim_id, changed, by=cast.border, now=DAY + HOUR)
    versions = list(VictimProfile.objects.filter(record_id=victim_id).order_by("entry_seq"))
    assert [v.exploitation for v in versions] == ["forced_marriage", "forced_crime"]
    assert {v.age_band for v in versions} == {AgeBand.FROM_16}


def test_a_wrong_day_is_corrected_by_a_further_entry(cast):
    victim_id = a_victim(cast, S.PRESUMED)
    seq = Entry.objects.get(record_id=victim_id, verb="victim.verify").seq
    victims.correct_day(victim_id, seq, DAY + timedelta(minutes=30), by=cast.health, now=DAY + timedelta(days=2))
    assert Entry.objects.filter(record_id=victim_id, verb="victim.verify").count() == 2
    assert replayed_status(victim_id) == S.PRESUMED


@pytest.mark.parametrize(
    ("day", "year", "born", "band"),
    [
        (date(2026, 3, 2), 2008, "", AgeBand.FROM_18),
        (date(2026, 3, 2), 2008, "2008-03-03", AgeBand.FROM_16),
        (date(2026, 3, 2), 2008, "2008-03-02", AgeBand.FROM_18),
        (date(2026, 3, 2), 2010, "2010-04", AgeBand.FROM_16),
        (date(2026, 3, 2), None, "", AgeBand.UNKNOWN),
    ],
)
def test_age_is_told_to_the_day_where_the_birthday_is_known(day, year, born, band):
    assert age_band(age_on(day, year, born)) is band


def test_a_batch_writes_the_same_as_daily_work(cast):
    with bulk() as batch:
        ids = [a_victim(cast, status) for status in (S.REINTEGRATING, S.CLOSED, S.NOT_VICTIM)]
        batch.flush()
    assert verify().is_whole
    for victim_id in ids:
        assert replayed_status(victim_id) == Victim.objects.get(id=victim_id).status
    assert VictimIdentity.objects.count() == 3
    assert [c.rule for c in clocks.running(ids[0])] == ["victim.hand_over"]


def test_further_attributes_stand_in_every_version_and_unknown_is_not_no(cast):
    codes = {
        "way_in": "self_border", "cause": "poverty", "approach": "facebook", "disability": Answer.NO,
        "occupation": "farmer", "schooling": "primary", "abroad": Answer.UNKNOWN,
    }  # fmt: skip
    victim_id = a_victim(cast, codes=codes)
    first = VictimProfile.objects.get(record_id=victim_id)
    assert (first.disability, first.poor_household) == ("no", "unknown")
    assert first.abroad == "yes", "a known country answers whether it was abroad"
    assert (first.way_in, first.cause, first.approach) == ("self_border", "poverty", "facebook")
    changed = a_profile(**codes | {"destination": Country.UNKNOWN, "abroad": Answer.YES, "disability": Answer.YES})
    victims.change_profile(victim_id, changed, by=cast.border, now=DAY + 2 * HOUR)
    newest = VictimProfile.objects.filter(record_id=victim_id).order_by("-entry_seq").first()
    assert newest and (newest.disability, newest.abroad) == ("yes", "yes")


def test_a_code_outside_the_lists_is_refused(cast):
    with pytest.raises(Refused, match="không có trong danh mục"):
        a_victim(cast, codes={"cause": "nothing"})
