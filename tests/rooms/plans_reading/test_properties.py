"""Whatever the text, the reader answers: no crash, spans inside the text, work that grows with the length."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.plans.reading import PlanReading, read_text
from lachan.plans.reading.lines import flow
from lachan.plans.reading.markers import find_markers
from lachan.plans.reading.normalise import fold, lower, normalise
from lachan.plans.reading.tree import best_tree
from tests.rooms.plans_reading.scoring import annotated

TEXTS = [path.read_text(encoding="utf-8") for path in annotated()]
SIGNS = "IVXABCabcdđ123456789.)(-–+*• \n\n:;,/%“”ỦyBAN\u0301\u00a0\u200b\f\t|#_<>[]"
QUIET = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def spans_of(value: Any) -> Iterator[list[int]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "span" and inner is not None:
                yield inner
            else:
                yield from spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_of(inner)


def check(reading: PlanReading) -> None:
    printed = json.loads(json.dumps(reading.as_json()))
    assert printed["schema"] == "lachan-plan/1"
    assert all(0 <= a <= b <= len(reading.text) for a, b in spans_of(printed))
    paths = [section["path"] for section in printed["sections"]]
    assert len(paths) == len(set(paths))
    assert {task["path"] for task in printed["tasks"]} <= set(paths)


def mutated(text: str, draw: random.Random) -> str:
    lines, words = text.split("\n"), text.split(" ")
    start = draw.randrange(len(text))
    return draw.choice(
        [
            text[start : start + 4000],
            "\n".join(draw.sample(lines, len(lines))),
            " ".join(draw.sample(words, len(words))),
            text.upper(),
            text.lower(),
            "".join(c for c in text if draw.random() > 0.03),
            "".join(c if draw.random() > 0.03 else draw.choice(SIGNS) for c in text),
            text.replace("\n", ""),
            text.replace(" ", "\n"),
            text + text,
        ]
    )


@QUIET
@given(st.text(alphabet=SIGNS, max_size=1500))
def test_signs_in_any_order(text: str) -> None:
    check(read_text(text))


@QUIET
@given(st.text(max_size=600))
def test_any_text(text: str) -> None:
    check(read_text(text))


@pytest.mark.parametrize("seed", range(60))
def test_mutated_plans(seed: int) -> None:
    draw = random.Random(seed)
    check(read_text(mutated(draw.choice(TEXTS), draw)))


@QUIET
@given(st.text(max_size=400))
def test_working_copy_keeps_its_places(text: str) -> None:
    normal = flow(normalise(text))
    assert len(normal.lowered) == len(normal.folded) == len(normal.text)
    assert all(0 <= a <= b <= len(text) for a, b in (normal.span(at, at + 1) for at in range(len(normal.text))))


@QUIET
@given(st.text(max_size=300))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(lower(text)) == len(text)


HOSTILE = {
    "long capitals": "CỘNG HÒA " * 12_000,
    "one long word": "a" * 100_000,
    "dots": "." * 100_000,
    "dashes": "- " * 50_000,
    "numbers": "1. " * 30_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "dates": "ngày 1 tháng 1 năm 2020, " * 4000,
    "bodies": "Sở Tư pháp, " * 8000,
    "marks": "a" + "\u0301" * 100_000,
    "nested list": "\n".join(" " * (n % 200) + f"{'abcđ+-'[n % 6]}) mục {n}" for n in range(8000)),
    "spaces": "Số:" + " " * 100_000 + "/KH",
    "percent": "100% và " * 12_000,
    "laws": "Luật A" + " b" * 50_000,
    "tags": "<a " * 30_000,
    "blank lines": "\n" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_answered(text: str) -> None:
    check(read_text(text))


def test_work_of_the_tree_grows_with_the_candidates() -> None:
    """Counted in states, not seconds: the beam never holds more than its width."""
    normal = flow(normalise("\n".join(f"{n % 9 + 1}. mục a) b) - c" for n in range(600))))
    from lachan.plans.reading.lines import lines_of

    found = find_markers(normal, lines_of(normal, 0, len(normal.text)), len(normal.text))
    assert len(best_tree(found)) <= len(found)
