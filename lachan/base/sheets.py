"""Rows as CSV or as an Excel workbook in which text stays text: nothing typed by anybody becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Value = str | int | float | None
Rows = Iterable[Sequence[Value]]

# A cell that opens with one of these is taken for a formula by spreadsheets.
RISKY = ("=", "+", "-", "@", "\t", "\r")


def csv_of(rows: Rows) -> bytes:
    """UTF-8 with a mark, so that Excel reads the Vietnamese letters."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def excel_of(sheets: Sequence[tuple[str, Rows, Sequence[int]]]) -> bytes:
    """One sheet a name, its rows (the first is the head) and the widths of its columns in letters; the last goes on."""
    from xlsxwriter import Workbook  # late: for this act alone

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for name, rows, widths in sheets:
        sheet = book.add_worksheet(name)
        for across, width in enumerate(widths):
            sheet.set_column(across, across if across < len(widths) - 1 else 60, width)
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(rows):
            for across, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(at, across, cell, body)
                elif cell is not None:
                    sheet.write_string(at, across, cell, head if at == 0 else body)
    book.close()
    return out.getvalue()


def _plain(cell: Value) -> Value:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
