"""The reader against the annotation of our own plans, as written and in every layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lachan.plans.reading import read_bytes, read_text
from tests.rooms.plans_reading.layouts import LAYOUTS
from tests.rooms.plans_reading.scoring import annotated, annotation, compare

EXACT = 1.0
LOOSE = {"tasks.themes": 0.85}
OTHER_LAYOUT = {
    "sections": 0.93,
    "tasks.path": 0.93,
    "tasks.leads": 0.93,
    "tasks.partners": 0.9,
    "tasks.directed": 0.8,
    "tasks.themes": 0.8,
    "duties": 0.75,
    "recipients": 0.8,
    "signatory": 0.7,
    "targets": 0.9,
    "hotlines": 1.0,
    "legal_bases": 1.0,
    "metadata": 0.8,
    "period": 1.0,
    "amounts": 1.0,
}


# These two were written in a damaged layout; damaging it once more leaves nothing to tell items apart by.
DAMAGED = {"tinh-xuong-dong-2011", "xa-mat-gach-2026"}
DAMAGING = {"one line", "wrapped", "hard spaces"}


@pytest.mark.parametrize("path", annotated(), ids=lambda p: p.stem)
def test_reads_as_annotated(path: Path) -> None:
    scores = compare(annotation(path), read_bytes(path.read_bytes(), path.name).as_json())
    assert {k: v for k, v in scores.items() if v < LOOSE.get(k, EXACT)} == {}


def layouts_of_samples() -> list[tuple[Path, str]]:
    """Every sample in every layout, but those that are written in a damaged layout already are not damaged twice."""
    pairs = [(path, layout) for path in annotated() for layout in LAYOUTS]
    return [(p, layout) for p, layout in pairs if not (p.stem in DAMAGED and layout in DAMAGING)]


@pytest.mark.parametrize(("path", "layout"), layouts_of_samples(), ids=lambda x: getattr(x, "stem", x))
def test_layout_changes_nothing_that_matters(path: Path, layout: str) -> None:
    text = LAYOUTS[layout](path.read_text(encoding="utf-8"))
    scores = compare(annotation(path), read_text(text).as_json())
    assert {k: round(v, 2) for k, v in scores.items() if v < OTHER_LAYOUT[k]} == {}


@pytest.mark.parametrize("path", annotated(), ids=lambda p: p.stem)
def test_warns_and_doubts_as_annotated(path: Path) -> None:
    read = read_bytes(path.read_bytes(), path.name).as_json()
    assert sorted({w["code"] for w in read["warnings"]}) == annotation(path)["warnings"]
    assert read["confidence"] == annotation(path)["confidence"]


@pytest.mark.parametrize("path", annotated(), ids=lambda p: p.stem)
def test_spans_quote_the_text(path: Path) -> None:
    """Where a finding repeats words of the document, the span shows those words."""
    reading = read_bytes(path.read_bytes(), path.name)
    for section in reading.sections:
        quoted = " ".join(reading.text[slice(*section.span)].split())
        assert quoted.split()[-1].strip("*|") == section.text.split()[-1]
    for task in reading.tasks:
        for body in task.leads + task.partners:
            assert " ".join(reading.text[slice(*body.span)].split()) == body.raw


@pytest.mark.parametrize("path", annotated(), ids=lambda p: p.stem)
def test_same_words_same_answer(path: Path) -> None:
    data = path.read_bytes()
    assert json.dumps(read_bytes(data, path.name).as_json()) == json.dumps(read_bytes(data, path.name).as_json())
