"""Tasks: who must do it, with whom, directing whom, until when - only as far as the words say so."""

from __future__ import annotations

import re
from dataclasses import replace

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.charges import ATTRIBUTE, heading_charge, inside_leads, read_attributes
from lachan.plans.reading.deadlines import deadline_in
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.outline import Node, Outline
from lachan.plans.reading.roles import CLOSING_WORDS, LABELLED, folded_head
from lachan.plans.reading.row_tasks import row_charge, row_deadline
from lachan.plans.reading.schema import AgencyRef, Task
from lachan.plans.reading.subjects import Charge, further_subjects, opening
from lachan.plans.reading.themes import themes_of
from lachan.plans.reading.together import directed_in, partners_in

PAYS_ITSELF = re.compile(r"\s*(?:tự|chủ động|tự chủ)\s+(?:cân đối|bảo đảm|đảm bảo|bố trí|sắp xếp)")


def read_tasks(
    normal: Normal, outline: Outline, agencies: Agencies, roles: dict[str, str], level: str | None
) -> list[Task]:
    headings: dict[str, Charge] = {}
    texts: dict[str, str] = {}
    attributes = read_attributes(normal, outline, agencies)
    busy = parents_of_tasks(normal, agencies, outline, roles) if attributes else set()
    tasks = []
    last_row = Charge()
    for node in outline.nodes:
        above = headings.get(node.parent, Charge())
        headings[node.path] = above
        if not node.leaf:
            own = heading_charge(normal, agencies, node, roles.get(node.path, ""))
            headings[node.path] = attributes.get(node.path) or (own if own.leads else above)
            heading = without_names(normal, agencies, node.start, min(node.end, node.start + 300))
            texts[node.path] = f"{texts.get(node.parent, '')} | {' '.join(heading.split())}"
        if node.kind == "intro" and normal.text[node.start : node.end].rstrip().endswith(":"):
            led = opening(normal, agencies, node.start, node.end, roles.get(node.path, ""))
            headings[node.parent] = led if led.leads else above
        row = outline.rows.get(node.path) if node.leaf else None
        if row is not None and row.charges:
            last_row = row_charge(normal, agencies, row, last_row)
            task = task_of(normal, agencies, node, last_row, above, texts.get(node.parent, ""), level)
            tasks.append(replace(task, deadline=row_deadline(normal, row) or task.deadline))
            continue
        if row is not None and (row.counts or row.promises):
            continue
        described = node.path in attributes and node.path not in busy
        if described or (node.leaf and is_task(normal, agencies, node, roles.get(node.path, ""))):
            charge = headings[node.path] if described else above
            own = opening(normal, agencies, node.start, node.end, roles.get(node.path, ""))
            tasks.append(task_of(normal, agencies, node, own, charge, texts.get(node.parent, ""), level))
    return tasks


def parents_of_tasks(normal: Normal, agencies: Agencies, outline: Outline, roles: dict[str, str]) -> set[str]:
    leaves = (node for node in outline.nodes if node.leaf)
    parents = {node.path: node.parent for node in outline.nodes}
    busy: set[str] = set()
    for node in leaves:
        path = node.parent if is_task(normal, agencies, node, roles.get(node.path, "")) else ""
        while path and path not in busy:
            busy.add(path)
            path = parents.get(path, "")
    return busy


def is_task(normal: Normal, agencies: Agencies, node: Node, role: str) -> bool:
    head = folded_head(normal, node)
    if node.kind in ("intro", "article", "part") or not head or CLOSING_WORDS.match(head):
        return False
    if ATTRIBUTE.match(normal.lowered, node.start, node.end):
        return False
    if role in ("task", "assign"):
        return not LABELLED.match(head) and node.end - node.start > 12
    leads = opening(normal, agencies, node.start, node.end).leads if role == "budget" else ()
    return bool(leads) and not PAYS_ITSELF.match(normal.lowered, leads[-1].end)


def task_of(
    normal: Normal, agencies: Agencies, node: Node, own: Charge, above: Charge, context: str, level: str | None
) -> Task:
    start = own.text_start if own.leads else node.start
    leads = own.leads or above.leads or inside_leads(normal, agencies, node)
    if (own.leads or not above.leads) and start == node.start:
        leads = tuple({m.start: m for m in (*leads, *further_subjects(normal, agencies, start, node.end))}.values())
    after = own.leads[-1].end if own.leads and own.leads[-1].end <= node.end else start
    partners = unique([*partners_in(normal, agencies, after, node.end), *own.partners, *above.partners], leads)
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


def unique(mentions: list[Mention], leads: tuple[Mention, ...]) -> list[Mention]:
    """Each mention once, none that leads."""
    known = {mention.start for mention in leads}
    out = {mention.start: mention for mention in mentions if mention.start not in known}
    return list(out.values())


def role_of(normal: Normal, own: Charge, above: Charge, after: int, start: int) -> str:
    head = normal.lowered[max(after, start) : max(after, start) + 60].lstrip(" ,:")
    if own.presides or re.match(r"(?:là [^.;]{0,50}, )?chủ trì", head):
        return "chu_tri"
    if re.match(r"(?:tích cực |chủ động |tiếp tục )?phối (?:kết )?hợp", head):
        return "chu_tri" if above.presides and not own.leads else "phoi_hop"
    return "chu_tri" if above.presides and not own.leads else "thuc_hien"


def refs(agencies: Agencies, mentions: list[Mention], level: str | None) -> tuple[AgencyRef, ...]:
    return tuple(agencies.ref(m, level) for m in mentions)
