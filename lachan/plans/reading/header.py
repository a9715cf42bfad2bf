"""What the head of the document says: number, date, place, issuer, title, kind; blanks stay blank."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lachan.plans.reading.agencies import Agencies
from lachan.plans.reading.bases import NUMBER, tidy
from lachan.plans.reading.dates import FULL, iso, iso_of
from lachan.plans.reading.issuer import issuer_of
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.places import CAPITALS, PROPER
from lachan.plans.reading.regions import Part
from lachan.plans.reading.schema import Evidence, Metadata
from lachan.plans.reading.title import title_of, title_word_of

NUMBERED = re.compile(rf"(?<!\w)(?:Số|SỐ)\s*:?\s*(?P<number>{NUMBER})")
BLANK_NUMBER = re.compile(r"(?<!\w)(?:Số|SỐ)\s*:?[\s.…_]*/\s*(?:KH|QĐ|CTr|CT|ĐA|CV)")
LISTED_NUMBER = re.compile(
    rf"(?:Số\s*/?\s*[Kk]ý\s+hiệu|Số\s+hiệu|Số\s+văn\s+bản)[\s:]*(?:văn\s+bản)?[\s:]*(?P<number>{NUMBER})"
)
LISTED_DATE = re.compile(r"ngay\s+(?:ban\s+hanh|ky|van\s+ban)\s*:?\s*(?=\d)")
ATTACHED_NUMBER = re.compile(
    rf"(?:\(\s*(?:[Bb]an hành\s+)?|\n\s*)[Kk]èm theo\s+(?P<type>Quyết định|Công văn|"
    rf"Tờ trình)\s+số\s*:?\s*(?P<number>{NUMBER})"
)
SOURCE_NUMBER = re.compile(
    rf"Nguồn\s*:\s*(?:[^\n]{{0,60}}?)(?:Kế hoạch|Quyết định|Chương trình)\s+số\s*:?\s*(?P<number>{NUMBER})"
)
DATELINE = re.compile(
    rf"(?<!\w)(?P<place>(?:TP\.?\s?)?{PROPER.pattern}|[{CAPITALS}]{{2,}}(?: [{CAPITALS}]{{2,}}){{1,3}})\s*,\s*"
    rf"[Nn]gày(?P<d>[\s\d.…_/]{{0,16}}?)\s*tháng(?P<m>[\s\d.…_]{{0,14}}?)\s*năm\s*(?P<y>\d{{4}})?"
)
ANY_DATELINE = re.compile(r"(?<!\w)[Nn]gày(?P<d>[\s\d.…_]{1,14})tháng(?P<m>[\s\d.…_]{1,14})năm\s*(?P<y>\d{4})")
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
SUFFIX_KINDS = (
    ("/KH", "ke_hoach"),
    ("/QĐ", "quyet_dinh"),
    ("/CTR", "chuong_trinh"),
    ("/CV", "cong_van"),
    ("/BC", "bao_cao"),
    ("/ĐA", "de_an"),
)
DRAFT = re.compile(r"(?<!\w)du\s+thao(?!\w)")
OF_AREA = re.compile(rf"(?:địa bàn|của)\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s+({PROPER.pattern})")
Range = tuple[int, int]


@dataclass(frozen=True)
class Dated:
    """Place and date of the date line; `blank` when the day was left open."""

    place: str | None = None
    on: str | None = None
    blank: bool = False
    place_at: Range | None = None
    at: Range | None = None


@dataclass(frozen=True)
class Head:
    """The metadata and what the warnings and other readers need of the head."""

    metadata: Metadata
    issuer_place: str
    number_blank: bool
    day_blank: bool
    title_at: Range
    own: tuple[str | None, ...]
    evidence: tuple[Evidence, ...]


def read_head(normal: Normal, agencies: Agencies, part: Part, whole_end: int) -> Head:
    word = title_word_of(normal, part)
    number, number_at, blank = number_of(normal, part, word, whole_end)
    dated = dateline_of(normal, part)
    issuer = issuer_of(normal, agencies, part, word)
    title, title_at = title_of(normal, part, word)
    attached, attached_on = attached_number(normal, part)
    number = number or attached
    on = dated.on or listed_date(normal, part) or attached_on
    place = dated.place or issuer.place.split("\u2003")[-1] or place_in(normal, part, title) or None
    draft = blank or dated.blank or bool(DRAFT.search(normal.folded, part.start, min(part.body, part.start + 600)))
    kind = kind_of(word, number, title, normal.folded[part.start : part.body])
    found = {
        "number": number_at,
        "date": dated.at,
        "place": dated.place_at,
        "title": title_at,
        "issuer": (issuer.start, issuer.end),
    }
    evidence = tuple(Evidence(f"metadata.{k}", normal.span(*at)) for k, at in found.items() if at and at[1] > at[0])
    metadata = Metadata(number, on, place, title, issuer.name, kind, draft)
    return Head(metadata, issuer.place, blank, dated.blank, title_at, (number, attached), evidence)


def attached_number(normal: Normal, part: Part) -> tuple[str | None, str | None]:
    """«(Kèm theo Quyết định số … ngày …)»: the number and date of the decision that carries the plan."""
    found = ATTACHED_NUMBER.search(normal.text, part.start, part.body)
    if found is None:
        return None, None
    on = FULL.search(normal.folded, found.end(), found.end() + 30)
    return tidy(found["number"]), iso_of(on) if on else None


def number_of(
    normal: Normal, part: Part, title: re.Match[str] | None, whole_end: int
) -> tuple[str | None, Range | None, bool]:
    """The number, where it stands, and whether it was left blank."""
    limit = title.start() if title else part.body
    for pattern in (LISTED_NUMBER, NUMBERED):
        found = pattern.search(normal.text, part.start, limit)
        if found and own_number(normal, found.start(), part.start):
            return tidy(found["number"]), found.span(), False
    blank = BLANK_NUMBER.search(normal.text, part.start, limit)
    if blank:
        return None, blank.span(), True
    source = SOURCE_NUMBER.search(normal.text, part.tail, whole_end)
    return (tidy(source["number"]), source.span("number"), False) if source else (None, None, False)


def own_number(normal: Normal, at: int, start: int) -> bool:
    """A number after «Quyết định», «Kế hoạch» … is cited, not the document's own."""
    before = normal.folded[max(start, at - 16) : at].rstrip()
    return not before.endswith(("dinh", "hoach", "van", "thi", "quyet", "trinh", "tu", "luat", "luan", "bao", "dien"))


def dateline_of(normal: Normal, part: Part) -> Dated:
    """«Nơi, ngày … tháng … năm …»; year-month when the day is blank."""
    limit = min(part.body, part.start + 4000)
    found = DATELINE.search(normal.text, part.start, limit)
    place = normal.clean(*found.span("place")) if found else None
    place_at = found.span("place") if found else None
    found = found or first_free_date(normal, part.start, limit)
    if found is None:
        return Dated()
    day, month = digits(found["d"]), digits(found["m"])
    year = int(found["y"]) if found["y"] else None
    at = (found.start("d") - 4, found.end())
    if year is None:
        return Dated(place, None, True, place_at, at)
    if day and month:
        return Dated(place, iso(day, month, year), False, place_at, at)
    return Dated(place, f"{year}-{month:02d}" if month and month <= 12 else str(year), True, place_at, at)


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


def place_in(normal: Normal, part: Part, title: str | None) -> str | None:
    found = OF_AREA.search(title or "") or OF_AREA.search(normal.text, part.start, part.body)
    return found[1] if found else None


def kind_of(word: re.Match[str] | None, number: str | None, title: str | None, head: str) -> str | None:
    if word:
        return KINDS[" ".join(word[0].split())]
    for suffix, kind in SUFFIX_KINDS:
        if number and suffix in number.upper():
            return kind
    if title and title.lower().startswith("kế hoạch"):
        return "ke_hoach"
    return "cong_van" if re.search(r"(?<!\w)v/v(?!\w)|kinh gui", head) else None
