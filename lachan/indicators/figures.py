"""Computing a figure from the owner's measure; one answer for page, command and report.

For those who call it: ``window_of(scope, period, as_of)`` says what is asked, ``figure(code, window)`` is the number,
``figure(code, window, by=("sex", "age_band"))`` the same with ``cells``, one a combination of values. Parts add up to
the whole: «unknown» is a value of every dimension. ``indicator(code).by`` names what a figure is divided by; the
module ``wording`` gives the words of dimensions and values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from lachan.base.clock import at, end_of_day
from lachan.base.errors import Refused
from lachan.indicators.definitions import Indicator, indicator, indicators
from lachan.indicators.dimensions import PROFILES, dimension, is_of_time, period_code
from lachan.indicators.engines import PRIMARY, Engine, Rows
from lachan.indicators.freshness import remembered
from lachan.indicators.measures import MEASURES, Cohort, Scope, Window, in_scope, unvoided
from lachan.law.book import current
from lachan.law.periods import Period
from lachan.law.rows import AmountRow


@dataclass(frozen=True)
class Cell:
    """One part of a divided figure: a value for each dimension, in their order, and what was counted there."""

    keys: tuple[str, ...]
    numerator: int
    denominator: int | None
    rule: Indicator

    @property
    def value(self) -> float | None:
        return self.rule.value_of(self.numerator, self.denominator)


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
    by: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def value(self) -> float | None:
        return self.indicator.value_of(self.numerator, self.denominator)

    def cell(self, *keys: str) -> Cell:
        """The part with these values; an empty one where nothing was counted."""
        found = next((c for c in self.cells if c.keys == keys), None)
        return found or Cell(keys, 0, 0 if self.indicator.is_ratio else None, self.indicator)

    def series(self) -> list[float | None]:
        """The value to date at each month's end of the period, for the small line; a stock has none."""
        points: list[float | None] = []
        for month_end in _month_ends(self.start, self.end) if self.indicator.flow == "flow" else ():
            counted = sum(n for day, n, _ in self.by_day if day <= month_end)
            hits = sum(h for day, _, h in self.by_day if day <= month_end)
            points.append(self.indicator.value_of(hits, counted) if self.denominator is not None else float(hits))
        return points


@dataclass(frozen=True)
class Behind:
    """One record behind a figure, and whether it counts in the numerator."""

    record_id: UUID
    day: date
    hit: bool


def window_of(scope: Scope, period: Period, as_of: date) -> Window:
    return Window(scope, period.start, period.end, end_of_day(as_of))


def figure(code: str, window: Window, by: tuple[str, ...] = (), engine: Engine = PRIMARY) -> Figure:
    """The figure; kept in memory until an entry is written that may have changed it."""
    rule, cohort = indicator(code), MEASURES[code](window)
    _check_whose(rule, window.scope)
    newest = engine.version(cohort.kind)

    def count() -> tuple[Days, Parts]:
        return _parts(cohort, window, by, engine) if by else (_counted(cohort, window, engine, newest), ())

    by_day, parts = remembered("figure", (engine.name, code, window, by), newest, count)
    counted, hits = _sums((n, h) for _, n, h in by_day)
    rate = _parameter(rule, window) if rule.parameter else None
    cells = tuple(Cell(keys, h, n if rule.is_ratio else rate, rule) for keys, n, h in parts)
    whole = counted if rule.is_ratio else rate
    return Figure(rule, hits, whole, window.start, window.end, window.as_of, by_day, by, cells)


def all_figures(window: Window, engine: Engine = PRIMARY) -> list[Figure]:
    """The figures that stand in the tables of reports."""
    return [figure(code, window, engine=engine) for code, rule in indicators().items() if rule.in_tables]


def behind(code: str, window: Window, engine: Engine = PRIMARY) -> list[Behind]:
    """Every record behind the figure, the latest first; the module ``opening`` gives those an actor may see."""
    cohort = MEASURES[code](window)
    rows = run(f"SELECT record_id, day, hit FROM ({cohort.sql}) c ORDER BY day DESC, record_id", cohort, window, engine)
    return [as_behind(row) for row in rows]


def kind_of(code: str, window: Window) -> str:
    return MEASURES[code](window).kind


def run(sql: str, cohort: Cohort, window: Window, engine: Engine = PRIMARY, **more: Any) -> Rows:
    """A statement around a cohort with the window's values filled in."""
    values = {
        "start": window.start,
        "end": window.end,
        "as_of": window.as_of,
        "start_at": at(window.start, 0),
        "end_at": end_of_day(window.end),
        **{f"place{n}": place for n, place in enumerate(window.scope.places)},
        **{f"agency{n}": one for n, one in enumerate(window.scope.agencies)},
        **cohort.parameters,
        **more,
    }
    return engine.run(in_scope(sql, window.scope, only=sum(name.startswith("only") for name in more)), values)


def divided(cohort: Cohort, names: tuple[str, ...]) -> str:
    """The statement that counts a cohort by dimensions: values, number of rows, hits. Time is divided by day here."""
    ctes, rows = placed(cohort, names)
    groups = ", ".join(f"d{n}" for n in range(len(names)))
    return f"WITH {ctes} SELECT {groups}, COUNT(*) AS counted, SUM(hit) AS hits FROM ({rows}) d GROUP BY {groups}"


def placed(cohort: Cohort, names: tuple[str, ...]) -> tuple[str, str]:
    """The common tables, and the statement of the cohort's rows with the value of each dimension as d0, d1, …"""
    wanted = [dimension(cohort.kind, name, cohort.columns) for name in names]
    columns = "".join(f", {d.sql} AS d{n}" for n, d in enumerate(wanted))
    kept = PROFILES.get(cohort.kind)
    ctes, joins = f"c AS ({cohort.sql})", ""
    if any(d.from_profile for d in wanted) and kept:
        if kept.is_versioned:
            ctes += (
                f", n AS (SELECT q.record_id AS record_id, MAX(q.entry_seq) AS newest FROM {kept.table} q"
                f" WHERE q.record_id IN (SELECT c.record_id FROM c) AND q.recorded_at <= %(as_of)s AND {unvoided('q')}"
                f" GROUP BY q.record_id)"
            )
            joins += f" LEFT JOIN n ON n.record_id = c.record_id LEFT JOIN {kept.table} p ON p.record_id = n.record_id"
            joins += " AND p.entry_seq = n.newest"
        else:
            joins += f" LEFT JOIN {kept.table} p ON p.{kept.key} = c.record_id"
    if any(d.from_entry for d in wanted):
        joins += " LEFT JOIN journal_entry x ON x.seq = c.seq"
    return ctes, f"SELECT c.record_id AS record_id, c.day AS day, c.hit AS hit{columns} FROM c{joins}"


Parts = tuple[tuple[tuple[str, ...], int, int], ...]
Days = tuple[tuple[date, int, int], ...]


def _parts(cohort: Cohort, window: Window, by: tuple[str, ...], engine: Engine) -> tuple[Days, Parts]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    whole = [0, 0]
    for *values, counted, hits in run(divided(cohort, by), cohort, window, engine):
        keys = tuple(_key(name, value) for name, value in zip(by, values, strict=True))
        for place in (found[keys], whole):
            place[0] += int(counted)
            place[1] += int(hits or 0)
    parts = tuple((keys, n, h) for keys, (n, h) in sorted(found.items()))
    return (((window.start, whole[0], whole[1]),) if whole[0] else ()), parts


def _key(name: str, value: Any) -> str:
    if is_of_time(name):
        return period_code(name, as_day(value))
    return str(as_uuid(value)) if name == "agency" else str(value)


def _counted(cohort: Cohort, window: Window, engine: Engine, newest: int) -> Days:
    """By day; a member of a family is counted with the others, who find their numbers in memory afterwards."""
    if cohort.together is None:
        return _by_day(cohort, window, engine)
    family, sql, place = cohort.together
    sums = remembered("family", (engine.name, family, sql, window), newest,
                      lambda: tuple(int(n or 0) for n in run(sql, cohort, window, engine)[0]))  # fmt: skip
    count = sums[place]
    return ((window.start, count, count),) if count else ()


def _by_day(cohort: Cohort, window: Window, engine: Engine) -> Days:
    sql = f"SELECT day, COUNT(*), SUM(hit) FROM ({cohort.sql}) c GROUP BY day ORDER BY day"
    return tuple((as_day(d), int(n), int(h or 0)) for d, n, h in run(sql, cohort, window, engine))


def _parameter(rule: Indicator, window: Window) -> int | None:
    """The number in force at the end of the period; it is the province's, so a commune has none."""
    found = current().find(AmountRow, rule.parameter, window.end)
    return found.value if found and not window.scope.area_code else None


def narrowed(rule: Indicator, scope: Scope) -> Scope:
    """The scope in which this indicator can be counted: without the agency where it has no meaning by agency."""
    return scope if rule.is_by_agency else replace(scope, agencies=())


def _check_whose(rule: Indicator, scope: Scope) -> None:
    if scope.agencies and not rule.is_by_agency:
        raise Refused(
            f"«{rule.name}» không tính riêng cho một cơ quan: {rule.whole_area}. Hãy xem số của toàn địa bàn."
        )


def _sums(rows: Iterable[tuple[int, int]]) -> tuple[int, int]:
    counted = hits = 0
    for n, h in rows:
        counted, hits = counted + n, hits + h
    return counted, hits


def _month_ends(start: date, end: date) -> list[date]:
    """The day before the same date of each following month, up to the period's end."""
    ends: list[date] = []
    day = start
    while day < end and len(ends) < 24:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        day = min(following.replace(day=min(start.day, 28)), end)
        ends.append(day - timedelta(days=1) if day < end else end)
    return ends


def as_behind(row: tuple[Any, ...]) -> Behind:
    record_id, day, hit = row
    return Behind(as_uuid(record_id), as_day(day), bool(hit))


def as_day(value: Any) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def as_uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
