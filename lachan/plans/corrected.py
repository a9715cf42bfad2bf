"""What people make of a reading: one flat state in which each finding keeps its key for ever. Plain Python.

``begin`` makes the state of a reading, ``annotation`` gives it back in the reader's own shape. A finding that people
took out stays, with ``gone``; ``was`` is its place in the reading, and one without it was added by a person.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lachan.base.errors import Refused
from lachan.plans.kinds import AGENCIES, HEAD, HEAD_PATHS, KINDS, OF_PREFIX, ROLES, WARNINGS, Json, Kind
from lachan.plans.rules import last_day, said

SHAPE = 2
_OURS = frozenset({"key", "was", "gone", "into", "from"})


@dataclass(frozen=True)
class NamedAgency:
    """A name as printed: in how many tasks and duties it stands, whether it leads, and where it is read first."""

    name: str
    count: int
    is_lead: bool
    span: tuple[int, int] | None = None


def begin(reading: Json) -> Json:
    """The first state: the reading itself, each finding under its key."""
    head = {name: (reading.get(part) or {}).get(field) for name, (part, field) in HEAD_PATHS.items()}
    state: Json = {"shape": SHAPE, "head": {**head, "parent": None}, "agencies": {}}
    for kind in (*KINDS, WARNINGS):
        rows = enumerate(_at(reading, kind.path) or [])
        state[kind.list] = [_finding(kind, place, row) for place, row in rows]
    return state


def _finding(kind: Kind, place: int, row: Any) -> Json:
    item: Json = {"text": row} if isinstance(row, str) else copy.deepcopy(row)
    extra = {"seen": False} if kind is WARNINGS else {}
    return {**item, **extra, "key": f"{kind.prefix}-{place}", "was": place}


def _at(reading: Json, path: tuple[str, ...]) -> Any:
    value: Any = reading
    for name in path:
        value = (value or {}).get(name)
    return value


def annotation(reading: Json, state: Json) -> Json:
    """The corrected reading in the reader's own shape: what a plan is made from, and what the reader is scored on."""
    head = state["head"]
    result = {**copy.deepcopy(reading)}
    for name, (part, field) in HEAD_PATHS.items():
        result[part] = {**(result.get(part) or {}), field: head.get(name)}
    if not any(result["signatory"].values()):
        result["signatory"] = None
    for kind in KINDS:
        rows = [_clean(kind, item) for item in living(state, kind)]
        if len(kind.path) == 2:
            result[kind.path[0]] = {**(result.get(kind.path[0]) or {}), kind.path[1]: rows}
        else:
            result[kind.path[0]] = rows
    return result


def _clean(kind: Kind, item: Json) -> object:
    return item["text"] if kind.bare else {k: v for k, v in item.items() if k not in _OURS}


def living(state: Json, kind: Kind) -> list[Json]:
    return [item for item in state[kind.list] if not item.get("gone")]


def find(state: Json, key: str) -> Json | None:
    """The finding under a key, gone or not; the head and the settled names have keys of their own."""
    if key == HEAD:
        return state["head"]  # type: ignore[no-any-return]
    if key == AGENCIES:
        return state["agencies"]  # type: ignore[no-any-return]
    kind = OF_PREFIX.get(key.partition("-")[0])
    return next((item for item in state[kind.list] if item["key"] == key), None) if kind else None


def agencies_named(state: Json) -> list[NamedAgency]:
    """Every agency of tasks and duties, those that lead first, then in the order of the document."""
    counts: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    leading: set[str] = set()
    for role, agency in agencies_of(state):
        name = agency["name"]
        counts[name] = counts.get(name, 0) + 1
        if agency.get("span"):
            spans[name] = min(spans.get(name, (10**9, 0)), tuple(agency["span"]))
        leading |= {name} if role == "leads" else set()
    for duty in living(state, OF_PREFIX["b"]):
        for name in duty.get("reporters") or []:
            counts[name] = counts.get(name, 0) + 1
    found = [NamedAgency(name, count, name in leading, spans.get(name)) for name, count in counts.items()]
    return sorted(found, key=lambda a: not a.is_lead)


def agencies_of(state: Json) -> Iterator[tuple[str, Json]]:
    for task in living(state, OF_PREFIX["v"]):
        for role in ROLES:
            for agency in task.get(role) or []:
                yield role, agency


def check_ready(state: Json) -> None:
    """A plan needs a title and a period in order before it can be followed."""
    head = state["head"]
    if not (head.get("title") or "").strip():
        raise Refused("Chưa có trích yếu của kế hoạch. Hãy nhập ở mục «Văn bản» rồi duyệt.", field="title")
    first, last = (last_day(head.get(k)) for k in ("start", "end"))
    if first and last and last < first:
        raise Refused("Thời kỳ kế hoạch kết thúc trước khi bắt đầu. Hãy sửa ở mục «Văn bản».", field="end")
    for prefix in ("t", "v"):
        kind = OF_PREFIX[prefix]
        if any(not (item.get(kind.words) or "").strip() for item in living(state, kind)):
            raise Refused(f"Có {kind.one} chưa ghi nội dung. Hãy điền hoặc bỏ {kind.one} đó.", field=kind.list)


def level_said(target: Json) -> str:
    return said(target.get("comparator") or "=", target.get("value"), target.get("unit") or "")
