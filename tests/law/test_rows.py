"""Every shipped row says where it is written and how sure that is; no two versions of a row cover the same day."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from lachan.law.book import list_rows, shipped
from lachan.law.loading import DATA, parse, shipped_rows
from lachan.law.rows import (
    KIND_LABELS,
    KINDS,
    AmountRow,
    BadRow,
    Confidence,
    DeadlineRow,
    FormRow,
    ProgrammeRow,
    Row,
    TargetRow,
)

ROWS = shipped_rows()
NEWEST = date(2026, 11, 22)


def test_every_kind_has_its_file_and_its_label() -> None:
    assert {path.stem for path in DATA.glob("*.toml")} == set(KINDS) == set(KIND_LABELS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_row_has_words_source_confidence_and_a_first_day(kind: str) -> None:
    for row in shipped().rows(kind):
        assert row.id and row.name.strip() and row.name_en.strip() and row.source.strip(), row
        assert isinstance(row.confidence, Confidence) and isinstance(row.in_force_from, date), row
        assert row.origin == "shipped"


def test_no_two_versions_of_a_row_cover_the_same_day() -> None:
    versions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in ROWS:
        versions[(row.kind, row.id)].append(row)
    for key, rows in versions.items():
        for earlier, later in pairwise(sorted(rows, key=lambda r: r.in_force_from)):
            assert earlier.in_force_until is not None, f"{key}: phiên bản cũ chưa có ngày hết hiệu lực"
            assert earlier.in_force_until < later.in_force_from, key


def test_ids_are_plain_ascii() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", row.id) for row in ROWS)


def test_a_time_limit_that_is_not_confirmed_says_why() -> None:
    unsure = [row for row in shipped().all_of(DeadlineRow) if row.confidence == Confidence.UNCONFIRMED]
    assert unsure
    assert [row.id for row in unsure if not row.note] == []


def test_immediately_is_never_sold_as_a_confirmed_number_of_hours() -> None:
    immediate = [row for row in ROWS if isinstance(row, DeadlineRow) and row.label == "ngay"]
    assert len(immediate) >= 6
    for row in immediate:
        assert (row.confidence, row.unit, row.length) == (Confidence.UNCONFIRMED, "hour", 24), row.id
        assert "cơ quan tự đặt" in row.note


def test_no_amount_of_money_is_shipped() -> None:
    amounts = shipped().all_of(AmountRow)
    assert amounts
    assert all(row.value is None and row.unit and row.confidence == Confidence.UNCONFIRMED for row in amounts)


def test_amounts_point_at_regimes_that_exist() -> None:
    regimes = {row.id for row in shipped().rows("regimes")}
    assert {row.regime for row in shipped().all_of(AmountRow) if row.regime} <= regimes


def test_extensions_point_at_the_limit_they_extend() -> None:
    ids = set(shipped().ids(DeadlineRow))
    for row in shipped().all_of(DeadlineRow):
        if row.extends:
            known = row.extends in ids or any(i.startswith(row.extends + ".") for i in ids)
            assert known and row.decided_by, row.id


CLASSES = ("less_serious", "serious", "very_serious", "extremely_serious")
REQUIRED_RULES = [
    "tip.classify",
    "tip.transfer",
    "tip.forward_from_commune",
    "tip.forward_from_commune_remote",
    "tip.forward_from_commune_other",
    "tip.assign",
    "tip.notify",
    "tip.resolve",
    "tip.resolve_extended",
    "tip.resolve_extended_twice",
    "tip.resume",
    *(f"case.{step}.{one}" for step in ("investigate", "prosecute", "prepare_trial") for one in CLASSES),
    "victim.notify_health",
    "victim.verify_initially",
    "victim.request_identification",
    "victim.identify",
    "victim.identify_extended",
    "victim.keep_in_shelter",
    "victim.decide_support",
    "victim.protect",
    "victim.hand_over",
    "referral.accept",
]


@pytest.mark.parametrize("rule", REQUIRED_RULES)
def test_the_rules_that_others_rely_on_are_in_force_today(rule: str) -> None:
    assert shipped().find(DeadlineRow, rule, NEWEST) is not None


TABLE_OF_LIMITS = [
    # rule                      ít NT   NT     rất NT  đặc biệt NT
    ("case.investigate", "2 month", "3 month", "4 month", "4 month"),
    ("case.investigate_extended", "2 month", "3 month", "4 month", "4 month"),
    ("case.investigate_extended_twice", None, "2 month", "4 month", "4 month"),
    ("case.investigate_extended_thrice", None, None, None, "4 month"),
    ("case.investigate_extended_specially", None, None, None, "4 month"),
    ("case.investigate_at_most", "4 month", "8 month", "12 month", "16 month"),
    ("case.detain", "60 day", "90 day", "120 day", "120 day"),
    ("case.detain_extended", "30 day", "60 day", "90 day", "120 day"),
    ("case.prosecute", "20 day", "20 day", "30 day", "30 day"),
    ("case.prosecute_extended", "10 day", "10 day", "15 day", "30 day"),
    ("case.prepare_trial", "30 day", "45 day", "2 month", "3 month"),
    ("case.prepare_trial_extended", "15 day", "15 day", "30 day", "30 day"),
]


@pytest.mark.parametrize("line", TABLE_OF_LIMITS, ids=lambda line: line[0])
@pytest.mark.parametrize("on", [date(2025, 6, 30), date(2025, 7, 1)])
def test_the_table_of_criminal_procedure(line: tuple[str, ...], on: date) -> None:
    rule, *limits = line
    for offence_class, limit in zip(CLASSES, limits, strict=True):
        row = shipped().find(DeadlineRow, f"{rule}.{offence_class}", on)
        assert (f"{row.length} {row.unit}" if row else None) == limit
        expected = Confidence.CONFIRMED if on.month == 6 else Confidence.UNCONFIRMED
        assert row is None or row.confidence == expected


def test_the_longest_investigation_is_the_sum_of_its_parts() -> None:
    parts = ("", "_extended", "_extended_twice", "_extended_thrice")
    for offence_class in CLASSES:
        rows = [shipped().find(DeadlineRow, f"case.investigate{part}.{offence_class}", NEWEST) for part in parts]
        longest = shipped().find(DeadlineRow, f"case.investigate_at_most.{offence_class}", NEWEST)
        assert longest and longest.length == sum(row.length for row in rows if row)


def test_the_lists_are_whole() -> None:
    book = shipped()
    assert [row.id for row in book.in_force(TargetRow, NEWEST)] == [f"CT{n:02d}" for n in range(1, 15)]
    assert [row.code for row in book.codes("evidence", NEWEST)] == [*"abcd", "đ", *"eghi"]
    assert [row.code for row in book.codes("ethnic_groups", NEWEST)] == [f"{n:02d}" for n in range(1, 57)]
    assert len(book.codes("acts", NEWEST)) == 5
    assert len(book.codes("purposes", NEWEST)) == 5
    assert len(book.codes("means", NEWEST)) == 4
    assert len(book.codes("prohibited_acts", NEWEST)) == 12
    assert {row.id for row in book.all_of(ProgrammeRow)} == {"2011-2015", "2016-2020", "2021-2025", "2026-2030"}
    assert book.code("hotlines", "111", NEWEST) is not None


def test_the_papers_changed_with_the_law() -> None:
    old, new = shipped().codes("papers", date(2025, 6, 30)), shipped().codes("papers", date(2025, 7, 1))
    assert {row.confidence for row in old} == {Confidence.CONFIRMED}
    assert {row.confidence for row in new} == {Confidence.UNCONFIRMED}
    assert {row.code for row in new} - {row.code for row in old} == {"TL_CQDD", "KHAC"}


def test_the_form_of_an_application_follows_its_day() -> None:
    numbers = [(date(2023, 10, 11), "Phụ lục 16"), (date(2023, 10, 12), "Mẫu số 27")]
    for day, number in numbers:
        row = shipped().find(FormRow, "reintegration_application", day)
        assert row is not None and row.number == number
    assert shipped().find(FormRow, "reintegration_application", date(2025, 7, 1)) is None


def test_list_rows_is_plain_json() -> None:
    listed = list_rows(shipped())
    assert json.loads(json.dumps(listed, ensure_ascii=False)) == listed
    assert len(listed) == len(ROWS)
    classify = next(row for row in listed if row["id"] == "tip.classify")
    assert (classify["unit"], classify["length"], classify["confidence"]) == ("hour", 24, "confirmed")
    assert (classify["in_force_from"], classify["in_force_until"]) == ("2018-03-01", None)


GOOD = {
    "id": "tip.resolve",
    "name": "Giải quyết nguồn tin",
    "length": 20,
    "unit": "day",
    "source": "BLTTHS Điều 147",
    "confidence": "confirmed",
    "in_force_from": "2018-01-01",
}
BAD = [
    ({"source": " "}, "source", "chưa có source"),
    ({"unit": "week"}, "unit", "Giá trị «week» không dùng được"),
    ({"confidence": "sure"}, "confidence", "Chọn một trong: confirmed"),
    ({"length": 0}, "length", "ít nhất 1"),
    ({"length": "hai mươi"}, "length", "không phải là số nguyên"),
    ({"in_force_from": "1/7/2025"}, "in_force_from", "Ghi theo dạng 2025-07-01"),
    ({"in_force_from": ""}, "in_force_from", "chưa có ngày hiệu lực"),
    ({"in_force_until": "2017-12-31"}, "in_force_until", "hết hiệu lực trước khi bắt đầu"),
    ({"colour": "red"}, None, "thừa colour"),
]


@pytest.mark.parametrize(("change", "field", "words"), BAD)
def test_a_bad_row_is_refused_in_a_sentence(change: dict[str, object], field: str | None, words: str) -> None:
    with pytest.raises(BadRow, match=words) as refusal:
        parse("deadlines", {**GOOD, **change})
    assert refusal.value.field == field


def test_a_row_without_a_length_and_an_unknown_kind_are_refused() -> None:
    with pytest.raises(BadRow, match="thiếu length"):
        parse("deadlines", {key: value for key, value in GOOD.items() if key != "length"})
    with pytest.raises(BadRow, match="Không có loại quy định «weather»"):
        parse("weather", GOOD)


def test_a_row_reads_the_words_of_a_form_as_well_as_values() -> None:
    assert parse("deadlines", {**GOOD, "length": "20"}) == parse("deadlines", GOOD)
