"""When a statutory time limit ends, and how a clock stands: pure arithmetic over the row in force on the start day."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from lachan.base.clock import VIETNAM
from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.law.book import LawBook, current
from lachan.law.calendar import WorkingCalendar, working_calendar
from lachan.law.rows import Confidence, DeadlineRow, Roll, Unit


class UnknownRule(Refused):
    """No such time limit."""


class NoRowInForce(Refused):
    """The time limit exists, but nothing was in force on the start day."""


@dataclass(frozen=True)
class Due:
    """The end of a time limit. A date ends at 24:00 of that day.

    ``rolled_from`` is the last day as counted, when a day off moved it.
    """

    rule: str
    start: date
    due: date
    unit: Unit
    length: int
    source: str
    confidence: Confidence
    in_force_from: date
    label: str
    note: str = ""
    rolled_from: date | None = None

    @property
    def ends_at(self) -> datetime:
        """The instant after which the limit is broken, aware, in Vietnamese time."""
        return _instant(self.due, end=True)

    @property
    def starts_at(self) -> datetime:
        return _instant(self.start, end=False)


class ClockState(Labelled):
    ON_TRACK = "on_track", "Trong hạn"
    AT_RISK = "at_risk", "Sắp đến hạn"
    BREACHED = "breached", "Quá hạn"
    MET = "met", "Xong đúng hạn"
    MET_LATE = "met_late", "Xong trễ hạn"


def due(rule: str, start: date, book: LawBook | None = None) -> Due:
    """Apply the row in force on the start day. A naive datetime is read as Vietnamese time.

    Hours give an instant in the form of the start; days, working days and months give a date.
    Raises ``UnknownRule`` or ``NoRowInForce``.
    """
    book = book or current()
    row = _row_in_force(book, rule, _local_day(start))
    if row.unit == Unit.HOUR:
        return _due(row, start, _add_hours(row, start))
    last = _LAST_DAY[row.unit](_local_day(start), row.length if row.direction == "after" else -row.length, book)
    end = _roll(row, last, working_calendar(book))
    return _due(row, start, end, rolled_from=last if end != last else None)


def _row_in_force(book: LawBook, rule: str, on: date) -> DeadlineRow:
    row = book.find(DeadlineRow, rule, on)
    if row is not None:
        return row
    history = book.history(DeadlineRow, rule)
    if not history:
        raise UnknownRule(f"Không có thời hạn mang mã «{rule}». Xem danh sách mã bằng lệnh «lachan law list».")
    spans = "; ".join(_span(r) for r in sorted(history, key=lambda r: r.in_force_from))
    raise NoRowInForce(
        f"Thời hạn «{history[0].name}» ({rule}) không có quy định nào có hiệu lực ngày {on:%d/%m/%Y}."
        f" Quy định đang có: {spans}. Kiểm tra lại ngày bắt đầu, hoặc bổ sung quy định ở trang Pháp luật."
    )


def _span(row: DeadlineRow) -> str:
    until = f" đến hết {row.in_force_until:%d/%m/%Y}" if row.in_force_until else ""
    return f"từ {row.in_force_from:%d/%m/%Y}{until}"


def _add_hours(row: DeadlineRow, start: date) -> datetime:
    begin = start if isinstance(start, datetime) else datetime.combine(start, time(), tzinfo=VIETNAM)
    return begin + timedelta(hours=row.length if row.direction == "after" else -row.length)


def _add_days(start: date, count: int, book: LawBook) -> date:
    return start + timedelta(days=count)


def _add_working_days(start: date, count: int, book: LawBook) -> date:
    return working_calendar(book).add_working_days(start, count)


def _add_months(start: date, count: int, book: LawBook) -> date:
    """The same date of the month that far away, or that month's end when it has no such date."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, gregorian.monthrange(year, month + 1)[1]))


_LAST_DAY: dict[Unit, Callable[[date, int, LawBook], date]] = {
    Unit.DAY: _add_days,
    Unit.WORKING_DAY: _add_working_days,
    Unit.MONTH: _add_months,
}


def _roll(row: DeadlineRow, last: date, days: WorkingCalendar) -> date:
    return roll(row.roll, last, days) if row.direction == "after" else last


def roll(how: Roll, last: date, days: WorkingCalendar) -> date:
    """Where a last day moves when it is a day off."""
    moves = how == Roll.NEXT_WORKING_DAY or (how == Roll.HOLIDAY_ONLY and days.is_holiday(last))
    return days.next_working_day(last) if moves else last


def _due(row: DeadlineRow, start: date, end: date, rolled_from: date | None = None) -> Due:
    by_day = row.unit == Unit.HOUR and not isinstance(start, datetime)
    from_midnight = f"Chưa ghi giờ: tính từ 00:00 ngày {start:%d/%m/%Y}." if by_day else ""
    return Due(
        rule=row.id,
        start=start,
        due=end,
        unit=row.unit,
        length=row.length,
        source=row.source,
        confidence=row.confidence,
        in_force_from=row.in_force_from,
        label=row.label or f"{row.length} {row.unit.label}",
        note=" ".join(part for part in (row.note, from_midnight) if part),
        rolled_from=rolled_from,
    )


def due_json(due: Due) -> dict[str, Any]:
    """The fixed shape of ``lachan law due --json``."""
    shown = due.due
    if isinstance(shown, datetime) and not isinstance(due.start, datetime):
        shown = shown.replace(tzinfo=None)
    return {
        "rule": due.rule,
        "start": _iso(due.start),
        "due": _iso(shown),
        "unit": due.unit.value,
        "length": due.length,
        "source": due.source,
        "confidence": due.confidence.value,
        "in_force_from": due.in_force_from.isoformat(),
    }


def _iso(value: date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.isoformat(timespec="seconds" if value.second else "minutes")


def state(due: Due, now: datetime, done_at: date | None = None, book: LawBook | None = None) -> ClockState:
    """How the clock stands at ``now``: at risk in its last quarter, or with at most one working day left."""
    if done_at is not None:
        return ClockState.MET if _in_time(due, done_at) else ClockState.MET_LATE
    if not _in_time(due, now):
        return ClockState.BREACHED
    left, whole = due.ends_at - _instant(now, end=False), due.ends_at - due.starts_at
    return ClockState.AT_RISK if left * 4 <= whole or _last_working_day(due, now, book) else ClockState.ON_TRACK


def _in_time(due: Due, moment: date) -> bool:
    if isinstance(due.due, datetime) and isinstance(moment, datetime):
        return _instant(moment, end=False) <= due.ends_at
    return _local_day(moment) <= _local_day(due.due)


def _last_working_day(due: Due, now: datetime, book: LawBook | None) -> bool:
    if due.unit == Unit.HOUR:
        return False
    return working_calendar(book).add_working_days(_local_day(now), 2) > due.due


def _local_day(value: date) -> date:
    if not isinstance(value, datetime):
        return value
    return value.astimezone(VIETNAM).date() if value.tzinfo else value.date()


def _instant(value: date, *, end: bool) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=VIETNAM)
    day = value + timedelta(days=1) if end else value
    return datetime.combine(day, time(), tzinfo=VIETNAM)
