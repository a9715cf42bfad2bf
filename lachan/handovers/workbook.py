"""The list as an Excel file: a sheet a kind, text that never becomes a formula, names only where they were opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

import xlsxwriter

from lachan.handovers.mapping import Sheet, software

FONT = "Times New Roman"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CHANGE = {True: "Mới", False: "Thay đổi"}


@dataclass(frozen=True)
class Row:
    """One line: what it is, and its facts in words and numbers."""

    position: int
    kind: str
    subject_id: UUID
    is_new: bool
    facts: Mapping[str, Any]
    number: str = ""


def write_list(title: str, rows: Sequence[Row], identities: Mapping[UUID, Mapping[str, str]] | None = None) -> bytes:
    """``identities``: what was opened, by record; without it the columns of identity are left out."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    plain = book.add_format({"font_name": FONT, "font_size": 12, "border": 1, "text_wrap": True, "valign": "top"})
    head = book.add_format(
        {"font_name": FONT, "font_size": 12, "border": 1, "bold": True, "align": "center", "text_wrap": True}
    )
    strong = book.add_format({"font_name": FONT, "font_size": 14, "bold": True})
    for sheet in software().sheets:
        mine = [row for row in rows if row.kind == sheet.kind]
        page = book.add_worksheet(sheet.title)
        page.write_string(0, 0, f"{title} · {sheet.title}", strong)
        page.write_string(1, 0, "Cấu trúc cột chưa được cơ quan quản lý phần mềm xác nhận.")
        _fill(page, sheet, mine, identities, head, plain)
    book.close()
    return made.getvalue()


def _fill(
    page: Any, sheet: Sheet, rows: Sequence[Row], identities: Mapping[UUID, Mapping[str, str]] | None, head: Any,
    plain: Any,
) -> None:  # fmt: skip
    columns = [c for c in sheet.columns if identities is not None or not c.is_identity]
    heads = ["TT", "Mới/thay đổi", *(c.title for c in columns), "Số trên phần mềm"]
    widths = [6, 14, *(c.width for c in columns), 20]
    for across, (words, width) in enumerate(zip(heads, widths, strict=True)):
        page.set_column(across, across, width)
        page.write_string(3, across, words, head)
    for down, row in enumerate(rows, 4):
        opened = (identities or {}).get(row.subject_id, {})
        cells = [row.position, CHANGE[row.is_new]]
        cells += [opened.get(c.shows, "") if c.is_identity else row.facts.get(c.shows, "") for c in columns]
        for across, value in enumerate([*cells, row.number]):
            if isinstance(value, int | float) and not isinstance(value, bool):
                page.write_number(down, across, value, plain)
            else:
                page.write_string(down, across, "" if value is None else str(value), plain)
    page.freeze_panes(4, 3)
