"""A report put together: the figures are those handed in, the text is the officer's where there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_report import FIGURES, HEADER, NARRATIVE, SCORECARD, TASKS

from lachan.base.errors import Misbuilt
from lachan.reports.build.assemble import ReportFigures, assemble, proposed
from lachan.reports.build.document import Bullet, Heading, Paragraph, Table
from lachan.reports.build.form import KINDS, load_form


def _report(kind="six_month", figures=FIGURES, narrative=NARRATIVE, **changes):
    return assemble(load_form(kind), replace(HEADER, **changes), figures, narrative)


def _tables(document):
    bodies = (document.parts, *(annex.parts for annex in document.annexes))
    return [part for parts in bodies for part in parts if isinstance(part, Table)]


def _table(document, words):
    return next(table for table in _tables(document) if words in table.title)


def test_the_scorecard_shows_exactly_what_was_handed_in():
    rows = _table(_report(), "Kết quả thực hiện chỉ tiêu").rows
    assert [row[1] for row in rows] == [row.target for row in SCORECARD]
    assert [row[3] for row in rows] == ["100%", "87,5%", "94,1%", "76,5%", "–", "97,3%"]
    assert [row[4] for row in rows] == ["184/184", "161/184", "16/17", "13/17", "0/0", "36/37"]
    assert [row[5] for row in rows] == [row.status for row in SCORECARD]


def test_figures_are_written_in_the_vietnamese_way():
    rows = _table(_report(), "Nguồn tin").rows
    assert rows[0] == ("1", "Nguồn tin về tội phạm đã tiếp nhận", "nguồn tin", "1.184", "", "1.079")
    assert rows[1][:2] == ("", "- Qua Tổng đài điện thoại quốc gia 111")
    assert rows[2] == ("2", "Đã giải quyết", "%", "87,5%", "161/184", "78,2%")


def test_a_count_that_comes_as_a_float_is_still_a_count():
    rows = _table(_report(), "Xử lý vụ án").rows
    assert rows[1][3] == "31"
    assert rows[2][3:5] == ("–", "0/0")


def test_tasks_by_agency_with_their_total():
    table = _table(_report(), "Nhiệm vụ theo cơ quan")
    assert table.rows[-1][:4] == ("", "Tổng cộng", "53", "33")
    assert table.strong_rows == {len(TASKS) - 1}


def test_a_column_nobody_filled_is_left_out():
    document = _report()
    assert "Cùng kỳ năm trước" not in [c.title for c in _table(document, "hỗ trợ nạn nhân").columns]
    assert "Cùng kỳ năm trước" in [c.title for c in _table(document, "Nguồn tin").columns]


@pytest.mark.parametrize("kind", KINDS)
def test_empty_figures_say_that_nothing_arose(kind):
    empty = {"tips": (), "cases": (), "victims": ()}
    nothing = ReportFigures(period_label="6 tháng đầu năm 2026", as_of=FIGURES.as_of, tables=empty)
    document = _report(kind, nothing, {})
    assert _tables(document) == []
    bodies = (document.parts, *(annex.parts for annex in document.annexes))
    texts = [p.text for parts in bodies for p in parts if isinstance(p, Paragraph)]
    form = load_form(kind)
    used = [n for leaf in form.leaves() for n in leaf.tables] + [n for a in form.annexes for n in a.tables]
    said = sum(": không " in text and ", 6 tháng đầu năm 2026: " in text for text in texts)
    assert said == len([name for name in used if name not in ("task_lines", "sources")])


def test_figures_that_were_never_counted_are_not_said_to_be_none():
    document = _report(figures=replace(FIGURES, tables={}))
    texts = [part.text for part in document.parts if isinstance(part, Paragraph)]
    assert not any("Không phát sinh" in text for text in texts)
    assert [table.title.split(".")[0] for table in _tables(document)] == ["Bảng 1", "Bảng 2"]


def test_tables_are_numbered_as_they_appear():
    assert [table.title.split(".")[0] for table in _tables(_report("annual"))] == [f"Bảng {n}" for n in range(1, 6)]


def test_headings_are_numbered_by_level():
    headings = [part for part in _report().parts if isinstance(part, Heading)]
    assert [h.number for h in headings if h.level == 1] == ["I.", "II.", "III.", "IV.", "V.", "VI."]
    assert [h.text for h in headings if h.level == 1][-2:] == [
        "NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM 2026",
        "KIẾN NGHỊ, ĐỀ XUẤT",
    ]
    assert [h.number for h in headings[1:3]] == ["1.", "2."]


def test_the_officers_text_replaces_the_proposed_one():
    parts = _report().parts
    start = next(i for i, part in enumerate(parts) if isinstance(part, Heading) and part.text == "Tình hình chung")
    assert parts[start + 1] == Paragraph("Trong kỳ, tình hình an ninh, trật tự trên địa bàn tỉnh ổn định.")
    assert parts[start + 2] == Bullet("Tuyến biên giới có 03 cửa khẩu phụ.")
    assert isinstance(parts[start + 4], Heading)


def test_an_emptied_text_falls_back_to_the_proposal():
    text = proposed(load_form("six_month"), HEADER, FIGURES)["forecast"]
    assert Paragraph(text) in _report(narrative={"forecast": "  \n"}).parts


def test_a_proposal_carries_the_figures_and_leaves_the_unknown_blank():
    texts = proposed(load_form("six_month"), HEADER, FIGURES)
    said = "Trong kỳ, tiếp nhận 1.184 nguồn tin (cùng kỳ năm trước: 1.079); khởi tố 17 vụ án (15)."
    assert said in texts["situation.crime"]
    assert "tiếp nhận: 1.184 nguồn tin, tăng 105 nguồn tin (9,7%) so với" in texts["results.enforcement"]
    assert "- Đã giải quyết: đạt 87,5% (161/184)" in texts["results.enforcement"]
    assert "Địa bàn, tuyến trọng điểm; phương thức, thủ đoạn của đối tượng: ……" in texts["situation.crime"]


def test_the_plan_is_cited_in_full_once():
    texts = [part.text for part in _report().parts if isinstance(part, Paragraph | Bullet)]
    assert sum(HEADER.plan in text for text in texts) == 1
    assert sum("Kế hoạch số 03/KH-BCĐ138" in text for text in texts) > 1


def test_type_symbol_and_subject():
    document = _report("annual")
    assert document.symbol == "BC-BCĐ138"
    assert document.subject.startswith("Kết quả công tác phòng, chống mua bán người 6 tháng đầu năm 2026 và")
    assert _report("adhoc", narrative={}, topic="vụ việc tại xã biên giới").subject == "Vụ việc tại xã biên giới"


@pytest.mark.parametrize("kind", ["annual", "review", "final_review"])
def test_tasks_of_the_longer_reports_lie_across_the_page_in_an_annex(kind):
    (annex,) = _report(kind).annexes  # without lines of tasks, only the counts by agency
    assert annex.is_landscape
    assert annex.number == ""


def test_text_or_figures_with_no_place_in_the_form_are_a_mistake_of_the_program():
    with pytest.raises(Misbuilt, match="weather"):
        _report(narrative={"weather": "Nắng."})
    with pytest.raises(Misbuilt, match="ports"):
        _report(figures=replace(FIGURES, tables={"ports": ()}))


def test_the_same_input_gives_the_same_document():
    assert _report() == _report()
