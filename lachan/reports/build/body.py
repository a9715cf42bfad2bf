"""The content of the document on the page: headings, paragraphs, tables of figures, pictures, annexes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.document import Document as WordDocument
from docx.shared import Mm

from lachan.reports.build.document import (
    Align,
    Annex,
    Bullet,
    Column,
    Document,
    Heading,
    Paragraph,
    Part,
    Picture,
    Table,
)
from lachan.reports.build.figures import vi_long_date, vi_ordinal
from lachan.reports.build.ink import (
    CENTER,
    LEFT,
    RIGHT,
    draw_line,
    element,
    first_paragraph,
    lay_grid,
    repeat_on_each_page,
    shape,
    shrink,
    write,
)
from lachan.reports.build.page import TEXT_MM, turn_page
from lachan.reports.build.typeset import png_of

TABLE_PT, NOTE_PT = 12, 12
WHOLE_TABLE_ROWS, NUMBER_MM = 4, 9.5
_ALIGNMENT = {Align.LEFT: LEFT, Align.CENTER: CENTER, Align.RIGHT: RIGHT}


def write_body(word: WordDocument, parts: tuple[Part, ...], room_mm: float = TEXT_MM) -> None:
    for position, part in enumerate(parts):
        leads_to_table = isinstance(parts[position + 1] if position + 1 < len(parts) else None, Table)
        match part:
            case Heading():
                word.add_paragraph(f"{part.number} {part.text}", style=f"Heading {part.level}")
            case Paragraph():
                _write_paragraph(word, part.text, is_italic=part.is_italic, is_tied=leads_to_table)
            case Bullet():
                _write_paragraph(word, f"- {part.text}", is_tied=leads_to_table)
            case Table():
                _write_table(word, part, room_mm)
            case Picture():
                _write_picture(word, part, room_mm)


def _write_paragraph(word: WordDocument, text: str, *, is_italic: bool = False, is_tied: bool = False) -> None:
    paragraph = word.add_paragraph(style="Body Text")
    paragraph.paragraph_format.keep_with_next = is_tied or None
    write(paragraph, text, italic=is_italic)


def write_annex(word: WordDocument, annex: Annex, document: Document) -> None:
    room_mm = turn_page(word, is_landscape=annex.is_landscape)
    write(shape(word.add_paragraph(), CENTER, keep_with_next=True), f"Phụ lục {annex.number}".rstrip(), 14, bold=True)
    write(shape(word.add_paragraph(), CENTER, keep_with_next=True), annex.title.upper(), 14, bold=True)
    number = vi_ordinal(document.number) or "       "
    date_line = vi_long_date(document.dated_on)
    reference = f"(Kèm theo {document.type_name.capitalize()} số {number}/{document.symbol} {date_line}"
    write(shape(word.add_paragraph(), CENTER), f"{reference} của {issuer_name(document)})", 14, italic=True)
    draw_line(word.add_paragraph(), 60, room_mm, after=10)
    write_body(word, annex.parts, room_mm)


def issuer_name(document: Document) -> str:
    return " ".join(document.issuer)


def _write_table(word: WordDocument, table: Table, room_mm: float) -> None:
    caption = word.add_paragraph(table.title, style="Caption")
    shape(caption, CENTER, before=6, after=4, keep_with_next=True)
    grid = lay_grid(word, 1 + len(table.rows), _widths(table, room_mm), is_ruled=True, padding_mm=1.5)
    grid._tbl.tblPr.append(element("w:tblCaption", val=table.title))
    repeat_on_each_page(grid.rows[0])
    _write_row(grid.rows[0], [column.title for column in table.columns], table.columns, is_head=True, is_tied=True)
    for position, row in enumerate(table.rows):
        is_tied = _is_tied(position, len(table.rows), has_note=bool(table.note))
        is_strong = position in table.strong_rows
        _write_row(grid.rows[position + 1], row, table.columns, is_strong=is_strong, is_tied=is_tied)
    if table.note:
        write(shape(word.add_paragraph(), LEFT, before=2, after=8), table.note, NOTE_PT, italic=True)
    else:
        shrink(word.add_paragraph(), after=9)


def _widths(table: Table, room_mm: float) -> list[float]:
    """The columns fill the width by their shares; the first, of numbers, never so narrow that «TT» breaks."""
    share = room_mm / sum(column.width for column in table.columns)
    if len(table.columns) == 1:
        return [room_mm]
    first = max(table.columns[0].width * share, NUMBER_MM)
    rest = (room_mm - first) / sum(column.width for column in table.columns[1:])
    return [first, *(column.width * rest for column in table.columns[1:])]


def _is_tied(position: int, count: int, *, has_note: bool) -> bool:
    """Whether a row stays with what follows: small tables whole, of others two rows at each end."""
    if position == count - 1:
        return has_note
    return count <= WHOLE_TABLE_ROWS or position in (0, count - 2)


def _write_row(
    line: Any,
    texts: Any,
    columns: tuple[Column, ...],
    *,
    is_head: bool = False,
    is_strong: bool = False,
    is_tied: bool = False,
) -> None:
    for cell, text, column in zip(line.cells, texts, columns, strict=True):
        align = CENTER if is_head else _ALIGNMENT[column.align]
        cell.vertical_alignment = 1
        paragraph = shape(first_paragraph(cell), align, before=2, after=2, keep_with_next=is_tied)
        write(paragraph, text, TABLE_PT, bold=is_head or is_strong)


def _write_picture(word: WordDocument, picture: Picture, room_mm: float) -> None:
    paragraph = shape(word.add_paragraph(), CENTER, before=6, after=4, keep_with_next=bool(picture.title))
    pixels = picture.png or png_of(picture.svg)
    drawn = paragraph.add_run().add_picture(BytesIO(pixels), width=Mm(min(picture.width_mm, room_mm)))
    drawn._inline.docPr.set("descr", picture.alt)
    if picture.title:
        shape(word.add_paragraph(picture.title, style="Caption"), CENTER, after=8)
