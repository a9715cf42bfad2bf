"""The limits of a victim's way, step by step as the two laws and their decrees say them (R and O of the procedure).

Each line: step, rule, from when, until when, and why the day falls there. «Ngay» is a word of the law; its hours
are the agency's own and marked so.
"""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.base.clock import VIETNAM
from lachan.jobs.commands import law as command
from lachan.law.book import shipped
from lachan.law.calendar import working_calendar
from lachan.law.deadlines import Due, due
from lachan.law.rows import Confidence, DeadlineRow, Unit

NEW_LAW = date(2025, 7, 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


# --- «ngay»: the law's word, the agency's hours

IMMEDIATELY = [
    # step   rule                            starts              ends                why
    ("R2", "victim.bring_to_commune", "2026-03-06T21:00", "2026-03-07T21:00", "Thứ Sáu đêm: giờ chạy cả Thứ Bảy"),
    ("R3", "victim.notify_health", "2026-02-16T08:00", "2026-02-17T08:00", "mồng Một Tết: «ngay» không chờ hết Tết"),
    ("R4", "victim.receive", "2026-08-31T10:00", "2026-09-01T10:00", "ngày nghỉ hoán đổi trước Quốc khánh"),
    ("R9", "victim.hand_over_rescued", "2026-03-02T05:30", "2026-03-03T05:30", "người được giải cứu"),
    ("R11", "victim.hand_over", "2025-07-01T00:00", "2025-07-02T00:00", "người từ nước ngoài về, ngày đầu luật mới"),
    ("R17", "victim.protect", "2026-01-01T09:00", "2026-01-02T09:00", "yêu cầu bảo vệ ngày Tết Dương lịch"),
    ("R20", "victim.forward_from_hotline", "2026-04-26T23:59", "2026-04-27T23:59", "Tổng đài 111, đêm Chủ nhật"),
    ("O1", "victim.notify_health", "2025-06-30T23:30", "2025-07-01T23:30", "đêm cuối của Luật 66/2011: theo luật cũ"),
    ("O9", "victim.hand_over", "2025-04-30T12:00", "2025-05-01T12:00", "giải cứu theo luật cũ, đúng ngày lễ"),
]


@pytest.mark.parametrize(("step", "rule", "starts", "ends", "why"), IMMEDIATELY)
def test_immediately(step: str, rule: str, starts: str, ends: str, why: str) -> None:
    found = due(rule, at(starts), shipped())
    assert found.due == at(ends), f"{step}: {why}"
    assert found.confidence is Confidence.UNCONFIRMED, "hours that no text gives stay marked"


def test_every_immediately_says_whose_hours_they_are() -> None:
    rows = [r for r in shipped().all_of(DeadlineRow) if r.label == "ngay"]
    assert len(rows) >= 8
    for row in rows:
        assert row.unit is Unit.HOUR and "cơ quan tự đặt" in row.note and row.confidence is Confidence.UNCONFIRMED


# --- limits in days, working days and months

DAYS = [
    # step  rule                                starts       ends          why
    # R5 · Điều 27(2): xác minh thông tin ban đầu 03 ngày từ khi nhận thông báo của xã
    ("R5", "victim.verify_initially", "2025-07-01", "2025-07-04", "ngày đầu của Luật 53/2024"),
    ("R5", "victim.verify_initially", "2026-03-02", "2026-03-05", "ngày đầu không tính"),
    ("R5", "victim.verify_initially", "2026-03-05", "2026-03-09", "ngày cuối Chủ nhật, chuyển Thứ Hai"),
    ("R5", "victim.verify_initially", "2026-02-13", "2026-02-23", "hết trong Tết Bính Ngọ"),
    ("R5", "victim.verify_initially", "2026-01-07", "2026-01-10", "Thứ Bảy 10/01/2026 làm bù nên là ngày làm việc"),
    ("R5", "victim.verify_initially", "2026-11-21", "2026-11-25", "24/11 là ngày nghỉ lễ từ năm 2026"),
    ("R5", "victim.verify_initially", "2027-02-02", "2027-02-11", "Tết Đinh Mùi, nghỉ đến hết 10/02"),
    # R6 · đề nghị Công an (mức nhắc việc)
    ("R6", "victim.request_identification", "2026-03-02", "2026-03-05", "03 ngày nhắc việc, luật không ghi"),
    ("R6", "victim.request_identification", "2026-08-28", "2026-09-03", "qua Quốc khánh và hai ngày nghỉ hoán đổi"),
    # R7 · xác định nạn nhân 20 ngày, kéo dài tổng cộng 02 tháng (chưa đối chiếu với luật mới)
    ("R7", "victim.identify", "2026-03-03", "2026-03-23", "20 ngày"),
    ("R7", "victim.identify", "2026-03-02", "2026-03-23", "ngày thứ 20 là Chủ nhật"),
    ("R7", "victim.identify", "2026-01-28", "2026-02-23", "ngày thứ 20 rơi vào Tết"),
    ("R7", "victim.identify", "2024-02-09", "2024-02-29", "Luật 66/2011, năm nhuận"),
    ("R7", "victim.identify_extended", "2026-03-03", "2026-05-04", "02 tháng đến 03/05 Chủ nhật"),
    ("R7", "victim.identify_extended", "2025-12-31", "2026-03-02", "không có ngày 31/02; 28/02 là Thứ Bảy"),
    # R13 · ăn, ở tại cơ sở tối đa 120 ngày: không chuyển ngày
    ("R13", "victim.keep_in_shelter", "2025-07-01", "2025-10-29", "120 ngày"),
    ("R13", "victim.keep_in_shelter", "2026-01-17", "2026-05-17", "ngày thứ 120 là Chủ nhật, vẫn hết ngày ấy"),
    # R14 · 09 ngày làm việc
    ("R14", "victim.decide_support", "2026-03-02", "2026-03-13", "09 ngày làm việc"),
    ("R14", "victim.decide_support", "2026-02-09", "2026-02-27", "qua năm ngày nghỉ Tết"),
    ("R14", "victim.decide_support", "2026-04-20", "2026-05-06", "qua Giỗ Tổ nghỉ bù, 30/4 và 01/5"),
    # R16 · cấp phép hoạt động hỗ trợ 08 ngày làm việc
    ("R16", "facility.license", "2026-03-02", "2026-03-12", "08 ngày làm việc"),
    # R19 · tiếp nhận khẩn cấp: giấy tờ 10 ngày làm việc, nuôi dưỡng 03 tháng
    ("R19", "facility.complete_admission", "2026-03-02", "2026-03-16", "10 ngày làm việc"),
    ("R19", "facility.emergency_stay", "2026-03-02", "2026-06-02", "03 tháng"),
    # O2 · O3 · Luật 66/2011
    ("O2", "victim.verify_initially", "2025-06-30", "2025-07-03", "thông báo ngày cuối của luật cũ"),
    ("O2", "victim.verify_initially", "2025-01-24", "2025-02-03", "hết trong Tết Ất Tỵ"),
    ("O2", "victim.verify_initially", "2025-04-23", "2025-04-26", "Thứ Bảy 26/04/2025 làm bù"),
    ("O3", "victim.identify", "2025-06-30", "2025-07-21", "đề nghị đêm cuối: 20 ngày của luật cũ, 20/07 Chủ nhật"),
    ("O3", "victim.identify_extended", "2025-06-30", "2025-09-03", "02 tháng đến 30/08 Thứ Bảy, qua Quốc khánh"),
    # O4 · báo trước ít nhất 03 ngày
    ("O4", "victim.announce_return", "2025-06-13", "2025-06-10", "đến Thứ Sáu: báo chậm nhất Thứ Ba"),
    ("O4", "victim.announce_return", "2026-02-18", "2026-02-15", "đến trong Tết: hạn báo không lùi về sau"),
    # O5 · O6 · O7 · O8 · O10
    ("O5", "victim.keep_in_shelter", "2025-06-30", "2025-08-29", "60 ngày"),
    ("O6", "victim.apply_for_support", "2024-06-28", "2025-06-30", "12 tháng đến 28/06/2025 Thứ Bảy"),
    ("O7", "victim.forward_application", "2025-06-26", "2025-07-01", "03 ngày làm việc"),
    ("O8", "victim.appraise_support", "2025-06-20", "2025-07-01", "07 ngày làm việc"),
    ("O8", "victim.decide_support", "2025-04-28", "2025-05-06", "03 ngày làm việc qua 30/4, 01/5 và hoán đổi 02/5"),
    ("O10", "victim.notify_family_of_child", "2025-06-30", "2025-06-10", "báo gia đình trước 20 ngày"),
    # O12
    ("O12", "facility.inspect", "2024-08-31", "2025-02-28", "06 tháng: tháng Hai không có ngày 31"),
    ("O12", "facility.review_closure", "2025-03-03", "2025-03-10", "05 ngày làm việc"),
]


@pytest.mark.parametrize(("step", "rule", "starts", "ends", "why"), DAYS)
def test_days(step: str, rule: str, starts: str, ends: str, why: str) -> None:
    assert due(rule, date.fromisoformat(starts), shipped()).due == date.fromisoformat(ends), f"{step}: {why}"


@pytest.mark.parametrize(("rule", "starts", "ends"), [(x[1], x[2], x[3]) for x in (*IMMEDIATELY, *DAYS)])
def test_the_command_says_the_same(rule: str, starts: str, ends: str, capsys: pytest.CaptureFixture[str]) -> None:
    """``lachan law due`` agrees with every line above."""
    assert command._due(Namespace(rule=rule, start=starts, json=True)) == 0
    assert json.loads(capsys.readouterr().out)["due"] == ends
    assert command._due(Namespace(rule=rule, start=starts, json=False)) == 0
    shown = datetime.fromisoformat(ends)
    assert f"{shown:%d/%m/%Y}" in capsys.readouterr().out


# --- the night of 30 June to 1 July 2025: which text, and how sure

WHICH_LAW = [
    # rule                        the day before                 the day after
    ("victim.notify_health", "Luật 66/2011/QH12 Điều 24(1)", "Luật 53/2024/QH15"),
    ("victim.verify_initially", "Luật 66/2011/QH12 Điều 24(2)", "Luật 53/2024/QH15"),
    ("victim.identify", "Luật 66/2011/QH12 Điều 24(4)", "Luật 53/2024/QH15"),
    ("victim.identify_extended", "Luật 66/2011/QH12 Điều 24(4)", "Luật 53/2024/QH15"),
    ("victim.hand_over", "Luật 66/2011/QH12 Điều 25", "Luật 53/2024/QH15"),
    ("victim.keep_in_shelter", "TT 35/2013", "NĐ 162/2025"),
    ("victim.decide_support", "NĐ 09/2013", "NĐ 162/2025"),
]


@pytest.mark.parametrize(("rule", "before", "after"), WHICH_LAW)
def test_the_step_of_a_day_stands_on_the_law_of_that_day(rule: str, before: str, after: str) -> None:
    assert before in due(rule, NEW_LAW - timedelta(days=1), shipped()).source
    assert after in due(rule, NEW_LAW, shipped()).source


# --- chains: the limit, its extension, and the whole

CHAINS = [
    # asked        the twenty days   at most two months   why
    ("2025-04-01", "2025-04-21", "2025-06-02", "01/06/2025 là Chủ nhật"),
    ("2025-06-30", "2025-07-21", "2025-09-03", "bắt đầu theo luật cũ thì kéo dài theo luật cũ"),
    ("2026-01-05", "2026-01-26", "2026-03-05", "25/01 là Chủ nhật"),
    ("2026-07-13", "2026-08-03", "2026-09-14", "13/09 là Chủ nhật"),
]


@pytest.mark.parametrize(("asked", "twenty", "whole", "why"), CHAINS)
def test_the_police_have_twenty_days_and_at_most_two_months(asked: str, twenty: str, whole: str, why: str) -> None:
    """The extension counts from the request, not from its own decision: the total is what the law bounds."""
    start = date.fromisoformat(asked)
    assert due("victim.identify", start, shipped()).due == date.fromisoformat(twenty), why
    assert due("victim.identify_extended", start, shipped()).due == date.fromisoformat(whole), why


def test_an_extension_names_what_it_extends_and_who_decides() -> None:
    rows = shipped().history(DeadlineRow, "victim.identify_extended")
    assert {r.extends for r in rows} == {"victim.identify"}
    assert all("Thủ trưởng" in r.decided_by for r in rows)


# --- what holds for any day

OF_VICTIMS = [r for r in shipped().all_of(DeadlineRow) if r.id.startswith("victim.")]
CALENDAR = working_calendar(shipped())


@st.composite
def starts(draw: st.DrawFn) -> tuple[DeadlineRow, date]:
    row = draw(st.sampled_from(OF_VICTIMS))
    return row, draw(st.dates(row.in_force_from, row.in_force_until or date(2029, 12, 31)))


def found(row: DeadlineRow, day: date) -> Due:
    return due(row.id, day, shipped())


@settings(deadline=None)
@given(starts())
def test_a_limit_of_today_never_ends_before_the_same_limit_of_yesterday(limit: tuple[DeadlineRow, date]) -> None:
    row, day = limit
    if row.covers(day - timedelta(days=1)):
        assert found(row, day).ends_at >= found(row, day - timedelta(days=1)).ends_at


@settings(deadline=None)
@given(starts())
def test_only_the_longest_run_of_days_off_moves_an_end(limit: tuple[DeadlineRow, date]) -> None:
    """An end that moved was a day off, and every day it jumped over was one."""
    row, day = limit
    moved = found(row, day)
    if moved.rolled_from:
        jumped = [moved.rolled_from + timedelta(days=n) for n in range((moved.due - moved.rolled_from).days)]
        assert jumped and not any(CALENDAR.is_working_day(d) for d in jumped)


@settings(deadline=None)
@given(st.dates(date(2012, 1, 1), date(2029, 10, 31)))
def test_the_extension_is_never_shorter_than_what_it_extends(day: date) -> None:
    assert due("victim.identify_extended", day, shipped()).ends_at > due("victim.identify", day, shipped()).ends_at


@settings(deadline=None)
@given(st.dates(date(2012, 1, 1), date(2029, 12, 31)))
def test_every_day_of_both_laws_has_its_notice_its_check_and_its_answer(day: date) -> None:
    for rule in ("victim.notify_health", "victim.verify_initially", "victim.identify", "victim.hand_over"):
        assert due(rule, day, shipped()).in_force_from <= day


@settings(deadline=None)
@given(st.dates(date(2014, 3, 25), date(2029, 12, 31)))
def test_a_notice_of_return_is_owed_three_whole_days_before(day: date) -> None:
    assert (day - due("victim.announce_return", day, shipped()).due).days == 3
