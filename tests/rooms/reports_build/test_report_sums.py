"""Frozen tables summed: ratios from their counts, never averaged; what does not add up is named with its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.reports.build.assemble import ReportFigures
from lachan.reports.build.tables import FigureRow, ScorecardRow, TaskRow
from lachan.reports.consolidation import against, summed, within

LIKE = ReportFigures("6 tháng đầu năm 2026", date(2026, 6, 14))


def judge(comparator, goal, value):
    return ("met", "Đạt") if value is not None and goal is not None and value >= goal else ("not_met", "Chưa đạt")


def one(count, top, bottom):
    value = 100 * top / bottom if bottom else None
    rows = (
        FigureRow("Tin tiếp nhận", "tin", count, count // 2, "tip.received"),
        FigureRow("Được giải quyết", "%", value, None, "tip.resolved", top, bottom),
    )
    card = ScorecardRow("Được giải quyết", "≥ 90%", value, top, bottom, "", "tip.resolved", "met", ">=", 90.0)
    return replace(LIKE, tables={"tips": rows}, scorecard=(card,), tasks=(TaskRow("A", 3, 1, 1, 1),))


def row(figures, code):
    return next(r for r in figures.tables["tips"] if r.code == code)


def test_a_ratio_of_the_sum_is_not_the_mean_of_ratios():
    total = summed([one(1, 1, 1), one(10, 0, 9)], judge, LIKE)
    resolved = row(total, "tip.resolved")
    assert (resolved.numerator, resolved.denominator, resolved.value) == (1, 10, 10.0)
    assert total.scorecard[0].state == "not_met"
    assert row(total, "tip.received").value == 11
    assert [(t.agency, t.assigned) for t in total.tasks] == [("A", 6), ("Tổng số", 6)]


counts = st.integers(0, 400)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(st.lists(st.tuples(counts, counts, counts).map(lambda t: (t[0], min(t[1], t[2]), t[2])), min_size=1, max_size=6))
def test_sums_hold_whatever_the_order_and_the_grouping(given_):
    reports = [one(*numbers) for numbers in given_]
    total = summed(reports, judge, LIKE)
    assert summed(reports[::-1], judge, LIKE).tables == total.tables
    in_two = summed([summed(reports[:1], judge, LIKE), *reports[1:]], judge, LIKE)
    assert in_two.tables == total.tables
    assert row(total, "tip.received").value == sum(n for n, _, _ in given_)
    assert list(within(total)) == []
    assert list(against(total, total)) == []


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda r: replace(r, numerator=9, denominator=8), "tử số lớn hơn mẫu số"),
        (lambda r: replace(r, value=50.0, numerator=3, denominator=4), "tỷ lệ không bằng tử số chia mẫu số"),
        (lambda r: replace(r, numerator=-1), "tử số âm"),
        (lambda r: replace(r, value=-3, numerator=None, denominator=None), "số liệu âm"),
    ],
)
def test_what_contradicts_itself_is_named(spoil, why):
    figures = one(4, 3, 4)
    spoiled = replace(figures, tables={"tips": tuple(spoil(r) for r in figures.tables["tips"])})
    assert any(c.why == why and c.cell.startswith("tips/") for c in within(spoiled))


def test_parts_that_claim_to_be_whole_add_up():
    whole = FigureRow("Nạn nhân", "người", 5, None, "victim.identified")
    women = FigureRow("Nữ", "người", 3, None, "victim.identified", is_detail=True, part_of="sex")
    men = replace(women, label="Nam", value=1)
    some = FigureRow("Qua 111", "người", 1, None, "victim.identified", is_detail=True)
    found = list(within(replace(LIKE, tables={"victims": (whole, women, men, some)})))
    assert [(c.why, c.left, c.right) for c in found] == [("tổng các phần khác số chung", "4", "5")]
    assert list(within(replace(LIKE, tables={"victims": (whole, women, replace(men, value=2), some)}))) == []


def test_tasks_that_do_not_add_up_are_named():
    assert [c.label for c in within(replace(LIKE, tasks=(TaskRow("Sở Y tế", 5, 1, 1, 1),)))] == ["Sở Y tế"]


def test_a_gap_to_the_records_says_both_numbers():
    (found,) = against(one(4, 3, 4), one(5, 3, 4))
    assert (found.cell, found.left, found.right) == ("tips/tip.received", "4", "5")


def test_parts_stay_below_their_figure_though_one_report_has_none():
    whole = FigureRow("Nạn nhân", "người", 1, None, "victim.identified")
    other = FigureRow("Đang theo dõi", "người", 2, None, "victim.followed")
    women = FigureRow("Nữ", "người", 1, None, "victim.identified", is_detail=True, part_of="sex")
    bare = replace(LIKE, tables={"victims": (replace(whole, value=0), other)})
    total = summed([bare, replace(LIKE, tables={"victims": (whole, women, other)})], judge, LIKE)
    assert [r.label for r in total.tables["victims"]] == ["Nạn nhân", "Nữ", "Đang theo dõi"]
