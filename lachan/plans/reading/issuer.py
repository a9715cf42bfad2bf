"""Who issued the document: as printed above the number, else the body that issues it in the preamble."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from lachan.plans.reading.agencies import Agencies
from lachan.plans.reading.normalise import Normal, fold
from lachan.plans.reading.places import CAPITALS, SMALL
from lachan.plans.reading.regions import Part
from lachan.plans.reading.vocabulary import body_types

MOTTO = re.compile(
    r"CỘNG\s+H[ÒO][ÀA]?A?\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc|"
    r"ĐỘC LẬP\s*[-–]\s*TỰ DO\s*[-–]\s*HẠNH PHÚC|ĐẢNG CỘNG SẢN VIỆT NAM|[-_=*.…]{3,}"
)
ISSUES = re.compile(
    r"\s*(?:đã\s+)?(?:ban\s+hành|xây\s+dựng|triển\s+khai|phê\s+duyệt|đề\s+ra|"
    r"quyết\s+định|thống\s+nhất)\s+(?:và\s+\w+\s+\w+\s+)?(?:kế hoạch|chương trình|"
    r"thực hiện|một số|đề án|nội dung|các)"
)
NUMBER_LINE = re.compile(r"(?<!\w)(?:Số|SỐ)\s*:")
PIECE = re.compile(rf"[{CAPITALS}][{CAPITALS} \d&,/-]{{3,160}}(?![{SMALL}])")
INFERIOR = re.compile(
    r"(?<=\s)(?<![-–]\s)(?:BAN CHỈ ĐẠO|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|SỞ\s|(?<!BỘ )CÔNG AN\s|"
    r"(?<!BIÊN )(?<!QUỐC )PHÒNG(?!,)\s)"
)
CAPS_LEVEL = re.compile(
    rf"(?:TỈNH(?!\s+(?:ĐOÀN|ỦY|UỶ))|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ(?!\s+HỘI)|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+"
    rf"(?P<name>[{CAPITALS}][{CAPITALS}\s'-]{{1,40}})$"
)
CODE_LINE = re.compile(r"\s*\d{2,4}(?:/[A-ZĐ]{1,5})?(?=\s*(?:\n|$))")
LOOSE_TYPES = ("BAN ", "TỔ ", "HỘI ")


@dataclass(frozen=True)
class Issuer:
    """`place` is level and name joined by an em space; `start:end` in the working copy."""

    name: str | None = None
    place: str = ""
    start: int = 0
    end: int = 0


def issuer_of(normal: Normal, agencies: Agencies, part: Part, title: re.Match[str] | None) -> Issuer:
    """As printed in the head; else the body that «ban hành Kế hoạch» in the preamble, by its full name."""
    printed = printed_issuer(normal, part, title)
    if printed:
        return (
            printed if printed.place else replace(printed, place=place_in_preamble(agencies, part, printed.name or ""))
        )
    for mention in reversed(agencies.between(part.start, part.body)):
        if not mention.group and ISSUES.match(normal.lowered, mention.end):
            place = mention.place if "\u2003" in mention.place else ""
            return Issuer(agencies.ref(mention).name, place, mention.start, mention.end)
    return Issuer()


def place_in_preamble(agencies: Agencies, part: Part, name: str) -> str:
    """«ỦY BAN NHÂN DÂN» alone in the head: the same body with its place, as the preamble names it."""
    printed = fold(name)
    named = [
        m.place
        for m in agencies.between(part.start, part.body)
        if not m.group and "\u2003" in m.place and fold(m.name).startswith(printed) and not m.place.startswith("\u2003")
    ]
    return named[-1] if named else ""


def printed_issuer(normal: Normal, part: Part, title: re.Match[str] | None) -> Issuer | None:
    """The last body named in capitals above number and title; its superior stands before it."""
    limit = title.start() if title else min(part.body, part.start + 1500)
    number = NUMBER_LINE.search(normal.text, part.start, limit)
    if not title and not number:
        return None
    names: list[Issuer] = []
    for start, end in capital_pieces(normal, part.start, number.start() if number else limit):
        words = normal.clean(start, end).strip(" -_,/&")
        if not names or is_body(words):
            names.append(Issuer(words, "", start, end))
        else:
            names[-1] = Issuer(f"{names[-1].name} {words}", "", names[-1].start, end)
    named = [n for n in names if is_body(n.name or "")]
    if not named:
        return None
    place = next((place for n in reversed(named) if (place := caps_place(n.name or ""))), "")
    return Issuer(named[-1].name, place, named[-1].start, named[-1].end)


def capital_pieces(normal: Normal, start: int, end: int) -> list[tuple[int, int]]:
    """Lines of capitals without the national motto."""
    bare = MOTTO.sub(lambda m: "\n" * len(m[0]), normal.text[start:end])
    found = []
    for match in PIECE.finditer(bare):
        cuts = [0, *(m.start() for m in INFERIOR.finditer(match[0])), len(match[0])]
        found += [(start + match.start() + a, start + match.start() + b) for a, b in pairwise(cuts)]
    return [(a, coded(normal, b, end)) for a, b in found if len(normal.text[a:b].split()) > 1]


def coded(normal: Normal, stop: int, end: int) -> int:
    """«BAN CHỈ ĐẠO» over «138/CP»: the number in the next line belongs to the name."""
    code = CODE_LINE.match(normal.text, stop, end)
    return code.end() if code else stop


def is_body(words: str) -> bool:
    return bool(body_types()[0].match(fold(words))) or words.startswith(LOOSE_TYPES)


def caps_place(issuer: str) -> str:
    """«… TỈNH NGHỆ AN» → level and name in normal letters."""
    found = CAPS_LEVEL.search(issuer)
    if found is None:
        return ""
    name = " ".join(word.capitalize() for word in found["name"].split())
    return f"{issuer[found.start() : found.start('name')].strip().lower()}\u2003{name}"
