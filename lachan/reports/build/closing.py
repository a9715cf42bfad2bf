"""The foot of the document: recipients on the left, authority, position and name of the signer on the right."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.table import _Cell

from lachan.reports.build.document import Document
from lachan.reports.build.ink import CENTER, LEFT, first_paragraph, lay_grid, shape, write
from lachan.reports.build.lines import balanced, recipient_lines

RECIPIENTS_MM, SIGNER_MM = 76, 84
SIGNED_MM = 74  # what a line of an office may take: bold capitals with two marks run wider than the mean
ROOM_ABOVE_PT, ROOM_BELOW_PT = 32, 32
SIGN_HERE = "(Chữ ký số)"
SIGN_BY_HAND = "(ký, ghi rõ họ tên)"


def write_closing(word: WordDocument, document: Document) -> None:
    """One row that cannot split; the last words of the body are kept on its page by the caller."""
    if document.sides:
        _write_sides(word, document.sides)
        return
    grid = lay_grid(word, 1, (RECIPIENTS_MM, SIGNER_MM))
    _write_recipients(grid.cell(0, 0), document.recipients)
    _write_signature(grid.cell(0, 1), document)


def _write_sides(word: WordDocument, sides: tuple[str, ...]) -> None:
    """Those who sign together, side by side; one alone stands on the right."""
    names = sides if len(sides) > 1 else ("", *sides)
    grid = lay_grid(word, 1, tuple((RECIPIENTS_MM + SIGNER_MM) // len(names) for _ in names))
    for position, name in enumerate(names):
        if name:
            cell = grid.cell(0, position)
            write(shape(first_paragraph(cell), CENTER, before=6), name.upper(), 13, bold=True)
            write(shape(cell.add_paragraph(), CENTER), SIGN_BY_HAND, 12, italic=True)
            write(shape(cell.add_paragraph(), CENTER, before=2 * ROOM_ABOVE_PT), "", 14)


def _write_recipients(cell: _Cell, names: tuple[str, ...]) -> None:
    write(shape(first_paragraph(cell), LEFT, before=6), "Nơi nhận:", 12, bold=True, italic=True)
    for line in recipient_lines(names):
        write(shape(cell.add_paragraph(), LEFT), line, 11)


def _write_signature(cell: _Cell, document: Document) -> None:
    """Between position and name lies the room for the hand and the seal, and in it the place of a digital signature."""
    signature = document.signature
    for position, line in enumerate(signature.lines):
        paragraph = cell.add_paragraph() if position else first_paragraph(cell)
        write(
            shape(paragraph, CENTER, before=0 if position else 6), balanced(line.upper(), 14, SIGNED_MM), 14, bold=True
        )
    place = document.signed_line or (SIGN_HERE if document.frozen else "")
    write(shape(cell.add_paragraph(), CENTER, before=ROOM_ABOVE_PT), place, 9)
    write(shape(cell.add_paragraph(), CENTER, before=ROOM_BELOW_PT), signature.name, 14, bold=True)
