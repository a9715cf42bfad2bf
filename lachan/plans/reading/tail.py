"""The foot of the document: recipients and who signed, also when its two columns were read into each other."""

from __future__ import annotations

import re

from lachan.plans.reading.normalise import Normal, is_capitals
from lachan.plans.reading.places import CAPITALS, PROPER, SMALL
from lachan.plans.reading.regions import RECIPIENTS, SIGNATURE
from lachan.plans.reading.schema import Signatory, Span

ITEM = re.compile(r"(?:^[ ]*|\n[ ]*|(?<=[;:.)])[ ]*)[-–•+∗*][ ]*|\n")
PURPOSE = re.compile(
    r"\s*\(\s*(?:để|b/c|bc|báo cáo|thực hiện|t/h|th\b|phối hợp|p/h|ph\b|theo dõi|"
    r"chỉ đạo|thay b/c|kiểm tra|biết|qua)[^()]{0,60}\)",
    re.IGNORECASE,
)
ROLES = (
    r"(?:PHÓ\s+|P\.\s?)?(?:TỔNG\s+)?(?:CHỦ\s+TỊCH|THỦ\s+TƯỚNG|GIÁM\s+ĐỐC|TRƯỞNG\s+BAN|"
    r"BỘ\s+TRƯỞNG|CHÁNH\s+VĂN\s+PHÒNG|TRƯỞNG\s+PHÒNG|CỤC\s+TRƯỞNG|VỤ\s+TRƯỞNG|"
    r"VIỆN\s+TRƯỞNG|CHÁNH\s+ÁN|CHỈ\s+HUY\s+TRƯỞNG|BÍ\s+THƯ|CHÁNH\s+THANH\s+TRA|"
    r"HIỆU\s+TRƯỞNG|TRƯỞNG\s+CÔNG\s+AN|TRƯỞNG\s+ĐOÀN|TƯ\s+LỆNH)"
    r"(?:\s+(?:THƯỜNG\s+TRỰC|TT(?!\w)))?|THỨ\s+TRƯỞNG(?:\s+THƯỜNG\s+TRỰC)?"
)
POSITION = re.compile(ROLES)
PREFIX = re.compile(r"(?<!\w)(TM\.|T/M\.?|KT\.|TL\.|TUQ\.|Q\.)\s*")
CAPS_WORDS = re.compile(rf"[{CAPITALS}./,\s\d()-]+")
RANKS = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|Tiến\s+sĩ|TS\.|ThS\.|PGS\.|GS\.)\s+", re.IGNORECASE
)
SIGNED = re.compile(r"\(?\s*(?:đã\s+ký|ký\s+tên|signed)[^)\n]{0,30}\)?", re.IGNORECASE)
SIGNED_BEHIND = re.compile(r"\s*\(\s*(?:đã ký|ký tên)[^()]{0,20}\)\s*$", re.IGNORECASE)
NUMBERED = re.compile(r"^\d{1,2}[.)]\s+(?=\D)")
LATE_NAME = re.compile(rf"[.;]\s+(?P<name>{PROPER.pattern})\s*$")
RUN = re.compile(
    rf"(?<!\w)(?:(?:(?:TM|KT|TL|TUQ|Q)\s?\.|T/M\s?\.?)\s*[{CAPITALS}][{CAPITALS}\s.,]*|"
    rf"(?:{ROLES})(?:\s+[{CAPITALS}]{{2,}})*)(?![{SMALL}])"
)
ONE_LETTER = re.compile(rf"(?<=\S)(?:\s+[{CAPITALS}])+\s*\Z")
GLUED = re.compile(rf"[{CAPITALS}]?[{SMALL}]+\s*$")
OFFICE = re.compile(r"^(?:Phó )?(?:Trưởng|Giám đốc|Chủ tịch|Chỉ huy trưởng)(?!\w)[^\n]*\n")
SITE_WORDS = frozenset(
    ["Các", "Văn", "Bản", "Nguồn", "Tin", "Lượt", "Trang", "Gửi", "Chia", "Tải", "Về", "In", "Theo", "Thông", "Ngày"]
)
BULLET = re.compile(r"\s*[-–•+∗*]")
Lines = list[tuple[int, int]]


def read_recipients(normal: Normal, tail: int, end: int) -> list[str]:
    """The lines of «Nơi nhận», without their purpose."""
    recipients, _ = columns(normal, tail, end)
    text = "\n".join(normal.text[a:b] for a, b in recipients)
    return [item for piece in pieces(text) if (item := tidy(piece))]


def read_signatory(normal: Normal, tail: int, end: int) -> tuple[Signatory, Span] | None:
    """«TM. … KT. … PHÓ CHỦ TỊCH Tên»: on behalf of, in place of, position, name; and where it stands."""
    _, signed = columns(normal, tail, end)
    text = "\n".join(normal.text[a:b] for a, b in signed)
    sign = SIGNATURE.search(text) or POSITION.search(text)
    if sign is None:
        return None
    run = CAPS_WORDS.match(text, sign.start(), min(len(text), sign.start() + 400))
    if run is None:
        return None
    stop = capitals_stop(run[0], text[run.end() : run.end() + 1])
    on_behalf, capacity, position = split_capacity(" ".join(run[0][:stop].split()))
    signatory = Signatory(name_after(text[sign.start() + stop :]), on_behalf, capacity, position)
    return signatory, normal.span(signed[0][0], signed[-1][1])


def columns(normal: Normal, tail: int, end: int) -> tuple[Lines, Lines]:
    """The words of the left column (recipients) and of the right one (signature)."""
    head = RECIPIENTS.search(normal.folded, tail, end)
    before = signature_lines(normal, split_lines(normal, tail, head.start() if head else end))
    if head is None:
        return [], before
    left: Lines = []
    right: Lines = list(before)
    for start, stop in split_lines(normal, head.end(), end):
        at = start
        for run in RUN.finditer(normal.text, start, stop):
            left.append((at, run.start()))
            right.append(run.span())
            at = glued_end(normal, run.end(), stop)
        if right and at > start and (name := leading_name(normal, at, stop)):
            right.append(name)
            continue
        if right and is_signature(normal, at, stop):
            right.append((at, stop))
        elif not named(normal, right) or BULLET.match(normal.text, at):
            left.append((at, stop))
    left = [part for part in left if normal.text[slice(*part)].strip()]
    if right and left and not any(name_line(normal, *part) for part in right):
        left, right = late_name(normal, left, right)
    return left, right


def glued_end(normal: Normal, at: int, stop: int) -> int:
    """«PHÓ CHỦ TỊCHSơn»: a stray word of a stamp glued to the position is no recipient."""
    glued = GLUED.match(normal.text, at, stop)
    return glued.end() if glued else at


def leading_name(normal: Normal, at: int, stop: int) -> Span | None:
    """The name right behind the position, when the words of the web site follow in the same line."""
    while at < stop and normal.text[at].isspace():
        at += 1
    found = PROPER.match(normal.text, at, stop)
    if found is None or stop - found.end() < 12:
        return None
    names = [word for word in found[0].split() if word not in SITE_WORDS]
    whole = found[0].startswith(" ".join(names)) and len(names) > 1
    return (at, at + len(" ".join(names))) if whole else None


def late_name(normal: Normal, left: Lines, right: Lines) -> tuple[Lines, Lines]:
    """«… Lưu: VT. Đỗ Minh Khải»: columns read into each other leave the name behind the last recipient."""
    start, stop = left[-1]
    found = LATE_NAME.search(normal.text, start, stop)
    if found is None:
        return left, right
    return [*left[:-1], (start, found.start("name"))], [*right, found.span("name")]


def named(normal: Normal, right: Lines) -> bool:
    """A name has been read: what follows without a bullet is no recipient."""
    return bool(right) and name_line(normal, *right[-1])


def split_lines(normal: Normal, start: int, end: int) -> Lines:
    out: Lines = []
    at = start
    while at < end and len(out) < 200:
        stop = normal.text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if normal.text[at:stop].strip():
            out.append((at, stop))
        at = stop + 1
    return out


def signature_lines(normal: Normal, lines: Lines) -> Lines:
    """From the first line that signs to the name, when the signature stands before «Nơi nhận» or alone."""
    for number, (start, stop) in enumerate(lines):
        sign = RUN.search(normal.text, start, stop)
        if sign and not BULLET.match(normal.text, start):
            return [(sign.start(), stop), *lines[number + 1 : number + 8]]
    return []


def is_signature(normal: Normal, start: int, stop: int) -> bool:
    """A line of capitals, «(Đã ký)» or a name, after the signature has begun."""
    text = normal.text[start:stop].strip()
    if not text or BULLET.match(text):
        return False
    capitals = is_capitals(text) and len(text) < 90
    return capitals or bool(SIGNED.match(text)) or name_line(normal, start, stop)


def name_line(normal: Normal, start: int, stop: int) -> bool:
    text = RANKS.sub("", normal.text[start:stop].strip(), count=1)
    found = PROPER.match(text)
    return bool(found) and found.end() == len(text) and " " in text if found else False


def pieces(text: str) -> list[str]:
    """Items by bullets or lines; a line without bullet goes on with the item above that was not closed."""
    out: list[str] = []
    at = 0
    bulleted = True
    for mark in [*ITEM.finditer(text), None]:
        piece = text[at : mark.start() if mark else len(text)].strip()
        if piece and out and not bulleted and not out[-1].rstrip().endswith((";", ".", ")", ",")):
            out[-1] = f"{out[-1]} {piece}"
        elif piece:
            out.append(piece)
        if mark is None:
            break
        bulleted = mark[0].strip() != "" or (not piece and bulleted)
        at = mark.end()
    return out


def tidy(piece: str) -> str:
    words = NUMBERED.sub("", SIGNED_BEHIND.sub("", " ".join(piece.split())))
    return PURPOSE.sub("", words).strip(" ;.,:-–/")


def capitals_stop(run: str, following: str) -> int:
    """The last capital of the run begins the name when a small letter follows it."""
    alone = ONE_LETTER.search(run)
    if alone:
        return alone.start()
    return len(run) - 1 if following.islower() and run[-1:].isalpha() else len(run)


def split_capacity(capitals: str) -> tuple[str | None, str | None, str | None]:
    parts = PREFIX.split(capitals)[1:]
    pairs = {parts[i].rstrip(".").replace("T/M", "TM"): parts[i + 1].strip() for i in range(0, len(parts) - 1, 2)}
    rest = pairs.get("TM") or ""
    deputy = next((key for key in ("KT", "TL", "TUQ", "Q") if key in pairs), None)
    if deputy:
        first = POSITION.match(pairs[deputy])
        capacity = f"{deputy}. {first[0] if first else pairs[deputy]}"
        position = POSITION.search(pairs[deputy], first.end() if first else 0)
        return (f"TM. {rest}" if rest else None), capacity, position[0] if position else None
    positions = list(POSITION.finditer(rest or capitals))
    on_behalf = f"TM. {rest[: positions[0].start()].strip() if positions else rest}" if rest else None
    return on_behalf, None, positions[0][0] if positions else None


def name_after(text: str) -> str | None:
    text = SIGNED.sub(" ", text[:240])
    text = OFFICE.sub("", text.lstrip(" \n.,-*_"), count=1)
    text = RANKS.sub(" ", text.lstrip(" \n.,-*_"), count=1).lstrip(" \n.,-*_()")
    found = PROPER.match(text)
    return " ".join(found[0].split()) if found and " " in found[0] else None
