"""How far a reading agrees with an annotation of the shape ``kh-gold/1``: one F1 a field."""

from __future__ import annotations

from typing import Any

from tests.rooms.plans_reading.scoring import bare, f1, fold, start


def compare_gold(gold: dict[str, Any], read: dict[str, Any]) -> dict[str, float]:
    """A field that nobody corrected agrees wholly; each correction is a miss of the reader and no more."""
    head = gold["metadata"]
    tasks, found = {start(t["text"]): t for t in gold["tasks"]}, {start(t["text"]): t for t in read["tasks"]}
    pairs = [(tasks[k], found[k]) for k in tasks if k in found]
    key = {fold(s): a["key"] for a in gold["agencies"] for s in (a["name"], *a["raw"])}
    scores = {
        **{f"metadata.{f}": f1([head[f]], [read["metadata"][f]]) for f in ("number", "date", "place", "title")},
        "metadata.issuer": f1([head["issuer_raw"]], [read["metadata"]["issuer"]]),
        "period": f1([gold["period"][k] for k in ("start", "end")], [read["period"][k] for k in ("start", "end")]),
        "scope": f1([gold["scope"]["level"]], [read["scope"]["level"]]),
        "legal_bases": f1(_of(gold, "legal_bases", "number", "date"), _of(read, "legal_bases", "number", "date")),
        "targets": f1(*(_of(x, "targets", "comparator", "value", "unit", "kind", "by") for x in (gold, read))),
        "targets.indicator": f1(_of(gold, "targets", "indicator"), _of(read, "targets", "indicator")),
        "sections": f1([s["path"] for s in gold["sections"]], [s["path"] for s in read["sections"]]),
        "tasks.path": f1(
            [(bare(t["path"]), k) for k, t in tasks.items()], [(bare(t["path"]), k) for k, t in found.items()]
        ),
        "duties": f1(
            _of(gold, "reporting_duties", "what", "cycle", "due"), _of(read, "duties", "what", "cycle", "due")
        ),
        "budget": f1([a["value"] for a in gold["budget"]["amounts"]], [a["value"] for a in read["budget"]["amounts"]]),
        "recipients": f1(gold["recipients"], read["recipients"]),
        "signatory": f1([gold["signatory"]], [read["signatory"]]),
        "hotlines": f1([h["number"] for h in gold["hotlines"]], read["hotlines"]),
    }
    for ours, theirs in (("lead", "leads"), ("coord", "partners"), ("directed", "directed")):
        wanted = [(t["path"], k) for t, _ in pairs for k in t[ours]]
        scores[f"tasks.{theirs}"] = f1(
            wanted, [(t["path"], key.get(fold(a["name"]))) for t, o in pairs for a in o[theirs]]
        )
    wanted = [(t["path"], x) for t, _ in pairs for x in t["themes"]]
    scores["tasks.themes"] = f1(wanted, [(t["path"], x) for t, o in pairs for x in o["themes"]])
    return scores


def _of(tree: dict[str, Any], name: str, *fields: str) -> list[list[Any]]:
    return [[item.get(f) for f in fields] for item in tree[name]]
