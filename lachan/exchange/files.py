"""A published release as files: CSV and Excel, each with its metadata sheet. Exactly the public cells, nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from lachan.exchange.building import Content, Shown
from lachan.exchange.queries import Grid, ReleaseLine

# A cell that opens with one of these is taken for a formula by spreadsheets.
RISKY = ("=", "+", "-", "@", "\t", "\r")


def csv_file(release: ReleaseLine, grid: Grid, content: Content, sha256: str) -> bytes:
    """UTF-8 with a mark for Excel; the table first, the metadata below."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (*_table(grid), (), *metadata(release, content, sha256)):
        writer.writerow([_plain(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def excel_file(release: ReleaseLine, grid: Grid, content: Content, sha256: str) -> bytes:
    from xlsxwriter import Workbook  # late: for this act alone

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    for name, rows in (("Số liệu", _table(grid)), ("Siêu dữ liệu", metadata(release, content, sha256))):
        sheet = book.add_worksheet(name)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 12, 18 if name == "Số liệu" else 90)
        for at, row in enumerate(rows):
            for across, cell in enumerate(row):
                put = sheet.write_number if isinstance(cell, int) else sheet.write_string
                put(at, across, cell, head if at == 0 and name == "Số liệu" else None)
    book.close()
    return out.getvalue()


def metadata(release: ReleaseLine, content: Content, sha256: str) -> list[tuple[str, str | int]]:
    """The sheet that goes with every release: what was counted, how it was made safe, who answers for it."""
    sheet = content["metadata"]
    unsure = "; công thức chưa xác nhận" if sheet["confidence"] == "unconfirmed" else ""
    return [
        ("Tên bảng", sheet["title"]),
        ("Chỉ số", sheet["indicator"]),
        ("Đếm", sheet["counted"]),
        ("Đơn vị", sheet["unit"]),
        ("Căn cứ", sheet["source"] + unsure),
        ("Kỳ số liệu", f"{sheet['period']} ({sheet['starts']} – {sheet['ends']})"),
        ("Theo những gì đã ghi đến hết ngày", sheet["as_of"]),
        ("Mã tỉnh", sheet["area"]),
        ("Bảo vệ danh tính", f"Ô từ 0 đến {sheet['small']} ghi «{Shown.REDACTED.label}», kể cả tổng; các ô khác làm"
         f" tròn đến {sheet['base']}; ô ghi «{Shown.WITHHELD.label}» được giữ lại để không suy ngược ra ô khác."
         " Tổng các ô đã làm tròn có thể khác ô tổng."),
        ("Số ô", sheet["cell_count"]),
        ("Số ô ≤ 7", sheet["redacted_count"]),
        ("Số ô giữ lại", sheet["withheld_count"]),
        ("Cơ quan đề nghị", sheet["proposed_by"]),
        ("Cơ quan duyệt", sheet["published_by"]),
        ("Ngày phát hành", sheet["published_on"]),
        ("Mã", release.code),
        ("SHA-256", sha256),
    ]  # fmt: skip


def _table(grid: Grid) -> Iterable[tuple[str | int, ...]]:
    yield (*grid.heads, *grid.columns)
    for words, cells in grid.rows:
        yield (*words, *(c.label if isinstance(c, Shown) else c for c in cells))


def _plain(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
