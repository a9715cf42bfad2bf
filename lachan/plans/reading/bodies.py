"""One body read where its type word stands: what follows as domain, level, place, and names that lean on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lachan.plans.reading.mentions import Mention
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.places import PROPER, before_sentence, place_after, proper_at
from lachan.plans.reading.vocabulary import (
    BodyType,
    begins_body,
    body_types,
    domain_pattern,
    short_domains,
    squeezed,
    starters,
)

NEXT_ITEM = re.compile(r"\s*(?:,|;|/)\s*(?:và\s+)?|\s+và\s+")
NEXT_RANK = re.compile(r"cấp\s+(?:tỉnh|huyện|xã)(?!\w)")
BOARD = re.compile(
    r"(?:\s*(?:\d{2,4}|PCMBN|PCTP|TNXH)(?:\s*/\s*\w{1,6})?)?(?:\s+phòng,? chống\s+(?:tội phạm|"
    r"mua bán người|tệ nạn xã hội)(?:[^.;:()\n]{0,60}?(?=\s+(?:tỉnh|thành phố|"
    r"huyện|quận|xã|phường)(?!\w)))?)?"
)
FREE_DOMAIN = re.compile(r"[^\W\d_]+(?:(?:[^\S\n]*-[^\S\n]*|[^\S\n]+)[^\W\d_]+){0,7}")
JOINED = re.compile(r"\s+và\s+(?=[^\W\d_a-zđàáâãèéêìíòóôõùúýăĩũơư])")
NUMBERED = re.compile(r"\d{1,2}(?![\w/.%-])")
MORE_FIELD = re.compile(r"[ ](?:và )?(?=[^\W\d_a-zđàáâãèéêìíòóôõùúýăĩũơư])")
SPACE = re.compile(r"\s+")
CODE = re.compile(r"(?:[A-ZĐ]{1,5}\d{0,3})(?:(?:,\s?|-)[A-ZĐ]{1,3}\d{1,3})*(?!\w)")
STOP = re.compile(
    r"\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|chủ trì|phối hợp|có|là|"
    r"đã|sẽ|thực hiện|tổ chức|tham mưu|chịu|hướng dẫn|chỉ đạo|xây dựng|căn cứ|"
    r"tăng cường|các|trên|theo|để|trước|sau|nếu|thì|mà|nhưng|do|qua|này|đó|kịp|"
    r"hằng|hàng|định|cùng|đối|đưa|vận động|tuyên|thẩm|cân|đôn|phân công|cung|"
    r"cập|lồng|tạo|huy|duy|phổ|quán|giám sát|chủ động|hoàn|yêu|(?<!hậu )cần|phải|còn|"
    r"lập|cử|không|gồm|là|gắn|vào|ra|lên|bằng|tham gia|trực tiếp|trình|kiểm|"
    r"đã|và|hoặc|"
    r"trong|về|được|cho|từ|tại|với|và|tiếp|triển|báo|gửi|ban hành|tập|rà|kiểm|"
    r"theo|thường|thuộc|của|quyết|tổng hợp|nghiên|đẩy|phát|quản|giúp|làm|nhằm|"
    r"khi|đề|công an|bộ|sở|phòng|ủy ban|ubnd)(?!\w)"
)
IMPLIED = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "Thành phố", "Huyện"})


def bodies_at(normal: Normal, start: int, row: str) -> list[Mention]:
    """The body whose name begins here, and the short names that lean on it («huyện A, B»; «Sở X, Y»)."""
    pattern, rows = body_types()
    found = pattern.match(normal.folded, start)
    if not found:
        return []
    body = rows[found.lastgroup or row]
    if not normal.lowered.startswith(body.exact, start):
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
    if named is not None and " " not in normal.text[end + 1 : named].strip():
        named = free_end(normal, end + 1, FREE_DOMAIN.match(normal.text, end + 1).end())  # type: ignore[union-attr]
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
        normal, start, stop, f"{body.name} {normal.clean(end, stop)}".strip(), replace(body, tail="board")
    )


def read_domain(normal: Normal, start: int, end: int, body: BodyType) -> Mention | None:
    read = domain_at(normal, end)
    if read is None and not body.name and capital(normal, start) and place_after(normal, end):
        return read_place(normal, start, end, body)
    if read is None:
        whose = normal.text[end : end + 1] == " " and begins_body(normal.folded, normal.lowered, end + 1)
        return Mention(start, end, body.name, kind="domain") if whose and body.name == "Văn phòng" else None
    stop, domain = read if body.plural else widened(normal, *read)
    mention = with_place(normal, start, stop, f"{titled(body, normal, start, end)} {domain}", body)
    implied = body.name in ("Sở", "Phòng") and mention.place in IMPLIED
    return replace(mention, name=f"{body.name} {domain}") if implied else mention


def widened(normal: Normal, stop: int, domain: str) -> tuple[int, str]:
    """«Viện Khoa học» + «Lao động», «Chi cục Bảo trợ xã hội» + «và Trẻ em»: one office with several fields."""
    start = stop - len(domain)
    for _ in range(3):
        gap = MORE_FIELD.match(normal.text, stop)
        more = domain_pattern().match(normal.folded, gap.end()) if gap else None
        if gap is None or more is None or begins_body(normal.folded, normal.lowered, gap.end()):
            break
        stop = more.end()
    return stop, normal.clean(start, stop) if stop > start + len(domain) else domain


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
    while at < len(normal.text) and at - end < 3 and normal.text[at] == " ":
        at += 1
    pattern, table = short_domains()
    found = pattern.match(normal.text, at)
    if found:
        return found.end(), table[squeezed(found[0])]
    numbered = NUMBERED.match(normal.text, at) if at > end and capital(normal, end - 5) else None
    if numbered:
        return numbered.end(), numbered[0]
    if not capital(normal, at):
        special = re.compile(r"(?:nghiệp vụ|chuyên môn|quản lý (?:chuyên )?ngành)(?!\w)").match(normal.lowered, at)
        return (special.end(), special[0]) if special and at > end else None
    known = domain_pattern().match(normal.folded, at)
    if known:
        end = before_task(normal, at, known.end())
        return end, normal.clean(at, end)
    return free_domain(normal, at)


def before_task(normal: Normal, at: int, end: int) -> int:
    """«Phòng Văn hóa - Xã hội - Tham mưu giải quyết …»: behind the last hyphen begins a task, not a field."""
    hyphen = normal.text.rfind(" - ", at, end)
    begun = starters().match(normal.lowered, hyphen + 3) if hyphen > 0 else None
    return (
        hyphen
        if begun
        and normal.text[begun.end() : begun.end() + 1] == " "
        and normal.text[begun.end() + 1 : begun.end() + 2].islower()
        else end
    )


def free_domain(normal: Normal, at: int) -> tuple[int, str] | None:
    """A field the table does not know: from the capital to the first word that begins a place or a predicate."""
    if starters().match(normal.lowered, at) or normal.text[at : at + 2].isupper():
        return code_at(normal, at)
    found = FREE_DOMAIN.match(normal.text, at)
    if found is None:
        return None
    end = free_end(normal, at, found.end())
    while (more := JOINED.match(normal.text, end)) and not begins_body(normal.folded, normal.lowered, more.end()):
        following = FREE_DOMAIN.match(normal.text, more.end())
        if following is None or starters().match(normal.lowered, more.end()):
            break
        end = free_end(normal, more.end(), following.end())
    return (end, normal.clean(at, end)) if end > at else None


def free_end(normal: Normal, at: int, end: int) -> int:
    """Before the first word that begins a place or says what is done."""
    stop = STOP.search(normal.lowered, at, end)
    end = stop.start() if stop else end
    for gap in SPACE.finditer(normal.text, at, end):
        if starters().match(normal.lowered, gap.end()) and not normal.text[gap.end()].isupper():
            return gap.start()
    return end


def code_at(normal: Normal, at: int) -> tuple[int, str] | None:
    """A department known by its letters («Cục C41, C42»); a line of capitals is not one."""
    found = CODE.match(normal.text, at)
    if found is None or normal.text[found.end() : found.end() + 3].strip().isupper():
        return None
    return found.end(), found[0]


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
        if link is None or not capital(normal, link.end()) or begins_body(normal.folded, normal.lowered, link.end()):
            return
        leaning = leaning_place(normal, mention, link.end()) or leaning_field(normal, mention, body, link.end())
        if leaning is None:
            return
        yield leaning
        last = leaning


def leaning_place(normal: Normal, mention: Mention, at: int) -> Mention | None:
    level, _, name = mention.place.rpartition("\u2003")
    named = PROPER.match(normal.text, at)
    stations = not level and mention.name.startswith(("Đồn", "Trạm"))
    if not (level or stations) or not name or named is None or starters().match(normal.lowered, at):
        return None
    head = mention.name[: -len(name)].rstrip()
    end = before_sentence(normal, at, named.end())
    if end is None:
        return None
    called = normal.clean(at, end)
    return Mention(at, end, f"{head} {called}", kind=mention.kind, place=f"{level}\u2003{called}")


def leaning_field(normal: Normal, mention: Mention, body: BodyType, at: int) -> Mention | None:
    if not body.plural or mention.place:
        return None
    known = domain_pattern().match(normal.folded, at)
    if known is None or starters().match(normal.lowered, at):
        return None
    return Mention(at, known.end(), f"{body.name} {normal.clean(at, known.end())}", kind=body.tail)
