"""Automatic numbering of a Word file written out as text, since the labels are not in the paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LEVELS = 9
Place = tuple[str, int]


def value(parent: Element | None, tag: str) -> str | None:
    """The `w:val` of a child."""
    child = None if parent is None else parent.find(W + tag)
    return None if child is None else child.get(W + "val")


def whole(text: str | None, default: int = 0) -> int:
    """A number as Word writes one; what is none, or absurd, is the default."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else default


@dataclass(frozen=True)
class Level:
    kind: str = "decimal"
    pattern: str = ""
    start: int = 1
    is_plain: bool = False
    """Every number in it as 1, 2, 3, whatever the levels above look like (w:isLgl)."""


@dataclass
class Numbers:
    """Counts list paragraphs as Word does: lists made from one pattern go on counting each other's items."""

    levels: dict[Place, Level] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    restarts: dict[Place, int] = field(default_factory=dict)
    counts: dict[Place, int] = field(default_factory=dict)

    def label(self, place: Place | None) -> str:
        """What Word draws before a paragraph, with a space after it."""
        level = self.levels.get(place) if place else None
        if place is None or level is None or level.kind == "none":
            return ""
        if level.kind == "bullet":
            return bullet(level.pattern, place[1])
        self.count(place, level)
        label = self.written(place[0], level)
        return f"{label} " if label.strip() else ""

    def count(self, place: Place, level: Level) -> None:
        name = self.patterns[place[0]]
        if place in self.restarts:
            self.counts[name, place[1]] = self.restarts.pop(place)
        else:
            self.counts[name, place[1]] = self.counts.get((name, place[1]), level.start - 1) + 1
        for deeper in range(place[1] + 1, LEVELS):
            self.counts.pop((name, deeper), None)

    def written(self, number: str, level: Level) -> str:
        label = level.pattern
        for at in range(LEVELS):
            if f"%{at + 1}" in label:
                above = self.levels.get((number, at), Level())
                counted = self.counts.get((self.patterns[number], at), above.start)
                label = label.replace(f"%{at + 1}", numeral(counted, "decimal" if level.is_plain else above.kind))
        return label[:40]


def bullet(sign: str, depth: int) -> str:
    if sign in ("-", "–", "+", "•", "*"):
        return f"{sign} "
    return "+ " if depth else "- "


def read_numbers(root: Element | None) -> Numbers:
    """From numbering.xml: abstract patterns, the lists made from them, and where a list changes its pattern."""
    if root is None:
        return Numbers()
    abstract = {a.get(W + "abstractNumId") or "": a for a in root.findall(W + "abstractNum")}
    named = {value(a, "styleLink"): a for a in abstract.values() if value(a, "styleLink")}
    numbers = Numbers()
    for one in root.findall(W + "num"):
        number, pattern = one.get(W + "numId") or "", value(one, "abstractNumId") or ""
        source = abstract.get(pattern)
        source = named.get(value(source, "numStyleLink"), source)
        numbers.patterns[number] = pattern
        for level in [] if source is None else source.findall(W + "lvl"):
            numbers.levels[number, whole(level.get(W + "ilvl"))] = read_level(level)
        for change in one.findall(W + "lvlOverride"):
            read_override(numbers, number, change)
    return numbers


def read_level(level: Element) -> Level:
    return Level(
        kind=value(level, "numFmt") or "decimal",
        pattern=value(level, "lvlText") or "",
        start=whole(value(level, "start"), 1),
        is_plain=level.find(W + "isLgl") is not None,
    )


def read_override(numbers: Numbers, number: str, change: Element) -> None:
    place = (number, whole(change.get(W + "ilvl")))
    level = change.find(W + "lvl")
    if level is not None:
        numbers.levels[place] = read_level(level)
    start = value(change, "startOverride")
    if start is not None:
        numbers.restarts[place] = whole(start, 1)


def numeral(number: int, kind: str) -> str:
    made: Callable[[int], str] | None = NUMERALS.get(kind)
    return made(number) if made and number > 0 else str(number)


def letter(number: int) -> str:
    """a … z, then aa, bb as Word goes on."""
    return LETTERS[(number - 1) % 26] * min((number - 1) // 26 + 1, 5)


def roman(number: int) -> str:
    out, number = "", min(number, 3999)
    for worth, sign in ROMAN:
        while number >= worth:
            out, number = out + sign, number - worth
    return out


NUMERALS: dict[str, Any] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
}
