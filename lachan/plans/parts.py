"""A long document in parts that a page can hold: a stretch of text with the findings read from it. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lachan.plans.kinds import KINDS, Json

MOST_CHARACTERS = 60_000  # about thirty pages; a plan of sixty tasks is one part


@dataclass(frozen=True)
class Part:
    number: int
    count: int
    start: int
    end: int

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def is_last(self) -> bool:
        return self.number == self.count

    def holds(self, place: int) -> bool:
        return self.start <= place < self.end or (self.is_last and place >= self.end)


def parts_of(text: str, sections: list[Json]) -> list[Part]:
    """Cut where a section begins, the highest one within reach, else at the end of a line. Linear."""
    cuts = [0]
    heads = sorted((s["span"][0], s["path"].count(".")) for s in sections)
    while len(text) - cuts[-1] > MOST_CHARACTERS * 1.25:
        cuts.append(_cut(text, heads, cuts[-1]))
    ends = [*cuts[1:], len(text)]
    return [Part(n, len(cuts), start, end) for n, (start, end) in enumerate(zip(cuts, ends, strict=True), 1)]


def _cut(text: str, heads: list[tuple[int, int]], start: int) -> int:
    low, high = start + MOST_CHARACTERS * 3 // 4, start + MOST_CHARACTERS * 5 // 4
    within = [(depth, -at) for at, depth in heads if low <= at < high]
    if within:
        return -min(within)[1]
    line = text.rfind("\n", low, high)
    return line + 1 if line > 0 else high


def findings_of(state: Json, part: Part) -> dict[str, list[Json]]:
    """The findings of each kind that the part holds, gone ones too; what has no words of its own stays beside the one
    before it, and lists from the foot of a document stand in its last part."""
    return {kind.prefix: list(_held(state[kind.list], part, foot=kind.bare)) for kind in KINDS}


def _held(rows: list[Json], part: Part, *, foot: bool) -> Iterator[Json]:
    here = part.is_last if foot else part.is_first
    for row in rows:
        if row.get("span"):
            here = part.holds(row["span"][0])
        if here:
            yield row


def numbers_of(parts: tuple[Part, ...], state: Json) -> dict[str, int]:
    """The number of the part that holds each finding, by its key."""
    held = ((part.number, findings_of(state, part)) for part in parts)
    return {row["key"]: number for number, kinds in held for rows in kinds.values() for row in rows}
