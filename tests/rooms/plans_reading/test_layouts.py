"""Copies of every annotated plan: as files of other kinds, in old encodings, after a scanner, after a careless paste.

In the normal run every document is read in some of the layouts, in turn, so that each layout meets several documents;
`bin/test --full` reads every document in every layout."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lachan.plans.reading import read_bytes
from tests.rooms.plans_reading import blind_scoring as blind
from tests.rooms.plans_reading.layouts import LAYOUTS, MORE, copy_of, old_letters
from tests.rooms.plans_reading.scoring import annotated, annotation, compare
from tests.rooms.plans_reading.test_samples import DAMAGED, OTHER_LAYOUT

STEP = 4
# These write words anew, so the annotation is written anew the same way.
RESPELLED: dict[str, Callable[[str], Any]] = {"abbreviated": MORE["abbreviated"], "scanned": MORE["scanned"]}
RESPELLED["old letters"] = old_letters
# What goes with the marks of a list cannot be had back everywhere.
LOST = {
    "without bullets": {"tasks.path": 0.4, "sections": 0.7, "tasks.leads": 0.7, "tasks.partners": 0.65},
    # The older annotations keep eight words of a text; written short, these are fewer letters than are compared.
    "abbreviated": {"tasks.path": 0.6, "sections": 0.8},
    "scanned": {"period": 0.0},  # «ngày01/7/2025»
}
MAY_FALL = {"tasks.path": 0.05, "tasks.leads": 0.05, "sections": 0.05, "targets": 0.05, "duties": 0.1}
# Written in a layout that this one would destroy: nothing is left to tell items, or the cells of a table, apart by.
UNFAIR = {(stem, how) for stem in DAMAGED for how in ("without bullets", "web page")}
UNFAIR |= {("tinh-bang-nhiem-vu-2024", "one line"), ("tinh-2026-bang-san-pham", "one line")}
UNFAIR |= {("tinh-bang-nhiem-vu-2024", "without bullets")}
UNFAIR |= {("mat-tran-2025-mat-gach", "one line"), ("vien-kiem-sat-2024", "without bullets")}
UNFAIR |= {(stem, how) for stem in DAMAGED for how in ("cells in pieces", "first word apart")}
UNFAIR |= {("tinh-2026-bang-san-pham", "paged"), ("tinh-doan-2024-cham", "without bullets")}
# Open: a broken line that begins with a body or a date is taken for an item.
UNFAIR |= {("chuong-trinh-quoc-gia-2021", how) for how in ("cells in pieces", "first word apart", "web page")}
UNFAIR |= {("trang-web-2020", "first word apart")}
FALLS_FURTHER = {"without bullets": 0.2, "tcvn3": 0.03, "one line": 0.07, "abbreviated": 0.08}


# Over all documents written blind: what is asked of each layout.
ASKED = {
    "tasks.path": 0.95,
    "tasks.leads": 0.95,
    "metadata.number": 1.0,
    "metadata.date": 1.0,
    "metadata.title": 0.9,
    "legal_bases": 0.99,
    "targets": 0.98,
    "duties": 0.95,
    "signatory": 0.95,
}
ASKED_LESS = {"without bullets": {"tasks.path": 0.94}}


def some(paths: list[Path], layouts: list[str]) -> list[Any]:
    """Every document in every layout; all but one in four of the pairs only under `full`."""
    pairs = [(p, layout, (i + j) % STEP) for i, p in enumerate(paths) for j, layout in enumerate(layouts)]
    pairs = [pair for pair in pairs if (pair[0].stem, pair[1]) not in UNFAIR]
    long = [pytest.mark.full]
    return [pytest.param(p, how, marks=long if rest else [], id=f"{p.stem}-{how}") for p, how, rest in pairs]


def respelled(wanted: dict[str, Any], layout: str) -> dict[str, Any]:
    """The annotation in the spelling of the copy; names of bodies stay, they are the reader's own."""
    anew = RESPELLED.get(layout, str)
    words = lambda value: json.loads(anew(json.dumps(value, ensure_ascii=False)))  # noqa: E731
    kept = {key: words(wanted[key]) for key in ("metadata", "sections", "recipients")}
    tasks = [task | {k: anew(task[k]) for k in ("text", "anchor") if k in task} for task in wanted["tasks"]]
    return wanted | kept | {"tasks": tasks}


@pytest.mark.parametrize(("path", "layout"), some(annotated(), list(MORE)))
def test_a_copy_is_read_as_annotated(path: Path, layout: str) -> None:
    read = read_bytes(*copy_of(path.read_text(encoding="utf-8"), layout)).as_json()
    scores, bars = compare(respelled(annotation(path), layout), read), OTHER_LAYOUT | LOST.get(layout, {})
    assert {k: round(v, 2) for k, v in scores.items() if v < bars[k]} == {}


@pytest.mark.parametrize(("path", "layout"), some(blind.documents(), [*LAYOUTS, *MORE][1:]))
def test_a_copy_of_a_blind_document_loses_little(path: Path, layout: str) -> None:
    text, wanted = path.read_bytes().decode("utf-8"), blind.gold(path)
    before = blind.pool([blind.measure(wanted, read_bytes(text.encode(), path.name).as_json())])
    copy = read_bytes(*copy_of(text, layout)).as_json()
    after = blind.pool([blind.measure(respelled(wanted, layout), copy)])
    bars = {k: before[k] - fall - FALLS_FURTHER.get(layout, 0) for k, fall in MAY_FALL.items() if k in before}
    assert {k: round(after.get(k, 0), 2) for k, bar in bars.items() if after.get(k, 0) < bar} == {}


@pytest.mark.full
@pytest.mark.parametrize("layout", [*LAYOUTS, *MORE])
def test_all_blind_documents_in_one_layout(layout: str) -> None:
    """The figures asked of every layout, over all documents together."""
    paths = [path for path in blind.documents() if (path.stem, layout) not in UNFAIR]
    copies = [copy_of(path.read_bytes().decode("utf-8"), layout) for path in paths]
    pairs = [(respelled(blind.gold(p), layout), read_bytes(*c).as_json()) for p, c in zip(paths, copies, strict=True)]
    scores = blind.pool(blind.measure(wanted, read) for wanted, read in pairs)
    bars = ASKED | ASKED_LESS.get(layout, {})
    assert {k: (round(scores[k], 3), bar) for k, bar in bars.items() if scores[k] < bar} == {}
