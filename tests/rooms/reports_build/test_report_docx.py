"""The Word file opened again: page, fonts, the nine parts in order, figures, and the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from sample_report import FIGURES, FROZEN, HEADER, NARRATIVE, SCORECARD, small_png

from lachan.reports.build.assemble import assemble
from lachan.reports.build.document import Column, Paragraph, Picture, Table
from lachan.reports.build.docx import write_docx
from lachan.reports.build.form import KINDS, load_form
from lachan.reports.build.lines import balanced, recipient_lines, text_mm

LONG = "Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc"


def _document(kind="six_month", **changes):
    form = load_form(kind)
    keys = {leaf.key for leaf in form.leaves()}
    narrative = {key: text for key, text in NARRATIVE.items() if key in keys}
    return replace(assemble(form, HEADER, FIGURES, narrative), **changes)


def _open(document):
    return docx.Document(BytesIO(write_docx(document)))


@pytest.fixture(scope="module")
def word():
    return _open(_document())


def _lines(word):
    """Every line of text in the order of the page, tables included."""
    for block in word.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in row.cells:
                    yield from (p.text for p in cell.paragraphs)
        else:
            yield block.text


def _find(word, text):
    cells = [p for t in word.tables for row in t.rows for cell in row.cells for p in cell.paragraphs]
    return next(p for p in [*word.paragraphs, *cells] if text in p.text)


def test_a4_with_the_margins_of_the_decree(word):
    (section,) = word.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(m.mm) for m in margins] == [20, 20, 30, 20]


def test_times_new_roman_for_every_script_and_no_other_font(word):
    fonts = word.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{s}")) for s in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    for name in ("Normal", "Body Text", "Heading 1", "Heading 2", "Heading 3", "Title", "Caption"):
        style = word.styles[name].element
        assert {f.get(qn("w:ascii")) for f in style.iter(qn("w:rFonts"))} == {"Times New Roman"}
        assert not any("Theme" in key for f in style.iter(qn("w:rFonts")) for key in f.attrib)
    assert not list(word.element.iter(qn("w:rFonts")))
    assert word.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_the_nine_parts_stand_in_their_order(word):
    text = "\n".join(_lines(word))
    wanted = [
        "BAN CHỈ ĐẠO 138\nTỈNH LAM SƠN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/BC-BCĐ138",
        "Lam Sơn, ngày 18 tháng 6 năm 2026",
        "BÁO CÁO",
        "Kết quả công tác phòng, chống mua bán người 6 tháng đầu năm 2026",
        "Kính gửi:",
        "I. TÌNH HÌNH",
        "VI. KIẾN NGHỊ, ĐỀ XUẤT",
        "trân trọng báo cáo./.",
        "Nơi nhận:",
        "- Lưu: VT, CAT.",
        "TM. BAN CHỈ ĐẠO",
        "KT. TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
        "Nguyễn Hoàng Lam",
    ]
    places = [text.find(part) for part in wanted]
    assert -1 not in places
    assert places == sorted(places)


def test_sizes_and_faces_of_the_parts(word):
    wanted = {
        "CỘNG HÒA XÃ HỘI": (12, True, None),
        "Độc lập - Tự do": (13, True, None),
        "ỦY BAN NHÂN DÂN": (12, None, None),
        "BAN CHỈ ĐẠO 138": (12, True, None),
        "Số: 07": (13, None, None),
        "Lam Sơn, ngày": (13, None, True),
        "BÁO CÁO": (14, True, None),
        "Nơi nhận:": (12, True, True),
        "- Lưu: VT": (11, None, None),
        "KT. TRƯỞNG BAN": (14, True, None),
    }
    for text, face in wanted.items():
        font = _find(word, text).runs[0].font
        assert (font.size.pt, font.bold, font.italic) == face, text


def test_lines_are_drawn_not_underlined(word):
    assert not list(word.element.iter(qn("w:u")))
    assert len(list(word.element.iter(qn("w:pBdr")))) == 3


def test_body_is_justified_with_the_indent_and_spacing_of_the_decree(word):
    body = word.styles["Body Text"].paragraph_format
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(body.first_line_indent.mm, 1) == 12.7
    assert body.space_after.pt == 6
    assert word.styles["Body Text"].font.size.pt == 14
    assert word.styles["Heading 1"].paragraph_format.keep_with_next
    assert _find(word, "tình hình an ninh, trật tự trên địa bàn tỉnh ổn định").style.name == "Body Text"


def test_page_number_in_the_top_margin_from_the_second_page(word):
    (section,) = word.sections
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER


def test_tables_show_the_figures_handed_in(word):
    table = next(t for t in word.tables if t.cell(0, 1).text == "Chỉ tiêu")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [row[1] for row in rows] == [r.target for r in SCORECARD]
    assert [row[4] for row in rows] == [f"{r.numerator}/{r.denominator}" for r in SCORECARD]
    assert rows[1][3] == "87,5%"
    assert table.cell(1, 3).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_table_heads_repeat_and_rows_do_not_split(word):
    for table in word.tables[1:-1]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_table_widths_fill_the_page(word):
    for table in word.tables:
        assert abs(sum(column.width.mm for column in table.columns) - 160) < 0.5


def test_recipients_and_signature_share_a_row_that_cannot_split(word):
    closing = word.tables[-1]
    assert len(closing.rows) == 1
    assert closing.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert _find(word, "trân trọng báo cáo./.").paragraph_format.keep_with_next


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_document_gives_the_same_bytes(kind):
    assert write_docx(_document(kind)) == write_docx(_document(kind))


def test_the_package_holds_no_clock_and_no_trace_of_the_tool():
    packed = write_docx(_document())
    with ZipFile(BytesIO(packed)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in package.namelist()
        core = package.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "2026-06-18" in core
    assert "Ban Chỉ đạo 138 tỉnh Lam Sơn" in core


def test_an_unregistered_draft_leaves_number_and_date_blank():
    word = _open(_document(number="", dated_on=None, is_draft=True))
    assert re.fullmatch(r"Số: +/BC-BCĐ138", _find(word, "/BC-BCĐ138").text)
    assert _find(word, "Lam Sơn, ngày").text.split() == ["Lam", "Sơn,", "ngày", "tháng", "năm", "20"]
    assert _find(word, "DỰ THẢO")


def test_sample_and_frozen_marks_stand_on_every_page():
    (section,) = _open(_document(is_sample=True, frozen=FROZEN)).sections
    for header in (section.header, section.first_page_header):
        assert any("DỮ LIỆU MẪU" in p.text for p in header.paragraphs)
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text == "Số liệu đã khóa · phiên bản 2 · SHA-256 9f2c4be1a07d33c5"


def test_a_real_report_carries_no_sample_mark():
    assert "DỮ LIỆU MẪU" not in "".join(s.header._element.xml for s in _open(_document()).sections)


def test_an_annex_lies_across_its_own_page_and_is_numbered_on():
    word = _open(_document("annual"))
    first, annex = word.sections
    assert (first.orientation, annex.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)
    assert not annex.different_first_page_header_footer
    assert annex.header.is_linked_to_previous
    assert _find(word, "(Kèm theo Báo cáo số 07/BC-BCĐ138 ngày 18 tháng 6 năm 2026 của Ban Chỉ đạo 138 tỉnh Lam Sơn)")
    assert round(sum(column.width.mm for column in word.tables[-1].columns)) == 247


def test_legal_bases_are_italic_and_end_as_the_decree_says():
    word = _open(_document(legal_bases=("Căn cứ Luật thứ nhất", "Căn cứ Nghị định thứ hai;")))
    assert _find(word, "Luật thứ nhất").text == "Căn cứ Luật thứ nhất;"
    assert _find(word, "thứ hai").text == "Căn cứ Nghị định thứ hai."
    assert _find(word, "thứ hai").runs[0].font.italic


def test_one_addressee_stands_on_the_line():
    assert _find(_open(_document(addressed_to=("Bộ Công an",))), "Kính gửi").text == "Kính gửi: Bộ Công an"


def test_long_titles_break_into_balanced_lines():
    word = _open(_document(issuer=(LONG, "tỉnh Lam Sơn"), subject="Sơ kết thực hiện " + HEADER.plan))
    lines = _find(word, "BAN CHỈ ĐẠO PHÒNG").text.splitlines()
    assert len(lines) == 5
    assert max(map(len, lines)) - min(map(len, lines)) < 10
    subject = _find(word, "Sơ kết thực hiện").text.splitlines()
    assert len(subject) == 2
    assert subject[1].startswith("Ban Chỉ đạo")


@pytest.mark.parametrize("text", ["", "Ngắn", "A" * 300, LONG, LONG * 4])
def test_breaking_loses_no_word(text):
    assert balanced(text, 14, 160).split() == text.split()
    assert all(text_mm(line, 14) < 168 or " " not in line for line in balanced(text, 14, 160).splitlines())


def test_recipients_end_with_the_archive_copy():
    assert recipient_lines(("- Như trên;", "Lưu: VT, CAT.", "Sở Y tế")) == (
        "- Như trên;",
        "- Sở Y tế;",
        "- Lưu: VT, CAT.",
    )
    assert recipient_lines(()) == ("- Lưu: VT.",)


def test_a_picture_has_words_for_those_who_cannot_see_it():
    picture = Picture(small_png(), "Biểu đồ số nguồn tin theo tháng", "Hình 1. Nguồn tin theo tháng")
    word = _open(_document(parts=(picture, Paragraph("Hết"))))
    assert 'descr="Biểu đồ số nguồn tin theo tháng"' in word.element.xml
    assert _find(word, "Hình 1.")


def test_a_body_that_ends_with_a_table_is_still_closed():
    table = Table("Bảng", (Column("A", 1),), (("1",),), note="Ghi chú.")
    word = _open(_document(parts=(table,)))
    assert _find(word, "./.").text == "./."


def test_text_with_markup_characters_is_written_as_text():
    text = 'Đơn vị <A> & "B" đạt > 90%'
    assert _find(_open(_document(parts=(Paragraph(text),))), "Đơn vị").text.startswith(text[:-1])
