"""The definitions of indicators: rows of indicators.toml, checked on loading."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lachan.base.errors import Refused

FILE = Path(__file__).parent / "indicators.toml"


@dataclass(frozen=True)
class Indicator:
    """``numerator`` and ``denominator`` say in words what is counted; a count has no denominator."""

    code: str
    name: str
    name_en: str
    unit: str
    flow: str
    group: str
    numerator: str
    denominator: str
    targets: tuple[str, ...]
    source: str
    confidence: str

    @property
    def is_ratio(self) -> bool:
        return self.unit == "%"


@cache
def indicators() -> dict[str, Indicator]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["indicator"]
    found = {row["code"]: Indicator(**{**row, "targets": tuple(row.get("targets", ()))}) for row in rows}
    if len(found) != len(rows):
        raise ValueError("indicators.toml: a code stands twice")
    return found


def indicator(code: str) -> Indicator:
    try:
        return indicators()[code]
    except KeyError:
        raise Refused(f"Không có cách tính «{code}». Xem danh sách tại trang Số liệu.") from None
