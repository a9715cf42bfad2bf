"""Which facts of ours go into which column of the police software: data, unconfirmed until its fields are known."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lachan.base.errors import Misbuilt
from lachan.law.rows import Confidence

FILE = Path(__file__).parent / "police_software.toml"
FACTS = {
    "victim": frozenset({"code", "sex", "birth_year", "age_band", "person_kind", "exploitation", "return_way", "area",
                         "day", "status"}),
    "accused": frozenset({"code", "case", "sex", "birth_year", "age_at_offence", "nationality", "article", "status"}),
    "case": frozenset({"code", "article", "offence_class", "suspicion", "is_cross_border", "victim_count", "area",
                       "day", "status"}),
}  # fmt: skip
IDENTITY = {
    "victim": frozenset({"full_name", "birth_date", "id_number", "permanent_address"}),
    "accused": frozenset({"full_name", "birth_date", "id_number", "address"}),
    "case": frozenset(),
}  # fmt: skip


@dataclass(frozen=True)
class SheetColumn:
    title: str
    shows: str
    width: int
    is_identity: bool


@dataclass(frozen=True)
class Sheet:
    kind: str
    title: str
    columns: tuple[SheetColumn, ...]


@dataclass(frozen=True)
class Software:
    name: str
    source: str
    confidence: Confidence
    sheets: tuple[Sheet, ...]


@cache
def software() -> Software:
    row = tomllib.loads(FILE.read_text(encoding="utf-8"))
    sheets = tuple(
        Sheet(
            one["kind"],
            one["title"],
            tuple(SheetColumn(c["title"], c["shows"], c["width"], c.get("identity", False)) for c in one["columns"]),
        )
        for one in row["sheet"]
    )
    for sheet in sheets:
        for column in sheet.columns:
            known = IDENTITY[sheet.kind] if column.is_identity else FACTS[sheet.kind]
            if column.shows not in known:
                raise Misbuilt(f"police_software.toml: {sheet.kind} has no {column.shows!r}")
    return Software(row["name"], row["source"], Confidence(row["confidence"]), sheets)
