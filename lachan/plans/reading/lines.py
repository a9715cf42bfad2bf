"""Where a line break ends a paragraph and where it only ends the paper: found line by line, in windows."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

from lachan.plans.reading.normalise import CELL, Normal, is_capitals, made

WINDOW = 40
NEAR_END = 60
COLUMNS = re.compile(r" {4,}(?=[^\W\d_a-z])")
LABELLED = re.compile(
    r"(?:[-–—•+∗]\s|\d{1,2}(?:\.\d{1,2})*\s?[.)]\s|\d{1,2}\s?[-–/]\s+[^\W\d_a-z]|[a-zđ]\s?[)./]\s|[a-zđ]\)|[IVX]{1,4}\s?[.)/-]\s)"
)
PAGE_NUMBER = re.compile(r"^\s*(?:-\s*)?(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*-)?\s*$", re.IGNORECASE)
CLOSED = re.compile(r"[.;:!?…/][\"”')\]]*\s*$|[\"”)]\s*$")
ENDS_OPEN = re.compile(
    r"(?:[,\-–(]|(?<!\w)(?:và|của|các|với|trong|theo|về|cho|tại|từ|đến|là|để|"
    r"những|do|trên|một|được|bị|số|ngày|tháng|hoặc|nhằm|giữa|như|thiểu|nhất|đạt|khoảng))\s*$"
)

MAY_END = re.compile(r"(?<!\w)(?:theo|nhất)\s*$")
# A name cut in two by the edge of the paper: no paragraph ends with these words.
CUT_NAME = re.compile(
    r"(?<!\w)(?:Bộ|Sở|Phòng|Hội|(?:Hội )?Liên hiệp|[UỦ][ỷy](?: ban(?: nhân| Mặt(?: trận(?: Tổ)?)?)?)?|"
    r"Mặt(?: trận(?: Tổ)?)?|Viện(?: kiểm(?: sát)?)?|Tòa|Toà|Đài|Trung tâm|Trung|Ban(?: Chỉ)?|Bộ Chỉ(?: huy)?|"
    r"Đoàn|Liên|Thủ tướng Chính|Chính|Thủ|Quốc|Công|Cục|Vụ|Chi cục|huyện|tỉnh thành|Lực lượng)\s*$"
)
REST_OF_NAME = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]{0,7}(?: [^\W\d_a-z][^\W\d_A-Z]{0,7})?[.;:]?$")
SIGNS_ALONE = re.compile(r"^(?:TM|KT|TL|TUQ|T/M|Q)\s?\.$")


@dataclass(frozen=True)
class Line:
    start: int
    end: int
    after_blank: bool
    hard: bool = True


def flow(normal: Normal) -> Normal:
    """The text with only the line breaks that end paragraphs, single spaces elsewhere, and no page numbers."""
    bare = bare_lines(normal, 0, len(normal.text))
    widths = line_widths(normal, bare)
    flowing = Flowing(normal)
    for number, line in enumerate(bare):
        if number and breaks(normal, bare[number - 1], line, widths[number - 1]):
            flowing.put(line.start - 1, "\n\n" if line.after_blank else "\n")
        elif number:
            flowing.put(line.start - 1, " ")
        flowing.line(line)
    return flowing.done()


GAP = re.compile(r" {2,}")


class Flowing:
    """The new text as it grows, piece by piece, each character with its place in the source."""

    def __init__(self, normal: Normal) -> None:
        self.normal = normal
        self.out: list[str] = []
        self.starts, self.ends = array("I"), array("I")

    def put(self, at: int, text: str) -> None:
        """Characters that stand for the one at `at`."""
        first, last = self.place(at)
        self.out.append(text)
        self.starts.extend([first] * len(text))
        self.ends.extend([last] * len(text))

    def place(self, at: int) -> tuple[int, int]:
        if self.normal.starts is None or self.normal.ends is None:
            return at, at + 1
        return self.normal.starts[at], self.normal.ends[at]

    def copy(self, start: int, end: int) -> None:
        self.out.append(self.normal.text[start:end])
        if self.normal.starts is None or self.normal.ends is None:
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))
        else:
            self.starts.extend(self.normal.starts[start:end])
            self.ends.extend(self.normal.ends[start:end])

    def line(self, line: Line) -> None:
        """One line: wide gaps before a capital are columns and end it, other runs of spaces are one space."""
        at = line.start
        row = CELL in self.normal.text[line.start : line.end]
        for gap in GAP.finditer(self.normal.text, line.start, line.end):
            self.copy(at, gap.start())
            self.put(gap.start(), "\n" if not row and COLUMNS.match(self.normal.text, gap.start()) else " ")
            at = gap.end()
        self.copy(at, line.end)

    def done(self) -> Normal:
        return made(self.normal.source, "".join(self.out), self.starts, self.ends)


def lines_of(normal: Normal, start: int, end: int) -> list[Line]:
    """The paragraphs of a flowed text."""
    return bare_lines(normal, start, end)


def bare_lines(normal: Normal, start: int, end: int) -> list[Line]:
    """Lines without page numbers standing alone and without blank lines."""
    out: list[Line] = []
    blank = False
    at = start
    while at < end:
        stop = normal.text.find("\n", at, end)
        stop = end if stop < 0 else stop
        first, last = at, stop
        while first < last and normal.text[first].isspace():
            first += 1
        while last > first and normal.text[last - 1].isspace():
            last -= 1
        if first == last or PAGE_NUMBER.match(normal.text[first:last]):
            blank = True
        else:
            out.append(Line(first, last, blank))
            blank = False
        at = stop + 1
    return out


def line_widths(normal: Normal, lines: list[Line]) -> list[int | None]:
    """The width the text was wrapped at, for each line by its window; None where it was not wrapped."""
    rows = {line.start for line in lines if CELL in normal.text[line.start : line.end]}
    widths: list[int | None] = []
    for first in range(0, len(lines), WINDOW):
        window = lines[max(0, first - 5) : first + WINDOW + 5]
        width = wrapped_at([line.end - line.start for line in window if line.start not in rows])
        widths.extend([width] * len(lines[first : first + WINDOW]))
    return widths


def wrapped_at(lengths: list[int]) -> int | None:
    """The longest line, when many lines are nearly as long as it and it is no paragraph."""
    ordered = sorted(lengths)
    longest = ordered[int(len(ordered) * 0.97)] if ordered else 0
    near = sum(length >= longest * 0.85 for length in lengths)
    if not 35 <= longest <= 140 or near * 4 < len(lengths):
        return None
    return longest


def breaks(normal: Normal, before: Line, line: Line, width: int | None) -> bool:
    """Whether a paragraph ends between two lines that carry no marker."""
    above, first = normal.text[before.start : before.end], normal.text[line.start : line.end]
    if CELL in above or CELL in first:
        return True
    labelled, closed = bool(LABELLED.match(first)), bool(CLOSED.search(above[-NEAR_END:]))
    if (first[:1].islower() and not labelled) or SIGNS_ALONE.match(above):
        return False
    if not labelled and not line.after_blank and not closed and cuts_name(above, first):
        return False
    near_end = above[-NEAR_END:]
    may_end = is_capitals(above) or (MAY_END.search(near_end) and first[:1].isupper())
    if ENDS_OPEN.search(near_end) and not (line.after_blank and may_end):
        return False
    if labelled and closed:
        return True
    if LABELLED.match(above) and is_capitals(above) and is_capitals(first) and not closed:
        return line.after_blank
    return line.after_blank or not is_full(above, first, closed, width)


def cuts_name(above: str, first: str) -> bool:
    """«… thành phố Cà» / «Mau», «… Bộ» / «Ngoại giao …»: a name goes on in the next line."""
    if is_capitals(above) or is_capitals(first):
        return False
    rest = len(above) > 24 and above[-1:].isalpha() and above.rsplit(" ", 1)[-1][:1].isupper()
    return bool(CUT_NAME.search(above) or (rest and REST_OF_NAME.match(first)))


def is_full(above: str, first: str, closed: bool, width: int | None) -> bool:
    """Whether the next word had no room in the line above: then the line ended for want of paper."""
    needed = len(above) + 1 + len(first.split(" ", 1)[0])
    return width is not None and needed > width * (0.97 if closed else 0.9)
