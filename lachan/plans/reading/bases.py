"""Legal bases: the numbered documents a plan cites, with date and issuer where they are written."""

from __future__ import annotations

import re

from lachan.plans.reading.agencies import Agencies
from lachan.plans.reading.dates import FULL, iso_of
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.schema import LegalBasis

TYPES = (
    "Bộ luật|Luật|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Thông tư liên tịch|Thông "
    "tư|Kế hoạch|Chương trình|Công văn|Kết luận|Kiến nghị|Quy chế|Tờ trình|Thông "
    "báo|Hướng dẫn|"
    "Đề án|Công điện|Văn bản|Báo cáo|Pháp lệnh|Hiệp định|Quy định|Thỏa thuận|Lệnh|Hiến pháp"
)
SIGN = r"[A-ZĐƯ][\wĐƯđ&.]*"
NUMBER = rf"\d{{1,5}}(?:/\d{{4}})?\s?[/-]\s?{SIGN}(?:(?:[-/]|\s?[-–]\s?(?=[A-ZĐ]{{2,}}|TTg)){SIGN}|-\d{{1,3}})*"
NUMBER_PATTERN = re.compile(NUMBER)
CITED = re.compile(
    rf"(?<!\w)(?:(?P<type>{TYPES})(?:\s+[^\s.;:()\d]+){{0,6}}?\s+)?(?P<so>số\s*:?\s*)(?P<number>{NUMBER})",
    re.IGNORECASE,
)
UNSAID = re.compile(rf"(?<!\w)(?P<type>{TYPES})\s+(?P<number>\d{{1,5}}(?:/\d{{4}})?/[A-ZĐ]{{1,6}}\d{{0,2}}-{SIGN})")
NAMED_LAW = re.compile(
    r"(?<!\w)(?P<type>Bộ luật|Luật)\s+(?P<name>[A-ZĐ][^;.\n()\d]{3,110}?)"
    r"(?=\s+(?:ngày|năm|số|đã)(?!\w)|\s*[;.(\n]|,?\s+(?:và\s+)?(?:Luật|Bộ luật|Nghị định|các|Căn cứ|Thông tư))"
)
DATED = re.compile(r"[\s,(]*(?:(?:ban hanh|ky)\s+)?(?=ngay|\d)")
OF = re.compile(r"\s*(?:của|do)\s+")


def read_bases(
    normal: Normal, agencies: Agencies, preamble_end: int, tail: int, own: tuple[str | None, ...]
) -> list[LegalBasis]:
    """Citations in text order, each number once a date. The document's own number is none of them."""
    found: list[LegalBasis] = []
    seen: set[tuple[str, str | None]] = set()
    last_type, last_end = "", -1
    for match in sorted(
        [*CITED.finditer(normal.text, 0, tail), *UNSAID.finditer(normal.text, 0, tail)], key=lambda m: m.start()
    ):
        kind = match["type"] or (last_type if 0 <= match.start() - last_end < 120 else "")
        number = tidy(match["number"])
        if not kind or number in own or match.start() < last_end:
            continue
        basis = cited(normal, agencies, match, kind, number)
        last_type, last_end = kind, match.end()
        if (number, basis.date) not in seen:
            seen.add((number, basis.date))
            found.append(basis)
    found = [b for b in found if not shouted(b, found)]
    found += named_laws(normal, preamble_end, found)
    return sorted(found, key=lambda b: b.span)


def shouted(basis: LegalBasis, found: list[LegalBasis]) -> bool:
    """«21/CT-TTG» of a title in capitals is the «21/CT-TTg» of the preamble."""
    number = basis.number or ""
    return number.isupper() and any(
        b.number != number and (b.number or "").upper() == number and basis.date in (None, b.date) for b in found
    )


def cited(normal: Normal, agencies: Agencies, match: re.Match[str], kind: str, number: str) -> LegalBasis:
    end, on = match.end(), None
    gap = DATED.match(normal.folded, end)
    dated = FULL.match(normal.folded, gap.end()) if gap else None
    if dated:
        on, end = iso_of(dated), dated.end()
    issuer = None
    of = OF.match(normal.lowered, end)
    index = agencies.index_at(of.end(), slack=1) if of else None
    if index is not None:
        issuer = agencies.ref(agencies.mentions[index]).name
        end = agencies.mentions[index].end
    return LegalBasis(kind[:1].upper() + kind[1:].lower(), number, on, issuer, normal.span(match.start(), end))


def tidy(number: str) -> str:
    """No spaces, no full stop of the sentence."""
    return re.sub(r"\s+", "", number).replace("–", "-").rstrip(".&")


def named_laws(normal: Normal, preamble_end: int, known: list[LegalBasis]) -> list[LegalBasis]:
    """Laws of the preamble cited by name alone: their number is not written, so it stays open."""
    taken = [b.span for b in known]
    out = []
    for match in NAMED_LAW.finditer(normal.text, 0, preamble_end):
        span = normal.span(match.start(), match.end())
        inside = normal.lowered[max(0, match.start() - 4) : match.start()] == "của "
        if not inside and not any(a <= span[0] < b or span[0] <= a < span[1] + 6 for a, b in taken):
            dated = FULL.match(normal.folded, match.end() + 1)
            out.append(
                LegalBasis(normal.clean(match.start(), match.end()), None, iso_of(dated) if dated else None, None, span)
            )
    return out
