"""Automatic numbering of a Word file written out as text, since the labels are not in the paragraphs."""

from __future__ import annotations

from typing import Any

ROMAN = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Numbers:
    """Counts list paragraphs as Word does: one counter for each level of each list."""

    def __init__(self, document: Any) -> None:
        self.levels = level_formats(document)
        self.counts: dict[tuple[str, int], int] = {}

    def label(self, paragraph: Any) -> str:
        found = list_place(paragraph)
        if found is None or not paragraph.text.strip() or found not in self.levels:
            return ""
        name, level = found
        kind, pattern, start = self.levels[found]
        if kind == "bullet":
            return "+ " if level else "- "
        self.counts[found] = self.counts.get(found, start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == name and key[1] > level]:
            del self.counts[deeper]
        return self.written(name, pattern) + " "

    def written(self, name: str, pattern: str) -> str:
        for level in range(9):
            if f"%{level + 1}" in pattern:
                kind, _, start = self.levels.get((name, level), ("decimal", "", 1))
                pattern = pattern.replace(f"%{level + 1}", numeral(self.counts.get((name, level), start), kind))
        return pattern


def list_place(paragraph: Any) -> tuple[str, int] | None:
    for properties in (paragraph._p.pPr, getattr(paragraph.style, "element", None)):
        properties = getattr(properties, "pPr", properties)
        numbering = getattr(properties, "numPr", None)
        if numbering is not None and numbering.numId is not None:
            return str(numbering.numId.val), int(numbering.ilvl.val) if numbering.ilvl is not None else 0
    return None


def level_formats(document: Any) -> dict[tuple[str, int], tuple[str, str, int]]:
    from docx.oxml.ns import qn

    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return {}
    abstract = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
    formats = {}
    for number in root.findall(qn("w:num")):
        pointer = number.find(qn("w:abstractNumId"))
        source = abstract.get(pointer.get(qn("w:val"))) if pointer is not None else None
        for level in source.findall(qn("w:lvl")) if source is not None else ():
            key = (number.get(qn("w:numId")), int(level.get(qn("w:ilvl")) or 0))
            start = int(value_of(level, "start", "1") or 1)
            formats[key] = (value_of(level, "numFmt", "decimal"), value_of(level, "lvlText", ""), start)
    return formats


def value_of(level: Any, tag: str, default: str) -> str:
    from docx.oxml.ns import qn

    child = level.find(qn(f"w:{tag}"))
    return default if child is None else child.get(qn("w:val")) or default


def numeral(number: int, kind: str) -> str:
    if kind == "upperRoman":
        return roman(number)
    if kind in ("lowerLetter", "upperLetter"):
        letter = LETTERS[(number - 1) % 26]
        return letter.upper() if kind == "upperLetter" else letter
    return str(number)


def roman(number: int) -> str:
    out = ""
    for value, sign in ROMAN:
        while number >= value and len(out) < 20:
            out, number = out + sign, number - value
    return out
