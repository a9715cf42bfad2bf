"""Who an item names as its subject: at its beginning, behind an aside or a topic, and in each of its clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.printed import TOPIC, Printed, printed_list
from lachan.plans.reading.vocabulary import starters

REQUEST = re.compile(r"(?:kính )?đề nghị(?: với)?\s+|mời\s+")
CHARGE = re.compile(
    r"(?:giao(?: cho| nhiệm vụ cho)?|phân công(?: cho)?|yêu cầu|ủy quyền(?: cho)?|chỉ định|"
    r"(?:các )?(?:đồng chí |đ/c |ông |bà )?(?:thủ trưởng|lãnh đạo|chủ tịch|giám đốc|trưởng|chánh|người đứng đầu|"
    r"chỉ huy trưởng|"
    r"viện trưởng|chánh án))\s+"
)
DUTY_OF = re.compile(
    r"(?:trách nhiệm|nhiệm vụ)(?: cụ thể| chính| chung)?\s+(?:của|đối với)\s+|(?:đối với|về phía|tại)\s+"
)
PASSES_ON = re.compile(r"\s*,?\s*(?:giao(?: cho)?|phân công|yêu cầu|(?P<asks>đề nghị))\s+")
ASIDE = re.compile(
    r"(?:(?:hằng|hàng|mỗi) (?:năm|quý|tháng|tuần)|định kỳ|căn cứ|trên cơ sở|trong (?:quá trình|phạm vi|trường hợp|"
    r"năm|tháng|quý)|"
    r"(?:trước|sau|từ|vào|đến|chậm nhất|kể từ|theo|khi|nếu|để|nhằm|ngoài|nhân|bên cạnh|cùng với|thông qua|bằng)(?!\w)|"
    r"thực hiện (?:sự )?(?:chỉ đạo|chức năng|kế hoạch|nhiệm vụ)|đồng thời|ngay sau|theo dõi|đối với)"
)
AFTER_ASIDE = re.compile(
    r"(?:,|\)|(?:hằng|hàng|mỗi) (?:năm|quý|tháng)|định kỳ|đột xuất|\d{4}|đồng thời)\s*,?\s*(?:thì\s+)?"
    r"(?:(?:đồng chí )?(?:thủ trưởng|chủ tịch|giám đốc|lãnh đạo|trưởng|người đứng đầu)\s+)?\Z"
)
TOPIC_LABEL = re.compile(r"[^\W\d_][^:.;\n]{3,90}:\s+")
CLAUSE_END = re.compile(r"[;.]\s+(?:(?:đồng thời|riêng|trong đó),?\s+)?")
FULL_STOP = re.compile(r"[;:]|[.](?=\s)")
LEAD_LABEL = re.compile(
    r"(?:cơ quan |đơn vị |đồng chí )?(?:chủ trì(?: thực hiện)?|thực hiện|đầu mối|chịu trách nhiệm)(?: chính)?\s*:\s*"
)
SUBJECT_END = re.compile(r"(?:\s*(?:,|và)\s+các tổ chức thành viên)?\s*(?:\([^()]{0,200}\))?\s*(?P<colon>[:：])?\s*")
LEADS_WORD = re.compile(
    r"\s*(?:\([^()]{0,160}\))?\s*,?\s*(?:có trách nhiệm\s+|chịu trách nhiệm\s+|là cơ quan\s+)?(?:làm\s+)?chủ trì(?!\w)"
)
PRINTED_BODY = re.compile(r"(?P<who>[^\W\d_][^:.;()\n]{2,90}?)\s*(?:\([^()]{0,120}\))?\s*:\s*(?=\S)")
JOINED = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")
NO_PREDICATE = re.compile(
    r"(?:và|với|của|trong|về|cấp|các|cùng|tại|ở|được|bị|từ|đến|cho|mà|nơi|thuộc|trên|do|qua|hoặc|hay)(?!\w)"
)


@dataclass(frozen=True)
class Charge:
    """Who a heading or an opening names, whether it asks or orders, and where the text goes on."""

    leads: tuple[Mention, ...] = ()
    partners: tuple[Mention, ...] = ()
    request: bool = False
    text_start: int = 0
    presides: bool = False


def opening(normal: Normal, agencies: Agencies, start: int, end: int, role: str = "") -> Charge:
    """Who an item names as its subject: «Agency: …», «Agency chủ trì …», «Giao Agency …», «Các sở … xây dựng …»."""
    at, request, charged = asked_of(normal, agencies, start)
    said = printed_list(normal, agencies, at, end, role) if begins_name(normal, at) else Printed()
    if said.bodies:
        behind = next_word(normal, normal.text.find(":", said.end, end) + 1) if said.colon else start
        return Charge(said.bodies, (), request, behind if behind < end else start, said.presides)
    index = agencies.named_at(at)
    if index is None and not request:
        index = subject_after_aside(normal, agencies, at, end)
    if index is None:
        printed = (printed_bodies(normal, at, end) or printed_bodies(normal, start, end)) if role == "assign" else ()
        colon = normal.text.find(":", at, end)
        index = None if printed else subject_after_topic(normal, agencies, start, end)
        if index is None:
            return Charge(printed, (), request, next_word(normal, colon + 1) if printed else start)
    listed = agencies.list_at(index, end)
    passed = PASSES_ON.match(normal.lowered, listed[-1].end)
    further = agencies.named_at(passed.end()) if passed else None
    if passed and further is not None:
        listed, charged, request = agencies.list_at(further, end), True, request or bool(passed["asks"])
    after = SUBJECT_END.match(normal.lowered, listed[-1].end)
    colon = bool(after and after["colon"])
    presides = bool(LEADS_WORD.match(normal.lowered, listed[-1].end))
    stop = after.end() if after else listed[-1].end
    if not (colon or presides or charged or request or predicate(normal, stop)):
        printed = printed_bodies(normal, start, end) if role == "assign" else ()
        behind = next_word(normal, normal.text.find(":", start, end) + 1) if printed else start
        return Charge(printed, text_start=behind)
    return Charge(tuple(listed), (), request, stop if colon and stop < end else start, presides)


def begins_name(normal: Normal, at: int) -> bool:
    """A capital, or «các …», where a list of bodies may begin."""
    return normal.text[at : at + 1].isupper() or normal.lowered.startswith("các ", at)


def asked_of(normal: Normal, agencies: Agencies, at: int) -> tuple[int, bool, bool]:
    """Behind «Đề nghị», «Giao», «Trách nhiệm của»: where the bodies begin, whether asked, whether charged."""
    request = charged = False
    for _ in range(4):
        if agencies.named_at(at) is not None:
            break
        asks = REQUEST.match(normal.lowered, at)
        found = asks or CHARGE.match(normal.lowered, at) or LEAD_LABEL.match(normal.lowered, at)
        found = found or DUTY_OF.match(normal.lowered, at)
        if found is None:
            break
        at, request, charged = found.end(), request or bool(asks), charged or not asks
    return at, request, charged


def subject_after_aside(normal: Normal, agencies: Agencies, start: int, end: int) -> int | None:
    """«Định kỳ 6 tháng, các sở báo cáo …», «Căn cứ Kế hoạch này, Công an tỉnh …»: the subject stands second."""
    if not ASIDE.match(normal.lowered, start):
        return None
    for mention in agencies.between(start, min(end, start + 240)):
        before = normal.lowered[start : mention.start]
        if FULL_STOP.search(re.sub(r"\([^()]*\)", " ", before)):
            return None
        index = agencies.index_at(mention.start)
        if index is None or not AFTER_ASIDE.search(before):
            continue
        last = agencies.list_at(index, end)[-1].end
        if LEADS_WORD.match(normal.lowered, last) or predicate(normal, next_word(normal, last)):
            return index
    return None


def subject_after_topic(normal: Normal, agencies: Agencies, start: int, end: int) -> int | None:
    """«Hỗ trợ y tế: Các cơ sở y tế khám …»: who does it stands after the topic."""
    topic = TOPIC_LABEL.match(normal.text, start, end)
    index = agencies.named_at(topic.end()) if topic else None
    if index is None:
        return None
    last = agencies.list_at(index, end)[-1].end
    stands = LEADS_WORD.match(normal.lowered, last) or predicate(normal, next_word(normal, last))
    return index if stands else None


def further_subjects(normal: Normal, agencies: Agencies, start: int, end: int) -> tuple[Mention, ...]:
    """«Các trường …; Sở Y tế phân công …»: each clause of an item may name another body that must act."""
    found: list[Mention] = []
    for stop in CLAUSE_END.finditer(normal.text, start, end):
        at, _, charged = asked_of(normal, agencies, stop.end())
        index = agencies.named_at(at)
        if normal.lowered.startswith("yêu cầu", stop.end()) or index is None or agencies.mentions[index].start >= end:
            continue
        listed = agencies.list_at(index, end)
        last = listed[-1].end
        if charged or LEADS_WORD.match(normal.lowered, last) or predicate(normal, next_word(normal, last)):
            found += listed
    return tuple(found)


def printed_bodies(normal: Normal, start: int, end: int) -> tuple[Mention, ...]:
    """In a section of assignments what stands before the colon is charged, also an office the grammar does not know."""
    found = PRINTED_BODY.match(normal.text, start, end)
    if found is None or not normal.text[start : start + 1].isupper():
        return ()
    return offices(normal, start, found.end("who"))


def offices(normal: Normal, start: int, end: int) -> tuple[Mention, ...]:
    """A short list of offices as printed; a topic or a task sentence is none."""
    if TOPIC.match(normal.folded, start) or starters().match(normal.lowered, start):
        return ()
    out, at = [], start
    for link in [*JOINED.finditer(normal.text, start, end), None]:
        last = link.start() if link else end
        name = normal.clean(at, last)
        if not name or len(name.split()) > 10:
            return ()
        out.append(Mention(at, last, name, kind="office"))
        at = link.end() if link else end
    return tuple(out) if len(out) <= 6 else ()


def predicate(normal: Normal, at: int) -> bool:
    """After the bodies an item begins with stands what they do: a verb in small letters, or a new sentence."""
    following = normal.text[at : at + 1]
    if following.isupper():
        return bool(starters().match(normal.lowered, at))
    return following.isalpha() and not NO_PREDICATE.match(normal.lowered, at)


def next_word(normal: Normal, at: int) -> int:
    while at < len(normal.text) and normal.text[at].isspace():
        at += 1
    return at
