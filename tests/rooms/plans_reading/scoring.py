"""How far a reading agrees with an annotation: one F1 a field."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from lachan.plans.reading.normalise import fold

SAMPLES = Path(__file__).parent / "samples"


def annotated() -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")


def annotation(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def start(text: str) -> str:
    return re.sub(r"[^a-z0-9%]+", " ", fold(text)).strip()[:24]


def bare(path: str) -> str:
    return re.sub(r"\.p\d+$", "", path)


def f1(wanted: list[Any], found: list[Any]) -> float:
    a, b = Counter(map(repr, wanted)), Counter(map(repr, found))
    hits = sum((a & b).values())
    return 1.0 if not a and not b else 2 * hits / (sum(a.values()) + sum(b.values()))


def compare(wanted: dict[str, Any], read: dict[str, Any]) -> dict[str, float]:
    """The agreement of each field, as a figure from 0 to 1."""
    tasks, found = {start(t["text"]): t for t in wanted["tasks"]}, {start(t["text"]): t for t in read["tasks"]}
    pairs = [(tasks[key], found[key]) for key in tasks if key in found]
    named = lambda bodies: [fold(b["name"]) for b in bodies]  # noqa: E731
    scores = {
        "metadata": f1(sorted(wanted["metadata"].items()), sorted(read["metadata"].items())),
        "period": f1(wanted["period"], [read["period"]["start"], read["period"]["end"]]),
        "legal_bases": f1(
            [b[1:3] for b in wanted["legal_bases"] if b[1]],
            [[b["number"], b["date"]] for b in read["legal_bases"] if b["number"]],
        ),
        "targets": f1(
            [t[1:] for t in wanted["targets"]],
            [[t[k] for k in ("comparator", "value", "unit", "indicator", "by", "kind")] for t in read["targets"]],
        ),
        "sections": f1(
            [[p, start(t)] for p, t in wanted["sections"] if p == bare(p)],
            [[s["path"], start(s["text"])] for s in read["sections"] if s["path"] == bare(s["path"])],
        ),
        "tasks.path": f1(
            [[bare(t["path"]), k] for k, t in tasks.items()], [[bare(t["path"]), k] for k, t in found.items()]
        ),
        "duties": f1(
            [[d["what"], d["due"]] for d in wanted["duties"]], [[d["what"], d["due"]] for d in read["duties"]]
        ),
        "amounts": f1(wanted["amounts"], [a["value"] for a in read["budget"]["amounts"]]),
        "recipients": f1([start(r) for r in wanted["recipients"]], [start(r) for r in read["recipients"]]),
        "signatory": f1(sorted((wanted["signatory"] or {}).items()), sorted((read["signatory"] or {}).items())),
        "hotlines": f1(wanted["hotlines"], read["hotlines"]),
    }
    for field in ("leads", "partners", "directed"):
        scores[f"tasks.{field}"] = f1(
            [[t["path"], fold(n)] for t, _ in pairs for n in t[field]],
            [[t["path"], n] for t, o in pairs for n in named(o[field])],
        )
    scores["tasks.themes"] = f1(
        [[t["path"], x] for t, _ in pairs for x in t["themes"]], [[t["path"], x] for t, o in pairs for x in o["themes"]]
    )
    return scores
