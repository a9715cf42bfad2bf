"""The tables of UNODC's GLOTIP from our figures: exact, for the ministry; the public gets releases only."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lachan.indicators.definitions import indicator
from lachan.indicators.engines import PRIMARY, Engine
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import period

FILE = Path(__file__).parent / "glotip.toml"
TOTAL = "Total"
COLUMNS = (
    "Iso3_code", "Country", "Region", "Subregion", "Indicator", "Dimension", "Category", "Sex", "Age", "Year",
    "Unit of measurement", "txtVALUE", "Source",
)  # fmt: skip
_HEAD = ("VNM", "Viet Nam", "Asia", "South-eastern Asia")


@dataclass(frozen=True)
class Row:
    """One line of the data file. ``article`` and ``rule`` are what the questionnaire asks beside each number."""

    indicator: str
    dimension: str
    category: str
    sex: str
    age: str
    year: int
    value: int
    article: str
    rule: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            *_HEAD, self.indicator, self.dimension, self.category, self.sex, self.age, str(self.year), "Counts",
            str(self.value), f"{self.article}; {self.rule}",
        )  # fmt: skip


def glotip(province_code: str, year: int, as_of: date, engine: Engine = PRIMARY) -> list[Row]:
    """Every table for one calendar year, with totals of sex and age as the file has them."""
    window = window_of(Scope(province_code), period(str(year), "statistics"), as_of)
    rows: list[Row] = []
    for table in mapping()["table"]:
        by = tuple(table[name] for name in ("category", "sex", "age") if name in table)
        found = figure(table["code"], window, by, engine)
        cells = [(c.keys, c.numerator) for c in found.cells] if by else [((), found.numerator)]
        rows += _rows(table, year, [(_told(table, by, keys), n) for keys, n in cells])
    return rows


@cache
def mapping() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _told(table: dict[str, Any], by: tuple[str, ...], keys: tuple[str, ...]) -> tuple[str, str, str]:
    """Category, sex and age in the words of the file; a code that it does not know is «Unknown»."""
    named = dict(zip(by, keys, strict=True))

    def word(part: str, words: str) -> str:
        return mapping()[words].get(named[table[part]], "Unknown") if part in table else TOTAL

    return word("category", table.get("words", "")), word("sex", "sex"), word("age", "age")


def _rows(table: dict[str, Any], year: int, parts: list[tuple[tuple[str, str, str], int]]) -> list[Row]:
    """Each part counts for itself, and in the totals of sex, of age and of both."""
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for (category, sex, age), count in parts:
        for place in {(category, s, a) for s in (sex, TOTAL) for a in (age, TOTAL)}:
            sums[place] += count
    if "category" not in table:
        sums.setdefault((TOTAL, TOTAL, TOTAL), 0)
    rule = indicator(table["code"])
    return [
        Row(table["indicator"], table.get("dimension", TOTAL), *place, year, sums[place], rule.source, rule.numerator)
        for place in sorted(sums, key=lambda p: (p[0], p[1] != TOTAL, p[1], p[2] != TOTAL, p[2]))
    ]
