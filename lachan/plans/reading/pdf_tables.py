"""Tables of a PDF page: found by their ruled lines, read cell by cell, written as rows between bars."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lachan.plans.reading.cells import as_lines, is_data

THIN = 3.0
SHORT = 12.0
NEAR = 3.0
MOST_LINES = 4000
WORD = re.compile(r"\S+")
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the paper."""
Point = tuple[float, float]
Edit = tuple[int, int, str]
"""From where to where in the text of a page, and what stands there instead."""


@dataclass(frozen=True)
class Grid:
    """The edges of columns from left to right and of rows from the top down."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        if not (self.columns[0] < x < self.columns[-1] and self.rows[-1] < y < self.rows[0]):
            return None
        column = bisect_right(self.columns, x) - 1
        row = sum(edge >= y for edge in self.rows) - 1
        return row, column


def tables_as_rows(page: Any, text_page: Any, text: str) -> list[Edit]:
    """What to change in the text of a page so that each ruled table stands as rows at the place of its first word."""
    if len(text) != text_page.count_chars() or not (found := grids(ruled_lines(page))):
        return []
    words = [(word, middle(text_page, *word.span())) for word in WORD.finditer(text)]
    return [edit for grid in found for edit in table_edits(words, grid)]


def table_edits(words: Sequence[tuple[re.Match[str], Point]], grid: Grid) -> list[Edit]:
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    places: list[tuple[int, int]] = []
    for word, point in words:
        if (at := grid.cell(*point)) is not None:
            cells[at].append(word[0])
            places.append(word.span())
    columns, rows = range(len(grid.columns) - 1), range(len(grid.rows) - 1)
    filled = [[[" ".join(cells[row, column])] if cells[row, column] else [] for column in columns] for row in rows]
    if not is_data(filled):
        return []
    table = "\n".join(["", *as_lines(filled), ""])
    return [(start, end, table if number == 0 else "") for number, (start, end) in enumerate(places)]


def middle(text_page: Any, start: int, end: int) -> Point:
    left, bottom, _, top = text_page.get_charbox(start)
    right = text_page.get_charbox(end - 1)[2]
    return (left + right) / 2, (bottom + top) / 2


def ruled_lines(page: Any) -> list[Box]:
    """Thin drawn paths; a drawn rectangle counts as its four edges."""
    import pypdfium2.raw as raw

    found: list[Box] = []
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = one.get_bounds()
        if right - left <= THIN or top - bottom <= THIN:
            if max(right - left, top - bottom) >= SHORT:
                found.append((left, bottom, right, top))
        else:
            found += [(left, bottom, left, top), (right, bottom, right, top)]
            found += [(left, bottom, right, bottom), (left, top, right, top)]
        if len(found) > MOST_LINES:
            return []
    return found


def grids(lines: Sequence[Box]) -> list[Grid]:
    """Lines that touch make one table: at least two columns and two rows."""
    found = []
    for group in touching(lines):
        upright = [line for line in group if line[2] - line[0] <= THIN]
        flat = [line for line in group if line[3] - line[1] <= THIN]
        columns = edges([(line[0] + line[2]) / 2 for line in upright])
        rows = edges([(line[1] + line[3]) / 2 for line in flat])
        if len(columns) >= 3 and len(rows) >= 3:
            found.append(Grid(tuple(columns), tuple(reversed(rows))))
    return found


def touching(lines: Sequence[Box]) -> list[list[Box]]:
    """Groups of lines that meet, from the top of the page down; a sweep, so that the work stays bounded."""
    groups: list[tuple[list[Box], Box]] = []
    for line in sorted(lines, key=lambda box: -box[3]):
        meets = [n for n, (_, around) in enumerate(groups) if overlaps(line, around)]
        merged, around = [line], line
        for n in meets:
            merged += groups[n][0]
            around = union(around, groups[n][1])
        groups = [g for n, g in enumerate(groups) if n not in meets] + [(merged, around)]
    return [group for group, _ in groups]


def overlaps(one: Box, other: Box) -> bool:
    beside = one[0] > other[2] + NEAR or other[0] > one[2] + NEAR
    above = one[1] > other[3] + NEAR or other[1] > one[3] + NEAR
    return not (beside or above)


def union(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def edges(values: Sequence[float]) -> list[float]:
    """Places nearer to each other than the thickness of a line are one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > NEAR * 2:
            out.append(value)
    return out
