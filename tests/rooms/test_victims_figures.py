"""The figures of victims: what counts, what divides, and what was known on an earlier day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lachan.indicators.figures import behind, figure, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import period
from lachan.victims import actions as victims
from lachan.victims.referral_rules import ReferralStatus
from lachan.victims.rules import VictimStatus
from lachan.victims.support_rules import Answer
from tests.people import HOME
from tests.world import DAY
from tests.world_victims import HOUR, a_referral, a_victim

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
