"""The end of a file: asked by those who look after her with what came of it, agreed to or sent back by other eyes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.facilities.stays import facility_of
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.notices import actions as notices
from lachan.people.queries import the_agency
from lachan.victims import access
from lachan.victims.consent import came_by_referral
from lachan.victims.models import Protection, Victim
from lachan.victims.protection_rules import ProtectionStatus as P
from lachan.victims.rules import CloseReason, check_other_eyes
from lachan.victims.steps import Step, carry, fetch

ASK, CLOSE, RETURN = "victim.ask_closure", "victim.close", "victim.return_closure"


class Act(Protocol):
    """An entry, or a line of the timeline made from one."""

    @property
    def seq(self) -> int: ...
    @property
    def verb(self) -> str: ...
    @property
    def to_status(self) -> str: ...
    @property
    def account_id(self) -> UUID | None: ...
    @property
    def agency_id(self) -> UUID: ...
    @property
    def occurred_at(self) -> datetime: ...
    @property
    def corrects(self) -> int | None: ...
    @property
    def facts(self) -> dict[str, object]: ...


@dataclass(frozen=True)
class Closing:
    """A request that waits for other eyes."""

    seq: int
    account_id: UUID | None
    agency_id: UUID
    asked_at: datetime
    reason: CloseReason


def waiting(acts: Sequence[Act], status: str) -> Closing | None:
    """The newest request, unless it was answered or the file went on to another status since.

    A correction of its day is passed over: who asked stays who asked, whoever mended the date.
    """
    for act in sorted((a for a in acts if a.corrects is None), key=lambda a: a.seq, reverse=True):
        if act.verb in (CLOSE, RETURN) or (act.to_status and act.to_status != status):
            return None
        if act.verb == ASK:
            reason = CloseReason(str(act.facts["reason"]))
            return Closing(act.seq, act.account_id, act.agency_id, act.occurred_at, reason)
    return None


def waiting_for(victim: Victim) -> Closing | None:
    if desk.batch() is not None:
        return waiting(desk.mine(Entry, victim.id), victim.status)
    return waiting(list(Entry.objects.filter(record_id=victim.id)), victim.status)


def open_matters(victim_id: UUID) -> tuple[str, ...]:
    """What a file must not end over: a place she still lives in, a protection asked for or in force."""
    buffered = [p for p in desk.mine(Protection) if p.victim_id == victim_id]
    rows = buffered if desk.batch() is not None else Protection.objects.filter(victim_id=victim_id)
    return (
        *(("người này đang ở cơ sở: ghi «Rời cơ sở»",) if facility_of(victim_id) else ()),
        *(("đề nghị bảo vệ chưa được trả lời: chờ Công an tỉnh",) if any(p.status == P.ASKED for p in rows) else ()),
        *(("đang được bảo vệ: Công an tỉnh ghi chấm dứt",) if any(p.status == P.GRANTED for p in rows) else ()),
    )


def _check_nothing_open(victim: Victim) -> None:
    if left := open_matters(victim.id):
        raise Refused(f"Chưa kết thúc được hồ sơ. Hãy xong việc này trước: {'; '.join(left)}.")


@action("victim.ask_closure")
def ask_closure(step: Step, *, reason: CloseReason, by: Actor, now: datetime) -> None:
    """Nothing ends with the request: limits run on, support goes on, until somebody else has agreed."""
    victim = fetch(step.victim_id, by)
    access.check_may_ask_closure(by, victim)
    if came_by_referral(victim, by.agency_id):
        raise Refused(
            "Cơ quan bạn biết hồ sơ này qua chuyển tuyến nên không đề nghị kết thúc. Hãy báo cơ quan giữ hồ sơ."
        )
    _check_nothing_open(victim)
    if not step.note:
        raise Refused(
            "Hãy tóm tắt kết quả vào ô «Căn cứ, ghi chú»: đã hỗ trợ gì, nay sống thế nào, vì sao kết thúc.",
            field="note",
        )
    is_closing = waiting_for(victim) is not None
    facts, change = {"reason": str(reason)}, ("closing_since",)
    victim.closing_since = local_day(step.occurred_at)
    carry(ASK, victim, step, by, now, facts=facts, change=change, is_closing=is_closing)
    health = the_agency(victim.province_code, AgencyKind.HEALTH_DEPARTMENT, local_day(step.occurred_at))
    for agency_id in {victim.holder_id, *([health.id] if health else [])}:
        notices.post(ASK, victim, to=agency_id, by=by, now=now)


@action("victim.close")
def close(step: Step, *, by: Actor, now: datetime) -> None:
    """Agreed to by another person than the one who asked, for the reason that was asked with."""
    victim = fetch(step.victim_id, by)
    access.check_may_close(by, victim)
    asked = waiting_for(victim)
    check_other_eyes(asked is not None and asked.account_id == by.account_id)
    _check_nothing_open(victim)
    facts = {"reason": str(asked.reason)} if asked else {}
    carry(CLOSE, victim, step, by, now, facts=facts, is_closing=asked is not None)
    if asked:
        notices.post(CLOSE, victim, to=asked.agency_id, by=by, now=now)


@action("victim.return_closure")
def return_closure(step: Step, *, by: Actor, now: datetime) -> None:
    """Not yet: what is to be done first. Whoever asked may take it back the same way."""
    victim = fetch(step.victim_id, by)
    access.check_may_return_closure(by, victim)
    if not step.note:
        raise Refused("Trả lại thì phải nói rõ cần làm gì trước. Hãy nhập vào ô «Căn cứ, ghi chú».", field="note")
    asked = waiting_for(victim)
    victim.closing_since = None
    carry(RETURN, victim, step, by, now, change=("closing_since",), is_closing=asked is not None)
    if asked:
        notices.post(RETURN, victim, to=asked.agency_id, by=by, now=now)
