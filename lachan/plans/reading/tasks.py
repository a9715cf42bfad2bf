"""Tasks: who must do it, with whom, directing whom, until when - only as far as the words say so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.dates import DAY_MONTH, FULL, iso_of
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.outline import Node, Outline
from lachan.plans.reading.roles import CLOSING_WORDS, LABELLED, folded_head
from lachan.plans.reading.schema import AgencyRef, Deadline, Task
from lachan.plans.reading.themes import themes_of
from lachan.plans.reading.vocabulary import starters

REQUEST = re.compile(r"(?:kính )?đề nghị(?: với)?\s+|mời\s+")
CHARGE = re.compile(
    r"(?:giao(?: cho)?|phân công|yêu cầu|ủy quyền(?: cho)?|thủ trưởng|lãnh đạo|chủ tịch|giám đốc|trưởng)\s+"
)
DUTY_OF = re.compile(r"(?:trách nhiệm|nhiệm vụ) của\s+|đối với\s+")
LEAD_LABEL = re.compile(
    r"(?:cơ quan |đơn vị |đồng chí )?(?:chủ trì(?: thực hiện)?|thực hiện|đầu mối|chịu trách nhiệm)(?: chính)?\s*:\s*"
)
LEAD_INSIDE = re.compile(
    r"(?:(?:cơ quan|đơn vị)\s+)?chủ trì(?: thực hiện)?\s*:\s*|(?:(?:cơ quan|đơn vị)\s+thực hiện|(?<!\w)giao)\s*:?\s+(?:cho\s+)?|(?<!\w)do\s+"
)
TOGETHER = re.compile(
    r"(?<!\w)(?:phối hợp|phối kết hợp|kết hợp|cơ quan phối hợp\s*:|phối hợp thực hiện\s*:)(?!\w)(?:\s+(?:chặt chẽ|thường xuyên|tích cực|đồng bộ|hiệu quả|có hiệu quả|tốt|liên ngành|cùng|với|và|giữa|thực hiện(?=\s*:)))*\s*:?,?\s*(?:với\s+|cùng\s+)?"
)
WITH_LATER = re.compile(r"(?<!\w)(?:cùng|phối hợp)\s+(?:với\s+)?")
DIRECTS = re.compile(
    r"(?<!\w)(?<!sự )(?<!theo )(?:chỉ đạo|hướng dẫn|đôn đốc|yêu cầu|giao nhiệm vụ)(?:(?:,| và|, và)\s+(?:chỉ đạo|hướng dẫn|đôn đốc|kiểm tra|giám sát|tổ chức|hỗ trợ|tập huấn))*(?:\s+cho)?\s+"
)
SUBJECT_END = re.compile(r"\s*(?:\([^()]{0,200}\))?\s*(?P<colon>[:：])?\s*")
LEADS_WORD = re.compile(
    r"\s*(?:\([^()]{0,160}\))?\s*,?\s*(?:có trách nhiệm\s+|chịu trách nhiệm\s+|là cơ quan\s+)?(?:làm\s+)?chủ trì(?!\w)"
)
HEADING_REST = re.compile(
    r"^\s*(?:\([^()]{0,200}\))?\s*(?:[-–,]\s*(?:là\s+)?(?:cơ quan|đơn vị|thường trực)[^:.;]{0,80})?\s*(?:và các tổ chức thành viên|và các tổ chức chính trị[^:.]{0,60})?\s*(?:chủ trì|có trách nhiệm|chịu trách nhiệm|thực hiện|phối hợp thực hiện|theo chức năng,? nhiệm vụ(?: được giao)?)?\s*[:.]?\s*$",
)
HEADING_LEADS = re.compile(
    r"^\s*(?:\([^()]{0,200}\))?\s*,?\s*(?:có trách nhiệm\s+)?(?:chủ trì|có trách nhiệm|chịu trách nhiệm|theo chức năng|phối hợp|:)"
)
BEFORE_DATE = re.compile(
    r"(?:trước|chậm nhất(?: là)?(?: vào)?|xong trước|hoàn thành trong|trong|đến|vào|trước khi)\s+(?:ngày\s+|tháng\s+)?$"
)
DUE = re.compile(
    r"(?<!\w)(?:trước|chậm nhất(?: là)?(?: vào| đến| trong)?|hoàn thành (?:trước|trong|xong trước)|xong trước|thời hạn(?: hoàn thành)?\s*:?(?: trước)?|thời gian(?: thực hiện| hoàn thành)?\s*:(?: trước)?|(?:hoàn thành )?trong(?=\s+(?:quý|tháng)\s))\s*(?:ngày\s*|thời điểm\s*|tháng\s*|quý\s*|năm\s*)?"
)
DUE_MONTH = re.compile(
    r"(?:(?P<q>quý)\s+(?P<qn>[IViv\d]{1,3})|tháng\s*(?P<m>\d{1,2}))\s*(?:/|năm\s+|-)?\s*(?P<y>\d{4})|(?:năm\s+)(?P<y2>\d{4})"
)
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


ATTRIBUTE = re.compile(
    r"(?:(?:cơ quan|đơn vị|đầu mối)\s+)?(?P<what>chủ trì|thực hiện|phối hợp)(?:\s+thực hiện)?\s*:\s*"
)


@dataclass(frozen=True)
class Charge:
    """Who a heading or an opening names: leads, partners shared by all below, whether it asks or orders, where the text goes on."""

    leads: tuple[Mention, ...] = ()
    partners: tuple[Mention, ...] = ()
    request: bool = False
    text_start: int = 0
    presides: bool = False


def read_tasks(
    normal: Normal, outline: Outline, agencies: Agencies, roles: dict[str, str], level: str | None
) -> list[Task]:
    headings: dict[str, Charge] = {}
    texts: dict[str, str] = {}
    attributes = read_attributes(normal, outline, agencies)
    tasks = []
    for node in outline.nodes:
        above = headings.get(node.parent, Charge())
        headings[node.path] = above
        if not node.leaf:
            own = heading_charge(normal, agencies, node)
            headings[node.path] = attributes.get(node.path) or (own if own.leads else above)
            heading = without_names(normal, agencies, node.start, min(node.end, node.start + 300))
            texts[node.path] = f"{texts.get(node.parent, '')} | {' '.join(heading.split())}"
        described = node.path in attributes and not has_tasks(normal, agencies, outline, node, roles)
        if described or (node.leaf and is_task(normal, agencies, node, roles.get(node.path, ""))):
            charge = headings[node.path] if described else above
            tasks.append(task_of(normal, agencies, node, charge, texts.get(node.parent, ""), level))
    return tasks


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


def has_tasks(normal: Normal, agencies: Agencies, outline: Outline, parent: Node, roles: dict[str, str]) -> bool:
    children = (n for n in outline.nodes if n.parent == parent.path and n.leaf)
    return any(is_task(normal, agencies, n, roles.get(n.path, "")) for n in children)


def is_task(normal: Normal, agencies: Agencies, node: Node, role: str) -> bool:
    head = folded_head(normal, node)
    if node.kind in ("intro", "article", "part") or not head or CLOSING_WORDS.match(head):
        return False
    if ATTRIBUTE.match(normal.lowered, node.start, node.end):
        return False
    if role in ("task", "assign"):
        return not LABELLED.match(head) and node.end - node.start > 12
    return role == "budget" and bool(opening(normal, agencies, node.start, node.end).leads)


def heading_charge(normal: Normal, agencies: Agencies, node: Node) -> Charge:
    """A heading that is nothing but bodies charges them with all below it; one that names them in passing does not."""
    start, request = node.start, False
    asked = (
        REQUEST.match(normal.lowered, start)
        or CHARGE.match(normal.lowered, start)
        or DUTY_OF.match(normal.lowered, start)
    )
    if asked and agencies.named_at(start) is None:
        request, start = asked[0].startswith(("đề", "kính", "mời")), asked.end()
    index = agencies.named_at(start)
    if index is None:
        return Charge()
    listed = agencies.list_at(index, node.end)
    rest = normal.lowered[listed[-1].end : node.end]
    if not (
        HEADING_REST.match(rest)
        or (HEADING_LEADS.match(rest) and (rest.rstrip().endswith(":") or len(rest.split()) < 12))
    ):
        return Charge()
    partners = tuple(partners_in(normal, agencies, listed[-1].end, node.end))
    return Charge(tuple(listed), partners, request, node.start, "chủ trì" in rest[:40])


def opening(normal: Normal, agencies: Agencies, start: int, end: int) -> Charge:
    """Who an item names as its subject: «Agency: …», «Agency chủ trì …», «Giao Agency …», «Các sở … xây dựng …»."""
    at, request, charged = start, False, False
    asked = REQUEST.match(normal.lowered, at)
    if asked:
        at, request = asked.end(), True
    label = CHARGE.match(normal.lowered, at) or LEAD_LABEL.match(normal.lowered, at)
    if label and agencies.named_at(at) is None:
        at, charged = label.end(), True
    index = agencies.named_at(at)
    if index is None:
        return Charge(request=request, text_start=start)
    listed = agencies.list_at(index, end)
    after = SUBJECT_END.match(normal.lowered, listed[-1].end)
    colon = bool(after and after["colon"])
    presides = bool(LEADS_WORD.match(normal.lowered, listed[-1].end))
    stop = after.end() if after else listed[-1].end
    if not (colon or presides or charged or request or predicate(normal, stop)):
        return Charge(text_start=start)
    return Charge(tuple(listed), (), request, stop if colon and stop < end else start, presides)


NO_PREDICATE = re.compile(
    r"(?:và|với|của|trong|về|cấp|các|cùng|tại|ở|được|bị|từ|đến|cho|mà|nơi|thuộc|trên|do|qua|hoặc|hay)(?!\w)"
)


def predicate(normal: Normal, at: int) -> bool:
    """After the bodies an item begins with stands what they do: a verb in small letters, or a new sentence."""
    following = normal.text[at : at + 1]
    if following.isupper():
        return bool(starters().match(normal.folded, at))
    return following.isalpha() and not NO_PREDICATE.match(normal.lowered, at)


def partners_in(normal: Normal, agencies: Agencies, start: int, end: int) -> list[Mention]:
    """Everyone after «phối hợp (với)»."""
    found: list[Mention] = []
    for match in TOGETHER.finditer(normal.lowered, start, end):
        index = agencies.named_at(match.end())
        if index is not None and agencies.mentions[index].start < end:
            found += [m for m in agencies.list_at(index, end) if m not in found]
    return found


def directed_in(normal: Normal, agencies: Agencies, start: int, end: int) -> list[Mention]:
    """Everyone after «chỉ đạo/hướng dẫn»."""
    found: list[Mention] = []
    for match in DIRECTS.finditer(normal.lowered, start, end):
        index = agencies.named_at(match.end())
        if index is not None and agencies.mentions[index].start < end:
            found += [m for m in agencies.list_at(index, end) if m not in found]
    return found


def task_of(normal: Normal, agencies: Agencies, node: Node, above: Charge, context: str, level: str | None) -> Task:
    own = opening(normal, agencies, node.start, node.end)
    leads = own.leads or above.leads or inside_leads(normal, agencies, node)
    start = own.text_start if own.leads else node.start
    after = own.leads[-1].end if own.leads else start
    partners = unique([*partners_in(normal, agencies, after, node.end), *above.partners], leads)
    directed = unique(directed_in(normal, agencies, after, node.end), leads)
    text = normal.clean(start, node.end)
    return Task(
        path=node.path,
        text=text,
        role=role_of(normal, own, above, after, start),
        leads=refs(agencies, list(leads), level),
        partners=refs(agencies, named(partners), level),
        directed=refs(agencies, named(directed), level),
        is_request=own.request or (above.request and not own.leads),
        deadline=deadline_in(normal, start, node.end),
        themes=tuple(themes_of(without_names(normal, agencies, start, node.end), context)),
        span=normal.span(start, node.end),
        partner_groups=groups(agencies, partners),
        directed_groups=groups(agencies, directed),
    )


def without_names(normal: Normal, agencies: Agencies, start: int, end: int) -> str:
    """The folded words with «#» for each body, whose name says nothing of what is to be done."""
    out, at = [], start
    for mention in agencies.between(start, end):
        if mention.start >= at:
            out += [normal.folded[at : mention.start], "#"]
            at = min(mention.end, end)
    return "".join([*out, normal.folded[at:end]])


def named(mentions: list[Mention]) -> list[Mention]:
    return [m for m in mentions if m.kind or not m.group]


def groups(agencies: Agencies, mentions: list[Mention]) -> tuple[str, ...]:
    return tuple(agencies.ref(m).raw for m in mentions if m.group and not m.kind)


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
    presiding = re.compile(r"(?<!\w)chủ trì(?!\w)")
    for match in presiding.finditer(normal.lowered, node.start, node.end):
        before = [
            m
            for m in agencies.between(max(node.start, match.start() - 120), match.start())
            if m.end >= match.start() - 2
        ]
        if before:
            return (before[-1],)
    return ()


def unique(mentions: list[Mention], leads: tuple[Mention, ...]) -> list[Mention]:
    out: list[Mention] = []
    for mention in mentions:
        if all((mention.start, mention.end) != (m.start, m.end) for m in [*out, *leads]):
            out.append(mention)
    return out


def role_of(normal: Normal, own: Charge, above: Charge, after: int, start: int) -> str:
    head = normal.lowered[max(after, start) : max(after, start) + 60].lstrip(" ,:")
    if own.presides or re.match(r"(?:là [^.;]{0,50}, )?chủ trì", head):
        return "chu_tri"
    if re.match(r"(?:tích cực |chủ động |tiếp tục )?phối (?:kết )?hợp", head):
        return "chu_tri" if above.presides and not own.leads else "phoi_hop"
    return "chu_tri" if above.presides and not own.leads else "thuc_hien"


def deadline_in(normal: Normal, start: int, end: int) -> Deadline | None:
    """The first «trước ngày …»; a date without a year has no ISO form."""
    for match in DUE.finditer(normal.lowered, start, end):
        at = match.end()
        full = FULL.match(normal.folded, at)
        if full and full.end() <= end + 1:
            return Deadline(
                normal.clean(match.start(), full.end()), iso_of(full), normal.span(match.start(), full.end())
            )
        short = DAY_MONTH.match(normal.folded, at) or DAY_MONTH.match(normal.folded, max(start, at - 5))
        if short:
            return Deadline(normal.clean(match.start(), short.end()), None, normal.span(match.start(), short.end()))
        month = (
            DUE_MONTH.match(normal.lowered, max(match.start(), at - 6))
            or DUE_MONTH.match(normal.lowered, at)
            or DUE_MONTH.search(normal.lowered, match.start(), min(end, at + 18))
        )
        if month:
            return Deadline(
                normal.clean(match.start(), month.end()), month_of(month), normal.span(match.start(), month.end())
            )
    return None


def month_of(found: re.Match[str]) -> str | None:
    if found["y2"]:
        return found["y2"]
    if found["q"]:
        quarter = QUARTERS.get(found["qn"].lower())
        return f"{found['y']}-{quarter * 3:02d}" if quarter else None
    month = int(found["m"])
    return f"{found['y']}-{month:02d}" if 1 <= month <= 12 else None


def refs(agencies: Agencies, mentions: list[Mention], level: str | None) -> tuple[AgencyRef, ...]:
    return tuple(agencies.ref(m, level) for m in mentions)
