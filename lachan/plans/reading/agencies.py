"""Who is named in a text: bodies by a grammar (type, domain, level, place), and generic groups of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lachan.plans.reading.bodies import NEXT_ITEM, bodies_at, domain_at
from lachan.plans.reading.mentions import Agencies, Mention
from lachan.plans.reading.normalise import Normal, fold
from lachan.plans.reading.places import place_after
from lachan.plans.reading.vocabulary import begins_body, body_start, body_types, domain_pattern

GROUP_NOUN = (
    r"(?:cấp\s+(?:uỷ|ủy)(?:\s+đảng)?|chính quyền|sở|ban|ngành(?! nghề)|đoàn thể|"
    r"phòng|cơ quan|đơn vị|địa phương|lực lượng|"
    r"tổ chức(?! thực hiện)|hội đoàn thể|hội(?! (?:nghị|thảo|viên|họp|đồng|thi|"
    r"chợ))|huyện|thị xã|thành phố|xã(?! hội)|phường|thị trấn|mặt trận|"
    r"đoàn(?! (?:viên|công tác|liên|trao|kiểm|thanh|giám))|(?<!cán )bộ(?! (?:phận|"
    r"luật|máy|tiêu|chỉ|công cụ))|cấp(?! (?:phát|bách|thẻ))|doanh nghiệp|cơ sở(?! dữ)|"
    r"trường học|nhà trường|bộ phận|quận|đặc khu|tỉnh|thôn|bản|khu phố|tổ dân phố|"
    r"thành viên|phòng ban)(?!\w)"
)
GROUP_TAIL = (
    r"(?:\s+(?:chức năng|chuyên môn|nghiệp vụ|báo chí(?:\s*,\s*(?:truyền thông|thông tấn|xuất bản|phát thanh|"
    r"truyền hình))*|truyền thông|chính trị(?:\s*-\s*xã hội)?|"
    r"xã hội|y tế|giáo dục|bảo trợ xã hội|trợ giúp xã hội|khám bệnh,? chữa bệnh|giáo dục nghề nghiệp|"
    r"cung cấp dịch vụ|đoàn thể|thông tin đại chúng|thông tấn|"
    r"hữu quan|có liên quan|liên quan|địa phương|thành viên|trực thuộc|trung ương|"
    r"cơ sở|quần chúng|kinh tế|cấp trên|tố tụng|tiến hành tố tụng|quốc tế|phi chính phủ|"
    r"chính trị xã hội|hành chính|sự nghiệp))*"
)
GROUP_LEVEL = (
    r"(?:\s+(?:các cấp|cấp (?:tỉnh|huyện|xã|thành phố|trung ương|cơ sở)(?:,? (?:và )?(?:cấp )?(?:huyện|"
    r"xã))*|(?:của|thuộc|ở) (?:sở|bộ(?! (?:công|quốc|tư|y|nội|ngoại))|cục|vụ|đảng bộ|hội|công ty|tỉnh|thành phố|"
    r"huyện|quận|thị xã|xã|phường)|"
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)(?!\s*,\s*(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|"
    r"thị trấn|thành,)(?!\w))|(?:đóng )?trên địa bàn(?: (?:toàn )?(?:tỉnh|"
    r"thành phố|huyện|quận|thị xã|xã|phường))?|có liên quan|liên quan))*"
)
GROUP = re.compile(
    rf"(?<!\w)(?:các\s+{GROUP_NOUN}{GROUP_TAIL}|{GROUP_NOUN}{GROUP_TAIL}(?=\s*,\s*{GROUP_NOUN}))"
    rf"(?:(?:\s*,\s*|\s+và\s+)(?:các\s+)?{GROUP_NOUN}{GROUP_TAIL})*{GROUP_LEVEL}"
)
FIXED_GROUP = re.compile(
    r"(?<!\w)(?:(?:các\s+)?(?:nhà trường|cơ sở giáo dục|cơ sở y tế|cơ sở bảo trợ xã hội|"
    r"chính quyền địa phương|cơ quan chức năng|cơ quan liên quan|cơ quan báo chí|"
    r"lực lượng chức năng|cấp hội(?: phụ nữ)?|cấp bộ đoàn|tổ chức hội(?= (?:phụ nữ|nông dân|cựu)|\s*[,.;:)])|"
    r"(?:đơn vị|cơ quan) (?:trực thuộc|"
    r"(?:có )?liên quan)|doanh nghiệp(?: cung cấp)?(?: dịch vụ)?(?: viễn thông)?(?: và internet)?|"
    r"các ngành))(?!\w)(?: trên địa bàn| địa phương)?"
)
DISTRIBUTIVE = re.compile(
    r"(?<!\w)các\s+(?P<type>sở|phòng|bộ|ban)(?P<more>\s*,\s*(?:ban\s*,\s*)?ngành)?\s*(?P<colon>:)?\s+"
)
PARENT_LINK = re.compile(r"(?:\s+(?:thuộc|của)\s+|\s*-\s*|\s+)\Z")
GARRISON = re.compile(r"\s+đóng quân (?:đóng )?trên địa bàn(?:\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường))?")
FORCES = ("Công an", "Bộ đội", "Bộ Chỉ huy", "Quân")
NO_GROUP = frozenset({"các cấp", "các bộ", "các đoàn", "các cơ sở"})
DEPARTMENTS = frozenset({"Phòng", "Đội", "Cục", "Vụ", "Văn phòng", "Ban", "Thanh tra", "Trung tâm", "", "Viện"})


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
    found = [(at, "1" + kind) for at, kind in typed(normal)]
    found += [(m.start(), "0list") for m in DISTRIBUTIVE.finditer(normal.lowered)]
    found += [(m.start(), "2group") for m in GROUP.finditer(normal.lowered)]
    found += [(m.start(), "3fixed") for m in FIXED_GROUP.finditer(normal.lowered)]
    return sorted(found)


def typed(normal: Normal) -> Iterator[tuple[int, str]]:
    """Where a type word stands, and which. One that only looks so without its marks («Giao Viện») hides none inside."""
    kinds, rows = body_types()
    at = 0
    while found := body_start().search(normal.folded, at):
        start, kind = found.start(), kinds.match(normal.folded, found.start())
        name = (kind.lastgroup if kind else "") or ""
        stands = bool(name) and normal.lowered.startswith(rows[name].exact, start)
        if stands:
            yield start, name
        at = found.end() if stands else start + 1


def read_at(normal: Normal, start: int, kind: str) -> list[Mention]:
    if kind == "0list":
        return distributive(normal, start)
    if kind in ("2group", "3fixed"):
        pattern = GROUP if kind == "2group" else FIXED_GROUP
        found = pattern.match(normal.lowered, start)
        name = normal.clean(start, found.end()) if found else ""
        return [Mention(start, found.end(), name, group=True)] if found and name.lower() not in NO_GROUP else []
    return bodies_at(normal, start, kind[1:])


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
        bare = begins_body(normal.folded, normal.lowered, at)
        if read is None or (
            bare and ((mentions and not found["colon"]) or not domain_pattern().match(normal.folded, at))
        ):
            break
        end, domain = read
        place = place_after(normal, end)
        if bare and place and "\u2003" in place.name + "\u2003":
            break
        mentions.append(Mention(at, place.end if place else end, f"{kind} {domain}", kind="domain"))
        link = NEXT_ITEM.match(normal.lowered, mentions[-1].end)
        if link is None or (link[0].lstrip().startswith(";") and not found["colon"]):
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
    if before.kind == "levelled" and not before.place and gap == " " and mention.name.startswith(FORCES):
        return replace(mention, start=before.start, name=f"{before.name} {mention.name}", force=False, merged=True)
    if (
        before.kind == "levelled"
        and mention.group
        and not mention.kind
        and fold(mention.name).endswith("cac cap")
        and gap.strip() == ","
    ):
        return replace(mention, start=before.start, name=whole)
    return None


def garrison(mention: Mention, normal: Normal) -> Mention:
    found = GARRISON.match(normal.lowered, mention.end)
    if found is None:
        return mention
    return replace(mention, end=found.end(), name=normal.clean(mention.start, found.end()))


__all__ = ["Agencies", "Mention", "find_agencies"]
