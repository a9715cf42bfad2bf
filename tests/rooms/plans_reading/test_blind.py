"""The reader on plans written by somebody who had not seen its rules: what is measured, not what is wished.

A floor is the figure once measured, rounded down. It is raised when the reader gets better and never lowered; see
`blind/README.md` for how the documents came about and which of them were read with frozen rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rooms.plans_reading.blind_scoring import counted, documents, gold, plain, pool
from tests.rooms.plans_reading.scoring import bare

# tasks.path and tasks.leads of each document
FLOORS: dict[str, tuple[float, float]] = {
    "bcd-138-tinh-2023": (1.0, 1.0),
    "bien-phong-2021": (1.0, 1.0),
    "bo-quyet-dinh-kem-2022": (1.0, 1.0),
    "chuong-trinh-phoi-hop-2023": (0.97, 1.0),
    "chuong-trinh-quoc-gia-2021": (1.0, 1.0),
    "cong-an-tinh-2020-chuyen-de": (1.0, 1.0),
    "hoi-phu-nu-2023-nfd": (1.0, 1.0),
    "huyen-2013-chu-cai": (1.0, 1.0),
    "huyen-2019-ngat-dong": (1.0, 1.0),
    "mat-tran-2025-mat-gach": (1.0, 1.0),
    "phuong-2026-quet": (1.0, 1.0),
    "so-giao-duc-2024-phan": (1.0, 1.0),
    "so-ldtbxh-2018-mot-dong": (1.0, 1.0),
    "so-y-te-2026-mot-dong": (1.0, 1.0),
    "thanh-pho-2025-phuong-xa": (1.0, 1.0),
    "tinh-2023-ngoac-chu-tri": (1.0, 1.0),
    "tinh-2026-bang-san-pham": (1.0, 1.0),
    "tinh-bang-nhiem-vu-2024": (1.0, 1.0),
    "tinh-chu-tri-sau-viec-2022": (1.0, 1.0),
    "tinh-de-an-3-2016": (1.0, 1.0),
    "tinh-doan-2024-cham": (1.0, 1.0),
    "tinh-huong-ung-2025": (1.0, 1.0),
    "tinh-trang-web-cat-2021": (1.0, 1.0),
    "vien-kiem-sat-2024": (1.0, 1.0),
    "xa-2026-khong-la-ma": (1.0, 1.0),
}
POOLED = {
    "metadata.number": 1.0,
    "metadata.date": 1.0,
    "metadata.place": 1.0,
    "metadata.title": 1.0,
    "metadata.issuer": 0.96,
    "period": 1.0,
    "legal_bases": 1.0,
    "targets": 1.0,
    "sections": 1.0,
    "tasks": 0.99,
    "tasks.path": 0.99,
    "tasks.leads": 1.0,
    "tasks.partners": 1.0,
    "tasks.directed": 1.0,
    "tasks.themes": 0.83,
    "duties": 1.0,
    "amounts": 1.0,
    "hotlines": 1.0,
    "recipients": 0.99,
    "signatory": 1.0,
}


@pytest.mark.parametrize("path", documents(), ids=lambda p: p.stem)
def test_tree_and_leads_hold_on_a_document_written_blind(path: Path) -> None:
    scores = pool([counted(path)])
    floors = dict(zip(("tasks.path", "tasks.leads"), FLOORS[path.stem], strict=True))
    assert {k: (round(scores[k], 3), floor) for k, floor in floors.items() if scores[k] < floor} == {}


def test_every_field_holds_over_all_documents_written_blind() -> None:
    scores = pool(counted(path) for path in documents())
    assert set(POOLED) <= set(scores)
    assert {k: (round(scores[k], 3), floor) for k, floor in POOLED.items() if scores[k] < floor} == {}


@pytest.mark.parametrize("path", documents(), ids=lambda p: p.stem)
def test_the_annotation_quotes_its_document(path: Path) -> None:
    """A wrong annotation is worse than none: every section and task stands where its offsets say, below its parent."""
    wanted, text = gold(path), path.read_bytes().decode("utf-8")
    paths = [s["path"] for s in wanted["sections"]]
    assert len(set(paths)) == len(paths)
    tops = {p for p in paths if not any(p.startswith(f"{other}.") for other in paths)}
    assert all(len(p.split(".")) == 1 for p in tops)
    for section in wanted["sections"]:
        words = text[section["start"] : section["end"]]
        assert words.startswith(section["label"]) or f"| {section['label']} |" in text.replace("**", "")
        assert section["leaf"] != any(p.startswith(section["path"] + ".") for p in paths)
    for task in wanted["tasks"]:
        assert task["path"] in paths and bare(task["path"]) and task["themes"]
        assert plain(text[task["start"] : task["end"]]).split()[:5] == plain(task["anchor"]).split()[:5]
    keys = {a["key"] for a in wanted["agencies"]}
    assert {k for t in wanted["tasks"] for role in ("lead", "coord", "directed") for k in t[role]} <= keys
