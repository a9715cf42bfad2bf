"""The shipped areas agree with the published counts, and no old province is left without what it became."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

import lachan

AREAS = Path(lachan.__file__).parent / "people/data/areas"

# Communes of each province since 2025-07-01 (domain law, administrative units).
COMMUNES_OF = {
    "01": 126, "04": 56, "08": 124, "11": 45, "12": 38, "14": 75, "15": 99, "19": 92, "20": 65, "22": 54, "24": 99,
    "25": 148, "31": 114, "33": 104, "37": 129, "38": 166, "40": 130, "42": 69, "44": 78, "46": 40, "48": 94,
    "51": 96, "52": 135, "56": 65, "66": 102, "68": 124, "75": 95, "79": 168, "80": 96, "82": 102, "86": 124,
    "91": 102, "92": 103, "96": 64,
}  # fmt: skip


def read(name: str) -> list[dict[str, str]]:
    with (AREAS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PROVINCES = read("provinces.csv")
COMMUNES = read("communes.csv")


def last_day(row: dict[str, str]) -> date:
    return date.fromisoformat(row["in_force_until"]) if row["in_force_until"] else date.max


def in_force(on: date) -> list[dict[str, str]]:
    return [row for row in PROVINCES if date.fromisoformat(row["in_force_from"]) <= on <= last_day(row)]


def name_on(code: str, on: date) -> str:
    return next(f"{row['kind']} {row['name']}" for row in in_force(on) if row["code"] == code)


@pytest.mark.parametrize(
    ("on", "count"),
    [("2008-08-01", 63), ("2024-12-31", 63), ("2025-06-30", 63), ("2025-07-01", 34), ("2026-04-30", 34)],
)
def test_provinces_in_force(on: str, count: int) -> None:
    codes = [row["code"] for row in in_force(date.fromisoformat(on))]
    assert len(codes) == count
    assert len(set(codes)) == count, "a code has one bearer on one day"


def test_every_ended_province_has_a_successor_the_day_after() -> None:
    for row in PROVINCES:
        if row["in_force_until"]:
            after = {heir["code"] for heir in in_force(last_day(row) + timedelta(days=1))}
            assert row["successor_code"] in after, row
        else:
            assert not row["successor_code"], row


def test_every_province_of_today_continues_at_least_one_of_before() -> None:
    heirs = {row["successor_code"] for row in PROVINCES if row["in_force_until"] == "2025-06-30"}
    assert heirs == set(COMMUNES_OF)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("24", "tỉnh Bắc Giang", "tỉnh Bắc Ninh"),
        ("44", "tỉnh Quảng Bình", "tỉnh Quảng Trị"),
        ("46", "thành phố Huế", "thành phố Huế"),
        ("52", "tỉnh Bình Định", "tỉnh Gia Lai"),
        ("80", "tỉnh Long An", "tỉnh Tây Ninh"),
        ("82", "tỉnh Tiền Giang", "tỉnh Đồng Tháp"),
        ("91", "tỉnh Kiên Giang", "tỉnh An Giang"),
    ],
)
def test_a_code_names_another_unit_before_and_after_the_merger(code: str, before: str, after: str) -> None:
    assert name_on(code, date(2025, 6, 30)) == before
    assert name_on(code, date(2025, 7, 1)) == after


def test_changes_of_kind_are_rows_of_their_own() -> None:
    assert name_on("46", date(2024, 12, 31)) == "tỉnh Thừa Thiên Huế"
    assert name_on("46", date(2025, 1, 1)) == "thành phố Huế"
    assert name_on("75", date(2026, 4, 29)) == "tỉnh Đồng Nai"
    assert name_on("75", date(2026, 4, 30)) == "thành phố Đồng Nai"


def test_mergers_of_the_places_the_plans_speak_of() -> None:
    heir_of = {row["name"]: row["successor_code"] for row in PROVINCES if row["in_force_until"] == "2025-06-30"}
    assert heir_of["Quảng Nam"] == "48"
    assert heir_of["Bình Phước"] == "75"
    assert heir_of["Bà Rịa - Vũng Tàu"] == "79"
    assert heir_of["Kon Tum"] == "51"


def test_communes_and_their_kinds() -> None:
    assert len({row["code"] for row in COMMUNES}) == len(COMMUNES) == 3321
    assert Counter(row["kind"] for row in COMMUNES) == {"xã": 2611, "phường": 697, "đặc khu": 13}
    assert Counter(row["province_code"] for row in COMMUNES) == COMMUNES_OF


def test_the_two_archipelagos_are_there() -> None:
    found = {row["name"]: row["province_code"] for row in COMMUNES if row["kind"] == "đặc khu"}
    assert found["Hoàng Sa"] == "48"
    assert found["Trường Sa"] == "56"


def test_every_row_is_clean_and_names_its_source() -> None:
    assert all(re.fullmatch(r"\d\d", row["code"]) and row["source"] for row in PROVINCES)
    assert all(re.fullmatch(r"\d{5}", row["code"]) for row in COMMUNES)
    assert all(row["name"] == row["name"].strip() != "" for row in [*PROVINCES, *COMMUNES])
