"""Targets by clause: comparator, value, year, indicator - and figures that are no target."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import lachan
from lachan.plans.reading import read_text
from lachan.plans.reading.vocabulary import table

FRAME = (
    "KẾ HOẠCH\nPhòng, chống mua bán người năm 2024\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"
    "I. CHỈ TIÊU\n1. {}\nII. NHIỆM VỤ\n1. Tổ chức tuyên truyền.\n"
)

CLAUSES = [
    ("100% tố giác, tin báo về mua bán người được tiếp nhận, phân loại.", [("=", 100, "%", None, "tip.classified")]),
    ("Tỷ lệ giải quyết tin báo, tố giác đạt trên 90%.", [(">", 90, "%", None, "tip.resolved")]),
    ("Điều tra, khám phá ít nhất 85% số vụ án mua bán người.", [(">=", 85, "%", None, "case.cleared")]),
    ("95% số vụ án mua bán người được truy tố.", [("=", 95, "%", None, "case.prosecuted")]),
    ("90% trở lên số vụ án được đưa ra xét xử.", [(">=", 90, "%", None, "case.tried")]),
    ("100% nạn nhân bị mua bán trở về được hỗ trợ kịp thời.", [("=", 100, "%", None, "victim.supported_in_time")]),
    (
        "100% người được xác định là nạn nhân được hưởng chế độ hỗ trợ.",
        [("=", 100, "%", None, "victim.entitled_served")],
    ),
    ("100% nạn nhân có nhu cầu được tư vấn, trợ giúp pháp lý.", [("=", 100, "%", None, "victim.counselled")]),
    ("100% nạn nhân có yêu cầu được bảo vệ an toàn.", [("=", 100, "%", None, None)]),
    ("Giảm tỷ lệ án tồn xuống dưới 5,5%.", [("<", 5.5, "%", None, None)]),
    ("Không quá 3% số vụ việc để quá hạn.", [("<=", 3, "%", None, None)]),
    (
        "65% xã đạt chuẩn vào năm 2025 và 75% vào năm 2030.",
        [("=", 65, "%", "2025", None), ("=", 75, "%", "2030", None)],
    ),
    (
        "Ít nhất 30% xã và 50% phường có mô hình truyền thông.",
        [(">=", 30, "%", None, None), (">=", 50, "%", None, None)],
    ),
    (
        "Bảo đảm 100% xã có cán bộ đầu mối; tỷ lệ cán bộ được tập huấn đạt trên 80%.",
        [("=", 100, "%", None, None), (">", 80, "%", None, None)],
    ),
    ("10/10 huyện xây dựng mô hình hỗ trợ nạn nhân.", [("=", 10, "huyện", None, None)]),
    ("100% cán bộ làm công tác hỗ trợ nạn nhân được tập huấn.", [("=", 100, "%", None, None)]),
]


@pytest.mark.parametrize(("clause", "wanted"), CLAUSES)
def test_clause(clause: str, wanted: list[tuple[object, ...]]) -> None:
    targets = read_text(FRAME.format(clause)).targets
    assert [(t.comparator, t.value, t.unit, t.by, t.indicator) for t in targets] == wanted
    assert all(t.kind == "target" for t in targets)


def test_reason_comes_with_the_indicator_and_only_then() -> None:
    with_one = read_text(FRAME.format("95% số vụ án mua bán người được truy tố.")).targets[0]
    without = read_text(FRAME.format("100% thôn có loa truyền thanh.")).targets[0]
    assert with_one.reason and with_one.indicator
    assert without.reason is None and without.indicator is None


def test_situation_figures_are_no_targets() -> None:
    text = (
        FRAME.format("100% xã tổ chức tuyên truyền.")
        .replace("I. CHỈ TIÊU", "I. TÌNH HÌNH\nTỷ lệ khám phá đạt 92%, tăng 5% so với cùng kỳ.\nII. CHỈ TIÊU")
        .replace("\nII. NHIỆM", "\nIII. NHIỆM")
    )
    assert [t.value for t in read_text(text).targets] == [100]


def test_target_in_words_stays_without_a_number() -> None:
    target = read_text(FRAME.format("Không để phát sinh điểm phức tạp về mua bán người.")).targets[0]
    assert (target.kind, target.value, target.comparator) == ("qualitative", None, None)


def test_every_row_of_the_table_has_its_reason() -> None:
    rows = table("indicators")["map"]
    assert {row["indicator"].split(".")[0] for row in rows} == {"tip", "case", "victim", "facility"}
    assert all(row["reason"] and row["all"] for row in rows)


def test_every_row_leads_to_an_indicator_that_is_counted() -> None:
    counted = tomllib.loads((Path(lachan.__file__).parent / "indicators/indicators.toml").read_text(encoding="utf-8"))
    codes = {row["code"] for row in counted["indicator"]}
    assert {row["indicator"] for row in table("indicators")["map"]} <= codes


@pytest.mark.parametrize(
    ("clause", "indicator"),
    [
        ("95% tin báo, tố giác được giải quyết đúng hạn.", "tip.resolved_in_time"),
        ("Tỷ lệ điều tra, khám phá đạt trên 90%.", "case.cleared"),
        ("100% người nghi là nạn nhân được tiếp nhận, xác minh và hỗ trợ ban đầu.", "victim.verified"),
        ("100% đề nghị chuyển tuyến nạn nhân được tiếp nhận.", "victim.referred"),
        ("100% hồ sơ cấp giấy phép được giải quyết đúng hạn.", "facility.licensed_in_time"),
        ("Hỗ trợ ít nhất 15 phụ nữ là nạn nhân vay vốn.", None),
        ("100% cán bộ làm công tác hỗ trợ nạn nhân được tập huấn.", None),
    ],
)
def test_indicators(clause: str, indicator: str | None) -> None:
    assert [t.indicator for t in read_text(FRAME.format(clause)).targets] == [indicator]


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("Đạt 65% vào năm 2025 và 75% vào năm 2030.", [(65, "2025"), (75, "2030")]),
        ("Đến năm 2013 có 50% và đến năm 2015 có 100% số xã tổ chức tuyên truyền.", [(50, "2013"), (100, "2015")]),
        ("Trên 70% xã và 85% phường có mô hình vào năm 2030.", [(70, "2030"), (85, "2030")]),
    ],
)
def test_each_number_has_its_own_year(clause: str, wanted: list[tuple[int, str | None]]) -> None:
    assert [(t.value, t.by) for t in read_text(FRAME.format(clause)).targets] == wanted


def test_each_number_has_its_own_words() -> None:
    found = read_text(FRAME.format("Tỷ lệ khám phá án đạt trên 90%, xét xử đạt từ 85% trở lên.")).targets
    assert [t.subject for t in found] == ["Tỷ lệ khám phá án", "xét xử"]


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        (
            "Tỷ lệ điều tra, khám phá các vụ án mua bán người đạt trên 90% tổng số án khởi tố.",
            "Tỷ lệ điều tra, khám phá các vụ án mua bán người trên tổng số án khởi tố",
        ),
        (
            "Kiểm tra việc thực hiện Kế hoạch tại ít nhất 08 xã, phường.",
            "Kiểm tra việc thực hiện Kế hoạch tại xã, phường",
        ),
        ("Tổ chức ít nhất 02 lớp tập huấn cho cán bộ cấp xã.", "Tổ chức lớp tập huấn cho cán bộ cấp xã"),
    ],
)
def test_the_subject_reads_on_where_the_number_stood(words: str, subject: str) -> None:
    assert [t.subject for t in read_text(FRAME.format(words)).targets] == [subject]
