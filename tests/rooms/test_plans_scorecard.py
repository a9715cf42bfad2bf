"""The scorecard: figures from the records, the past as it was known, amendments, tasks, reports owed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lachan.base.errors import NotAllowed, Refused
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import period
from lachan.plans import actions as plans
from lachan.plans import queries
from lachan.plans.models import Task
from lachan.plans.rules import TargetState, TaskStatus
from lachan.tips.rules import TipStatus
from tests.people import HOME
from tests.world import DAY, a_tip
from tests.world_plans import a_plan, a_task

pytestmark = pytest.mark.django_db
DATE = DAY.date()


def row(card, code):
    return next(t for t in card.targets if t.indicator == code)


def test_targets_are_computed_by_the_one_function_of_figures(cast):
    a_tip(cast)
    a_tip(cast, TipStatus.CLASSIFIED)
    card = queries.scorecard(cast.standing, a_plan(cast), DATE)
    classified = row(card, "tip.classified")
    alone = figure("tip.classified", window_of(Scope(HOME), period("2026"), DATE))
    assert classified.figure == alone
    assert (classified.figure.numerator, classified.figure.denominator, classified.assigned) == (1, 2, "100%")
    assert classified.state is TargetState.NOT_MET
    assert len(classified.series) == 3


def test_an_earlier_day_shows_what_was_known_then(cast):
    plan_id = a_plan(cast)
    a_tip(cast, TipStatus.CLASSIFIED, at=DAY)
    then = queries.scorecard(cast.police, plan_id, DATE)
    a_tip(cast, at=DAY + timedelta(days=10))
    late = DAY + timedelta(days=20)
    target = row(then, "tip.classified")
    amended = plans.AmendTarget(plan_id, target.id, ">=", 80.0, "%", target.subject)
    plans.amend_target(amended, by=cast.standing, now=late)
    plans.connect_target(plan_id, row(then, "tip.resolved").id, "", by=cast.standing, now=late)
    again = queries.scorecard(cast.police, plan_id, DATE)
    assert again == then
    now = queries.scorecard(cast.police, plan_id, late.date())
    assert (row(now, "tip.classified").assigned, row(now, "tip.classified").figure.denominator) == ("≥ 80%", 2)
    assert [t.state for t in now.targets if not t.indicator] == [TargetState.NOT_CONNECTED]
    assert row(then, "tip.classified").state is TargetState.MET


def test_a_period_may_be_chosen_within_the_plans_years(cast):
    plan_id = a_plan(cast)
    a_tip(cast, at=DAY)
    half = queries.scorecard(cast.standing, plan_id, date(2026, 7, 1), "2026-H2")
    assert row(half, "tip.classified").figure.denominator == 0
    assert row(half, "tip.classified").state is TargetState.NO_DATA
    with pytest.raises(Refused, match="nằm ngoài"):
        queries.scorecard(cast.standing, plan_id, DATE, "2024-H1")


def test_tasks_are_counted_by_leader_as_known_on_the_day(cast):
    task_id = a_task(cast, TaskStatus.DONE)
    plan_id = Task.objects.get(id=task_id).plan_id
    before = queries.scorecard(cast.standing, plan_id, date(2026, 3, 1))
    assert before.tasks.assigned == 0
    card = queries.scorecard(cast.standing, plan_id, date(2026, 7, 15))
    police = next(x for x in card.leads if x.agency_id == cast.police.agency_id)
    assert (police.assigned, police.done, police.late) == (2, 1, 1)
    assert (card.tasks.assigned, card.tasks.done, card.tasks.late) == (5, 1, 1)


def test_reports_owed_are_counted_and_an_agency_notes_only_its_own(cast):
    plan_id = a_plan(cast)
    half = next(d for d in queries.scorecard(cast.police, plan_id, DATE).duties if d.period_code == "2026-H1")
    assert half.is_mine and half.due_on == date(2026, 6, 15) and half.sent == 0
    mine = plans.SendReport(plan_id, half.occurrence_id, cast.police.agency_id, DATE)
    plans.send_report(mine, by=cast.police, now=DAY)
    with pytest.raises(Refused, match="đã được ghi nhận"):
        plans.send_report(mine, by=cast.police, now=DAY)
    other = plans.SendReport(plan_id, half.occurrence_id, cast.health.agency_id, DATE)
    with pytest.raises(Refused, match="cơ quan mình"):
        plans.send_report(other, by=cast.police, now=DAY)
    plans.send_report(other, by=cast.standing, now=DAY)
    with pytest.raises(NotAllowed):
        plans.send_report(other, by=cast.auditor, now=DAY)
    after = next(d for d in queries.scorecard(cast.police, plan_id, DATE).duties if d.period_code == "2026-H1")
    assert (after.sent, after.mine_sent_on) == (2, DATE)
    assert half.expected > 2


def test_only_the_standing_office_amends_and_an_unknown_way_of_counting_is_refused(cast):
    plan_id = a_plan(cast)
    target = queries.scorecard(cast.standing, plan_id, DATE).targets[0]
    with pytest.raises(NotAllowed):
        plans.connect_target(plan_id, target.id, "tip.resolved", by=cast.police, now=DAY)
    with pytest.raises(Refused, match="Không có cách tính"):
        plans.connect_target(plan_id, target.id, "khong.co", by=cast.standing, now=DAY)


def test_the_newest_plan_of_a_year_is_found(cast):
    plan_id = a_plan(cast)
    assert queries.newest_plan(cast.police, 2026).id == plan_id
    assert queries.newest_plan(cast.police, 2025) is None
    assert queries.newest_plan(cast.outsider, 2026) is None
