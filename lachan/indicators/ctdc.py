"""How our attributes of a victim are told in the columns of CTDC's dataset, and what of it we cannot tell.

Data for the definition of a figure and for whoever prepares a contribution. No file for CTDC is written from here:
rows about people leave by the release gate only.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lachan.base.labels import Labelled

FILE = Path(__file__).parent / "ctdc.toml"


class Fit(Labelled):
    FULL = "full", "đủ"
    PARTIAL = "partial", "một phần"
    NONE = "none", "chưa có"


@dataclass(frozen=True)
class Column:
    """``words``: our code → the value of the column, "" for a flag that is not set; ``untold``: codes that leave it

    empty because they do not say. ``dimension`` is "" where nothing of ours tells the column.
    """

    name: str
    dimension: str
    fit: Fit
    why: str
    confidence: str
    words: dict[str, str]
    untold: tuple[str, ...]

    def told(self, code: str) -> str:
        """The value of the column for a code of ours; a year tells itself."""
        if self.dimension == "calendar_year":
            return code
        return "" if code in self.untold else self.words.get(code, "")


@cache
def columns() -> tuple[Column, ...]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Column(
            row["id"], row.get("dimension", ""), Fit(row["fit"]), row["why"],
            row.get("confidence", read["confidence"]),
            read[row["words_of"]] if "words_of" in row else row.get("words", {}), tuple(row.get("untold", ())),
        )
        for row in read["column"]
    )  # fmt: skip


@cache
def used_by() -> frozenset[str]:
    """The indicators of which a dataset of this kind is made."""
    return frozenset({tomllib.loads(FILE.read_text(encoding="utf-8"))["used_by"]})


def source() -> str:
    return str(tomllib.loads(FILE.read_text(encoding="utf-8"))["source"])
