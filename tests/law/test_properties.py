"""What holds for every limit and every day: none ends before it starts, a later start never ends earlier."""

from __future__ import annotations

import calendar as gregorian
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.base.clock import VIETNAM
from lachan.law.book import shipped
from lachan.law.calendar import working_calendar
from lachan.law.deadlines import ClockState, due, state
from lachan.law.rows import DeadlineRow, Roll, Unit

CALENDAR = working_calendar(shipped())
FORWARD = [row for row in shipped().all_of(DeadlineRow) if row.direction == "after"]
BACKWARD = [row for row in shipped().all_of(DeadlineRow) if row.direction == "before"]
DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))
BAD_SECONDS = timedelta(seconds=1)


@st.composite
def limits(draw: st.DrawFn, rows: list[DeadlineRow] = FORWARD) -> tuple[DeadlineRow, date]:
    row = draw(st.sampled_from(rows))
    return row, draw(st.dates(row.in_force_from, row.in_force_until or date(2029, 12, 31)))


@given(limits())
def test_no_limit_ends_before_it_starts(limit: tuple[DeadlineRow, date]) -> None:
    row, start = limit
    found = due(row.id, start, shipped())
    assert found.ends_at > found.starts_at
    assert found.source == row.source


@given(limits(BACKWARD))
def test_a_limit_before_an_end_lies_before_it(limit: tuple[DeadlineRow, date]) -> None:
    row, end = limit
    assert due(row.id, end, shipped()).due < end


@given(limits(), st.integers(1, 40))
def test_a_later_start_never_ends_earlier_under_the_same_row(limit: tuple[DeadlineRow, date], days: int) -> None:
    row, start = limit
    later = start + timedelta(days=days)
    if row.covers(later):
        assert due(row.id, later, shipped()).ends_at >= due(row.id, start, shipped()).ends_at


@given(limits())
def test_a_limit_that_rolls_ends_on_a_working_day(limit: tuple[DeadlineRow, date]) -> None:
    row, start = limit
    if row.unit == Unit.WORKING_DAY or (row.roll == Roll.NEXT_WORKING_DAY and row.unit != Unit.HOUR):
        assert CALENDAR.is_working_day(due(row.id, start, shipped()).due)


@given(limits([row for row in FORWARD if row.unit == Unit.MONTH]))
def test_a_month_ends_on_the_same_date_or_on_the_months_end(limit: tuple[DeadlineRow, date]) -> None:
    row, start = limit
    found = due(row.id, start, shipped())
    last = found.rolled_from or found.due
    assert last.day == start.day or last.day == gregorian.monthrange(last.year, last.month)[1]
    assert (last.year - start.year) * 12 + last.month - start.month == row.length


@given(DAYS, st.integers(0, 60))
def test_working_days_count_forth_and_back(day: date, count: int) -> None:
    start = CALENDAR.next_working_day(day)
    end = CALENDAR.add_working_days(start, count)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.add_working_days(end, -count) == start
    assert CALENDAR.working_days_between(start, end) == count
    assert CALENDAR.working_days_between(end, start) == -count


@given(DAYS)
def test_the_next_working_day_is_worked_and_the_nearest(day: date) -> None:
    found = CALENDAR.next_working_day(day)
    assert CALENDAR.is_working_day(found) and CALENDAR.next_working_day(found) == found
    assert not any(CALENDAR.is_working_day(day + timedelta(days=n)) for n in range((found - day).days))


@settings(deadline=None)
@given(limits(), st.integers(0, 200), st.integers(0, 23))
def test_a_clock_only_moves_forward(limit: tuple[DeadlineRow, date], days: int, hours: int) -> None:
    row, start = limit
    order = [ClockState.ON_TRACK, ClockState.AT_RISK, ClockState.BREACHED]
    clock = due(row.id, datetime(start.year, start.month, start.day, 9, tzinfo=VIETNAM), shipped())
    now = clock.starts_at + timedelta(days=days, hours=hours)
    early, late = state(clock, now, None, shipped()), state(clock, now + timedelta(days=1), None, shipped())
    assert order.index(early) <= order.index(late)
    assert (late == ClockState.BREACHED) == (now + timedelta(days=1) > clock.ends_at)


@given(limits(), st.integers(-5, 5))
def test_done_in_time_is_met_and_after_it_is_late(limit: tuple[DeadlineRow, date], minutes: int) -> None:
    row, start = limit
    clock = due(row.id, start, shipped())
    done = clock.ends_at + timedelta(minutes=minutes) - BAD_SECONDS
    wanted = ClockState.MET if done < clock.ends_at else ClockState.MET_LATE
    assert state(clock, done, done, shipped()) == wanted
