"""A figure beside the period before, the same period a year earlier, and the plan's own time so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from lachan.indicators.engines import PRIMARY, Engine
from lachan.indicators.figures import Figure, figure, window_of
from lachan.indicators.measures import Scope, Window
from lachan.law.periods import Period, preceding, previous


@dataclass(frozen=True)
class Compared:
    """``before``: the period just before; ``year_before``: the same one a year earlier; ``to_date``: since the plan

    began. ``is_partial``: the period runs still, and the earlier ones are counted over as many of their days.
    """

    now: Figure
    before: Figure
    year_before: Figure
    to_date: Figure | None
    period: Period
    period_before: Period
    period_year_before: Period
    is_partial: bool

    @property
    def change(self) -> Change:
        return change(self.now, self.before)

    @property
    def change_on_year(self) -> Change:
        return change(self.now, self.year_before)


@dataclass(frozen=True)
class Change:
    """``difference`` in the figure's own unit (percentage points for a ratio); ``share`` in percent of what it was.

    Both are nothing where one side has no value; a share of nothing is nothing.
    """

    difference: float | None
    share: float | None

    @property
    def direction(self) -> int:
        """-1 fell, 0 as it was or not known, 1 rose."""
        found = self.difference or 0
        return (found > 0) - (found < 0)


def compare(
    code: str, scope: Scope, period: Period, as_of: date, *, plan_start: date | None = None, engine: Engine = PRIMARY
) -> Compared:
    """Every side as known on the same day: what was learnt since about last year counts for last year."""
    now, is_partial = so_far(scope, period, as_of)
    before, year_before = preceding(period), previous(period)

    def of(other: Period) -> Figure:
        return figure(code, cut(window_of(scope, other, as_of), now) if is_partial else window_of(scope, other, as_of),
                      engine=engine)  # fmt: skip

    to_date = figure(code, replace(now, start=plan_start), engine=engine) if plan_start else None
    return Compared(
        figure(code, now, engine=engine), of(before), of(year_before), to_date, period, before, year_before, is_partial
    )


def so_far(scope: Scope, period: Period, as_of: date) -> tuple[Window, bool]:
    """The days of a period that are over, and whether there are more to come."""
    window, is_partial = window_of(scope, period, as_of), period.start <= as_of < period.end
    return (replace(window, end=as_of) if is_partial else window), is_partial


def cut(window: Window, like: Window) -> Window:
    """The first days of a window, as many as another one has."""
    return replace(window, end=min(window.end, window.start + (like.end - like.start)))


def change(now: Figure, before: Figure) -> Change:
    if now.value is None or before.value is None:
        return Change(None, None)
    difference = now.value - before.value
    return Change(difference, 100 * difference / before.value if before.value else None)
