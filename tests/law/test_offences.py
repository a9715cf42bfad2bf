"""Clauses of the Penal Code: class by the highest penalty, gravest clause, circumstances."""

from __future__ import annotations

from datetime import date

import pytest

from lachan.law.book import shipped
from lachan.law.offences import (
    UnknownOffence,
    circumstances_of,
    class_of_penalty,
    classify_offence,
    gravest,
    offence,
    rule_for,
    trafficking_offences,
)
from lachan.law.rows import DeadlineRow, OffenceClass, OffenceRow

ON = date(2026, 1, 5)
LESS, SERIOUS, VERY, EXTREMELY = OffenceClass

CLASSES = [
    ("150.1", VERY), ("150.2", VERY), ("150.3", EXTREMELY),
    ("151.1", VERY), ("151.2", EXTREMELY), ("151.3", EXTREMELY),
    ("152.1", SERIOUS), ("152.2", SERIOUS), ("152.3", VERY),
    ("153.1", SERIOUS), ("153.2", VERY), ("153.3", VERY),
    ("154.1", SERIOUS), ("154.2", VERY), ("154.3", EXTREMELY),
    ("187.1", LESS), ("297.1", LESS), ("297.2", SERIOUS), ("297.3", VERY),
    ("327.1", SERIOUS), ("327.4", EXTREMELY), ("348.1", SERIOUS), ("349.3", VERY), ("350.3", EXTREMELY),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wanted"), CLASSES)
def test_class_of_a_clause(code: str, wanted: OffenceClass) -> None:
    assert classify_offence(code, book=shipped()) == wanted


def test_each_shipped_class_is_what_its_highest_penalty_gives() -> None:
    for row in shipped().all_of(OffenceRow):
        if row.offence_class:
            assert row.offence_class == class_of_penalty(row.max_years, life=row.life), row.id


@pytest.mark.parametrize(
    ("years", "life", "wanted"),
    [(3, False, LESS), (4, False, SERIOUS), (7, False, SERIOUS), (8, False, VERY), (15, False, VERY),
     (16, False, EXTREMELY), (20, True, EXTREMELY)],
)  # fmt: skip
def test_the_borders_of_the_classes(years: int, life: bool, wanted: OffenceClass) -> None:
    assert class_of_penalty(years, life=life) == wanted


@pytest.mark.parametrize("code", ["150.4", "147"])
def test_a_clause_without_its_own_penalty_has_no_class(code: str) -> None:
    with pytest.raises(UnknownOffence, match="không có khung hình phạt chính"):
        classify_offence(code, book=shipped())


def test_an_unknown_clause_is_refused_with_an_example() -> None:
    with pytest.raises(UnknownOffence, match=r"150\.2"):
        offence("150.9", book=shipped())


def test_the_clock_of_a_step_follows_the_class() -> None:
    assert rule_for("case.investigate", "150.1", book=shipped()) == "case.investigate.very_serious"
    for code, _ in CLASSES:
        assert shipped().find(DeadlineRow, rule_for("case.investigate", code, book=shipped()), ON)


GRAVEST = [
    (["348.1", "150.1"], "150.1"),
    (["150.1", "150.2"], "150.2"),
    (["150.3", "151.3"], "151.3"),
    (["297.3", "152.3"], "152.3"),
    (["150.4", "187.1"], "187.1"),
]


@pytest.mark.parametrize(("codes", "wanted"), GRAVEST)
def test_the_gravest_clause_and_on_a_tie_the_lowest_article(codes: list[str], wanted: str) -> None:
    assert gravest(codes, book=shipped()).id == wanted
    assert gravest(reversed(codes), book=shipped()).id == wanted


def test_no_clause_has_no_gravest() -> None:
    with pytest.raises(UnknownOffence, match="Chọn ít nhất một"):
        gravest([], book=shipped())


def test_trafficking_is_articles_150_and_151() -> None:
    codes = [row.id for row in trafficking_offences(ON, shipped())]
    assert codes == ["150.1", "150.2", "150.3", "151.1", "151.2", "151.3"]


CIRCUMSTANCES = [
    ("150.1", ""),
    ("150.2", "organised vile_motive taken_over_border two_to_five_persons repeated injury_31_to_60"),
    ("150.3", "professional six_or_more_persons injury_61_or_more organ_removed death dangerous_recidivism"),
    ("154.2", "organised abuse_of_office two_to_five_persons repeated injury_31_to_60 commercial"),
]


@pytest.mark.parametrize(("code", "wanted"), CIRCUMSTANCES)
def test_the_circumstances_of_a_clause(code: str, wanted: str) -> None:
    assert [row.id for row in circumstances_of(code, ON, shipped())] == wanted.split()


def test_each_point_of_a_clause_is_used_once() -> None:
    points = [point for row in shipped().rows("circumstances") for point in row.points]  # type: ignore[attr-defined]
    assert len(points) == len(set(points))
    clauses = {row.id for row in shipped().all_of(OffenceRow)}
    assert {point.rpartition(".")[0] for point in points} <= clauses
