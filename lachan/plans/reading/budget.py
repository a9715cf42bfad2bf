"""Money and telephone numbers: amounts, where the money comes from, hotlines."""

from __future__ import annotations

import re

from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.outline import Outline
from lachan.plans.reading.schema import Amount, Budget, Source

AMOUNT = re.compile(
    r"(?<![\d.,])(?P<value>\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,3})?)\s*(?P<unit>tỷ đồng|"
    r"tỉ đồng|triệu đồng|nghìn đồng|ngàn đồng|đồng|vnđ|vnd|usd|đ)(?!\w)"
)
SCALE = {"tỷ đồng": 10**9, "tỉ đồng": 10**9, "triệu đồng": 10**6, "nghìn đồng": 10**3, "ngàn đồng": 10**3}
MONEY_TALK = re.compile(r"kinh phi|ngan sach|du toan|cap|phan bo|ho tro|von")
NO_BUDGET = re.compile(r"phat tien|xu phat|chiem doat|thu loi|thiet hai|gia tri")
FROM = re.compile(
    r"(?<!\w)(?:từ\s+(?:các\s+)?nguồn|từ\s+ngân sách|do\s+ngân sách|nguồn\s+ngân sách|"
    r"ngân sách\s+(?:nhà nước|tỉnh|huyện|xã|địa phương|trung ương|các cấp)|trong\s+dự\s+toán|"
    r"nguồn\s+(?:vốn|tài trợ|xã hội hóa|kinh phí)|huy\s+động\s+(?:từ\s+)?(?:các\s+)?nguồn|"
    r"các\s+nguồn\s+(?:tài trợ|huy động|hợp pháp))"
)
SOURCE_END = re.compile(r"[.;](?=\s|$)|\s+và\s+(?=từ\s)")
NUMBER = (
    r"(?P<number>1[89]00[\s.]?\d{2,4}(?:[\s.]?\d{2,4})?|1\d{2,3}(?![\d/%]|\.\d)|"
    r"0\d{2,3}[\s.]?\d{3,4}[\s.]?\d{3,4})"
)
HOTLINE = re.compile(
    r"(?<!\w)(?:tổng đài|đường dây nóng|số máy|hotline|đường dây tư vấn|số (?:điện thoại )?(?:nóng|trực(?: ban)?)|"
    r"điện thoại trực(?: ban)?)"
    rf"(?P<between>[^.;\d()]{{0,110}}?(?:\(\s*)?(?:số\s*(?:máy\s*|điện thoại\s*)?:?\s*)?){NUMBER}"
)
ALSO = re.compile(rf"\s*(?:,|và|hoặc|/|-)\s*(?:số\s+)?{NUMBER}(?!\w)")


def read_budget(normal: Normal, outline: Outline, roles: dict[str, str]) -> Budget:
    amounts: list[Amount] = []
    sources: list[Source] = []
    for node in outline.nodes:
        money = roles.get(node.path) == "budget"
        amounts += amounts_in(normal, node.start, node.end, money)
        if money or MONEY_TALK.search(normal.folded, node.start, node.end):
            sources += sources_in(normal, node.start, node.end, money)
    return Budget(tuple(amounts), tuple(sources))


def amounts_in(normal: Normal, start: int, end: int, money: bool) -> list[Amount]:
    """Sums in dong where the text speaks of the plan's money."""
    out = []
    for match in AMOUNT.finditer(normal.lowered, start, end):
        near = normal.folded[max(start, match.start() - 200) : min(end, match.end() + 100)]
        if (money or MONEY_TALK.search(near)) and not NO_BUDGET.search(near):
            unit = match["unit"]
            out.append(
                Amount(
                    value_of(match["value"]) * SCALE.get(unit, 1),
                    "USD" if unit == "usd" else "đồng",
                    normal.span(*match.span()),
                )
            )
    return out


def value_of(printed: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", printed):
        return float(re.sub(r"[.,]", "", printed))
    return float(printed.replace(",", "."))


def sources_in(normal: Normal, start: int, end: int, money: bool) -> list[Source]:
    out: list[Source] = []
    at = start
    while (match := FROM.search(normal.lowered, at, end)) is not None:
        stop = SOURCE_END.search(normal.lowered, match.end(), end)
        last = stop.start() if stop else end
        out.append(Source(normal.clean(match.start(), last), normal.span(match.start(), last)))
        at = max(last, match.end())
    return out if money else out[:1]


def read_hotlines(normal: Normal, start: int, end: int) -> list[str]:
    """Numbers the public may call; a fax or an office telephone is none."""
    out: list[str] = []
    for match in HOTLINE.finditer(normal.lowered, start, end):
        if "fax" in match["between"]:
            continue
        number: re.Match[str] | None = match
        while number is not None:
            digits = re.sub(r"\D", "", number["number"])
            out += [digits] if digits not in out else []
            number = ALSO.match(normal.lowered, number.end())
    return out
