"""Screening: act, means, purpose, and operational indicators, three-valued; it helps to ask and never decides."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.base.errors import NotAllowed, Refused
from lachan.law.book import shipped
from lachan.victims import actions as victims
from lachan.victims.contact_queries import open_screening
from lachan.victims.models import AnswerRow, Victim, VictimProfile
from lachan.victims.rules import VictimStatus
from lachan.victims.screening_rules import Dimension, Weight, all_of, any_of, is_positive, read
from lachan.victims.support_rules import Answer
from tests.world import DAY
from tests.world_victims import HOUR, a_victim

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
S, M, W = Weight.STRONG, Weight.MEDIUM, Weight.WEAK


def all_no(group: str) -> dict[str, str]:
    return {f"{group}.{row.id}": "no" for row in shipped().codes(group, ON)}


RULE = [
    # weights of the indicators answered yes      positive
    ((), False), ((S,), False), ((M,), False), ((M, M), False), ((W, W, W), False), ((M, W, W), False),
    ((S, S), True), ((S, M), True), ((S, W), True), ((M, M, M), True), ((M, M, W), True),
]  # fmt: skip


@pytest.mark.parametrize(("weights", "positive"), RULE)
def test_when_a_dimension_is_positive(weights, positive):
    assert is_positive(weights) is positive


ELEMENTS = [
    # answered                                                            minor   act  means    purpose  complete
    ({}, False, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ({"acts.recruit": "yes", "means.deception": "yes", "purposes.forced_labour": "yes"}, False, YES, YES, YES, YES),
    ({"acts.recruit": "yes", "purposes.forced_labour": "yes"}, False, YES, UNKNOWN, YES, UNKNOWN),
    ({"acts.recruit": "yes", "purposes.forced_labour": "yes"}, True, YES, UNKNOWN, YES, YES),
    ({"acts.recruit": "yes", "purposes.forced_labour": "yes", **all_no("means")}, False, YES, NO, YES, NO),
    ({"acts.recruit": "yes", "purposes.forced_labour": "yes", **all_no("means")}, True, YES, NO, YES, YES),
    ({"acts.recruit": "no"}, False, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ({**all_no("acts"), "purposes.forced_labour": "yes"}, True, NO, UNKNOWN, YES, NO),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "minor", "act", "means", "purpose", "complete"), ELEMENTS)
def test_under_18_no_means_are_needed(answers, minor, act, means, purpose, complete):
    found = read(answers, minor, ON)
    assert (found.act, found.means, found.purpose, found.elements) == (act, means, purpose, complete)


def test_unknown_is_not_no_in_a_dimension():
    assert read({}, False, ON).labour is UNKNOWN
    exploitation = [r.id for r in shipped().codes("labour_indicators", ON) if r.group == Dimension.EXPLOITATION]
    assert dict(read(dict.fromkeys(exploitation, "no"), False, ON).dimensions)[Dimension.EXPLOITATION] is NO
    some = dict.fromkeys(exploitation[:2], "yes")
    assert dict(read(some, False, ON).dimensions)[Dimension.EXPLOITATION] is YES


def test_for_a_child_exploitation_suffices_for_an_adult_it_does_not():
    some = {"exploitation.01": "yes", "exploitation.02": "yes"}
    assert read(some, True, ON).labour is YES
    assert read(some, False, ON).labour is UNKNOWN


def test_the_list_is_the_one_of_67_and_says_that_it_was_not_compared_with_the_original():
    rows = shipped().codes("labour_indicators", ON)
    assert [len([r for r in rows if r.group == d]) for d in Dimension] == [10, 10, 16, 9, 15, 7]
    assert {r.confidence.value for r in rows} == {"unconfirmed"}
    assert all(len(r.points) == 2 and set(r.points) <= {w.value for w in Weight} for r in rows)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([YES, NO, UNKNOWN]), min_size=1, max_size=6))
def test_three_values_hold_together(parts):
    assert (all_of(parts) is YES) == (set(parts) == {YES})
    assert (any_of(parts) is NO) == (set(parts) == {NO})
    assert (all_of(parts) is UNKNOWN) == (UNKNOWN in parts and NO not in parts)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.sampled_from(["acts.recruit", "means.force", "purposes.forced_labour", "exploitation.01"]),
                       st.sampled_from(["yes", "no", "unknown"])), st.booleans())  # fmt: skip
def test_a_further_yes_never_takes_a_sign_away(answers, minor):
    before, after = read(answers, minor, ON), read(answers | {"acts.recruit": "yes"}, minor, ON)
    rank = {NO: 0, UNKNOWN: 1, YES: 2}
    assert rank[after.elements] >= rank[before.elements] or answers.get("acts.recruit") == "yes"


def ask(cast, victim_id, *answers, who="health", at=DAY + 3 * HOUR):
    victims.screen(victims.Ask(victim_id, at, answers=answers), by=cast.actors[who], now=at)


COMPLETE = (("acts.recruit", "yes"), ("means.force", "yes"), ("purposes.forced_labour", "yes"))


@pytest.mark.parametrize("status", [s for s in VictimStatus if s not in (
    VictimStatus.CLOSED, VictimStatus.NOT_VICTIM, VictimStatus.REVOKED, VictimStatus.REPATRIATED, VictimStatus.RELATIVE,
)], ids=str)  # fmt: skip
def test_a_complete_screening_changes_neither_status_nor_kind_nor_law(cast, status):
    victim_id = a_victim(cast, status)
    before = Victim.objects.get(id=victim_id)
    profiles = VictimProfile.objects.filter(record_id=victim_id).count()
    ask(cast, victim_id, *COMPLETE, at=DAY + 20 * HOUR)
    after = Victim.objects.get(id=victim_id)
    for name in ("status", "person_kind", "legal_regime", "identified_on", "holder_id"):
        assert getattr(after, name) == getattr(before, name), name
    assert VictimProfile.objects.filter(record_id=victim_id).count() == profiles
    assert open_screening(cast.health, victim_id, DAY + 21 * HOUR).reading.elements is YES


def test_each_answer_has_who_and_when_and_the_newest_counts(cast):
    victim_id = a_victim(cast)
    ask(cast, victim_id, ("acts.recruit", "unknown"), who="border")
    ask(cast, victim_id, ("acts.recruit", "yes"), who="police", at=DAY + 5 * HOUR)
    line = open_screening(cast.health, victim_id, DAY + 6 * HOUR).answers["acts.recruit"]
    assert (line.answer, line.agency_id, line.account_id) == ("yes", cast.police.agency_id, cast.police.account_id)
    assert AnswerRow.objects.filter(record_id=victim_id).count() == 2


def test_a_sign_outside_the_lists_and_a_stranger_are_refused(cast):
    victim_id = a_victim(cast)
    with pytest.raises(Refused, match="không nằm trong danh mục"):
        ask(cast, victim_id, ("acts.dance", "yes"))
    with pytest.raises(Refused, match="ít nhất một câu"):
        ask(cast, victim_id)
    with pytest.raises(NotAllowed):
        ask(cast, victim_id, *COMPLETE, who="standing")
