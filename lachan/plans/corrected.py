"""A reading as people correct it: same shape, what was changed, and what still needs a person's eye. Plain Python.

``was`` in an item is its place in the original reading; an item without it was added by a person.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lachan.base.errors import Refused
from lachan.plans.rules import last_day, said

Json = dict[str, Any]
EDITABLE = (
    "metadata", "scope", "beneficiaries", "period", "objectives", "targets", "tasks", "duties", "budget", "warnings",
)  # fmt: skip
# what the reader misses in the head is asked for here for as long as it is missing
_ASKED = frozenset({"number_missing", "number_blank", "date_missing", "date_blank", "title_missing", "period_missing"})
LISTS = {"objectives": "Mục tiêu", "targets": "Chỉ tiêu", "tasks": "Nhiệm vụ", "duties": "Chế độ báo cáo"}
UNKNOWN_AGENCY = "unknown_agency"
ROLES = ("leads", "partners", "directed")
FIELDS = {
    "number": "số", "date": "ngày", "place": "nơi ban hành", "title": "trích yếu", "issuer": "cơ quan ban hành",
    "start": "từ", "end": "đến", "comparator": "so sánh", "value": "mức", "unit": "đơn vị", "subject": "nội dung",
    "by": "đến mốc", "indicator": "cách tính", "text": "nội dung", "leads": "chủ trì", "partners": "phối hợp",
    "directed": "được chỉ đạo", "deadline": "hạn", "what": "loại", "cycle": "kỳ", "due": "hạn",
    "reporters": "nơi báo cáo", "recipients": "nơi nhận", "level": "cấp", "is_request": "là đề nghị",
    "role": "vai trò", "amounts": "số tiền", "sources": "nguồn",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing a person changed. ``how``: added, removed or changed."""

    what: str
    how: str
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Attention:
    """A place that needs a person's eye; ``anchor`` is its id on the review page. Of an unknown agency: its name."""

    sentence: str
    anchor: str
    code: str


@dataclass(frozen=True)
class NamedAgency:
    """A name as printed: in how many tasks and duties it stands, and as what."""

    name: str
    count: int
    is_lead: bool


def begin(reading: Json) -> Json:
    """The first corrected version: the reading itself, each item knowing where it came from."""
    corrected = {key: copy.deepcopy(reading.get(key)) for key in EDITABLE}
    for key in LISTS:
        corrected[key] = [{**item, "was": place} for place, item in enumerate(corrected[key] or [])]
    corrected["warnings"] = [{**w, "seen": False} for w in corrected["warnings"] or []]
    return corrected


def annotation(reading: Json, corrected: Json) -> Json:
    """The corrected reading in the reader's own shape, so that the reader can be scored on it."""
    clean = {key: corrected[key] for key in EDITABLE if key != "warnings"}
    for key in LISTS:
        clean[key] = [{k: v for k, v in item.items() if k != "was"} for item in clean[key]]
    return {**reading, **clean}


def changes(reading: Json, corrected: Json) -> tuple[Change, ...]:
    return tuple(_changes(reading, corrected))


def _changes(reading: Json, corrected: Json) -> Iterator[Change]:
    for key, what in (("metadata", "Văn bản"), ("period", "Thời kỳ"), ("scope", "Phạm vi"), ("budget", "Kinh phí")):
        yield from _fields(what, reading.get(key) or {}, corrected.get(key) or {})
    for key, what in LISTS.items():
        before, after = reading.get(key) or [], corrected[key]
        kept = {item["was"] for item in after if item.get("was") is not None}
        yield from (Change(_name(what, item), "removed") for n, item in enumerate(before) if n not in kept)
        for item in after:
            if item.get("was") is None:
                yield Change(_name(what, item), "added")
            else:
                yield from _fields(_name(what, before[item["was"]]), before[item["was"]], item)


def _fields(what: str, before: Json, after: Json) -> Iterator[Change]:
    for field, label in FIELDS.items():
        if before.get(field) == after.get(field):
            continue
        old, new = plain(before.get(field)), plain(after.get(field))
        if old != new:
            yield Change(what, "changed", label, old, new)


def plain(value: Any) -> str:
    """A field as a line of text, the way the form shows it."""
    if isinstance(value, list):
        return "; ".join(filter(None, (plain(v) for v in value)))
    if isinstance(value, dict):
        return str(
            value.get("raw") or value.get("name") or value.get("text") or f"{value.get('value')} {value.get('unit')}"
        )
    if isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _name(what: str, item: Json) -> str:
    words = str(item.get("subject") or item.get("text") or item.get("what") or "")
    place = str(item.get("path") or item.get("section") or "")
    return f"{what} {place}: {words[:60]}{'…' if len(words) > 60 else ''}".replace("  ", " ")


def attention(corrected: Json, is_known: Callable[[str], bool]) -> tuple[Attention, ...]:
    return tuple(_attention(corrected, is_known))


def _attention(corrected: Json, is_known: Callable[[str], bool]) -> Iterator[Attention]:
    metadata, period = corrected["metadata"], corrected["period"]
    for key, label in (
        ("number", "Chưa có số văn bản"),
        ("date", "Chưa có ngày ban hành"),
        ("title", "Chưa có trích yếu"),
    ):
        if not metadata.get(key):
            yield Attention(f"{label}.", f"f-{key}", f"{key}_missing")
    if not (period.get("start") or period.get("end")):
        yield Attention("Chưa có thời kỳ kế hoạch.", "f-start", "period_missing")
    for place, target in enumerate(corrected["targets"]):
        if target.get("value") is not None and not target.get("indicator"):
            yield Attention(f"Chưa nối cách tính: {_name('', target).strip(' :')}", f"t-{place}", "not_connected")
    for place, agency in enumerate(agencies_named(corrected)):
        if agency.is_lead and not is_known(agency.name):
            yield Attention(agency.name, f"g-{place}", UNKNOWN_AGENCY)
    for place, warning in enumerate(corrected["warnings"]):
        if not warning.get("seen") and warning["code"] not in _ASKED:
            yield Attention(str(warning["message"]), f"w-{place}", str(warning["code"]))


def agencies_named(corrected: Json) -> list[NamedAgency]:
    """Every agency of tasks and duties, those that lead first, then in the order of the document."""
    counts: dict[str, int] = {}
    leading: set[str] = set()
    for task in corrected["tasks"]:
        for role in ROLES:
            for agency in task.get(role) or []:
                counts[agency["name"]] = counts.get(agency["name"], 0) + 1
                leading |= {agency["name"]} if role == "leads" else set()
    for duty in corrected["duties"]:
        for name in duty.get("reporters") or []:
            counts[name] = counts.get(name, 0) + 1
    found = [NamedAgency(name, count, name in leading) for name, count in counts.items()]
    return sorted(found, key=lambda a: not a.is_lead)


def check_ready(corrected: Json) -> None:
    """A plan needs a title and a period in order before it can be followed."""
    if not (corrected["metadata"].get("title") or "").strip():
        raise Refused("Chưa có trích yếu của kế hoạch. Hãy nhập ở mục «Văn bản» rồi duyệt.", field="title")
    first, last = (last_day(corrected["period"].get(k)) for k in ("start", "end"))
    if first and last and last < first:
        raise Refused("Thời kỳ kế hoạch kết thúc trước khi bắt đầu. Hãy sửa ở mục «Văn bản».", field="end")
    for target in corrected["targets"]:
        if not (target.get("subject") or "").strip():
            raise Refused("Có chỉ tiêu chưa ghi nội dung. Hãy điền hoặc bỏ chỉ tiêu đó.", field="targets")
    if any(not (task.get("text") or "").strip() for task in corrected["tasks"]):
        raise Refused("Có nhiệm vụ chưa ghi nội dung. Hãy điền hoặc bỏ nhiệm vụ đó.", field="tasks")


def level_said(target: Json) -> str:
    return said(target.get("comparator") or "=", target.get("value"), target.get("unit") or "")
