"""Where the heading of an item ends and its sentence begins, when no line break says so."""

from __future__ import annotations

import re

from lachan.plans.reading.agencies import Agencies
from lachan.plans.reading.normalise import Normal, is_capitals, words
from lachan.plans.reading.places import CAPITALS
from lachan.plans.reading.vocabulary import starters

ENDED = re.compile(r"[.;!?…][\"”')]?\s*$")
CAPITAL_RUN = re.compile(rf"(?:[{CAPITALS}]|[\s,;:\-–/()&.\"“”'\d])+")
OPENS = re.compile(r"(?<=\s)(?:Các|Những|Trong|Khi|Từ|Để|Đối với|Mỗi|Trường hợp|Ngoài|Sau|Trước|Việc|Cần|Phải)(?!\w)")
FULL_STOP = re.compile(r"[.;:!?](?=\s|$)")


def is_heading(normal: Normal, block: tuple[int, int], cut: bool, lost: bool) -> bool:
    """Whether the first paragraph of an item is its heading and not its first sentence."""
    text = normal.clean(*block)
    if cut or is_capitals(text) or text.endswith(":"):
        return True
    if ENDED.search(text):
        return lost and len(words(text)) <= 60
    return len(words(text)) <= 40


def glued_heading(
    normal: Normal, agencies: Agencies, block: tuple[int, int], alone: bool, bulleted: bool
) -> int | None:
    """Where the sentence begins when a heading and its text stand in one line; None when nothing is glued."""
    start, end = block
    cut = (
        capitals_end(normal, start, end)
        or agency_heading_end(normal, agencies, start, end)
        or (None if bulleted else starter_cut(normal, agencies, start, end))
    )
    if cut is None or end - cut < (45 if alone else 12) or not normal.text[cut:end].strip():
        return None
    return cut


def capitals_end(normal: Normal, start: int, end: int) -> int | None:
    """«KINH PHÍ THỰC HIỆN Từ nguồn …»: the end of the capitals."""
    found = CAPITAL_RUN.match(normal.text, start, min(end, start + 400))
    if found is None or found.end() >= end:
        return None
    stop = normal.text.rfind(" ", start, found.end()) + 1 if not normal.text[found.end() - 1].isspace() else found.end()
    run = normal.text[start:stop]
    if len(words(run)) < 2 or not is_capitals(run) or not normal.text[stop : stop + 1].isupper():
        return None
    return stop


def agency_heading_end(normal: Normal, agencies: Agencies, start: int, end: int) -> int | None:
    """«Sở Y tế Chỉ đạo …»: a list of bodies, then a capital that begins a sentence."""
    at = start
    opening = re.compile(r"(?:đề nghị|giao)\s+").match(normal.lowered, start)
    at = opening.end() if opening else at
    index = agencies.named_at(at)
    if index is None:
        return None
    stop = agencies.list_at(index, end)[-1].end
    extra = re.compile(r"\s+và\s+các\s+tổ\s+chức\s+thành\s+viên").match(normal.lowered, stop)
    stop = extra.end() if extra else stop
    gap = re.compile(r"\s+").match(normal.text, stop, end)
    if gap and normal.text[gap.end() : gap.end() + 1].isupper() and starters().match(normal.lowered, gap.end()):
        return gap.end()
    return None


def starter_cut(normal: Normal, agencies: Agencies, start: int, end: int) -> int | None:
    """«Công tác tuyên truyền Đẩy mạnh …»: no punctuation yet, and a capital begins a task sentence."""
    stop = FULL_STOP.search(normal.text, start, min(end, start + 180))
    limit = stop.start() if stop else min(end, start + 180)
    for found in sorted(
        [*starters().finditer(normal.lowered, start + 8, limit), *OPENS.finditer(normal.text, start + 8, limit)],
        key=lambda m: m.start(),
    ):
        at = found.start()
        if (
            normal.text[at].isupper()
            and normal.text[at - 1].isspace()
            and normal.text[at - 2].islower()
            and normal.text[at + 1].islower()
        ):
            return None if inside_name(normal, agencies, at) else at
    return None


def inside_name(normal: Normal, agencies: Agencies, at: int) -> bool:
    """A capital inside a body's name or after a type word is no sentence («Sở Thông tin …»)."""
    around = agencies.between(at - 120, at)
    return any(m.end > at for m in around) or bool(
        re.search(
            r"(?:sở|phòng|bộ|trung tâm|ban|cục|vụ|và|-|,|cổng|trang|đài|hội|chiến lược|"
            r"chương trình|đội|viện|luật|ngày|tháng)\s*$",
            normal.lowered[max(0, at - 14) : at],
        )
    )
