"""The only place that reads the time; doors ask it and hand the answer down."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This instant, aware, in Vietnamese time."""
    return datetime.now(VIETNAM)


def today() -> date:
    return now().date()


def local_day(moment: datetime) -> date:
    """The calendar day in Viet Nam on which an aware instant falls."""
    return moment.astimezone(VIETNAM).date()


def end_of_day(day: date) -> datetime:
    """The last microsecond of a Vietnamese day: "as known on day D" means up to here."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=VIETNAM)


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)
