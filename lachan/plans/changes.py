"""What people made of a reading, against what the machine read: change by change, and counted by kind. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lachan.indicators.definitions import indicators
from lachan.plans.kinds import HEAD, HEAD_FIELDS, HEAD_PATHS, KINDS, Json, Kind
from lachan.plans.rules import (
    ChangeKind,
    DocumentKind,
    DutyCycle,
    DutyKind,
    PlanLevel,
    TargetKind,
    TaskRole,
    Theme,
    plain_number,
)

# field → the words of its codes
_WORDS: dict[str, Any] = {
    "cycle": DutyCycle, "what": DutyKind, "level": PlanLevel, "kind": TargetKind, "role": TaskRole,
    "doc_type": DocumentKind,
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing a person changed; ``what`` names the finding, ``kind_label`` its kind."""

    key: str
    kind_label: str
    what: str
    how: ChangeKind
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Tally:
    """Of one kind: how many findings there are now, and how many were changed, by how."""

    label: str
    prefix: str
    now: int
    counts: tuple[tuple[ChangeKind, int], ...]

    @property
    def changed(self) -> int:
        return sum(n for _, n in self.counts)


def changes(reading: Json, state: Json) -> tuple[Change, ...]:
    return tuple(_changes(reading, state))


def _changes(reading: Json, state: Json) -> Iterator[Change]:
    before = {name: (reading.get(part) or {}).get(field) for name, (part, field) in HEAD_PATHS.items()}
    yield from _fields(HEAD, "Văn bản", "Văn bản", HEAD_FIELDS, before, state["head"])
    for kind in KINDS:
        original = _read(reading, kind)
        for item in state[kind.list]:
            yield from _of_item(kind, item, original)
    yield from (Change("g", "Cơ quan", name, ChangeKind.SETTLED) for name in state["agencies"])


def _of_item(kind: Kind, item: Json, original: list[Any]) -> Iterator[Change]:
    name = named(kind, item)
    was = item.get("was")
    if item.get("gone"):
        if was is not None:
            how = ChangeKind.MERGED if item.get("into") else ChangeKind.REMOVED
            yield Change(item["key"], kind.label, named(kind, _tree(original[was])), how)
    elif was is None:
        how = ChangeKind.SPLIT if item.get("from") else ChangeKind.ADDED
        yield Change(item["key"], kind.label, name, how)
    else:
        yield from _fields(item["key"], kind.label, name, kind.fields, _tree(original[was]), item)


def _fields(key: str, label: str, what: str, fields: Any, before: Json, after: Json) -> Iterator[Change]:
    for field, name in fields.items():
        old, new = value_said(field, before.get(field)), value_said(field, after.get(field))
        if old != new:
            yield Change(key, label, what, ChangeKind.CHANGED, name, old, new)


def tallies(reading: Json, state: Json) -> tuple[Tally, ...]:
    """By kind, the document's head first; a finding changed in three fields counts once."""
    found = changes(reading, state)
    return tuple(
        Tally(label, prefix, now, _counted([c for c in found if c.key.partition("-")[0] == prefix]))
        for label, prefix, now in (
            ("Văn bản", HEAD, 1),
            *((k.label, k.prefix, sum(not i.get("gone") for i in state[k.list])) for k in KINDS),
            ("Cơ quan nối danh mục", "g", len(state["agencies"])),
        )
    )


def _counted(found: list[Change]) -> tuple[tuple[ChangeKind, int], ...]:
    """A field of the head, or a name that was settled, is a place of its own; of a list the finding is."""
    places = {(c.key, c.how, c.field if c.key == HEAD else c.what if c.key == "g" else "") for c in found}
    hows = [how for _, how, _ in places]
    return tuple((how, hows.count(how)) for how in ChangeKind if how in hows)


def _read(reading: Json, kind: Kind) -> list[Any]:
    value: Any = reading
    for name in kind.path:
        value = (value or {}).get(name)
    return value or []


def _tree(row: Any) -> Json:
    return {"text": row} if isinstance(row, str) else row


def named(kind: Kind, item: Json) -> str:
    """A finding in a few words: its place and how it begins."""
    if kind.prefix == "c":
        return " ".join(filter(None, (item.get("type"), item.get("number")))) or "…"
    if kind.prefix == "b":
        return " ".join(filter(None, (DutyKind.label_of(item.get("what")), item.get("due"))))
    if kind.prefix == "k":
        return f"{plain_number(item.get('value'))} {item.get('unit') or ''}".strip() or "…"
    words = str(item.get(kind.words) or "…")
    place = str(item.get("path") or item.get("section") or "")
    cut = f"{words[:90].rstrip()}…" if len(words) > 90 else words
    return f"{place}: {cut}" if place else cut


def value_said(field: str, value: Any) -> str:
    """A field as a line of text, the way people read it."""
    if value in (None, "", [], False):
        return ""
    if field in ("date", "start", "end", "by"):
        return "/".join(reversed(str(value).split("-")))
    if field == "indicator":
        known = indicators().get(str(value))
        return known.name if known else str(value)
    if field == "themes":
        return "; ".join(Theme.label_of(v) for v in value)
    if field in _WORDS:
        return str(_WORDS[field].label_of(str(value)))
    return plain(value)


def plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, (plain(v) for v in value)))
    if isinstance(value, dict):
        on = "/".join(reversed(str(value.get("date") or "").split("-")))
        raw = value.get("raw") or value.get("name") or ""
        return f"{raw} ({on})" if on and on not in raw and "name" not in value else str(value.get("name") or raw or on)
    if isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, int | float):
        return plain_number(value)
    return "" if value is None else str(value)
