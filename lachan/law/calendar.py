"""Working days of the civil service: Monday to Friday, less the days off, plus the Saturdays worked in exchange."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from lachan.law.book import LawBook, current
from lachan.law.rows import CalendarRow

_ONE = timedelta(days=1)


class WorkingCalendar:
    """The public calendar of the library, corrected day by day by the rows of the book."""

    def __init__(self, rows: Iterable[CalendarRow] = ()) -> None:
        # The book may hold two rows for a day; the local one comes first and wins.
        self._rows = {row.day: row.day_kind for row in reversed(list(rows))}
        import holidays  # late: a third of a second that most commands and the first page do without

        self._base = holidays.country_holidays("VN")

    def is_working_day(self, day: date) -> bool:
        named = self._rows.get(day)
        if named is not None:
            return named == "swap_work"
        return self._base.is_working_day(day)

    def is_holiday(self, day: date) -> bool:
        """A public day off by law or by notice; a plain weekend is not one."""
        named = self._rows.get(day)
        return named != "swap_work" if named is not None else day in self._base

    def next_working_day(self, day: date) -> date:
        """The day itself when it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += _ONE
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``, which is not counted itself. Counts back when negative."""
        step, day = (_ONE if count >= 0 else -_ONE), start
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and including ``end``; below zero when ``end`` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(1 for day in days if self.is_working_day(day))


@lru_cache(maxsize=8)
def _of(book: LawBook) -> WorkingCalendar:
    return WorkingCalendar(book.all_of(CalendarRow))


def working_calendar(book: LawBook | None = None) -> WorkingCalendar:
    """The calendar that the book names; the current book unless one is given."""
    return _of(book or current())
