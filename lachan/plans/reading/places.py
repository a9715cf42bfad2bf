"""Levels and places after an agency's name: «tỉnh», «huyện Tương Dương», «các phường, xã», «cấp huyện»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.vocabulary import begins_body, starters

SUPREME = re.compile(r"\s+(?:khu vực (?:\d{1,2}|[ivx]{1,4})(?!\w)|tối cao|cấp cao(?: tại [^\W\d_]+ [^\W\d_]+)?)(?!\w)")
LEVEL = (
    r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|tx\.?|thị trấn|xã(?!\s+hội)|phường|đặc khu)(?!\w)"
    r"(?!\s+(?:đoàn|ủy|uỷ)(?!\w))"
)
RANK = r"(?:tỉnh|huyện|xã|thành phố|trung ương|cơ sở|quận)(?!\w)"
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
SMALL = CAPITALS.lower()
SYLLABLE = rf"[{CAPITALS}][{SMALL}']*"
PROPER = re.compile(rf"{SYLLABLE}(?:[ ]{SYLLABLE}){{0,3}}(?:[ ]?-[ ]?{SYLLABLE}(?:[ ]{SYLLABLE}){{0,2}})?(?!\w)")
NUMBERED = re.compile(r"\s+\d{1,2}(?!\w)")
SEVERAL = re.compile(
    rf"\s+(?:(?:của|ở|tại|thuộc)\s+)?(?:các\s+{LEVEL}(?:,\s+thành(?!\s+phố))?(?:\s*(?:,|"
    rf"-|và|/)\s*(?:các\s+)?{LEVEL})*|cấp\s+{RANK}(?:\s*(?:,|và)\s*{RANK})*|các\s+cấp(?!\w)|"
    rf"{LEVEL}(?:\s*(?:,|và|/|-)\s*{LEVEL})+|các\s+đơn\s+vị\s*,\s*địa\s+phương|"
    rf"các\s+(?:đơn\s+vị|địa\s+phương)|địa\s+phương)(?!\w)(?:\s+trực\s+thuộc\s+[Tt]rung\s+ương)?"
)
EACH = re.compile(rf"\s+các\s+(?P<level>{LEVEL})")
MORE = re.compile(rf"\s*(?:,|và)\s*(?:các\s+)?{LEVEL}")
ONE = re.compile(rf"\s+(?:của\s+)?({LEVEL})")


@dataclass(frozen=True)
class Place:
    """`name` joins level and proper name by an em space, so that either can be found again."""

    end: int
    name: str
    several: bool


def place_after(normal: Normal, end: int) -> Place | None:
    supreme = SUPREME.match(normal.lowered, end)
    if supreme:
        return Place(supreme.end(), normal.clean(end, supreme.end()), False)
    several = SEVERAL.match(normal.lowered, end)
    if several:
        return several_places(normal, end, several.end())
    one = ONE.match(normal.lowered, end)
    if one:
        named = proper_at(normal, one.end())
        if named is None:
            return Place(one.end(), normal.clean(one.start(1), one.end()), False)
        return Place(named, f"{normal.clean(one.start(1), one.end())}\u2003{normal.clean(one.end(), named)}", False)
    named = proper_at(normal, end)
    return Place(named, f"\u2003{normal.clean(end, named)}", False) if named else None


def several_places(normal: Normal, end: int, stop: int) -> Place:
    """«các huyện, thành phố Cà Mau» is one group; «các huyện Tương Dương, Kỳ Sơn» names two, the first of them here."""
    only = EACH.match(normal.lowered, end, stop)
    named = proper_at(normal, stop)
    if only and only.end() == stop and named is not None:
        return Place(named, f"{only['level']}\u2003{normal.clean(stop, named)}", False)
    while named is not None:
        stop = named
        more = MORE.match(normal.lowered, stop)
        named = proper_at(normal, more.end()) if more else None
    return Place(stop, normal.clean(end, stop), True)


def proper_at(normal: Normal, end: int) -> int | None:
    """Where the proper name after one space ends; None when the capital begins a sentence instead."""
    if normal.text[end : end + 1] != " ":
        return None
    numbered = NUMBERED.match(normal.text, end)
    if numbered and normal.lowered[max(0, end - 7) : end].endswith(("quận", "phường")):
        return numbered.end()
    found = PROPER.match(normal.text, end + 1)
    if found is None or begins_body(normal.folded, normal.lowered, end + 1):
        return None
    return before_sentence(normal, end + 1, found.end())


def before_sentence(normal: Normal, start: int, end: int) -> int | None:
    """The end of a name before a sentence begins in it («Kỳ Bắc - Thực hiện …»); None when it is all a sentence."""
    begun = next((m.start() for m in starters().finditer(normal.lowered, start, end + 12)), end)
    if begun <= start:
        return None
    cut = begun if begun < end and normal.text[begun - 1].isspace() else end
    return start + len(normal.text[start:cut].rstrip(" \n-"))
