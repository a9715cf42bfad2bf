"""Vietnamese text: folding for search, collation for lists, one normal form for storage."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_ORDER = {letter: rank for rank, letter in enumerate(_LETTERS, 1)}
_SPACES = re.compile(r"\s+")


def fold_vi(text: str) -> str:
    """Lower case without marks, đ as d, single spaces: 'ĐỖ  Thị Hoà' becomes 'do thi hoa'."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare.casefold()).strip()


def tidy(text: str) -> str:
    """NFC, no control characters, no spaces at the ends."""
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # nearly every text is, and then holds nothing to leave out
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return text.strip()


def sort_key_vi(text: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """The key of Vietnamese dictionary order: letters a ă â … before tones, tone as tie-break, syllable by syllable."""
    return tuple(_syllable_key(s) for s in tidy(text).lower().split()), text


def _syllable_key(syllable: str) -> tuple[int, int]:
    base, tone = 0, 0
    for char in syllable[:12].ljust(12):
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[c] for c in parts[1:] if c in _TONES), tone)
        letter = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        base = base * 64 + (_ORDER.get(letter) or (34 + min(ord(letter[0]) % 29, 28) if letter.strip() else 0))
    return base, tone


def initials(name: str) -> str:
    """The last word's first letter: how a person is spoken of in a list ('Lò Thị Mai' is 'M.')."""
    words = tidy(name).split()
    return f"{words[-1][0].upper()}." if words else "…"
