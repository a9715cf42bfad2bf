"""The title (trích yếu): after the kind of document in capitals, or in the sentence that issues the plan."""

from __future__ import annotations

import re

from lachan.plans.reading.normalise import Normal, is_capitals
from lachan.plans.reading.places import CAPITALS, SMALL
from lachan.plans.reading.regions import Part

TITLE = re.compile(
    r"(?<!\w)(KẾ\s+HOẠCH|QUYẾT\s+ĐỊNH|CHƯƠNG\s+TRÌNH|ĐỀ\s+ÁN|PHƯƠNG\s+ÁN|BÁO\s+CÁO|THÔNG\s+BÁO|CHỈ\s+THỊ)(?!\s*:)(?!\w)"
)
CITABLE = (
    r"(?:Kế hoạch|Quyết định|Công văn|Chương trình|Chỉ thị|Nghị quyết|Nghị định|"
    r"Luật|Kết luận|Thông tư|Thông báo|Văn bản|Đề án|Hướng dẫn|ý kiến|chỉ đạo|"
    r"sự chỉ đạo|nội dung)"
)
PREAMBLE = re.compile(
    rf"(?:Căn\s+cứ(?!\w)|(?:Triển\s+khai\s+)?[Tt]hực\s+hiện\s+{CITABLE}|Triển\s+khai\s+{CITABLE}|"
    rf"Để\s|Nhằm\s|Tiếp\s+tục\s+(?:thực|triển)|Trên\s+cơ\s+sở|Theo\s|Xét\s|\(\s*(?:[Bb]an hành\s+)?[Kk]èm|"
    rf"\(\s*[Tt]ừ\s+(?:ngày|tháng)|"
    rf"Trong\s+(?:những|thời)|Năm\s+\d|"
    r"Thời\s+gian\s+qua|Ngày\s+\d|Ủy\s+ban\s+nhân\s+dân|UBND|Uỷ\s+ban|Ban\s+Chỉ\s+đạo|"
    r"THỦ\s+TƯỚNG|BỘ\s+TRƯỞNG|CHỦ\s+TỊCH|ỦY\s+BAN|GIÁM\s+ĐỐC|Công\s+an\s|Sở\s|"
    r"Thi\s+hành|I\s?[.)]|1\s?[.)]|Kính\s+gửi|Phần)"
)
PREAMBLE_TITLE = re.compile(
    r"(?:ban\s+hành|xây\s+dựng|phê\s+duyệt|triển\s+khai)\s+(?P<title>(?:[Kk]ế\s+hoạch|"
    r"[Cc]hương\s+trình|[Đđ]ề\s+án)\s[^;:\n]{10,400}?)(?:\s*,?\s*(?:cụ\s+thể\s+|"
    r"với\s+(?:các\s+)?nội\s+dung\s+)?(?:như\s+sau|sau\s+đây)|\s*[:\n])"
)
SPLICED = ("Thực", "Triển", "Để", "Nhằm", "Thi")
QUALIFIER = re.compile(rf"[ ]+[{CAPITALS}]+(?:[ ][{CAPITALS}]+){{0,2}}[ ]*\n+(?=[ ]*(?:V/v|[{CAPITALS}][{SMALL}]))")
HEAD_END = re.compile(r"ngay\s*[\d.…]{0,6}\s*thang\s*[\d.…]{0,6}\s*nam\s*20\d\d")
ISSUERS = re.compile(
    r"(?:uy ban|ubnd|hoi dong|so |bo |ban chi dao|cong an|cong hoa|doc lap|thu tuong|chinh phu|chu tich)"
)
GOES_ON = re.compile(r"(?:CỦA|VÀ|DO|TẠI|VỀ|THEO|CHO|[,;–-])\s*\Z")
BASIS = re.compile(r"Căn\s+cứ|Theo\s|Xét\s")
RULE = re.compile(r"\s*-{3,}.*$")
SMALL_WORD = re.compile(r"\s(?=[^\W\d_][^\W\d_A-Z]{0,6}\s)")
Range = tuple[int, int]


def title_word_of(normal: Normal, part: Part) -> re.Match[str] | None:
    """The kind of document in capitals, standing alone: first word of its line, or after the date line."""
    for found in TITLE.finditer(normal.text, part.start, min(part.body, part.start + 6000)):
        line = normal.text[normal.text.rfind("\n", part.start, found.start()) + 1 : found.start()].strip()
        if not line or len(line) < 3 or re.search(r"\d{4}\s*$", line) or not is_capitals(line[-12:]):
            return found
    return None


def title_of(normal: Normal, part: Part, word: re.Match[str] | None) -> tuple[str | None, Range]:
    """The title and where it stands in the working copy; an empty range where there is none."""
    if word is None and (alone := capital_title(normal, part)):
        return normal.clean(*alone).strip(" -–_*.:"), alone
    if word is None:
        found = PREAMBLE_TITLE.search(normal.text, part.start, part.body)
        return (normal.clean(*found.span("title")), found.span("title")) if found else (None, (part.start, part.start))
    qualifier = QUALIFIER.match(normal.text, word.end(), part.body)
    start = qualifier.end() if qualifier else word.end()
    while start < part.body and (normal.text[start].isspace() or normal.text[start] in "-–_:*"):
        start += 1
    end = title_end(normal, start, part.body)
    title = RULE.sub("", normal.clean(start, end).strip(" -–_*.:"))
    return (title or None), (start, end)


def capital_title(normal: Normal, part: Part) -> Range | None:
    """A copy that lost the word KẾ HOẠCH: the capitals between the date line and the preamble."""
    dated = HEAD_END.search(normal.folded, part.start, min(part.body, part.start + 4000))
    if dated is None:
        return None
    at = dated.end()
    while at < part.body and (normal.text[at].isspace() or normal.text[at] in "|-–_:*."):
        at += 1
    line = normal.text.find("\n", at, part.body)
    line = part.body if line < 0 else line
    words = normal.text[at:line].split()
    if len(words) < 4 or not is_capitals(normal.text[at : at + 60]) or ISSUERS.match(normal.folded, at):
        return None
    return at, title_end(normal, at, part.body)


def title_end(normal: Normal, start: int, limit: int) -> int:
    """Before the first words of the preamble; capitals end where small letters begin."""
    capitals = is_capitals(normal.text[start : start + 25])
    for found in PREAMBLE.finditer(normal.text, start + 1, limit):
        if normal.text[found.start() - 1].isspace() and ends_title(normal, found, start, capitals):
            return found.start()
    if capitals:
        return capitals_stop(normal, start, limit)
    stop = normal.text.find("\n\n", start, limit)
    return stop if stop > 0 else limit


def ends_title(normal: Normal, found: re.Match[str], start: int, capitals: bool) -> bool:
    at = found.start()
    if found[0].isupper() and len(found[0]) > 4 and not is_authority(normal, at, start):
        return False
    if "\n" in normal.text[max(start, at - 3) : at] or found[0].startswith(("Căn", "(", "I")):
        return True
    if capitals != found[0].isupper() and (capitals or len(found[0]) > 4):
        return True
    closed = re.search(r"(?:\d{4}|[\w)”])\s*$", normal.text[max(start, at - 8) : at])
    return bool(closed) and not is_capitals(found[0]) and found[0].startswith(SPLICED)


def is_authority(normal: Normal, at: int, start: int) -> bool:
    """«THỦ TƯỚNG CHÍNH PHỦ» in a line of its own before «Căn cứ»; behind «CỦA» it is a word of the title."""
    if GOES_ON.search(normal.text, start, at):
        return False
    line = normal.text.find("\n", at)
    line = len(normal.text) if line < 0 else line
    stop = BASIS.search(normal.text, at, min(len(normal.text), at + 160))
    return len(normal.text[at : min(line, stop.start() if stop else line)].split()) <= 10


def capitals_stop(normal: Normal, start: int, limit: int) -> int:
    for found in SMALL_WORD.finditer(normal.text, start, limit):
        word = normal.text[found.end() : found.end() + 8].split(" ")[0]
        if any(c.islower() for c in word):
            return found.start()
    return limit
