"""What people correct is an annotation: the reader scored on it is right but where someone corrected it."""

from __future__ import annotations

import pytest

from lachan.plans.corrected import begin
from lachan.plans.gold import SCHEMA, gold, key_of
from lachan.plans.reading import read_text
from lachan.plans.rules import StepKind as K
from lachan.plans.steps import Wish, lay, writes_of
from tests.rooms.plans_reading.gold_scoring import compare_gold
from tests.rooms.plans_reading.scoring import SAMPLES

NAMES = ("tinh-2021.txt", "huyen-2018.txt", "xa-2026.txt")


def read(name: str = "tinh-2021.txt"):
    text = (SAMPLES / name).read_text(encoding="utf-8")
    reading = read_text(text).as_json()
    return text, reading, begin(reading)


def corrected(text, state, *wishes):
    for number, wish in enumerate(wishes, 1):
        state = lay(state, writes_of(wish, state, text, number))
    return state


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_nobody_corrected_scores_one_in_every_field(name):
    text, reading, state = read(name)
    scores = compare_gold(gold("VB", text, reading, state), reading)
    assert {field: score for field, score in scores.items() if score < 1} == {}


@pytest.mark.parametrize(
    ("wish", "fields"),
    [
        (Wish(K.SET, "f", {"number": "1/KH-X"}), {"metadata.number"}), (Wish(K.SET, "f", {"end": "2031"}), {"period"}),
        (Wish(K.SET, "f", {"signer": "Trần Thử"}), {"signatory"}), (Wish(K.SET, "t-0", {"value": 1}), {"targets"}),
        (Wish(K.SET, "t-0", {"indicator": "case.tried"}), {"targets.indicator"}),
        (Wish(K.SET, "v-0", {"leads": ["Sở Khác"]}), {"tasks.leads"}),
        (Wish(K.SET, "v-0", {"themes": ["finance"]}), {"tasks.themes"}),
        (Wish(K.DROP, "t-0"), {"targets", "targets.indicator"}),
        (Wish(K.ADD, "h", {"text": "18009999"}), {"hotlines"}), (Wish(K.DROP, "c-0"), {"legal_bases"}),
        (Wish(K.ADD, "b", {"due": "1/4"}), {"duties"}), (Wish(K.ADD, "r", {"text": "Sở Khác"}), {"recipients"}),
        (Wish(K.ADD, "k", {"value": 7}), {"budget"}),
    ],
    ids=lambda v: f"{v.kind}-{v.key}-{'-'.join(v.fields)}" if isinstance(v, Wish) else "",
)  # fmt: skip
def test_a_correction_shows_as_an_error_of_the_reader_and_only_there(wish, fields):
    text, reading, state = read()
    scores = compare_gold(gold("VB", text, reading, corrected(text, state, wish)), reading)
    assert {field for field, score in scores.items() if score < 1} == fields


def test_merging_and_splitting_show_in_the_tasks():
    text, reading, state = read()
    after = corrected(text, state, Wish(K.MERGE, "v-0", other="v-1"), Wish(K.SPLIT, "v-3", at=30))
    annotated = gold("VB", text, reading, after)
    assert len(annotated["tasks"]) == len(reading["tasks"])
    assert compare_gold(annotated, reading)["tasks.path"] < 1


def test_the_annotation_has_the_keys_of_its_schema():
    text, reading, state = read()
    said = gold("VB-98-2026-ABC234", text, reading, state)
    assert (said["schema"], said["id"], said["doc_kind"], said["complete"]) == (
        SCHEMA,
        "VB-98-2026-ABC234",
        "plan",
        True,
    )
    for task in said["tasks"]:
        assert text[task["start"] : task["end"]].split()[:1] or task["start"] is None
        assert set(task["lead"]) <= {a["key"] for a in said["agencies"]}
    assert {s["kind"] for s in said["sections"]} <= {"roman", "arabic", "dotted", "letter", "bullet", "para"}


def test_generic_bodies_have_keys_of_groups():
    assert key_of("Công an tỉnh") == "cong_an_tinh"
    assert key_of("Các cơ quan liên quan") == "grp_cac_co_quan_lien_quan"
