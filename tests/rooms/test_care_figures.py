"""The figures of care: relatives apart and together, children, refusals, loans; and what was known before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model

from lachan.indicators.figures import behind, figure, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import period
from lachan.victims import actions as victims
from lachan.victims.care_rules import CarePlanStatus, LinkOutcome, LoanStatus
from lachan.victims.referral_rules import FieldGroup, ReferralStatus
from lachan.victims.rules import VictimStatus
from lachan.victims.support_rules import Answer
from tests.people import HOME
from tests.world import DAY
from tests.world_care import a_child, a_loan, a_plan_of, a_relative, a_round
from tests.world_facilities import a_service
from tests.world_victims import HOUR, a_referral, a_victim

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=2)


def now(code, as_of=date(2026, 6, 30), **by):
    found = figure(code, window_of(Scope(HOME), period("2026-H1"), as_of), **by)
    return found.numerator, found.denominator


def needs(cast, victim_id, answer=Answer.YES, at=DAY + HOUR):
    answers = (("2024.essential_needs", answer),)
    victims.assess_needs(victims.AssessNeeds(victim_id, at, answers=answers), by=cast.health, now=at)


def helped(cast, victim_id, at):
    command = victims.GiveSupport(victim_id, at, regimes=("2024.essential_needs",))
    victims.support_initially(command, by=cast.border, now=at)


def test_victims_and_relatives_in_time_apart_and_together(cast):
    mother, other = a_victim(cast), a_victim(cast)
    brother, father = a_relative(cast, mother), a_relative(cast, other)
    for person in (mother, other, brother, father):
        needs(cast, person)
    helped(cast, mother, DAY + 2 * HOUR)
    helped(cast, brother, DAY + 2 * HOUR)
    helped(cast, father, DAY + timedelta(days=4))
    assert now("victim.supported_in_time") == (1, 2)
    assert now("relative.supported_in_time") == (1, 2)
    assert now("victim.with_relatives_in_time") == (2, 4)
    assert now("relative.received") == (2, None)


def test_a_need_that_is_not_known_is_no_need_and_no_refusal(cast):
    unknown = a_victim(cast)
    needs(cast, unknown, Answer.UNKNOWN)
    assert now("victim.with_relatives_in_time") == (0, 0)
    command = victims.RefuseSupport(unknown, LATER, "Đơn viết tay", ("2024.health",))
    victims.refuse_support(command, by=cast.health, now=LATER)
    assert now("victim.refused_support") == (1, None)


def test_children_are_counted_asked_linked_and_where_there_is_nothing(cast):
    mother = a_victim(cast)
    linked, spared, alone, unasked = (a_child(cast, mother) for _ in range(4))
    girl = a_victim(cast, codes={"birth_year": 2010})
    for child, command in (
        (linked, victims.LinkChild(linked, LATER, by_hotline=True)),
        (spared, victims.LinkChild(spared, LATER, "", LinkOutcome.NOT_NEEDED, reason="family")),
        (alone, victims.LinkChild(alone, LATER, "", LinkOutcome.NONE_THERE)),
    ):
        assert command.victim_id == child
        victims.link_child(command, by=cast.health, now=LATER)
    assert now("child.asked") == (3, 5)
    assert now("child.linked") == (1, 4)
    assert now("child.none_there") == (1, None)
    assert now("child.asked", DAY.date() + timedelta(days=1)) == (0, 5), "as it was known before anyone asked"
    window = window_of(Scope(HOME), period("2026-H1"), date(2026, 6, 30))
    assert {b.record_id for b in behind("child.asked", window)} == {linked, spared, alone, unasked, girl}


def test_plans_and_surveys(cast):
    a_plan_of(cast, CarePlanStatus.APPROVED, victim_id=a_victim(cast, VictimStatus.IDENTIFIED))
    a_plan_of(cast, CarePlanStatus.PROPOSED, victim_id=a_victim(cast, VictimStatus.IDENTIFIED))
    assert now("victim.planned") == (1, 2)
    asked = a_victim(cast)
    answers = (("2024.health", Answer.YES),)
    command = victims.AssessNeeds(asked, LATER, answers=answers, round_id=a_round(cast))
    victims.assess_needs(command, by=cast.health, now=LATER)
    needs(cast, a_victim(cast))
    assert now("victim.surveyed") == (1, None)


def test_loans_and_their_use_where_unknown_is_neither_right_nor_wrong(cast):
    for status in (LoanStatus.ASKED, LoanStatus.REFUSED):
        a_loan(cast, status)
    right, wrong, unclear = (a_loan(cast, LoanStatus.PAID) for _ in range(3))
    for loan_id, answer in ((right, Answer.YES), (wrong, Answer.NO), (unclear, Answer.UNKNOWN)):
        victims.follow_loan(victims.FollowLoan(loan_id, LATER, "Đã xem", answer), by=cast.health, now=LATER)
    assert now("loan.asked") == (5, None)
    assert now("loan.granted") == (3, 5)
    assert now("loan.used_as_meant") == (1, 2)
    divided = figure("loan.asked", window_of(Scope(HOME), period("2026-H1"), date(2026, 6, 30)), by=("lender",))
    assert divided.cell("vbsp").numerator == 5


def test_referrals_that_came_to_nothing_and_consent_taken_back(cast):
    a_referral(cast, status=ReferralStatus.NOT_COMPLETED)
    taken = a_referral(cast, fields=(FieldGroup.NAME, FieldGroup.CONTACT))
    command = victims.WithdrawConsent(taken, LATER, "", (FieldGroup.CONTACT,))
    victims.withdraw_referral(command, by=cast.health, now=LATER)
    assert now("referral.not_completed") == (1, None)
    assert now("referral.consent_withdrawn") == (1, None)


@pytest.mark.parametrize("code", ["loan.asked", "child.asked", "facility.assessed", "relative.received"])
def test_the_records_behind_a_figure_of_care_open_from_its_page(cast, client, code, time_machine):
    time_machine.move_to(LATER)
    loan_id = a_loan(cast)
    a_child(cast, a_victim(cast))
    a_relative(cast, a_victim(cast))
    a_service(cast)
    account = get_user_model().objects.get(username="health")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/so-lieu/{code}/")
    assert page.status_code == 200
    if code == "loan.asked":
        assert str(loan_id) in page.content.decode()


def test_the_first_help_of_all_is_held_against_the_clock_however_it_is_written_down(cast):
    prompt, late = a_relative(cast, a_victim(cast)), a_relative(cast, a_victim(cast))
    mother = a_victim(cast)
    for person, at in ((prompt, DAY + 2 * HOUR), (late, DAY + timedelta(days=5)), (mother, DAY + 2 * HOUR)):
        needs(cast, person)
        for when in (at, at + timedelta(days=9)):
            given = victims.ProvideService(person, when, regime="2024.essential_needs", item="meals")
            victims.provide_service(given, by=cast.health, now=when)
    assert now("relative.supported_in_time") == (1, 2)
    assert now("victim.supported_in_time") == (1, 1)
    assert now("victim.with_relatives_in_time") == (2, 3), "together is the sum of both apart"
