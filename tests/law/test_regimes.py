"""Two laws side by side: the day of identification decides, and the matrix of each law."""

from __future__ import annotations

from datetime import date

import pytest

from lachan.law.book import shipped
from lachan.law.regimes import NoRegime, eligible_regimes, regime_for
from lachan.law.rows import EligibilityRow, RegimeRow

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)

REGIMES = [
    (date(2012, 1, 1), "L2011"),
    (OLD, "L2011"),
    (NEW, "L2024"),
    (date(2026, 11, 22), "L2024"),
    (None, "L2024"),
]


@pytest.mark.parametrize(("identified_on", "law"), REGIMES)
def test_the_day_of_identification_decides(identified_on: date | None, law: str) -> None:
    assert regime_for(identified_on, shipped()) == law


def test_before_the_first_law_there_is_no_regime() -> None:
    with pytest.raises(NoRegime, match="31/12/2011 sớm hơn Luật 66/2011"):
        regime_for(date(2011, 12, 31), shipped())


MATRIX = [
    # person                         identified  letters of the regimes
    ("victim", NEW, "a b c d đ e g h i k"),
    ("accompanying_minor", NEW, "a b c d đ e g h"),
    ("presumed_abroad", NEW, "a b c d"),
    ("minor_of_presumed_abroad", NEW, "a b c d"),
    ("presumed_in_vietnam", NEW, "a b c d đ e g"),
    ("minor_of_presumed_in_vietnam", NEW, "a b c d đ e g"),
    ("foreign_victim", NEW, "a b c d đ g"),
    ("foreign_presumed", NEW, "a b c d đ g"),
    ("victim", OLD, "a b c d đ e"),
    ("foreign_victim", OLD, "a b c d"),
    ("accompanying_minor", OLD, "a b c"),
]


@pytest.mark.parametrize(("person", "identified_on", "letters"), MATRIX)
def test_the_matrix(person: str, identified_on: date, letters: str) -> None:
    found = eligible_regimes(person, identified_on, book=shipped())
    assert [line.letter for line in found] == letters.split()
    assert {line.as_appropriate for line in found} == {person.startswith("foreign_") and identified_on == NEW}


def test_one_not_yet_identified_has_the_law_of_the_day() -> None:
    assert {e.law for e in eligible_regimes("presumed_in_vietnam", on=date(2026, 1, 5), book=shipped())} == {"L2024"}
    assert {e.law for e in eligible_regimes("presumed_in_vietnam", book=shipped())} == {"L2024"}


def test_old_conditions_stay_with_the_old_law() -> None:
    conditions = {line.regime: line.condition for line in eligible_regimes("victim", OLD, book=shipped())}
    assert "hộ nghèo" in conditions["2011.hardship"]
    assert all(not line.condition for line in eligible_regimes("victim", NEW, book=shipped()))


def test_a_kind_of_person_the_law_does_not_name_is_refused() -> None:
    with pytest.raises(NoRegime, match="presumed_abroad"):
        eligible_regimes("presumed_abroad", OLD, book=shipped())


def test_the_matrix_speaks_only_of_people_and_regimes_that_exist() -> None:
    people = {row.id for row in shipped().rows("person_kinds")}
    regimes = {row.id for row in shipped().all_of(RegimeRow)}
    for row in shipped().all_of(EligibilityRow):
        assert row.person_kind in people
        assert {*row.regimes, *row.as_appropriate, *(r for r, _ in row.conditions)} <= regimes
        assert all(regime.startswith(row.law.removeprefix("L")) for regime in row.regimes)
