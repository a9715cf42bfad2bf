"""Bodies named in a text, in order, and the lists they form."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from lachan.plans.reading.normalise import Normal, is_capitals, lower
from lachan.plans.reading.schema import AgencyRef

SEPARATOR = re.compile(
    r"\s*(?:\([^()]{0,160}\))?\s*(?:(?:,|;)\s*(?:(?:và|cùng)\s+(?:với\s+)?)?|(?:và|cùng với|cùng|với)\s+)"
    r"(?:(?:lãnh đạo|thủ trưởng|chủ tịch|giám đốc|trưởng|chánh|người đứng đầu)\s+)?"
    r"(?:các\s+)?(?:(?:sở|phòng|bộ|ban|cơ quan|đơn vị)(?:\s*,\s*(?:ban|ngành))*\s*:?\s+)?\Z"
)
APPOSITION = re.compile(
    r"(?:các\s+)?(?:cơ quan|đơn vị|ngành|lực lượng|tổ chức|sở|phòng|bộ|ban)(?:\s*,\s*(?:ban|"
    r"ngành))*\s*:?\s+(?:gồm\s*:?\s*)?"
)
NAMELY = re.compile(r"\s*(?::|,?\s*(?:gồm|bao gồm)\s*:?)\s*")
MEMBERS = "các tổ chức thành viên"
LEVEL_NAMES = {"province": "tỉnh", "district": "huyện", "commune": "xã", "central": ""}


LEVEL_WORDS = frozenset({"tỉnh", "thành", "huyện", "quận", "thị", "xã", "phường", "các", "cấp", "phố"})


def small_letters(name: str) -> str:
    """«Phòng LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI» as it is written in a sentence; abbreviations stay."""
    out: list[str] = []
    for word in name.split():
        small = lower(word)
        if len(word) < 2 or not word.isupper():
            out.append(word)
        elif small.strip(",") in LEVEL_WORDS and out and out[-1] != "và":
            out.append(small)
        else:
            first = not out or out[-1] in ("-", "–", "và") or out[-1].endswith(",") or lower(out[-1]) != out[-1]
            out.append(small if small == "và" or not first or was_capitals(name, len(out)) else small.capitalize())
    return " ".join(out)


def was_capitals(name: str, at: int) -> bool:
    """The word before was in capitals too: this one is inside a field, not its first."""
    words = name.split()
    return at > 0 and words[at - 1].isupper() and words[at - 1] not in ("VÀ",) and not words[at - 1].endswith(",")


@dataclass(frozen=True)
class Mention:
    """One body or group named in the text, `start:end` in the working copy."""

    start: int
    end: int
    name: str
    group: bool = False
    kind: str = ""
    place: str = ""
    force: bool = False
    merged: bool = False


class Agencies:
    """Every mention of a text in order, with the lists they form."""

    def __init__(self, normal: Normal, mentions: list[Mention]) -> None:
        self.normal = normal
        self.mentions = mentions
        self.starts = [m.start for m in mentions]

    def index_at(self, position: int, slack: int = 0) -> int | None:
        """The mention that begins within `slack` characters after the position."""
        found = bisect_left(self.starts, position)
        if found < len(self.starts) and self.starts[found] - position <= slack:
            return found
        return None

    def named_at(self, position: int) -> int | None:
        """The mention right here; «các cơ quan Báo A, Đài B» and «các sở: A, B» name A and B."""
        index = self.index_at(position)
        apposed = APPOSITION.match(self.normal.lowered, position) if index is None else None
        if apposed:
            return self.index_at(apposed.end())
        return index if index is None else self.spelled_out(index)

    def spelled_out(self, index: int) -> int:
        """«Các sở, ban, ngành: Sở A, Sở B …» names A and B, when at least two follow the colon."""
        group = self.mentions[index]
        if not group.group or group.kind or not (gap := NAMELY.match(self.normal.lowered, group.end)):
            return index
        following = self.index_at(gap.end())
        several = following is not None and len(self.list_at(following, gap.end() + 600)) > 1
        return following if several and following is not None else index

    def list_at(self, index: int, limit: int) -> list[Mention]:
        """The mention and those joined to it by commas or «và», not past `limit`."""
        listed = [self.mentions[index]]
        for number in range(index + 1, len(self.mentions)):
            mention = self.mentions[number]
            gap = self.normal.lowered[listed[-1].end : mention.start]
            if mention.end > limit or len(gap) > 200:
                break
            if gap.count("(") > gap.count(")"):
                continue
            if SEPARATOR.match(gap):
                listed.append(mention)
            elif len(listed) > 1 and self.spelled_out(number - 1) == number:
                listed[-1] = mention
            else:
                break
        return [m for m in listed if m.name.lower() != MEMBERS] or listed

    def list_until(self, last: Mention, start: int) -> tuple[Mention, ...]:
        """The list that ends with this mention: «A, B chủ trì» names both."""
        index = bisect_left(self.starts, last.start)
        first = index
        while first and self.mentions[first - 1].start >= start:
            gap = self.normal.lowered[self.mentions[first - 1].end : self.mentions[first].start]
            if len(gap) > 200 or not SEPARATOR.match(gap):
                break
            first -= 1
        return tuple(self.mentions[first : index + 1])

    def between(self, start: int, end: int) -> list[Mention]:
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def ref(self, mention: Mention, level: str | None = None) -> AgencyRef:
        raw = self.normal.clean(mention.start, mention.end)
        suffix = LEVEL_NAMES.get(level or "", level or "")
        bare = not mention.place and mention.kind == "levelled" and suffix
        name = f"{mention.name} {suffix}" if bare else mention.name
        name = small_letters(name) if is_capitals(raw) else name
        return AgencyRef(name, raw, self.normal.span(mention.start, mention.end))
