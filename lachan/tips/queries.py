"""Reading tips: lists, the page of one tip, and the recorded opening of its sealed words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import clocks, desk
from lachan.journal.actions import action, permit
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.tips import access
from lachan.tips.models import Tip
from lachan.tips.rules import PROCEDURE, Channel, Suspicion, TipKind, TipStatus
from lachan.vault.sealing import unseal


@dataclass(frozen=True)
class TipLine:
    id: UUID
    code: str
    status: TipStatus
    channel: Channel
    kind: TipKind
    suspicion: Suspicion
    area_code: str
    holder_id: UUID
    received_at: datetime


@dataclass(frozen=True)
class TipPage:
    """Everything the page of a tip shows while its words stay sealed."""

    tip: TipLine
    origin_id: UUID
    case_id: UUID | None
    clocks: tuple[clocks.ClockLine, ...]
    timeline: tuple[TimelineLine, ...]
    moves: tuple[MoveButton, ...]
    may_open_words: bool
    may_correct: bool


@dataclass(frozen=True)
class TipWords:
    informant_name: str
    informant_phone: str
    informant_address: str
    refusal_reason: str
    summary: str


@dataclass(frozen=True)
class TipFilter:
    status: str = ""
    channel: str = ""
    area_code: str = ""
    code: str = ""


def list_tips(actor: Actor, wanted: TipFilter, page: int = 1) -> ListPage[TipLine]:
    rows = access.visible_to(actor, many=True)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.area_code:
        rows = rows.filter(area_code=wanted.area_code)
    if wanted.code:
        rows = rows.filter(code__contains=wanted.code.upper())
    return page_of(rows.order_by("-opened_on", "-id"), page, _line)


def open_tip(actor: Actor, tip_id: UUID, now: datetime) -> TipPage:
    tip = desk.fetch(access.visible_to(actor), tip_id)
    return TipPage(
        tip=_line(tip),
        origin_id=tip.origin_id,
        case_id=tip.case_id,
        clocks=tuple(clocks.of_record(tip.id, now)),
        timeline=tuple(timeline(tip.id)),
        moves=buttons(PROCEDURE, tip, actor),
        may_open_words=access.check_may_open_words.allows(actor, tip),
        may_correct=access.check_may_correct.allows(actor, tip),
    )


@action("tip.open_words")
def open_words(tip_id: UUID, *, purpose: str, by: Actor, now: datetime) -> TipWords:
    """Opens who told and what was told; the opening is an entry before anything is read."""
    tip = desk.fetch(access.visible_to(by), tip_id)
    access.check_may_open_words(by, tip)
    seen = permit("tip.open_words", tip, "tip", by=by, now=now, purpose=purpose)
    return TipWords(**unseal(tip, seen, *TipWords.__dataclass_fields__))


def find_by_code(actor: Actor, code: str) -> list[TipLine]:
    return [_line(t) for t in access.visible_to(actor).filter(code=code.upper())[:5]]


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, TipLine]:
    """The visible ones among these records: what a figure may open."""
    return {t.id: _line(t) for t in access.visible_to(actor).filter(id__in=ids)}


def _line(tip: Tip) -> TipLine:
    return TipLine(
        id=tip.id,
        code=tip.code,
        status=TipStatus(tip.status),
        channel=Channel(tip.channel),
        kind=TipKind(tip.kind),
        suspicion=Suspicion(tip.suspicion),
        area_code=tip.area_code,
        holder_id=tip.holder_id,
        received_at=tip.received_at,
    )
