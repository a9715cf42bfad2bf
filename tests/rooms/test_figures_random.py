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
from lachan.indicators.measures import MEASURES, Scope, Window
from lachan.indicators.spread import AGENCY, AREA, spread
from tests.world_random import AGENCIES, DAYS, FIRST, World, asked_of, divisions, forgotten, random_window

pytestmark = pytest.mark.django_db
HOLDINGS = sorted(code.removesuffix("_start") for code in indicators() if code.endswith("_start"))


def counted(found: Figure) -> tuple[object, ...]:
    return found.numerator, found.denominator, found.cells, found.by_day


def one_answer(rng: Random, folder: Path, worlds: int, asked: int, size: int) -> int:
    """How many answers were compared; the first that differs fails."""
    compared = 0
    for n in range(worlds):
        with forgotten():
            duck = _exported(World(rng, size), folder / str(n))
            for code, rule in indicators().items():
                for _ in range(asked):
                    window, by = asked_of(random_window(rng), code), rng.choice(((), divisions(rng, rule.by)))
                    here, there = figure(code, window, by), figure(code, window, by, engine=duck)
                    assert counted(here) == counted(there), (n, code, window, by)
                    compared += 1
            duck.close()
    return compared


def _exported(world: World, folder: Path) -> Duck:
    """Written and exported in two goes, so that the second appends to the first."""
    world.write(world.happenings[len(world.happenings) // 2].recorded_at)
    export(folder, step=97)
    world.write()
    export(folder, step=97)
    return Duck(folder)


def test_one_answer_on_the_primary_database_and_on_duckdb(db, tmp_path):
    assert one_answer(Random(1), tmp_path, worlds=1, asked=2, size=30) >= 150


@pytest.mark.full
def test_one_answer_for_every_indicator_and_two_hundred_questions(db, tmp_path, record_testsuite_property):
    compared = one_answer(Random(2), tmp_path, worlds=5, asked=40, size=60)
    record_testsuite_property("answers compared", compared)
    assert compared == 200 * len(indicators())


def sums(rng: Random, asked: Window, every: bool) -> int:
    """How many sums were looked at: parts against the whole, stocks against the next period's."""
    looked = 0
    for code, rule in indicators().items():
        window = asked_of(asked, code)
        whole = figure(code, window)
        assert whole.numerator >= 0 and (not rule.is_ratio or whole.numerator <= (whole.denominator or 0)), code
        for by in [(name,) for name in rule.by] if every else [divisions(rng, rule.by)]:
            parts = figure(code, window, by).cells
            assert sum(c.numerator for c in parts) == whole.numerator, (code, by, window)
            if rule.is_ratio:
                assert sum(c.denominator or 0 for c in parts) == whole.denominator, (code, by, window)
            looked += 1
    for prefix in HOLDINGS:
        window = asked_of(asked, f"{prefix}_start")
        start, new, done, end = (
            figure(f"{prefix}_{part}", window).numerator for part in ("start", "new", "done", "end")
        )
        assert start + new == done + end, (prefix, window)
        following = replace(window, start=window.end + timedelta(days=1), end=window.end + timedelta(days=40))
        assert figure(f"{prefix}_start", following).numerator == end, (prefix, window)
        looked += 2
    return looked


def add_up(rng: Random, worlds: int, size: int, every: int) -> int:
    """Every so-many-th world is divided by each dimension, the others by one or two drawn."""
    looked = 0
    for n in range(worlds):
        with forgotten():
            World(rng, size).write()
            looked += sums(rng, random_window(rng), every=n % every == 0)
    return looked


def test_parts_add_up_and_stocks_carry_over(db):
    assert add_up(Random(3), worlds=8, size=8, every=8)


@pytest.mark.full
def test_parts_add_up_and_stocks_carry_over_in_a_thousand_worlds(db, record_testsuite_property):
    record_testsuite_property("sums looked at", add_up(Random(4), worlds=1000, size=6, every=25))


def past_stays(rng: Random, histories: int, size: int, codes: int) -> int:
    """What was counted on day D, asked again after everything else was written, is the same number."""
    looked = 0
    for _ in range(histories):
        with forgotten():
            world = World(rng, size)
            day = local_day(FIRST) + timedelta(days=rng.randrange(60, DAYS))
            world.write(end_of_day(day))
            asked = []
            for code in rng.sample(list(indicators()), codes):
                window = asked_of(replace(random_window(rng), as_of=end_of_day(day)), code)
                by = divisions(rng, indicators()[code].by)
                asked.append((code, window, by, counted(figure(code, window, by)), counted(figure(code, window))))
            world.write()
            for code, window, by, parts, whole in asked:
                assert counted(figure(code, window, by)) == parts, (code, by, window)
                assert counted(figure(code, window)) == whole, (code, window)
                looked += 2
    return looked


def test_the_past_stays_as_it_was_known(db):
    assert past_stays(Random(5), histories=15, size=8, codes=40) == 1200


@pytest.mark.full
def test_the_past_stays_in_a_thousand_histories(db, record_testsuite_property):
    record_testsuite_property("figures asked again", past_stays(Random(6), histories=1000, size=5, codes=40))


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
            if MEASURES[code](window).acts:
                assert sum(map(len, parts)) == len(whole) + spread(code, window, AGENCY).counted, (code, window)
        elif code.endswith(("_start", "_end")):
            assert sum(map(len, parts)) == len(set().union(*parts)) and set().union(*parts) <= whole, (code, window)


def of_communes(window: Window) -> None:
    """The sum of some communes is over the number of records by those that are in several of them."""
    places = ("98001", "98002")
    for code, rule in indicators().items():
        if rule.flow == "flow" and MEASURES[code](window).acts:
            parts = [{b.record_id for b in behind(code, replace(window, scope=Scope("98", p)))} for p in places]
            over = spread(code, window, AREA, places).counted
            assert sum(map(len, parts)) == len(set().union(*parts)) + over, (code, window)


def agencies_of(rng: Random, worlds: int, size: int) -> None:
    for _ in range(worlds):
        with forgotten():
            World(rng, size).write()
            window = replace(random_window(rng), scope=Scope("98"))
            of_agencies(rng, window)
            of_communes(window)


def test_what_agencies_did_and_hold_is_what_the_province_did_and_holds(db):
    agencies_of(Random(7), worlds=3, size=8)


@pytest.mark.full
def test_what_agencies_did_and_hold_in_a_thousand_worlds(db):
    agencies_of(Random(8), worlds=1000, size=4)
