"""For when, where and whom: period, level and place, priority areas, beneficiaries, pilot areas."""

from __future__ import annotations

import re

from lachan.plans.reading.agencies import Agencies
from lachan.plans.reading.header import Head
from lachan.plans.reading.normalise import Normal, fold
from lachan.plans.reading.outline import Outline
from lachan.plans.reading.places import PROPER
from lachan.plans.reading.regions import Part
from lachan.plans.reading.schema import Period, Scope, Words

PHASE = re.compile(
    r"(?:giai doan|nhung nam|cac nam)\s+(?:tu\s+(?:nam\s+)?)?(?P<a>20\d{2})\s*(?:-|den(?: nam)?)\s*(?P<b>20\d{2})"
)
YEAR = re.compile(r"(?<!den )(?<!tu )(?<!luat )nam\s*(?P<y>20\d{2})(?!\s*-\s*20)")
YEARS = re.compile(
    r"nam\s+(?P<a>20\d{2})\s*(?:-|den(?: nam)?)\s*(?P<b>20\d{2})|(?<!\d)(?P<c>20\d{2})\s*-\s*(?P<d>20\d{2})"
)
ASIDE = re.compile(
    r"(?:dinh huong|tam nhin|va)?\s*den\s+nam\s+20\d{2}|(?<!phap )luat[^;]{0,90}?nam\s+20\d{2}|"
    r"so\s+\d+[^\s]*(?:\s+ngay\s+[\d/]+)?(?:\s+thang\s+\d+)?(?:\s+nam\s+20\d{2})?|"
    r"ngay\s+\d{1,2}[\d/\s]*(?:thang\s+\d{1,2}\s+nam\s+)?20\d{2}"
)
MONTHS = re.compile(
    r"tu\s+(?:ngay\s+\d{1,2}\s*/\s*|thang\s*)(?P<m>\d{1,2})\s*(?:/|nam|/nam)\s*(?P<y>20\d{2})\s*(?:-|"
    r"den(?: het)?)\s*(?:ngay\s+\d{1,2}\s*/\s*|thang\s*)?(?P<m2>\d{1,2})\s*(?:/|"
    r"nam)\s*(?P<y2>20\d{2})"
)
LEVELS = (
    ("commune", re.compile(r"(?<!\w)(?:xa|phuong|thi tran|dac khu)(?! hoi)\s")),
    ("district", re.compile(r"(?<!\w)(?:huyen|quan|thi xa)(?!\w)")),
    ("province", re.compile(r"(?<!\w)tinh(?!\w)")),
    (
        "central",
        re.compile(
            r"(?<!\w)(?:thu tuong|chinh phu|bo (?!chi huy|doi)|quoc hoi|tong cuc|toa an nhan dan toi cao|"
            r"vien kiem sat nhan dan toi cao|trung uong|viet nam)|(?<!\w)\d{2,3}/cp(?!\w)"
        ),
    ),
)
NO_DISTRICTS = "2025-07"  # from then on a city stands directly under the centre
CENTRAL_CITIES = frozenset({"ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue", "hcm"})
PRIORITY = re.compile(
    r"(?<!\w)(?:chú trọng|tập trung|ưu tiên|nhất là|đặc biệt(?: là)?|trọng tâm)\s*(?:đối với|"
    r"vào|ở|tại|là)?\s*(?P<area>(?:các\s+|những\s+|\d{1,3}\s+)?(?:khu vực|địa bàn|địa phương|"
    r"tuyến|xã|vùng|huyện|phường|thôn|bản|ấp|buôn|khu công nghiệp|cửa khẩu|bến)(?!\w)[^.;:()]{0,140})"
)
PRIORITY_STOP = re.compile(r",\s*(?:có (?:điều|nạn|nhiều)|nhằm|để|góp|kịp|đặc)|\s(?:để|nhằm)\s")
PEOPLE = (
    "nạn nhân bị mua bán",
    "nạn nhân",
    "thân nhân của nạn nhân",
    "người thân thích của nạn nhân",
    "người dưới 18 tuổi đi cùng nạn nhân",
    "người đang trong quá trình xác định là nạn nhân",
    "phụ nữ",
    "trẻ em",
    "phụ nữ và trẻ em gái",
    "trẻ em gái",
    "học sinh, sinh viên",
    "học sinh",
    "người dân tộc thiểu số",
    "đồng bào dân tộc thiểu số",
    "người lao động",
    "người dân",
    "nhóm nguy cơ cao",
    "nhóm có nguy cơ cao",
    "người có nguy cơ cao",
)
BENEFIT = re.compile(r"đối tượng(?: thụ hưởng| áp dụng| hỗ trợ| thực hiện)?\s*:\s*(?P<who>[^.\n]{5,300})")
BENEFIT_HEAD = re.compile(
    r"(?:pham vi,? |thoi gian,? )?doi tuong(?: thu huong| ap dung| ho tro| duoc ho tro)?(?!\w)(?! (?:toi|nghi|pham))"
)
SERVES = re.compile(
    r"(?<!\w)(?:hỗ trợ|bảo vệ|giúp đỡ|tư vấn|chăm sóc|dạy nghề|cho|đối với|nhất là|tuyên truyền|vận động|tiếp nhận)"
    r"(?:\s+[^\W\d_]+){0,4}?\s+\Z"
)
SERVED = re.compile(
    r"[^.;:]{0,60}?(?<!\w)được (?:hỗ trợ|hưởng|tiếp cận|tư vấn|bảo vệ|chăm sóc|tuyên truyền|tiếp nhận|cung cấp)"
)
PEOPLE_PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(PEOPLE, key=len, reverse=True))})(?!\w)")
TIME_LINE = re.compile(r"\s*(?:thoi gian|thoi diem|thoi han|tien do)(?!\w)")
ISSUING = re.compile(r"(?:ban\s+hành|xây\s+dựng)\s+(?:kế\s+hoạch|chương\s+trình)[^;:]{0,400}")
PILOT = re.compile(r"(?:chỉ đạo điểm|thí điểm|làm điểm|chọn điểm|điểm chỉ đạo)")
AREA_END = re.compile(r"[.;\n]")
NAMED_AREA = re.compile(
    rf"(?:huyện|xã|phường|thành phố|thị xã|quận|thị trấn)\s+{PROPER.pattern}(?:\s*(?:,|và)\s+{PROPER.pattern})*"
)


def read_period(normal: Normal, head: Head, part: Part, outline: Outline) -> Period:
    """The time the plan says it runs; else the year or phase of its title; else of its preamble sentence."""
    for node in outline.nodes:
        end = min(node.end, node.start + 260)
        if TIME_LINE.match(normal.folded, node.start, end) and (found := MONTHS.search(normal.folded, node.start, end)):
            first, last = f"{found['y']}-{int(found['m']):02d}", f"{found['y2']}-{int(found['m2']):02d}"
            return Period(first, last, normal.span(*found.span()))
    beside = MONTHS.search(normal.folded, head.title_at[0], min(part.body, head.title_at[1] + 120))
    if beside:
        first, last = f"{beside['y']}-{int(beside['m']):02d}", f"{beside['y2']}-{int(beside['m2']):02d}"
        return Period(first, last, normal.span(*beside.span()))
    for start, end in (head.title_at, preamble_sentence(normal, part)):
        if period := spoken_period(normal, start, end):
            return period
    return Period()


def spoken_period(normal: Normal, start: int, end: int) -> Period | None:
    """«năm 2024» before «giai đoạn 2021 - 2025»: the plan of a year may name the phase of its programme."""
    text = blanked(ASIDE, normal.folded[start:end])
    phase = PHASE.search(text) or YEARS.search(text)
    year = YEAR.search(blanked(PHASE, text))
    if year and not (phase and phase.start() <= year.start() < phase.end()):
        return Period(year["y"], year["y"], normal.span(start + year.start(), start + year.end()))
    if phase is None:
        return None
    groups = phase.groupdict()
    first, last = groups.get("a") or groups.get("c"), groups.get("b") or groups.get("d")
    if not first or not last or first > last:
        return None
    return Period(first, last, normal.span(start + phase.start(), start + phase.end()))


def blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda m: " " * len(m[0]), text)


def preamble_sentence(normal: Normal, part: Part) -> tuple[int, int]:
    """«… ban hành Kế hoạch … năm 2024, cụ thể như sau»."""
    found = ISSUING.search(normal.lowered, part.start, part.body)
    return found.span() if found else (part.start, part.start)


def read_scope(normal: Normal, head: Head, part: Part) -> Scope:
    level = level_of(head)
    place = None if level == "central" else place_of(head)
    areas: list[Words] = []
    for match in PRIORITY.finditer(normal.lowered, part.body, part.tail):
        end = match.end("area")
        stop = PRIORITY_STOP.search(normal.lowered, match.start("area"), end)
        last = stop.start() if stop else end
        area = normal.clean(match.start("area"), last).strip(" ,")
        if len(area.split()) >= 3 and area.lower() not in [a.text.lower() for a in areas]:
            areas.append(Words(area, normal.span(match.start("area"), last)))
    return Scope(level, place, tuple(areas[:12]))


def level_of(head: Head) -> str | None:
    issuer = f"{fold(head.metadata.issuer or '')} {fold(head.issuer_place)} "
    title = fold(head.metadata.title or "")
    city = re.search(r"(?:thanh pho|tp\.?)\s+(\w+(?: \w+){0,2})", issuer)
    if city and not re.search(r"(?:huyen|quan|phuong|xa)\s", issuer):
        central = any(city[1].startswith(c) for c in CENTRAL_CITIES)
        return "province" if central or (head.metadata.date or "") >= NO_DISTRICTS else "district"
    for level, pattern in LEVELS:
        if pattern.search(issuer):
            return level
    if re.search(r"(?<!\w)thanh pho(?!\w)", issuer):
        return "province" if (head.metadata.date or "") >= NO_DISTRICTS else "district"
    if re.search(r"(?<!\w)tinh\s", title):
        return "province"
    return None


def place_of(head: Head) -> str | None:
    return head.issuer_place.split("\u2003")[-1] or head.metadata.place


def read_beneficiaries(normal: Normal, agencies: Agencies, part: Part, outline: Outline) -> list[Words]:
    """Those the text says it serves: «Đối tượng: …», the list under such a heading, else whom its words support."""
    labelled = BENEFIT.search(normal.lowered, part.body, part.tail)
    if labelled:
        return [Words(normal.clean(*labelled.span("who")), normal.span(*labelled.span("who")))]
    heads = {n.path for n in outline.nodes if not n.leaf and BENEFIT_HEAD.match(normal.folded, n.start, n.end)}
    listed = [n for n in outline.nodes if n.leaf and n.parent in heads]
    if listed:
        return [Words(normal.clean(n.start, n.end), normal.span(n.start, n.end)) for n in listed]
    found: dict[str, Words] = {}
    for match in PEOPLE_PATTERN.finditer(normal.lowered, part.body, part.tail):
        inside = any(m.start <= match.start() < m.end for m in agencies.between(match.start() - 120, match.end()))
        if not inside and match[0] not in found and is_served(normal, match):
            found[match[0]] = Words(normal.clean(*match.span()), normal.span(*match.span()))
    return [words for who, words in found.items() if not any(who != other and who in other for other in found)]


def is_served(normal: Normal, people: re.Match[str]) -> bool:
    """«hỗ trợ cho …», «… được hưởng»: the words around say that something is done for them."""
    before = normal.lowered[max(0, people.start() - 48) : people.start()]
    return bool(SERVES.search(before) or SERVED.match(normal.lowered, people.end()))


def read_pilots(normal: Normal, part: Part) -> list[str]:
    """Areas named beside «chỉ đạo điểm», «thí điểm»."""
    out: list[str] = []
    for match in PILOT.finditer(normal.lowered, part.body, part.tail):
        stop = AREA_END.search(normal.text, match.end(), part.tail)
        for area in NAMED_AREA.finditer(
            normal.text,
            max(part.body, match.start() - 120),
            min(stop.start() if stop else part.tail, match.end() + 200),
        ):
            kind, rest = (
                area[0].split(" ", 1)
                if not area[0].startswith(("thành phố", "thị"))
                else (" ".join(area[0].split()[:2]), area[0].split(" ", 2)[2])
            )
            out += [f"{kind} {name}" for name in re.split(r"\s*(?:,|và)\s+", rest) if f"{kind} {name}" not in out]
    return out
