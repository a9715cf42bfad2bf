"""The first hours: every way in and what it starts, answers asked once, relatives, decisions with a name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lachan.access.roles import AgencyKind
from lachan.base.errors import NotAllowed, Refused
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.journal import clocks
from lachan.journal.models import Entry
from lachan.law.book import shipped
from lachan.law.periods import period
from lachan.victims import actions as victims
from lachan.victims.attributes import Country
from lachan.victims.contact_queries import decisions_of
from lachan.victims.dossier import open_dossier
from lachan.victims.first_contact_rules import Topic, questions_of
from lachan.victims.models import AnswerRow, DecisionRow, Victim
from lachan.victims.rules import VictimStatus
from lachan.victims.support_rules import Answer
from lachan.victims.ways_in import WAYS, ways_at
from tests.people import COMMUNE, HOME
from tests.world import DAY
from tests.world_victims import (
    FOREIGN,
    HOUR,
    a_decision,
    a_profile,
    a_relative,
    a_victim,
    an_identity,
    closed,
    identified,
    revoked,
)

pytestmark = pytest.mark.django_db
S = VictimStatus


def running(victim_id):
    return {c.rule for c in clocks.running(victim_id)}


# --- every way in

HOME_LIMITS = {"victim.receive", "victim.verify_initially"}
STARTS = [
    # way               who received her    what runs from then on (the notice went out with the reception)
    ("self_commune", "commune", HOME_LIMITS),
    ("self_police", "commune_police", HOME_LIMITS),
    ("self_police", "police", HOME_LIMITS | {"victim.hand_over"}),
    ("self_border", "border", HOME_LIMITS | {"victim.hand_over"}),
    ("self_agency", "facility", HOME_LIMITS),
    ("rescued", "police", HOME_LIMITS | {"victim.hand_over_rescued"}),
    ("foreign_handover", "border", HOME_LIMITS | {"victim.hand_over"}),
    ("mission", "border", HOME_LIMITS | {"victim.hand_over"}),
    ("hotline", "commune", HOME_LIMITS),
    ("survey", "commune", HOME_LIMITS),
    ("foreigner", "border", HOME_LIMITS | {"victim.hand_over"}),
]  # fmt: skip


@pytest.mark.parametrize(("way", "who", "limits"), STARTS)
def test_each_way_in_starts_its_limits(cast, way, who, limits):
    codes = {"way_in": way, **(FOREIGN if way == "foreigner" else {})}
    victim_id = a_victim(cast, who=who, codes=codes)
    assert running(victim_id) == limits
    assert Entry.objects.get(record_id=victim_id, verb="victim.receive").facts["way"] == way


def test_every_way_of_the_law_has_its_questions_and_is_offered_somewhere():
    assert {row.id for row in shipped().codes("ways_in", DAY.date())} == set(WAYS)
    assert set().union(*({w.code for w in ways_at(kind)} for kind in AgencyKind)) == set(WAYS)
    for way in WAYS.values():
        assert way.asks and way.starts and way.next_steps, way.code


WRONG = [
    ({"way_in": "foreigner"}, "quốc tịch nước ngoài"),
    ({"way_in": "foreigner", "nationality": Country.LA}, "có chế độ riêng"),
    ({"way_in": "mission", "nationality": Country.LA}, "công dân Việt Nam"),
    ({"person_kind": "relative"}, "tiếp nhận từ hồ sơ"),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "sentence"), WRONG)
def test_a_way_that_does_not_fit_the_person_is_refused(cast, codes, sentence):
    with pytest.raises(Refused, match=sentence):
        a_victim(cast, codes=codes)


def test_a_foreign_victims_way_ends_at_home_or_in_viet_nam(cast):
    victim_id = a_victim(cast, S.IDENTIFIED, codes=FOREIGN)
    when = DAY + 9 * HOUR
    victims.ask_repatriation(victims.Step(victim_id, when), by=cast.health, now=when)
    with pytest.raises(Refused, match="nước nhận"):
        victims.repatriate(victims.Repatriate(victim_id, when), by=cast.health, now=when)
    victims.repatriate(victims.Repatriate(victim_id, when, to_country=Country.LA), by=cast.health, now=when)
    assert Victim.objects.get(id=victim_id).status == S.REPATRIATED and not running(victim_id)
    staying = a_victim(cast, S.IDENTIFIED, codes=FOREIGN)
    victims.settle_residence(victims.SettleResidence(staying, when, area_code=COMMUNE), by=cast.health, now=when)
    assert Victim.objects.get(id=staying).status == S.REINTEGRATING
    with pytest.raises(Refused, match="chỉ áp dụng cho người nước ngoài"):
        at_home = a_victim(cast, S.IDENTIFIED)
        victims.repatriate(victims.Repatriate(at_home, when, to_country=Country.LA), by=cast.health, now=when)


# --- asked once

ANSWERS = {
    Topic.SAFETY: (("danger", "no"), ("medical", "yes")),
    Topic.WISHES: (("language", "hmong"), ("officer_sex", "female"), ("officer_kept", "no")),
    Topic.RIGHTS: (("right.secrecy", "yes"), ("understood", "unknown")),
    Topic.CONSENT: (("reception", "yes"), ("recording", "no"), ("given_by", "self")),
}


def test_what_is_asked_at_reception_is_an_act_each_and_all_of_it_or_nothing(cast):
    command = victims.ReceiveVictim(DAY, COMMUNE, an_identity(), a_profile())
    victim_id = victims.receive_and_ask(command, ANSWERS, by=cast.border, now=DAY)
    verbs = list(Entry.objects.filter(record_id=victim_id).order_by("seq").values_list("verb", flat=True))
    assert verbs[0] == "victim.receive" and verbs[-4:] == [
        "victim.assess_safety", "victim.note_wishes", "victim.explain_rights", "victim.record_consent",
    ]  # fmt: skip
    file = open_dossier(cast.health, victim_id, DAY + HOUR)
    assert file.answers[Topic.WISHES]["officer_kept"].answer == "no", "a wish that was not kept is written down"
    with pytest.raises(Refused):
        victims.receive_and_ask(command, {Topic.SAFETY: (("danger", "perhaps"),)}, by=cast.border, now=DAY)
    assert Victim.objects.count() == 1


def test_the_newest_answer_counts_and_the_older_stays(cast):
    victim_id = a_victim(cast)
    for hours, said in ((1, "unknown"), (2, "yes")):
        when = DAY + hours * HOUR
        ask = victims.Ask(victim_id, when, answers=(("danger", said),))
        victims.assess_safety(ask, by=cast.border, now=when)
    assert open_dossier(cast.health, victim_id, DAY + 3 * HOUR).answers[Topic.SAFETY]["danger"].answer == "yes"
    assert AnswerRow.objects.filter(record_id=victim_id, question="danger").count() == 2


def test_a_recipient_of_a_referral_does_not_read_the_first_hours_without_consent(cast):
    from tests.world_victims import a_referral

    victim_id = a_victim(cast)
    victims.assess_safety(
        victims.Ask(victim_id, DAY + HOUR, answers=(("danger", "yes"),)), by=cast.border, now=DAY + HOUR
    )
    a_referral(cast, victim_id, at=DAY + 2 * HOUR)
    assert open_dossier(cast.legal_aid, victim_id, DAY + 3 * HOUR).answers == {}


@pytest.mark.parametrize("topic", list(ANSWERS), ids=str)
def test_every_question_has_words_and_unknown_among_its_answers(topic):
    from lachan.victims.first_contact_rules import answers_to

    for question in questions_of(topic, DAY.date()):
        codes = {code for code, _words in answers_to(question, DAY.date())}
        assert question.label and "unknown" in codes, question.code


def test_who_will_not_have_her_account_written_down_is_heeded(cast):
    said = {Topic.CONSENT: (("recording", "no"),)}
    command = victims.ReceiveVictim(DAY, COMMUNE, an_identity(narrative="Kể rồi"), a_profile())
    with pytest.raises(Refused, match="không đồng ý ghi lời kể") as refused:
        victims.receive_and_ask(command, said, by=cast.border, now=DAY)
    assert refused.value.field == "narrative" and not Victim.objects.exists()
    victims.receive_and_ask(
        victims.ReceiveVictim(DAY, COMMUNE, an_identity(), a_profile()), said, by=cast.border, now=DAY
    )


def test_handed_over_without_a_notice_names_agreement_and_place(cast):
    profile = a_profile(way_in="foreign_handover", return_way="handed_over")
    command = victims.ReceiveVictim(DAY, COMMUNE, an_identity(), profile, agreement="vn_cn", gate="main_road")
    victim_id = victims.receive(command, by=cast.border, now=DAY)
    facts = Entry.objects.get(record_id=victim_id, verb="victim.receive").facts
    assert (facts["agreement"], facts["gate"]) == ("vn_cn", "main_road")
    with pytest.raises(Refused, match="danh mục"):
        wrong = victims.ReceiveVictim(DAY, COMMUNE, an_identity(), profile, agreement="vn_xx")
        victims.receive(wrong, by=cast.border, now=DAY)


# --- relatives


def test_a_relative_has_a_file_of_her_own_and_is_counted_apart(cast):
    victim_id = a_victim(cast)
    relative_id = a_relative(cast, victim_id)
    file = open_dossier(cast.health, victim_id, DAY + HOUR)
    assert [line.id for line in file.relatives] == [relative_id] and file.minors == ()
    assert running(relative_id) == set(), "nothing of a relative is verified"
    received = figure("victim.received", window_of(Scope(HOME), period("2026-H1"), DAY.date() + timedelta(days=1)))
    assert received.numerator == 1
    assert open_dossier(cast.health, relative_id, DAY + HOUR).rights == (), "no regime names relatives"


def test_what_a_relative_was_given_is_still_written_down_and_her_file_ends(cast):
    relative_id = a_relative(cast, a_victim(cast))
    when = DAY + HOUR
    given = victims.GiveSupport(relative_id, when, regimes=("2024.essential_needs",))
    victims.support_initially(given, by=cast.border, now=when)
    closed(cast, relative_id, when)
    with pytest.raises(Refused, match="hồ sơ riêng"):
        victims.reconsider(victims.Step(relative_id, when, "Mới"), by=cast.health, now=when)


def test_a_relative_does_not_follow_her_identification(cast):
    victim_id = a_victim(cast, S.IDENTIFYING)
    relative_id = a_relative(cast, victim_id, DAY + 3 * HOUR)
    identified(cast, victim_id, DAY + 5 * HOUR)
    relative = Victim.objects.get(id=relative_id)
    assert (relative.person_kind, relative.identified_on) == ("relative", None)


# --- rights of the day, decisions


def test_one_being_identified_has_rights_and_so_has_the_child_with_her(cast):
    victim_id = a_victim(cast, S.IDENTIFYING)
    minor = {"person_kind": "minor_of_presumed_in_vietnam", "birth_year": 2019, "exploitation": "unknown"}
    child = a_victim(cast, with_id=victim_id, codes=minor)
    now = DAY + 6 * HOUR
    for file_id in (victim_id, child):
        assert [r.letter for r in open_dossier(cast.health, file_id, now).rights] == ["a", "b", "c", "d", "đ", "e", "g"]
    victims.suspend(victims.Step(victim_id, now, "Chờ"), by=cast.police, now=now)
    assert len(open_dossier(cast.health, victim_id, now + HOUR).rights) == 7, "she keeps them while it is suspended"
    assert open_dossier(cast.health, a_victim(cast, S.NOT_VICTIM), now).rights == ()


NAMED = ("decision_number", "decided_on", "decided_by")


@pytest.mark.parametrize("missing", NAMED)
def test_an_extension_rests_on_a_decision_with_number_day_and_office(cast, missing):
    victim_id = a_victim(cast, S.IDENTIFYING)
    empty = {"decision_number": "", "decided_on": None, "decided_by": victims.DecidedBy.UNKNOWN}
    when = DAY + 9 * HOUR
    with pytest.raises(Refused) as refused:
        command = a_decision(victim_id, when, **{missing: empty[missing]})
        victims.extend_identification(command, by=cast.police, now=when)
    assert refused.value.field == missing
    victims.extend_identification(a_decision(victim_id, when), by=cast.police, now=when)
    assert "QĐ" not in str(DecisionRow.objects.get().number), "the number is sealed"
    assert decisions_of(victim_id)[0].decided_by is victims.DecidedBy.HEAD


def test_a_suspended_verification_goes_on_and_its_limit_starts_anew(cast):
    victim_id = a_victim(cast, S.SUSPENDED)
    assert "victim.identify" not in running(victim_id)
    when = DAY + timedelta(days=30)
    victims.resume(victims.Step(victim_id, when), by=cast.police, now=when)
    [clock] = [c for c in clocks.running(victim_id) if c.rule == "victim.identify"]
    assert clock.started_at == when and clock.agency_id == cast.police.agency_id


def test_a_cancelled_confirmation_takes_her_and_her_child_back_and_leaves_the_refund_to_people(cast):
    victim_id = a_victim(cast, S.IDENTIFYING)
    minor = {"person_kind": "minor_of_presumed_in_vietnam", "birth_year": 2019, "exploitation": "unknown"}
    child = a_victim(cast, with_id=victim_id, codes=minor)
    identified(cast, victim_id, DAY + 6 * HOUR)
    assert Victim.objects.get(id=child).person_kind == "accompanying_minor"
    with pytest.raises(Refused, match="căn cứ hủy"):
        revoked(cast, victim_id, DAY + 8 * HOUR, ground=None)
    revoked(cast, victim_id, DAY + 8 * HOUR, refund=12_000_000)
    for file_id, kind in ((victim_id, "presumed_in_vietnam"), (child, "minor_of_presumed_in_vietnam")):
        file = Victim.objects.get(id=file_id)
        assert (file.identified_on, file.person_kind) == (None, kind)
    assert decisions_of(victim_id)[0].refund == 12_000_000
    assert DecisionRow.objects.filter(refund=None).exists(), "nobody computes what is owed"


def test_a_refusal_may_be_contested_upheld_and_reconsidered(cast):
    victim_id = a_victim(cast, S.NOT_VICTIM)
    when = DAY + 9 * HOUR
    with pytest.raises(Refused, match="lý do"):
        victims.appeal(victims.Step(victim_id, when), by=cast.health, now=when)
    step = victims.Step(victim_id, when, "Không đồng ý với kết luận")
    victims.appeal(step, by=cast.health, now=when)
    victims.uphold(step, by=cast.police, now=when)
    with pytest.raises(NotAllowed):
        victims.reconsider(step, by=cast.border, now=when)
    victims.reconsider(step, by=cast.health, now=when)
    assert Victim.objects.get(id=victim_id).status == S.PRESUMED
    assert Answer.UNKNOWN == "unknown"
