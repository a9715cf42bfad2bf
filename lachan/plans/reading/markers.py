"""Every place where an item could begin: its label, its kind, its number, and how likely the place looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lachan.plans.reading.lines import Line
from lachan.plans.reading.normalise import Normal, is_capitals
from lachan.plans.reading.vocabulary import begins_body, body_types, starters

LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
HARD, SENTENCE, GLUED = "hard", "sentence", "glued"

LABEL = re.compile(
    r"(?<!\S)(?:(?P<part>(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]{1,4}|[A-E])(?=[\s.:]))\.?:?|"
    r"(?P<article>(?:Điều|ĐIỀU)\s+\d{1,2}(?=[.:]))[.:]|"
    r"(?P<roman>[IVXL]{1,5})(?:\s?[.)/](?=\s*\S)|\s?[-–](?=\s+[^\W\d_a-z]))|"
    r"(?P<upper>[A-E])\s?[.)/](?=\s)|"
    r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})(?:\s?[.)](?=\s+\S)|(?=\s+\D))|"
    r"(?P<round>\(\d{1,2}\))(?=\s*\D|\s+\d{1,3}(?:[.,]\d+)?\s?%)|"
    r"(?P<paren>\d{1,2}\s?\))(?=\s*\D|\s+\d{1,3}(?:[.,]\d+)?\s?%)|"
    r"(?P<arabic>\d{1,2})(?:\s?[./](?=\s*[^\d\s]|\s+\d)|[-–](?=\s+[^\W\d_a-z]))|"
    r"(?P<letter>[a-zđ])\s?[./)](?=\s)|"
    r"(?P<bullet>[-–—•+∗*])(?=\s*\S))"
)
VETO = re.compile(
    r"(?:(?<!\w)(?:số|tháng|ngày|khoản|điều|mục|phần|điểm|quý|lần|thứ|chương|"
    r"phụ lục|biểu|mẫu|tiểu mục|và|từ|đến|năm|giai đoạn|khóa|khoá|nghị định|"
    r"tp|đ/c|số máy|phường|quận|tổ|lớp|kỳ)\s*|[\d(]\s*)\Z"
)
CLOSERS = re.compile(r"(?:[.;:!?…]|\.\.\.|[.;:]\s?[\"”')\]]|/\.|[)”])\s*\Z")
HYPHENED = re.compile(
    r"(?:lao dong|to chuc|phat thanh|truyen thanh|tai chinh|van hoa|tu phap|the thao|"
    r"kinh te|chinh tri|ba ria|thua thien|phan rang|doc lap|tu do|thuong binh|"
    r"giao duc|nong nghiep|thong tin|noi vu|khoa hoc|"
    r"ke hoach|xa hoi|hanh chinh|bac|nam|dong|tay|viet nam|trung quoc|lao|campuchia|"
    r"tong hop|tham muu|le hoai|quang|ha|binh|vinh|can|son|phu|y te|ha tang|"
    r"cong nghe|cong an|bo doi bien phong)\s*\Z"
)
AFTER_HYPHEN = re.compile(
    r"(?:thuong binh|kiem tra|truyen hinh|ke hoach|the thao|thong tin|xa hoi|ho tich|"
    r"vung tau|hue|thap cham|tu do|hanh phuc|tb|tbxh|tb&xh|dao tao|du lich|truyen thanh|"
    r"truyen thong|dau tu|tai chinh|cong an|bo |so |phong |viet nam|lao(?!\s+dong)|"
    r"trung quoc|campuchia|thai lan|ubnd|"
    r"gia dinh|cong nghe|moi truong|do thi|ha tang|dan so|trung binh|mien nui|dan van)"
)
OPENERS = re.compile(
    r"(?:cac|nhung|moi|trong|khi|doi voi|ve|truoc|sau|hang|tu|den|100|nham|vao|"
    r"can cu|100%|kinh phi|nguon|ty le|so|phan dau|giao|de nghi|la)(?!\w)"
)
LED = re.compile(r"[^.;:)\n]{3,60}?(?:chủ trì|:)")
LONG_BODY = re.compile(
    r"(?:trung tam|truong|chi cuc|benh vien|hoi|don bien phong|tram|cong an|bo chi huy|vien kiem sat|toa an|phong|cuc|"
    r"uy ban nhan dan|ubnd|so|doan thanh nien|bao|dai)(?!\w)"
)
OFFICE_BEFORE = re.compile(r"(?:Phòng|Đội|Cục|Vụ|Ban|Trung tâm|Văn phòng|Thường trực|Trạm|Đồn)\s[^.;:]{2,60}\Z")
NUMBER_AFTER = re.compile(r"\d{1,4}(?:[.,]\d+)?\s*(?:%|/\s?\d)|\d{2,3} [^\W\d_]")
AFTER_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s*\Z")


@dataclass(frozen=True)
class Candidate:
    """A possible label at `start`, its words from `end`; `doubt` is the cost of taking it, `loss` of leaving it."""

    start: int
    end: int
    kind: str
    number: tuple[int, ...]
    label: str
    place: str
    doubt: float
    loss: float
    stop: int = 0


def find_markers(normal: Normal, lines: list[Line], end: int) -> list[Candidate]:
    """Candidates in order; a label is looked for at line starts and after white space inside lines."""
    found: list[Candidate] = []
    for line in lines:
        for match in LABEL.finditer(normal.text, line.start, min(line.end + 1, end)):
            candidate = candidate_of(normal, match, line)
            if candidate:
                found.append(candidate)
    return found


def candidate_of(normal: Normal, match: re.Match[str], line: Line) -> Candidate | None:
    kind, at = match.lastgroup or "", match.start()
    number = number_of(kind, match[kind])
    if number is None:
        return None
    end = match.end()
    while end < len(normal.text) and normal.text[end].isspace():
        end += 1
    place = place_of(normal, at, line)
    doubt, loss = weigh(normal, kind, at, end, place, match)
    if doubt >= 9:
        return None
    label = " ".join(match[0].split())
    return Candidate(at, end, bullet_kind(match[kind]) if kind == "bullet" else kind, number, label, place, doubt, loss)


def bullet_kind(sign: str) -> str:
    return {"+": "plus", "∗": "star", "*": "star", "•": "dot"}.get(sign, "bullet")


def number_of(kind: str, printed: str) -> tuple[int, ...] | None:
    if kind == "roman":
        value = roman_value(printed)
        return (value,) if value else None
    if kind == "upper":
        return ("ABCDE".index(printed) + 1,)
    if kind == "letter":
        return (LETTERS.index(printed) + 1,) if printed in LETTERS else None
    if kind == "part":
        return (1,)
    if kind == "bullet":
        return (0,)
    return tuple(int(part) for part in re.findall(r"\d+", printed))


def roman_value(printed: str) -> int | None:
    total = 0
    for sign, following in zip(printed, [*printed[1:], None], strict=True):
        value = ROMAN[sign]
        total += -value if following and ROMAN[following] > value else value
    return total if 0 < total < 40 and roman_of(total) == printed else None


def roman_of(number: int) -> str:
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += sign * (number // value)
        number %= value
    return out


def place_of(normal: Normal, at: int, line: Line) -> str:
    """Line starts are worth most, unless the line only wrapped; then punctuation; then nothing."""
    if at == line.start and line.hard:
        return HARD
    before = normal.text[max(0, at - 6) : at]
    return SENTENCE if CLOSERS.search(before) else GLUED


def weigh(normal: Normal, kind: str, at: int, end: int, place: str, match: re.Match[str]) -> tuple[float, float]:
    """(cost of accepting, cost of leaving out) for the label by what stands around it; 9 is a veto."""
    before = normal.text[max(0, at - 14) : at].rstrip() + " "
    before = "" if is_capitals(before.split()[-1] if before.split() else "") else before.lower()
    following = normal.text[end : end + 1]
    starts = bool(
        starters().match(normal.lowered, end)
        or (match["bullet"] and OPENERS.match(normal.folded, end) and following.isupper())
    )
    if place != HARD and kind != "bullet" and VETO.search(before) and not AFTER_YEAR.search(before):
        return 9, 0
    if kind == "bullet" or kind == "dot":
        return weigh_bullet(normal, at, end, place, starts, match)
    if kind in ("part", "article") and place == GLUED:
        return 9, 0
    if place != HARD and not following.isupper() and not NUMBER_AFTER.match(normal.text, end):
        return 9, 0
    if kind == "roman" and place != HARD and not is_capitals(normal.text[end : end + 7]):
        after_heading = is_capitals(normal.text[max(0, at - 12) : at])
        return (0.6, 2.0) if after_heading else (9, 0) if place == GLUED else (2, 1)
    if kind == "dotted" and place == GLUED:
        return 0.3, 3.0
    if kind in ("roman", "part", "article"):
        return {HARD: (0.0, 6.0), SENTENCE: (0.2, 4.0), GLUED: (0.5, 3.0)}[place]
    return {HARD: (0.0, 4.0), SENTENCE: (0.3, 2.5), GLUED: (0.9, 2.0 if starts else 0.8)}[place]


def weigh_bullet(
    normal: Normal, at: int, end: int, place: str, starts: bool, match: re.Match[str]
) -> tuple[float, float]:
    """A hyphen between two halves of a name or of a span of years is no bullet, wherever the line broke."""
    before = normal.folded[max(0, at - 24) : at]
    halves = HYPHENED.search(before.rstrip()) and AFTER_HYPHEN.match(normal.folded, end)
    following = normal.text[end : end + 1]
    if normal.text[at - 1 : at] not in ("", " ", "\n") or not (normal.text[at + 1 : at + 2].isspace() or place == HARD):
        return 9, 0
    if before.rstrip()[-1:].isdigit() and following.isdigit():
        return 9, 0
    if place == HARD:
        return (3, 0.5) if halves else (0, 4)
    if place == SENTENCE:
        upper = following.isupper() or NUMBER_AFTER.match(normal.text, end) or following in '“"'
        return (9, 0) if not upper else (3, 0.3) if halves and not starts else (0.2, 3)
    if NUMBER_AFTER.match(normal.text, end):
        return 0.6, 1.5
    if halves or not following.isupper():
        return 9, 0
    if is_capitals(normal.text[max(0, at - 12) : at]):
        return (9, 0) if is_capitals(normal.text[end : end + 8]) else (0.4, 2.0)
    if LED.match(normal.lowered, end) and begins_body(normal.folded, normal.lowered, end):
        return 0.6, 2.0
    office = OFFICE_BEFORE.search(normal.text[max(0, at - 70) : at].rstrip())
    if LONG_BODY.match(normal.folded, end) and begins_body(normal.folded, normal.lowered, end) and not office:
        return 0.6, 2.0
    named = body_types()[0].match(normal.folded, end) and not starts
    return (0.6, 2.0) if starts else (1.6, 0.4 if named else 1.0)
