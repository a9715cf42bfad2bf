"""The text of a document cut into paragraphs and marked stretches, each linked to its finding. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lachan.plans.corrected import ROLES, Json

_BREAK = re.compile(r"\s*\n\s*")
_STRENGTH = {"pin": 5, "warn": 4, "d": 3, "k": 2, "a": 1}
_POINTS = ("pin", "warn")  # no words of their own: they stand before the words


@dataclass(frozen=True)
class Segment:
    """``kind``: k target, a agency, d deadline; pin and warn mark a place. ``id`` is here, ``leads_to`` a finding."""

    text: str
    kind: str = ""
    id: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class Paragraph:
    """``is_heading``: a section of the document that has parts of its own."""

    segments: tuple[Segment, ...]
    is_heading: bool


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    kind: str
    leads_to: str
    id: str


def paragraphs(text: str, corrected: Json, sections: list[Json], agency_anchor: dict[str, str]) -> list[Paragraph]:
    """``agency_anchor``: name of an agency → id of its finding. Linear in the text and the findings."""
    marks = _apart(sorted(_marks(text, corrected, agency_anchor), key=lambda m: (m.start, -_STRENGTH[m.kind])))
    headings = {s["span"][0] for s in sections if s.get("heading") and not s.get("leaf")}
    cuts = sorted({*_starts(text), *(s["span"][0] for s in sections)})
    found, here = [], 0
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        while here < len(marks) and marks[here].end <= start and marks[here].start < start:
            here += 1
        cut = tuple(_segments(text, start, end, marks, here))
        if cut:
            found.append(Paragraph(cut, start in headings))
    return found


def _starts(text: str) -> Iterator[int]:
    yield 0
    for gap in _BREAK.finditer(text):
        if gap.end() < len(text):
            yield gap.end()


def _marks(text: str, corrected: Json, agency_anchor: dict[str, str]) -> Iterator[_Mark]:
    for n, target in enumerate(corrected["targets"]):
        if target.get("span"):
            start, end = target["span"]
            yield _Mark(start, end, "k", f"t-{n}", f"m-t-{n}")
    for n, warning in enumerate(corrected["warnings"]):
        if warning.get("span") and not warning.get("seen"):
            yield _Mark(warning["span"][0], warning["span"][0], "warn", f"w-{n}", f"m-w-{n}")
    for n, task in enumerate(corrected["tasks"]):
        if task.get("span"):
            yield _Mark(task["span"][0], task["span"][0], "pin", f"v-{n}", f"m-v-{n}-p")
        deadline = task.get("deadline") or {}
        yield from _written(text, deadline.get("span") or task.get("span"), deadline.get("raw"), f"v-{n}")
    for n, duty in enumerate(corrected["duties"]):
        yield from _written(text, duty.get("span"), duty.get("due"), f"b-{n}")
    yield from _agencies(corrected, agency_anchor)


def _agencies(corrected: Json, anchors: dict[str, str]) -> Iterator[_Mark]:
    """Each place an agency was read from, once; only the first of an agency can be gone to from its finding."""
    seen: set[tuple[int, int]] = set()
    gone: set[str] = set()
    named = (a for task in corrected["tasks"] for role in ROLES for a in task.get(role) or [])
    for agency in sorted((a for a in named if a.get("span")), key=lambda a: a["span"]):
        span, anchor = tuple(agency["span"]), anchors.get(agency["name"], "")
        if span not in seen and anchor:
            yield _Mark(span[0], span[1], "a", anchor, "" if anchor in gone else f"m-{anchor}")
            seen.add(span)
            gone.add(anchor)


def _written(text: str, span: list[int] | None, words: str | None, finding: str) -> Iterator[_Mark]:
    """The words of a deadline where they stand within their item."""
    at = text.find(words, *span) if span and words else -1
    if words and at >= 0:
        yield _Mark(at, at + len(words), "d", finding, f"m-{finding}")


def _apart(marks: list[_Mark]) -> list[_Mark]:
    """Marks that do not overlap: of two that do, a later one begins where the earlier ends, or is left out."""
    kept: list[_Mark] = []
    for mark in marks:
        last = kept[-1] if kept else None
        if last is None or mark.start >= last.end:
            kept.append(mark)
        elif mark.kind in _POINTS:
            kept.append(_Mark(last.end, last.end, mark.kind, mark.leads_to, mark.id))
        elif mark.kind != "a" and last.kind == "a" and mark.end > last.end:
            kept.append(_Mark(last.end, mark.end, mark.kind, mark.leads_to, mark.id))
    return kept


def _segments(text: str, start: int, end: int, marks: list[_Mark], here: int) -> Iterator[Segment]:
    end = start + len(text[start:end].rstrip())
    if end <= start:
        return
    at = start
    while here < len(marks) and marks[here].start < end:
        mark = marks[here]
        low, high = max(mark.start, start), min(mark.end, end)
        if low > at:
            yield Segment(text[at:low])
        if high > low or mark.kind in _POINTS:
            yield Segment(text[low:high], mark.kind, mark.id if low == mark.start else "", mark.leads_to)
        at, here = max(at, high), here + 1
    if at < end:
        yield Segment(text[at:end])
