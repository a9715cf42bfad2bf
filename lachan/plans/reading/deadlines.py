"""Until when: the first «trước ngày …» of an item; a date without a year has no ISO form."""

from __future__ import annotations

import re

from lachan.plans.reading.dates import DAY_MONTH, FULL, iso_of
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.schema import Deadline

DUE = re.compile(
    r"(?<!\w)(?:trước|chậm nhất(?: là)?(?: vào| đến| trong)?|hoàn thành (?:trước|"
    r"trong|xong trước)|xong trước|thời hạn(?: hoàn thành)?\s*:?(?: trước)?|"
    r"thời gian(?: thực hiện| hoàn thành)?\s*:(?: trước)?|(?:hoàn thành )?trong(?=\s+(?:quý|"
    r"tháng)\s))\s*(?:ngày\s*|thời điểm\s*|tháng\s*|quý\s*|năm\s*)?"
)
DUE_MONTH = re.compile(
    r"(?:(?P<q>quý)\s+(?P<qn>[IViv\d]{1,3})|tháng\s*(?P<m>\d{1,2}))\s*(?:/|năm\s+|"
    r"-)?\s*(?P<y>\d{4})|(?:năm\s+)(?P<y2>\d{4})"
)
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def deadline_in(normal: Normal, start: int, end: int) -> Deadline | None:
    """The first «trước ngày …»; a date without a year has no ISO form."""
    for match in DUE.finditer(normal.lowered, start, end):
        at = match.end()
        full = FULL.match(normal.folded, at)
        if full and full.end() <= end + 1:
            return Deadline(
                normal.clean(match.start(), full.end()), iso_of(full), normal.span(match.start(), full.end())
            )
        short = DAY_MONTH.match(normal.folded, at) or DAY_MONTH.match(normal.folded, max(start, at - 5))
        if short:
            return Deadline(normal.clean(match.start(), short.end()), None, normal.span(match.start(), short.end()))
        month = (
            DUE_MONTH.match(normal.lowered, max(match.start(), at - 6))
            or DUE_MONTH.match(normal.lowered, at)
            or DUE_MONTH.search(normal.lowered, match.start(), min(end, at + 18))
        )
        if month:
            return Deadline(
                normal.clean(match.start(), month.end()), month_of(month), normal.span(match.start(), month.end())
            )
    return None


def month_of(found: re.Match[str]) -> str | None:
    if found["y2"]:
        return found["y2"]
    if found["q"]:
        quarter = QUARTERS.get(found["qn"].lower())
        return f"{found['y']}-{quarter * 3:02d}" if quarter else None
    month = int(found["m"])
    return f"{found['y']}-{month:02d}" if 1 <= month <= 12 else None
