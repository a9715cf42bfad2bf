"""What is done with a hand-over, one function a verb."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import NotFound, Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.cases import queries as cases
from lachan.handovers import access
from lachan.handovers.facts import changed, facts_of
from lachan.handovers.models import Handover, HandoverItem
from lachan.handovers.rules import (
    HANDOVER,
    HandedKind,
    HandoverStatus,
    check_all_entered,
    check_any,
    check_minute,
    check_number,
)
from lachan.handovers.workbook import Row, write_list
from lachan.journal import desk
from lachan.journal.actions import action, record
from lachan.journal.procedure import carry_out, name_verbs, register
from lachan.journal.queries import head_of_chain
from lachan.notices import actions as notices
from lachan.people.queries import the_agency
from lachan.victims import queries as victims
from lachan.victims.rules import OpeningPurpose

register(HANDOVER)
name_verbs({"handover.open_identities": "Mở danh sách có nhân thân"})


@dataclass(frozen=True)
class Totals:
    """How many of each the software itself shows for this agency."""

    handover_id: UUID
    victims: int
    accused: int
    cases: int


@dataclass(frozen=True)
class OpenedList:
    """``closed``: lines whose identity this agency may not open; they carry their code alone."""

    code: str
    data: bytes
    closed: int


@action("handover.prepare")
def prepare(*, by: Actor, now: datetime) -> UUID:
    """Lists everything of this agency that is new or changed since its last list. What it lists is frozen."""
    access.check_may_prepare(by, Place(by.province_code, by.area_code))
    last = Handover.objects.filter(origin_id=by.agency_id).order_by("-to_seq").first()
    if last and last.status == HandoverStatus.PREPARED:
        raise Refused("Danh sách lần trước chưa gửi. Hãy gửi danh sách đó rồi lập danh sách mới.")
    from_seq, to_seq = (last.to_seq if last else 0), head_of_chain()[0]
    handover = Handover(
        code=new_handle("BGPM", by.province_code, now.year), status="", holder_id=_police(by, local_day(now)),
        origin_id=by.agency_id, province_code=by.province_code, area_code=by.area_code, opened_on=local_day(now),
        from_seq=from_seq, to_seq=to_seq,
    )  # fmt: skip
    items = _items(handover, by)
    check_any(len(items))
    facts = {str(kind): sum(i.kind == kind for i in items) for kind in HandedKind}
    carry_out(HANDOVER, "handover.prepare", handover, by=by, occurred_at=now, now=now, facts=facts)
    for item in items:
        desk.add(item)
    return handover.id


@action("handover.send")
def send(handover_id: UUID, *, by: Actor, now: datetime) -> None:
    handover = desk.fetch(access.visible_to(by), handover_id)
    access.check_may_send(by, handover)
    carry_out(HANDOVER, "handover.send", handover, by=by, occurred_at=now, now=now)
    notices.post("handover.send", handover, to=handover.holder_id, by=by, now=now)


@action("handover.receive")
def receive(handover_id: UUID, *, minute_number: str, minute_on: date, by: Actor, now: datetime) -> None:
    handover = desk.fetch(access.visible_to(by), handover_id)
    access.check_may_receive(by, handover)
    check_minute(minute_number)
    if minute_on > local_day(now):
        raise Refused("Ngày biên bản nằm ở tương lai. Hãy kiểm tra lại.", field="minute_on")
    handover.minute_number, handover.minute_on = tidy(minute_number), minute_on
    fields = ("minute_number", "minute_on")
    carry_out(HANDOVER, "handover.receive", handover, by=by, occurred_at=now, now=now, change=fields)
    notices.post("handover.receive", handover, to=handover.origin_id, by=by, now=now)


@action("handover.tick")
def tick(item_id: UUID, *, number: str, by: Actor, now: datetime) -> None:
    """This line stands in the software under that number."""
    item = HandoverItem.objects.filter(id=item_id).first()
    if item is None:
        raise NotFound
    handover = desk.fetch(access.visible_to(by), item.handover_id)
    access.check_may_tick(by, handover)
    check_number(number)
    item.number, item.entered_on = tidy(number)[:40], local_day(now)
    desk.change(item, "number", "entered_on")
    carry_out(HANDOVER, "handover.tick", handover, by=by, occurred_at=now, now=now, facts={"item": str(item.id)})


@action("handover.count")
def count(totals: Totals, *, by: Actor, now: datetime) -> None:
    """What the software shows in all, to be compared with what was handed over."""
    handover = desk.fetch(access.visible_to(by), totals.handover_id)
    access.check_may_count(by, handover)
    facts = {"victim": totals.victims, "accused": totals.accused, "case": totals.cases}
    if min(facts.values()) < 0:
        raise Refused("Tổng số không thể âm. Hãy nhập lại.")
    carry_out(HANDOVER, "handover.count", handover, by=by, occurred_at=now, now=now, facts=facts)


@action("handover.close")
def close(handover_id: UUID, *, by: Actor, now: datetime) -> None:
    handover = desk.fetch(access.visible_to(by), handover_id)
    access.check_may_close(by, handover)
    check_all_entered(handover.items.filter(number="").count())
    carry_out(HANDOVER, "handover.close", handover, by=by, occurred_at=now, now=now)
    notices.post("handover.close", handover, to=handover.origin_id, by=by, now=now)


@action("handover.open_identities")
def open_identities(handover_id: UUID, *, purpose: OpeningPurpose, by: Actor, now: datetime) -> OpenedList:
    """The list with names, for police alone: every identity is opened under its own record's rules and entry."""
    handover = desk.fetch(access.visible_to(by), handover_id)
    access.check_may_open_identities(by, handover)
    rows = rows_of(handover)
    opened = {row.subject_id: _opened(row, purpose, by, now) for row in rows if row.kind != HandedKind.CASE}
    known = {key: words for key, words in opened.items() if words is not None}
    facts = {"purpose": str(purpose), "opened": len(known), "closed": len(opened) - len(known)}
    record("handover.open_identities", handover, "handover", by=by, occurred_at=now, now=now, facts=facts)
    return OpenedList(handover.code, write_list(handover.code, rows, known), len(opened) - len(known))


def rows_of(handover: Handover) -> list[Row]:
    items = handover.items.order_by("position")
    return [Row(i.position, i.kind, i.subject_id, i.is_new, i.facts, i.number) for i in items]


def _opened(row: Row, purpose: OpeningPurpose, by: Actor, now: datetime) -> dict[str, str] | None:
    """The words of one identity, or nothing where this agency may not open it."""
    try:
        if row.kind == HandedKind.VICTIM:
            words = victims.open_identity(row.subject_id, purpose=purpose, by=by, now=now)
            return {
                name: getattr(words, name) for name in ("full_name", "birth_date", "id_number", "permanent_address")
            }
        return asdict(cases.open_accused(row.subject_id, purpose=str(purpose), by=by, now=now))
    except (NotFound, Refused):
        return None


def _items(handover: Handover, by: Actor) -> list[HandoverItem]:
    items: list[HandoverItem] = []
    for kind in HandedKind:
        found = changed(by.agency_id, kind, handover.from_seq, handover.to_seq)
        facts = facts_of(by, kind, list(found))
        for record_id, is_new in found.items():
            if record_id in facts:
                items.append(
                    HandoverItem(
                        handover=handover, position=len(items) + 1, kind=str(kind), subject_id=record_id,
                        subject_code=facts[record_id]["code"], is_new=is_new, facts=facts[record_id],
                    )
                )  # fmt: skip
    return items


def _police(by: Actor, on: date) -> UUID:
    police = the_agency(by.province_code, AgencyKind.PROVINCIAL_POLICE, on)
    if police is None:
        raise Refused("Chưa lập Công an tỉnh trong danh mục cơ quan. Hãy nhờ quản trị viên lập trước khi bàn giao.")
    return police.id
