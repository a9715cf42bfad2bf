"""Computing a figure on the primary database, from the owner's measure; one answer for page, command and report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection
from django.db.models import Max

from lachan.base.clock import end_of_day
from lachan.indicators.definitions import Indicator, indicator, indicators
from lachan.indicators.measures import MEASURES, Cohort, Scope, Window, in_scope
from lachan.journal.models import Entry
from lachan.law.periods import Period


@dataclass(frozen=True)
class Figure:
    """``value`` is a percentage with full precision for a ratio, the count otherwise; None: nothing to divide by."""

    indicator: Indicator
    numerator: int
    denominator: int | None
    start: date
    end: date
    as_of: datetime
    by_day: tuple[tuple[date, int, int], ...]

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def value(self) -> float | None:
        if self.denominator is None:
            return float(self.numerator)
        return 100 * self.numerator / self.denominator if self.denominator else None

    def series(self) -> list[float | None]:
        """The value to date at each month's end of the period, for the small line."""
        points: list[float | None] = []
        for month_end in _month_ends(self.start, self.end):
            counted = sum(n for day, n, _ in self.by_day if day <= month_end)
            hits = sum(h for day, _, h in self.by_day if day <= month_end)
            points.append((100 * hits / counted if counted else None) if self.denominator is not None else float(hits))
        return points


@dataclass(frozen=True)
class Behind:
    """One record behind a figure, and whether it counts in the numerator."""

    record_id: UUID
    day: date
    hit: bool


def window_of(scope: Scope, period: Period, as_of: date) -> Window:
    return Window(scope, period.start, period.end, end_of_day(as_of))


def figure(code: str, window: Window) -> Figure:
    """The figure; kept in memory until an entry of its kind is written in the province."""
    rule, cohort = indicator(code), MEASURES[code](window)
    key = "figure:" + sha256(repr((code, window)).encode()).hexdigest()
    newest = _newest_entry(window)
    kept = cache.get(key)
    if kept is None or kept[0] != newest:
        kept = (newest, _by_day(cohort, window))
        cache.set(key, kept, 3600)
    by_day = kept[1]
    hits = sum(h for _, _, h in by_day)
    counted = sum(n for _, n, _ in by_day)
    return Figure(rule, hits, counted if rule.is_ratio else None, window.start, window.end, window.as_of, by_day)


def all_figures(window: Window) -> list[Figure]:
    return [figure(code, window) for code in indicators() if code in MEASURES]


def behind(code: str, window: Window) -> list[Behind]:
    """Every record behind the figure, the latest first. The door shows the visible ones and counts the rest."""
    cohort = MEASURES[code](window)
    rows = _run(f"SELECT record_id, day, hit FROM ({cohort.sql}) c ORDER BY day DESC, record_id", cohort, window)
    return [Behind(_uuid(r), _day(d), bool(h)) for r, d, h in rows]


def kind_of(code: str, window: Window) -> str:
    return MEASURES[code](window).kind


def _by_day(cohort: Cohort, window: Window) -> tuple[tuple[date, int, int], ...]:
    rows = _run(f"SELECT day, COUNT(*), SUM(hit) FROM ({cohort.sql}) c GROUP BY day ORDER BY day", cohort, window)
    return tuple((_day(d), int(n), int(h or 0)) for d, n, h in rows)


def _run(sql: str, cohort: Cohort, window: Window) -> list[tuple[Any, ...]]:
    ops = connection.ops
    values = {
        "place": window.scope.area_code or window.scope.province_code,
        "start": ops.adapt_datefield_value(window.start),
        "end": ops.adapt_datefield_value(window.end),
        "as_of": ops.adapt_datetimefield_value(window.as_of),
        **cohort.parameters,
    }
    with connection.cursor() as cursor:
        cursor.execute(in_scope(sql, window.scope), values)
        return list(cursor.fetchall())


def _newest_entry(window: Window) -> int:
    found = Entry.objects.filter(province_code=window.scope.province_code).aggregate(Max("seq"))
    return found["seq__max"] or 0


def _month_ends(start: date, end: date) -> list[date]:
    """The day before the same date of each following month, up to the period's end."""
    ends: list[date] = []
    day = start
    while day < end and len(ends) < 24:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        day = min(following.replace(day=min(start.day, 28)), end)
        ends.append(day - timedelta(days=1) if day < end else end)
    return ends


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
