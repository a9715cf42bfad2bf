"""The fixed tables that may be published (tables.toml), and the hierarchies their cells stand in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lachan.base.errors import Misbuilt, NotFound
from lachan.indicators.definitions import indicator
from lachan.indicators.dimensions import UNKNOWN, UNKNOWN_LABEL, dimension
from lachan.indicators.disclosure import Dimension

FILE = Path(__file__).parent / "tables.toml"
ALL = "all"
ALL_LABEL = "Tổng số"
MOST_DIMENSIONS = 3
PARTS = frozenset("QHY")


@dataclass(frozen=True)
class FixedTable:
    """``by``: dimensions beside the period; ``parts``: the lengths of period it is published for."""

    key: str
    title: str
    title_en: str
    indicator: str
    by: tuple[str, ...]
    parts: tuple[str, ...]


@cache
def fixed_tables() -> dict[str, FixedTable]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["table"]
    found = {row["key"]: FixedTable(**{**row, "by": tuple(row["by"]), "parts": tuple(row["parts"])}) for row in rows}
    for table in found.values():
        if indicator(table.indicator).is_ratio or len(table.by) > MOST_DIMENSIONS or not PARTS.issuperset(table.parts):
            raise Misbuilt(f"tables.toml: {table.key} is no count by at most three dimensions and a quarter or longer")
    return found


def fixed_table(key: str) -> FixedTable:
    try:
        return fixed_tables()[key]
    except KeyError:
        raise NotFound from None


def dimensions_of(code: str) -> tuple[str, ...]:
    """Every dimension by which any fixed table divides this indicator: all its tables are attacked together."""
    return tuple(sorted({name for t in fixed_tables().values() if t.indicator == code for name in t.by}))


def members(code: str, name: str) -> dict[str, str]:
    """All values a dimension may have, with their words: a value nobody has is a cell as well, or it would tell."""
    rule = indicator(code)
    words = dict(dimension(rule.record, name, rule.by).labels())
    words.pop(UNKNOWN, None)
    return {**words, UNKNOWN: UNKNOWN_LABEL}


def hierarchies(code: str, period_codes: Iterable[str]) -> tuple[Dimension, ...]:
    """The fixed hierarchies of an indicator's cells: values under their total, quarters under half-years, years."""
    flat = tuple(Dimension(name, dict.fromkeys(members(code, name), ALL)) for name in dimensions_of(code))
    years = sorted({code[:4] for code in period_codes})
    parents: dict[str, str] = {}
    for year in years:
        parents |= {f"{year}-Q{n}": f"{year}-H{1 if n < 3 else 2}" for n in range(1, 5)}
        parents |= {f"{year}-H1": year, f"{year}-H2": year}
    return (*flat, Dimension("period", parents))
