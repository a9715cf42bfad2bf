"""The numbers written in a text, and those that a frozen report vouches for: nothing is said that no table holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

_NUMBER = re.compile(r"(?<![\w/.,-])\d+(?:[.,]\d+)*(?![\w]|[/-]\d|[/-][A-ZĐ]|[.,]\d)")
_NAMED = re.compile(
    r"(?i)\b(?:tháng|năm|quý|ngày|kỳ|giai đoạn|điều|khoản|điểm|mục|phụ lục|bảng|tổng đài|số)\s+\d[\d–/-]*"
)
_DATED = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d{4}\s*[–-]\s*\d{4}|\b\d{1,2} tháng\b")


def numbers_in(text: str) -> list[str]:
    """The figures of a text; days, periods, articles and numbers of documents are none."""
    bare = _DATED.sub(" ", _NAMED.sub(" ", text))
    return _NUMBER.findall(bare)


def unknown_numbers(text: str, known: frozenset[str]) -> list[str]:
    """Those that no row of the report vouches for, in the order of the text."""
    return [number for number in numbers_in(text) if _plain(number) not in known]


def known_numbers(figures: dict[str, Any], words: Iterable[str] = ()) -> frozenset[str]:
    """Every number of the frozen figures with what follows from them: shares, rises and falls, points apart.

    ``words`` are texts whose numbers are their own (a plan's title, an area's name).
    """
    found = {_plain(number) for text in words for number in numbers_in(text)}
    rows = [row for rows in figures["tables"].values() for row in rows]
    for row in rows:
        found |= set(_of_row(row))
    for row in (*figures["scorecard"], *figures["tasks"]):
        found |= set(_of_row(row))
    found |= {str(n) for n in range(len(figures["scorecard"]) + 1)}
    return frozenset(found)


def _of_row(row: dict[str, Any]) -> Iterator[str]:
    counts = [row[key] for key in row if isinstance(row[key], int | float) and not isinstance(row[key], bool)]
    for count in counts:
        yield from _said(count)
    pairs = (("value", "previous"), ("numerator", "denominator"), ("goal", "value"))
    for one, other in pairs:
        a, b = row.get(one), row.get(other)
        if isinstance(a, int | float) and isinstance(b, int | float):
            yield from _said(abs(a - b))
            if b:
                yield from _said(100 * abs(a - b) / b)
                yield from _said(100 * a / b)
    yield from _points(row)
    for number in numbers_in(str(row.get("assigned", ""))):
        yield _plain(number)


def _points(row: dict[str, Any]) -> Iterator[str]:
    now = row.get("numerator"), row.get("denominator")
    then = row.get("previous_numerator"), row.get("previous_denominator")
    if all(isinstance(n, int) for n in (*now, *then)) and now[1] and then[1]:
        yield from _said(abs(100 * Decimal(now[0]) / Decimal(now[1]) - 100 * Decimal(then[0]) / Decimal(then[1])))  # type: ignore[arg-type]
    if isinstance(row.get("goal"), int | float) and now[1]:
        yield from (str(n) for n in range(int(now[1] or 0) - int(now[0] or 0) + 1))


def _said(value: float | Decimal) -> Iterator[str]:
    """As a document may write it: whole, or with one to four digits."""
    exact = Decimal(str(value))
    for digits in range(5):
        yield _plain(f"{exact.quantize(Decimal(1).scaleb(-digits)):f}".replace(".", ","))


def _plain(number: str) -> str:
    """«1.184» and «07» as 1184 and 7: thousands without their dots, no idle zeros."""
    whole, _, rest = number.partition(",")
    whole = whole.replace(".", "").lstrip("0") or "0"
    rest = rest.rstrip("0")
    return f"{whole},{rest}" if rest else whole
