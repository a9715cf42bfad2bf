"""The document as data: its closing mark, its blanks, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_report import FIGURES, HEADER, NARRATIVE, SIGNATURE

from lachan.base.errors import Misbuilt
from lachan.reports.build.assemble import assemble
from lachan.reports.build.document import (
    Bullet,
    Column,
    Heading,
    Paragraph,
    Signature,
    Table,
    closed,
    open_blanks,
)
from lachan.reports.build.form import load_form

TABLE = Table("Bảng", (Column("A", 1),), (("1",),))


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (Paragraph("Kính báo cáo."), "Kính báo cáo./."),
        (Paragraph("Kính báo cáo./."), "Kính báo cáo./."),
        (Paragraph("Kính báo cáo"), "Kính báo cáo./."),
        (Bullet("Việc khác;"), "Việc khác./."),
    ],
)
def test_the_body_ends_with_its_mark_once(last, text):
    assert closed((Paragraph("Trước."), last))[-1].text == text


@pytest.mark.parametrize("parts", [(), (TABLE,)])
def test_a_body_that_ends_without_words_still_gets_the_mark(parts):
    assert closed(parts)[-1] == Paragraph("./.")


def test_signature_lines_leave_out_what_does_not_apply():
    assert SIGNATURE.lines == ("TM. Ban Chỉ đạo", "KT. Trưởng ban", "Phó Trưởng ban")
    assert Signature("Giám đốc").lines == ("Giám đốc",)


def test_a_row_of_the_wrong_length_is_a_mistake_of_the_program():
    with pytest.raises(Misbuilt):
        Table("Bảng", (Column("A", 1), Column("B", 1)), (("1",),))
    with pytest.raises(Misbuilt):
        Heading(4, "1.", "Quá sâu")


def test_blanks_are_named_until_the_officer_fills_them():
    form = load_form("six-month")
    blanks = open_blanks(assemble(form, HEADER, FIGURES, NARRATIVE))
    assert any("phương thức, thủ đoạn" in text for text in blanks)
    filled = {leaf.key: "Đã có nội dung." for leaf in form.leaves()}
    assert open_blanks(assemble(form, HEADER, FIGURES, filled)) == ()
    assert open_blanks(assemble(form, replace(HEADER, plan=""), FIGURES, filled))
