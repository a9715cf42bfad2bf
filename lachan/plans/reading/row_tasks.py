"""What the cells of a row say of its task: who leads, who helps, until when. A blank cell says nothing."""

from __future__ import annotations

import re

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.dates import FULL, iso_of
from lachan.plans.reading.deadlines import DUE_MONTH, deadline_in, month_of
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.schema import Deadline, Span
from lachan.plans.reading.subjects import Charge, offices
from lachan.plans.reading.tables import Row

DITTO = re.compile(r"[-“\"']*\s*(?:nt|như trên|nhu tren|cùng trên)\s*[-”\"']*$|[\"”“]$")
HELPS = re.compile(r"(?<!\w)(?:cơ quan |đơn vị )?phối hợp(?!\w)")


def row_charge(normal: Normal, agencies: Agencies, row: Row, before: Charge) -> Charge:
    """Who the row charges; «nt» repeats the row above it."""
    leads: list[Mention] = []
    partners: list[Mention] = []
    for cell in row.cells.get("lead", ()):
        if DITTO.match(normal.lowered[slice(*cell)].strip()):
            leads += before.leads
        else:
            lead, partner = parted(normal, agencies, cell)
            leads, partners = [*leads, *lead], [*partners, *partner]
    for cell in row.cells.get("partner", ()):
        ditto = DITTO.match(normal.lowered[slice(*cell)].strip())
        partners += before.partners if ditto else bodies_in(normal, agencies, *cell)
    return Charge(tuple(leads), tuple(partners), False, row.content[0], bool(leads) and "partner" in row.cells)


def parted(normal: Normal, agencies: Agencies, cell: Span) -> tuple[list[Mention], list[Mention]]:
    """«Sở Y tế chủ trì; Công an tỉnh phối hợp», «A; phối hợp: B»: one cell for both."""
    helps = HELPS.search(normal.lowered, *cell)
    if helps is None:
        return bodies_in(normal, agencies, *cell), []
    bodies = bodies_in(normal, agencies, *cell)
    after = [m for m in bodies if m.start >= helps.end()]
    if after:
        return [m for m in bodies if m.end <= helps.start()], after
    clause = max(normal.text.rfind(sign, cell[0], helps.start()) for sign in ";.")
    return [m for m in bodies if m.start < clause], [m for m in bodies if m.start >= clause]


def bodies_in(normal: Normal, agencies: Agencies, start: int, end: int) -> list[Mention]:
    """The bodies a cell names, or its words as printed where the grammar knows none of them."""
    named = [m for m in agencies.between(start, end) if m.end <= end]
    spelled = [m for m in named if m.kind or not m.group] or named
    groups = [m for m in named if m not in spelled and not inside_bracket(normal, start, m.start)]
    return sorted([*spelled, *groups], key=lambda m: m.start) if named else list(offices(normal, start, end))


def inside_bracket(normal: Normal, start: int, at: int) -> bool:
    return normal.text.count("(", start, at) > normal.text.count(")", start, at)


def row_deadline(normal: Normal, row: Row) -> Deadline | None:
    """The time cell as printed, with a date where it holds exactly one."""
    for start, end in row.cells.get("time", ()):
        written = deadline_in(normal, start, end)
        if written is not None and written.date:
            return written
        full = list(FULL.finditer(normal.folded, start, end))
        months = list(DUE_MONTH.finditer(normal.lowered, start, end))
        on = iso_of(full[0]) if len(full) == 1 else month_of(months[0]) if len(months) == 1 and not full else None
        if re.search(r"\d", normal.text[start:end]):
            spans = normal.text[start:end].lower().startswith(("từ ", "cả ")) or "-" in normal.text[start:end]
            return Deadline(normal.clean(start, end), None if spans else on, normal.span(start, end))
    return None
