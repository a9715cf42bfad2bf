"""News items, results reports and letters: no plan is made of them, and no figure of the situation becomes a target."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lachan.plans.reading import read_bytes
from tests.rooms.plans_reading.blind_scoring import documents, gold

NO_PLANS = documents("news_summary") + documents("report")
# Tasks and figures still taken out of these, at most; to go down to nothing.
LEFT = {"tin-hop-bao-2024": (4, 1), "tin-phap-luat-2026": (3, 1)}


def read(path: Path) -> dict[str, Any]:
    return read_bytes(path.read_bytes(), path.name).as_json()


@pytest.mark.parametrize("path", NO_PLANS, ids=lambda p: p.stem)
def test_no_plan_is_made_of_news_or_a_report(path: Path) -> None:
    found = read(path)
    tasks, figures = LEFT.get(path.stem, (0, 0))
    assert found["confidence"] == "low"
    assert len(found["tasks"]) <= tasks and len(found["targets"]) <= figures
    assert [t for t in found["targets"] if t["kind"] == "target"] == []
    assert found["duties"] == []


@pytest.mark.parametrize("path", documents("report") + documents("dispatch"), ids=lambda p: p.stem)
def test_what_stands_at_its_head_is_still_read(path: Path) -> None:
    wanted, found = gold(path)["metadata"], read(path)["metadata"]
    assert (found["doc_type"], found["date"]) == (wanted["doc_type"], wanted["date"])


@pytest.mark.parametrize("path", documents("dispatch"), ids=lambda p: p.stem)
def test_a_letter_is_no_plan_though_it_gives_orders(path: Path) -> None:
    """Its orders may be shown, with doubt; the figure of last year in it is nobody's target."""
    found = read(path)
    assert found["confidence"] == "low"
    assert [t for t in found["targets"] if t["kind"] == "target"] == []
