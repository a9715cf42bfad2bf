"""What is held on a day: stock at the start, what came, what went, stock at the end (tồn đầu kỳ, phát sinh, giải quyết,

tồn cuối kỳ). The four are counted from one reading of each record, so that start + came = went + end always holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lachan.indicators.measures import Cohort, Window, listed, measure, standing

PARTS = ("start", "new", "done", "end")
_HELD_BEFORE = "(s.in_before IS NOT NULL AND (s.out_before IS NULL OR s.in_before > s.out_before))"
_HELD_AFTER = "(s.in_after IS NOT NULL AND (s.out_after IS NULL OR s.in_after > s.out_after))"
# part: which records, and by which of their acts they are placed in time and area
_WHICH = {
    "start": (_HELD_BEFORE, "first"),
    "new": (f"NOT {_HELD_BEFORE} AND s.came_seq IS NOT NULL", "came"),
    "done": (f"({_HELD_BEFORE} OR s.came_seq IS NOT NULL) AND NOT {_HELD_AFTER}", "went"),
    "end": (_HELD_AFTER, "first"),
}


@dataclass(frozen=True)
class Holding:
    """Records are held from an act of ``opens`` (or ``reopens``) to one of ``closes``; of the same instant, to it.

    ``where`` is a further condition on the record of the entry alias it is given.
    """

    kind: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    reopens: tuple[str, ...] = ()
    where: Callable[[str], str] = lambda alias: "1 = 1"


def stock(holding: Holding, part: str) -> Cohort:
    """In scope by its opening act whatever the day of that: else a record whose days are wrong would come and go."""
    into, out = listed((*holding.opens, *holding.reopens)), listed(holding.closes)
    comes, goes, inside = f"e.verb IN ({into})", f"e.verb IN ({out})", "e.occurred_on >= %(start)s"

    def over(which: str, function: str, column: str) -> str:
        return f"{function}(CASE WHEN {which} THEN e.{column} END)"

    columns = {
        "first_seq": over(comes, "MIN", "seq"),
        "first_day": over(comes, "MIN", "occurred_on"),
        "came_seq": over(f"{comes} AND {inside}", "MIN", "seq"),
        "came_day": over(f"{comes} AND {inside}", "MIN", "occurred_on"),
        "went_seq": over(f"{goes} AND {inside}", "MAX", "seq"),
        "went_day": over(f"{goes} AND {inside}", "MAX", "occurred_on"),
        "in_before": over(f"{comes} AND e.occurred_on < %(start)s", "MAX", "occurred_at"),
        "out_before": over(f"{goes} AND e.occurred_on < %(start)s", "MAX", "occurred_at"),
        "in_after": over(comes, "MAX", "occurred_at"),
        "out_after": over(goes, "MAX", "occurred_at"),
    }
    which, place = _WHICH[part]
    chosen = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    read = (
        f"(SELECT e.record_id AS record_id, {chosen} FROM journal_entry e"
        f" WHERE e.verb IN ({into}, {out}) AND e.occurred_on <= %(end)s AND {standing('e')} AND e.record_id IN"
        f" (SELECT o.record_id FROM journal_entry o WHERE o.verb IN ({listed(holding.opens)}) AND {{scope:o}}"
        f" AND {standing('o')} AND {holding.where('o')}) GROUP BY e.record_id) s"
    )
    sql = f"SELECT s.record_id AS record_id, s.{place}_seq AS seq, s.{place}_day AS day, 1 AS hit FROM {read}"
    sums = ", ".join(f"SUM(CASE WHEN {_WHICH[each][0]} THEN 1 ELSE 0 END)" for each in PARTS)
    together = (f"{holding.kind}.{'.'.join(holding.opens)}", f"SELECT {sums} FROM {read}", PARTS.index(part))
    return Cohort(holding.kind, f"{sql} WHERE {which}", together=together)


def stock_measures(prefix: str, holding: Holding) -> None:
    """Registers the four figures of a holding: ``<prefix>_start``, ``_new``, ``_done``, ``_end``."""
    for part in PARTS:
        measure(f"{prefix}_{part}")(_counting(holding, part))


def _counting(holding: Holding, part: str) -> Callable[[Window], Cohort]:
    return lambda window: stock(holding, part)
