"""Tables as lines: rows between bars where the table holds data, cell after cell where it only lays out a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

LAYOUT = re.compile(r"cộng h(?:òa|oà) xã hội|độc lập\s*[-–]\s*tự do|nơi nhận\s*:|^\s*số\s*:\s*\d*\s*/", re.IGNORECASE)
LONGEST_CELL = 4000

Rows = Sequence[Sequence[Sequence[str]]]
"""Rows of cells, each cell as its lines."""


def as_lines(rows: Rows) -> list[str]:
    if is_data(rows):
        return [f"| {' | '.join(one_line(cell) for cell in row)} |" for row in rows if any(row)]
    return [line for row in rows for cell in row for line in cell]


def one_line(cell: Sequence[str]) -> str:
    return " ".join(" ".join(cell).replace("|", "/").split())


def is_data(rows: Rows) -> bool:
    """At least three columns with words, or two of at least three rows, and no letterhead or signature in it."""
    columns = {at for row in rows for at, cell in enumerate(row) if cell}
    full = [row for row in rows if sum(bool(cell) for cell in row) > 1]
    if not (len(columns) >= 3 and len(full) >= 2) and not (len(columns) == 2 and len(full) >= 3):
        return False
    cells = [cell for row in rows for cell in row]
    if any(sum(map(len, cell)) > LONGEST_CELL for cell in cells):
        return False
    return not any(LAYOUT.search(line) for cell in cells for line in cell)
