"""Which lines of a PDF page go on in the next one: told by where they stand on the paper, not by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lachan.plans.reading.lines import LABELLED
from lachan.plans.reading.pdf_tables import Edit

BREAK = "\r\n"
LEAST_LINES = 6
BODY_LETTERS = 30
SLACK = 4.0
"""Points of the paper by which edges of one column differ."""
WIDE_GAP = 1.35
FIRST_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class PdfLine:
    """A line of the page's text from `start` to `end` and its place on the paper."""

    start: int
    end: int
    left: float
    right: float
    bottom: float
    first_word: float


def line_joins(text_page: Any, text: str) -> list[Edit]:
    """What to change in the text of a page so that a blank stands where a line ended only because the paper did."""
    if len(text) != text_page.count_chars():
        return []
    lines = placed_lines(text_page, text)
    edge = right_edge(lines)
    if edge is None:
        return []
    gap = usual_gap(lines)
    pairs = pairwise(lines)
    return [(a.end, b.start, " ") for a, b in pairs if goes_on(a, b, text, edge, gap)]


def placed_lines(text_page: Any, text: str) -> list[PdfLine]:
    found, at = [], 0
    for piece in text.split(BREAK):
        words = piece.strip()
        if words:
            start = at + len(piece) - len(piece.lstrip())
            found.append(placed(text_page, text, start, start + len(words)))
        at += len(piece) + len(BREAK)
    return found


def placed(text_page: Any, text: str, start: int, end: int) -> PdfLine:
    left, bottom, *_ = text_page.get_charbox(start)
    _, low, right, _ = text_page.get_charbox(end - 1)
    word = FIRST_WORD.match(text, start)
    word_end = text_page.get_charbox((word.end() if word else start + 1) - 1)[2]
    return PdfLine(start, end, left, right, min(bottom, low), word_end - left)


def right_edge(lines: list[PdfLine]) -> float | None:
    """Where lines of sentences end on this page; none where too few of them are there to tell."""
    rights = sorted(line.right for line in lines if line.end - line.start > BODY_LETTERS)
    if len(rights) < LEAST_LINES:
        return None
    return rights[int(len(rights) * 0.9)]


def usual_gap(lines: list[PdfLine]) -> float:
    gaps = sorted(a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom > b.bottom)
    return gaps[len(gaps) // 3] if gaps else 0.0


def goes_on(line: PdfLine, following: PdfLine, text: str, edge: float, gap: float) -> bool:
    """The next word had no room, the next line stands just below and does not begin further in or with a label."""
    had_no_room = line.right + following.first_word + SLACK > edge and line.right <= edge + SLACK * 3
    below = 0 < line.bottom - following.bottom <= max(gap * WIDE_GAP, gap + SLACK)
    further_in = following.left > line.left + SLACK
    return had_no_room and below and not further_in and not LABELLED.match(text, following.start)
