"""What is held on a day: stock at the start, what came, what went, stock at the end (tồn đầu kỳ, phát sinh, giải quyết,

tồn cuối kỳ). The four are counted from one reading of each record, so that start + came = went + end always holds.

Of one agency: what it held, as the journal says who held a record on a day (``journal_holding``). Handed over in the
period it is new with the one agency and done with the other; on the first and the last day it is with one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lachan.indicators.measures import Cohort, Window, known, listed, measure, standing

PARTS = ("start", "new", "done", "end")
_HELD_BEFORE = "(s.in_before IS NOT NULL AND (s.out_before IS NULL OR s.in_before > s.out_before))"
_HELD_AFTER = "(s.in_after IS NOT NULL AND (s.out_after IS NULL OR s.in_after > s.out_after))"
# part: which records, and by which of their acts they are placed in time and area


def _which(before: str, came: str, after: str) -> dict[str, str]:
    return {
        "start": before, "new": f"NOT {before} AND {came}", "done": f"({before} OR {came}) AND NOT {after}",
        "end": after,
    }  # fmt: skip


_WHICH = _which(_HELD_BEFORE, "s.came_seq IS NOT NULL", _HELD_AFTER)
_PLACED = {"start": "s.first_{0}", "new": "s.came_{0}", "done": "s.went_{0}", "end": "s.first_{0}"}
_ITS_BEFORE = f"({_HELD_BEFORE} AND hb.record_id IS NOT NULL)"
_ITS_AFTER = f"({_HELD_AFTER} AND ha.record_id IS NOT NULL)"
# It arrived there before it was closed, or was opened while it was there.
_CAME_TO_IT = (
    f"({_ITS_AFTER} OR (s.came_seq IS NOT NULL AND hb.record_id IS NOT NULL)"
    f" OR (ht.record_id IS NOT NULL AND ({_HELD_AFTER} OR s.out_after >= ht.occurred_at)))"
)
_WHICH_ITS = _which(_ITS_BEFORE, _CAME_TO_IT, _ITS_AFTER)
_PLACED_ITS = {
    **_PLACED, "new": "COALESCE(s.came_{0}, ht.{0}, s.first_{0})", "done": "COALESCE(s.went_{0}, hl.{0}, s.first_{0})",
}  # fmt: skip


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


def stock(holding: Holding, part: str, of_agency: bool = False) -> Cohort:
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
    which, placed = (_WHICH_ITS, _PLACED_ITS) if of_agency else (_WHICH, _PLACED)
    # Asked of COALESCE(id, id), so that SQLite reads the entries by their verbs instead of looking up each record.
    source = (
        f" FROM journal_entry e WHERE e.verb IN ({into}, {out}) AND e.occurred_on <= %(end)s AND {standing('e')}"
        f" AND COALESCE(e.record_id, e.record_id) IN (SELECT o.record_id FROM journal_entry o WHERE o.verb IN"
        f" ({listed(holding.opens)}) AND {{place:o}} AND {standing('o')} AND {holding.where('o')})"
        f" GROUP BY e.record_id) s"
    )
    joined = _joined_holders() if of_agency else ""

    def counted(chosen: str, condition: str = "") -> str:
        """Only the columns that are asked for: each costs a look at every entry."""
        asked = [f"{sql} AS {name}" for name, sql in columns.items() if f"s.{name}" in chosen + condition + joined]
        read = f"(SELECT {', '.join(['e.record_id AS record_id', *asked])}{source}{joined}"
        return f"SELECT {chosen} FROM {read}{condition}"

    seq, day = (placed[part].format(name) for name in ("seq", "day"))
    sql = counted(f"s.record_id AS record_id, {seq} AS seq, {day} AS day, 1 AS hit", f" WHERE {which[part]}")
    sums = counted(", ".join(f"SUM(CASE WHEN {which[each]} THEN 1 ELSE 0 END)" for each in PARTS))
    together = (f"{holding.kind}.{'.'.join(holding.opens)}", sums, PARTS.index(part))
    return Cohort(holding.kind, sql, together=together)


def _joined_holders() -> str:
    """``hb``, ``ha``: the records the agency held before the period and at its end; ``ht``: the first time in the

    period that one came to it; ``hl``: the last time that one went to somebody else.
    """
    within = "h.occurred_on BETWEEN %(start)s AND %(end)s"

    def moved(whose: str, function: str) -> str:
        columns = (("entry_seq", "seq"), ("occurred_on", "day"), ("occurred_at", "occurred_at"))
        chosen = ", ".join(f"{function}(h.{column}) AS {name}" for column, name in columns)
        return (
            f"SELECT h.record_id AS record_id, {chosen} FROM journal_holding h"
            f" WHERE {whose} AND {within} AND {known('h', 'entry_seq')} GROUP BY h.record_id"
        )

    tables = {
        "hb": _holders("< %(start)s"), "ha": _holders("<= %(end)s"),
        "ht": moved("{whose:h}", "MIN"), "hl": moved("NOT {whose:h}", "MAX"),
    }  # fmt: skip
    return "".join(f" LEFT JOIN ({sql}) {name} ON {name}.record_id = s.record_id" for name, sql in tables.items())


def _holders(until: str) -> str:
    """The records of which the last holder until then is the agency."""
    return (
        f"SELECT h.record_id AS record_id FROM journal_holding h WHERE {{whose:h}} AND h.occurred_on {until}"
        f" AND {known('h', 'entry_seq')} AND NOT EXISTS"
        f" (SELECT 1 FROM journal_holding g WHERE g.record_id = h.record_id"
        f" AND g.occurred_on {until} AND {known('g', 'entry_seq')} AND (g.occurred_at > h.occurred_at"
        f" OR (g.occurred_at = h.occurred_at AND g.entry_seq > h.entry_seq)))"
    )


def stock_measures(prefix: str, holding: Holding) -> None:
    """Registers the four figures of a holding: ``<prefix>_start``, ``_new``, ``_done``, ``_end``."""
    for part in PARTS:
        measure(f"{prefix}_{part}")(_counting(holding, part))


def _counting(holding: Holding, part: str) -> Callable[[Window], Cohort]:
    return lambda window: stock(holding, part, of_agency=bool(window.scope.agencies))
