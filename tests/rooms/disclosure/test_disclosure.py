"""What leaves the office cannot be turned back into a small count: the gate against one who knows everything published.

The attacker here is written apart from the gate: he knows the rule, the hierarchies and every table ever published, and
sweeps over all sums until nothing gets tighter.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import product

import pytest

from lachan.indicators.disclosure import Dimension, Key, bounds_of, infer, release, round_to_base

AGES = Dimension("age", {"0-15": "all", "16-17": "all", "18+": "all", "unknown": "all"})
SEXES = Dimension("sex", {"f": "both", "m": "both", "unknown": "both"})
MUCH = 10**6


def areas(count: int) -> Dimension:
    return Dimension("area", {f"xa{n}": "province" for n in range(count)})


def quarters(years: int) -> Dimension:
    of_quarter = {f"{y}Q{q}": f"{y}H{1 if q < 3 else 2}" for y in range(years) for q in range(1, 5)}
    return Dimension("period", of_quarter | {half: half[:-2] for half in of_quarter.values()})


def a_world(seed: int) -> tuple[tuple[Dimension, ...], dict[Key, int]]:
    """Counts of one province: mostly small, some communes with many, with every total."""
    rng = random.Random(seed)
    dimensions = (areas(rng.randint(2, 6)), AGES, SEXES, quarters(2))
    leaves = [[m for m in d.parents if m not in d.parents.values()] for d in dimensions]
    mean = rng.choice((0.5, 2, 6, 15))
    counts: dict[Key, int] = {}
    for leaf in product(*leaves):
        count = int(rng.expovariate(1 / mean)) if rng.random() < 0.8 else 0
        for key in product(*(_up(d, m) for d, m in zip(dimensions, leaf, strict=True))):
            counts[key] = counts.get(key, 0) + count
    return dimensions, counts


def _up(dimension: Dimension, member: str) -> list[str]:
    found = [member]
    while found[-1] in dimension.parents:
        found.append(dimension.parents[found[-1]])
    return found


def the_tables(counts: Mapping[Key, int]) -> list[dict[Key, int]]:
    """What a province publishes over two years: two small tables a quarter, each half-year by age, each year whole."""
    found = []
    for year in ("0", "1"):
        for period in (f"{year}Q1", f"{year}Q2", f"{year}H1", f"{year}Q3", f"{year}Q4", f"{year}H2", year):
            of_period = {k: v for k, v in counts.items() if k[3] == period}
            if period == year:
                found.append(of_period)
            else:
                found.append({k: v for k, v in of_period.items() if k[1] == "all"})
                found.append({k: v for k, v in of_period.items() if k[0] == "province"})
    return found


def attack(dimensions: tuple[Dimension, ...], known: Mapping[Key, tuple[int, int]]) -> dict[Key, tuple[int, int]]:
    """Subtraction and interval propagation over all members there are, until a sweep changes nothing."""
    every = [sorted({*d.parents, *d.parents.values()}) for d in dimensions]
    low = {key: known.get(key, (0, MUCH))[0] for key in product(*every)}
    high = {key: known.get(key, (0, MUCH))[1] for key in product(*every)}
    sums = [
        (key, [(*key[:i], c, *key[i + 1 :]) for c, p in d.parents.items() if p == key[i]])
        for i, d in enumerate(dimensions)
        for key in low
        if key[i] in d.parents.values()
    ]
    moved = True
    while moved:
        moved = False
        for whole, parts in sums:
            bottom, top = sum(low[p] for p in parts), sum(high[p] for p in parts)
            told = [(whole, bottom, top)]
            told += [(p, low[whole] - (top - high[p]), high[whole] - (bottom - low[p])) for p in parts]
            for key, least, most in told:
                if least > low[key] or most < high[key]:
                    low[key], high[key], moved = max(low[key], least), min(high[key], most), True
    return {key: (low[key], high[key]) for key in low}


def exposed(counts: Mapping[Key, int], inferred: Mapping[Key, tuple[int, int]]) -> list[Key]:
    """Small counts that are known exactly."""
    return [k for k, (low, high) in inferred.items() if low == high and 1 <= counts[k] <= 7]


def published_by_the_gate(dimensions: tuple[Dimension, ...], counts: Mapping[Key, int]) -> dict[Key, int | None]:
    past: dict[Key, int | None] = {}
    for table in the_tables(counts):
        past |= release(dimensions, table, past).cells
    return past


def published_naively(counts: Mapping[Key, int]) -> dict[Key, tuple[int, int]]:
    """Under five suppressed, the margins exact: what offices do by hand."""
    everything = [key for table in the_tables(counts) for key in table]
    return {key: (counts[key], counts[key]) if counts[key] >= 5 else (0, 4) for key in everything}


def the_worlds(count: int) -> None:
    leaking = 0
    for seed in range(count):
        dimensions, counts = a_world(seed)
        out = published_by_the_gate(dimensions, counts)
        inferred = attack(dimensions, {key: bounds_of(shown) for key, shown in out.items()})
        assert not exposed(counts, inferred), f"world {seed}"
        assert all(low <= counts[key] <= high for key, (low, high) in inferred.items()), "the attacker is honest"
        naive = attack(dimensions, published_naively(counts))
        leaking += bool(exposed(counts, naive))
    assert leaking >= count / 2, f"the naive rule leaks in {leaking} of {count} worlds: the attack is too weak"


def test_no_small_count_can_be_recovered_and_the_naive_rule_leaks() -> None:
    the_worlds(8)


@pytest.mark.full
def test_no_small_count_can_be_recovered_in_a_thousand_worlds() -> None:
    the_worlds(1000)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, None), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1002, 1000), (1003, 1005)],
)
def test_up_to_seven_is_redacted_and_the_rest_rounded_to_five(count: int, shown: int | None) -> None:
    assert round_to_base(count) == shown
    low, high = bounds_of(shown)
    assert low <= count <= high


def test_four_sevens_under_a_total_that_gives_them_away() -> None:
    """28 rounds to 30, at least 28; four redacted parts are at most 7 each: all four would be known to be 7."""
    four = (Dimension("area", {f"xa{n}": "province" for n in range(4)}),)
    counts = {("province",): 28} | {(f"xa{n}",): 7 for n in range(4)}
    rounded_only = {key: round_to_base(count) for key, count in counts.items()}
    assert infer(four, rounded_only)["xa0",] == (7, 7), "rounding alone does not protect"
    gate = release(four, counts)
    assert ("province",) in gate.withheld
    assert gate.cells["xa0",] is None


def test_a_later_table_may_not_give_away_an_earlier_one() -> None:
    """The year is published; three quarters later the last quarter follows from the others."""
    year = (Dimension("period", {f"Q{n}": "year" for n in range(1, 5)}),)
    first = release(year, {("Q1",): 7, ("Q2",): 7, ("Q3",): 7, ("Q4",): 7})
    assert first.withheld == ()
    second = release(year, {("year",): 28}, first.cells)
    assert second.cells == {} and second.withheld == (("year",),)


def test_what_was_published_stands() -> None:
    """A correction does not show in a further release of the same cell: the difference would tell on one person."""
    one = (areas(2),)
    before = release(one, {("xa0",): 7, ("xa1",): 20, ("province",): 27})
    after = release(one, {("xa0",): 8, ("xa1",): 20, ("province",): 28}, before.cells)
    assert after.cells == before.cells
    assert before.cells["xa0",] is None


def test_the_public_totals_stay_useful() -> None:
    """Totals of a province's year differ by less than the rounding, and few cells are withheld."""
    shown = withheld = 0
    for seed in range(4):
        dimensions, counts = a_world(seed)
        past: dict[Key, int | None] = {}
        for table in the_tables(counts):
            gate = release(dimensions, table, past)
            past |= gate.cells
            shown, withheld = shown + len(gate.cells), withheld + len(gate.withheld)
        year = past.get(("province", "all", "both", "0"))
        assert year is None or abs(year - counts["province", "all", "both", "0"]) <= 2
    assert withheld * 10 <= shown, f"{withheld} withheld beside {shown} shown"


def test_what_contradicts_a_published_table_is_kept_back() -> None:
    """A correction made a quarter larger than the half-year that went out: the contradiction would show it."""
    year = (Dimension("period", {"Q1": "H1", "Q2": "H1"}),)
    before = release(year, {("H1",): 7})
    after = release(year, {("Q1",): 8, ("Q2",): 0}, before.cells)
    assert ("Q1",) in after.withheld
    assert infer(year, {**before.cells, **after.cells})["Q1",] == (0, 7)
