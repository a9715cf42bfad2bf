"""The days off and the worked Saturdays of 2025 to 2027, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from lachan.law.book import shipped
from lachan.law.calendar import working_calendar
from lachan.law.rows import CalendarRow

CALENDAR = working_calendar(shipped())

DAYS_OFF = {
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
    2027: "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24",
}
WORKED_SATURDAYS = {2025: "04-26", 2026: "01-10 08-22", 2027: ""}


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_a_year_day_by_day(year: int) -> None:
    off = {date.fromisoformat(f"{year}-{day}") for day in DAYS_OFF[year].split()}
    worked = {date.fromisoformat(f"{year}-{day}") for day in WORKED_SATURDAYS[year].split()}
    for n in range(366):
        day = date(year, 1, 1) + timedelta(days=n)
        if day.year == year:
            wanted = day in worked or (day.weekday() < 5 and day not in off)
            assert CALENDAR.is_working_day(day) == wanted, day


NEXT = [
    ("2026-02-14", "2026-02-23", "Thứ Bảy trước Tết Bính Ngọ"),
    ("2026-01-10", "2026-01-10", "Thứ Bảy làm bù"),
    ("2025-04-30", "2025-05-05", "30/4 và 01/5/2025"),
    ("2026-08-29", "2026-09-03", "Quốc khánh 2026"),
    ("2026-11-24", "2026-11-25", "Ngày Văn hóa Việt Nam"),
    ("2027-02-03", "2027-02-03", "ngày làm việc cuối trước Tết Đinh Mùi"),
    ("2027-02-04", "2027-02-11", "Tết Đinh Mùi"),
    ("2024-02-08", "2024-02-15", "Tết Giáp Thìn, theo lịch chung"),
]


@pytest.mark.parametrize(("day", "wanted", "why"), NEXT)
def test_next_working_day(day: str, wanted: str, why: str) -> None:
    assert CALENDAR.next_working_day(date.fromisoformat(day)) == date.fromisoformat(wanted), why


COUNTS = [
    ("2026-02-13", 1, "2026-02-23"),
    ("2026-02-23", -1, "2026-02-13"),
    ("2026-01-09", 1, "2026-01-10"),
    ("2026-08-21", 1, "2026-08-22"),
    ("2026-08-22", 3, "2026-08-26"),
    ("2026-03-07", 1, "2026-03-09"),
    ("2026-03-06", 0, "2026-03-06"),
]


@pytest.mark.parametrize(("start", "count", "wanted"), COUNTS)
def test_add_working_days(start: str, count: int, wanted: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(start), count) == date.fromisoformat(wanted)


def test_each_swapped_day_off_has_its_worked_saturday() -> None:
    rows = shipped().all_of(CalendarRow)
    off, worked = ([r.day for r in rows if r.day_kind == kind] for kind in ("swap_off", "swap_work"))
    assert len(off) == len(worked)
    assert all(day.weekday() == 5 for day in worked)


def test_the_shipped_days_and_the_public_calendar_differ_only_where_known() -> None:
    public = holidays.country_holidays("VN", years=range(2025, 2028))
    days = (date(2025, 1, 1) + timedelta(days=n) for n in range(1095))
    differ = [day for day in days if CALENDAR.is_working_day(day) != public.is_working_day(day)]
    assert differ == [date(2026, 1, 2), date(2026, 1, 10)]  # CV 12729/VPCP-KGVX is not in the library


def test_a_weekend_is_no_holiday_and_a_holiday_is() -> None:
    assert not CALENDAR.is_holiday(date(2026, 3, 7))
    assert CALENDAR.is_holiday(date(2026, 4, 30))
    assert not CALENDAR.is_holiday(date(2026, 1, 10))
