"""A divided figure as a table of two dimensions, a table for each value of a third, with totals that add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lachan.indicators import wording
from lachan.indicators.definitions import Indicator
from lachan.indicators.dimensions import is_of_time
from lachan.indicators.figures import Cell, Figure

MOST = 3


@dataclass(frozen=True)
class Row:
    """One value of the first dimension; ``cells`` one a column, ``total`` over them."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class Panel:
    """A table: of everything, or of one value of the third dimension. ``columns``: key and words."""

    key: str
    label: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    totals: tuple[Cell, ...]
    total: Cell

    @property
    def values(self) -> list[float]:
        """The values of all inner cells that have one."""
        return [c.value for row in self.rows for c in (row.cells or (row.total,)) if c.value is not None]


@dataclass(frozen=True)
class Crosstab:
    figure: Figure
    heads: tuple[str, ...]
    panels: tuple[Panel, ...]

    @property
    def runs_over_time(self) -> bool:
        """The columns are periods, so each row is a line."""
        return len(self.figure.by) > 1 and is_of_time(self.figure.by[1])


def crosstab(figure: Figure, words: list[dict[str, str]] | None = None) -> Crosstab:
    """``figure`` divided by one to three dimensions: rows, columns, panels. ``words``: other values than occur."""
    kept = words or wording.values(figure)
    heads = tuple(wording.heads(figure))
    by_key = {cell.keys: cell for cell in figure.cells}
    third = kept[2] if len(kept) > 2 else {"": ""}
    panels = tuple(_panel(key, label, kept, by_key, figure.indicator) for key, label in third.items())
    return Crosstab(figure, heads, panels)


def _panel(
    key: str, label: str, kept: list[dict[str, str]], by_key: Mapping[tuple[str, ...], Cell], rule: Indicator
) -> Panel:
    across = kept[1] if len(kept) > 1 else {}
    tail = (key,) if len(kept) > 2 else ()
    rows = []
    for value, words in kept[0].items():
        found = [_cell(by_key, (value, column, *tail), rule) for column in across]
        own = found or [_cell(by_key, (value,), rule)]
        rows.append(Row(value, words, tuple(found), _sum((value, *tail), own, rule)))
    totals = tuple(_sum((column, *tail), (row.cells[n] for row in rows), rule) for n, column in enumerate(across))
    return Panel(key, label, tuple(across.items()), tuple(rows), totals, _sum(tail, (r.total for r in rows), rule))


def _cell(by_key: Mapping[tuple[str, ...], Cell], keys: tuple[str, ...], rule: Indicator) -> Cell:
    return by_key.get(keys) or Cell(keys, 0, 0 if rule.is_ratio else None, rule)


def _sum(keys: tuple[str, ...], cells: Iterable[Cell], rule: Indicator) -> Cell:
    """Parts added up; a share is computed anew from the sums, never averaged."""
    hits, counted = 0, 0
    is_divided = False
    for cell in cells:
        hits += cell.numerator
        counted += cell.denominator or 0
        is_divided = is_divided or cell.denominator is not None
    return Cell(keys, hits, counted if is_divided else None, rule)
