"""Reporting duties rolled out into dated occurrences; a date is only where the document writes one. Plain Python."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# word in a duty's cycle: the parts of the year it reports on
_PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "annual": (("", "năm {year}"),),
    "semiannual": (("-H1", "6 tháng đầu năm {year}"),),
    "quarterly": tuple((f"-Q{n}", f"quý {w} năm {{year}}") for n, w in enumerate(("I", "II", "III", "IV"), 1)),
    "monthly": tuple((f"-M{n:02d}", f"tháng {n} năm {{year}}") for n in range(1, 13)),
}
_WRITTEN = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_OF_MONTH = re.compile(r"(?P<day>\d{1,2})\s+(?:của\s+)?(?:hằng|hàng|mỗi|tháng)\s+(?P<which>\S.*)")
_AFTER = ("sau", "kế tiếp", "tiếp theo")
_WHAT = {"plan": "Gửi kế hoạch", "review": "Báo cáo sơ kết", "final_review": "Báo cáo tổng kết"}


@dataclass(frozen=True)
class Occurrence:
    """One time a duty falls due. ``period_code`` such as 2026-H1, empty for what is due once."""

    label: str
    period_code: str
    due_on: date | None


def roll_out(what: str, cycle: str | None, due: str | None, years: Iterable[int]) -> list[Occurrence]:
    """The occurrences over the plan's years. «Đột xuất» has none; a cycle that is not understood has one, undated."""
    words = (cycle or "once").replace("periodic", "").split("+")
    found = [o for year in years for word in words for o in _of_year(what, word.strip(), due, year)]
    if found:
        return found
    if (cycle or "") in ("", "once"):
        return [_once(what, due, list(years))]
    return []


def _of_year(what: str, word: str, due: str | None, year: int) -> list[Occurrence]:
    title = _WHAT.get(what, "Báo cáo")
    return [
        Occurrence(f"{title} {label.format(year=year)}", f"{year}{tail}", _due(due, year, word, tail))
        for tail, label in _PARTS.get(word, ())
    ]


def _due(due: str | None, year: int, word: str, tail: str) -> date | None:
    """The written day in that year; a day and a month without a year cannot date a month's or a quarter's report."""
    if word in ("annual", "semiannual"):
        return day_written(due, year)
    found = _OF_MONTH.search((due or "").lower())
    return _in_month(int(found["day"]), found["which"], year, tail) if found else None


def _in_month(day: int, which: str, year: int, tail: str) -> date | None:
    """«25 hằng tháng»: of the month reported on, or the quarter's last; «05 tháng sau»: of the month after it."""
    number = int(tail[2:])
    month = number if tail.startswith("-M") else 3 * number - (2 if which.startswith("đầu") else 0)
    if which.startswith("đầu") and which.endswith("sau"):
        month += 3
    elif which in _AFTER:
        month += 1
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1])) if 1 <= day <= 31 else None


def _once(what: str, due: str | None, years: list[int]) -> Occurrence:
    return Occurrence(_WHAT.get(what, "Báo cáo một lần"), "", day_written(due, years[0] if years else None))


def day_written(due: str | None, year: int | None) -> date | None:
    """«15/5», «20/3/2023», «2023-03-20»: a day, with the given year where none is written; else nothing."""
    text = due or ""
    if found := _ISO.search(text):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    elif found := _WRITTEN.search(text):
        parts = (int(found[3] or year or 0), int(found[2]), int(found[1]))
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None
