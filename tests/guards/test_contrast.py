"""The colours of the house can be read: WCAG 2.2 AA, computed from the tokens."""

from __future__ import annotations

import re

import pytest

from tests.guards.house import PACKAGE

TOKENS = PACKAGE / "web/static/lachan/css/tokens.css"

# text on ground, and the least contrast of WCAG 2.2: 4.5 for words, 3 for drawn edges and bars
WORDS = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "card", "line-2", "brand-soft")],
    *[(tone, ground) for tone in ("ok", "due", "late", "brand") for ground in ("paper", "card", f"{tone}-soft")],
    *[("ink", ground) for ground in ("mark", "mark-k", "mark-a", "mark-d", "ok-soft", "due-soft", "late-soft")],
    ("on-brand", "brand"),
    ("on-brand-2", "brand"),
    ("card", "brand"),
    ("card", "brand-deep"),
    ("card", "late-badge"),
]
EDGES = [
    *[(bar, "line-2") for bar in ("ok-bar", "due-bar", "late-bar", "brand")],
    ("edge", "card"),
    ("edge", "paper"),
]


@pytest.mark.parametrize(("ink", "ground"), WORDS, ids=lambda name: name)
def test_words_can_be_read(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("bar", "ground"), EDGES, ids=lambda name: name)
def test_bars_and_edges_can_be_told_from_their_ground(bar: str, ground: str) -> None:
    assert contrast(bar, ground) >= 3


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(colours()[one]), luminance(colours()[other])), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours() -> dict[str, str]:
    found = re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", TOKENS.read_text(encoding="utf-8"))
    return {name: value if len(value) == 6 else "".join(2 * digit for digit in value) for name, value in found}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
