"""Looks at a produced Word file as a clerk of the receiving office would: Decree 30/2020, Appendix I, point by point.

``faults(data)`` names everything that is wrong; ``strange_numbers(data, content)`` every number no frozen figure holds.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from lachan.reports.build.numbers import known_numbers, unknown_numbers

A4 = (210, 297)
# in millimetres, as the decree allows; an annex that lies across keeps the same bands
BANDS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
SIZES = {9.0, 11.0, 12.0, 13.0, 14.0}
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
HEADING = {1: re.compile(r"[IVX]+\. \S"), 2: re.compile(r"\d+\. \S"), 3: re.compile(r"[a-zđ]\) \S")}


def faults(data: bytes) -> list[str]:
    word = Word(io.BytesIO(data))
    return [*_sheet(word), *_fonts(word), *_head(word), *_title(word), *_body(word), *_foot(word), *_pictures(word)]


def strange_numbers(data: bytes, content: dict[str, Any]) -> list[str]:
    """Numbers of body and annexes that stand in no row of the frozen figures."""
    head = content["head"]
    own = [head["plan"], head["area"], head["topic"], *head["issuer"], *(t["task"] for t in _lines(content)),
           *(str(s) for source in content["figures"].get("sources") or [] for s in source.values()),
           *(p["text"] + p["to"] for p in content["figures"].get("proposals", ()))]  # fmt: skip
    known = known_numbers(content["figures"], own) | {"138"}
    return [n for text in _words(Word(io.BytesIO(data))) for n in unknown_numbers(text, known)]


def _lines(content: dict[str, Any]) -> list[dict[str, Any]]:
    return content["figures"].get("task_lines") or []


def _words(word: Any) -> Iterator[str]:
    """Everything between the head and the recipients, cell by cell; the ordinal of a row is no figure."""
    yield from (
        p.text for p in word.paragraphs if not re.match(r"[IVX]+\. |\d+\. |Bảng \d+\. |Phụ lục|\(Kèm theo", p.text)
    )
    for table in word.tables[1:]:
        if table.rows[0].cells[0].text.startswith("Nơi nhận"):
            continue
        ordinal = table.rows[0].cells[0].text == "TT"
        for row in table.rows[1:]:
            yield from (cell.text for cell in row.cells[int(ordinal) :])


def _sheet(word: Any) -> Iterator[str]:
    for number, section in enumerate(word.sections):
        size = (round(section.page_width.mm), round(section.page_height.mm))
        wanted = A4[::-1] if section.orientation == WD_ORIENT.LANDSCAPE else A4
        if size != wanted:
            yield f"section {number}: {size} is not A4"
        for side, (least, most) in BANDS.items():
            margin = round(getattr(section, f"{side}_margin").mm)
            if not least <= margin <= most:
                yield f"section {number}: {side} margin {margin} mm"
    first = word.sections[0]
    if first.orientation != WD_ORIENT.PORTRAIT:
        yield "the first page does not stand upright"
    if "PAGE" in first.first_page_header._element.xml or not first.different_first_page_header_footer:
        yield "the first page carries a number"
    if "PAGE" not in first.header._element.xml or first.header.paragraphs[0].alignment != WD_ALIGN_PARAGRAPH.CENTER:
        yield "pages are not numbered in the middle of the top margin"
    for number, section in enumerate(word.sections[1:], 1):
        if not section.header.is_linked_to_previous and "PAGE" not in section.header._element.xml:
            yield f"section {number} is not numbered on"


def _fonts(word: Any) -> Iterator[str]:
    for found in word.element.iter(qn("w:rFonts")):
        names = {found.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs")} - {None}
        if names - {"Times New Roman"}:
            yield f"font {names}"
    normal = word.styles["Normal"].font
    if normal.name != "Times New Roman" or normal.size.pt not in (13, 14):
        yield f"body set in {normal.name} {normal.size}"
    for size in word.element.iter(qn("w:sz")):
        if size.getparent().tag == qn("w:rPr") and float(size.get(qn("w:val"))) / 2 not in SIZES:
            yield f"size {float(size.get(qn('w:val'))) / 2}"
    for colour in word.element.iter(qn("w:color")):
        if colour.get(qn("w:val")) not in ("000000", "auto"):
            yield f"ink {colour.get(qn('w:val'))}"
    if next(word.element.iter(qn("w:u")), None) is not None:
        yield "underlined text instead of a drawn line"


def _head(word: Any) -> Iterator[str]:
    left, right = word.tables[0].rows[0].cells
    lines = [p.text for p in right.paragraphs]
    if lines[:2] != [STATE, MOTTO]:
        yield f"state name and motto: {lines[:2]}"
    if any(not run.font.bold or run.font.size.pt not in (12, 13, 14) for p in right.paragraphs[:2] for run in p.runs):
        yield "state name and motto are bold, 12 to 14"
    if not left.text.strip() or not left.text.replace("\n", " ").isupper():
        yield "the agency is not in capitals"
    if not any(run.font.bold for p in left.paragraphs for run in p.runs):
        yield "the issuing body is not bold"
    number, place = word.tables[0].rows[1].cells
    if not re.fullmatch(r"Số: (\d{2,}|\s*|\d+\S*)/[A-ZĐ]+-[\wĐ-]+", number.paragraphs[0].text):
        yield f"number and symbol: {number.paragraphs[0].text!r}"
    day = place.paragraphs[0]
    if not re.fullmatch(r".+, ngày (\d\d| +) tháng (0[12]|[3-9]|1[0-2]| +) năm (\d{4}|20 +)", day.text):
        yield f"place and day: {day.text!r}"
    if not all(run.font.italic for run in day.runs):
        yield "place and day are not in italics"


def _title(word: Any) -> Iterator[str]:
    title = next((p for p in word.paragraphs if p.style.name == "Title"), None)
    if title is None or not title.text.isupper() or title.alignment != WD_ALIGN_PARAGRAPH.CENTER:
        yield "no type of document in centred capitals"


def _body(word: Any) -> Iterator[str]:
    style = word.styles["Body Text"].paragraph_format
    if style.alignment != WD_ALIGN_PARAGRAPH.JUSTIFY or not 10 <= style.first_line_indent.mm <= 12.8:
        yield "the body is not justified with a first line of 1 to 1,27 cm"
    if style.space_after.pt < 6:
        yield "less than 6 pt after a paragraph"
    for paragraph in word.paragraphs:
        level = re.fullmatch(r"Heading (\d)", paragraph.style.name)
        if level and (not HEADING[int(level[1])].match(paragraph.text) or (level[1] == "1" and _is_small(paragraph))):
            yield f"heading {paragraph.text!r}"
    ends = [p.text for p in word.paragraphs if p.text.rstrip().endswith("./.")]
    if len(ends) != 1:
        yield f"{len(ends)} marks of the end"
    if any("{" in p.text or "}" in p.text for p in word.paragraphs):
        yield "a hole of the form was left open"


def _is_small(paragraph: Any) -> bool:
    return paragraph.text != paragraph.text.upper()


def _foot(word: Any) -> Iterator[str]:
    foot = next((t for t in word.tables if t.rows[0].cells[0].text.startswith("Nơi nhận:")), None)
    if foot is None:
        yield "no recipients"
        return
    lines = foot.rows[0].cells[0].paragraphs
    first, rest = lines[0].runs[0].font, lines[1:]
    if not (first.bold and first.italic and first.size.pt == 12):
        yield "«Nơi nhận:» is 12, bold, italic"
    if any(not p.text.startswith("- ") or p.runs[0].font.size.pt != 11 for p in rest):
        yield "recipients are 11, each with a dash"
    if not re.fullmatch(r"- Lưu: VT.*\.", rest[-1].text):
        yield f"the archive copy comes last: {rest[-1].text!r}"
    signed = [p for p in foot.rows[0].cells[1].paragraphs if p.text.strip() and p.runs[0].font.size.pt == 14]
    if not signed or not signed[0].text.isupper() or not signed[0].runs[0].font.bold:
        yield "authority and position are not in bold capitals"


def _pictures(word: Any) -> Iterator[str]:
    for drawn in word.element.iter(qn("wp:docPr")):
        if not (drawn.get("descr") or "").strip():
            yield "a picture without words for those who do not see it"
