"""The shape of a measure: portable SQL over journal entries that yields one row a counted record, hit or not.

Every statement keeps to what SQLite, PostgreSQL, DuckDB and Spark read alike: joins, GROUP BY, CASE, EXISTS in a WHERE
clause; no JSON, no window functions, no arithmetic on days. Values are parameters, written ``%(name)s``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.base.errors import Misbuilt


@dataclass(frozen=True)
class Scope:
    """Whose records are counted: a province, one commune of it, or (nothing named) all that stands here.

    ``codes``: areas that count as this one besides its own code, because they were merged into it. ``agencies``: only
    what these did or held there, an agency and those that became it.
    """

    province_code: str
    area_code: str = ""
    codes: tuple[str, ...] = ()
    agencies: tuple[UUID, ...] = ()

    @property
    def column(self) -> str:
        return "area_code" if self.area_code else "province_code"

    @property
    def places(self) -> tuple[str, ...]:
        own = self.area_code or self.province_code
        return (own, *(c for c in self.codes if c != own)) if own else ()


@dataclass(frozen=True)
class Window:
    """What a figure is about: happenings from ``start`` to ``end`` (both included) as known at ``as_of``."""

    scope: Scope
    start: date
    end: date
    as_of: datetime


@dataclass(frozen=True)
class Cohort:
    """``sql`` selects record_id, seq (of the entry that counts it), day, hit (1 or 0); ``kind`` of record.

    ``columns``: what else the statement yields for statistics to divide by, by the name of the dimension. ``plain``:
    the same rows without asking for the hit, where that is cheaper; ``sql`` can then be asked for some records only.
    ``together``: the name of a family counted in one statement, that statement, and the place of this one in it.
    ``acts``: a record is counted for one of these acts, of which several parts of a sum may each have one.
    """

    kind: str
    sql: str
    parameters: dict[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    plain: str = ""
    together: tuple[str, str, int] | None = None
    acts: tuple[str, ...] = ()


Measure = Callable[[Window], Cohort]
MEASURES: dict[str, Measure] = {}


def measure(code: str) -> Callable[[Measure], Measure]:
    """Registers the one function that computes an indicator."""

    def wrap(function: Measure) -> Measure:
        if code in MEASURES:
            raise Misbuilt(f"two measures for {code}")
        MEASURES[code] = function
        return function

    return wrap


@dataclass(frozen=True)
class Reach:
    """Something a record arrived at: tables joined to entry ``e``, and when it is true of one joined row.

    ``over_all``: where it takes all joined rows to say, 1 or 0 of them together. ``there``: the same question as a
    condition on ``e``, for a WHERE clause.
    """

    joins: str
    met: str
    over_all: str = ""
    there: str = ""

    @property
    def flag(self) -> str:
        """1 where any joined row meets it; of use under GROUP BY e.record_id."""
        return self.over_all or f"MAX(CASE WHEN {self.met} THEN 1 ELSE 0 END)"


def act(alias: str, verbs: tuple[str, ...]) -> Reach:
    """The record had one of the acts by the end of the period, known at as_of and not corrected by then."""
    return Reach(
        f" LEFT JOIN journal_entry {alias} ON {alias}.record_id = e.record_id AND {alias}.verb IN ({listed(verbs)})"
        f" AND {alias}.occurred_on <= %(end)s AND {alias}.recorded_at <= %(as_of)s AND {alias}.is_void = FALSE"
        f" LEFT JOIN journal_entry {alias}_fix ON {alias}_fix.corrects = {alias}.seq"
        f" AND {alias}_fix.recorded_at <= %(as_of)s",
        f"{alias}.seq IS NOT NULL AND {alias}_fix.seq IS NULL",
        there=f"EXISTS (SELECT 1 FROM journal_entry {alias} WHERE {alias}.record_id = e.record_id"
        f" AND {alias}.verb IN ({listed(verbs)}) AND {alias}.occurred_on <= %(end)s AND {standing(alias)})",
    )


def row(alias: str, table: str, day: str, condition: str = "1 = 1") -> Reach:
    """The record has such a version row by the end of the period, known at as_of, of an act not called void by then.

    ``condition`` names the row as ``{row}``.
    """
    return Reach(
        f" LEFT JOIN {table} {alias} ON {alias}.record_id = e.record_id AND {condition.format(row=alias)}"
        f" AND {alias}.{day} <= %(end)s AND {alias}.recorded_at <= %(as_of)s"
        f" LEFT JOIN journal_entry {alias}_gone ON {alias}_gone.corrects = {alias}.entry_seq"
        f" AND {alias}_gone.is_void = TRUE AND {alias}_gone.recorded_at <= %(as_of)s",
        f"{alias}.record_id IS NOT NULL AND {alias}_gone.seq IS NULL",
        there=f"EXISTS (SELECT 1 FROM {table} {alias} WHERE {alias}.record_id = e.record_id"
        f" AND {condition.format(row=alias)} AND {alias}.{day} <= %(end)s AND {alias}.recorded_at <= %(as_of)s"
        f" AND {unvoided(alias)})",
    )


def cohort(
    kind: str, counted: tuple[str, ...], *, hit: tuple[Reach, ...] = (), miss: tuple[Reach, ...] = (),
    among: tuple[Reach, ...] = (), besides: tuple[Reach, ...] = (), where: str = "1 = 1",
) -> Cohort:  # fmt: skip
    """Records with one of the acts in the period: ``among`` those that reached all of this, ``besides`` those that

    reached any of that; a hit where every ``hit`` was reached and no ``miss``. ``where`` is asked of the act's entry.
    """
    wanted = [f"{r.flag} = 1" for r in hit] + [f"{r.flag} = 0" for r in miss]
    hits = f"CASE WHEN {' AND '.join(wanted)} THEN 1 ELSE 0 END" if wanted else "1"
    if not all(r.there for r in (*among, *besides)):
        raise Misbuilt("among and besides take what can be asked in a WHERE clause: a Reach with «there»")
    kept = [r.there for r in among] + [f"NOT {r.there}" for r in besides]
    grouped = "GROUP BY e.record_id"
    asked = " AND ".join([happened("e", counted), where, *kept])
    chosen = "SELECT e.record_id AS record_id, MIN(e.seq) AS seq, MIN(e.occurred_on) AS day"
    source = " FROM journal_entry e"
    plain = f"{chosen}, 1 AS hit{source} WHERE {asked} {grouped}" if wanted else ""
    sql = f"{chosen}, {hits} AS hit{source}{_joins(*hit, *miss)} WHERE {{only:e}}{asked} {grouped}"
    return Cohort(kind, sql, plain=plain, acts=counted)


def _joins(*reaches: Reach) -> str:
    """Each join once, however many reaches ask it."""
    return "".join(dict.fromkeys(r.joins for r in reaches))


def share_of(kind: str, counted: tuple[str, ...], reached: tuple[str, ...]) -> Cohort:
    """The usual ratio: of the records ``counted`` in the period, those that ``reached`` an act by its end."""
    return cohort(kind, counted, hit=(act("then_", reached),))


def count_of(kind: str, verbs: tuple[str, ...]) -> Cohort:
    """A plain count of records with one of the acts in the period."""
    return cohort(kind, verbs)


def standing(alias: str) -> str:
    """Entry ``alias`` was known at as_of, happened, and was not corrected by then."""
    return f"{alias}.is_void = FALSE AND {known(alias)}"


def known(alias: str, seq: str = "seq") -> str:
    """Row ``alias`` was known at as_of, and the act in its column ``seq`` neither corrected nor called void by then."""
    return (
        f"{alias}.recorded_at <= %(as_of)s AND NOT EXISTS (SELECT 1 FROM journal_entry fix"
        f" WHERE fix.corrects = {alias}.{seq} AND fix.recorded_at <= %(as_of)s)"
    )


def happened(alias: str, verbs: tuple[str, ...], within: bool = True) -> str:
    """Entry ``alias`` is one of the verbs, in scope, in the period (or up to its end), and standing."""
    day = "BETWEEN %(start)s AND %(end)s" if within else "<= %(end)s"
    return (
        f"{alias}.verb IN ({listed(verbs)}) AND {{scope:{alias}}} AND {alias}.occurred_on {day} AND {standing(alias)}"
    )


def newest(table: str, alias: str, record: str, condition: str) -> str:
    """True where the newest version in ``table`` of the record, known at as_of and not voided, meets the condition."""
    return (
        f"EXISTS (SELECT 1 FROM {table} {alias} WHERE {alias}.record_id = {record} AND {condition}"
        f" AND {alias}.recorded_at <= %(as_of)s AND {unvoided(alias)}"
        f" AND NOT EXISTS (SELECT 1 FROM {table} later WHERE later.record_id = {alias}.record_id"
        f" AND later.entry_seq > {alias}.entry_seq AND later.recorded_at <= %(as_of)s AND {unvoided('later')}))"
    )


def unvoided(alias: str) -> str:
    """The act that wrote version ``alias`` was not called void by as_of."""
    return (
        f"NOT EXISTS (SELECT 1 FROM journal_entry gone WHERE gone.corrects = {alias}.entry_seq"
        f" AND gone.is_void = TRUE AND gone.recorded_at <= %(as_of)s)"
    )


def in_scope(sql: str, scope: Scope, only: int = 0) -> str:
    """Fills the scope of every entry in the statement: by commune where one is asked, else by province; where it is
    that of an agency, its own acts there. ``{place:e}`` is the area alone, ``{whose:e}`` the agency alone.

    ``only``: for that many records, whose ids are the parameters only0, only1, …
    """
    places, whose, few = (_holes(name, n) for name, n in (
        ("place", len(scope.places)), ("agency", len(scope.agencies)), ("only", only)
    ))  # fmt: skip

    def place(alias: str) -> str:
        return f"{alias}.{scope.column} IN ({places})" if places else "1 = 1"

    def act(alias: str) -> str:
        return f" AND {acted_by(alias)} IN ({whose})" if whose else ""

    filled = {
        "only": lambda alias: f"{alias}.record_id IN ({few}) AND " if few else "",
        "place": place,
        "scope": lambda alias: place(alias) + act(alias),
        "whose": lambda alias: f"{alias}.agency_id IN ({whose})" if whose else "1 = 1",
    }
    return re.sub(r"\{(only|place|scope|whose):(\w+)\}", lambda m: filled[m[1]](m[2]), sql)


def acted_by(alias: str) -> str:
    """The agency whose act entry ``alias`` is: a correction by another agency leaves the act where it was."""
    return f"COALESCE({alias}.act_of, {alias}.agency_id)"


def _holes(name: str, count: int) -> str:
    return ", ".join(f"%({name}{n})s" for n in range(count))


def listed(verbs: tuple[str, ...]) -> str:
    """Verbs are identifiers of the source, never input; quoted for SQL all the same."""
    if not all(v.replace(".", "").replace("_", "").isalnum() for v in verbs):
        raise Misbuilt("a verb is letters, dots and underscores")
    return ", ".join(f"'{v}'" for v in verbs)
