"""The time limits, as a table that reads like the law."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lachan.base.clock import VIETNAM
from lachan.law.book import shipped
from lachan.law.deadlines import ClockState, NoRowInForce, UnknownRule, due, due_json, state
from lachan.law.rows import Confidence


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


HOURS = [
    # rule                             starts              ends                why
    ("tip.classify", "2026-01-05T08:30", "2026-01-06T08:30", "24 giờ, chính xác đến phút"),
    ("tip.classify", "2026-01-09T23:45", "2026-01-10T23:45", "qua nửa đêm, không tính ngày nghỉ"),
    ("tip.classify", "2024-02-28T10:00", "2024-02-29T10:00", "năm nhuận"),
    ("tip.classify", "2025-12-31T10:00", "2026-01-01T10:00", "qua năm, vào ngày lễ"),
    ("tip.transfer", "2026-02-14T18:00", "2026-02-15T18:00", "giờ vẫn chạy trong Tết"),
    ("tip.forward_from_commune", "2026-03-01T22:00", "2026-03-02T22:00", "tin khẩn"),
    ("tip.forward_from_commune_remote", "2026-03-01T22:00", "2026-03-03T22:00", "xã vùng xa"),
    ("victim.notify_health", "2026-03-01T22:00", "2026-03-02T22:00", "«ngay»: mức cơ quan tự đặt"),
    ("victim.hand_over", "2025-07-01T00:00", "2025-07-02T00:00", "ngày đầu của Luật 53/2024"),
]


@pytest.mark.parametrize(("rule", "start", "end", "why"), HOURS)
def test_hours(rule: str, start: str, end: str, why: str) -> None:
    assert due(rule, at(start), shipped()).due == at(end), why


DAYS = [
    # rule                                      starts        ends          why
    ("tip.forward_from_commune_other", "2026-03-02", "2026-03-09", "07 ngày"),
    ("tip.assign", "2026-03-02", "2026-03-05", "03 ngày, ngày đầu không tính"),
    ("tip.assign", "2026-03-04", "2026-03-09", "ngày cuối là Thứ Bảy, chuyển sang Thứ Hai"),
    ("tip.notify", "2026-03-06", "2026-03-11", "03 ngày làm việc từ Thứ Sáu"),
    ("tip.notify", "2026-02-13", "2026-02-25", "03 ngày làm việc qua Tết Bính Ngọ"),
    ("tip.notify", "2026-01-07", "2026-01-10", "Thứ Bảy 10/01/2026 là ngày làm bù"),
    ("tip.notify", "2025-04-24", "2025-04-28", "Thứ Bảy 26/04/2025 là ngày làm bù"),
    ("tip.notify", "2025-04-29", "2025-05-07", "30/4, 01/5 và ngày hoán đổi 02/5/2025"),
    ("tip.resolve", "2026-03-02", "2026-03-23", "20 ngày hết vào Chủ nhật"),
    ("tip.resolve", "2026-03-03", "2026-03-23", "20 ngày"),
    ("tip.resolve", "2026-01-28", "2026-02-23", "20 ngày hết trong Tết: ngày làm việc đầu tiên sau Tết"),
    ("tip.resolve", "2024-02-09", "2024-02-29", "20 ngày, năm nhuận"),
    ("tip.resolve_extended", "2026-03-03", "2026-05-04", "02 tháng đến 03/05 Chủ nhật, chuyển 04/05"),
    ("tip.resolve_extended", "2025-12-31", "2026-03-02", "không có ngày 31/02: 28/02 là Thứ Bảy"),
    ("tip.resolve_extended", "2023-12-31", "2024-02-29", "không có ngày 31/02, năm nhuận"),
    ("tip.resolve_extended_twice", "2026-03-23", "2026-05-25", "thêm 02 tháng, 23/05 là Thứ Bảy"),
    ("tip.resume", "2026-01-31", "2026-03-02", "01 tháng: cuối tháng Hai là Thứ Bảy"),
    ("tip.request_extension", "2026-03-23", "2026-03-18", "đề nghị gia hạn trước 05 ngày"),
    ("case.investigate.less_serious", "2025-03-03", "2025-05-05", "02 tháng, 03/05/2025 là Thứ Bảy"),
    ("case.investigate.serious", "2025-03-04", "2025-06-04", "03 tháng"),
    ("case.investigate.very_serious", "2025-03-04", "2025-07-04", "04 tháng"),
    ("case.investigate.extremely_serious", "2025-03-04", "2025-07-04", "04 tháng"),
    ("case.investigate.very_serious", "2026-03-04", "2026-07-06", "04 tháng, 04/07/2026 là Thứ Bảy"),
    ("case.investigate_extended.very_serious", "2025-01-15", "2025-05-15", "gia hạn 04 tháng"),
    ("case.investigate_under_18.serious", "2026-03-02", "2026-04-16", "một nửa của 03 tháng"),
    ("case.prosecute.serious", "2026-03-03", "2026-03-23", "20 ngày"),
    ("case.prosecute.very_serious", "2026-03-03", "2026-04-02", "30 ngày"),
    ("case.prosecute_extended.very_serious", "2026-04-01", "2026-04-16", "thêm 15 ngày"),
    ("case.prepare_trial.less_serious", "2026-03-02", "2026-04-01", "30 ngày"),
    ("case.prepare_trial.serious", "2026-03-02", "2026-04-16", "45 ngày"),
    ("case.prepare_trial.very_serious", "2026-03-02", "2026-05-04", "02 tháng"),
    ("case.prepare_trial.extremely_serious", "2026-03-02", "2026-06-02", "03 tháng"),
    ("case.detain.very_serious", "2026-03-02", "2026-06-30", "04 tháng tạm giam là 120 ngày"),
    ("case.hold", "2026-03-05", "2026-03-08", "tạm giữ hết đúng ngày, dù là Chủ nhật"),
    ("victim.verify_initially", "2025-06-30", "2025-07-03", "Luật 66/2011, ngày cuối cùng"),
    ("victim.verify_initially", "2025-07-01", "2025-07-04", "Luật 53/2024, ngày đầu tiên"),
    ("victim.verify_initially", "2026-02-13", "2026-02-23", "03 ngày hết trong Tết"),
    ("victim.identify", "2025-06-02", "2025-06-23", "Luật 66/2011: 20 ngày, 22/06 là Chủ nhật"),
    ("victim.identify_extended", "2025-04-15", "2025-06-16", "Luật 66/2011: tổng cộng 02 tháng"),
    ("victim.keep_in_shelter", "2025-06-30", "2025-08-29", "60 ngày của luật cũ"),
    ("victim.keep_in_shelter", "2025-07-01", "2025-10-29", "120 ngày của NĐ 162/2025"),
    ("victim.decide_support", "2025-06-30", "2025-07-03", "03 ngày làm việc của quy định cũ"),
    ("victim.decide_support", "2025-07-01", "2025-07-14", "09 ngày làm việc"),
    ("victim.decide_support", "2026-01-05", "2026-01-15", "09 ngày làm việc, có Thứ Bảy làm bù"),
    ("victim.notify_family_of_child", "2025-03-31", "2025-03-11", "báo gia đình trước 20 ngày"),
    ("facility.license", "2026-08-20", "2026-09-03", "08 ngày làm việc qua Quốc khánh và hai ngày hoán đổi"),
]


@pytest.mark.parametrize(("rule", "start", "end", "why"), DAYS)
def test_days(rule: str, start: str, end: str, why: str) -> None:
    assert due(rule, date.fromisoformat(start), shipped()).due == date.fromisoformat(end), why


def test_a_day_limit_from_an_instant_ends_on_a_date_in_vietnamese_time() -> None:
    late_evening_in_london = datetime.fromisoformat("2026-03-02T19:30:00+00:00")  # 02:30 of 3 March in Viet Nam
    assert due("tip.resolve", late_evening_in_london, shipped()).due == date(2026, 3, 23)
    assert due("tip.assign", late_evening_in_london, shipped()).due == date(2026, 3, 6)


def test_the_row_says_where_the_last_day_was_before_a_day_off_moved_it() -> None:
    assert due("tip.assign", date(2026, 3, 4), shipped()).rolled_from == date(2026, 3, 7)
    assert due("tip.assign", date(2026, 3, 2), shipped()).rolled_from is None


def test_the_law_in_force_on_the_start_day_applies() -> None:
    old = due("victim.identify", date(2025, 6, 30), shipped())
    new = due("victim.identify", date(2025, 7, 1), shipped())
    assert ("66/2011" in old.source, old.confidence) == (True, Confidence.CONFIRMED)
    assert ("53/2024" in new.source, new.confidence) == (True, Confidence.UNCONFIRMED)


def test_a_day_without_an_hour_counts_from_midnight_and_says_so() -> None:
    found = due("tip.classify", date(2026, 1, 5), shipped())
    assert found.due == at("2026-01-06T00:00")
    assert "00:00 ngày 05/01/2026" in found.note


def test_immediately_is_a_label_with_an_agency_set_clock() -> None:
    found = due("victim.notify_health", at("2026-01-05T08:00"), shipped())
    assert (found.label, found.confidence) == ("ngay", Confidence.UNCONFIRMED)
    assert "cơ quan tự đặt" in found.note


def test_an_unknown_rule_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnknownRule, match=r"Không có thời hạn mang mã «tip\.dance»"):
        due("tip.dance", date(2026, 1, 5), shipped())


def test_a_day_before_the_law_is_refused_with_the_spans_that_exist() -> None:
    with pytest.raises(NoRowInForce, match=r"ngày 13/01/2022.*từ 14/01/2022"):
        due("tip.forward_from_commune_other", date(2022, 1, 13), shipped())


JSON = [
    (date(2026, 1, 5), "tip.resolve", "2026-01-05", "2026-01-26"),
    (date(2026, 1, 5), "tip.classify", "2026-01-05", "2026-01-06T00:00"),
    (datetime(2026, 1, 5, 8, 30), "tip.classify", "2026-01-05T08:30", "2026-01-06T08:30"),
    (at("2026-01-05T08:30"), "tip.classify", "2026-01-05T08:30+07:00", "2026-01-06T08:30+07:00"),
]


@pytest.mark.parametrize(("start", "rule", "shown_start", "shown_due"), JSON)
def test_json_echoes_the_form_of_the_start(start: date, rule: str, shown_start: str, shown_due: str) -> None:
    found = due_json(due(rule, start, shipped()))
    assert list(found) == ["rule", "start", "due", "unit", "length", "source", "confidence", "in_force_from"]
    assert (found["start"], found["due"]) == (shown_start, shown_due)


STATES = [
    # rule                starts              now                 done                state
    ("tip.resolve", "2026-03-03T09:00", "2026-03-04T09:00", None, ClockState.ON_TRACK),
    ("tip.resolve", "2026-03-03T09:00", "2026-03-19T09:00", None, ClockState.AT_RISK),
    ("tip.resolve", "2026-03-03T09:00", "2026-03-23T23:59", None, ClockState.AT_RISK),
    ("tip.resolve", "2026-03-03T09:00", "2026-03-24T00:00", None, ClockState.BREACHED),
    ("tip.resolve", "2026-03-03T09:00", "2026-05-01T00:00", "2026-03-23T23:59", ClockState.MET),
    ("tip.resolve", "2026-03-03T09:00", "2026-05-01T00:00", "2026-03-24T00:00", ClockState.MET_LATE),
    ("tip.classify", "2026-03-03T09:00", "2026-03-03T20:00", None, ClockState.ON_TRACK),
    ("tip.classify", "2026-03-03T09:00", "2026-03-04T03:00", None, ClockState.AT_RISK),
    ("tip.classify", "2026-03-03T09:00", "2026-03-04T09:00", None, ClockState.AT_RISK),
    ("tip.classify", "2026-03-03T09:00", "2026-03-04T09:01", None, ClockState.BREACHED),
    ("tip.classify", "2026-03-03T09:00", "2026-03-05T09:00", "2026-03-04T09:00", ClockState.MET),
    ("tip.classify", "2026-03-03T09:00", "2026-03-05T09:00", "2026-03-04T09:01", ClockState.MET_LATE),
    # Friday before Tết: one working day is left although six calendar days are.
    ("victim.verify_initially", "2026-02-13T09:00", "2026-02-13T10:00", None, ClockState.AT_RISK),
]


@pytest.mark.parametrize(("rule", "start", "now", "done", "wanted"), STATES)
def test_states(rule: str, start: str, now: str, done: str | None, wanted: ClockState) -> None:
    clock = due(rule, at(start), shipped())
    assert state(clock, at(now), at(done) if done else None, shipped()) == wanted


@pytest.mark.parametrize(("done", "wanted"), [("2026-03-23", ClockState.MET), ("2026-03-24", ClockState.MET_LATE)])
def test_a_deed_known_by_its_day_counts_for_the_whole_day(done: str, wanted: ClockState) -> None:
    clock = due("tip.resolve", date(2026, 3, 3), shipped())
    assert state(clock, at("2026-04-01T00:00"), date.fromisoformat(done), shipped()) == wanted
