"""Figures divided by dimensions: every indicator, every dimension it names, parts add up to the whole."""

from __future__ import annotations

from datetime import date

import pytest

from lachan.base.clock import end_of_day
from lachan.base.persons import Sex
from lachan.indicators import figures
from lachan.indicators.definitions import indicators
from lachan.indicators.dimensions import dimension
from lachan.indicators.figures import figure
from lachan.indicators.glotip import COLUMNS, glotip, mapping
from lachan.indicators.measures import MEASURES, Scope, Window
from lachan.indicators.wording import choices, heads, values
from lachan.law.book import current
from lachan.victims.attributes import Country
from lachan.victims.rules import VictimStatus
from tests.people import HOME
from tests.world import a_tip
from tests.world_cases import a_case
from tests.world_victims import a_referral, a_victim

pytestmark = pytest.mark.django_db
WINDOW = Window(Scope(HOME), date(2025, 12, 15), date(2026, 6, 14), end_of_day(date(2026, 6, 30)))


@pytest.fixture
def a_world(cast):
    a_tip(cast)
    a_case(cast)
    a_victim(cast, VictimStatus.IDENTIFIED)
    a_referral(cast, a_victim(cast))


def test_every_indicator_has_its_one_function_and_every_function_its_row():
    assert set(indicators()) == set(MEASURES)


def test_the_parts_of_every_dimension_add_up_to_the_whole(a_world):
    for code, rule in indicators().items():
        whole = figure(code, WINDOW)
        for name in rule.by:
            divided = figure(code, WINDOW, by=(name,))
            assert (divided.numerator, divided.denominator) == (whole.numerator, whole.denominator), (code, name)
            assert sum(cell.numerator for cell in divided.cells) == whole.numerator, (code, name)


def test_two_dimensions_at_once(a_world):
    found = figure("victim.received", WINDOW, by=("sex", "age_group"))
    assert found.numerator == 2 == sum(c.numerator for c in found.cells)
    assert found.cell("nobody", "nowhere").numerator == 0
    sexes, groups = values(found)
    assert sexes["female"] == "Nữ"
    assert set(groups) == {c.keys[1] for c in found.cells}
    assert heads(found) == ["Giới tính", "Trẻ em, người lớn"]


def test_values_have_words_for_places_agencies_and_times(a_world):
    found = figure("victim.received", WINDOW, by=("area", "agency", "quarter"))
    area, agency, quarter = values(found)
    assert set(area.values()) == {"xã Thử Một"}
    assert all("thử nghiệm" in name for name in agency.values())
    assert list(quarter.items()) == [("2026-Q1", "Quý I năm 2026")]
    assert ("sex", "Giới tính") in choices("victim.received")


def test_the_tables_of_glotip_add_up_and_know_every_code(a_world):
    rows = glotip(HOME, 2026, date(2026, 6, 30))
    by_place = {(r.indicator, r.dimension, r.category, r.sex, r.age): r.value for r in rows}
    victims = "Detected trafficking victims"
    assert by_place[victims, "Total", "Total", "Total", "Total"] == 1
    assert by_place["Persons brought into formal contact", "Total", "Total", "Total", "Total"] == 1
    for kind, named in {(r.indicator, r.dimension) for r in rows}:
        parts = [r for r in rows if (r.indicator, r.dimension) == (kind, named) and "Total" not in (r.sex, r.age)]
        whole = [r for r in rows if (r.indicator, r.dimension, r.sex, r.age) == (kind, named, "Total", "Total")]
        assert not parts or sum(r.value for r in parts) == sum(r.value for r in whole), (kind, named)
    known = mapping()
    assert {r.id for r in current().rows("purpose_details")} <= set(known["form"])
    assert {str(c) for c in Country} <= set(known["country"]) and {str(s) for s in Sex} <= set(known["sex"])
    assert len(rows[0].cells) == len(COLUMNS)


def test_a_rate_waits_for_its_population(a_world, monkeypatch):
    assert figure("victim.per_100k", WINDOW).value is None
    monkeypatch.setattr(figures, "_parameter", lambda rule, window: 50_000)
    assert figure("victim.per_100k", WINDOW).value == 2.0
    assert figure("victim.per_100k", WINDOW, by=("sex",)).cells[0].value == 2.0


def test_a_record_is_of_the_kind_its_row_says():
    for code, rule in indicators().items():
        cohort = MEASURES[code](WINDOW)
        assert cohort.kind == rule.record
        for name in rule.by:
            assert dimension(cohort.kind, name, cohort.columns).label
