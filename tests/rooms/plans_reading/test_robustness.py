"""Damaged and malicious documents, read in processes of their own: no crash, bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SMALL = (0, 2000, 33)
"""One of each kind of damage and more; the documents of five megabytes are left to the full run."""
MOST_MEGABYTES = 300
SECONDS_A_100_KB = 2.0
LEAST_BYTES = 50_000
"""Below this the time is that of starting, not of reading."""


def run(first: int, end: int, step: int) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.rooms.plans_reading.robustness", *map(str, (first, end, step))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def pace(one: dict[str, Any]) -> float:
    return one["seconds"] * 100_000 / max(one["bytes"], LEAST_BYTES)


def test_some_mutated_documents() -> None:
    read = run(*SMALL)
    assert [one for one in read if one["faults"]] == []
    assert max(one["peak_mb"] for one in read) < MOST_MEGABYTES
    assert len({one["kind"] for one in read}) > 25


@pytest.mark.full
def test_two_thousand_mutated_documents() -> None:
    with ThreadPoolExecutor(2) as pool:
        read = [one for part in pool.map(lambda first: run(first, first + 250, 1), range(0, 2000, 250)) for one in part]
    assert len(read) == 2000
    assert [one for one in read if one["faults"]] == []
    assert [one for one in read if pace(one) > SECONDS_A_100_KB] == []
    assert max(one["peak_mb"] for one in read) <= MOST_MEGABYTES
