"""Who is named in a text: agencies by a grammar (type, domain, level, place), and generic groups of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lachan.plans.reading.normalise import Normal, fold
from lachan.plans.reading.places import PROPER, Place, place_after, proper_at
from lachan.plans.reading.schema import AgencyRef
from lachan.plans.reading.vocabulary import BodyType, body_types, domain_pattern, short_domains, squeezed, starters

GROUP_NOUN = (
    r"(?:cấp\s+(?:uỷ|ủy)(?:\s+đảng)?|chính quyền|sở|ban|ngành(?! nghề)|đoàn thể|phòng|cơ quan|đơn vị|địa phương|lực lượng|"
    r"tổ chức(?! thực hiện)|hội đoàn thể|hội(?! (?:nghị|thảo|viên|họp|đồng|thi|chợ))|huyện|thị xã|thành phố|xã(?! hội)|phường|thị trấn|mặt trận|"
    r"đoàn(?! (?:viên|công tác|liên|trao|kiểm|thanh|giám))|(?<!cán )bộ(?! (?:phận|luật|máy|tiêu|chỉ|công cụ))|cấp(?! (?:phát|bách|thẻ))|doanh nghiệp|cơ sở(?! dữ)|trường học|nhà trường|bộ phận|quận|đặc khu|tỉnh|thôn|bản|khu phố|tổ dân phố|thành viên|phòng ban)(?!\w)"
)
GROUP_TAIL = (
    r"(?:\s+(?:chức năng|chuyên môn|nghiệp vụ|báo chí|truyền thông|chính trị(?:\s*-\s*xã hội)?|xã hội|y tế|giáo dục|bảo trợ xã hội|đoàn thể|thông tin đại chúng|thông tấn|"
    r"hữu quan|có liên quan|liên quan|địa phương|thành viên|trực thuộc|trung ương|cơ sở|quần chúng|kinh tế|cấp trên|tố tụng|tiến hành tố tụng|quốc tế|phi chính phủ|chính trị xã hội|hành chính|sự nghiệp))*"
)
GROUP_LEVEL = (
    r"(?:\s+(?:các cấp|cấp (?:tỉnh|huyện|xã|thành phố|trung ương|cơ sở)(?:,? (?:và )?(?:cấp )?(?:huyện|xã))*|(?:của|thuộc|ở) (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)|"
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)(?!\s*,)|(?:đóng )?trên địa bàn(?: (?:toàn )?(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường))?|có liên quan|liên quan))*"
)
GROUP = re.compile(
    rf"(?<!\w)(?:các\s+{GROUP_NOUN}{GROUP_TAIL}|{GROUP_NOUN}{GROUP_TAIL}(?=\s*,\s*{GROUP_NOUN}))"
    rf"(?:(?:\s*,\s*|\s+và\s+)(?:các\s+)?{GROUP_NOUN}{GROUP_TAIL})*{GROUP_LEVEL}"
)
FIXED_GROUP = re.compile(
    r"(?<!\w)(?:(?:các\s+)?(?:nhà trường|cơ sở giáo dục|cơ sở y tế|cơ sở bảo trợ xã hội|chính quyền địa phương|cơ quan chức năng|cơ quan liên quan|cơ quan báo chí|"
    r"lực lượng chức năng|doanh nghiệp(?: cung cấp)?(?: dịch vụ)?(?: viễn thông)?(?: và internet)?|các ngành))(?!\w)(?: trên địa bàn| địa phương)?"
)
DISTRIBUTIVE = re.compile(
    r"(?<!\w)các\s+(?P<type>sở|phòng|bộ|ban)(?P<more>\s*,\s*(?:ban\s*,\s*)?ngành)?\s*(?P<colon>:)?\s+"
)
NEXT_ITEM = re.compile(r"\s*(?:,|;|/)\s*(?:và\s+)?|\s+và\s+")
SEPARATOR = re.compile(
    r"\s*(?:\([^()]{0,160}\))?\s*(?:(?:,|;)\s*(?:(?:và|cùng)\s+(?:với\s+)?)?|(?:và|cùng với|cùng|với)\s+)"
    r"(?:các\s+)?(?:(?:sở|phòng|bộ|ban|cơ quan|đơn vị)(?:\s*,\s*(?:ban|ngành))*\s*:?\s+)?\Z"
)
APPOSITION = re.compile(
    r"(?:các\s+)?(?:cơ quan|đơn vị|ngành|lực lượng|tổ chức|sở|phòng|bộ|ban)(?:\s*,\s*(?:ban|ngành))*\s*:?\s+(?:gồm\s*:?\s*)?"
)
MEMBERS = "các tổ chức thành viên"
NEXT_RANK = re.compile(r"cấp\s+(?:tỉnh|huyện|xã)(?!\w)")
PARENT_LINK = re.compile(r"(?:\s+(?:thuộc|của)\s+|\s*-\s*|\s+)\Z")
BOARD = re.compile(
    r"(?:\s*(?:\d{2,4}|PCMBN|PCTP|TNXH)(?:\s*/\s*\w{1,6})?)?(?:\s+phòng,? chống\s+(?:tội phạm|mua bán người|tệ nạn xã hội)(?:[^.;:()\n]{0,60}?(?=\s+(?:tỉnh|thành phố|huyện|quận|xã|phường)(?!\w)))?)?"
)
FREE_DOMAIN = re.compile(r"[^\W\d_]+(?:(?:\s*-\s*|\s+)[^\W\d_]+){0,7}")
NO_GROUP = frozenset({"các cấp", "các bộ", "các đoàn", "các cơ sở"})
DEPARTMENTS = frozenset({"Phòng", "Đội", "Cục", "Vụ", "Văn phòng", "Ban", "Thanh tra", "Trung tâm", "", "Viện"})
LEVEL_NAMES = {"province": "tỉnh", "district": "huyện", "commune": "xã"}


@dataclass(frozen=True)
class Mention:
    """One body or group named in the text, `start:end` in the working copy."""

    start: int
    end: int
    name: str
    group: bool = False
    kind: str = ""
    place: str = ""
    force: bool = False
    merged: bool = False


class Agencies:
    """Every mention of a text in order, with the lists they form."""

    def __init__(self, normal: Normal, mentions: list[Mention]) -> None:
        self.normal = normal
        self.mentions = mentions
        self.starts = [m.start for m in mentions]

    def index_at(self, position: int, slack: int = 0) -> int | None:
        """The mention that begins within `slack` characters after the position."""
        found = bisect_left(self.starts, position)
        if found < len(self.starts) and self.starts[found] - position <= slack:
            return found
        return None

    def named_at(self, position: int) -> int | None:
        """The mention right here; «các cơ quan Báo A, Đài B» and «các sở: A, B» name A and B."""
        index = self.index_at(position)
        apposed = APPOSITION.match(self.normal.lowered, position) if index is None else None
        return self.index_at(apposed.end()) if apposed else index

    def list_at(self, index: int, limit: int) -> list[Mention]:
        """The mention and those joined to it by commas or «và», not past `limit`."""
        listed = [self.mentions[index]]
        for mention in self.mentions[index + 1 :]:
            gap = self.normal.lowered[listed[-1].end : mention.start]
            if mention.end > limit or len(gap) > 200 or not SEPARATOR.match(gap):
                break
            listed.append(mention)
        return [m for m in listed if m.name.lower() != MEMBERS] or listed

    def between(self, start: int, end: int) -> list[Mention]:
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def ref(self, mention: Mention, level: str | None = None) -> AgencyRef:
        raw = self.normal.clean(mention.start, mention.end)
        suffix = LEVEL_NAMES.get(level or "", "")
        bare = not mention.place and mention.kind == "levelled" and suffix
        name = f"{mention.name} {suffix}" if bare else mention.name
        return AgencyRef(name, raw, self.normal.span(mention.start, mention.end))


def find_agencies(normal: Normal) -> Agencies:
    """One pass over the text. Linear: every pattern is anchored and bounded."""
    mentions: list[Mention] = []
    cursor = 0
    for start, kind in candidates(normal):
        if start < cursor:
            continue
        for mention in read_at(normal, start, kind):
            add(mentions, mention, normal)
            cursor = mention.end
    return Agencies(normal, mentions)


def candidates(normal: Normal) -> list[tuple[int, str]]:
    """Where a body, a group or «các sở: …» may begin; at one place the list comes first, the group last."""
    found = [(m.start(), "1" + (m.lastgroup or "")) for m in body_types()[0].finditer(normal.folded)]
    found += [(m.start(), "0list") for m in DISTRIBUTIVE.finditer(normal.lowered)]
    found += [(m.start(), "2group") for m in GROUP.finditer(normal.lowered)]
    found += [(m.start(), "3fixed") for m in FIXED_GROUP.finditer(normal.lowered)]
    return sorted(found)


def read_at(normal: Normal, start: int, kind: str) -> list[Mention]:
    if kind == "0list":
        return distributive(normal, start)
    if kind in ("2group", "3fixed"):
        pattern = GROUP if kind == "2group" else FIXED_GROUP
        found = pattern.match(normal.lowered, start)
        name = normal.clean(start, found.end()) if found else ""
        return [Mention(start, found.end(), name, group=True)] if found and name.lower() not in NO_GROUP else []
    return bodies_at(normal, start, kind[1:])


def bodies_at(normal: Normal, start: int, row: str) -> list[Mention]:
    """The body whose name begins here, and the short names that lean on it («huyện A, B»; «Sở X, Y»)."""
    pattern, rows = body_types()
    found = pattern.match(normal.folded, start)
    if not found:
        return []
    body = rows[found.lastgroup or row]
    if body.exact and normal.lowered[start : found.end()] != body.exact:
        return []
    if not capital(normal, start) and body.tail in ("domain", "proper"):
        small = normal.lowered[max(0, start - 5) : start].endswith(("các ", "của ", "là ", "do ", "qua "))
        if not small and not body.plural:
            return []
    read = READERS[body.tail](normal, start, found.end(), body)
    if read is None:
        return []
    return [read, *followers(normal, read, body)]


def capital(normal: Normal, at: int) -> bool:
    return at < len(normal.text) and normal.text[at].isupper()


def titled(body: BodyType, normal: Normal, start: int, end: int) -> str:
    return body.name or sentence_case(normal.clean(start, end))


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:] if not text.isupper() else text.capitalize()


def with_place(normal: Normal, start: int, end: int, name: str, body: BodyType) -> Mention:
    place = place_after(normal, end)
    if place is None:
        return Mention(start, end, name, kind="levelled" if body.levelled else body.tail, force=body.force)
    full = " ".join(f"{name} {place.name}".split())
    return Mention(start, place.end, full, place.several, body.tail, place.name, body.force)


def read_place(normal: Normal, start: int, end: int, body: BodyType) -> Mention | None:
    mention = with_place(normal, start, end, titled(body, normal, start, end), body)
    if (body.strict or body.exact) and not mention.place and not capital(normal, start):
        return None
    return None if body.strict and not mention.place else mention


def read_none(normal: Normal, start: int, end: int, body: BodyType) -> Mention | None:
    return Mention(start, end, titled(body, normal, start, end), kind=body.tail)


def read_proper(normal: Normal, start: int, end: int, body: BodyType) -> Mention | None:
    named = proper_at(normal, end)
    level = place_after(normal, end)
    if named is None and (level is None or not capital(normal, start)):
        return None
    if named is None:
        return with_place(normal, start, end, titled(body, normal, start, end), body)
    return Mention(
        start,
        named,
        f"{titled(body, normal, start, end)} {normal.clean(end, named)}",
        kind=body.tail,
        place=normal.clean(end, named),
    )


def read_properonly(normal: Normal, start: int, end: int, body: BodyType) -> Mention | None:
    if not capital(normal, start) and not normal.lowered[start:end].startswith("ban"):
        return None
    named = proper_at(normal, end) or end
    return Mention(start, named, sentence_case(normal.clean(start, named)), kind=body.tail)


def read_board(normal: Normal, start: int, end: int, body: BodyType) -> Mention | None:
    found = BOARD.match(normal.lowered, end) or BOARD.match(normal.text, end)
    stop = found.end() if found else end
    return with_place(
        normal, start, stop, f"{body.name} {normal.clean(end, stop)}".strip(), replace_tail(body, "board")
    )


def replace_tail(body: BodyType, tail: str) -> BodyType:
    return replace(body, tail=tail)


def read_domain(normal: Normal, start: int, end: int, body: BodyType) -> Mention | None:
    read = domain_at(normal, end)
    if read is None:
        return None
    stop, domain = read
    mention = with_place(normal, start, stop, f"{titled(body, normal, start, end)} {domain}", body)
    implied = body.name in ("Sở", "Phòng") and mention.place in IMPLIED
    return replace(mention, name=f"{body.name} {domain}") if implied else mention


IMPLIED = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "Thành phố", "Huyện"})
READERS = {
    "place": read_place,
    "none": read_none,
    "proper": read_proper,
    "properonly": read_properonly,
    "board": read_board,
    "domain": read_domain,
}


def domain_at(normal: Normal, end: int) -> tuple[int, str] | None:
    """The field of a department after `end`, and its full name. None when no field stands there."""
    at = end
    while at < len(normal.text) and at - end < 3 and normal.text[at].isspace():
        at += 1
    pattern, table = short_domains()
    found = pattern.match(normal.text, at)
    if found:
        return found.end(), table[squeezed(found[0])]
    if not capital(normal, at):
        special = re.compile(r"(?:nghiệp vụ|chuyên môn)(?!\w)").match(normal.lowered, at)
        return (special.end(), special[0]) if special and at > end else None
    known = domain_pattern().match(normal.folded, at)
    if known:
        return known.end(), normal.clean(at, known.end())
    return free_domain(normal, at)


def free_domain(normal: Normal, at: int) -> tuple[int, str] | None:
    """A field the table does not know: from the capital to the first word that begins a place or a predicate."""
    if starters().match(normal.folded, at) or normal.text[at : at + 2].isupper():
        return code_at(normal, at)
    found = FREE_DOMAIN.match(normal.text, at)
    if found is None:
        return None
    stop = STOP.search(normal.lowered, at, found.end())
    end = stop.start() if stop else found.end()
    return (end, normal.clean(at, end)) if end > at else None


CODE = re.compile(r"(?:[A-ZĐ]{1,5}\d{0,3})(?:(?:,\s?|-)[A-ZĐ]{1,3}\d{1,3})*(?!\w)")


def code_at(normal: Normal, at: int) -> tuple[int, str] | None:
    """A department known by its letters («Cục C41, C42»); a line of capitals is not one."""
    found = CODE.match(normal.text, at)
    if found is None or normal.text[found.end() : found.end() + 3].strip().isupper():
        return None
    return found.end(), found[0]


STOP = re.compile(
    r"\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|chủ trì|phối hợp|có|là|đã|sẽ|thực hiện|tổ chức|tham mưu|chịu|hướng dẫn|chỉ đạo|xây dựng|căn cứ|tăng cường|các|trên|theo|để|trước|sau|nếu|thì|mà|nhưng|do|qua|này|đó|kịp|hằng|hàng|định|cùng|đối|đưa|vận động|tuyên|thẩm|cân|đôn|phân công|cung|cập|lồng|tạo|huy|duy|phổ|quán|giám sát|chủ động|hoàn|yêu|cần|phải|còn|lập|cử|không|gồm|là|gắn|vào|ra|lên|bằng|tham gia|trực tiếp|trình|kiểm|đã|và|hoặc|"
    r"trong|về|được|cho|từ|tại|với|và|tiếp|triển|báo|gửi|ban hành|tập|rà|kiểm|theo|thường|thuộc|của|quyết|tổng hợp|nghiên|đẩy|phát|quản|giúp|làm|nhằm|khi|đề|công an|bộ|sở|phòng|ủy ban|ubnd)(?!\w)"
)


def followers(normal: Normal, mention: Mention, body: BodyType) -> Iterator[Mention]:
    """Names without their type that lean on the mention before: places after a place, fields after a field."""
    last = mention
    for _ in range(20):
        link = NEXT_ITEM.match(normal.lowered, last.end)
        rank = NEXT_RANK.match(normal.lowered, link.end()) if link and last.place.startswith("cấp ") else None
        if rank:
            last = Mention(
                rank.start(),
                rank.end(),
                f"{titled(body, normal, mention.start, mention.start)} {rank[0]}",
                True,
                body.tail,
                rank[0],
            )
            yield last
            continue
        if link is None or not capital(normal, link.end()) or body_types()[0].match(normal.folded, link.end()):
            return
        leaning = leaning_place(normal, mention, link.end()) or leaning_field(normal, mention, body, link.end())
        if leaning is None:
            return
        yield leaning
        last = leaning


def leaning_place(normal: Normal, mention: Mention, at: int) -> Mention | None:
    level, _, name = mention.place.rpartition("\u2003")
    named = PROPER.match(normal.text, at)
    if not level or not name or named is None or starters().match(normal.folded, at):
        return None
    head = mention.name[: -len(name)].rstrip()
    return Mention(
        at, named.end(), " ".join(f"{head} {named[0]}".split()), kind=mention.kind, place=f"{level}\u2003{named[0]}"
    )


def leaning_field(normal: Normal, mention: Mention, body: BodyType, at: int) -> Mention | None:
    if not body.plural or mention.place:
        return None
    known = domain_pattern().match(normal.folded, at)
    if known is None or starters().match(normal.folded, at):
        return None
    return Mention(at, known.end(), f"{body.name} {normal.clean(at, known.end())}", kind=body.tail)


def distributive(normal: Normal, start: int) -> list[Mention]:
    """«các sở: A, B và C» names three bodies."""
    found = DISTRIBUTIVE.match(normal.lowered, start)
    if found is None or (found["more"] and not found["colon"]):
        return []
    kind = found["type"].capitalize()
    mentions: list[Mention] = []
    at = found.end()
    while len(mentions) < 40:
        read = domain_at(normal, at)
        bare = body_types()[0].match(normal.folded, at)
        if read is None or (bare and mentions and not found["colon"]):
            break
        end, domain = read
        place = place_after(normal, end)
        mentions.append(Mention(at, place.end if place else end, f"{kind} {domain}", kind="domain"))
        link = NEXT_ITEM.match(normal.lowered, mentions[-1].end)
        if link is None or link[0].lstrip().startswith(";"):
            break
        at = link.end()
    if not found["colon"] and len(mentions) == 1:
        return [Mention(start, mentions[0].end, mentions[0].name, True, "domain")]
    return mentions


def add(mentions: list[Mention], mention: Mention, normal: Normal) -> None:
    """Appends a mention, merging it with the one before where the two are one name."""
    if mention.kind and normal.lowered[max(0, mention.start - 4) : mention.start] == "các ":
        mention = replace(mention, start=mention.start - 4, group=True)
    if mentions:
        before = mentions[-1]
        gap = normal.lowered[before.end : mention.start]
        if before.end > mention.start:
            mentions.pop()
        elif joined := merged(before, mention, gap, normal):
            mentions.pop()
            mention = joined
        elif before.group and not before.kind and gap == " " and mention.kind:
            mentions.pop()
    mentions.append(mention)


def merged(before: Mention, mention: Mention, gap: str, normal: Normal) -> Mention | None:
    """One mention for a department of a body, the members of a board, units of a force, «X, đoàn thể các cấp»."""
    whole = normal.clean(before.start, mention.end)
    if before.group and not before.kind and mention.kind:
        member = before.name.endswith("thành viên") or gap in (" thuộc ", " của ", " thành viên ")
        unit = mention.force and gap == " " and before.name.lower().endswith(("đơn vị", "lực lượng", "đồn"))
        if gap in (" ", " thuộc ", " của ", " thành viên ") and (member or unit):
            return garrison(replace(mention, start=before.start, name=whole, group=True, kind="members"), normal)
    if (
        before.kind == "domain"
        and not before.place
        and not before.merged
        and mention.kind in ("place", "domain", "board", "none")
    ):
        department = before.name.split(" ")[0] in DEPARTMENTS or before.name.startswith(
            ("Văn phòng", "Trung tâm", "Thanh tra")
        )
        if department and gap and PARENT_LINK.match(gap):
            return replace(
                mention,
                start=before.start,
                name=f"{before.name}{gap if '-' in gap else ' '}{mention.name}",
                kind="domain",
                merged=True,
                group=before.group,
            )
    if (
        before.kind == "levelled"
        and mention.group
        and not mention.kind
        and fold(mention.name).endswith("cac cap")
        and gap.strip() == ","
    ):
        return replace(mention, start=before.start, name=whole)
    return None


GARRISON = re.compile(r"\s+đóng quân (?:đóng )?trên địa bàn(?:\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường))?")


def garrison(mention: Mention, normal: Normal) -> Mention:
    found = GARRISON.match(normal.lowered, mention.end)
    if found is None:
        return mention
    return replace(mention, end=found.end(), name=normal.clean(mention.start, found.end()))


__all__ = ["Agencies", "Mention", "Place", "find_agencies"]
