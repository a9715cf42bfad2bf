"""Two wordings side by side: how alike they are, and which words were taken out or put in. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from lachan.base.text import fold_vi

WORD = re.compile(r"\w+(?:[./,]\w+)*|[^\w\s]")
YEAR = re.compile(r"(?:19|20)\d\d")
PLAN_YEAR = "‹năm›"
Words = tuple[str, ...]
Own = tuple[int, int]
"""The first and last year of a plan."""
NO_YEARS: tuple[Own, Own] = ((1, 0), (1, 0))


@dataclass(frozen=True)
class Stretch:
    """Words in a row; `is_changed`: the other wording does not have them."""

    text: str
    is_changed: bool


def words_of(text: str, first_year: int, last_year: int) -> Words:
    """The words as they are compared: folded, without signs, the plan's own years as one word.

    «trong năm 2025» in the plan of 2025 says the same as «trong năm 2026» in the plan of 2026.
    """
    return tuple(own_years(w, first_year, last_year) for w in WORD.findall(fold_vi(text)) if w[0].isalnum())


@lru_cache(maxsize=20_000)
def own_years(word: str, first_year: int, last_year: int) -> str:
    def replaced(found: re.Match[str]) -> str:
        year = int(found[0])
        return f"{PLAN_YEAR}{year - first_year}" if first_year <= year <= last_year else found[0]

    return YEAR.sub(replaced, word)


def likeness(one: Words, other: Words) -> float:
    """1 for the same words in the same order, 0 for no word in common; the same both ways round."""
    return Indel.normalized_similarity(one, other)


def marked(before: str, after: str, years: tuple[Own, Own] = NO_YEARS) -> tuple[tuple[Stretch, ...], ...]:
    """Both texts cut into stretches that they share and stretches that only one has; own years count as shared."""
    one, other = pieces(before), pieces(after)
    mine, theirs = ([own_years(fold_vi(p), *own) for p in cut] for cut, own in zip((one, other), years, strict=True))
    steps = Indel.opcodes(mine, theirs)
    left, right = [], []
    for step in steps:
        is_changed = step.tag != "equal"
        left.append(("".join(one[step.src_start : step.src_end]), is_changed))
        right.append(("".join(other[step.dest_start : step.dest_end]), is_changed))
    return joined(left), joined(right)


def pieces(text: str) -> list[str]:
    """Words with the space after them, so that the pieces put together are the text."""
    return re.findall(r"\s*\S+\s*", text)


def joined(stretches: Iterable[tuple[str, bool]]) -> tuple[Stretch, ...]:
    out: list[Stretch] = []
    for text, is_changed in stretches:
        if out and out[-1].is_changed == is_changed:
            out[-1] = Stretch(out[-1].text + text, is_changed)
        elif text:
            out.append(Stretch(text, is_changed))
    return tuple(piece for stretch in out for piece in trimmed(stretch))


def trimmed(stretch: Stretch) -> list[Stretch]:
    """The space around changed words is not part of the change."""
    words = stretch.text.strip()
    if not stretch.is_changed or words == stretch.text:
        return [stretch]
    before, _, after = stretch.text.partition(words) if words else ("", "", stretch.text)
    around = (Stretch(before, False), Stretch(words, True), Stretch(after, False))
    return [piece for piece in around if piece.text]
