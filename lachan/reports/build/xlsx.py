"""The tables of a report as an Excel workbook: real numbers, safe formulas, text that can never become a formula."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lachan.reports.build.assemble import Header, ReportFigures
from lachan.reports.build.figures import in_a_sentence, vi_date
from lachan.reports.build.form import Form, FormTable
from lachan.reports.build.tables import UNSURE_NOTE, AnyRow, FigureRow, ScorecardRow, SourceRow, TaskLine, TaskRow

FONT = "Times New Roman"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
Shown = tuple[str, str, int]  # title of the column, field of the row, width in letters

COLUMNS: dict[str, tuple[Shown, ...]] = {
    "figure": (
        ("Nội dung", "label", 52), ("Đơn vị tính", "unit", 12), ("Số liệu", "count", 12), ("Tử số", "numerator", 10),
        ("Mẫu số", "denominator", 10), ("Tỷ lệ", "ratio", 10), ("Lũy kế từ đầu năm", "to_date", 14),
        ("{before}", "previous", 16), ("Mã số liệu", "code", 26),
    ),
    "scorecard": (
        ("Chỉ tiêu", "target", 52), ("Giao", "assigned", 12), ("Tử số", "numerator", 10),
        ("Mẫu số", "denominator", 10), ("Tỷ lệ", "ratio", 10), ("{before}", "previous", 16),
        ("Đánh giá", "status", 18), ("Mã số liệu", "code", 26),
    ),
    "task": (
        ("Cơ quan chủ trì", "agency", 46), ("Được giao", "assigned", 12), ("Hoàn thành", "done", 12),
        ("Đang thực hiện", "in_progress", 14), ("Quá hạn", "late", 12), ("Ghi chú", "note", 30),
    ),
    "task_line": (
        ("Nhiệm vụ", "task", 80), ("Cơ quan chủ trì", "agency", 36), ("Thời hạn", "due", 14),
        ("Tiến độ", "status", 18), ("Ghi chú", "note", 30),
    ),
    "source": (
        ("Cơ quan gửi", "agency", 46), ("Số báo cáo", "number", 18), ("Bản", "version", 8), ("Ngày gửi", "sent_on", 14),
        ("SHA-256", "sha256", 68),
    ),
}  # fmt: skip
SUMMED = frozenset({"assigned", "done", "in_progress", "late"})


def write_xlsx(form: Form, header: Header, figures: ReportFigures) -> bytes:
    """One sheet a table, and one that says what the workbook is."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    dated = datetime.combine(header.dated_on, time(), UTC) if header.dated_on else _UNDATED
    book.set_properties({"title": form.name, "author": " ".join(header.issuer), "created": dated.replace(tzinfo=None)})
    ink = _ink(book)
    _about(book.add_worksheet("Thông tin"), ink, form, header, figures)
    for name, rows in _sheets(form, figures).items():
        table = form.tables[name]
        _sheet(book.add_worksheet(_tab(table.title)), ink, table, rows, figures)
    book.close()
    return made.getvalue()


def _ink(book: Workbook) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
    grid = {**base, "border": 1}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "plain": book.add_format(base),
        "head": book.add_format({**grid, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E8EEF4"}),
        "text": book.add_format({**grid, "text_wrap": True}),
        "number": book.add_format({**grid, "num_format": "#,##0"}),
        "percent": book.add_format({**grid, "num_format": "0.0%"}),
        "strong": book.add_format({**grid, "bold": True, "text_wrap": True}),
        "total": book.add_format({**grid, "bold": True, "num_format": "#,##0"}),
    }


def _about(sheet: Worksheet, ink: dict[str, Any], form: Form, header: Header, figures: ReportFigures) -> None:
    rows = [
        ("Báo cáo", form.name), ("Cơ quan", " ".join(header.issuer)), ("Địa bàn", header.area),
        ("Kỳ số liệu", figures.period_label), ("Số liệu đã ghi đến hết ngày", vi_date(figures.as_of)),
        ("So với", figures.before_label), ("Số, ký hiệu", f"{header.number}/{form.symbol}-{header.agency_symbol}"),
        ("Trạng thái", header.frozen.line if header.frozen else "Dự thảo, chưa khóa số liệu"),
        ("Mã băm SHA-256", header.frozen.sha256 if header.frozen else ""),
        ("Kế hoạch", header.plan), ("Ghi chú", UNSURE_NOTE),
        ("Phạm vi số liệu", f"Việc {figures.of_agency} thực hiện, hồ sơ cơ quan giữ" if figures.of_agency
         else header.area),
    ]  # fmt: skip
    if header.is_sample:
        rows.insert(0, ("DỮ LIỆU MẪU", "Không có giá trị sử dụng"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, form.name, ink["title"])
    for line, (label, words) in enumerate(rows, 2):
        sheet.write_string(line, 0, label, ink["strong"])
        sheet.write_string(line, 1, words, ink["text"])


def _sheets(form: Form, figures: ReportFigures) -> dict[str, tuple[AnyRow, ...]]:
    """The tables of the form that have rows, in its order."""
    held: dict[str, tuple[AnyRow, ...]] = {
        **figures.tables, "scorecard": figures.scorecard, "tasks": figures.tasks, **figures.lists,
    }  # fmt: skip
    named = [n for leaf in form.leaves() for n in leaf.tables] + [n for a in form.annexes for n in a.tables]
    return {name: held[form.tables[name].rows_of] for name in named if held.get(form.tables[name].rows_of)}


def _tab(title: str) -> str:
    """A sheet's name: at most 31 letters, none of those Excel refuses."""
    bare = title.replace(", {period}", "")
    return "".join(letter for letter in bare if letter not in "[]:*?/\\'")[:31].rstrip()


def _sheet(
    sheet: Worksheet, ink: dict[str, Any], table: FormTable, rows: tuple[AnyRow, ...], figures: ReportFigures
) -> None:
    columns = [c for c in COLUMNS[table.row_kind] if any(_value(row, c[1]) not in (None, "") for row in rows)]
    sheet.write_string(0, 0, table.title.replace("{period}", in_a_sentence(figures.period_label)), ink["title"])
    before = figures.before_label[:1].upper() + figures.before_label[1:]
    for across, (title, _, width) in enumerate(columns):
        sheet.set_column(across, across, width)
        sheet.write_string(2, across, title.replace("{before}", before), ink["head"])
    places = {field: across for across, (_, field, _) in enumerate(columns)}
    for down, row in enumerate(rows, 3):
        for across, (_, field, _) in enumerate(columns):
            _cell(sheet, ink, down, across, row, field, places)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _cell(
    sheet: Worksheet, ink: dict[str, Any], down: int, across: int, row: AnyRow, field: str, places: dict[str, int]
) -> None:
    value, is_total = _value(row, field), bool(getattr(row, "is_total", False))
    if is_total and field in SUMMED and isinstance(row, TaskRow) and down > 3 and row.is_sum:
        letter = _letter(across)
        sheet.write_formula(down, across, f"=SUM({letter}4:{letter}{down})", ink["total"], value)
    elif field == "ratio" and value is not None and {"numerator", "denominator"} <= places.keys():
        top, bottom = (f"{_letter(places[name])}{down + 1}" for name in ("numerator", "denominator"))
        sheet.write_formula(down, across, f'=IF({bottom}=0,"",{top}/{bottom})', ink["percent"], value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        is_percent = field in ("previous", "to_date") and _is_percent(row)
        form = "percent" if is_percent or field == "ratio" else "total" if is_total else "number"
        sheet.write_number(down, across, value / 100 if is_percent else value, ink[form])
    else:
        sheet.write_string(down, across, "" if value is None else str(value), ink["strong" if is_total else "text"])


def _is_percent(row: AnyRow) -> bool:
    return isinstance(row, ScorecardRow) or (isinstance(row, FigureRow) and row.unit == "%")


def _value(row: AnyRow, field: str) -> Any:
    match row:
        case FigureRow() if field == "count":
            return None if row.unit == "%" else row.value
        case FigureRow() | ScorecardRow() if field == "ratio":
            return row.numerator / row.denominator if row.denominator and row.numerator is not None else None
        case FigureRow() if field == "label" and not row.is_detail:
            return row.name
        case ScorecardRow() if field == "target":
            return row.name
        case TaskRow() | TaskLine() | SourceRow() | FigureRow() | ScorecardRow():
            return getattr(row, field)


def _letter(across: int) -> str:
    return chr(ord("A") + across)
