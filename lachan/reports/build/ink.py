"""Single strokes on the page: text runs, paragraph spacing, drawn lines, bare grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

CENTER = WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT = WD_ALIGN_PARAGRAPH.LEFT
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT


def element(tag: str, **attributes: object) -> Any:
    """``element("w:jc", val="center")``: one WordprocessingML element."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def write(
    paragraph: WordParagraph, text: str, size: float | None = None, *, bold: bool = False, italic: bool = False
) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(size) if size else None
    run.font.bold = bold or None
    run.font.italic = italic or None


def shape(
    paragraph: WordParagraph,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    *,
    before: float = 0,
    after: float = 0,
    first_line_mm: float = 0,
    keep_with_next: bool = False,
) -> WordParagraph:
    """Alignment, spacing in points, and whether the paragraph stays on the page of the next one."""
    layout = paragraph.paragraph_format
    layout.alignment = align
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.first_line_indent = Mm(first_line_mm)
    layout.keep_with_next = keep_with_next or None
    return paragraph


def shrink(paragraph: WordParagraph, after: float = 0) -> None:
    """Makes the empty paragraph that Word demands after a table take no room, so that it cannot open a blank page."""
    layout = shape(paragraph, after=after).paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def draw_line(paragraph: WordParagraph, width_mm: float, room_mm: float, *, after: float = 0) -> None:
    """A thin drawn line centred in ``room_mm``: the border of an empty paragraph, never underlined text."""
    side = max(0.0, (room_mm - width_mm) / 2)
    shape(paragraph, CENTER, before=3, after=after)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(side)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    border = element("w:pBdr")
    border.append(element("w:top", val="single", sz=6, space=0, color="000000"))
    _insert_property(paragraph, border)


def draw_box(paragraph: WordParagraph, width_mm: float, room_mm: float) -> None:
    side = max(0.0, (room_mm - width_mm) / 2)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(side)
    border = element("w:pBdr")
    for edge in ("top", "left", "bottom", "right"):
        border.append(element(f"w:{edge}", val="single", sz=6, space=1, color="000000"))
    _insert_property(paragraph, border)


def _insert_property(paragraph: WordParagraph, border: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
    properties.insert_element_before(border, *later)


def lay_grid(
    holder: Any, rows: int, widths_mm: Sequence[float], *, is_ruled: bool = False, padding_mm: float = 0
) -> WordTable:
    """A table of fixed column widths; ``holder`` is the Word document or a cell."""
    grid: WordTable = holder.add_table(rows, len(widths_mm))
    grid.autofit = False
    _set_grid_properties(grid, sum(widths_mm), "single" if is_ruled else "nil", padding_mm)
    for column, width in zip(grid.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in grid.rows:
        forbid_split(row)
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
    return grid


def _set_grid_properties(grid: WordTable, width_mm: float, line: str, padding_mm: float) -> None:
    properties = grid._tbl.tblPr
    for tag in ("w:tblStyle", "w:tblW", "w:tblLook", "w:tblLayout"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    borders = element("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{edge}", val=line, sz=4, space=0, color="000000"))
    margins = element("w:tblCellMar")
    for edge, size in (("top", 0), ("left", padding_mm), ("bottom", 0), ("right", padding_mm)):
        margins.append(element(f"w:{edge}", w=_twips(size), type="dxa"))
    # The schema fixes this order, and Word refuses a file that breaks it.
    for part in (
        element("w:tblW", w=_twips(width_mm), type="dxa"),
        element("w:jc", val="center"),
        borders,
        element("w:tblLayout", type="fixed"),
        margins,
        element("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    ):
        properties.append(part)


def forbid_split(row: Any) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def repeat_on_each_page(row: Any) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def first_paragraph(cell: _Cell) -> WordParagraph:
    return cell.paragraphs[0]


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
