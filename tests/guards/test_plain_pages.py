"""Pages obey the content policy (no script, style or handler inside the HTML) and their colours can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guards.house import PACKAGE, ROOT, tracked

TEMPLATES = [path for path in tracked("lachan/*.html") if "templates" in path.parts]
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*=|<style"),
    "inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "inline script": re.compile(r"<script(?![^>]*(\ssrc=|type=\"application/json\"))"),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "foreign host": re.compile(r"(?:src|href|action)=\"(?:https?:)?//"),
}
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


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_template_holds_what_the_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("planted", ['<p style="x">', '<a onclick="x">', "<script>x</script>", '<a href="//x">'])
def test_the_guard_sees_a_planted_fault(planted: str) -> None:
    assert any(pattern.search(planted) for pattern in FORBIDDEN.values())


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
