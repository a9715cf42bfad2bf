"""One correction of a reading as data: what an officer wishes, the writes it comes to, and how they are laid on. Plain.

A step is a list of writes, each (finding, field, before, after). Undoing writes the befores back in a further step, and
two officers clash only where both wrote the same field of the same finding.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lachan.base.errors import Refused
from lachan.base.text import tidy
from lachan.plans.corrected import find
from lachan.plans.kinds import AGENCIES, HEAD, HEAD_FIELDS, OF_PREFIX, ROLES, Json, Kind, kind_of, label_of
from lachan.plans.rules import StepKind

NEW = "*"  # the field under which a whole finding is written for the first time
_GLUE = " \t\n;,.-–—•+"
_JOINED_LISTS = (*ROLES, "themes", "partner_groups", "directed_groups")


@dataclass(frozen=True)
class Wish:
    """``fields``: of a set or an addition, by name. ``other``: the finding merged in. ``at``: where to cut, or which
    step to undo. ``span``: the words of an addition. ``list_prefix``: the kind of an addition."""

    kind: StepKind
    key: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    other: str = ""
    at: int = 0
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Write:
    key: str
    field: str
    before: Any
    after: Any

    @property
    def place(self) -> tuple[str, str]:
        return self.key, self.field


def writes_of(wish: Wish, state: Json, text: str, number: int, undone: Iterable[Write] = ()) -> list[Write]:
    """What the wish comes to on this state; nothing where it changes nothing. ``number``: of the step to be."""
    if wish.kind is StepKind.UNDO:
        return _undo(state, list(undone))
    return _MAKERS[wish.kind](wish, state, text, number)


def lay(state: Json, writes: Iterable[Write]) -> Json:
    """A new state with the writes on it."""
    state = copy.deepcopy(state)
    for write in writes:
        if write.field == NEW:
            rows = state[kind_of(write.key).list]
            rows.insert(_place(rows, write.after), copy.deepcopy(write.after))
            continue
        item = find(state, write.key)
        assert item is not None
        if write.after is None and write.key == AGENCIES:
            item.pop(write.field, None)
        else:
            item[write.field] = copy.deepcopy(write.after)
    return state


def _place(rows: list[Json], item: Json) -> int:
    """Behind the finding it was cut from, else where its words stand in the document, else last."""
    for at, row in enumerate(rows):
        if row["key"] == item.get("from"):
            return at + 1
    if not item.get("span"):
        return len(rows)
    return next((n for n, r in enumerate(rows) if r.get("span") and r["span"][0] > item["span"][0]), len(rows))


def _set(wish: Wish, state: Json, text: str, number: int) -> list[Write]:
    item = _alive(state, wish.key)
    made = []
    for name, value in wish.fields.items():
        _known(wish.key, name)
        before, after = item.get(name), _value(item, name, value)
        if not _same(before, after):
            made.append(Write(wish.key, name, before, after))
    return made


def _known(key: str, name: str) -> None:
    names: Mapping[str, str] = HEAD_FIELDS if key == HEAD else {name: ""} if key == AGENCIES else kind_of(key).fields
    if name not in names:
        raise Refused("Không có trường này để sửa. Hãy tải lại trang.")


def _value(item: Json, name: str, value: Any) -> Any:
    """Names of agencies become the trees they were, with the words they were read from; a deadline keeps its span."""
    if name in ROLES:
        known = {a["name"]: a for a in item.get(name) or []}
        return [known.get(n, {"name": n, "raw": n}) for n in dict.fromkeys(value)]
    if name == "deadline" and value:
        return {**(item.get(name) or {}), **value}
    return value


def _same(before: Any, after: Any) -> bool:
    return before == after or (before in (None, "", [], False) and after in (None, "", [], False))


def _add(wish: Wish, state: Json, text: str, number: int) -> list[Write]:
    kind = OF_PREFIX.get(wish.key)
    if kind is None or not kind.fields or kind.prefix == "w":
        raise Refused("Chưa chọn loại cần thêm. Hãy chọn chỉ tiêu, nhiệm vụ hoặc loại khác rồi thêm lại.")
    item: Json = {**copy.deepcopy(kind.blank), "span": list(wish.span) if wish.span else None}
    if wish.span:
        words = tidy(" ".join(text[slice(*wish.span)].split()))
        if not words:
            raise Refused("Chỗ đã chọn không có chữ. Hãy bôi đen phần văn bản cần thêm.")
        item |= _from_words(kind, words)
    for name, value in wish.fields.items():
        _known(f"{kind.prefix}-", name)
        item[name] = _value(item, name, value)
    return [Write(key := f"{kind.prefix}-n{number}", NEW, None, {**item, "key": key})]


_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def _from_words(kind: Kind, words: str) -> Json:
    """What the chosen words fill in: their kind's own field, and an amount where the words are one number."""
    if kind.prefix == "k":
        found = _NUMBER.search(words)
        value = float(found.group().replace(".", "").replace(",", ".")) if found else None
        unit = tidy(words[found.end() :]) if found else ""
        return {"value": int(value) if value is not None and value.is_integer() else value, "unit": unit[:40] or "đồng"}
    if kind.prefix == "b":
        return {"due": words[:120] if len(words) <= 60 else None}
    return {kind.words: words}


def _drop(wish: Wish, state: Json, text: str, number: int) -> list[Write]:
    _alive(state, wish.key, lists_only=True)
    return [Write(wish.key, "gone", False, True)]


def _restore(wish: Wish, state: Json, text: str, number: int) -> list[Write]:
    item = find(state, wish.key) if wish.key not in (HEAD, AGENCIES) else None
    if item is None or not item.get("gone"):
        raise Refused("Chỗ này đang có trong kết quả, không cần lấy lại.")
    back = [Write(wish.key, "gone", True, False)]
    return [*back, Write(wish.key, "into", item["into"], None)] if item.get("into") else back


def _merge(wish: Wish, state: Json, text: str, number: int) -> list[Write]:
    first, second = _alive(state, wish.key, lists_only=True), _alive(state, wish.other, lists_only=True)
    kind = kind_of(wish.key)
    if first is second or kind is not kind_of(wish.other) or not kind.joins:
        raise Refused("Chỉ gộp được hai chỗ khác nhau cùng loại: hai nhiệm vụ, hai chỉ tiêu hoặc hai mục tiêu.")
    rows = state[kind.list]
    if rows.index(first) > rows.index(second):
        first, second = second, first
    joined = f"{first[kind.words].rstrip(_GLUE)}; {second[kind.words].lstrip(_GLUE)}"
    fresh: Json = {kind.words: joined, "span": _around(first.get("span"), second.get("span"))}
    for name in _JOINED_LISTS:
        if second.get(name):
            own = first.get(name) or []
            fresh[name] = [*own, *(x for x in second[name] if _name(x) not in {_name(o) for o in own})]
    for name in ("deadline", "indicator", "by", "value"):
        if not first.get(name) and second.get(name):
            fresh[name] = second[name]
    made = [Write(first["key"], n, first.get(n), v) for n, v in fresh.items() if first.get(n) != v]
    gone = [Write(second["key"], "gone", False, True), Write(second["key"], "into", None, first["key"])]
    return [*made, *gone]


def _name(value: Any) -> Any:
    return value["name"] if isinstance(value, dict) else value


def _around(one: list[int] | None, two: list[int] | None) -> list[int] | None:
    return [min(one[0], two[0]), max(one[1], two[1])] if one and two else one or two


def _split(wish: Wish, state: Json, text: str, number: int) -> list[Write]:
    item = _alive(state, wish.key, lists_only=True)
    kind = kind_of(wish.key)
    words = item.get(kind.words) or ""
    left, right = words[: wish.at].rstrip(_GLUE), words[wish.at :].lstrip(_GLUE)
    if not kind.joins or not left or not right:
        raise Refused("Chưa rõ tách ở đâu. Hãy đặt con trỏ vào giữa câu, nơi phần thứ hai bắt đầu.")
    cut = _where(text, item.get("span"), right)
    other: Json = {**copy.deepcopy(item), "key": f"{kind.prefix}-n{number}", "from": item["key"], kind.words: right}
    other.pop("was", None)
    fresh: Json = {kind.words: left}
    if cut is not None:
        fresh["span"], other["span"] = [item["span"][0], cut], [cut, item["span"][1]]
    _share_out(kind, item, fresh, other, left, right, cut)
    made = [Write(item["key"], n, item.get(n), v) for n, v in fresh.items() if item.get(n) != v]
    return [*made, Write(other["key"], NEW, None, other)]


def _share_out(kind: Kind, item: Json, fresh: Json, other: Json, left: str, right: str, cut: int | None) -> None:
    """Partners, directed and deadline go with the half that names them; who leads, leads both. A level is not doubled:
    the second half of a target asks for its own."""
    if kind.prefix == "t":
        other |= {"comparator": "=", "value": None, "indicator": None, "reason": None, "by": None}
    for role in ("partners", "directed"):
        rows = item.get(role) or []
        after = [a for a in rows if cut is not None and a.get("span") and a["span"][0] >= cut]
        if after:
            fresh[role], other[role] = [a for a in rows if a not in after], after
    raw = (item.get("deadline") or {}).get("raw") or ""
    if raw and (raw in left) != (raw in right):
        loser = other if raw in left else fresh
        loser["deadline"] = None


def _where(text: str, span: list[int] | None, words: str) -> int | None:
    """Where the second half begins in the document, spaces and breaks being as they are there."""
    if not span:
        return None
    start = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", words)[:8])
    found = re.compile(start).search(text, *span) if start else None
    return found.start() if found and found.start() > span[0] else None


def _undo(state: Json, undone: list[Write]) -> list[Write]:
    back = []
    now: Any
    for write in reversed(undone):
        item = find(state, write.key)
        if write.field == NEW:
            now = bool(item and item.get("gone"))
            name, before, changed = "gone", True, now
        else:
            now = (item or {}).get(write.field)
            name, before, changed = write.field, write.before, not _same(now, write.after)
        if changed or item is None:
            where = label_of(write.key, write.field) if write.field not in (NEW, "gone", "span", "into") else "chỗ này"
            raise Refused(f"Chưa hoàn tác được: «{where}» đã được sửa tiếp sau bước ấy. Hãy hoàn tác bước sau trước.")
        back.append(Write(write.key, name, now, before))
    return back


def _alive(state: Json, key: str, *, lists_only: bool = False) -> Json:
    item = find(state, key) if not lists_only or key not in (HEAD, AGENCIES) else None
    if item is None:
        raise Refused("Không thấy chỗ này trong kết quả đọc. Hãy tải lại trang.")
    if item.get("gone") and key not in (HEAD, AGENCIES):
        raise Refused("Chỗ này đã được bỏ hoặc gộp vào chỗ khác. Hãy lấy lại trước khi sửa tiếp.")
    return item


_MAKERS: dict[StepKind, Callable[[Wish, Json, str, int], list[Write]]] = {
    StepKind.SET: _set, StepKind.ADD: _add, StepKind.DROP: _drop, StepKind.RESTORE: _restore,
    StepKind.MERGE: _merge, StepKind.SPLIT: _split,
}  # fmt: skip
