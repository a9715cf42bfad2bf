"""What the head of the document says: number, date, place, issuer, title, kind; blanks stay blank."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.bases import NUMBER, tidy
from lachan.plans.reading.dates import FULL, iso, iso_of
from lachan.plans.reading.normalise import Normal, is_capitals
from lachan.plans.reading.places import PROPER
from lachan.plans.reading.regions import Part
from lachan.plans.reading.schema import Metadata, Span
from lachan.plans.reading.vocabulary import body_types

NUMBERED = re.compile(rf"(?<!\w)(?:Số|SỐ)\s*:?\s*(?P<number>{NUMBER})")
BLANK_NUMBER = re.compile(r"(?<!\w)(?:Số|SỐ)\s*:?[\s.…_]*/\s*(?:KH|QĐ|CTr|CT|ĐA|CV)")
LISTED_NUMBER = re.compile(
    rf"(?:Số\s*/?\s*[Kk]ý\s+hiệu|Số\s+hiệu|Số\s+văn\s+bản)[\s:]*(?:văn\s+bản)?[\s:]*(?P<number>{NUMBER})"
)
LISTED_DATE = re.compile(r"ngay\s+(?:ban\s+hanh|ky|van\s+ban)\s*:?\s*(?=\d)")
ATTACHED_NUMBER = re.compile(
    rf"(?:\(\s*(?:[Bb]an hành\s+)?|\n\s*)[Kk]èm theo\s+(?P<type>Quyết định|Công văn|Tờ trình)\s+số\s*:?\s*(?P<number>{NUMBER})"
)
SOURCE_NUMBER = re.compile(
    rf"Nguồn\s*:\s*(?:[^\n]{{0,60}}?)(?:Kế hoạch|Quyết định|Chương trình)\s+số\s*:?\s*(?P<number>{NUMBER})"
)
DATELINE = re.compile(
    rf"(?<!\w)(?P<place>(?:TP\.?\s?)?{PROPER.pattern}|[A-ZĐÀ-Ỹ]{{2,}}(?: [A-ZĐÀ-Ỹ]{{2,}}){{1,3}})\s*,\s*[Nn]gày(?P<d>[\s\d.…_/]{{0,16}}?)\s*tháng(?P<m>[\s\d.…_]{{0,14}}?)\s*năm\s*(?P<y>\d{{4}})?"
)
ANY_DATELINE = re.compile(r"(?<!\w)[Nn]gày(?P<d>[\s\d.…_]{1,14})tháng(?P<m>[\s\d.…_]{1,14})năm\s*(?P<y>\d{4})")
MOTTO = re.compile(
    r"CỘNG\s+H[ÒO][ÀA]?A?\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc|ĐỘC LẬP\s*[-–]\s*TỰ DO\s*[-–]\s*HẠNH PHÚC|ĐẢNG CỘNG SẢN VIỆT NAM|[-_=*.…]{3,}"
)
KINDS = {
    "KẾ HOẠCH": "ke_hoach",
    "QUYẾT ĐỊNH": "quyet_dinh",
    "CHƯƠNG TRÌNH": "chuong_trinh",
    "ĐỀ ÁN": "de_an",
    "PHƯƠNG ÁN": "phuong_an",
    "CÔNG VĂN": "cong_van",
    "BÁO CÁO": "bao_cao",
    "THÔNG BÁO": "thong_bao",
    "CHỈ THỊ": "chi_thi",
}
TITLE = re.compile(
    r"(?<!\w)(KẾ\s+HOẠCH|QUYẾT\s+ĐỊNH|CHƯƠNG\s+TRÌNH|ĐỀ\s+ÁN|PHƯƠNG\s+ÁN|BÁO\s+CÁO|THÔNG\s+BÁO|CHỈ\s+THỊ)(?!\s*:)(?!\w)"
)
SUFFIX_KINDS = (
    ("/KH", "ke_hoach"),
    ("/QĐ", "quyet_dinh"),
    ("/CTR", "chuong_trinh"),
    ("/CV", "cong_van"),
    ("/BC", "bao_cao"),
    ("/ĐA", "de_an"),
)
CITABLE = r"(?:Kế hoạch|Quyết định|Công văn|Chương trình|Chỉ thị|Nghị quyết|Nghị định|Luật|Kết luận|Thông tư|Thông báo|Văn bản|Đề án|Hướng dẫn|ý kiến|chỉ đạo|sự chỉ đạo|nội dung)"
PREAMBLE = re.compile(
    rf"(?:Căn\s+cứ(?!\w)|(?:Triển\s+khai\s+)?[Tt]hực\s+hiện\s+{CITABLE}|Triển\s+khai\s+{CITABLE}|Để\s|Nhằm\s|Tiếp\s+tục\s+(?:thực|triển)|Trên\s+cơ\s+sở|Theo\s|Xét\s|\(\s*(?:[Bb]an hành\s+)?[Kk]èm|Trong\s+(?:những|thời)|Năm\s+\d|"
    r"Thời\s+gian\s+qua|Ngày\s+\d|Ủy\s+ban\s+nhân\s+dân|UBND|Uỷ\s+ban|Ban\s+Chỉ\s+đạo|THỦ\s+TƯỚNG|BỘ\s+TRƯỞNG|CHỦ\s+TỊCH|ỦY\s+BAN|GIÁM\s+ĐỐC|Công\s+an\s|Sở\s|Thi\s+hành|I\s?[.)]|1\s?[.)]|Kính\s+gửi|Phần)"
)
ISSUES = re.compile(
    r"\s*(?:đã\s+)?(?:ban\s+hành|xây\s+dựng|triển\s+khai|phê\s+duyệt|đề\s+ra|quyết\s+định|thống\s+nhất)\s+(?:và\s+\w+\s+\w+\s+)?(?:kế hoạch|chương trình|thực hiện|một số|đề án|nội dung|các)"
)
PREAMBLE_TITLE = re.compile(
    r"(?:ban\s+hành|xây\s+dựng|phê\s+duyệt|triển\s+khai)\s+(?P<title>(?:[Kk]ế\s+hoạch|[Cc]hương\s+trình|[Đđ]ề\s+án)\s[^;:\n]{10,400}?)(?:\s*,?\s*(?:cụ\s+thể\s+|với\s+(?:các\s+)?nội\s+dung\s+)?(?:như\s+sau|sau\s+đây)|\s*[:\n])"
)
DRAFT = re.compile(r"(?<!\w)du\s+thao(?!\w)")


@dataclass(frozen=True)
class Head:
    """The metadata and what the warnings and other readers need of the head."""

    metadata: Metadata
    issuer_place: str
    number_blank: bool
    day_blank: bool
    title_span: Span | None
    own: tuple[str | None, ...]
    number_at: int | None


def read_head(normal: Normal, agencies: Agencies, part: Part, whole_end: int) -> Head:
    title_word = title_word_of(normal, part)
    number, number_at, blank = number_of(normal, part, title_word, whole_end)
    place, on, day_blank = dateline_of(normal, part)
    attached = ATTACHED_NUMBER.search(normal.text, part.start, part.body)
    if attached:
        number = number or tidy(attached["number"])
        dated = FULL.search(normal.folded, attached.end(), attached.end() + 30)
        on = on or (iso_of(dated) if dated else None)
    issuer, issuer_place = issuer_of(normal, agencies, part, title_word)
    title, title_span = title_of(normal, part, title_word)
    kind = kind_of(title_word, number, title, normal.folded[part.start : part.body])
    on = on or listed_date(normal, part)
    place = place or issuer_place.split("\u2003")[-1] or place_in(normal, part, title) or None
    draft = blank or day_blank or bool(DRAFT.search(normal.folded, part.start, min(part.body, part.start + 600)))
    metadata = Metadata(number, on, place, title, issuer, kind, draft)
    own = (number, tidy(attached["number"]) if attached else None)
    return Head(metadata, issuer_place, blank, day_blank, title_span, own, number_at)


def title_word_of(normal: Normal, part: Part) -> re.Match[str] | None:
    """The kind of document in capitals, standing alone: first word of its line, or after the date line."""
    for found in TITLE.finditer(normal.text, part.start, min(part.body, part.start + 6000)):
        line = normal.text[normal.text.rfind("\n", part.start, found.start()) + 1 : found.start()].strip()
        if not line or len(line) < 3 or re.search(r"\d{4}\s*$", line) or not is_capitals(line[-12:]):
            return found
    return None


def number_of(
    normal: Normal, part: Part, title: re.Match[str] | None, whole_end: int
) -> tuple[str | None, int | None, bool]:
    limit = title.start() if title else part.body
    for pattern in (LISTED_NUMBER, NUMBERED):
        found = pattern.search(normal.text, part.start, limit)
        if found and own_number(normal, found.start(), part.start):
            return tidy(found["number"]), found.start(), False
    blank = BLANK_NUMBER.search(normal.text, part.start, limit)
    if blank:
        return None, blank.start(), True
    source = SOURCE_NUMBER.search(normal.text, part.tail, whole_end)
    return (tidy(source["number"]), source.start(), False) if source else (None, None, False)


def own_number(normal: Normal, at: int, start: int) -> bool:
    """A number after «Quyết định», «Kế hoạch» … is cited, not the document's own."""
    before = normal.folded[max(start, at - 16) : at].rstrip()
    return not before.endswith(("dinh", "hoach", "van", "thi", "quyet", "trinh", "tu", "luat", "luan", "bao", "dien"))


def dateline_of(normal: Normal, part: Part) -> tuple[str | None, str | None, bool]:
    """Place, date as ISO (year-month when the day is blank), and whether the day was left blank."""
    limit = min(part.body, part.start + 4000)
    found = DATELINE.search(normal.text, part.start, limit) or None
    place = normal.clean(found.start("place"), found.end("place")) if found else None
    found = found or first_free_date(normal, part.start, limit)
    if found is None:
        return None, None, False
    day, month = digits(found["d"]), digits(found["m"])
    year = int(found["y"]) if found["y"] else None
    if year is None:
        return place, None, True
    if day and month:
        return place, iso(day, month, year), False
    return place, f"{year}-{month:02d}" if month and month <= 12 else str(year), True


def first_free_date(normal: Normal, start: int, limit: int) -> re.Match[str] | None:
    """A date line without a place: alone in its line, before the title."""
    found = ANY_DATELINE.search(normal.text, start, min(limit, start + 1200))
    if found is None:
        return None
    before = normal.text[normal.text.rfind("\n", 0, found.start()) + 1 : found.start()].strip(" ,(")
    return found if len(before) < 3 else None


def digits(text: str) -> int | None:
    only = "".join(re.findall(r"\d", text))
    return int(only) if only and len(only) <= 2 else None


def listed_date(normal: Normal, part: Part) -> str | None:
    """The web page's own table: «Ngày ban hành: 01/02/2023»."""
    label = LISTED_DATE.search(normal.folded, part.start, part.body)
    found = FULL.match(normal.folded, label.end()) if label else None
    return iso_of(found) if found else None


def issuer_of(normal: Normal, agencies: Agencies, part: Part, title: re.Match[str] | None) -> tuple[str | None, str]:
    """As printed in the head; else the body that «ban hành Kế hoạch» in the preamble, by its full name."""
    printed = printed_issuer(normal, part, title)
    if printed:
        return printed, caps_place(printed)
    for mention in reversed(agencies.between(part.start, part.body)):
        if not mention.group and ISSUES.match(normal.lowered, mention.end):
            return agencies.ref(mention).name, place_of(mention)
    return None, ""


def place_of(mention: Mention) -> str:
    return mention.place if "\u2003" in mention.place else ""


def printed_issuer(normal: Normal, part: Part, title: re.Match[str] | None) -> str | None:
    """The last body named in capitals above number and title; its superior stands before it."""
    limit = title.start() if title else min(part.body, part.start + 1500)
    number = re.compile(r"(?<!\w)(?:Số|SỐ)\s*:").search(normal.text, part.start, limit)
    limit = number.start() if number else limit
    if not title and not number:
        return None
    pieces = [p.strip() for p in re.split(r"\n|\t| {3,}", MOTTO.sub("\n", normal.text[part.start : limit]))]
    names: list[str] = []
    for piece in pieces:
        if not is_capitals(piece) or len(piece) > 160:
            continue
        begins = body_types()[0].match(folded(piece)) or piece.startswith(("BAN ", "TỔ ", "HỘI "))
        if begins or not names:
            names.append(" ".join(piece.split()))
        else:
            names[-1] = f"{names[-1]} {' '.join(piece.split())}"
    named = [n for n in names if body_types()[0].match(folded(n)) or n.startswith(("BAN ", "TỔ ", "HỘI "))]
    return named[-1] if named else None


def folded(text: str) -> str:
    from lachan.plans.reading.normalise import fold

    return fold(text)


CAPS_LEVEL = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+(?P<name>[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ\s'-]{1,40})$"
)


def caps_place(issuer: str) -> str:
    """«… TỈNH NGHỆ AN» → level and name in normal letters."""
    found = CAPS_LEVEL.search(issuer)
    if found is None:
        return ""
    name = " ".join(word.capitalize() for word in found["name"].split())
    return f"{issuer[found.start() : found.start('name')].strip().lower()}\u2003{name}"


def place_in(normal: Normal, part: Part, title: str | None) -> str | None:
    pattern = re.compile(rf"(?:địa bàn|của)\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s+({PROPER.pattern})")
    found = pattern.search(title or "") or pattern.search(normal.text, part.start, part.body)
    return found[1] if found else None


def title_of(normal: Normal, part: Part, word: re.Match[str] | None) -> tuple[str | None, Span | None]:
    if word is None:
        found = PREAMBLE_TITLE.search(normal.text, part.start, part.body)
        if found is None:
            return None, None
        return normal.clean(*found.span("title")), normal.span(*found.span("title"))
    start = word.end()
    while start < part.body and (normal.text[start].isspace() or normal.text[start] in "-–_:*"):
        start += 1
    end = title_end(normal, start, part.body)
    title = normal.clean(start, end).strip(" -–_*.:")
    title = re.sub(r"\s*-{3,}.*$", "", title)
    return (title or None), normal.span(start, end)


def title_end(normal: Normal, start: int, limit: int) -> int:
    """Before the first words of the preamble; capitals end where small letters begin."""
    capitals = is_capitals(normal.text[start : start + 25])
    for found in PREAMBLE.finditer(normal.text, start + 1, limit):
        at = found.start()
        before = normal.text[at - 1]
        if at <= start or not before.isspace():
            continue
        if (
            "\n" in normal.text[max(start, at - 3) : at]
            or found[0].startswith(("Căn", "(", "I"))
            or (capitals and not found[0].isupper())
        ):
            return at
        if (
            re.search(r"(?:\d{4}|[\w)”])\s*$", normal.text[start:at])
            and found[0][0].isupper()
            and not is_capitals(found[0])
            and found[0].startswith(("Thực", "Triển", "Để", "Nhằm", "Thi"))
        ):
            return at
    return capitals_stop(normal, start, limit) if capitals else min(limit, paragraph_end(normal, start, limit))


def capitals_stop(normal: Normal, start: int, limit: int) -> int:
    small = re.compile(r"\s(?=[^\W\d_][^\W\d_A-Z]{0,6}\s)")
    for found in small.finditer(normal.text, start, limit):
        word = normal.text[found.end() : found.end() + 8].split(" ")[0]
        if any(c.islower() for c in word):
            return found.start()
    return limit


def paragraph_end(normal: Normal, start: int, limit: int) -> int:
    stop = normal.text.find("\n\n", start, limit)
    return stop if stop > 0 else limit


def kind_of(word: re.Match[str] | None, number: str | None, title: str | None, head: str) -> str | None:
    if word:
        return KINDS[" ".join(word[0].split())]
    for suffix, kind in SUFFIX_KINDS:
        if number and suffix in number.upper():
            return kind
    if title and title.lower().startswith("kế hoạch"):
        return "ke_hoach"
    return "cong_van" if re.search(r"(?<!\w)v/v(?!\w)|kinh gui", head) else None
