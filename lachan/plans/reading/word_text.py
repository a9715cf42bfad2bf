"""Paragraphs and tables of a Word file as lines: what a reader of the printed page sees, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from lachan.plans.reading import legacy
from lachan.plans.reading.cells import as_lines
from lachan.plans.reading.docx_numbers import LEVELS, Numbers, Place, W, value, whole

ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WIDE = "    "
GONE = frozenset({W + "del", W + "moveFrom", W + "rPr", W + "pPr", W + "instrText", W + "delText", W + "sdtPr"})
SIGNS = {W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad", W + "ptab": "\t"}
SYMBOL_FONTS = ("wingdings", "symbol", "webdings")
LABEL = re.compile(r"\s*(?:[-–•+*]|[\w.]{1,8}[.)])?\s*")
CONTENTS = re.compile(r"toc\s?\d|contents", re.IGNORECASE)


@dataclass
class Styles:
    """Of each style: the one it is based on, its list, its font, whether it hides text."""

    based_on: dict[str, str] = field(default_factory=dict)
    lists: dict[str, Element] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    default: str = ""
    font: str = ""

    def chain(self, style: str | None) -> Iterator[str]:
        """The style and what it is based on; a circle ends."""
        for _ in range(12):
            if not style:
                return
            yield style
            style = self.based_on.get(style)

    def font_of(self, style: str | None) -> str:
        return next((self.fonts[s] for s in self.chain(style or self.default) if s in self.fonts), self.font)

    def is_contents(self, style: str | None) -> bool:
        return bool(style) and bool(CONTENTS.match(self.names.get(style or "", style or "")))


def read_styles(root: Element | None) -> Styles:
    styles = Styles()
    if root is None:
        return styles
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    styles.font = font_of(defaults) or ""
    for one in root.findall(W + "style"):
        name = one.get(W + "styleId") or ""
        styles.names[name] = value(one, "name") or name
        if one.get(W + "default") in ("1", "true") and one.get(W + "type") == "paragraph":
            styles.default = name
        read_style(styles, name, one)
    return styles


def read_style(styles: Styles, name: str, one: Element) -> None:
    above, listed, runs = value(one, "basedOn"), one.find(f"{W}pPr/{W}numPr"), one.find(W + "rPr")
    if above:
        styles.based_on[name] = above
    if listed is not None:
        styles.lists[name] = listed
    if font := font_of(runs):
        styles.fonts[name] = font
    if is_on(runs, "vanish"):
        styles.hidden.add(name)


def font_of(runs: Element | None) -> str | None:
    fonts = None if runs is None else runs.find(W + "rFonts")
    return None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")


def is_on(properties: Element | None, tag: str) -> bool:
    found = None if properties is None else properties.find(W + tag)
    return found is not None and found.get(W + "val") not in ("0", "false", "off")


class Writer:
    """Writes blocks out line by line; the counters of the lists go from one block to the next."""

    def __init__(self, numbers: Numbers, styles: Styles) -> None:
        self.numbers = numbers
        self.styles = styles
        self.boxes: list[Element] = []
        self.has_imports = False

    def block(self, element: Element) -> Iterator[str]:
        if element.tag == W + "p":
            yield from self.paragraph(element)
        elif element.tag == W + "tbl":
            yield from as_lines(self.rows(element))
            yield ""
        elif element.tag == W + "altChunk":
            self.has_imports = True
        elif element.tag not in GONE:
            for inner in element:
                yield from self.block(inner)

    def paragraph(self, element: Element) -> Iterator[str]:
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle")
        if self.styles.is_contents(style):
            return
        outer, self.boxes = self.boxes, []
        text = self.runs(element, self.styles.font_of(style), hidden=style in self.styles.hidden)
        text = tabbed(text)
        label = self.numbers.label(self.place(properties, style)) if text.strip() else ""
        boxes, self.boxes = self.boxes, outer
        yield from (label + text.strip() if label else text).split("\n")
        for box in boxes:
            for inner in box:
                yield from self.block(inner)

    def place(self, properties: Element | None, style: str | None) -> Place | None:
        """The list and level of a paragraph: its own, else its style's."""
        own = None if properties is None else properties.find(W + "numPr")
        chain = self.styles.chain(style or self.styles.default)
        from_style = next((self.styles.lists[s] for s in chain if s in self.styles.lists), None)
        number = value(own, "numId") or value(from_style, "numId")
        level = value(own, "ilvl") or value(from_style, "ilvl")
        at = whole(level)
        return (number, at) if number and number != "0" and at < LEVELS else None

    def runs(self, element: Element, font: str, *, hidden: bool) -> str:
        out: list[str] = []
        for child in element:
            if child.tag == W + "r":
                out.append(self.run(child, font, hidden=hidden))
            elif child.tag not in GONE:
                out.append(self.runs(child, font, hidden=hidden))
        return "".join(out)

    def run(self, run: Element, font: str, *, hidden: bool) -> str:
        properties = run.find(W + "rPr")
        style = value(properties, "rStyle")
        font = font_of(properties) or (self.styles.font_of(style) if style in self.styles.fonts else font)
        vanish = properties is not None and properties.find(W + "vanish") is not None
        seen = not (is_on(properties, "vanish") if vanish else hidden or style in self.styles.hidden)
        text = "".join(self.piece(child) for child in run)
        text = text.upper() if is_on(properties, "caps") else text
        return legacy.from_font(text, font) if seen else ""

    def piece(self, child: Element) -> str:
        tag = child.tag
        if tag == W + "t":
            return child.text or ""
        if tag == W + "tab":
            return "\t"
        if tag in SIGNS:
            return SIGNS[tag]
        if tag == W + "sym":
            return symbol(child)
        if tag in (W + "footnoteReference", W + "endnoteReference"):
            return f"[{'e' if tag.startswith(W + 'end') else ''}{child.get(W + 'id')}]"
        if tag in (W + "drawing", W + "pict", W + "object", ALTERNATIVE + "AlternateContent"):
            self.boxes.extend(boxes_of(child))
        return ""

    def rows(self, table: Element) -> list[list[list[str]]]:
        return [self.cells(row) for row in inside(table, W + "tr") if not is_deleted(row)]

    def cells(self, row: Element) -> list[list[str]]:
        """The cells of a row; what a merged cell covers is empty."""
        out: list[list[str]] = []
        for cell in inside(row, W + "tc"):
            properties = cell.find(W + "tcPr")
            merged = None if properties is None else properties.find(W + "vMerge")
            covered = merged is not None and merged.get(W + "val") != "restart"
            lines = [] if covered else [line for block in cell for line in self.block(block)]
            width = min(whole(value(properties, "gridSpan"), 1), 30)
            out.extend([[line for line in lines if line.strip()], *([] for _ in range(width - 1))])
        return out


def inside(parent: Element, tag: str) -> Iterator[Element]:
    """Children of a kind, also those that stand in a content control or an accepted insertion."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from inside(child, tag)


def is_deleted(row: Element) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and properties.find(W + "del") is not None


def boxes_of(drawing: Element) -> list[Element]:
    """The contents of its text boxes; of two ways to draw one (new and old Word) the first."""
    if drawing.tag == ALTERNATIVE + "AlternateContent":
        choice = drawing.find(ALTERNATIVE + "Choice")
        drawing = drawing if choice is None else choice
    found = list(drawing.iter(W + "txbxContent"))
    nested = {id(inner) for box in found for inner in box.iter(W + "txbxContent") if inner is not box}
    return [box for box in found if id(box) not in nested]


def symbol(child: Element) -> str:
    """A sign of a picture font is a bullet to us; of another font it is its letter."""
    font, code = (child.get(W + "font") or "").lower(), child.get(W + "char") or ""
    if font.startswith(SYMBOL_FONTS) or not re.fullmatch(r"[0-9A-Fa-f]{2,5}", code):
        return "•"
    number = int(code, 16)
    if 0xD800 <= number <= 0xDFFF:  # half a character is none
        return ""
    return chr(number - 0xF000 if 0xF000 <= number <= 0xF0FF else number)


def tabbed(text: str) -> str:
    """A tab after a label is a space; one between words is a column."""
    if "\t" not in text:
        return text
    first = LABEL.match(text)
    at = first.end() if first else 0
    return text[:at].replace("\t", " ") + re.sub(r"\t+", WIDE, text[at:])
