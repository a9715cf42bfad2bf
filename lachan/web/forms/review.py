"""The review form of a plan document: every field of a corrected reading by name, and back again from what was posted.

Names are ``t-0-value``: the list, the place in it, the field. A reading of many tasks is posted a part at a time.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lachan.base.text import tidy
from lachan.plans.corrected import Json
from lachan.plans.rules import last_day

MOST_FIELDS = 900
FIELDS_OF = {"t": 7, "v": 8, "b": 6, "g": 2}
MOST_OF = {"t": 30, "b": 20, "g": 60}
_DAY = re.compile(r"(?:(\d{1,2})[/.-])?(?:(\d{1,2})[/.-])?(\d{4})")
LISTS = {"t": "targets", "v": "tasks", "b": "duties"}


class Unreadable(ValueError):
    """A typed value that cannot be taken; its words are for the officer."""


def words(text: str) -> str | None:
    return tidy(text) or None


def number(text: str) -> float | None:
    """«90», «5,5», «1.200»: a point before three digits parts thousands."""
    plain = tidy(text).replace(" ", "").replace("%", "")
    if not plain:
        return None
    if "," in plain or re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        raise Unreadable(f"«{tidy(text)[:40]}» không phải là số") from None


def day(text: str) -> str | None:
    """«20/01/2026», «3/2026» or «2026» as the reader writes it: 2026-01-20, 2026-03, 2026. ISO is taken too."""
    plain = tidy(text)
    if not plain:
        return None
    if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", plain) and last_day(plain):
        return plain
    found = _DAY.fullmatch(plain)
    if found:
        first, second, year = found.groups()
        parts = [year, second or first, first if second else None]
        iso = "-".join(p.zfill(2) for p in parts if p)
        if last_day(iso):
            return iso
    raise Unreadable(f"«{plain[:40]}» không phải ngày; nhập dạng 20/01/2026, 01/2026 hoặc 2026")


def names(text: str) -> list[str]:
    return [n for n in (tidy(part) for part in text.split(";")) if n]


def day_said(iso: str | None) -> str:
    return "/".join(reversed((iso or "").split("-")))


Reader = Callable[[str], Any]
METADATA: dict[str, Reader] = {"number": words, "date": day, "place": words, "title": words, "issuer": words}
TARGET: dict[str, Reader] = {
    "subject": tidy, "comparator": lambda t: t if t in ("=", ">", ">=", "<", "<=") else "=", "value": number,
    "unit": words, "by": day, "indicator": words,
}  # fmt: skip
DUTY: dict[str, Reader] = {"what": tidy, "cycle": words, "due": words, "reporters": names, "recipients": names}
NEW: dict[str, Json] = {
    "t": {"section": "", "comparator": "=", "value": None, "unit": "%", "subject": "", "indicator": None, "by": None,
          "kind": "target", "span": None},
    "v": {"path": "", "text": "", "role": "thuc_hien", "leads": [], "partners": [], "directed": [],
          "is_request": False, "deadline": None, "themes": [], "span": None},
}  # fmt: skip


class Draft:
    """What was posted, laid over the corrected reading. What cannot be taken keeps its old value and is said."""

    def __init__(self, posted: Mapping[str, str], before: Json) -> None:
        self.posted = posted
        self.corrected = copy.deepcopy(before)
        self.faults: list[str] = []
        self._head()
        for place, target in enumerate(self.corrected["targets"]):
            self._fields(target, f"t-{place}", TARGET, f"chỉ tiêu {place + 1}")
        for place, task in enumerate(self.corrected["tasks"]):
            self._task(task, f"v-{place}", f"nhiệm vụ {place + 1}")
        for place, duty in enumerate(self.corrected["duties"]):
            self._fields(duty, f"b-{place}", DUTY, f"chế độ báo cáo {place + 1}")
        self._budget()
        for place, warning in enumerate(self.corrected["warnings"]):
            warning["seen"] = f"w-{place}-seen" in posted or (warning["seen"] and f"w-{place}-here" not in posted)
        self._drop()

    def agencies(self, chosen: dict[str, str], known: Mapping[str, str], shown: Mapping[str, str]) -> dict[str, str]:
        """Printed name → id, group or "". What still reads as the machine found it (``shown``) is no choice."""
        settled = dict(chosen)
        for key in [k for k in self.posted if re.fullmatch(r"g-\d+-name", k)]:
            name, picked = self.posted[key], tidy(self.posted.get(key.replace("name", "found"), ""))
            if picked == shown.get(name, ""):
                continue
            if picked and picked not in known:
                self.faults.append(f"Không có cơ quan «{picked[:60]}» trong danh mục; «{name}» giữ như cũ.")
            else:
                settled[name] = known.get(picked, "")
        return settled

    def _head(self) -> None:
        self._fields(self.corrected["metadata"], "f", METADATA, "mục Văn bản")
        self._fields(self.corrected["period"], "f", {"start": day, "end": day}, "mục Văn bản")
        if "f-level" in self.posted:
            self.corrected["scope"] = {**(self.corrected["scope"] or {}), "level": words(self.posted["f-level"])}

    def _fields(self, item: Json, prefix: str, readers: Mapping[str, Reader], where: str) -> None:
        for field, read in readers.items():
            typed = self.posted.get(f"{prefix}-{field}")
            if typed is not None:
                item[field] = self._read(read, typed, item.get(field), where)

    def _read(self, read: Reader, typed: str, old: Any, where: str) -> Any:
        try:
            value = read(typed)
        except Unreadable as fault:
            self.faults.append(f"{fault} ({where}); giữ giá trị cũ.")
            return old
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        same_nothing = value in (None, "", []) and old in (None, "", [])
        return old if same_nothing else value

    def _task(self, task: Json, prefix: str, where: str) -> None:
        if f"{prefix}-text" not in self.posted:
            return
        self._fields(task, prefix, {"text": tidy}, where)
        for role in ("leads", "partners", "directed"):
            known = {a["name"]: a for a in task.get(role) or []}
            wanted = names(self.posted.get(f"{prefix}-{role}", "; ".join(known)))
            task[role] = [known.get(name, {"name": name, "raw": name}) for name in wanted]
        task["is_request"] = f"{prefix}-is_request" in self.posted
        old = task.get("deadline") or {"raw": None, "date": None}
        raw = self._read(words, self.posted.get(f"{prefix}-deadline_raw", ""), old["raw"], where)
        on = self._read(day, self.posted.get(f"{prefix}-deadline_date", ""), old["date"], where)
        task["deadline"] = {**old, "raw": raw or day_said(on), "date": on} if raw or on else None

    def _budget(self) -> None:
        budget = self.corrected["budget"] = self.corrected["budget"] or {}
        for place, amount in enumerate(budget.get("amounts") or []):
            self._fields(amount, f"k-{place}", {"value": number, "unit": words}, "kinh phí")
        for place, source in enumerate(budget.get("sources") or []):
            self._fields(source, f"n-{place}", {"text": tidy}, "nguồn kinh phí")
        for prefix, key in (("k", "amounts"), ("n", "sources")):
            rows = budget.get(key) or []
            budget[key] = [r for place, r in enumerate(rows) if f"{prefix}-{place}-drop" not in self.posted]

    def _drop(self) -> None:
        for prefix, key in LISTS.items():
            rows = self.corrected[key]
            self.corrected[key] = [r for place, r in enumerate(rows) if f"{prefix}-{place}-drop" not in self.posted]


def add(corrected: Json, prefix: str) -> str:
    """Appends an empty item; answers its anchor."""
    rows = corrected[LISTS[prefix]]
    rows.append(copy.deepcopy(NEW[prefix]))
    return f"{prefix}-{len(rows) - 1}"


@dataclass(frozen=True)
class Part:
    """What one form holds of each list, of all: a server takes no more than a thousand fields at once."""

    number: int
    count: int
    sizes: Mapping[str, int]

    def span(self, prefix: str) -> slice:
        size = self.sizes[prefix]
        return slice((self.number - 1) * size, self.number * size)

    def of(self, finding: str) -> int:
        """The part that holds a finding such as ``v-300``."""
        prefix, _, place = finding.partition("-")
        return int(place) // self.sizes[prefix] + 1 if prefix in self.sizes else self.number


def part_of(text: str, corrected: Json, agencies: int) -> Part:
    totals = {"t": len(corrected["targets"]), "b": len(corrected["duties"]), "g": agencies}
    sizes = dict(MOST_OF)
    others = 60 + sum(min(total, sizes[p]) * FIELDS_OF[p] for p, total in totals.items())
    sizes["v"] = (MOST_FIELDS - others) // FIELDS_OF["v"]
    totals["v"] = len(corrected["tasks"])
    count = max(1, *(-(-total // sizes[p]) for p, total in totals.items()))
    number = int(text) if text.isdecimal() and len(text) < 5 else 1
    return Part(min(max(number, 1), count), count, sizes)
