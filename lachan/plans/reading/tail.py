"""The foot of the document: recipients and who signed."""

from __future__ import annotations

import re

from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.places import CAPITALS, PROPER
from lachan.plans.reading.regions import RECIPIENTS, SIGNATURE
from lachan.plans.reading.schema import Signatory

ITEM = re.compile(r"(?:(?:^|\n)[ ]*|(?<=[;:.)])\s*)[-–•+∗*]\s*|\n")
PURPOSE = re.compile(
    r"\s*\(\s*(?:để|b/c|bc|báo cáo|thực hiện|t/h|th\b|phối hợp|p/h|ph\b|theo dõi|chỉ đạo|thay b/c|kiểm tra|biết|qua)[^()]{0,60}\)",
    re.IGNORECASE,
)
ROLES = (
    r"(?:PHÓ\s+|P\.\s?)?(?:TỔNG\s+)?(?:CHỦ\s+TỊCH|THỦ\s+TƯỚNG|GIÁM\s+ĐỐC|TRƯỞNG\s+BAN|BỘ\s+TRƯỞNG|CHÁNH\s+VĂN\s+PHÒNG|TRƯỞNG\s+PHÒNG|CỤC\s+TRƯỞNG|VỤ\s+TRƯỞNG|VIỆN\s+TRƯỞNG|CHÁNH\s+ÁN|CHỈ\s+HUY\s+TRƯỞNG|"
    r"BÍ\s+THƯ|CHÁNH\s+THANH\s+TRA|HIỆU\s+TRƯỞNG|TRƯỞNG\s+CÔNG\s+AN|TRƯỞNG\s+ĐOÀN|TƯ\s+LỆNH)(?:\s+THƯỜNG\s+TRỰC)?|THỨ\s+TRƯỞNG(?:\s+THƯỜNG\s+TRỰC)?"
)
POSITION = re.compile(ROLES)
PREFIX = re.compile(r"(?<!\w)(TM\.|T/M\.?|KT\.|TL\.|TUQ\.|Q\.)\s*")
CAPS_WORDS = re.compile(rf"[{CAPITALS}./,\s\d()-]+")
RANKS = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|Tiến\s+sĩ|TS\.|ThS\.|PGS\.|GS\.)\s+", re.IGNORECASE
)
SIGNED = re.compile(r"\(?\s*(?:đã\s+ký|ký\s+tên|signed)[^)\n]{0,30}\)?", re.IGNORECASE)
UNSIGNED = re.compile(rf"(?:^|\n)\s*({ROLES})\s*\n")


def read_recipients(normal: Normal, tail: int, end: int) -> list[str]:
    """The lines of «Nơi nhận», without their purpose."""
    head = RECIPIENTS.search(normal.folded, tail, end)
    if head is None:
        return []
    start = head.end()
    sign = SIGNATURE.search(normal.text, start, end)
    stop = sign.start() if sign else lone_position(normal, start, end)
    return [item for piece in pieces(normal.text[start:stop]) if (item := tidy(piece))]


def lone_position(normal: Normal, start: int, end: int) -> int:
    found = UNSIGNED.search(normal.text, start, end)
    return found.start() if found else min(end, start + 3000)


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
    piece = PURPOSE.sub("", " ".join(piece.split()))
    return piece.strip(" ;.,:-–/")


def read_signatory(normal: Normal, tail: int, end: int) -> Signatory | None:
    """«TM. … KT. … PHÓ CHỦ TỊCH Tên»: on behalf of, in place of, position, name."""
    sign = SIGNATURE.search(normal.text, tail, end) or UNSIGNED.search(normal.text, tail, end)
    if sign is None:
        return None
    run = CAPS_WORDS.match(normal.text, sign.start(), min(end, sign.start() + 400))
    if run is None:
        return None
    stop = capitals_stop(run[0])
    capitals = " ".join(run[0][:stop].split())
    on_behalf, capacity, position = split_capacity(capitals)
    return Signatory(name_after(normal, sign.start() + stop, end), on_behalf, capacity, position)


def capitals_stop(run: str) -> int:
    """The last capital of the run begins the name when a small letter follows it."""
    return len(run) if not run[-1:].isalpha() else len(run) - 1


def split_capacity(capitals: str) -> tuple[str | None, str | None, str | None]:
    parts = PREFIX.split(capitals)[1:]
    pairs = {parts[i].rstrip(".").replace("T/M", "TM"): parts[i + 1].strip() for i in range(0, len(parts) - 1, 2)}
    rest = pairs.get("TM") or ""
    on_behalf = capacity = None
    deputy = next((key for key in ("KT", "TL", "TUQ", "Q") if key in pairs), None)
    if deputy:
        first = POSITION.match(pairs[deputy])
        capacity = f"{deputy}. {first[0] if first else pairs[deputy]}"
        position = POSITION.search(pairs[deputy], first.end() if first else 0)
        on_behalf = f"TM. {rest}" if rest else None
        return on_behalf, capacity, position[0] if position else None
    positions = list(POSITION.finditer(rest or capitals))
    if rest:
        on_behalf = f"TM. {rest[: positions[0].start()].strip() if positions else rest}"
    return on_behalf, None, positions[-1][0] if positions else None


def name_after(normal: Normal, at: int, end: int) -> str | None:
    text = SIGNED.sub(" ", normal.text[at : min(end, at + 240)])
    text = RANKS.sub(" ", text.lstrip(" \n.,-*_"), count=1).lstrip(" \n.,-*_()")
    found = PROPER.match(text)
    return " ".join(found[0].split()) if found and " " in found[0] else None
