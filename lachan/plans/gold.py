"""A reviewed reading as an annotation (``kh-gold/1``): what people made of it, to measure the reader by. Plain Python.

Agencies are named by keys made of their canonical names, sections as the reader cut them, places as characters of the
text that goes beside the annotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lachan.base.text import fold_vi
from lachan.plans.corrected import annotation
from lachan.plans.duties import day_written
from lachan.plans.kinds import Json
from lachan.plans.rules import last_day

SCHEMA = "kh-gold/1"
_KINDS = {"quyet_dinh": "programme_decision"}
_GROUP = re.compile(r"^(cac |cap |tat ca |moi )|lien quan$")


def gold(code: str, text: str, reading: Json, state: Json) -> Json:
    """The annotation of one reviewed document; ``code`` is its id there."""
    said = annotation(reading, state)
    codes = {w["code"] for w in reading.get("warnings") or []}
    return {
        "schema": SCHEMA,
        "id": code,
        "doc_kind": _KINDS.get(said["metadata"].get("doc_type") or "", "plan"),
        "complete": "text_cut" not in codes,
        "layout": "as-read",
        "metadata": _metadata(said, codes),
        "period": {**{k: said["period"].get(k) for k in ("start", "end")}, "raw": _words(text, said["period"])},
        "legal_bases": [_basis(text, b) for b in said["legal_bases"]],
        "objectives": [{"section": o.get("section") or "", "kind": "objective"} for o in said["objectives"]],
        "targets": [_target(text, t) for t in said["targets"]],
        "agencies": list(_agencies(said)),
        "sections": [_section(s) for s in said.get("sections") or []],
        "tasks": [_task(t, said) for t in said["tasks"]],
        "reporting_duties": [_duty(text, d, said) for d in said["duties"]],
        "budget": _budget(text, said["budget"]),
        "recipients": list(said["recipients"]),
        "recipient_purposes": {},
        "signatory": said["signatory"],
        "hotlines": [{"number": n, "raw": n, "kind": "hotline"} for n in said["hotlines"]],
        "phones": [],
        "pilot_areas": list(said["pilot_areas"]),
        "pilot_commune_count": None,
        "scope": _scope(said),
        "beneficiaries": [b["text"] for b in said["beneficiaries"]],
    }


def key_of(name: str) -> str:
    """«Công an tỉnh» → cong_an_tinh; a generic body gets the prefix of groups."""
    folded = fold_vi(name)
    key = re.sub(r"[^a-z0-9]+", "_", folded).strip("_")
    return f"grp_{key}" if _GROUP.search(folded) else key


def _words(text: str, item: Json) -> str | None:
    span = item.get("span")
    return text[span[0] : span[1]] if span else None


def _metadata(said: Json, codes: set[str]) -> Json:
    head = said["metadata"]
    return {
        "number": head.get("number"), "number_raw": head.get("number"),
        "number_blank": "number_blank" in codes and not head.get("number"), "doc_type": head.get("doc_type"),
        "issuer": key_of(head["issuer"]) if head.get("issuer") else None, "issuer_raw": head.get("issuer"),
        "level": said["scope"].get("level"), "place": head.get("place"), "date": head.get("date"), "date_raw": None,
        "title": head.get("title"),
    }  # fmt: skip


def _basis(text: str, item: Json) -> Json:
    known = {k: item.get(k) for k in ("type", "number", "date")}
    issuer = key_of(item["issuer"]) if item.get("issuer") else None
    return {**known, "issuer": issuer, "role": "basis", "raw": _words(text, item)}


def _target(text: str, item: Json) -> Json:
    known = {k: item.get(k) for k in ("section", "comparator", "value", "unit", "subject", "kind", "indicator")}
    raw = {"raw": _words(text, item) or item.get("subject")}
    return {**known, **raw, **({"by": item["by"]} if item.get("by") else {})}


def _named(said: Json) -> Iterator[tuple[str, str]]:
    """Every agency as (canonical name, words of the document)."""
    for task in said["tasks"]:
        for role in ("leads", "partners", "directed"):
            yield from ((a["name"], a.get("raw") or a["name"]) for a in task.get(role) or [])
    for duty in said["duties"]:
        for role in ("reporters", "recipients", "via", "onward"):
            yield from ((name, name) for name in duty.get(role) or [])


def _agencies(said: Json) -> Iterator[Json]:
    spoken: dict[str, tuple[str, list[str]]] = {}
    for name, raw in _named(said):
        _, raws = spoken.setdefault(key_of(name), (name, []))
        if raw not in raws:
            raws.append(raw)
    for key, (name, raws) in spoken.items():
        yield {"key": key, "name": name, "raw": raws, "group": key.startswith("grp_")}


def _section(item: Json) -> Json:
    start, end = item["span"]
    return {
        "path": item["path"], "kind": _level(item), "label": item["label"], "start": start, "end": end,
        "leaf": item["leaf"], "text_head": _head(item["text"]), "heading": item.get("heading"),
    }  # fmt: skip


def _level(item: Json) -> str:
    """The kind of a mark by its last step: I, 1, 1.1, a, -1, p1."""
    last = item["path"].rpartition(".")[2]
    if last.startswith("-"):
        return "bullet"
    if re.fullmatch(r"p\d+", last):
        return "para"
    if re.fullmatch(r"[IVXLC]+", last):
        return "roman"
    if last.isdecimal():
        return "dotted" if re.search(r"\d\.\d", item["label"]) else "arabic"
    return "letter"


def _head(text: str) -> str:
    return " ".join((text or "").split()[:12])


def _task(item: Json, said: Json) -> Json:
    span = item.get("span") or [None, None]
    section: Json = next((s for s in said.get("sections") or [] if s["path"] == item.get("path")), {})
    deadline = item.get("deadline")
    keys = {role: [key_of(a["name"]) for a in item.get(role) or []] for role in ("leads", "partners", "directed")}
    return {
        "path": item.get("path") or "", "label": section.get("label", ""), "anchor": _head(item["text"]),
        "text": item["text"], "start": span[0], "end": span[1], "lead": keys["leads"],
        "lead_basis": _basis_of_lead(item), "role": item.get("role"), "coord": keys["partners"],
        "directed": keys["directed"],
        "deadline": {"raw": deadline.get("raw"), "date": deadline.get("date")} if deadline else None,
        "is_request": bool(item.get("is_request")), "themes": list(item.get("themes") or []), "activities": [],
    }  # fmt: skip


def _basis_of_lead(item: Json) -> str:
    """Inline where the lead is read within the item itself, else from the heading above; none where nobody leads."""
    leads, span = item.get("leads") or [], item.get("span")
    if not leads:
        return "none"
    return "inline" if span and any(a.get("span") and span[0] <= a["span"][0] < span[1] for a in leads) else "heading"


def _duty(text: str, item: Json, said: Json) -> Json:
    year = last_day(said["period"].get("start"))
    due_on = day_written(item.get("due"), year.year if year and item.get("cycle") == "once" else None)
    lists = (("reporter", "reporters"), ("recipient", "recipients"), ("via", "via"), ("onward", "onward"))
    return {
        "what": item.get("what"), "cycle": item.get("cycle"), "due": item.get("due"),
        "due_iso": due_on.isoformat() if due_on else None, "prepared_by": [],
        **{name: [key_of(a) for a in item.get(field) or []] for name, field in lists}, "raw": _words(text, item),
    }  # fmt: skip


def _budget(text: str, budget: Json | None) -> Json:
    amounts, sources = (budget or {}).get("amounts") or [], (budget or {}).get("sources") or []
    return {
        "amounts": [{"value": a["value"], "unit": a.get("unit"), "raw": _words(text, a)} for a in amounts],
        "sources": [{"source": key_of(s["text"])[:60], "raw": s["text"]} for s in sources],
    }


def _scope(said: Json) -> Any:
    scope = said["scope"]
    areas = [a["text"] for a in scope.get("priority_areas") or []]
    return {"level": scope.get("level"), "place": scope.get("place"), "priority": areas}
