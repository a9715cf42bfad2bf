"""The generated page of time limits."""

from __future__ import annotations

from lachan.law.book import shipped
from lachan.law.reference import deadlines_page
from lachan.law.rows import DeadlineRow

PAGE = deadlines_page()


def test_every_rule_has_its_line() -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert len(lines) == len(shipped().all_of(DeadlineRow))
    assert all(line.count(" | ") == 6 for line in lines)


def test_a_line_reads_like_the_law() -> None:
    wanted = (
        "| `victim.verify_initially` | Xác minh thông tin ban đầu | 3 ngày ↷ | khi nhận thông báo của UBND cấp xã |"
    )
    assert wanted in PAGE


def test_what_is_not_confirmed_is_marked() -> None:
    for line in PAGE.splitlines():
        if line.startswith("| `victim.notify_health`"):
            assert "ngay (24 giờ)" in line and "**chưa xác nhận**" in line


def test_the_page_is_the_same_each_time() -> None:
    assert deadlines_page() == PAGE
