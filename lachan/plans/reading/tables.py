"""Tables of tasks and of targets: which lines are rows, and what each column of a row says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lachan.plans.reading.markers import HARD, Candidate, number_of
from lachan.plans.reading.normalise import CELL, Normal
from lachan.plans.reading.schema import Span
from lachan.plans.reading.table_heads import DUTY_COLUMNS, columns_of

PAST_YEAR = re.compile(r"thuc hien|hien trang|ket qua|uoc")
CELL_LABEL = re.compile(
    r"(?:(?P<roman>[IVX]{1,5})|(?P<upper>[A-E])|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})|(?P<arabic>\d{1,2})|"
    r"(?P<letter>[a-zđ])|(?P<bullet>[-+•]))\s*[.)]?$"
)
GROUP_LABEL = re.compile(r"((?:[IVX]{1,5}|[A-E]|\d{1,2}(?:\.\d{1,2})?)\s?[.)/])\s+")


@dataclass(frozen=True)
class Row:
    """One row: its line, its label cell, its words, and the other cells by what their column is for."""

    start: int
    end: int
    label: Span | None
    content: Span
    cells: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    years: tuple[str | None, ...] = ()
    counts: bool = False

    @property
    def charges(self) -> bool:
        """Whether a cell says who does it."""
        return "lead" in self.cells or "partner" in self.cells

    @property
    def promises(self) -> bool:
        """Whether the row is a task or a target, and not a blank of a form."""
        return self.charges or any(a < b for a, b in self.cells.get("value", ()))


@dataclass(frozen=True)
class Columns:
    roles: tuple[str, ...]
    heads: tuple[str, ...]
    header_end: int


def cells_of(text: str, start: int, end: int) -> list[Span]:
    """The cells between the bars of a line, without the spaces around their words."""
    out: list[Span] = []
    at = start
    while at <= end:
        stop = text.find(CELL, at, end)
        stop = end if stop < 0 else stop
        first, last = at, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        out.append((first, last))
        at = stop + 1
    if out and out[0][0] == out[0][1]:
        out = out[1:]
    return out


def read_rows(normal: Normal, lines: list[tuple[int, int]]) -> Iterator[Row]:
    """The rows of the tables among these lines; a head row says what the cells of the rows below it are."""
    columns: Columns | None = None
    for start, end in lines:
        if CELL not in normal.text[start:end]:
            columns = None
            continue
        cells = cells_of(normal.text, start, end)
        heads = [" ".join(normal.folded[a:b].split()) for a, b in cells]
        roles = None if CELL_LABEL.match(normal.text[slice(*cells[0])].strip()) else columns_of(heads)
        if roles:
            columns = Columns(roles, tuple(heads), end)
        elif columns and (merged := second_head(columns, heads)):
            columns = Columns(merged, tuple(heads), end)
        elif columns and (row := row_of(normal, start, end, cells, columns)):
            yield row


def second_head(columns: Columns, heads: list[str]) -> tuple[str, ...] | None:
    """«Chủ trì | Phối hợp» under one merged «Cơ quan thực hiện»."""
    named = {
        i: role for i, head in enumerate(heads) for role, p in DUTY_COLUMNS if p.search(head) and len(head.split()) < 6
    }
    label = columns.roles.index("label") if "label" in columns.roles else None
    content = columns.roles.index("content")
    blank = all(i >= len(heads) or not heads[i] for i in (content, *([label] if label is not None else [])))
    if len(named) < 2 or not blank:
        return None
    width = max(len(heads), len(columns.roles))
    return tuple(named.get(i) or (columns.roles[i] if i < len(columns.roles) else "") for i in range(width))


def row_of(normal: Normal, start: int, end: int, cells: list[Span], columns: Columns) -> Row | None:
    found: dict[str, list[Span]] = {}
    years: list[str | None] = []
    for role, head, cell in zip(columns.roles, columns.heads, cells, strict=False):
        if role and (cell[0] < cell[1] or role == "value"):
            if role == "value" and PAST_YEAR.search(head):
                continue
            found.setdefault(role, []).append(cell)
            if role == "value":
                year = re.search(r"20\d\d(?!\s*-\s*20)", head)
                years.append(year[0] if year else None)
    label, content = found.pop("label", [None])[0], found.pop("content", [None])[0]
    if content is None:
        return None
    kinds = "chi tieu" in columns.heads[columns.roles.index("content")]
    return Row(start, end, label, content, {k: tuple(v) for k, v in found.items()}, tuple(years), kinds)


def row_candidates(normal: Normal, rows: Iterable[Row]) -> list[Candidate]:
    """Rows as items: numbered by their first cell, else counted like bullets."""
    return [found for row in rows if (found := candidate_of(normal, row)) is not None]


def candidate_of(normal: Normal, row: Row) -> Candidate | None:
    start, end = row.content
    said = normal.text[slice(*row.label)].strip() if row.label else ""
    if start == end and row.label and said:
        start, end = row.label
        label = GROUP_LABEL.match(normal.text, start, end)
        if label is None:
            return None
        said, start = label[1], label.end()
    if start >= end:
        return None
    found = CELL_LABEL.match(said)
    kind = found.lastgroup if found and found.lastgroup else "bullet"
    number = number_of(kind, found[kind] if found else "-") or (1,)
    return Candidate(row.start, start, f"row_{kind}", number, said, HARD, 0.0, 9.0, end)
