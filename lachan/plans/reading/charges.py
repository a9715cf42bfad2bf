"""Who is charged with an item: by its heading, by its opening words, inside it, or by a line under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.outline import Node, Outline
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
    r"(?:,|\)|(?:hằng|hàng|mỗi) (?:năm|quý|tháng)|định kỳ|đột xuất|\d{4}|đồng thời)\s*,?\s*(?:thì\s+)?\Z"
)
TOPIC_LABEL = re.compile(r"[^\W\d_][^:.;\n]{3,90}:\s+")
CLAUSE_END = re.compile(r"[;.]\s+(?:(?:đồng thời|riêng|trong đó),?\s+)?")
PRESIDES = re.compile(r"(?<!\w)chủ trì(?!\w)")
HELP = re.compile(r"(?<!\w)(?:cùng )?phối hợp(?: thực hiện)?(?=\s*[);.,]|\s*$)")
FULL_STOP = re.compile(r"[;:]|[.](?=\s)")
LEAD_LABEL = re.compile(
    r"(?:cơ quan |đơn vị |đồng chí )?(?:chủ trì(?: thực hiện)?|thực hiện|đầu mối|chịu trách nhiệm)(?: chính)?\s*:\s*"
)
LEAD_INSIDE = re.compile(
    r"(?:(?:cơ quan|đơn vị)\s+)?chủ trì(?: thực hiện)?\s*:\s*|(?:(?:cơ quan|phân công|trách nhiệm|"
    r"đơn vị)\s+(?:thực hiện|chịu trách nhiệm)|(?<!\w)giao)\s*:?\s+(?:cho\s+)?|(?<!\w)do\s+"
)
TOGETHER = re.compile(
    r"(?<!\w)(?:phối hợp|phối kết hợp|kết hợp|cơ quan phối hợp\s*:|phối hợp thực hiện\s*:)(?!\w)(?:\s+(?:chặt chẽ|"
    r"thường xuyên|tích cực|đồng bộ|hiệu quả|có hiệu quả|tốt|liên ngành|cùng|"
    r"với|và|giữa|thực hiện(?=\s*:)))*\s*:?,?\s*(?:với\s+|cùng\s+)?"
)
DIRECTS = re.compile(
    r"(?<!\w)(?<!sự )(?<!theo )(?:chỉ đạo|hướng dẫn|đôn đốc|yêu cầu|giao nhiệm vụ)(?:(?:,|"
    r" và|, và)\s+(?:chỉ đạo|hướng dẫn|đôn đốc|kiểm tra|giám sát|tổ chức|hỗ trợ|"
    r"tập huấn))*(?:\s+cho)?\s+"
)
SUBJECT_END = re.compile(r"(?:\s*(?:,|và)\s+các tổ chức thành viên)?\s*(?:\([^()]{0,200}\))?\s*(?P<colon>[:：])?\s*")
LEADS_WORD = re.compile(
    r"\s*(?:\([^()]{0,160}\))?\s*,?\s*(?:có trách nhiệm\s+|chịu trách nhiệm\s+|là cơ quan\s+)?(?:làm\s+)?chủ trì(?!\w)"
)
HEADING_REST = re.compile(
    r"^\s*(?:\([^()]{0,200}\))?\s*(?:[-–,]\s*(?:là\s+)?(?:cơ quan|đơn vị|thường trực)[^:.;]{0,80})?"
    r"\s*(?:và các tổ chức thành viên|"
    r"và các tổ chức chính trị[^:.]{0,60})?\s*(?:chủ trì|có trách nhiệm|chịu trách nhiệm|"
    r"thực hiện|phối hợp thực hiện|theo chức năng,? nhiệm vụ(?: được giao)?)?\s*[:.]?\s*$",
)
HEADING_LEADS = re.compile(
    r"^\s*(?:\([^()]{0,200}\))?\s*,?\s*(?:có trách nhiệm\s+)?(?:chủ trì|có trách nhiệm|"
    r"chịu trách nhiệm|theo chức năng|phối hợp|:)"
)
ATTRIBUTE = re.compile(
    r"(?:(?:các\s+)?(?:cơ quan|đơn vị|đầu mối|phân công|trách nhiệm|bộ phận|lực lượng)\s+)?"
    r"(?P<what>chủ trì|thực hiện|phối hợp|phân công|chịu trách nhiệm|tham gia)(?:\s+(?:thực hiện|chính|"
    r"tham mưu))?\s*:\s*"
)
PRINTED_BODY = re.compile(r"(?P<who>[^\W\d_][^:.;()\n]{2,90}?)\s*(?:\([^()]{0,120}\))?\s*:\s*(?=\S)")
JOINED = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")
TOPIC = re.compile(
    r"(?:cong tac|che do|kinh phi|nguon|thoi gian|ve|noi dung|nhiem vu|giai phap|"
    r"thong tin|kiem tra|giam sat|so ket|tong ket|"
    r"bao cao|khen thuong|to chuc|phan cong|trach nhiem|cac buoc|giai doan|dot|"
    r"buoc|muc|yeu cau|viec|cac (?:noi dung|hoat dong|"
    r"nhiem vu|giai phap|bien phap|chi tieu)|de an|du an|tieu|doi voi|hoat dong|"
    r"quy trinh|ket qua|so|xay dung|cap)(?!\w)"
)
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


def heading_charge(normal: Normal, agencies: Agencies, node: Node, role: str) -> Charge:
    """A heading that is nothing but bodies charges them with all below it; one that names them in passing does not."""
    start, request, _ = asked_of(normal, agencies, node.start)
    index = agencies.named_at(start)
    if index is None:
        inside = inside_leads(normal, agencies, node) if PRESIDES.search(normal.lowered, node.start, node.end) else ()
        if inside:
            helping = tuple(m for m in bodies_before_help(normal, agencies, node) if m not in inside)
            also = tuple(m for m in partners_in(normal, agencies, node.start, node.end) if m not in helping)
            return Charge(inside, helping + also, request, node.start, True)
        printed = role == "assign" and node.depth > 1 and len(normal.clean(start, node.end).split()) <= 12
        stop = node.start + len(normal.text[node.start : node.end].rstrip(" \n:."))
        return Charge(offices(normal, start, stop), (), request, node.start) if printed else Charge()
    listed = agencies.list_at(index, node.end)
    rest = normal.lowered[listed[-1].end : node.end]
    if not (
        HEADING_REST.match(rest)
        or (HEADING_LEADS.match(rest) and (rest.rstrip().endswith(":") or len(rest.split()) < 12))
    ):
        acts = opening(normal, agencies, node.start, node.end)
        return Charge(
            acts.leads,
            tuple(partners_in(normal, agencies, listed[-1].end, node.end)) if acts.leads else (),
            acts.request,
            node.start,
            acts.presides,
        )
    partners = tuple(partners_in(normal, agencies, listed[-1].end, node.end))
    return Charge(tuple(listed), partners, request, node.start, "chủ trì" in rest[:40])


def opening(normal: Normal, agencies: Agencies, start: int, end: int, role: str = "") -> Charge:
    """Who an item names as its subject: «Agency: …», «Agency chủ trì …», «Giao Agency …», «Các sở … xây dựng …»."""
    at, request, charged = asked_of(normal, agencies, start)
    index = agencies.named_at(at)
    if index is None and not request:
        index = subject_after_aside(normal, agencies, at, end)
    if index is None:
        printed = printed_bodies(normal, at, end) if role == "assign" else ()
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
        return Charge(text_start=start)
    return Charge(tuple(listed), (), request, stop if colon and stop < end else start, presides)


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


def read_attributes(normal: Normal, outline: Outline, agencies: Agencies) -> dict[str, Charge]:
    """«b) Cơ quan chủ trì: A» under an item says who leads the item; it is no task itself."""
    found: dict[str, Charge] = {}
    for node in outline.nodes:
        label = ATTRIBUTE.match(normal.lowered, node.start, node.end) if node.leaf else None
        index = agencies.named_at(label.end()) if label else None
        if label is None or index is None:
            continue
        listed = tuple(agencies.list_at(index, node.end))
        known = found.get(node.parent, Charge())
        partner = label["what"] == "phối hợp"
        leads, partners = (known.leads, known.partners + listed) if partner else (known.leads + listed, known.partners)
        found[node.parent] = Charge(leads, partners, False, 0, "chủ trì" in label["what"] or known.presides)
    return found


def inside_leads(normal: Normal, agencies: Agencies, node: Node) -> tuple[Mention, ...]:
    """«… (Cơ quan chủ trì: A)», «… do A chủ trì»: a lead named inside the sentence."""
    for match in LEAD_INSIDE.finditer(normal.lowered, node.start, node.end):
        index = agencies.named_at(match.end())
        if index is None:
            continue
        listed = agencies.list_at(index, node.end)
        named = "chủ trì" in match[0] or "thực hiện" in match[0] or match[0].startswith("giao")
        if listed[-1].end <= node.end and (named or LEADS_WORD.match(normal.lowered, listed[-1].end)):
            return tuple(listed)
    for match in PRESIDES.finditer(normal.lowered, node.start, node.end):
        before = [
            m
            for m in agencies.between(max(node.start, match.start() - 120), match.start())
            if m.end >= match.start() - 2
        ]
        if before:
            return (before[-1],)
    return ()


def bodies_before_help(normal: Normal, agencies: Agencies, node: Node) -> list[Mention]:
    """«(A chủ trì; B, C phối hợp thực hiện)»: B and C stand before what they do."""
    found: list[Mention] = []
    for match in HELP.finditer(normal.lowered, node.start, node.end):
        opened = max(normal.text.rfind(sign, node.start, match.start()) for sign in ";(.")
        named = agencies.between(max(opened, node.start), match.start())
        close = named and match.start() - named[-1].end <= 2
        found += named if close else []
    return found


def partners_in(normal: Normal, agencies: Agencies, start: int, end: int) -> list[Mention]:
    """Everyone after «phối hợp (với)»."""
    return named_after(normal, agencies, TOGETHER, start, end)


def directed_in(normal: Normal, agencies: Agencies, start: int, end: int) -> list[Mention]:
    """Everyone after «chỉ đạo/hướng dẫn»."""
    return named_after(normal, agencies, DIRECTS, start, end)


def named_after(normal: Normal, agencies: Agencies, pattern: re.Pattern[str], start: int, end: int) -> list[Mention]:
    """The lists of bodies right after the pattern, each body once."""
    found: dict[int, Mention] = {}
    for match in pattern.finditer(normal.lowered, start, end):
        index = agencies.named_at(match.end())
        if index is not None and agencies.mentions[index].start < end and agencies.mentions[index].start not in found:
            found |= {mention.start: mention for mention in agencies.list_at(index, end)}
    return list(found.values())


def next_word(normal: Normal, at: int) -> int:
    while at < len(normal.text) and normal.text[at].isspace():
        at += 1
    return at
