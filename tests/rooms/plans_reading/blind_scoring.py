"""How far a reading agrees with a plan annotated blind (`kh-gold/1`): hits, extra and missed by field, so that
documents can be pooled. Agencies are compared by key: any printed or canonical name the annotation lists will do.

    python -m tests.rooms.plans_reading.blind_scoring [FOLDER]     a line a document, and all of them pooled
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lachan.plans.reading import read_bytes
from lachan.plans.reading.normalise import fold
from tests.rooms.plans_reading.scoring import bare

BLIND = Path(__file__).parent / "blind"
Counts = dict[str, tuple[int, int, int]]


def documents(*kinds: str, folder: Path = BLIND) -> list[Path]:
    wanted = kinds or ("plan", "programme_decision")
    return [path for path in sorted(folder.glob("*.txt")) if gold(path)["doc_kind"] in wanted]


def gold(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def plain(words: str | None) -> str:
    return re.sub(r"[^a-z0-9%]+", " ", fold(unicodedata.normalize("NFC", words or ""))).strip()


def head(words: str | None) -> str:
    return plain(words)[:35].strip()


def pool(counts: Iterable[Counts]) -> dict[str, float]:
    """F1 of each field over any number of documents."""
    total: dict[str, list[int]] = {}
    for one in counts:
        for field, row in one.items():
            total[field] = [a + b for a, b in zip(total.get(field, [0, 0, 0]), row, strict=True)]
    return {field: 2 * hit / (2 * hit + extra + missed) for field, (hit, extra, missed) in total.items()}


def counted(path: Path) -> Counts:
    return measure(gold(path), read_bytes(path.read_bytes(), path.name).as_json())


def measure(wanted: dict[str, Any], read: dict[str, Any]) -> Counts:
    pairs = {**_head_fields(wanted, read), **_lists(wanted, read)}
    counts = {field: _compare(a, b) for field, (a, b) in pairs.items()}
    counts |= _tasks(wanted, read)
    return {field: row for field, row in counts.items() if any(row)}


def _compare(wanted: Iterable[Any], found: Iterable[Any]) -> tuple[int, int, int]:
    a, b = Counter(wanted), Counter(found)
    hit = sum((a & b).values())
    return hit, sum(b.values()) - hit, sum(a.values()) - hit


def _head_fields(wanted: dict[str, Any], read: dict[str, Any]) -> dict[str, tuple[list[Any], list[Any]]]:
    a, b = wanted["metadata"], read["metadata"]
    one = lambda x: [x] if x else []  # noqa: E731
    pairs = {f"metadata.{k}": (one(a[k]), one(b[k])) for k in ("number", "date", "place")}
    pairs["metadata.title"] = (one(plain(a["title"])), one(plain(b["title"])))
    issuer = plain(a["issuer_raw"]), plain(b["issuer"])
    same = issuer[1] and (issuer[1] in issuer[0] or issuer[0] in issuer[1])
    pairs["metadata.issuer"] = (one(issuer[0]), one(issuer[0] if same else issuer[1]))
    years = [(p["start"], p["end"]) for p in (wanted["period"], read["period"])]
    pairs["period"] = (one(years[0]) if years[0][0] else [], one(years[1]) if years[1][0] else [])
    signed = [[plain((x["signatory"] or {}).get(k)) for k in ("name", "position")] for x in (wanted, read)]
    pairs["signatory"] = ([x for x in signed[0] if x], [x for x in signed[1] if x])
    return pairs


def _lists(wanted: dict[str, Any], read: dict[str, Any]) -> dict[str, tuple[list[Any], list[Any]]]:
    bases = lambda rows: [(b["number"], b["date"]) for b in rows if b["number"]]  # noqa: E731
    targets = lambda rows: [  # noqa: E731
        (float(t["value"]), t["comparator"], t["unit"])
        for t in rows
        if t["value"] is not None and t["kind"] == "target"
    ]
    sections = lambda rows, text: [(s["path"], head(s[text])[:25]) for s in rows if s["path"] == bare(s["path"])]  # noqa: E731
    due = lambda rows: [d["due"] for d in rows if d["due"] and "/" in d["due"] and not d.get("weak")]  # noqa: E731
    return {
        "legal_bases": (bases(wanted["legal_bases"]), bases(read["legal_bases"])),
        "targets": (targets(wanted["targets"]), targets(read["targets"])),
        "sections": (sections(wanted["sections"], "text_head"), sections(read["sections"], "text")),
        "duties": (due(wanted["reporting_duties"]), due(read["duties"])),
        "amounts": ([float(x["value"]) for x in wanted["budget"]["amounts"]], _values(read["budget"]["amounts"])),
        "hotlines": ([h["number"] for h in wanted["hotlines"]], read["hotlines"]),
        "recipients": ([plain(x) for x in wanted["recipients"]], [plain(x) for x in read["recipients"]]),
    }


def _values(amounts: list[dict[str, Any]]) -> list[float]:
    return [float(amount["value"]) for amount in amounts]


def _tasks(wanted: dict[str, Any], read: dict[str, Any]) -> Counts:
    """Tasks are paired by their first words; an optional one counts neither as found nor as missed."""
    optional = {head(t["anchor"]) for t in wanted["tasks"] if t.get("optional")}
    tasks = [t for t in wanted["tasks"] if not t.get("optional")]
    found = [t for t in read["tasks"] if head(t["text"]) not in optional]
    pairs, rest = [], list(found)
    for task in tasks:
        other = next((o for o in rest if head(o["text"]) == head(task["anchor"])), None)
        if other:
            rest.remove(other)
            pairs.append((task, other))
    placed = sum(bare(task["path"]) == bare(other["path"]) for task, other in pairs)
    counts = {
        "tasks": (len(pairs), len(rest), len(tasks) - len(pairs)),
        "tasks.path": (placed, len(found) - placed, len(tasks) - placed),
    }
    keys = {plain(n): a["key"] for a in wanted["agencies"] for n in [a["name"], *a["raw"]]}
    for field, key, role in (("leads", "lead", "leads"), ("partners", "coord", "partners"), ("directed",) * 3):
        rows = [_agencies(task[key], other[role], keys, role) for task, other in pairs]
        counts[f"tasks.{field}"] = _sum(rows)
    counts["tasks.themes"] = _sum([_compare(task["themes"], other["themes"]) for task, other in pairs])
    return counts


def _agencies(wanted: list[str], found: list[dict[str, str]], keys: dict[str, str], role: str) -> tuple[int, int, int]:
    read = {next((keys[plain(n)] for n in (a["raw"], a["name"]) if plain(n) in keys), plain(a["name"])) for a in found}
    named = lambda all_keys: {k for k in all_keys if role == "leads" or not k.startswith("grp_")}  # noqa: E731
    return _compare(named(wanted), named(read))


def _sum(rows: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    hit, extra, missed = (sum(row[i] for row in rows) for i in range(3))
    return hit, extra, missed


def main(folder: Path) -> None:
    counts = {path.stem: counted(path) for path in documents(folder=folder)}
    shown = ("sections", "tasks.path", "tasks.leads", "tasks.partners", "tasks.themes", "targets", "duties")
    lines = [f"{'':32}" + "".join(f"{field.rpartition('.')[2]:>10}" for field in shown)]
    for name, scores in [*((n, pool([c])) for n, c in counts.items()), ("pooled", pool(counts.values()))]:
        below = {k: round(v, 2) for k, v in scores.items() if v < 1 and k not in shown}
        row = "".join(f"{scores.get(field, 1):10.3f}" for field in shown)
        lines.append(f"{name:32}{row}  {below or ''}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else BLIND)
