"""Bodies as printed in a heading, before a colon or before «chủ trì»: there the words say where each name ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.mentions import MEMBERS, NAMELY
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.vocabulary import begins_body, domain_pattern, starters

JOINED = re.compile(r"\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+và\s+|\s+cùng\s+")
BRACKETS = re.compile(r"\s*\([^()]*\)")
TOPIC = re.compile(
    r"(?:cong tac|che do|kinh phi|nguon|thoi gian|ve|noi dung|nhiem vu|giai phap|"
    r"thong tin|kiem tra|giam sat|so ket|tong ket|"
    r"bao cao|khen thuong|to chuc|phan cong|trach nhiem|cac buoc|giai doan|dot|"
    r"buoc|muc|yeu cau|viec|cac (?:noi dung|hoat dong|"
    r"nhiem vu|giai phap|bien phap|chi tieu)|de an|du an|tieu|doi voi|hoat dong|"
    r"quy trinh|ket qua|so|xay dung|cap|don vi (?:chu tri|phoi hop|thuc hien)|co quan (?:chu tri|phoi hop|thuc hien)|"
    r"hoi nghi|hoi thao|rieng|ngoai ra|luu y|trong do|dong thoi|phong ngua|phong chong|phong, chong)(?!\w)"
)
ROLE_WORDS = re.compile(
    r"\s*,?\s+(?:(?:làm |là )?(?:cơ quan |đơn vị )?(?P<leads>chủ trì)|(?:có|chịu) trách nhiệm|"
    r"(?:là|làm) (?:bộ phận|cơ quan|đầu mối|đơn vị|thường trực)|"
    r"(?:căn cứ |theo )chức năng|trên cơ sở|trong phạm vi|t(?:ùy|uỳ) theo|"
    r"phối hợp(?: thực hiện)?(?=\s*[:.]?\s*$)|thực hiện(?=\s*[:.]?\s*$))(?!\w)"
)
DISTRIBUTES = re.compile(
    r"(?:các (?:sở|bộ|phòng|ban)[^:]{0,20}|gồm\s*|đoàn thể\s*|"
    r"(?:các|gồm|thể)\s*(?:sở|bộ|phòng|ban)?(?:\s*,\s*(?:ban|ngành))*\s*)\Z"
)
SENTENCE = re.compile(r"[.!?](?=\s)")
COLON = re.compile(r"\s*:\s*")
LONG_TYPES = ("trung tâm ", "bệnh viện ", "trạm y tế", "trường ", "tỉnh đoàn", "huyện đoàn", "đồn biên phòng")
MOST_WORDS = 24
REGION = 420


@dataclass(frozen=True)
class Printed:
    """The bodies, where their list ends, and how: with a colon, with «chủ trì», or with the heading."""

    bodies: tuple[Mention, ...] = ()
    end: int = 0
    colon: bool = False
    presides: bool = False


def printed_list(normal: Normal, agencies: Agencies, at: int, end: int, role: str, heading: bool = False) -> Printed:
    """The list that begins here, when its end is printed; empty where a sentence stands instead."""
    limit = min(end, at + REGION)
    stop, colon, presides = region_end(normal, at, limit)
    if stop is None:
        if not heading or limit < end:
            return Printed()
        stop = end
    bodies = bodies_of(normal, agencies, at, stop, role == "assign")
    return Printed(tuple(bodies), stop, colon, presides) if bodies else Printed()


def region_end(normal: Normal, at: int, limit: int) -> tuple[int | None, bool, bool]:
    """The first colon outside brackets (but «các sở: A, B:» goes on), or the word that says what the bodies do."""
    word = ROLE_WORDS.search(normal.lowered, at, limit)
    colon = next((c for c in COLON.finditer(normal.text, at, limit) if not open_bracket(normal, at, c.start())), None)
    if colon and DISTRIBUTES.search(normal.lowered, at, colon.start()):
        colon = next((c for c in COLON.finditer(normal.text, colon.end(), limit)), None)
    stops = [found for found in (word, colon) if found and not SENTENCE.search(normal.text, at, found.start())]
    if not stops:
        return None, False, False
    first = min(stops, key=lambda found: found.start())
    return first.start(), first is colon, bool(first is word and word and word["leads"])


def open_bracket(normal: Normal, start: int, at: int) -> bool:
    return normal.text.count("(", start, at) > normal.text.count(")", start, at)


def bodies_of(normal: Normal, agencies: Agencies, start: int, stop: int, assigned: bool) -> list[Mention]:
    """Each body between start and stop; empty when a piece is none."""
    index = agencies.named_at(start)
    if index is not None and agencies.mentions[index].start > start:
        start = agencies.mentions[index].start
    out: list[Mention] = []
    for first, last in pieces(normal, agencies, start, stop):
        body = body_of(normal, agencies, first, last, assigned)
        if body is None:
            return []
        out += [body] if body.name.lower() != MEMBERS else []
    return out


def pieces(normal: Normal, agencies: Agencies, start: int, stop: int) -> list[tuple[int, int]]:
    """The list cut where a separator is followed by the beginning of a body."""
    cuts = [start]
    ends = []
    for link in JOINED.finditer(normal.text, start, stop):
        inside = any(m.start < link.start() < m.end for m in agencies.between(cuts[-1], link.start()))
        if inside or open_bracket(normal, start, link.start()) or not begins(normal, agencies, link, cuts[-1]):
            continue
        ends.append(link.start())
        cuts.append(link.end())
    return list(zip(cuts, [*ends, stop], strict=True))


def begins(normal: Normal, agencies: Agencies, link: re.Match[str], before: int) -> bool:
    """Whether a new body begins behind the separator, and not a further field of the one before."""
    at = link.end()
    index = agencies.index_at(at)
    if normal.lowered.startswith("các ", at):
        return index is not None or begins_body(normal.folded, normal.lowered, at + 4)
    if index is not None and ("\u2003" in agencies.mentions[index].place or listed_field(agencies, index, before)):
        return True
    if index is not None and agencies.mentions[index].group:
        return True
    if normal.lowered.startswith(("phòng,", "phòng chống"), at):
        return False
    if normal.lowered.startswith(LONG_TYPES, at):
        return True
    if not normal.text[at : at + 1].isupper():
        return False
    if begins_body(normal.folded, normal.lowered, at):
        return True
    return "," in link[0] and not domain_pattern().match(normal.folded, at) and not is_field_list(normal, before)


def is_field_list(normal: Normal, before: int) -> bool:
    """«Các trường Tiểu học, Trung học cơ sở»: kinds of one thing, not several bodies."""
    return normal.lowered.startswith(("các trường", "các cấp"), before)


def listed_field(agencies: Agencies, index: int, before: int) -> bool:
    """«các sở: Y tế, Tư pháp»: a field that stands for a department, because the list began so."""
    spelled = agencies.normal.lowered[max(0, before - 14) : before]
    return bool(re.search(r"các (?:sở|phòng|bộ|ban)\s*:?\s*\Z", spelled))


def body_of(normal: Normal, agencies: Agencies, start: int, end: int, assigned: bool) -> Mention | None:
    """One piece as a body: what the grammar found there, with the words it left; None when it is a sentence."""
    end = start + len(normal.text[start:end].rstrip(" \n:.,;"))
    bare = start + len(BRACKETS.sub("", normal.text[start:end])) if normal.text[end - 1 : end] == ")" else end
    bare = min(bare, start + len(normal.text[start:bare].rstrip()))
    words = normal.clean(start, bare).split()
    index = agencies.index_at(start)
    if not words or len(words) > MOST_WORDS:
        return None
    if index is not None:
        known = agencies.mentions[index]
        if known.end >= bare - 1:
            return known
        left = normal.lowered[known.end : bare]
        inner = [m for m in agencies.between(known.end, bare) if m.kind or not m.group]
        if tells(normal, known.end, bare) or inner or NAMELY.match(left):
            return None
        return replace(known, end=bare, name=normal.clean(start, bare), merged=True)
    if TOPIC.match(normal.folded, start) or starters().match(normal.lowered, start) or tells(normal, start, bare):
        return None
    typed = begins_body(normal.folded, normal.lowered, start) and len(words) > 1 and named_next(words)
    most = 20 if normal.lowered.startswith("các ", start) else 12
    printed = assigned and (normal.text[start].isupper() or start > 0) and len(words) <= most
    return Mention(start, bare, normal.clean(start, bare), kind="office") if typed or printed else None


def named_next(words: list[str]) -> bool:
    return words[1][:1].isupper() or words[1][:1].isdigit() or words[1] in ("các", "quản", "thuộc")


def tells(normal: Normal, start: int, end: int) -> bool:
    """Whether a verb in small letters stands between: then it is no name."""
    for gap in re.finditer(r"\s+", normal.text[start:end]):
        at = start + gap.end()
        before = normal.text[start + gap.start() - 1 : start + gap.start()]
        if (
            before != ","
            and not normal.lowered.endswith("giáo dục", start, start + gap.start())
            and normal.text[at : at + 1].islower()
            and starters().match(normal.lowered, at)
        ):
            return True
    return False
