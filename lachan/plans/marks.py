"""The text of a document cut into paragraphs and marked stretches, each linked to its finding. Plain Python.

The segments of a paragraph joined are the very characters of the text from ``start`` on, so that a place on the page
and a place in the document are the same number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lachan.plans.corrected import agencies_of, living
from lachan.plans.kinds import HEAD, OF_PREFIX, WARNINGS, Json

_BREAK = re.compile(r"\s*\n\s*")
# kind of mark → which of two that begin together is kept; points have no words of their own
_STRENGTH = {"warn": 9, "v": 8, "o": 8, "b": 8, "d": 5, "k": 4, "f": 4, "c": 3, "n": 3, "s": 2, "a": 1}
_POINTS = frozenset({"v", "o", "b", "warn"})
_HEAD_EVIDENCE = ("metadata", "signatory")


@dataclass(frozen=True)
class Segment:
    """``kind``: k target, a agency, d deadline, c legal basis, f head, n budget, s scope; v, o, b, warn mark a place.

    ``leads_to``: the key of a finding; ``is_first`` the first place of the document that leads there.
    """

    text: str
    kind: str = ""
    leads_to: str = ""
    is_first: bool = False


@dataclass(frozen=True)
class Paragraph:
    """``is_heading``: a section of the document that has parts of its own. ``is_item``: one whose lines are one text,
    broken only by the paper."""

    start: int
    segments: tuple[Segment, ...]
    is_heading: bool
    is_item: bool = False


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    kind: str
    leads_to: str


def paragraphs(
    text: str, state: Json, reading: Json, anchors: Mapping[str, str], low: int = 0, high: int | None = None
) -> list[Paragraph]:
    """Of the text from ``low`` to ``high``. ``anchors``: name of an agency → key of its finding. Linear."""
    high = len(text) if high is None else high
    within = (m for m in _marks(text, state, reading, anchors) if low <= m.start < high)
    marks = _apart(sorted(within, key=lambda m: (m.start, -_STRENGTH[m.kind])))
    sections = reading.get("sections") or []
    headings = {s["span"][0] for s in sections if s.get("heading") and not s.get("leaf")}
    items = sorted(s["span"] for s in sections)
    begins = {start for start, _ in items}
    lines = _outside(list(_starts(text, low, high)), items)
    cuts = sorted(c for c in {low, *lines, *begins} if low <= c < high)
    found: list[Paragraph] = []
    here, gone = 0, set[str]()
    for start, end in zip(cuts, [*cuts[1:], high], strict=True):
        while here < len(marks) and marks[here].end <= start and marks[here].start < start:
            here += 1
        cut = tuple(_segments(text, start, end, marks, here, gone))
        if cut:
            found.append(Paragraph(start, cut, start in headings, start in begins))
    return found


def _starts(text: str, low: int, high: int) -> Iterator[int]:
    yield low
    for gap in _BREAK.finditer(text, low, high):
        if gap.end() < high:
            yield gap.end()


def _outside(places: list[int], items: list[list[int]]) -> Iterator[int]:
    """The places that lie within no item: where the paper breaks a line of one, the text goes on."""
    at, end = 0, 0
    for place in places:
        while at < len(items) and items[at][0] < place:
            end = max(end, items[at][1])
            at += 1
        if place >= end:
            yield place


def _marks(text: str, state: Json, reading: Json, anchors: Mapping[str, str]) -> Iterator[_Mark]:
    for prefix, kind in (("t", "k"), ("c", "c"), ("k", "n"), ("n", "n"), ("d", "s"), ("a", "s")):
        for item in living(state, OF_PREFIX[prefix]):
            if item.get("span"):
                yield _Mark(item["span"][0], item["span"][1], kind, item["key"])
    for warning in state[WARNINGS.list]:
        if warning.get("span") and not warning.get("seen"):
            yield _Mark(warning["span"][0], warning["span"][0], "warn", warning["key"])
    for prefix in ("v", "o", "b"):
        for item in living(state, OF_PREFIX[prefix]):
            if item.get("span"):
                yield _Mark(item["span"][0], item["span"][0], prefix, item["key"])
                yield from _deadline(text, item)
    yield from _head(reading)
    yield from _agencies(state, anchors)


def _deadline(text: str, item: Json) -> Iterator[_Mark]:
    """The words of a deadline, where they stand within their item."""
    deadline = item.get("deadline") or {}
    words, span = deadline.get("raw") or item.get("due"), deadline.get("span") or item["span"]
    at = text.find(words, *span) if words else -1
    if words and at >= 0:
        yield _Mark(at, at + len(words), "d", item["key"])


def _head(reading: Json) -> Iterator[_Mark]:
    """Number, day, title, period, who signed: the words behind the fields of the head."""
    spans = [e["span"] for e in reading.get("evidence") or [] if e["field"].partition(".")[0] in _HEAD_EVIDENCE]
    period = (reading.get("period") or {}).get("span")
    for span in [*spans, *([period] if period else [])]:
        if span[1] - span[0] < 600:
            yield _Mark(span[0], span[1], "f", HEAD)


def _agencies(state: Json, anchors: Mapping[str, str]) -> Iterator[_Mark]:
    """Each place an agency was read from, once."""
    seen: set[tuple[int, int]] = set()
    named = (agency for _, agency in agencies_of(state) if agency.get("span"))
    for agency in sorted(named, key=lambda a: a["span"]):
        span, anchor = tuple(agency["span"]), anchors.get(agency["name"], "")
        if span not in seen and anchor:
            yield _Mark(span[0], span[1], "a", anchor)
            seen.add(span)


def _apart(marks: list[_Mark]) -> list[_Mark]:
    """Marks that do not overlap: of two that do, a later one begins where the earlier ends, or is left out."""
    kept: list[_Mark] = []
    for mark in marks:
        last = kept[-1] if kept else None
        if last is None or mark.start >= last.end:
            kept.append(mark)
        elif mark.kind in _POINTS:
            kept.append(_Mark(last.end, last.end, mark.kind, mark.leads_to))
        elif mark.kind != "a" and last.kind == "a" and mark.end > last.end:
            kept.append(_Mark(last.end, mark.end, mark.kind, mark.leads_to))
        elif mark.kind in "ad" and last.kind in "nfcs" and mark.end < last.end:
            kept[-1] = _Mark(last.start, mark.start, last.kind, last.leads_to)
            kept += [mark, _Mark(mark.end, last.end, last.kind, last.leads_to)]
    return [m for m in kept if m.end > m.start or m.kind in _POINTS]


def _segments(text: str, start: int, end: int, marks: list[_Mark], here: int, gone: set[str]) -> Iterator[Segment]:
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
            yield Segment(text[low:high], mark.kind, mark.leads_to, _first(mark, gone))
        at, here = max(at, high), here + 1
    if at < end:
        yield Segment(text[at:end])


def _first(mark: _Mark, gone: set[str]) -> bool:
    """A task's number is where its finding leads; its deadline has words, and is led to from nowhere else."""
    is_first = mark.leads_to not in gone
    gone.add(mark.leads_to)
    return is_first
