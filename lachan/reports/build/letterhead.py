"""The head of the first page: state name and motto, agencies, number, place and date, type and subject."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.table import _Cell

from lachan.reports.build.document import Document
from lachan.reports.build.figures import vi_long_date, vi_ordinal
from lachan.reports.build.ink import (
    CENTER,
    JUSTIFY,
    LEFT,
    draw_box,
    draw_line,
    first_paragraph,
    lay_grid,
    shape,
    write,
)
from lachan.reports.build.lines import balanced, text_mm
from lachan.reports.build.page import FIRST_LINE_MM, TEXT_MM

STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
AGENCY_MM, STATE_MM = 68, 92
AGENCY_PT, MOTTO_PT, NUMBER_PT, TITLE_PT = 12, 13, 13, 14
MOTTO_LINE_MM = 56
LINE_SHARE = 0.42


def write_letterhead(word: WordDocument, document: Document) -> None:
    grid = lay_grid(word, 2, (AGENCY_MM, STATE_MM))
    _write_agencies(grid.cell(0, 0), document)
    _write_state(grid.cell(0, 1))
    _write_number(grid.cell(1, 0), document)
    place = f"{document.place}, {vi_long_date(document.dated_on)}"
    write(shape(first_paragraph(grid.cell(1, 1)), CENTER, before=4), place, NUMBER_PT, italic=True)
    _write_title(word, document)
    _write_addressees(word, document.addressed_to)
    _write_bases(word, document.legal_bases)


def _write_agencies(cell: _Cell, document: Document) -> None:
    names = [(name, False) for name in document.superior] + [(name, True) for name in document.issuer]
    for position, (name, is_issuer) in enumerate(names):
        paragraph = cell.add_paragraph() if position else first_paragraph(cell)
        write(shape(paragraph, CENTER), _agency_lines(name), AGENCY_PT, bold=is_issuer)
    if not names:
        return  # a person's own paper
    draw_line(cell.add_paragraph(), _under(_agency_lines(names[-1][0]), AGENCY_PT), AGENCY_MM)


def _agency_lines(name: str) -> str:
    return balanced(name.upper(), AGENCY_PT, AGENCY_MM)


def _under(text: str, size: float) -> float:
    """The drawn line below a text: between a third and a half of its last line."""
    return text_mm(text.splitlines()[-1], size) * LINE_SHARE


def _write_state(cell: _Cell) -> None:
    write(shape(first_paragraph(cell), CENTER), STATE_NAME, 12, bold=True)
    write(shape(cell.add_paragraph(), CENTER), MOTTO, MOTTO_PT, bold=True)
    draw_line(cell.add_paragraph(), MOTTO_LINE_MM, STATE_MM)


def _write_number(cell: _Cell, document: Document) -> None:
    number = vi_ordinal(document.number) or "       "
    if document.symbol:
        write(shape(first_paragraph(cell), CENTER, before=4), f"Số: {number}/{document.symbol}", NUMBER_PT)
    if not document.type_name:
        about = f"V/v {document.subject[:1].lower()}{document.subject[1:]}"
        write(shape(cell.add_paragraph(), CENTER, before=2), balanced(about, AGENCY_PT, AGENCY_MM), AGENCY_PT)
    if document.is_draft:
        box = shape(cell.add_paragraph(), CENTER, before=6)
        write(box, "DỰ THẢO", NUMBER_PT, bold=True)
        draw_box(box, 28, AGENCY_MM)


def _write_title(word: WordDocument, document: Document) -> None:
    if not document.type_name:
        shape(word.add_paragraph(), CENTER, before=8)
        return
    title = word.add_paragraph(style="Title")
    write(shape(title, CENTER, before=14), document.type_name.upper(), TITLE_PT, bold=True)
    subject = balanced(document.subject, TITLE_PT, TEXT_MM)
    write(shape(word.add_paragraph(), CENTER), subject, TITLE_PT, bold=True)
    draw_line(word.add_paragraph(), _under(subject, TITLE_PT), TEXT_MM, after=12)


def _write_addressees(word: WordDocument, names: tuple[str, ...]) -> None:
    if len(names) == 1:
        write(shape(word.add_paragraph(), CENTER, after=10), f"Kính gửi: {names[0]}", 14)
        return
    for position, name in enumerate(names):
        end = "." if position == len(names) - 1 else ";"
        if not position:
            write(shape(word.add_paragraph(), LEFT, first_line_mm=25), "Kính gửi:", 14)
        line = shape(word.add_paragraph(), LEFT, after=10 if end == "." else 0, first_line_mm=45)
        write(line, f"- {name.rstrip(' ;.')}{end}", 14)


def _write_bases(word: WordDocument, bases: tuple[str, ...]) -> None:
    for position, basis in enumerate(bases):
        end = "." if position == len(bases) - 1 else ";"
        paragraph = shape(word.add_paragraph(), JUSTIFY, after=6, first_line_mm=FIRST_LINE_MM)
        write(paragraph, f"{basis.rstrip(' ;.,')}{end}", 14, italic=True)
