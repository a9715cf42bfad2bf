"""Reading hand-overs: the list, one with its lines, its file, and the totals of both sides compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.handovers import access
from lachan.handovers.facts import changed
from lachan.handovers.mapping import Software, software
from lachan.handovers.models import Handover, HandoverItem
from lachan.handovers.rules import HANDOVER, HandedKind, HandoverStatus
from lachan.handovers.workbook import Row, write_list
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.journal.models import Entry
from lachan.journal.queries import TimelineLine, head_of_chain, timeline


@dataclass(frozen=True)
class HandoverLine:
    id: UUID
    code: str
    status: HandoverStatus
    holder_id: UUID
    origin_id: UUID
    opened_on: date
    minute_number: str
    minute_on: date | None
    items: int
    entered: int


@dataclass(frozen=True)
class ItemLine:
    id: UUID
    position: int
    kind: HandedKind
    code: str
    subject_id: UUID
    is_new: bool
    status: str
    number: str
    entered_on: date | None


@dataclass(frozen=True)
class TotalRow:
    """Of one kind: records handed over so far, those entered, what the software shows, and the gap."""

    kind: HandedKind
    handed: int
    entered: int
    shown: int | None

    @property
    def gap(self) -> int | None:
        return None if self.shown is None else self.shown - self.entered


@dataclass(frozen=True)
class HandoverPage:
    handover: HandoverLine
    items: tuple[ItemLine, ...]
    totals: tuple[TotalRow, ...]
    software: Software
    moves: tuple[MoveButton, ...]
    may_open_identities: bool
    timeline: tuple[TimelineLine, ...]


def list_handovers(actor: Actor, page: int = 1) -> ListPage[HandoverLine]:
    return page_of(access.visible_to(actor).order_by("-opened_on", "-id"), page, _line)


def waiting(actor: Actor) -> dict[HandedKind, int]:
    """How much of the actor's agency is new or changed since its last list."""
    last = Handover.objects.filter(origin_id=actor.agency_id).order_by("-to_seq").first()
    since, until = (last.to_seq if last else 0), head_of_chain()[0]
    return {kind: len(changed(actor.agency_id, kind, since, until)) for kind in HandedKind}


def open_handover(actor: Actor, handover_id: UUID) -> HandoverPage:
    row = desk.fetch(access.visible_to(actor), handover_id)
    items = row.items.order_by("position")
    return HandoverPage(
        handover=_line(row),
        items=tuple(_item(i) for i in items),
        totals=_totals(row),
        software=software(),
        moves=buttons(HANDOVER, row, actor),
        may_open_identities=access.check_may_open_identities.allows(actor, row),
        timeline=tuple(timeline(row.id)),
    )


def list_file(actor: Actor, handover_id: UUID) -> tuple[str, bytes]:
    """The pseudonymous list: codes and counted facts."""
    row = desk.fetch(access.visible_to(actor), handover_id)
    rows = [Row(i.position, i.kind, i.subject_id, i.is_new, i.facts, i.number) for i in row.items.order_by("position")]
    return row.code, write_list(row.code, rows)


def _totals(row: Handover) -> tuple[TotalRow, ...]:
    """Each record counted once, however often it was handed over; the newest count of the software beside it."""
    items = HandoverItem.objects.filter(handover__origin_id=row.origin_id, handover__to_seq__lte=row.to_seq)
    handed = {kind: items.filter(kind=str(kind)).values("subject_id").distinct().count() for kind in HandedKind}
    done = items.exclude(number="")
    entered = {kind: done.filter(kind=str(kind)).values("subject_id").distinct().count() for kind in HandedKind}
    counts = Entry.objects.filter(record_id=row.id, verb="handover.count").order_by("-seq").first()
    shown = counts.facts if counts else {}
    return tuple(TotalRow(kind, handed[kind], entered[kind], shown.get(str(kind))) for kind in HandedKind)


def _line(row: Handover) -> HandoverLine:
    return HandoverLine(
        id=row.id,
        code=row.code,
        status=HandoverStatus(row.status),
        holder_id=row.holder_id,
        origin_id=row.origin_id,
        opened_on=row.opened_on,
        minute_number=row.minute_number,
        minute_on=row.minute_on,
        items=row.items.count(),
        entered=row.items.exclude(number="").count(),
    )


def _item(row: HandoverItem) -> ItemLine:
    return ItemLine(
        id=row.id,
        position=row.position,
        kind=HandedKind(row.kind),
        code=row.subject_code,
        subject_id=row.subject_id,
        is_new=row.is_new,
        status=str(row.facts.get("status", "")),
        number=row.number,
        entered_on=row.entered_on,
    )
