"""The working copy of a text: NFC, one kind of space, no markdown; every character knows where it came from."""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cached_property

from lachan.plans.reading.schema import Span
from lachan.plans.reading.table_heads import table_rows

SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f\u3000\t\v\r"), " "
)
SPACES[ord("\f")] = "\n"
NOTHING = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f")
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2015\u2212\uf02d"), "-")
BULLETS = dict.fromkeys(
    map(
        ord,
        "\u25cf\u25aa\u25cb\u25e6\u25a0\u2219\uf0b7\uf0a7\uf0d8\u2756\u27a2\u2043\u00b7\u25c6\u25ba\u25b6\u2714\u2713\u221a\uf0fc\uf076\uf0ae\u279c\u2794",
    ),
    "•",
)
CHARACTERS = {**SPACES, **DASHES, **BULLETS}

CELL = "¦"  # between the cells of a table whose rows are read as rows

LINK_TARGET = re.compile(r"\]\([^()\s]{0,300}\)")
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,80}>")
BREAK = re.compile(r"<br\s{0,2}/?>", re.IGNORECASE)
HEADING_MARK = re.compile(r"(?m)^[ >]{0,8}#{1,6}(?=\s)")
EMPHASIS = re.compile(r"\*{2,3}|(?<=[\w).,;:])\*(?=[\s.,;:)]|$)|(?<=\s)\*(?=[\w(])|(?<![\w])_{1,3}|_{1,3}(?![\w])")
LINE_STAR = re.compile(r"(?m)^ {0,8}\*(?= )")
ESCAPE = re.compile(r"\\(?=[.\-–•*_#()\[\]+!|>])")
RULE_LINE = re.compile(r"(?m)^[ \-=_*–—:+|.…]{3,}$")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Normal:
    """`text` is read, `source` is shown: `span` leads from the first to the second."""

    source: str
    text: str
    starts: array[int] | None
    ends: array[int] | None

    @cached_property
    def lowered(self) -> str:
        return lower(self.text)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    def span(self, start: int, end: int) -> Span:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if self.starts is None or self.ends is None:
            return start, end
        first = self.starts[start] if start < len(self.starts) else len(self.source)
        return first, self.ends[end - 1] if end > start else first

    def clean(self, start: int, end: int) -> str:
        return " ".join(self.text[start:end].split())


def normalise(source: str) -> Normal:
    text, starts, ends = composed(source)
    return made(source, blank_marks(text.translate(CHARACTERS)), starts, ends)


def made(source: str, text: str, starts: array[int] | None, ends: array[int] | None) -> Normal:
    return Normal(source, text, starts, ends)


def composed(source: str) -> tuple[str, array[int] | None, array[int] | None]:
    """NFC without characters of no width, with where each character began and ended when the length changed."""
    if unicodedata.is_normalized("NFC", source) and NOTHING.isdisjoint(source):
        return source, None, None
    out: list[str] = []
    starts, ends = array("I"), array("I")
    for start, end in clusters(source):
        for letter in unicodedata.normalize("NFC", source[start:end]):
            if letter not in NOTHING:
                out.append(letter)
                starts.append(start)
                ends.append(end)
    return "".join(out), starts, ends


def clusters(source: str) -> list[Span]:
    """Base letters with the marks that follow them; a run of marks is cut at 8 so that none is long."""
    spans: list[Span] = []
    start = 0
    for at in range(1, len(source) + 1):
        if at == len(source) or not unicodedata.combining(source[at]) or at - start >= 8:
            spans.append((start, at))
            start = at
    return spans


def blank_marks(text: str) -> str:
    """Markdown and stray tags become blanks of equal length; a table bar parts lines, or cells in a task table."""
    text = text.replace(CELL, "|")
    if "|" in text:
        text = RULE_LINE.sub(lambda m: " " * len(m[0]) if "|" in m[0] else m[0], text)
        text = bars(text)
    if "<" in text:
        text = BREAK.sub(lambda m: "\n" + " " * (len(m[0]) - 1), text)
        text = TAG.sub(lambda m: " " * len(m[0]), text)
    if "](" in text:
        text = LINK_TARGET.sub(lambda m: " " * len(m[0]), text)
    text = LINE_STAR.sub(lambda m: m[0][:-1] + "∗", text)
    for mark in (HEADING_MARK, EMPHASIS, ESCAPE):
        text = mark.sub(lambda m: " " * len(m[0]), text)
    return RULE_LINE.sub(lambda m: m[0] if "..." in m[0] or "…" in m[0] else " " * len(m[0]), text)


def fold_letter(letter: str) -> str:
    low = letter.lower()
    if low == "đ":
        return "d"
    base = unicodedata.normalize("NFD", low)[0]
    return base if len(base) == 1 else letter


def bars(text: str) -> str:
    """A bar ends a line; in a row of a table of tasks it stays between the cells, and the row is one line."""
    out: list[str] = []
    at = 0
    for start, end in table_rows(fold(text)):
        out.append(parted(text[at:start], behind=at > 0, before=True))
        row = BREAK.sub(lambda m: " " * len(m[0]), text[start:end])
        out.append(row.replace("\n", " ").replace("|", CELL))
        at = end
    out.append(parted(text[at:], behind=at > 0, before=False))
    return "".join(out)


def parted(text: str, behind: bool, before: bool) -> str:
    """The words around rows: a blank next to a row becomes the line break between them."""
    text = text.replace("|", "\n")
    if behind and text[:1].isspace():
        text = f"\n{text[1:]}"
    return f"{text[:-1]}\n" if before and text[-1:].isspace() else text


FOLDED = {ord(c): fold_letter(c) for c in map(chr, [*range(0x41, 0x5B), *range(0xC0, 0x1B5), *range(0x1E00, 0x1F00)])}
FOLDED.update({ord("–"): "-", ord("—"): "-"})


def fold(text: str) -> str:
    """Lower case without marks, same length: for matching only, never for showing."""
    return text.translate(FOLDED)


def lower(text: str) -> str:
    """Lower case, same length."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def words(text: str) -> list[str]:
    return WORD.findall(text)


def is_capitals(text: str) -> bool:
    """True when the letters are capitals (a stray small letter in sixteen is forgiven)."""
    head = text[:400]
    small, letters = sum(map(str.islower, head)), sum(map(str.isalpha, head))
    return letters >= 3 and small * 16 <= letters
