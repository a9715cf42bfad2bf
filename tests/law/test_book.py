"""The province's own rows over the shipped law: they win for the days they cover, and only for those."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from lachan.law.book import LawBook, current, set_local_rows, shipped
from lachan.law.calendar import working_calendar
from lachan.law.deadlines import due
from lachan.law.loading import parse, revised, shipped_rows
from lachan.law.rows import BadRow, Confidence, DeadlineRow, Row

LOCAL = parse(
    "deadlines",
    {
        "id": "victim.identify",
        "name": "Xác định nạn nhân",
        "length": 15,
        "unit": "day",
        "source": "Quy chế phối hợp tỉnh, Điều 9",
        "confidence": "confirmed",
        "in_force_from": "2026-03-01",
        "in_force_until": "2026-06-30",
    },
    origin="local",
)


@pytest.fixture
def local_rows() -> Iterator[list[Row]]:
    rows: list[Row] = [LOCAL]
    set_local_rows(lambda: rows)
    yield rows
    set_local_rows(None)


WINNERS = [
    (date(2026, 2, 28), 20, "shipped"),
    (date(2026, 3, 1), 15, "local"),
    (date(2026, 6, 30), 15, "local"),
    (date(2026, 7, 1), 20, "shipped"),
]


@pytest.mark.parametrize(("on", "length", "origin"), WINNERS)
def test_a_local_row_wins_for_the_days_it_covers(on: date, length: int, origin: str) -> None:
    row = LawBook(shipped_rows(), [LOCAL]).find(DeadlineRow, "victim.identify", on)
    assert row is not None and (row.length, row.origin) == (length, origin)


def test_current_is_the_shipped_law_until_a_province_names_its_own() -> None:
    assert current() is shipped()


def test_due_uses_the_local_row_with_its_source(local_rows: list[Row]) -> None:
    found = due("victim.identify", date(2026, 3, 2))
    assert (found.due, found.confidence) == (date(2026, 3, 17), Confidence.CONFIRMED)
    assert found.source == "Quy chế phối hợp tỉnh, Điều 9"


def test_the_overlaid_book_is_built_once_until_the_rows_change(local_rows: list[Row]) -> None:
    first = current()
    assert current() is first
    local_rows.append(_day_off("2026-03-16"))
    assert current() is not first


def test_a_local_day_off_moves_a_last_day(local_rows: list[Row]) -> None:
    local_rows.append(_day_off("2026-03-17"))
    assert not working_calendar().is_working_day(date(2026, 3, 17))
    assert due("victim.identify", date(2026, 3, 2)).due == date(2026, 3, 18)


def test_a_local_row_over_a_shipped_day_wins() -> None:
    works = _day_off("2026-11-24", day_kind="swap_work")
    assert not working_calendar(shipped()).is_working_day(date(2026, 11, 24))
    assert working_calendar(LawBook(shipped_rows(), [works])).is_working_day(date(2026, 11, 24))


def test_a_local_amount_fills_the_unit_that_was_shipped_empty() -> None:
    amount = parse(
        "amounts",
        {
            "id": "meals",
            "name": "Tiền ăn",
            "unit": "đồng/người/ngày",
            "value": 1,
            "source": "Quyết định của tỉnh",
            "confidence": "confirmed",
            "in_force_from": "2026-10-01",
        },
        origin="local",
    )
    rows = LawBook(shipped_rows(), [amount]).rows("amounts")
    assert [row.origin for row in rows if row.id == "meals"] == ["local", "shipped"]


def test_a_revised_row_keeps_what_the_change_does_not_name() -> None:
    shipped_row = shipped().find(DeadlineRow, "victim.protect", date(2026, 1, 5))
    assert shipped_row is not None
    local = revised(shipped_row, {"length": 12, "source": "Quyết định của tỉnh", "in_force_from": "2026-02-01"})
    assert isinstance(local, DeadlineRow)
    assert (local.length, local.unit, local.duty_of) == (12, shipped_row.unit, shipped_row.duty_of)
    assert (local.origin, local.in_force_from) == ("local", date(2026, 2, 1))
    with pytest.raises(BadRow):
        revised(shipped_row, {"source": ""})


def test_history_is_newest_first_and_keeps_what_ended() -> None:
    lengths = [row.length for row in shipped().history(DeadlineRow, "victim.keep_in_shelter")]
    assert lengths == [120, 60]


def test_in_force_gives_each_rule_once() -> None:
    ids = [row.id for row in shipped().in_force(DeadlineRow, date(2026, 11, 22))]
    assert len(ids) == len(set(ids))
    assert "victim.forward_application" not in ids  # ended with the old law


def _day_off(day: str, day_kind: str = "holiday") -> Row:
    return parse(
        "calendar",
        {
            "id": day,
            "name": "Ngày nghỉ của tỉnh",
            "day": day,
            "day_kind": day_kind,
            "source": "Thông báo của tỉnh",
            "confidence": "confirmed",
            "in_force_from": day,
            "in_force_until": day,
        },
        origin="local",
    )
