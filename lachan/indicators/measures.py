"""The shape of a measure: portable SQL over journal entries that yields one row a counted record, hit or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from lachan.base.errors import Misbuilt


@dataclass(frozen=True)
class Scope:
    """Whose records are counted: a province, or one commune of it."""

    province_code: str
    area_code: str = ""


@dataclass(frozen=True)
class Window:
    """What a figure is about: happenings from ``start`` to ``end`` (both included) as known at ``as_of``."""

    scope: Scope
    start: date
    end: date
    as_of: datetime


@dataclass(frozen=True)
class Cohort:
    """``sql`` selects record_id, day, hit (1 or 0); ``kind`` of record; further named parameters."""

    kind: str
    sql: str
    parameters: dict[str, Any] = field(default_factory=dict)


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


def standing(alias: str) -> str:
    """Entry ``alias`` was known at as_of, happened, and was not corrected by then."""
    return (
        f"{alias}.recorded_at <= %(as_of)s AND {alias}.is_void = FALSE AND NOT EXISTS (SELECT 1 FROM journal_entry fix"
        f" WHERE fix.corrects = {alias}.seq AND fix.recorded_at <= %(as_of)s)"
    )


def happened(alias: str, verbs: tuple[str, ...], within: bool = True) -> str:
    """Entry ``alias`` is one of the verbs, in scope, in the period (or up to its end), and standing."""
    day = "BETWEEN %(start)s AND %(end)s" if within else "<= %(end)s"
    return (
        f"{alias}.verb IN ({_listed(verbs)}) AND {{scope:{alias}}} AND {alias}.occurred_on {day} AND {standing(alias)}"
    )


def followed_by(alias: str, verbs: tuple[str, ...]) -> str:
    """The record of ``alias`` had one of the verbs by the end of the period."""
    return (
        f"EXISTS (SELECT 1 FROM journal_entry then_ WHERE then_.record_id = {alias}.record_id"
        f" AND then_.verb IN ({_listed(verbs)}) AND then_.occurred_on <= %(end)s AND {standing('then_')})"
    )


def share_of(kind: str, counted: tuple[str, ...], reached: tuple[str, ...]) -> Cohort:
    """The usual ratio: of the records ``counted`` in the period, those that ``reached`` an act by its end."""
    sql = (
        f"SELECT e.record_id AS record_id, MIN(e.occurred_on) AS day,"
        f" MAX(CASE WHEN {followed_by('e', reached)} THEN 1 ELSE 0 END) AS hit"
        f" FROM journal_entry e WHERE {happened('e', counted)} GROUP BY e.record_id"
    )
    return Cohort(kind, sql)


def count_of(kind: str, verbs: tuple[str, ...]) -> Cohort:
    """A plain count of records with one of the acts in the period."""
    sql = (
        f"SELECT e.record_id AS record_id, MIN(e.occurred_on) AS day, 1 AS hit"
        f" FROM journal_entry e WHERE {happened('e', verbs)} GROUP BY e.record_id"
    )
    return Cohort(kind, sql)


def in_scope(sql: str, scope: Scope) -> str:
    """Fills the scope of every entry in the statement: by commune where one is asked, else by province."""
    column = "area_code" if scope.area_code else "province_code"
    return re.sub(r"\{scope:(\w+)\}", lambda m: f"{m[1]}.{column} = %(place)s", sql)


def _listed(verbs: tuple[str, ...]) -> str:
    """Verbs are identifiers of the source, never input; quoted for SQL all the same."""
    if not all(v.replace(".", "").replace("_", "").isalnum() for v in verbs):
        raise Misbuilt("a verb is letters, dots and underscores")
    return ", ".join(f"'{v}'" for v in verbs)
