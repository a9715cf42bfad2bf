"""What a period code covers in each reporting calendar, and when its report is due."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from lachan.law.book import LawBook, shipped
from lachan.law.loading import parse, shipped_rows
from lachan.law.periods import BadPeriod, period, period_of, previous

PERIODS = [
    # calendar          code       from          until         due
    ("administrative", "2026-H1", "2025-12-15", "2026-06-14", "2026-06-25"),
    ("administrative", "2026-H2", "2026-06-15", "2026-12-14", "2026-12-25"),
    ("administrative", "2026", "2025-12-15", "2026-12-14", "2026-12-25"),
    ("administrative", "2026-9M", "2025-12-15", "2026-09-14", "2026-09-25"),
    ("administrative", "2026-Q1", "2025-12-15", "2026-03-14", "2026-03-25"),
    ("administrative", "2026-Q2", "2026-03-15", "2026-06-14", "2026-06-25"),
    ("administrative", "2026-Q4", "2026-09-15", "2026-12-14", "2026-12-25"),
    ("administrative", "2026-M01", "2025-12-15", "2026-01-14", "2026-01-25"),
    ("administrative", "2026-M09", "2026-08-15", "2026-09-14", "2026-09-25"),
    ("administrative", "2026-09", "2026-08-15", "2026-09-14", "2026-09-25"),
    ("statistics", "2026-H1", "2026-01-01", "2026-06-30", "2026-07-29"),
    ("statistics", "2026", "2026-01-01", "2026-12-31", "2027-03-31"),
    ("statistics", "2026-Q3", "2026-07-01", "2026-09-30", None),
    ("statistics", "2026-M02", "2026-02-01", "2026-02-28", None),
    ("statistics", "2024-M02", "2024-02-01", "2024-02-29", None),
    ("statistics", "2026-M04", "2026-04-01", "2026-04-30", None),
    ("investigation", "2026-Q1", "2025-10-01", "2025-12-31", "2026-01-15"),
    ("investigation", "2026-H1", "2025-10-01", "2026-03-31", "2026-04-15"),
    ("investigation", "2026-9M", "2025-10-01", "2026-06-30", "2026-07-15"),
    ("investigation", "2026", "2025-10-01", "2026-09-30", "2026-10-15"),
    ("us_tip", "2026", "2025-04-01", "2026-03-31", None),
]


@pytest.mark.parametrize(("calendar", "code", "start", "end", "due"), PERIODS)
def test_periods(calendar: str, code: str, start: str, end: str, due: str | None) -> None:
    found = period(code, calendar, shipped())
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)
    assert (found.due.isoformat() if found.due else None) == due
    assert found.source and found.calendar == calendar


@pytest.mark.parametrize(("written", "code"), [("2026-h1", "2026-H1"), (" 2026-09 ", "2026-M09"), ("2026", "2026")])
def test_one_code_for_each_way_of_writing(written: str, code: str) -> None:
    assert period(written, book=shipped()).code == code


@pytest.mark.parametrize(
    ("code", "label"),
    [("2026-H1", "6 tháng đầu năm 2026"), ("2026-Q3", "Quý III năm 2026"), ("2026", "Năm 2026")],
)
def test_labels(code: str, label: str) -> None:
    assert period(code, book=shipped()).label == label


@pytest.mark.parametrize("code", ["2026-H3", "26-H1", "2026-M13", "2026-9", "H1-2026", "", "2026-Q5"])
def test_a_code_that_names_no_period_is_refused_with_examples(code: str) -> None:
    with pytest.raises(BadPeriod, match="2026-H1"):
        period(code, book=shipped())


def test_a_calendar_without_the_period_says_which_calendars_there_are() -> None:
    with pytest.raises(BadPeriod, match="administrative, fund, inter_agency, investigation, programme"):
        period("2026-H1", "lunar", shipped())


def test_a_period_that_the_plan_sets_is_not_guessed() -> None:
    with pytest.raises(BadPeriod, match="do kế hoạch"):
        period("2026-H1", "programme", shipped())


def test_parts_follow_each_other_without_gap_through_the_year() -> None:
    for parts in (["H1", "H2"], ["Q1", "Q2", "Q3", "Q4"], [f"M{n:02d}" for n in range(1, 13)]):
        found = [period(f"2026-{part}", book=shipped()) for part in parts]
        whole = period("2026", book=shipped())
        assert (found[0].start, found[-1].end) == (whole.start, whole.end)
        assert all(b.start - a.end == timedelta(days=1) for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("day", "part", "calendar", "code"),
    [
        ("2025-12-14", "H", "administrative", "2025-H2"),
        ("2025-12-15", "H", "administrative", "2026-H1"),
        ("2026-06-14", "H", "administrative", "2026-H1"),
        ("2025-12-31", "Y", "administrative", "2026"),
        ("2025-12-31", "Y", "statistics", "2025"),
        ("2025-10-01", "Y", "investigation", "2026"),
        ("2026-03-14", "Q", "administrative", "2026-Q1"),
        ("2026-08-15", "M", "administrative", "2026-M09"),
    ],
)
def test_the_period_a_day_falls_in(day: str, part: str, calendar: str, code: str) -> None:
    assert period_of(date.fromisoformat(day), part, calendar, shipped()).code == code


@pytest.mark.parametrize(("code", "before"), [("2026-H1", "2025-H1"), ("2026", "2025"), ("2026-M09", "2025-M09")])
def test_the_same_period_a_year_earlier(code: str, before: str) -> None:
    assert previous(period(code, book=shipped()), shipped()).code == before


def _statistics(due: list[int]) -> LawBook:
    raw = {
        "id": "statistics.H1",
        "calendar": "statistics",
        "period": "H1",
        "name": "6 tháng đầu năm",
        "starts": [0, 1, 1],
        "ends": [0, 6, 30],
        "due": due,
        "due_roll": "holiday_only",
        "source": "NĐ 139/2026/NĐ-CP",
        "confidence": "confirmed",
        "in_force_from": "2026-01-01",
    }
    return LawBook(shipped_rows(), [parse("reporting", raw, origin="local")])


def test_statistics_a_weekend_leaves_the_day_and_a_holiday_moves_it() -> None:
    saturday, national_day = [0, 8, 1], [0, 9, 2]
    assert period("2026-H1", "statistics", _statistics(saturday)).due == date(2026, 8, 1)
    assert period("2026-H1", "statistics", _statistics(national_day)).due == date(2026, 9, 3)
