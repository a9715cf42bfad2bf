"""Reads mutated documents in a process of its own and prints one line of JSON for each: time of work, memory, faults.

python -m tests.rooms.plans_reading.robustness 0 2000 1    (first, end, step)
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lachan.plans.reading import PlanReading, read_text
from tests.rooms.plans_reading.mutations import document

MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


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


def faults(reading: PlanReading) -> list[str]:
    """What a reading must never be, whatever the document."""
    printed: dict[str, Any] = reading.as_json()
    paths = [section["path"] for section in printed["sections"]]
    wrong = {
        "span outside the text": not all(0 <= a <= b <= len(reading.text) for a, b in spans_of(printed)),
        "two sections of one path": len(paths) != len(set(paths)),
        "task of no section": not {task["path"] for task in printed["tasks"]} <= set(paths),
        "other schema": printed["schema"] != "lachan-plan/1",
    }
    return [name for name, is_so in wrong.items() if is_so]


def peak_megabytes() -> float:
    """The most memory this process has held. On Linux ru_maxrss would also remember the process that started it."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def measured(seed: int) -> dict[str, Any]:
    kind, text = document(seed)
    began = time.process_time()
    try:
        wrong = faults(read_text(text))
    except Exception as problem:  # the point of the exercise: whatever it is, it is reported
        wrong = [f"{type(problem).__name__}: {problem}"[:200]]
    seconds = time.process_time() - began
    peak = peak_megabytes()
    weight = len(text.encode("utf-8", errors="replace"))
    return {"seed": seed, "kind": kind, "bytes": weight, "seconds": seconds, "peak_mb": peak, "faults": wrong}


def main() -> None:
    for seed in range(*map(int, sys.argv[1:])):
        print(json.dumps(measured(seed)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
