"""Who is charged with an item: by its heading, inside it, or by a line under it."""

from __future__ import annotations

import re

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.outline import Node, Outline
from lachan.plans.reading.printed import Printed, printed_list
from lachan.plans.reading.subjects import LEADS_WORD, Charge, asked_of, begins_name, offices, opening
from lachan.plans.reading.together import bodies_before_help, partners_in

PRESIDES = re.compile(r"(?<!\w)chủ trì(?!\w)")
LEAD_INSIDE = re.compile(
    r"(?:(?:cơ quan|đơn vị)\s+)?chủ trì(?: thực hiện)?\s*:\s*|(?:(?:cơ quan|phân công|trách nhiệm|"
    r"đơn vị)\s+(?:thực hiện|chịu trách nhiệm)|(?<!\w)giao)\s*:?\s+(?:cho\s+)?|(?<!\w)do\s+"
)
BRACKET = re.compile(r"\(([^()]{4,300})\)\s*[.;]?\s*\Z")
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


def heading_charge(normal: Normal, agencies: Agencies, node: Node, role: str) -> Charge:
    """A heading that is nothing but bodies charges them with all below it; one that names them in passing does not."""
    start, request, _ = asked_of(normal, agencies, node.start)
    said = (
        printed_list(normal, agencies, start, node.end, role, heading=True) if begins_name(normal, start) else Printed()
    )
    if said.bodies:
        partners = tuple(partners_in(normal, agencies, said.end, node.end))
        return Charge(said.bodies, partners, request, node.start, said.presides)
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


def bracket_charge(normal: Normal, agencies: Agencies, node: Node) -> tuple[Mention, ...]:
    """«Tuyên truyền tại chợ phiên (Bộ đội Biên phòng tỉnh, Cục Hải quan tỉnh).»: the bracket at the end says who."""
    last = BRACKET.search(normal.text, max(node.start, node.end - 420), node.end)
    if last is None:
        return ()
    start, _, _ = asked_of(normal, agencies, last.start(1))
    index = agencies.named_at(start)
    if index is None or agencies.mentions[index].start >= last.end(1):
        return ()
    said = printed_list(normal, agencies, start, last.end(1), "assign", heading=True)
    return said.bodies or tuple(agencies.list_at(index, last.end(1)))


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
            return agencies.list_until(before[-1], node.start)
    return bracket_charge(normal, agencies, node)
