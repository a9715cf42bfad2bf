"""Sentences from figures: right for zero, one, few, none; each number tied to its figure; no share of a tiny base."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_report import FIGURES, HEADER, SCORECARD, TASKS

from lachan.reports.build.assemble import spoken
from lachan.reports.build.form import KINDS, load_form
from lachan.reports.build.narrative import (
    TELLS,
    ProposalLine,
    Told,
    level,
    missing_to_goal,
    tell_pending,
    tell_proposals,
    tell_shortfalls,
    tell_summary,
    tell_targets,
    tell_tasks,
    trend,
)
from lachan.reports.build.said import plain
from lachan.reports.build.tables import FigureRow, ScorecardRow, TaskRow

BEFORE = "cùng kỳ năm trước"


def count(now, then):
    return FigureRow("Vụ án khởi tố", "vụ", now, then, "case.instituted")


def ratio(top, bottom, was=None, of=None):
    value = 100 * top / bottom if bottom else None
    return FigureRow("Được giải quyết", "%", value, None, "tip.resolved", top, bottom, previous_numerator=was,
                     previous_denominator=of)  # fmt: skip


def target(state, top, bottom, goal=90.0, comparator=">", **more):
    value = 100 * top / bottom if bottom else None
    return ScorecardRow("Tin báo được giải quyết", "> 90%", value, top, bottom, "", "tip.resolved", state=state,
                        comparator=comparator, goal=goal, **more)  # fmt: skip


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (0, 0, "như cùng kỳ năm trước"),
        (5, 5, "bằng cùng kỳ năm trước"),
        (5, 0, "cùng kỳ năm trước không phát sinh"),
        (0, 3, "cùng kỳ năm trước có 3 vụ"),
        (1, 2, "giảm 1 vụ so với cùng kỳ năm trước (2 vụ)"),
        (6, 4, "tăng 2 vụ so với cùng kỳ năm trước (4 vụ)"),
        (52, 40, "tăng 12 vụ (30%) so với cùng kỳ năm trước (40 vụ)"),
        (1500, 1200, "tăng 300 vụ (25%) so với cùng kỳ năm trước (1.200 vụ)"),
        (5, None, ""),
        (None, 5, ""),
    ],
)
def test_how_a_count_moved(now, then, words):
    assert plain([trend(count(now, then), BEFORE)]) == words


@pytest.mark.parametrize("then", range(1, 20))
def test_no_percentage_of_fewer_than_twenty(then):
    assert "%" not in plain([trend(count(then * 3, then), BEFORE)])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ratio(161, 184), "đạt 87,5% (161/184)"),
        (ratio(5, 6), "đạt 5/6 trường hợp"),
        (ratio(1, 1), "đạt 1/1 trường hợp"),
        (ratio(0, 0), "không phát sinh trường hợp phải tính"),
        (ratio(None, None), "……"),
    ],
)
def test_how_a_ratio_stands(row, words):
    assert plain([level(row)]) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ratio(90, 100, 80, 100), "cao hơn cùng kỳ năm trước 10 điểm phần trăm (80/100)"),
        (ratio(70, 100, 725, 1000), "thấp hơn cùng kỳ năm trước 2,5 điểm phần trăm (725/1.000)"),
        (ratio(50, 100, 25, 50), "bằng cùng kỳ năm trước"),
        (ratio(1000, 2001, 500, 1000), "xấp xỉ cùng kỳ năm trước"),
        (ratio(5, 6, 4, 4), "cùng kỳ năm trước: 4/4"),
        (ratio(5, 6, 0, 0), "cùng kỳ năm trước không phát sinh"),
        (ratio(5, 6), ""),
        (ratio(0, 0, 4, 4), ""),
    ],
)
def test_how_a_ratio_moved(row, words):
    assert plain([trend(row, BEFORE)]) == words


@pytest.mark.parametrize(
    ("comparator", "goal", "top", "bottom", "more"),
    [(">", 90, 13, 17, 3), (">=", 95, 13, 17, 4), ("=", 100, 36, 37, 1), (">", 90, 90, 100, 1), (">=", 90, 90, 100, 0),
     (">", 100, 5, 5, 0)],
)  # fmt: skip
def test_how_many_are_wanting(comparator, goal, top, bottom, more):
    assert missing_to_goal(comparator, goal, top, bottom) == more


def test_targets_are_counted_by_how_they_stand():
    rows = (target("met", 95, 100), target("at_risk", 85, 100), target("no_data", 0, 0), target("qualitative", 1, 1))
    words = plain(tell_targets(Told({}, rows)))
    assert words.startswith(
        "Trong 3 chỉ tiêu định lượng được giao có 1 chỉ tiêu đạt, 1 chỉ tiêu có nguy cơ không đạt,"
        " 1 chỉ tiêu không phát sinh trường hợp phải tính."
    )
    assert "- Đạt: tin báo được giải quyết đạt 95% (95/100); mức giao > 90%." in words


def test_one_target_and_all_alike_are_said_as_such():
    assert plain(tell_targets(Told({}, (target("met", 95, 100),)))).startswith("Chỉ tiêu được giao đạt.")
    both = (target("not_met", 1, 100), target("not_met", 2, 100))
    assert plain(tell_targets(Told({}, both))) == "Cả 2 chỉ tiêu định lượng được giao đều chưa đạt."
    assert plain(tell_targets(Told({}))) == ""


def test_what_is_missed_says_by_how_much():
    rows = (target("not_met", 130, 170), target("at_risk", 5, 6), target("not_connected", None, None, None))
    lines = plain(tell_shortfalls(Told({}, rows, TASKS))).splitlines()
    assert lines[0] == (
        "- Chưa đạt: tin báo được giải quyết đạt 76,5% (130/170); mức giao > 90%, còn thiếu 13,5 điểm phần trăm,"
        " tương đương 24 trường hợp."
    )
    assert lines[1].endswith("đạt 5/6 trường hợp; mức giao > 90%, còn thiếu 1 trường hợp.")
    assert lines[2] == "- Chưa có số liệu để đánh giá: tin báo được giải quyết."
    assert lines[3] == "- Cơ quan còn nhiệm vụ quá hạn: Công an tỉnh (1 nhiệm vụ), Hội Liên hiệp Phụ nữ (2 nhiệm vụ)."


def test_tasks_of_which_there_are_none_are_not_told():
    assert plain(tell_tasks(Told({}))) == ""
    whole = TaskRow("Tổng số", 3, 3, 0, 0, is_total=True)
    assert plain(tell_tasks(Told({}, tasks=(whole,)))) == "Trong 3 nhiệm vụ được giao: đã hoàn thành 3."


def test_proposals_stand_under_whom_they_ask():
    told = Told({}, proposals=(ProposalLine("Bộ Công an", "Cấp thêm phần mềm."),
                               ProposalLine("Bộ Công an", "Đề nghị tập huấn"),
                               ProposalLine("UBND tỉnh", "Bố trí kinh phí", "gửi ngày 05/01/2026")))  # fmt: skip
    assert plain(tell_proposals(told)) == "- Đề nghị Bộ Công an: Cấp thêm phần mềm; tập huấn."
    assert plain(tell_pending(told)).endswith("- UBND tỉnh: Bố trí kinh phí (gửi ngày 05/01/2026).")
    assert plain(tell_proposals(Told({}))) == "Trong kỳ không có kiến nghị, đề xuất."


def test_an_unconfirmed_formula_is_said_beside_its_figure():
    row = FigureRow("Được hỗ trợ", "%", 50, None, "v", 10, 20, is_unconfirmed=True)
    words = plain(TELLS["victims"](Told({"victims": (row,)})))
    assert words == "- Được hỗ trợ (công thức tính chưa được xác nhận): đạt 50% (10/20)."


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_that_is_a_figure_knows_which(kind):
    told = spoken(load_form(kind), HEADER, FIGURES)
    codes = {s.code for sentences in told.values() for sentence in sentences for s in sentence if s.code}
    known = {r.code for rows in FIGURES.tables.values() for r in rows} | {r.code for r in SCORECARD}
    assert codes <= known
    tells_figures = any(set(leaf.tells) & {"summary", "tips", "cases", "victims"} for leaf in load_form(kind).leaves())
    assert bool(codes) == tells_figures


def test_a_period_in_which_nothing_arose_is_said_and_never_an_empty_section():
    said = "Trong kỳ không phát sinh nguồn tin về tội phạm, vụ án, bị can và nạn nhân mua bán người."
    none = FigureRow("Vụ án khởi tố", "vụ", 0, 0, "case.instituted", phrase="khởi tố {n} vụ án")
    assert plain(tell_summary(Told({"tips": (), "cases": (none,)}))) == said
    assert plain(tell_summary(Told({}))) == ""
    fell = replace(none, previous=2)
    assert plain(tell_summary(Told({"cases": (fell,)}))) == "Trong kỳ, không khởi tố vụ án (cùng kỳ năm trước: 2)."
