"""Excel and PDF: real numbers, no formula out of a text, every Vietnamese letter drawn and read; charts with words."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from dataclasses import replace

import pypdfium2
import pytest
from openpyxl import load_workbook
from sample_report import FIGURES, FROZEN, HEADER, SCORECARD

from lachan.reports.build.assemble import assemble
from lachan.reports.build.charts import chart
from lachan.reports.build.document import Paragraph
from lachan.reports.build.form import KINDS, load_form
from lachan.reports.build.tables import FigureRow, TaskRow
from lachan.reports.build.typeset import png_of, write_pdf
from lachan.reports.build.xlsx import write_xlsx

# What makes a spreadsheet run a cell: 20 beginnings by 10 endings.
STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "'=",
    '"=',
    "＝",
    "＋",
    "－",
    "＠",
    ";=",
    ",=",
    "%=",
    "|",
    "{=",
    "==",
)
ENDS = (
    "1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", "HYPERLINK(\"http://x\",\"y\")", "IMPORTXML(\"http://x\")",
    "WEBSERVICE(\"http://x\")", "DDE(\"cmd\";\"/C calc\";\"x\")", "A1", "-2+3+cmd", "rundll32|'x'!A0",
)  # fmt: skip
CORPUS = [start + end for start, end in itertools.product(STARTS, ENDS)]
LETTERS = "".join(
    unicodedata.normalize("NFC", base + mark + tone)
    for base, mark in [("a", ""), ("a", "\u0306"), ("a", "\u0302"), ("e", ""), ("e", "\u0302"), ("i", ""), ("o", ""),
                       ("o", "\u0302"), ("o", "\u031b"), ("u", ""), ("u", "\u031b"), ("y", "")]
    for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
)  # fmt: skip
ALPHABET = LETTERS + LETTERS.upper() + "đĐ"


def book_of(data: bytes):
    return load_workbook(io.BytesIO(data))


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_there_are_two_hundred_ways_to_inject():
    assert len(set(CORPUS)) == 200


def test_none_of_two_hundred_cells_becomes_a_formula():
    rows = tuple(FigureRow(text, text, text, text, f"code{n}") for n, text in enumerate(CORPUS))
    tasks = tuple(TaskRow(text, 1, 1, 0, 0, note=text) for text in CORPUS)
    figures = replace(FIGURES, tables={"tips": rows}, tasks=tasks, period_label="=1+1")
    header = replace(HEADER, issuer=("=1+1",), plan="@SUM(A1)", area="+A1", number="-1")
    book = book_of(write_xlsx(load_form("six_month"), header, figures))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert all(re.fullmatch(r'=IF\([A-Z]\d+=0,"",[A-Z]\d+/[A-Z]\d+\)|=SUM\([A-Z]4:[A-Z]\d+\)', f) for f in formulas)
    read = {cell.value for cell in cells if cell.data_type == "s"}
    assert {text for text in CORPUS if text.strip() == text and "\r" not in text} <= read


@pytest.mark.parametrize("kind", KINDS)
def test_the_workbook_holds_numbers_and_formulas_that_say_the_same(kind):
    data = write_xlsx(load_form(kind), replace(HEADER, frozen=FROZEN), FIGURES)
    assert data == write_xlsx(load_form(kind), replace(HEADER, frozen=FROZEN), FIGURES)
    plain, cached = book_of(data), load_workbook(io.BytesIO(data), data_only=True)
    assert plain["Thông tin"]["B11"].value == FROZEN.sha256
    sheet = next(s for s in plain if s.title.startswith("Kết quả thực hiện chỉ tiêu"))
    heads = [c.value for c in sheet[3]]
    assert heads[:5] == ["Chỉ tiêu", "Giao", "Tử số", "Mẫu số", "Tỷ lệ"]
    assert [sheet.cell(4 + n, 3).value for n in range(6)] == [r.numerator for r in SCORECARD]
    assert sheet["E5"].value == '=IF(D5=0,"",C5/D5)'
    assert cached[sheet.title]["E5"].value == pytest.approx(161 / 184)


def test_the_total_is_a_sum_where_it_is_one():
    tasks = (
        TaskRow("A", 2, 1, 1, 0),
        TaskRow("B", 3, 1, 1, 1),
        TaskRow("Tổng số", 5, 2, 2, 1, is_total=True, is_sum=True),
    )
    book = book_of(write_xlsx(load_form("six_month"), HEADER, replace(FIGURES, tasks=tasks)))
    sheet = next(s for s in book if s.title.startswith("Nhiệm vụ theo"))
    assert sheet["B6"].value == "=SUM(B4:B5)"
    shared = (*tasks[:2], replace(tasks[2], assigned=4, is_sum=False))
    book = book_of(write_xlsx(load_form("six_month"), HEADER, replace(FIGURES, tasks=shared)))
    assert next(s for s in book if s.title.startswith("Nhiệm vụ theo"))["B6"].value == 4


def test_every_vietnamese_letter_is_drawn_in_the_pdf_and_read_back():
    assert len(set(ALPHABET)) == 2 * 67 + 12
    words = " ".join(ALPHABET[n : n + 12] for n in range(0, len(ALPHABET), 12))
    form = load_form("six_month")
    document = replace(assemble(form, HEADER, FIGURES, {}), parts=(Paragraph(words), Paragraph("Hết")))
    read = unicodedata.normalize("NFC", text_of(write_pdf(document)))
    assert [letter for letter in ALPHABET if letter not in read] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_says_what_the_document_says_and_is_an_archive(kind):
    document = assemble(load_form(kind), replace(HEADER, frozen=FROZEN, is_sample=True), FIGURES, {})
    pdf = write_pdf(document)
    assert b"pdfaid:part" in pdf and pdf == write_pdf(document)
    read = " ".join(text_of(pdf).split())
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "07/BC-BCĐ138", "Nơi nhận:",
                  "Nguyễn Hoàng Lam", "(Chữ ký số)", FROZEN.line, "DỮ LIỆU MẪU"):  # fmt: skip
        assert words in read, words
    squeezed = "".join(read.split())
    texts = [part.text for part in document.parts if isinstance(part, Paragraph)]
    assert [text for text in texts if "".join(text.split())[:40] not in squeezed] == []


def test_a_chart_has_a_picture_and_the_same_numbers_in_words():
    drawn = chart("cases", FIGURES.tables, SCORECARD, "6 tháng đầu năm 2026", "cùng kỳ năm trước")
    assert "Vụ án đã khởi tố 17 vụ, cùng kỳ năm trước 15 vụ" in drawn.alt
    assert png_of(drawn.svg).startswith(b"\x89PNG")
    goals = tuple(replace(r, goal=90.0) for r in SCORECARD)
    assert "đạt 87,5%, mức giao > 90%" in chart("targets", {}, goals, "kỳ", "trước").alt


def test_nothing_is_drawn_of_nothing():
    empty = {"cases": (FigureRow("Vụ án", "vụ", 0, 0, "c"), FigureRow("Bị can", "bị can", 0, 0, "a"))}
    assert chart("cases", empty, (), "kỳ", "trước") is None
    assert chart("tips", {}, (), "kỳ", "trước") is None
    assert chart("targets", {}, (), "kỳ", "trước") is None
    alone = {"victims": (FigureRow("Nạn nhân", "người", 3, None, "v"),)}
    assert chart("victims", alone, (), "kỳ", "trước") is None


def test_a_chart_with_marks_of_html_stays_a_drawing():
    row = FigureRow('<script>&"', "vụ", 3, 1, "c")
    drawn = chart("cases", {"cases": (row, row)}, (), "<b>", "trước")
    assert "<script>" not in drawn.svg and png_of(drawn.svg).startswith(b"\x89PNG")
