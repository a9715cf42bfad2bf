"""A Word file gives the words that stand on its printed page: numbers, tables, boxes, accepted changes, notes."""

from __future__ import annotations

import pytest

from lachan.plans.reading.extract import extract
from tests.rooms.plans_reading.word import abstract, listed, num, p, package, r, table, word


def lines(data: bytes) -> list[str]:
    return [line for line in extract(data, "a.docx").text.split("\n") if line.strip()]


OUTLINE = abstract(1, ("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"))


def test_levels_are_counted_as_word_counts_them() -> None:
    body = "".join(p(f"m{n}", listed(1, level)) for n, level in enumerate([0, 1, 2, 2, 3, 1, 0, 1]))
    assert lines(word(body, numbering=OUTLINE + num(1, 1))) == [
        "I. m0", "1. m1", "1.1. m2", "1.2. m3", "a) m4", "2. m5", "II. m6", "1. m7",
    ]  # fmt: skip


def test_lists_of_one_pattern_go_on_and_an_override_starts_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(1, ("decimal", "%1.")) + num(1, 1) + num(2, 1) + num(3, 1, again)
    body = "".join(p("x", listed(n)) for n in (1, 1, 2, 3, 3))
    assert lines(word(body, numbering=numbering)) == ["1. x", "2. x", "3. x", "1. x", "2. x"]


def test_numbers_of_a_style_and_none_where_the_paragraph_says_so() -> None:
    styles = (
        f'<w:style w:styleId="H"><w:pPr>{listed(1)}</w:pPr></w:style>'
        '<w:style w:styleId="K"><w:basedOn w:val="H"/></w:style>'
    )
    body = (
        p("x", '<w:pStyle w:val="H"/>') + p("y", '<w:pStyle w:val="K"/>') + p("z", '<w:pStyle w:val="K"/>' + listed(0))
    )
    found = lines(word(body, numbering=abstract(1, ("decimal", "%1.")) + num(1, 1), styles=styles))
    assert found == ["1. x", "2. y", "z"]


def test_bullets_keep_their_sign() -> None:
    numbering = abstract(1, ("bullet", "-"), ("bullet", "\uf0b7")) + num(1, 1)
    assert lines(word(p("x", listed(1)) + p("y", listed(1, 1)), numbering=numbering)) == ["- x", "+ y"]


def test_changes_are_shown_as_accepted_and_hidden_text_not_at_all() -> None:
    body = p(
        "Giao ", inside=f"<w:del>{r('Sở A')}</w:del><w:ins>{r('Sở B')}</w:ins>{r('mật', '<w:vanish/>')}{r(' làm.')}"
    )
    body += f"<w:sdt><w:sdtContent>{p('Trong khung')}</w:sdtContent></w:sdt>"
    assert lines(word(body)) == ["Giao Sở B làm.", "Trong khung"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('Trong hộp')}</w:txbxContent>"
    new, old = f"<wps:txbx>{box}</wps:txbx>", f"<w:pict>{box}</w:pict>"
    both = f"<mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    assert lines(word(p("Ngoài", inside=drawn))) == ["Ngoài", "Trong hộp"]


def test_notes_stand_at_the_end_under_their_marks() -> None:
    notes = f'<w:footnote w:type="separator" w:id="0">{p("---")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p("Theo số liệu.")}</w:footnote>'
    body = p("Có 5 vụ", inside='<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert lines(word(body, footnotes=notes)) == ["Có 5 vụ[2]", "[2] Theo số liệu."]


def test_a_data_table_comes_as_rows_and_a_letterhead_as_columns() -> None:
    head = table(("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 1/KH", "Hoa Lâm, ngày 1"), ("x", "y"))
    data = table(("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Tập huấn", "Sở Nội vụ"))
    assert lines(word(head + data)) == [
        "UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1/KH", "Hoa Lâm, ngày 1", "x", "y",
        "| TT | Nhiệm vụ | Chủ trì |", "| 1 | Tập huấn | Sở Nội vụ |",
    ]  # fmt: skip


def test_merged_cells_leave_the_columns_where_they_are() -> None:
    wide = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Nhóm A")}</w:tc><w:tc>{p("Sở")}</w:tc></w:tr>'
    low = f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc><w:tc>{p('2')}</w:tc><w:tc>{p('3')}</w:tc></w:tr>"
    first = f"<w:tr><w:tc>{p('TT')}</w:tc><w:tc>{p('Việc')}</w:tc><w:tc>{p('Ai')}</w:tc></w:tr>"
    assert lines(word(f"<w:tbl>{first}{wide}{low}</w:tbl>")) == [
        "| TT | Việc | Ai |",
        "| Nhóm A |  | Sở |",
        "|  | 2 | 3 |",
    ]


@pytest.mark.parametrize(
    ("font", "typed", "shown"),
    [
        (".VnTime", "C«ng an tØnh", "Công an tỉnh"),
        (".VnTimeH", "c«ng an", "CÔNG AN"),
        ("VNI-Times", "Coâng an tænh", "Công an tỉnh"),
    ],
)
def test_old_fonts_draw_other_letters_than_the_file_says(font: str, typed: str, shown: str) -> None:
    body = p(inside=r(typed, f'<w:rFonts w:ascii="{font}"/>') + r(" chủ trì", '<w:rFonts w:ascii="Times New Roman"/>'))
    assert lines(word(body)) == [f"{shown} chủ trì"]


def test_a_letterhead_in_the_page_head_is_read_and_a_running_head_is_not() -> None:
    assert lines(word(p("KẾ HOẠCH"), header1=p("Số: 7/KH-UBND"))) == ["Số: 7/KH-UBND", "KẾ HOẠCH"]
    assert lines(word(p("KẾ HOẠCH"), header1=p("Trang 2"))) == ["KẾ HOẠCH"]


def test_a_table_of_contents_is_not_the_plan() -> None:
    styles = '<w:style w:styleId="M1"><w:name w:val="toc 1"/></w:style>'
    assert lines(word(p("I. MỤC LỤC 1", '<w:pStyle w:val="M1"/>') + p("I. MỤC ĐÍCH"), styles=styles)) == ["I. MỤC ĐÍCH"]


def test_macros_are_left_alone_and_said() -> None:
    body = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{p("Chữ")}</w:body></w:document>'
    got = extract(package({"word/document.xml": body, "word/vbaProject.bin": b"\x00"}), "a.docx")
    assert (got.text.strip(), [note.code for note in got.notes]) == ("Chữ", ["macros"])


def test_tabs_are_columns_between_words_and_a_space_after_a_label() -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = p("1.", inside=f"{tab}{r('Tổ chức')}") + p("Số: 1/KH", inside=f"{tab}{r('Hoa Lâm, ngày 1')}")
    assert lines(word(body)) == ["1. Tổ chức", "Số: 1/KH    Hoa Lâm, ngày 1"]
