"""Every statement of every indicator is read by SQLite, PostgreSQL, DuckDB and Spark: the common subset only."""

from __future__ import annotations

from datetime import date

import pytest
import sqlglot
from sqlglot import exp

from lachan.base.clock import end_of_day
from lachan.indicators.definitions import indicators
from lachan.indicators.engines import named
from lachan.indicators.facts.tables import TABLES, VIEWS
from lachan.indicators.figures import divided
from lachan.indicators.measures import MEASURES, Scope, Window, in_scope

WINDOW = Window(Scope("98", "98001"), date(2025, 12, 15), date(2026, 6, 14), end_of_day(date(2026, 6, 30)))
DIALECTS = ("sqlite", "postgres", "duckdb", "spark")
# What the four do not do alike: windows, JSON, arithmetic on days, case-blind matching, limits inside.
BARRED = (exp.Window, exp.JSONExtract, exp.Interval, exp.ILike, exp.Limit, exp.Concat, exp.DateAdd, exp.DateDiff)


def statements(code: str) -> list[str]:
    cohort = MEASURES[code](WINDOW)
    parts = [divided(cohort, (name,)) for name in indicators()[code].by]
    return [named(in_scope(sql, WINDOW.scope), ":") for sql in (cohort.sql, *parts)]


@pytest.mark.parametrize("code", indicators())
def test_every_engine_reads_the_statements(code):
    for sql in statements(code):
        for dialect in DIALECTS:
            tree = sqlglot.parse_one(sql, dialect=dialect)
            assert not list(tree.find_all(*BARRED)), (code, dialect)


def test_only_facts_are_counted_and_subqueries_stand_where_spark_allows_them():
    """Spark reads a correlated EXISTS in a filter only, and no table is named that is not exported."""
    known = {*TABLES, *VIEWS}
    for code in indicators():
        for sql in statements(code):
            tree = sqlglot.parse_one(sql, dialect="spark")
            ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
            assert {t.name for t in tree.find_all(exp.Table)} - ctes <= known, code
            for found in tree.find_all(exp.Exists):
                assert found.find_ancestor(exp.Where, exp.Join, exp.Select).key == "where", code
