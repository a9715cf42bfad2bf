"""Opening a figure, or one part of it: the first records an actor may see, and how many more there are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from lachan.indicators.dimensions import EARLIER, first_day, is_of_time, period_named
from lachan.indicators.figures import Behind, as_behind, as_uuid, placed, run
from lachan.indicators.measures import MEASURES, Cohort, Window

SHOWN = 50
_PLACE = re.compile(r"%s")


@dataclass(frozen=True)
class Opened:
    """``first``: the latest visible records; ``seen``: how many the actor may see; ``hidden``: the others, counted."""

    first: tuple[Behind, ...]
    seen: int
    hidden: int


def opened(
    code: str, window: Window, visible: QuerySet[Any], *, at: Mapping[str, str] | None = None, misses: bool = False,
    limit: int = SHOWN,
) -> Opened:  # fmt: skip
    """``visible``: the records of the figure's kind that the actor may know of. ``at``: one part of a divided figure,

    value by dimension. ``misses``: only those that do not count in the numerator.
    """
    cohort, values = MEASURES[code](window), dict(at or {})
    quick = replace(cohort, sql=cohort.plain) if cohort.plain and not misses else cohort
    ctes, rows = placed(quick, tuple(values))
    where, more = _part(values, window.end)
    if misses:
        where += " AND d.hit = 0"
    seen_sql, seen_values = _named(visible)
    rows_read = run(
        f"WITH {ctes}, m AS (SELECT d.record_id AS record_id, d.day AS day, d.hit AS hit, v.id AS seen FROM ({rows}) d"
        f" LEFT JOIN ({seen_sql}) v ON v.id = d.record_id WHERE {where}),"
        f" f AS (SELECT record_id, day, hit FROM m WHERE seen IS NOT NULL ORDER BY day DESC, record_id LIMIT {limit})"
        f" SELECT k.counted, k.seen, f.record_id, f.day, f.hit FROM"
        f" (SELECT COUNT(*) AS counted, COUNT(seen) AS seen FROM m) k LEFT JOIN f ON 1 = 1"
        f" ORDER BY f.day DESC, f.record_id",
        cohort, window, **more, **seen_values,
    )  # fmt: skip
    counted, seen = (int(n) for n in rows_read[0][:2])
    found = tuple(as_behind(row[2:]) for row in rows_read if row[2] is not None)
    return Opened(_hit(found, cohort, window) if cohort.plain else found, seen, counted - seen)


def _hit(found: tuple[Behind, ...], cohort: Cohort, window: Window) -> tuple[Behind, ...]:
    """Whether each of the shown records counts in the numerator: asked of these alone."""
    if not found:
        return ()
    few: dict[str, Any] = {f"only{n}": one.record_id for n, one in enumerate(found)}
    rows = run(f"SELECT c.record_id, c.hit FROM ({cohort.sql}) c", cohort, window, **few)
    hits = {as_uuid(record_id): bool(hit) for record_id, hit in rows}
    return tuple(replace(one, hit=hits[one.record_id]) for one in found)


def _part(values: Mapping[str, str], end: date) -> tuple[str, dict[str, Any]]:
    """The condition of one part; a period is the span of its days."""
    found: list[str] = ["1 = 1"]
    more: dict[str, Any] = {}
    for n, (name, value) in enumerate(values.items()):
        if value == EARLIER:
            found.append(f"d.d{n} < %(upto{n})s")
            more[f"upto{n}"] = first_day(name, end)
        elif is_of_time(name):
            span = period_named(name, value)
            found.append(f"d.d{n} BETWEEN %(from{n})s AND %(upto{n})s")
            more |= {f"from{n}": span.start, f"upto{n}": span.end}
        else:
            found.append(f"d.d{n} = %(at{n})s")
            more[f"at{n}"] = UUID(value) if name == "agency" else value
    return " AND ".join(found), more


def _named(visible: QuerySet[Any]) -> tuple[str, dict[str, Any]]:
    """The ids of these records as a statement with named holes, so that they are never read one by one."""
    try:
        sql, values = visible.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT record_id AS id FROM journal_entry WHERE 1 = 0", {}
    holes = iter(range(len(values)))
    return _PLACE.sub(lambda _: f"%(seen{next(holes)})s", sql), {f"seen{n}": v for n, v in enumerate(values)}
