"""The sheet itself: A4, margins, Times New Roman everywhere, page number in the top margin, marks of the file."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from lachan.reports.build.document import Document
from lachan.reports.build.ink import CENTER, JUSTIFY, LEFT, element, shape, shrink, write

FONT = "Times New Roman"
BODY_PT = 14
PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20, 20, 30, 20
HEADER_MM, FOOTER_MM = 7, 8
TEXT_MM = PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM
WIDE_TEXT_MM = PAGE_HEIGHT_MM - LEFT_MM - RIGHT_MM
FIRST_LINE_MM = 12.7
SAMPLE_MARK = "DỮ LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ SỬ DỤNG"


def prepare(word: WordDocument, document: Document) -> None:
    """Turns python-docx's blank file into the official sheet."""
    _set_fonts(word)
    _set_settings(word)
    section = word.sections[0]
    _set_sheet(section, PAGE_WIDTH_MM, PAGE_HEIGHT_MM, WD_ORIENT.PORTRAIT)
    section.different_first_page_header_footer = True
    _mark_margins(section, document)


def turn_page(word: WordDocument, *, is_landscape: bool) -> float:
    """Starts a new page (an annex), numbered on from the last; answers the width for its text, in millimetres."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    shrink(word.paragraphs[-1])
    section.different_first_page_header_footer = False
    if is_landscape:
        _set_sheet(section, PAGE_HEIGHT_MM, PAGE_WIDTH_MM, WD_ORIENT.LANDSCAPE)
        return WIDE_TEXT_MM
    _set_sheet(section, PAGE_WIDTH_MM, PAGE_HEIGHT_MM, WD_ORIENT.PORTRAIT)
    return TEXT_MM


def _set_sheet(section: Section, width_mm: float, height_mm: float, orientation: WD_ORIENT) -> None:
    section.orientation = orientation
    section.page_width, section.page_height = Mm(width_mm), Mm(height_mm)
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    section.header_distance, section.footer_distance = Mm(HEADER_MM), Mm(FOOTER_MM)


def _set_fonts(word: WordDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    run.replace(run.find(qn("w:rFonts")), _fonts())
    run.replace(run.find(qn("w:lang")), element("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"))
    _dress(word.styles["Normal"], BODY_PT)
    body = word.styles["Body Text"]
    _dress(body, BODY_PT)
    shape(body, JUSTIFY, after=6, first_line_mm=FIRST_LINE_MM)
    body.paragraph_format.widow_control = True
    for level in (1, 2, 3):
        style = word.styles[f"Heading {level}"]
        _dress(style, BODY_PT, bold=level < 3)
        shape(style, JUSTIFY, before=6 if level == 1 else 0, after=6, first_line_mm=FIRST_LINE_MM, keep_with_next=True)
    _dress(word.styles["Title"], BODY_PT, bold=True)
    _remove_border(word.styles["Title"])
    _dress(word.styles["Caption"], 13, bold=True)


def _dress(style: Any, size: float, *, bold: bool = False) -> None:
    old = style.element.find(qn("w:rPr"))
    if old is not None:
        style.element.remove(old)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, RGBColor(0, 0, 0)
    properties = style.element.find(qn("w:rPr"))
    properties.insert(0, _fonts())
    properties.append(element("w:szCs", val=size * 2))
    shape(style, LEFT)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _remove_border(style: Any) -> None:
    properties = style.element.pPr
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)


def _fonts() -> Any:
    return element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def _set_settings(word: WordDocument) -> None:
    """Asks Word for its present layout (15), not that of the blank file's year; drops its East Asian line rules."""
    settings = word.settings.element
    compat = settings.find(qn("w:compat"))
    for old in compat.findall(qn("w:useFELayout")):
        compat.remove(old)
    for setting in compat.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "vi-VN")


def _mark_margins(section: Section, document: Document) -> None:
    _write_page_number(section.header.paragraphs[0])
    first = section.first_page_header.paragraphs[0]
    if document.is_sample:
        _write_mark(first, SAMPLE_MARK)
        _write_mark(section.header.add_paragraph(), SAMPLE_MARK)
    if document.frozen:
        _write_mark(section.footer.paragraphs[0], document.frozen.line)
        _write_mark(section.first_page_footer.paragraphs[0], document.frozen.line)


def _write_page_number(paragraph: WordParagraph) -> None:
    shape(paragraph, CENTER)
    for part in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if part == "PAGE":
            instruction = element("w:instrText")
            instruction.text = part
            run._r.append(instruction)
        else:
            run._r.append(element("w:fldChar", fldCharType=part))


def _write_mark(paragraph: WordParagraph, text: str) -> None:
    write(shape(paragraph, CENTER), text, 9)
