"""The definitions of indicators: rows of indicators.toml, checked on loading."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lachan.base.errors import Refused

FILE = Path(__file__).parent / "indicators.toml"


@dataclass(frozen=True)
class Indicator:
    """``numerator`` and ``denominator`` say in words what is counted; a count has no denominator.

    ``record``: the kind of record counted. ``flow``: happenings of a period, or a ``stock`` on a day. ``by``: what it
    may be divided by. ``standards``: which lists of others it answers. ``parameter``: the number of the
    law book that a rate is divided by, ``per`` so many. ``in_tables``: stands in the tables of reports; what sums up
    others that stand there does not. ``whole_area``: why it is never counted for one agency alone, where it is not.
    """

    code: str
    name: str
    name_en: str
    unit: str
    flow: str
    group: str
    record: str
    numerator: str
    denominator: str
    source: str
    confidence: str
    targets: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    per: int = 100
    parameter: str = ""
    in_tables: bool = True
    whole_area: str = ""

    @property
    def is_ratio(self) -> bool:
        """A share of the records counted."""
        return self.unit == "%"

    @property
    def is_by_agency(self) -> bool:
        """Whether it can be counted for one agency: a flow by whose act it was, a stock by who held the record."""
        return not self.whole_area

    @property
    def by_agency(self) -> str:
        """What the number of one agency means, or why there is none."""
        if self.whole_area:
            return self.whole_area
        held = self.flow == "stock" and self.record != "facility"
        return "hồ sơ cơ quan đang giữ vào ngày tính" if held else "việc do cơ quan đó thực hiện"

    @property
    def counted_once(self) -> str:
        """How often a record counts, and where, when its acts lie in several communes."""
        if "rule" in self.by:
            return "mỗi thời hạn tính một lần, ở địa bàn của hồ sơ khi thời hạn bắt đầu"
        if self.flow == "stock":
            return "mỗi hồ sơ tính một lần, ở địa bàn mở hồ sơ"
        if self.record == "facility":
            return "mỗi lượt hoặc mỗi cơ sở tính một lần, ở địa bàn của cơ sở"
        return (
            "mỗi hồ sơ tính một lần trong kỳ; có việc ở nhiều xã thì toàn tỉnh vẫn tính một lần, xếp vào xã có việc đầu"
            " tiên trong kỳ, còn số riêng của mỗi xã đều có hồ sơ đó: tổng số riêng các xã có thể lớn hơn số toàn tỉnh"
        )

    @property
    def is_divided(self) -> bool:
        """A share, or a rate over a number that the law book keeps."""
        return self.is_ratio or bool(self.parameter)

    def value_of(self, numerator: int, denominator: int | None) -> float | None:
        """A percentage (or rate) with full precision, the count otherwise; None: nothing to divide by."""
        if not self.is_divided:
            return float(numerator)
        return self.per * numerator / denominator if denominator else None


@cache
def indicators() -> dict[str, Indicator]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = {row["code"]: _indicator(row, read["by"]) for row in read["indicator"]}
    if len(found) != len(read["indicator"]):
        raise ValueError("indicators.toml: a code stands twice")
    return found


def _indicator(row: dict[str, Any], by: dict[str, list[str]]) -> Indicator:
    """A row without ``by`` is divided as the others of its kind of record, or as the kind it names."""
    own = {name: value for name, value in row.items() if name != "divided_as"}
    whole: dict[str, Any] = {"by": by[row.get("divided_as", row["record"])], **own}
    frozen: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in whole.items()}
    return Indicator(**frozen)


def indicator(code: str) -> Indicator:
    try:
        return indicators()[code]
    except KeyError:
        raise Refused(f"Không có cách tính «{code}». Xem danh sách tại trang Số liệu.") from None
