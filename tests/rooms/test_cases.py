"""A case from the tip to the judgment: clocks by class, who owes them, refusals, who sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.cases import actions as cases
from lachan.cases import queries
from lachan.cases.models import Accused, Case, Decision
from lachan.cases.rules import CaseStatus
from lachan.journal import clocks
from lachan.journal.queries import replayed_status
from lachan.tips.models import Tip
from tests.world import DAY
from tests.world_cases import DAYS, a_case, a_charge, an_institution

pytestmark = pytest.mark.django_db
AT = DAY + 2 * DAYS


def running(case_id):
    return {c.rule: c for c in clocks.running(case_id)}


def test_instituting_resolves_the_tip_and_starts_the_clock_of_the_class(cast):
    case_id = a_case(cast, accused=0)
    case = Case.objects.get(id=case_id)
    assert (case.status, case.offence_class, case.holder_id) == (
        "investigating", "very_serious", cast.police.agency_id,
    )  # fmt: skip
    clock = running(case_id)["case.investigate.very_serious"]
    assert (clock.unit, clock.length, clock.agency_id) == ("month", 4, cast.police.agency_id)
    tip = Tip.objects.get(id=case.tip_id)
    assert (tip.status, tip.case_id) == ("instituted", case_id)
    assert clocks.running(tip.id) == [] or {c.rule for c in clocks.running(tip.id)} == {"tip.notify"}


@pytest.mark.parametrize(("article", "offence_class"), [("151.2", "extremely_serious"), ("297.2", "serious")])
def test_the_clause_decides_the_class(cast, article, offence_class):
    case_id = a_case(cast, accused=0, tip=False, article=article)
    assert list(running(case_id)) == [f"case.investigate.{offence_class}"]


@pytest.mark.parametrize("article", ["150.9", "150.4", "abc"])
def test_a_clause_without_a_class_is_refused_and_nothing_is_left(cast, article):
    command = an_institution(cast, article=article)
    with pytest.raises(Refused, match="danh mục"):
        cases.institute(command, by=cast.police, now=AT)
    assert Case.objects.count() == 0
    assert Tip.objects.get(id=command.tip_id).status == "verifying"


def test_one_tip_becomes_one_case(cast):
    command = an_institution(cast)
    cases.institute(command, by=cast.police, now=AT)
    with pytest.raises(Refused, match="Khởi tố vụ án"):
        cases.institute(command, by=cast.police, now=AT)
    assert Case.objects.count() == 1


def test_an_extension_runs_from_where_the_limit_before_it_ends(cast):
    case_id = a_case(cast)
    first = running(case_id)["case.investigate.very_serious"]
    when = AT + 100 * DAYS
    with pytest.raises(Refused, match="số quyết định gia hạn"):
        cases.extend_investigation(cases.Step(case_id, when), by=cast.police, now=when)
    cases.extend_investigation(cases.Step(case_id, when, "31/QĐ-VKS"), by=cast.police, now=when)
    second = running(case_id)["case.investigate_extended.very_serious"]
    assert second.started_at == first.due_at
    assert (second.due_at - first.due_at).days in range(118, 126)
    assert Decision.objects.get(entry_seq=second.start_seq).number == "31/QĐ-VKS"


def test_a_class_has_only_as_many_extensions_as_the_law_gives(cast):
    case_id = a_case(cast)
    for days in (100, 200):
        step = cases.Step(case_id, AT + days * DAYS, f"{days}/QĐ-VKS")
        cases.extend_investigation(step, by=cast.police, now=step.occurred_at)
    assert list(running(case_id)) == ["case.investigate_extended_twice.very_serious"]
    last = AT + 300 * DAYS
    with pytest.raises(Refused, match="Không còn lần gia hạn"):
        cases.extend_investigation(cases.Step(case_id, last, "3/QĐ-VKS"), by=cast.police, now=last)


def test_another_clause_counts_the_running_limit_anew(cast):
    case_id = a_case(cast, article="297.2", tip=False)
    before = running(case_id)["case.investigate.serious"]
    when = AT + 20 * DAYS
    cases.change_article(cases.Step(case_id, when, "9/QĐ"), article="150.1", by=cast.police, now=when)
    after = running(case_id)
    assert list(after) == ["case.investigate.very_serious"]
    assert after["case.investigate.very_serious"].started_at == before.started_at
    assert after["case.investigate.very_serious"].due_at > before.due_at


def test_concluding_needs_an_accused_and_hands_the_limit_to_the_procuracy(cast):
    bare = a_case(cast, accused=0)
    with pytest.raises(Refused, match="chưa có bị can"):
        cases.conclude(cases.Step(bare, AT + DAYS), by=cast.police, now=AT + DAYS)
    case_id = a_case(cast, CaseStatus.CONCLUDED)
    owed = running(case_id)
    assert list(owed) == ["case.prosecute.very_serious"]
    assert owed["case.prosecute.very_serious"].agency_id == cast.procuracy.agency_id
    assert (owed["case.prosecute.very_serious"].unit, owed["case.prosecute.very_serious"].length) == ("day", 30)


def test_the_procuracy_and_the_court_record_their_own_decisions_once_the_file_is_theirs(cast):
    early, when = a_case(cast), AT + 20 * DAYS
    with pytest.raises(NotAllowed):
        cases.prosecute(cases.Step(early, when, "7/CT-VKS"), by=cast.procuracy, now=when)
    case_id = a_case(cast, CaseStatus.CONCLUDED)
    with pytest.raises(NotAllowed):
        cases.prosecute(cases.Step(case_id, when, "7/CT-VKS"), by=cast.court, now=when)
    cases.prosecute(cases.Step(case_id, when, "7/CT-VKS", "Cáo trạng đã giao"), by=cast.procuracy, now=when)
    cases.accept_for_trial(cases.Step(case_id, when, "8/TLST-HS"), by=cast.court, now=when)
    assert running(case_id)["case.prepare_trial.very_serious"].agency_id == cast.court.agency_id
    cases.bring_to_trial(cases.Step(case_id, when, "9/QĐXXST-HS"), by=cast.court, now=when)
    assert running(case_id) == {}
    assert {a.status for a in Accused.objects.filter(case_id=case_id)} == {"defendant"}


@pytest.mark.parametrize(
    ("status", "rule"),
    [(CaseStatus.CONCLUDED, "case.supplement_for_procuracy"), (CaseStatus.ACCEPTED, "case.supplement_for_court")],
)
def test_a_returned_file_gives_the_police_the_limit_of_who_returned_it(cast, status, rule):
    case_id = a_case(cast, status)
    when = AT + 60 * DAYS
    cases.return_for_more(cases.Step(case_id, when), by=cast.police, now=when)
    assert {r: c.agency_id for r, c in running(case_id).items()} == {rule: cast.police.agency_id}
    cases.conclude(cases.Step(case_id, when + DAYS), by=cast.police, now=when + DAYS)
    assert list(running(case_id)) == ["case.prosecute.very_serious"]


def test_a_suspended_case_has_no_clock_and_a_resumed_one_its_own(cast):
    case_id = a_case(cast)
    cases.suspend(cases.Step(case_id, AT + 5 * DAYS), by=cast.police, now=AT + 5 * DAYS)
    assert running(case_id) == {}
    cases.resume(cases.Step(case_id, AT + 9 * DAYS), by=cast.police, now=AT + 9 * DAYS)
    assert list(running(case_id)) == ["case.investigate_resumed.very_serious"]


def test_discontinuing_ends_the_charge_against_everyone(cast):
    case_id = a_case(cast, accused=2)
    cases.discontinue(cases.Step(case_id, AT + 9 * DAYS), by=cast.police, now=AT + 9 * DAYS)
    assert running(case_id) == {}
    assert {a.status for a in Accused.objects.filter(case_id=case_id)} == {"discontinued"}


def test_the_status_is_what_the_journal_says(cast):
    case_id = a_case(cast, CaseStatus.JUDGED)
    assert replayed_status(case_id) == Case.objects.get(id=case_id).status == CaseStatus.JUDGED
    for accused in Accused.objects.filter(case_id=case_id):
        assert replayed_status(accused.id) == accused.status == "convicted"


@pytest.mark.parametrize("number", ["12 / CT", "ông Mẫu", "x" * 41])
def test_a_number_is_no_place_for_words(cast, number):
    case_id = a_case(cast)
    with pytest.raises(Refused, match="Số văn bản"):
        cases.suspend(cases.Step(case_id, AT + DAYS, number), by=cast.police, now=AT + DAYS)


def test_no_step_is_older_than_the_case(cast):
    case_id = a_case(cast, accused=0)
    with pytest.raises(Refused, match="trước ngày khởi tố"):
        cases.charge(a_charge(case_id, AT - DAYS), by=cast.police, now=AT)


def test_what_became_known_is_a_new_version(cast):
    case_id = a_case(cast)
    known = cases.Describe(case_id, AT + DAYS, Case.objects.get(id=case_id).suspicion, True, 5)
    cases.describe(known, by=cast.police, now=AT + DAYS)
    case = Case.objects.get(id=case_id)
    assert (case.is_cross_border, case.victim_count) == (True, 5)
    assert queries.open_case(cast.police, case_id, AT + 2 * DAYS).case.victim_count == 5


OTHERS = "outsider outsider_health admin health commune commune_police border facility auditor"


@pytest.mark.parametrize("who", OTHERS.split())
def test_others_learn_nothing(cast, who):
    case_id = a_case(cast)
    actor = cast.actors[who]
    with pytest.raises(NotFound):
        queries.open_case(actor, case_id, AT)
    assert queries.list_cases(actor, queries.CaseFilter()).items == ()
    with pytest.raises(NotFound):
        cases.suspend(cases.Step(case_id, AT + DAYS), by=actor, now=AT + DAYS)


@pytest.mark.parametrize("who", ["commune", "health", "procuracy", "court", "standing", "admin", "border"])
def test_only_investigators_institute(cast, who):
    command = an_institution(cast, tip=False)
    with pytest.raises(NotAllowed):
        cases.institute(command, by=cast.actors[who], now=AT)


def test_a_day_written_wrongly_is_corrected_by_a_further_entry(cast):
    case_id = a_case(cast, CaseStatus.CONCLUDED)
    line = next(
        x for x in queries.open_case(cast.police, case_id, AT + 30 * DAYS).timeline if x.verb == "case.conclude"
    )
    right = AT + timedelta(days=8)
    cases.correct_day(case_id, line.seq, right, by=cast.police, now=AT + 30 * DAYS)
    again = queries.open_case(cast.police, case_id, AT + 30 * DAYS).timeline
    assert [x.occurred_at for x in again if x.verb == "case.conclude" and not x.is_corrected] == [right]
    assert replayed_status(case_id) == "concluded"
