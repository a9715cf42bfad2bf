"""A kept figure goes stale by the entries that may have changed it, and by no others."""

from __future__ import annotations

import ast
from datetime import date, datetime
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
import sqlglot
from django.core.cache import cache
from sqlglot import exp

import lachan
from lachan.base.clock import VIETNAM, end_of_day
from lachan.indicators import freshness
from lachan.indicators.definitions import indicators
from lachan.indicators.engines import named
from lachan.indicators.facts.tables import TABLES
from lachan.indicators.figures import divided
from lachan.indicators.freshness import family_of, is_opening, newest
from lachan.indicators.measures import MEASURES, Scope, Window, in_scope
from lachan.journal.models import Entry
from lachan.journal.procedure import PROCEDURES
from tests.world_random import World

WINDOW = Window(Scope("98"), date(2025, 12, 15), date(2026, 6, 14), end_of_day(date(2026, 6, 30)))
RECORD = UUID(int=7)
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=VIETNAM)
ROOMS = {"victims": ("victims_", "linkage_")}  # awards are of the family of victims
KIND_OF = {move.verb: kind for kind, procedure in PROCEDURES.items() for move in procedure.moves}


@pytest.mark.parametrize("code", indicators())
def test_a_measure_asks_only_about_the_records_of_its_own_family(code):
    """Else an act of another room could change the figure and leave the kept one standing."""
    cohort = MEASURES[code](WINDOW)
    family = family_of(cohort.kind)
    for sql in (cohort.sql, *(divided(cohort, (name,)) for name in indicators()[code].by)):
        tree = sqlglot.parse_one(named(in_scope(sql, WINDOW.scope), ":"), dialect="duckdb")
        asked = {t.name for t in tree.find_all(exp.Table)} & {*TABLES, "facilities_stay"}
        own = ("journal_", *ROOMS.get(family, (f"{family}_",)))
        assert {t for t in asked if not t.startswith(own)} == set(), code
        verbs = {word.this for word in tree.find_all(exp.Literal) if word.this in KIND_OF}
        assert {verb for verb in verbs if family_of(KIND_OF[verb]) != family} == set(), code


@pytest.fixture
def remembered(db, monkeypatch):
    """As outside a test, where what was read is there for good."""
    monkeypatch.setattr(freshness, "_may_be_undone", lambda: False)
    cache.clear()
    World(Random(1), 1).write()


def test_an_act_makes_the_figures_of_its_family_stale_and_leaves_the_others(remembered):
    before = {kind: newest(kind) for kind in ("tip", "case", "victim")}
    _write("case", "case.conclude")
    head = _write("referral", "referral.accept")
    assert newest("victim") == newest("referral") == head
    assert newest("accused") == newest("case") == head - 1
    assert newest("tip") == before["tip"]


def test_opening_a_file_an_account_a_plan_leave_every_figure(remembered):
    before = {kind: newest(kind) for kind in ("tip", "case", "victim")}
    for kind, verb in (("victim", "victim.open_identity"), ("account", "account.invite"), ("task", "task.begin")):
        _write(kind, verb)
    assert {kind: newest(kind) for kind in before} == before


def test_a_support_plan_is_of_the_family_of_victims(remembered):
    newest("victim")
    assert _write("careplan", "careplan.approve") == newest("victim")


def test_a_journal_that_was_replaced_by_a_shorter_one_is_read_anew(remembered, monkeypatch):
    newest("tip")
    monkeypatch.setattr(freshness, "_one", lambda sql: 3)
    assert newest("tip") == 3


def test_inside_a_transaction_nothing_is_remembered(db):
    World(Random(1), 1).write()
    head = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    assert newest("tip") == head
    assert _write("case", "case.conclude") == newest("tip") == head + 1


def test_whatever_opens_sealed_words_is_named_as_an_opening():
    """``permit`` writes entries too; by their names they are told from acts."""
    found = set()
    for path in Path(lachan.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "permit":
                found |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
    assert {verb for verb in found if not is_opening(verb) and family_of(verb.partition(".")[0])} == set()
    assert len(found) > 5 and not {verb for verb in KIND_OF if is_opening(verb)}


def _write(kind: str, verb: str) -> int:
    """An entry of no matter what record; returns its number."""
    seq = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0] + 1
    Entry.objects.create(
        seq=seq, verb=verb, record_kind=kind, record_id=RECORD, occurred_on=NOW.date(), occurred_at=NOW,
        recorded_at=NOW, agency_id=RECORD, province_code="98", previous="0" * 64, digest="0" * 64,
    )  # fmt: skip
    return seq
