"""The word tables of the reader, loaded once from `data/`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lachan.plans.reading.normalise import fold

TONES = tuple(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    )
)
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class BodyType:
    """One row of the agency grammar: how the name begins and what may follow."""

    name: str
    tail: str
    exact: str = ""
    plural: bool = False
    levelled: bool = False
    force: bool = False
    strict: bool = False


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def body_types() -> tuple[re.Pattern[str], dict[str, BodyType]]:
    """One pattern over folded text, and the row each named group stands for."""
    rows: dict[str, BodyType] = {}
    parts = []
    for number, row in enumerate(table("agencies")["type"]):
        options = {key: value for key, value in row.items() if key != "pattern"}
        rows[f"t{number}"] = BodyType(**options)
        parts.append(f"(?P<t{number}>{spaced(row['pattern'])})")
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)"), rows


@cache
def body_start() -> re.Pattern[str]:
    """Where one of these types stands. Without the names of the groups the search skips most places at once."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced(row['pattern']) for row in table('agencies')['type'])})(?!\w)")


def begins_body(folded: str, lowered: str, at: int) -> bool:
    """Whether a type word stands here; short ones count only with their marks («Ban», not «Bản»)."""
    pattern, rows = body_types()
    found = pattern.match(folded, at)
    if found is None:
        return False
    exact = rows[found.lastgroup or ""].exact
    return lowered.startswith(exact, at)


def spaced(pattern: str) -> str:
    """A blank stands for any white space, unless it is optional."""
    return re.sub(r" (?!\?)", r"\\s+", pattern).replace(" ?", r"\s?")


def alternation(phrases: list[str]) -> str:
    """Folded phrases as one pattern, the longest first, any white space between words."""
    folded = sorted({fold(p) for p in phrases}, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in folded)


@cache
def starters() -> re.Pattern[str]:
    """A task sentence begins here (lower case, with marks: «Giảm» is a verb and «Giám đốc» is not)."""
    phrases = {variant for phrase in table("agencies")["starters"]["phrases"] for variant in toned(phrase.lower())}
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(
        rf"(?:{'|'.join(re.escape(p).replace(chr(92) + ' ', chr(92) + 's+') for p in longest)})(?!\w)(?! viên)"
    )


def toned(phrase: str) -> set[str]:
    """Both ways to place the mark: «hòa» and «hoà», «ủy» and «uỷ»."""
    old = phrase
    for new_way, old_way in TONES:
        old = old.replace(new_way, old_way)
    return {phrase, old}


@cache
def domain_pattern() -> re.Pattern[str]:
    """The field a department is named by (folded text)."""
    domains = table("agencies")["domains"]
    atom = rf"(?:{alternation(domains['atoms'])})(?!\w)"
    pairs = "|".join(rf"{fold(a)}\s+va\s+{fold(b)}".replace(" ", r"\s+") for a, b in domains["with_and"])
    joined = rf"(?:(?:{pairs})(?!\w)|{atom})"
    whole = alternation(domains["with_comma"])
    return re.compile(rf"(?:(?:{whole})|{joined}(?:[^\S\n]*(?:-|&)[^\S\n]*{joined}){{0,4}})(?!\w)")


@cache
def short_domains() -> tuple[re.Pattern[str], dict[str, str]]:
    """Abbreviated fields and what they stand for."""
    short = table("agencies")["domains"]["short"]
    parts = sorted(map(re.escape, short), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(parts)})(?!\w)".replace(r"\ ", r"\s?")), {
        squeezed(k): v for k, v in short.items()
    }


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
