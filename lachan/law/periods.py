"""Reporting periods: what «2026-H1» covers in each calendar, and when its report is due."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from lachan.base.errors import Refused
from lachan.law.book import LawBook, current
from lachan.law.calendar import working_calendar
from lachan.law.deadlines import roll
from lachan.law.rows import Confidence, ReportingRow

ADMINISTRATIVE = "administrative"
_CODE = re.compile(r"(?P<year>20\d\d)(?:-(?P<part>H[12]|Q[1-4]|9M|M?(?:0[1-9]|1[0-2])))?")


class BadPeriod(Refused):
    """The code names no period, or the calendar has no such period."""


@dataclass(frozen=True)
class Period:
    """A reporting period, both days included. ``due`` is nothing where the calendar names no day."""

    code: str
    label: str
    start: date
    end: date
    due: date | None
    calendar: str = ADMINISTRATIVE
    source: str = ""
    confidence: Confidence = Confidence.CONFIRMED

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.end


def period(code: str, calendar: str = ADMINISTRATIVE, book: LawBook | None = None) -> Period:
    """Read 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-M09 or 2026-09 by a reporting calendar. Raises ``BadPeriod``."""
    year, part = _read(code)
    book = book or current()
    row = _row(book, calendar, part, year)
    if not row.starts:
        raise BadPeriod(
            f"«{row.name}» do kế hoạch hoặc cơ quan thống kê quy định, phần mềm không có sẵn ngày chốt số liệu."
            " Chọn lịch hành chính, hoặc nhập kỳ này ở trang Pháp luật."
        )
    return Period(
        code=f"{year}-{part}" if part != "Y" else str(year),
        label=f"{row.name} {year}",
        start=_day(row.starts, year),
        end=_day(row.ends, year),
        due=roll(row.due_roll, _day(row.due, year), working_calendar(book)) if row.due else None,
        calendar=calendar,
        source=row.source,
        confidence=row.confidence,
    )


def _read(code: str) -> tuple[int, str]:
    found = _CODE.fullmatch(code.strip().upper())
    if not found:
        raise BadPeriod(
            f"Không hiểu kỳ «{code}». Ghi theo dạng 2026 (cả năm), 2026-H1 (6 tháng đầu), 2026-Q3 (quý III),"
            " 2026-9M (9 tháng) hoặc 2026-M09 (tháng 9)."
        )
    part = found["part"] or "Y"
    return int(found["year"]), f"M{part}" if part.isdigit() else part


def _row(book: LawBook, calendar: str, part: str, year: int) -> ReportingRow:
    row = book.find(ReportingRow, f"{calendar}.{part}", date(year, 6, 30))
    if row is None:
        known = sorted({r.calendar for r in book.all_of(ReportingRow)})
        raise BadPeriod(
            f"Lịch báo cáo «{calendar}» không có kỳ «{part}» cho năm {year}. Các lịch đang có: {', '.join(known)}."
        )
    return row


def _day(parts: tuple[int, ...], year: int) -> date:
    offset, month, day = parts
    return date(year + offset, month, min(day, monthrange(year + offset, month)[1]))


def period_of(on: date, part: str = "H", calendar: str = ADMINISTRATIVE, book: LawBook | None = None) -> Period:
    """The period of one length (Y, H, Q or M) in which a day falls. ``BadPeriod``: the calendar is younger."""
    parts = {"Y": [""], "H": ["-H1", "-H2"], "Q": [f"-Q{n}" for n in range(1, 5)]}
    tails = parts.get(part) or [f"-M{n:02d}" for n in range(1, 13)]
    codes = (f"{year}{tail}" for year in (on.year, on.year + 1) for tail in tails)
    for code in codes:
        try:
            found = period(code, calendar, book)
        except BadPeriod:
            continue  # a December before the calendar's first year may still belong to that year
        if found.covers(on):
            return found
    raise BadPeriod(f"Lịch báo cáo «{calendar}» không có kỳ nào gồm ngày {on:%d/%m/%Y}.")


def previous(current_period: Period, book: LawBook | None = None) -> Period:
    """The same period one year earlier: what a report compares with."""
    year, _, part = current_period.code.partition("-")
    return period(f"{int(year) - 1}{'-' + part if part else ''}", current_period.calendar, book)


_LENGTHS = {"H": 2, "Q": 4, "M": 12}


def preceding(current_period: Period, book: LawBook | None = None) -> Period:
    """The period of the same length just before; where its calendar has none, the same period a year earlier."""
    year, _, part = current_period.code.partition("-")
    kind, number = part[:1], part[1:]
    if kind not in _LENGTHS:
        return previous(current_period, book)
    place = int(year) * _LENGTHS[kind] + int(number) - 2
    before = f"{place // _LENGTHS[kind]}-{kind}{place % _LENGTHS[kind] + 1:0{len(number)}d}"
    try:
        return period(before, current_period.calendar, book)
    except BadPeriod:
        return previous(current_period, book)
