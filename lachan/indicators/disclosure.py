"""Disclosure control of public tables: small counts redacted, the rest rounded, and what an attacker could still infer.

Plain Python. Counts are of people; a key names one cell by one member a dimension (the period is a dimension too). What
was ever published is attacked by subtraction and interval propagation before anything more is published.
Source: OpenSAFELY/ehrQL practice (redact up to 7, round to 5), both including totals and zeros.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SMALL = 7  # counts up to here are redacted, zero among them
BASE = 5  # the others are rounded to the nearest multiple
NARROWEST = 4  # a redacted count must keep at least this many further possible values
UNBOUNDED = 10**9

Key = tuple[str, ...]
Bounds = tuple[int, int]
Total = tuple[Key, list[Key]]


@dataclass(frozen=True)
class Dimension:
    """A fixed hierarchy: member to parent. A member that is nobody's child is a root."""

    name: str
    parents: Mapping[str, str]

    def children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for child, parent in self.parents.items():
            found.setdefault(parent, []).append(child)
        return found


@dataclass(frozen=True)
class Gate:
    """What may go out: ``cells`` by key (None is «redacted»), ``withheld`` keys that are left out to protect others."""

    cells: dict[Key, int | None]
    withheld: tuple[Key, ...] = ()
    rounds: int = 0


@dataclass
class _Known:
    """What can be inferred of every cell, which sums tightened it, and where they contradict what is out already.

    A contradiction comes from corrections between two tables: it tells that somebody was added, so it may not be seen.
    """

    low: dict[Key, int] = field(default_factory=dict)
    high: dict[Key, int] = field(default_factory=dict)
    why: dict[Key, set[int]] = field(default_factory=dict)
    torn: set[Key] = field(default_factory=set)


def round_to_base(count: int) -> int | None:
    """The published form of a count: None where it is small, else the nearest multiple of five."""
    return None if count <= SMALL else BASE * ((count + BASE // 2) // BASE)


def bounds_of(published: int | None) -> Bounds:
    """What a published form says by itself."""
    if published is None:
        return 0, SMALL
    return max(SMALL + 1, published - BASE // 2), published + BASE // 2


def infer(dimensions: tuple[Dimension, ...], published: Mapping[Key, int | None]) -> dict[Key, Bounds]:
    """The tightest bounds interval propagation reaches for every cell the published ones can say something about."""
    known = _propagate(_sums(dimensions, published), published)
    return {key: (known.low[key], known.high[key]) for key in known.low}


def release(
    dimensions: tuple[Dimension, ...], counts: Mapping[Key, int], past: Mapping[Key, int | None] | None = None
) -> Gate:
    """The table as it may be published beside everything in ``past`` (what is there already stands as it was).

    Cells are withheld, the least telling first, until no small count of old or new tables can be narrowed further than
    ``NARROWEST``. With nothing new published the past is as safe as its own gate left it, so this ends.
    """
    past = past or {}
    fresh = {key: round_to_base(count) for key, count in counts.items() if key not in past}
    withheld: list[Key] = []
    rounds = 0
    while True:
        known, sums = _known(dimensions, {**fresh, **past})
        drop = {_nearest_new(cell, known, sums, fresh, counts) for cell in _narrow(known, counts, past) if fresh}
        if not drop:
            stood = {key: past[key] for key in counts if key in past}
            return Gate({**fresh, **stood}, tuple(withheld), rounds)
        for key in drop:
            del fresh[key]
        withheld += sorted(drop)
        rounds += 1


def _known(dimensions: tuple[Dimension, ...], published: Mapping[Key, int | None]) -> tuple[_Known, list[Total]]:
    sums = _sums(dimensions, published)
    return _propagate(sums, published), sums


def _narrow(known: _Known, counts: Mapping[Key, int], past: Mapping[Key, int | None]) -> list[Key]:
    """Small counts of which too few values are left, and contradictions; an uncounted cell is judged by its bounds."""
    small = (
        key
        for key, low in known.low.items()
        if known.high[key] - low < NARROWEST
        and (counts[key] <= SMALL if key in counts else past[key] is None if key in past else known.high[key] <= SMALL)
    )
    return [*small, *sorted(known.torn)]


def _nearest_new(
    cell: Key, known: _Known, sums: list[Total], fresh: Mapping[Key, int | None],
    counts: Mapping[Key, int],
) -> Key:  # fmt: skip
    """The new cell nearest to the inference about ``cell``: a rounded one before a redacted one, the smallest first."""
    seen, frontier = {cell}, _beside({cell}, known, sums) - {cell}
    while frontier:
        new = [key for key in frontier if key in fresh]
        if new:
            return min(new, key=lambda k: (fresh[k] is None, counts[k], k))
        seen |= frontier
        frontier = _beside(frontier, known, sums) - seen
    return cell if cell in fresh else min(fresh, key=lambda k: (fresh[k] is None, counts[k], k))


def _beside(keys: set[Key], known: _Known, sums: list[Total]) -> set[Key]:
    """The members of the sums that tightened what is known of these."""
    return {m for key in keys for number in known.why.get(key, ()) for m in _members(sums[number])}


def _members(total: Total) -> list[Key]:
    return [total[0], *total[1]]


def _sums(dimensions: tuple[Dimension, ...], published: Iterable[Key]) -> list[Total]:
    """Every «parent equals the sum of its children» with a published cell, or a whole above one, in it."""
    children = [d.children() for d in dimensions]
    found: dict[tuple[int, Key], list[Key]] = {}
    waiting = list(published)
    while waiting:
        key = waiting.pop()
        for place, dimension in enumerate(dimensions):
            for parent in (key[place], dimension.parents.get(key[place])):
                whole = (*key[:place], parent or "", *key[place + 1 :])
                if parent in children[place] and (place, whole) not in found:
                    found[place, whole] = [(*key[:place], c, *key[place + 1 :]) for c in children[place][parent]]
                    waiting.append(whole)
    return [(whole, parts) for (_, whole), parts in found.items()]


def _propagate(sums: list[Total], published: Mapping[Key, int | None]) -> _Known:
    known = _Known()
    for key in {*published, *(m for total in sums for m in _members(total))}:
        known.low[key], known.high[key] = bounds_of(published[key]) if key in published else (0, UNBOUNDED)
    touching: dict[Key, list[int]] = {}
    for number, total in enumerate(sums):
        for key in _members(total):
            touching.setdefault(key, []).append(number)
    waiting = dict.fromkeys(range(len(sums)))
    while waiting:
        number = next(iter(waiting))
        del waiting[number]
        for key in _tighten(sums[number], known):
            known.why.setdefault(key, set()).add(number)
            waiting.update(dict.fromkeys(n for n in touching[key] if n != number))
    return known


def _tighten(total: Total, known: _Known) -> list[Key]:
    """One sum, both ways; the keys of which more is known now."""
    whole, parts = total
    low, high = known.low, known.high
    lows, highs = sum(low[p] for p in parts), sum(high[p] for p in parts)
    changed = [whole] if _narrow_to(whole, lows, highs, known) else []
    top, bottom = high[whole], low[whole]
    for part in parts:
        if _narrow_to(part, bottom - (highs - high[part]), top - (lows - low[part]), known):
            changed.append(part)
            lows, highs = sum(low[p] for p in parts), sum(high[p] for p in parts)
    return changed


def _narrow_to(key: Key, low: int, high: int, known: _Known) -> bool:
    low, high = max(low, known.low[key]), min(high, known.high[key])
    if low > high:
        is_new = key not in known.torn
        known.torn.add(key)
        return is_new
    if (low, high) == (known.low[key], known.high[key]):
        return False
    known.low[key], known.high[key] = low, high
    return True
