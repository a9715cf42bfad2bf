"""Targets by clause: comparator, value, unit, year, what it counts, and the indicator that could compute it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.outline import Node, Outline
from lachan.plans.reading.schema import Span, Target
from lachan.plans.reading.tables import Row
from lachan.plans.reading.vocabulary import table

MOST_IN_CLAUSE = 12
REACH = 600
PART = re.compile(r"[,;]\s+|\s+(?:và|còn|riêng)\s+")
DIGIT = re.compile(r"\d")
CLAUSE = re.compile(r";|[.](?=\s+[^\W\d_]|\s*$)|\n(?=\s*\n)|(?<=%),(?=\s+(?:ty le|\d|tren|it nhat|phan dau))")
NUMBER = r"\d{1,3}(?:[.,]\d{1,3})*"
PERCENT = re.compile(
    rf"(?<![\d/.,-])(?P<value>{NUMBER})(?:\s?(?:-|–|đến)\s?(?P<high>{NUMBER}))?\s?(?P<unit>%)(?P<after>(?:\s[^\W\d][^\d;.,:%()]{{0,40}}?)?\s+trở\s+(?:lên|"
    rf"xuống)(?!\w))?"
)
OUT_OF = re.compile(
    r"(?<![\d/])(?P<value>\d{1,3})\s?/\s?(?P<of>\d{1,3})\s+(?P<unit>(?:đơn vị|trạm y tế|cơ sở|"
    r"xã|phường|huyện|thành phố|thị trấn|quận|tỉnh|thôn|bản|trường|khu phố|tổ dân phố|chi hội|sở|ngành|hội|ấp|buôn|"
    r"làng)[^\s,.;]*(?:\s+cấp\s+\w+(?=\s+\w+\s+cấp))?)"
)
COUNT = re.compile(
    r"(?<![\d/.,])(?<!\d [-–] )(?P<value>\d{1,6})(?:\s?(?:-|–|đến)\s?(?P<high>\d{1,6}))?\s+(?P<unit>mô hình|"
    r"lớp(?: tập huấn)?|hội nghị|"
    r"buổi|lượt người|lượt|cuộc|đợt|chuyên đề|tin bài|tin, bài|bài|phóng sự|"
    r"câu lạc bộ|tờ rơi|pa nô|áp phích|lần(?:/(?:năm|tháng|quý))?|đơn vị cấp \w+|"
    r"xã|phường|huyện|cơ sở|cán bộ|người|phiên tòa|chuyên án|vụ án|vụ|trường|thôn|bản|"
    r"khu dân cư|địa phương|địa bàn|nhóm|chương trình|kỳ|phụ nữ|trẻ em|học sinh|hộ(?: gia đình)?|hội viên|đoàn viên|"
    r"thanh niên|thiếu nhi|công nhân|người lao động|hộ nghèo|"
    r"nạn nhân|gia đình|trạm y tế|đơn vị|tổ|đội|chi hội|khóa|khoá|video|clip|băng rôn|tài liệu|cuốn|sổ tay|bản tin|"
    r"diễn đàn|"
    r"cuộc thi|hội thảo|tọa đàm|chuyên mục|chuyên trang|trường học|doanh nghiệp|bài viết|tin)(?!\w)"
)
CELL_VALUE = re.compile(
    rf"(?P<sign>(?:≥|>=|>|≤|<=|<|trên|ít nhất|tối thiểu|dưới|tối đa|không quá|"
    rf"từ)\s*)?(?P<value>{NUMBER})\s?(?P<unit>%|[^\W\d][^\d%¦]{{0,20}})?\s*$"
)
CELL_SIGNS = (
    (">=", ("≥", ">=", "ít nhất", "tối thiểu", "từ")),
    (">", (">", "trên")),
    ("<=", ("≤", "<=", "tối đa", "không quá")),
    ("<", ("<", "dưới")),
)
COMPARE_BEFORE = (
    (">=", re.compile(r"(?:ít nhất|tối thiểu|không dưới|không thấp hơn|từ)\s*(?:là\s+|đạt\s+|có\s+|khoảng\s+)?$")),
    (">", re.compile(r"(?:trên|hơn|vượt|cao hơn)\s*(?:là\s+)?$")),
    ("<=", re.compile(r"(?:tối đa|không quá|không vượt quá|xuống còn|không cao hơn)\s*(?:là\s+)?$")),
    ("<", re.compile(r"(?:dưới|xuống dưới|thấp hơn)\s*$")),
)
OPENS_BOTH = re.compile(r"(?:ít nhất|tối thiểu|trên|không dưới)\s+[\d.,]+\s?%[^;.]{0,160}?(?:và|,)\s*$")
BY_YEAR = re.compile(
    r"(?:vào|đến|tới|cuối|hết|trong)\s+(?:hết\s+|cuối\s+)?năm\s+(?P<y>\d{4})|(?:đến|hết)\s+(?:năm\s+)?(?P<y2>20\d{2})"
)
NUMBER_WORDS = re.compile(rf"(?:^|\s)(?:(?:và|,)\s+)?(?:có |đạt )?{NUMBER}\s?%")
YEAR_WORDS = re.compile(
    r"(?i)(?<!\w)(?:(?:vào|đến|tới|cuối|hết|trong) )?(?:hết |cuối )?năm 20\d\d(?: (?:có|đạt|là))?,?(?=\s|$)"
)
ABROAD = re.compile(
    r"toan quoc|ca nuoc|tren pham vi ca nuoc|cua trung uong|chinh phu giao|chi tieu quoc gia|"
    r"theo muc tieu cua chuong trinh"
)
PAST = re.compile(
    r"(?<!\w)(?:da|chiem|tang|giam so voi|so voi cung ky|trong nam qua|ket qua|nam truoc|dat duoc|bang)(?!\w)"
)
NOT_TARGET = re.compile(
    r"thuong tat|ton thuong co the|ty le thuong|lai suat|"
    r"(?:mat do|quy mo|tang) dan so|muc luong|muc ho tro|muc chi|kinh phi|dien tich"
)
PROMISE = re.compile(r"bao dam|dam bao|phan dau|dat|100\s?%|ty le|it nhat|toi thieu|muc tieu|chi tieu|tro len|duoc")


def read_targets(normal: Normal, outline: Outline, roles: dict[str, str]) -> list[Target]:
    """Figures with % in objectives and targets are targets; counted things inside tasks are commitments."""
    found: list[Target] = []
    for node in outline.nodes:
        role = roles.get(node.path, "")
        row = outline.rows.get(node.path) if node.leaf else None
        if row is not None and any(a < b for a, b in row.cells.get("value", ())):
            found += row_targets(normal, node, row)
        elif role in ("objective", "target"):
            found += node_targets(normal, node, role)
        elif role in ("task", "assign", "article") and node.leaf:
            found += [replace(t, kind="commitment") if t.kind == "target" else t for t in figures(normal, node, role)]
    return found


def row_targets(normal: Normal, node: Node, row: Row) -> list[Target]:
    """A row of a table of targets: one target for each filled year, in the unit of its unit cell."""
    subject = normal.clean(*row.content)
    unit = next((normal.clean(*cell) for cell in row.cells.get("unit", ())), "")
    indicator, reason = indicator_for(subject, None)
    shares = unit.lower() in ("%", "tỷ lệ", "phần trăm")
    out = []
    for cell, year in zip(row.cells.get("value", ()), row.years, strict=False):
        found = CELL_VALUE.match(normal.lowered, *cell)
        if found is None:
            continue
        said = next((sign for sign, words in CELL_SIGNS if found["sign"] and found["sign"].strip() in words), "=")
        printed = "%" if found["unit"] == "%" or shares else found["unit"] or unit
        linked = (indicator, reason) if printed == "%" else (None, None)
        value = number_of(found["value"])
        out.append(
            Target(
                node.path,
                said,
                value,
                printed or None,
                subject,
                linked[0],
                year,
                "target",
                normal.span(*cell),
                linked[1],
            )
        )
    return out


def node_targets(normal: Normal, node: Node, role: str) -> list[Target]:
    numbers = figures(normal, node, role)
    if numbers or role != "target" or not node.leaf or node.kind == "intro":
        return numbers
    end = min(node.end, first_stop(normal, node.start, node.end))
    subject = normal.clean(node.start, end)
    return (
        [Target(node.path, None, None, None, subject, None, None, "qualitative", normal.span(node.start, end))]
        if subject
        else []
    )


def first_stop(normal: Normal, start: int, end: int) -> int:
    stop = CLAUSE.search(normal.folded, start, end)
    return stop.start() if stop else end


def figures(normal: Normal, node: Node, role: str) -> list[Target]:
    out: list[Target] = []
    if not DIGIT.search(normal.text, node.start, node.end):
        return out
    start = node.start
    while start < node.end:
        end = first_stop(normal, start, node.end)
        out += clause_targets(normal, node, role, start, end, out[-1] if out else None)
        start = end + 1
    return out


def clause_targets(normal: Normal, node: Node, role: str, start: int, end: int, before: Target | None) -> list[Target]:
    folded = normal.folded[start:end]
    if NOT_TARGET.search(folded) or (
        role in ("task", "assign", "article") and PAST.search(folded) and not PROMISE.search(folded)
    ):
        return []
    out: list[Target] = []
    percents = list(PERCENT.finditer(normal.text, start, end))
    counts = [*OUT_OF.finditer(normal.text, start, end), *COUNT.finditer(normal.lowered, start, end)]
    counts = [c for c in counts if counted(normal, c, role) and (not percents or "of" in c.re.groupindex)]
    numbers = sorted([*percents, *counts], key=lambda m: m.start())[:MOST_IN_CLAUSE]
    borders = [start, *(border(normal, a.end(), b.start()) for a, b in pairwise(numbers)), end]
    for number, match in enumerate(numbers):
        first, last = max(start, match.start() - REACH), min(end, match.end() + REACH)
        own = max(first, borders[number]), min(last, borders[number + 1])
        out.append(target_of(normal, node, match, (first, last), own, out[-1] if out else before))
    return out


def border(normal: Normal, start: int, end: int) -> int:
    """Where the words of one number end and those of the next begin: the last comma or «và» between them."""
    parts = list(PART.finditer(normal.lowered, start, end))
    return parts[-1].end() if parts else end


def counted(normal: Normal, match: re.Match[str], role: str) -> bool:
    """A counted thing is a promise only with a comparator, a purpose or as a share («10/10 huyện»)."""
    if "of" in match.re.groupindex:
        return True
    before = normal.lowered[max(0, match.start() - 40) : match.start()]
    if re.search(r"(?:năm|tháng|ngày|khoản|điều|số|quý|dưới|từ đủ|tuổi|phường|quận)\s*$", before):
        return False
    if role == "target":
        return not re.search(r"(?:tại|ở|gồm|trong đó|của|với|so với|từ đủ|trên địa bàn)\s+$", before)
    if role == "objective":
        return bool(
            re.search(
                r"(?:ít nhất|tối thiểu|mỗi \w+(?: \w+)?(?: có| tổ chức| xây dựng)?|phấn đấu|"
                r"trên|xây dựng|tổ chức|đạt|có|thành lập|mở|duy trì)\s+(?:được\s+|ít nhất\s+|"
                r"từ\s+)?$",
                before,
            )
        )
    return bool(
        re.search(r"(?:ít nhất|tối thiểu|mỗi [^,.;]{2,30}(?:lựa chọn|chọn|tổ chức|có|xây dựng))\s+(?:từ\s+)?$", before)
    )


def target_of(
    normal: Normal, node: Node, match: re.Match[str], clause: Span, own: Span, before: Target | None
) -> Target:
    start, end = clause
    value, unit = number_of(match["value"]), " ".join(match["unit"].split())
    comparator = comparator_of(normal, match, start)
    subject = subject_of(normal, match, *own)
    subject = (
        subject if len(subject.split()) > 1 else NUMBER_WORDS.sub("", subject_of(normal, match, start, end)).strip()
    )
    folded = " ".join(normal.folded[start:end].split())
    kind = "quoted_national_target" if ABROAD.search(folded) else "target"
    indicator, reason = indicator_for(subject, before) if unit == "%" else (None, None)
    return Target(
        node.path,
        comparator,
        value,
        unit,
        subject,
        indicator,
        by_year(normal, match, clause, own),
        kind,
        normal.span(start, end),
        reason,
    )


def number_of(printed: str) -> float:
    """«5,5» is five and a half; «1.200» is twelve hundred."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", printed):
        return float(printed.replace(".", ""))
    return (
        float(printed.replace(",", ".", 1).replace(",", ""))
        if printed.count(".") <= 1
        else float(re.sub(r"\D", "", printed))
    )


def comparator_of(normal: Normal, match: re.Match[str], start: int) -> str:
    groups = match.re.groupindex
    if "after" in groups and match["after"]:
        return "<=" if "xuống" in match["after"] else ">="
    before = normal.lowered[max(start, match.start() - 60) : match.start()]
    for comparator, pattern in COMPARE_BEFORE:
        if pattern.search(before):
            return comparator
    carried = OPENS_BOTH.search(normal.lowered[max(start, match.start() - 240) : match.start()])
    if carried:
        return ">" if carried[0].startswith("trên") else ">="
    return "="


SHARE_OF = re.compile(r"\s*tổng số(?!\w)")
REACHES = re.compile(r"(?i)(?:\s(?:đạt|trên|ít nhất|tối thiểu|không dưới))+\s*$")
AT_LEAST = re.compile(r"(?i)\s(?:ít nhất|tối thiểu|tối đa|không dưới|trên|dưới|từ)\s*$")


def subject_of(normal: Normal, match: re.Match[str], start: int, end: int) -> str:
    """The clause without its number, «Bảo đảm», «phấn đấu»; what is counted stays where the clause goes on."""
    head, tail = normal.text[start : match.start()], normal.text[match.end() : end]
    counted = match["unit"] if "%" not in match["unit"] and re.search(r"\w", tail) else ""
    if "%" in match["unit"] and SHARE_OF.match(tail):
        head, tail = REACHES.sub("", head), f" trên {tail.lstrip()}"
    clause = f"{AT_LEAST.sub('', head) if counted else head} {counted}{tail if counted else f' {tail}'}"
    clause = YEAR_WORDS.sub(" ", clause)
    clause = re.sub(
        r"(?i)^(?:\W|(?:chỉ|mục) tiêu \d{1,2}(?:\.\d+)?\s*:|bảo đảm|đảm bảo|phấn đấu|hằng năm|"
        r"hàng năm|có|trên|ít nhất|tối thiểu|tối đa|không dưới)+(?=\s)",
        "",
        " ".join(clause.split()),
    )
    clause = re.sub(
        r"(?i)\s*(?:đạt|là)?\s*(?:trên|ít nhất|tối thiểu|dưới|tối đa|không dưới|từ)?(?:\s+(?:và|,))?$",
        "",
        clause.strip(" ,;.-"),
    )
    return clause.strip()


def by_year(normal: Normal, match: re.Match[str], clause: Span, own: Span) -> str | None:
    """The year in the number's own words, else the nearest after it, else the one that opens the clause."""
    found = BY_YEAR.search(normal.lowered, match.end(), own[1]) or BY_YEAR.search(normal.lowered, own[0], match.start())
    if found is None:
        after = BY_YEAR.search(normal.lowered, match.end(), clause[1])
        before = BY_YEAR.search(normal.lowered, clause[0], match.start())
        found = before or after
    return (found["y"] or found["y2"]) if found else None


@cache
def indicator_rows() -> tuple[tuple[str, tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...], str], ...]:
    return tuple(
        (
            row["indicator"],
            tuple(bounded(p) for p in row["all"]),
            tuple(bounded(p) for p in row.get("none", [])),
            row["reason"],
        )
        for row in table("indicators")["map"]
    )


def bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def indicator_for(subject: str, before: Target | None) -> tuple[str | None, str | None]:
    """The indicator of a clause; «tỷ lệ giải quyết đạt …» speaks of what the clause before counted."""
    from lachan.plans.reading.normalise import fold

    text = fold(subject)
    if before is not None and re.match(r"(?:ty le )?(?:giai quyet|xac minh)(?!\w)", text) and len(text.split()) <= 5:
        text = f"{text} {fold(before.subject)} "
        text = re.sub(r"tiep nhan|phan loai", "", text)
        text = text.replace("ty le giai quyet", "giai quyet")
    for indicator, needed, barred, reason in indicator_rows():
        if all(p.search(text) for p in needed) and not any(p.search(text) for p in barred):
            return indicator, reason
    return None, None
