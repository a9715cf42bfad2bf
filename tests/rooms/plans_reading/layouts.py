"""The same plan as different copies of it would look: a reading must not change with the layout."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable


def one_line(text: str) -> str:
    return " ".join(re.sub(r"[#|]+|\*{2,}|-{3,}", " ", text).split())


def wrapped(text: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 72, break_on_hyphens=False)) for line in text.split("\n"))


def paged(text: str) -> str:
    """A page number between two words of every fortieth line."""
    lines = text.split("\n")
    for number in range(30, len(lines), 40):
        words = lines[number].split(" ")
        if len(words) > 12 and words[8][:1].islower():
            lines[number] = " ".join(words[:8]) + f"\n\n{number // 30 + 1}\n\n" + " ".join(words[8:])
    return "\n".join(lines)


def old_letters(text: str) -> str:
    return text.replace("Ủy", "Uỷ").replace("đ)", "d)").replace("hòa", "hoà").replace("óa ", "oá ")


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def hard_spaces(text: str) -> str:
    return text.replace(". ", ".\u00a0").replace("- ", "– ")


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "one line": one_line,
    "wrapped": wrapped,
    "paged": paged,
    "old letters": old_letters,
    "nfd": nfd,
    "hard spaces": hard_spaces,
    "windows lines": lambda text: text.replace("\n", "\r\n"),
}
