"""The figures of cases: numerator and denominator of each, and that other offences do not count."""

from __future__ import annotations

from datetime import date

import pytest

from lachan.cases import actions as cases
from lachan.cases import queries
from lachan.cases.models import Accused
from lachan.cases.rules import CaseStatus
from lachan.indicators.figures import figure, kind_of, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import period
from tests.people import COMMUNE, HOME
from tests.world import DAY
from tests.world_cases import DAYS, a_case

pytestmark = pytest.mark.django_db
AT = DAY + 2 * DAYS


def known(code, as_of=date(2026, 6, 30), area=""):
    found = figure(code, window_of(Scope(HOME, area), period("2026-H1"), as_of))
    return (found.numerator, found.denominator)


@pytest.fixture
def some_cases(cast):
    for status in (CaseStatus.INVESTIGATING, CaseStatus.CONCLUDED, CaseStatus.PROSECUTED, CaseStatus.ACCEPTED):
        a_case(cast, status)
    return a_case(cast, CaseStatus.JUDGED, accused=2)


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("case.instituted", (5, None)),
        ("case.cleared", (4, 5)),
        ("case.prosecuted", (3, 4)),
        ("case.tried", (1, 2)),
        ("case.accused", (6, None)),
    ],
)
def test_each_figure(some_cases, code, figures):
    assert known(code) == known(code, area=COMMUNE) == figures
    assert known(code, as_of=date(2026, 3, 1)) == (0, None if figures[1] is None else 0)


def test_a_case_under_another_article_does_not_count_until_it_is_one_of_trafficking(cast):
    case_id = a_case(cast, tip=False, article="297.2")
    assert known("case.instituted") == (0, None)
    when = AT + 10 * DAYS
    cases.change_article(cases.Step(case_id, when), article="150.1", by=cast.police, now=when)
    assert known("case.instituted") == (1, None)
    assert known("case.instituted", as_of=(AT + 5 * DAYS).date()) == (0, None)


def test_persons_are_counted_as_persons(some_cases):
    assert kind_of("case.accused", window_of(Scope(HOME), period("2026-H1"), date(2026, 6, 30))) == "accused"


def test_the_persons_behind_a_figure_lead_to_their_case(cast, some_cases):
    ids = list(Accused.objects.values_list("id", flat=True))
    lines = queries.lines_of_accused(cast.standing, ids)
    assert set(lines) == set(ids)
    assert some_cases in {line.id for line in lines.values()}
    assert queries.lines_of_accused(cast.outsider, ids) == {}
