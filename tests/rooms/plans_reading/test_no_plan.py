"""News items, results reports and letters: no plan is made of them, and no figure of the situation becomes a target."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lachan.plans.reading import read_bytes
from tests.rooms.plans_reading.blind_scoring import documents, gold

NO_PLANS = documents("news_summary", "report")


def read(path: Path) -> dict[str, Any]:
    return read_bytes(path.read_bytes(), path.name).as_json()


@pytest.mark.parametrize("path", NO_PLANS, ids=lambda p: p.stem)
def test_no_plan_is_made_of_news_or_a_report(path: Path) -> None:
    found = read(path)
    assert found["confidence"] == "low"
    assert [found[field] for field in ("tasks", "sections", "targets", "duties")] == [[]] * 4


@pytest.mark.parametrize("path", documents("report", "dispatch"), ids=lambda p: p.stem)
def test_what_stands_at_its_head_is_still_read(path: Path) -> None:
    wanted, found = gold(path)["metadata"], read(path)["metadata"]
    assert (found["doc_type"], found["date"]) == (wanted["doc_type"], wanted["date"])


@pytest.mark.parametrize("path", documents("dispatch"), ids=lambda p: p.stem)
def test_a_letter_is_no_plan_though_it_gives_orders(path: Path) -> None:
    """Its orders may be shown, with doubt; the figure of last year in it is nobody's target."""
    found = read(path)
    assert found["confidence"] == "low"
    assert [t for t in found["targets"] if t["kind"] == "target"] == []
