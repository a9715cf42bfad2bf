"""Areas as they were, and as they are today: old communes and provinces counted under what they have become."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from lachan.indicators.figures import Cell, Figure
from lachan.indicators.measures import Scope
from lachan.people.queries import became

DIVIDED = ("area", "province", "origin")


def scope_of_today(scope: Scope, on: date) -> Scope:
    """The scope with every area that was merged, whole, into the one it names. A unit that was split stays out."""
    own = scope.area_code or scope.province_code
    if not own:
        return scope
    return replace(scope, codes=tuple(sorted(old for old, new in became(on).items() if new == (own,))))


def rebased(figure: Figure, on: date) -> Figure:
    """The parts of a figure by the areas of today. What was split into several keeps its old code: nobody knows where

    its records would lie. Parts still add up to the whole.
    """
    places = [n for n, name in enumerate(figure.by) if name in DIVIDED]
    if not places:
        return figure
    today = {old: new[0] for old, new in became(on).items() if len(new) == 1}
    merged: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in figure.cells:
        keys = tuple(today.get(key, key) if n in places else key for n, key in enumerate(cell.keys))
        merged[keys].append(cell)
    return replace(figure, cells=tuple(_sum(keys, merged[keys]) for keys in sorted(merged)))


def _sum(keys: tuple[str, ...], cells: list[Cell]) -> Cell:
    """A rate is divided by one number however many parts it has; a share by what its parts counted."""
    first = cells[0]
    whole = first.denominator
    if first.rule.is_ratio:
        whole = sum(c.denominator or 0 for c in cells)
    return Cell(keys, sum(c.numerator for c in cells), whole, first.rule)
