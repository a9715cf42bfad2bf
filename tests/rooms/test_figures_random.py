"""Figures over random histories: one answer on every engine, parts that add up, stocks that carry over, a past that

stays. The small form runs always, the numbers of the promise under ``full``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from lachan.base.clock import end_of_day, local_day
from lachan.indicators.definitions import indicators
from lachan.indicators.facts.duck import Duck
from lachan.indicators.facts.export import export
from lachan.indicators.figures import Figure, behind, figure
from lachan.indicators.measures import Scope, Window
from tests.world_random import AGENCIES, DAYS, FIRST, World, asked_of, divisions

pytestmark = pytest.mark.django_db
HOLDINGS = sorted(code.removesuffix("_start") for code in indicators() if code.endswith("_start"))


def counted(found: Figure) -> tuple[object, ...]:
    return found.numerator, found.denominator, found.cells, found.by_day


def one_answer(rng: Random, folder: Path, worlds: int, asked: int, size: int) -> int:
    """How many answers were compared; the first that differs fails."""
    compared = 0
    for n in range(worlds):
        world = World(rng, size)
        middle = world.happenings[len(world.happenings) // 2].recorded_at
        world.write(middle)
        export(folder / str(n), step=97)
        world.write()
        export(folder / str(n), step=97)
        duck = Duck(folder / str(n))
        for code, rule in indicators().items():
            for _ in range(asked):
                window, by = asked_of(world.window(), code), rng.choice(((), divisions(rng, rule.by)))
                here, there = figure(code, window, by), figure(code, window, by, engine=duck)
                assert counted(here) == counted(there), (n, code, window, by)
                compared += 1
        duck.close()
    return compared


def test_one_answer_on_the_primary_database_and_on_duckdb(db, tmp_path):
    assert one_answer(Random(1), tmp_path, worlds=1, asked=2, size=30) >= 150


@pytest.mark.full
def test_one_answer_for_every_indicator_and_two_hundred_questions(db, tmp_path):
    assert one_answer(Random(2), tmp_path, worlds=4, asked=50, size=60) >= 200 * len(indicators())


def sums(rng: Random, asked: Window, every: bool) -> None:
    for code, rule in indicators().items():
        window = asked_of(asked, code)
        whole = figure(code, window)
        assert whole.numerator >= 0 and (not rule.is_ratio or whole.numerator <= (whole.denominator or 0)), code
        for by in [(name,) for name in rule.by] if every else [divisions(rng, rule.by)]:
            parts = figure(code, window, by).cells
            assert sum(c.numerator for c in parts) == whole.numerator, (code, by, window)
            if rule.is_ratio:
                assert sum(c.denominator or 0 for c in parts) == whole.denominator, (code, by, window)
    for prefix in HOLDINGS:
        window = asked_of(asked, f"{prefix}_start")
        start, new, done, end = (
            figure(f"{prefix}_{part}", window).numerator for part in ("start", "new", "done", "end")
        )
        assert start + new == done + end, (prefix, window)
        following = replace(window, start=window.end + timedelta(days=1), end=window.end + timedelta(days=40))
        assert figure(f"{prefix}_start", following).numerator == end, (prefix, window)


def test_parts_add_up_and_stocks_carry_over(db):
    rng = Random(3)
    for n in range(3):
        world = World(rng, 8)
        world.write()
        sums(rng, world.window(), every=n == 0)


@pytest.mark.full
def test_parts_add_up_and_stocks_carry_over_in_a_thousand_worlds(db):
    rng = Random(4)
    for _ in range(1000):
        world = World(rng, 6)
        world.write()
        sums(rng, world.window(), every=False)


def past_stays(rng: Random, histories: int, size: int, codes: int) -> None:
    """What was counted on day D, asked again after everything else was written, is the same number."""
    for _ in range(histories):
        world = World(rng, size)
        day = local_day(FIRST) + timedelta(days=rng.randrange(60, DAYS))
        world.write(end_of_day(day))
        asked = []
        for code in rng.sample(list(indicators()), codes):
            window = asked_of(replace(world.window(), as_of=end_of_day(day)), code)
            by = divisions(rng, indicators()[code].by)
            asked.append((code, window, by, counted(figure(code, window, by)), counted(figure(code, window))))
        world.write()
        for code, window, by, parts, whole in asked:
            assert counted(figure(code, window, by)) == parts, (code, by, window)
            assert counted(figure(code, window)) == whole, (code, window)


def test_the_past_stays_as_it_was_known(db):
    past_stays(Random(5), histories=4, size=8, codes=40)


@pytest.mark.full
def test_the_past_stays_in_a_thousand_histories(db):
    past_stays(Random(6), histories=1000, size=5, codes=20)


def of_agencies(rng: Random, window: Window) -> None:
    """Each counted record is some agency's: a flow of those that did the acts, a stock of the one holder of the day."""
    for code, rule in indicators().items():
        if not rule.is_by_agency:
            continue
        whole = {b.record_id for b in behind(code, window)}
        scopes = (replace(window.scope, agencies=(agency,)) for agency in AGENCIES)
        parts = [{b.record_id for b in behind(code, replace(window, scope=scope))} for scope in scopes]
        if rule.flow == "flow":
            assert set().union(*parts) == whole, (code, window)
        elif code.endswith(("_start", "_end")):
            assert sum(map(len, parts)) == len(set().union(*parts)) and set().union(*parts) <= whole, (code, window)


def test_what_agencies_did_and_hold_is_what_the_province_did_and_holds(db):
    rng = Random(7)
    for _ in range(3):
        world = World(rng, 8)
        world.write()
        of_agencies(rng, replace(world.window(), scope=Scope("98")))


@pytest.mark.full
def test_what_agencies_did_and_hold_in_a_thousand_worlds(db):
    rng = Random(8)
    for _ in range(1000):
        world = World(rng, 4)
        world.write()
        of_agencies(rng, replace(world.window(), scope=Scope("98")))
