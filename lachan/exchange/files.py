"""A published release as files: CSV and Excel, each with its metadata sheet. Exactly the public cells, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from lachan.base.sheets import csv_of, excel_of
from lachan.exchange.building import Content, Shown
from lachan.exchange.queries import Grid, ReleaseLine


def csv_file(release: ReleaseLine, grid: Grid, content: Content, sha256: str) -> bytes:
    """The table first, the metadata below."""
    return csv_of((*_table(grid), (), *metadata(release, content, sha256)))


def excel_file(release: ReleaseLine, grid: Grid, content: Content, sha256: str) -> bytes:
    return excel_of(
        (
            ("Số liệu", _table(grid), (40, 18)),
            ("Siêu dữ liệu", (("Mục", "Nội dung"), *metadata(release, content, sha256)), (34, 90)),
        )
    )


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
