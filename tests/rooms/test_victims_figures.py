"""The figures of victims: what counts, what divides, and what was known on an earlier day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lachan.indicators.figures import behind, figure, window_of
from lachan.indicators.measures import Scope
from lachan.journal import corrections
from lachan.journal.models import Entry
from lachan.law.periods import period
from lachan.victims import actions as victims
from lachan.victims.care_rules import CarePlanStatus as P
from lachan.victims.models import CarePlan
from lachan.victims.referral_rules import ReferralStatus
from lachan.victims.rules import VictimStatus
from lachan.victims.support_rules import Answer
from tests.people import HOME
from tests.world import DAY
from tests.world_care import a_plan_of
from tests.world_victims import FOREIGN, HOUR, a_referral, a_victim, identified, revoked

pytestmark = pytest.mark.django_db


def now(code: str, as_of: date = date(2026, 6, 30)) -> tuple[int, int | None]:
    found = figure(code, window_of(Scope(HOME), period("2026-H1"), as_of))
    return found.numerator, found.denominator


def needs(cast, victim_id, regime="2024.health", answer=Answer.YES, at=DAY + 5 * HOUR):
    victims.assess_needs(victims.AssessNeeds(victim_id, at, answers=((regime, answer),)), by=cast.health, now=at)


def first_help(cast, victim_id, at=DAY + HOUR):
    command = victims.GiveSupport(victim_id, at, regimes=("2024.essential_needs",))
    victims.support_initially(command, by=cast.health, now=at)


def test_received_and_identified(cast):
    a_victim(cast)
    a_victim(cast, VictimStatus.IDENTIFIED)
    assert now("victim.received") == (2, None)
    assert now("victim.identified") == (1, None)


def test_whoever_s_confirmation_was_cancelled_is_counted_until_that_is_known(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)
    a_plan_of(cast, P.APPROVED, DAY + 5 * HOUR, victim_id)
    assert (now("victim.identified"), now("victim.planned")) == ((1, None), (1, 1))
    later = DAY + timedelta(days=20)
    revoked(cast, victim_id, later)
    for code, before, after in (
        ("victim.identified", (1, None), (0, None)), ("victim.planned", (1, 1), (0, 0)),
        ("victim.need_supported", (0, 0), (0, 0)), ("victim.entitled_served", (0, 1), (0, 0)),
        ("victim.followed_end", (1, None), (0, None)),
    ):  # fmt: skip
        assert now(code, later.date() - timedelta(days=1)) == before, code
        assert now(code, later.date()) == after, code
    again = later + timedelta(days=1)
    victims.reconsider(victims.Step(victim_id, again, "Tình tiết mới"), by=cast.health, now=again)
    victims.request_identification(victims.Step(victim_id, again + HOUR), by=cast.health, now=again + HOUR)
    identified(cast, victim_id, again + 2 * HOUR)
    assert now("victim.identified") == (1, None), "identified anew, she counts again"


def test_a_mended_day_of_the_identification_does_not_bring_a_cancelled_one_back(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)
    revoked(cast, victim_id, DAY + timedelta(days=20))
    seq = Entry.objects.get(record_id=victim_id, verb="victim.identify").seq
    victims.correct_day(victim_id, seq, DAY + 8 * HOUR, by=cast.police, now=DAY + timedelta(days=21))
    assert now("victim.identified") == (0, None)


def test_an_approval_taken_back_is_no_approval_from_then_on(cast):
    victim_id = a_plan_of(cast, P.APPROVED, victim_id=a_victim(cast, VictimStatus.IDENTIFIED))
    entry, later = Entry.objects.get(verb="careplan.approve"), DAY + timedelta(days=20)
    plan = CarePlan.objects.get(victim_id=victim_id)
    assert now("victim.planned") == (1, 1)
    corrections.void(entry.seq, plan, by=cast.health, now=later)
    assert now("victim.planned", later.date() - timedelta(days=1)) == (1, 1)
    assert now("victim.planned", later.date()) == (0, 1)


def test_an_approval_of_another_day_counts_from_that_day(cast):
    victim_id = a_plan_of(cast, P.APPROVED, victim_id=a_victim(cast, VictimStatus.IDENTIFIED))
    entry, plan = Entry.objects.get(verb="careplan.approve"), CarePlan.objects.get(victim_id=victim_id)
    july = DAY.replace(month=7)
    corrections.correct(entry.seq, plan, by=cast.health, occurred_at=july, now=july)
    assert now("victim.planned") == (1, 1), "known only in July"
    assert now("victim.planned", july.date()) == (0, 1), "and then it was not yet approved by the end of the period"


def test_sold_again_she_is_among_those_being_identified(cast):
    victim_id = a_victim(cast, VictimStatus.REINTEGRATING)
    assert now("victim.pending_end") == (0, None)
    later = DAY + timedelta(days=20)
    victims.note_retrafficked(victims.Step(victim_id, later, "Gia đình báo"), by=cast.health, now=later)
    assert now("victim.pending_end") == (1, None)


def test_a_foreigner_being_identified_is_another_kind_than_a_foreign_victim(cast):
    a_victim(cast, codes=FOREIGN)
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED, codes=FOREIGN)
    window = window_of(Scope(HOME), period("2026-H1"), date(2026, 6, 30))

    def kinds():
        return {c.keys[0]: c.numerator for c in figure("victim.received", window, ("person_kind",)).cells}

    assert kinds() == {"foreign_presumed": 1, "foreign_victim": 1}
    revoked(cast, victim_id, DAY + timedelta(days=20))
    assert kinds() == {"foreign_presumed": 2}


def test_verified_asks_for_both_the_result_and_the_first_help(cast):
    both, one = a_victim(cast), a_victim(cast, VictimStatus.PRESUMED)
    first_help(cast, both)
    assert now("victim.verified") == (0, 2)
    victims.verify(victims.Step(both, DAY + 2 * HOUR), by=cast.health, now=DAY + 2 * HOUR)
    assert now("victim.verified") == (1, 2)
    assert {b.record_id for b in behind("victim.verified", window_of(Scope(HOME), period("2026-H1"), DAY.date()))} == {
        both, one,
    }  # fmt: skip


def test_in_time_counts_only_those_with_a_need_and_none_late(cast):
    prompt, late, none = a_victim(cast), a_victim(cast), a_victim(cast)
    for victim_id in (prompt, late):
        needs(cast, victim_id)
    needs(cast, none, answer=Answer.NO)
    first_help(cast, prompt)
    first_help(cast, late, DAY + timedelta(days=4))
    assert now("victim.supported_in_time") == (1, 2)
    assert now("victim.supported_in_time", date(2026, 3, 1)) == (0, 0)


def test_identified_with_needs_who_were_decided_support(cast):
    decided, waiting = a_victim(cast, VictimStatus.SUPPORT_DECIDED), a_victim(cast, VictimStatus.IDENTIFIED)
    a_victim(cast, VictimStatus.IDENTIFIED)
    for victim_id in (decided, waiting):
        needs(cast, victim_id)
    assert now("victim.need_supported") == (1, 2)


def test_what_is_recorded_later_does_not_move_an_earlier_figure(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)
    needs(cast, victim_id)
    before = now("victim.need_supported", date(2026, 3, 10))
    late = DAY + timedelta(days=30)
    command = victims.GiveSupport(victim_id, DAY + 6 * HOUR, regimes=("2024.health",))
    victims.decide_support(command, by=cast.health, now=late)
    assert before == now("victim.need_supported", date(2026, 3, 10)) == (0, 1)
    assert now("victim.need_supported") == (1, 1)


def test_referrals_accepted(cast):
    a_referral(cast, status=ReferralStatus.ACCEPTED)
    a_referral(cast)
    assert now("victim.referred") == (1, 2)
