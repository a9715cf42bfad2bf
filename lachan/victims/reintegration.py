"""Home again: where the person lives from now on, visits, sold again, a closed file reopened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.shares import key_of, open_to
from lachan.notices import actions as notices
from lachan.people.queries import the_agency
from lachan.victims import access
from lachan.victims.followup_rules import Outcome, VisitWay, check_visit
from lachan.victims.models import FollowUpRow
from lachan.victims.steps import Step, carry, fetch, start_where_law_has
from lachan.victims.support_rules import Answer


@dataclass(frozen=True)
class SettleResidence(Step):
    """``area_code``: the commune where the person lives from now on; its People's Committee follows the file."""

    area_code: str = ""


@action("victim.settle_residence")
def settle_residence(command: SettleResidence, *, by: Actor, now: datetime) -> None:
    victim = fetch(command.victim_id, by)
    access.check_may_settle_residence(by, victim)
    if not command.area_code:
        raise Refused("Chưa chọn xã, phường cư trú. Hãy chọn trong danh sách địa bàn.", field="area_code")
    on = local_day(command.occurred_at)
    carry("victim.settle_residence", victim, command, by, now, facts={"area": command.area_code})
    commune = the_agency(victim.province_code, AgencyKind.COMMUNE, on, command.area_code)
    if commune:
        key = key_of(victim.id, by.agency_id)
        open_to(victim, "victim", commune.id, "residence", opened_on=on, now=now, key=key)
        notices.post("victim.settle_residence", victim, to=commune.id, by=by, now=now)


@dataclass(frozen=True)
class FollowUp(Step):
    """``said``: an answer to each outcome when she was met; ``next_on``: the day of the next visit."""

    way: VisitWay = VisitWay.OTHER
    met: Answer = Answer.UNKNOWN
    said: tuple[tuple[Outcome, Answer], ...] = ()
    next_on: date | None = None


@action("victim.follow_up")
def follow_up(command: FollowUp, *, by: Actor, now: datetime) -> None:
    victim = fetch(command.victim_id, by)
    access.check_may_follow_up(by, victim)
    said = dict(command.said)
    check_visit(command.met, said, command.next_on, local_day(command.occurred_at), command.note)
    entry = carry("victim.follow_up", victim, command, by, now, facts={"met": str(command.met)})
    desk.add(
        FollowUpRow(
            record_id=victim.id,
            entry_seq=entry.seq,
            recorded_at=entry.recorded_at,
            visited_on=entry.occurred_on,
            way=str(command.way),
            met=str(command.met),
            next_on=command.next_on,
            **{str(o): str(said.get(o, Answer.UNKNOWN)) for o in Outcome},
        )
    )


@action("victim.note_retrafficked")
def note_retrafficked(step: Step, *, by: Actor, now: datetime) -> None:
    """Sold again: she is being identified anew, on the same file, so that nobody asks her the same things twice."""
    victim = fetch(step.victim_id, by)
    access.check_may_note_retrafficked(by, victim)
    if not step.note:
        raise Refused("Hãy ghi điều đã biết, nguồn tin vào ô «Căn cứ, ghi chú».", field="note")
    entry = carry("victim.note_retrafficked", victim, step, by, now)
    start_where_law_has("victim.request_identification", victim, entry, victim.holder_id)
    notices.post("victim.note_retrafficked", victim, to=victim.holder_id, by=by, now=now)


@action("victim.reopen")
def reopen(step: Step, *, by: Actor, now: datetime) -> None:
    victim = fetch(step.victim_id, by)
    access.check_may_reopen(by, victim)
    carry("victim.reopen", victim, step, by, now)
