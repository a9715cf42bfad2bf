"""Numbers, percentages and dates as a Vietnamese official document writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lachan.reports.build.figures import vi_date, vi_long_date, vi_number, vi_ordinal, vi_percent, vi_share


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1000, "1.000"),
        (1234567, "1.234.567"),
        (1234.5, "1.234,5"),
        (17.0, "17"),
        (Decimal("1234.50"), "1.234,50"),
        (-1200, "-1.200"),
        (Decimal("1E+3"), "1.000"),
        (None, "–"),
    ],
)
def test_number(value, text):
    assert vi_number(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1234.56, 1, "1.234,6"), (2.5, 0, "3"), (1234, 2, "1.234,00"), (Decimal("-0.04"), 1, "0,0")],
)
def test_number_rounded_half_up(value, digits, text):
    assert vi_number(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (100, "100%"),
        (Decimal("100.00"), "100%"),
        (0, "0%"),
        (87.5, "87,5%"),
        (Decimal(1600) / Decimal(17), "94,1%"),
        (Decimal("66.66667"), "66,7%"),
        (None, "–"),
    ],
)
def test_percent(value, text):
    assert vi_percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [("89.97", "89,97%"), ("99.96", "99,96%"), ("90.004", "90,004%"), ("89.9996", "89,9996%")]
)
def test_a_percentage_that_is_not_whole_never_reads_as_the_target_it_misses(value, text):
    assert vi_percent(Decimal(value)) == text


def test_share():
    assert vi_share(16, 17) == "16/17"
    assert vi_share(1161, 1184) == "1.161/1.184"
    assert vi_share(None, 17) == "–"


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2021, 7, 9), "09/7/2021", "ngày 09 tháng 7 năm 2021"),
        (date(2026, 2, 14), "14/02/2026", "ngày 14 tháng 02 năm 2026"),
        (date(2026, 1, 7), "07/01/2026", "ngày 07 tháng 01 năm 2026"),
        (date(2026, 12, 25), "25/12/2026", "ngày 25 tháng 12 năm 2026"),
    ],
)
def test_dates_carry_a_zero_where_the_decree_says(day, short, long):
    assert vi_date(day) == short
    assert vi_long_date(day) == long


def test_no_date_leaves_room_for_the_pen():
    assert vi_date(None) == "–"
    assert vi_long_date(None).split() == ["ngày", "tháng", "năm", "20"]


@pytest.mark.parametrize(("given", "written"), [("7", "07"), ("10", "10"), ("007", "07"), ("", ""), ("12a", "12a")])
def test_document_number_under_ten_has_a_zero(given, written):
    assert vi_ordinal(given) == written
