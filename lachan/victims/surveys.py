"""Rounds of needs survey of returned persons, and what the persons supported say of a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place, Subject
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle, new_id
from lachan.journal import desk
from lachan.journal.actions import action, record
from lachan.journal.models import Entry
from lachan.journal.procedure import carry_out
from lachan.people.queries import get_agency
from lachan.victims import access
from lachan.victims.care_rules import ROUND, FeedbackQuestion, RoundStatus, check_answers, check_period
from lachan.victims.models import FeedbackRow, SurveyRound, Victim
from lachan.victims.steps import fetch
from lachan.victims.support_rules import Answer, check_initial


@dataclass(frozen=True)
class OpenRound:
    """``area_code``: the commune asked about; empty for the whole province."""

    occurred_at: datetime
    starts_on: date
    ends_on: date
    area_code: str = ""


@dataclass(frozen=True)
class CloseRound:
    round_id: UUID
    occurred_at: datetime


@dataclass(frozen=True)
class GiveFeedback:
    """What she says of one service. The file shows that she may be asked, and is not written down with the answers."""

    victim_id: UUID
    provider_id: UUID
    regime: str
    answers: tuple[tuple[FeedbackQuestion, Answer], ...] = ()


@action("needsround.open")
def open_needsround(command: OpenRound, *, by: Actor, now: datetime) -> UUID:
    access.check_may_open_needsround(by, Place(by.province_code, command.area_code if by.area_code else ""))
    check_period(command.starts_on, command.ends_on)
    opened = SurveyRound(
        code=new_handle("RS", by.province_code, command.starts_on.year), status="", holder_id=by.agency_id,
        origin_id=by.agency_id, province_code=by.province_code, area_code=command.area_code,
        starts_on=command.starts_on, ends_on=command.ends_on,
    )  # fmt: skip
    carry_out(ROUND, "needsround.open", opened, by=by, occurred_at=command.occurred_at, now=now)
    return opened.id


@action("needsround.close")
def close_needsround(command: CloseRound, *, by: Actor, now: datetime) -> None:
    found = desk.fetch(access.visible_rounds(by), command.round_id)
    access.check_may_close_needsround(by, found)
    carry_out(ROUND, "needsround.close", found, by=by, occurred_at=command.occurred_at, now=now)


def residence_of(victim: Victim) -> str:
    """The commune where she lives now: where her residence was settled last, else where she was received."""
    settled = Entry.objects.filter(record_id=victim.id, verb="victim.settle_residence", is_void=False).order_by("-seq")
    newest = settled.values_list("facts", flat=True).first()
    return str((newest or {}).get("area") or victim.area_code)


def open_round(round_id: UUID, area_code: str, on: date, by: Actor) -> SurveyRound:
    """The round a sheet is written for: open, of this day, of this place."""
    found = desk.fetch(access.visible_rounds(by), round_id)
    if found.status != RoundStatus.OPEN:
        raise Refused("Đợt rà soát này đã kết thúc, không ghi thêm phiếu. Hãy chọn đợt khác.", field="round_id")
    if not found.starts_on <= on <= found.ends_on:
        raise Refused("Ngày hỏi không nằm trong đợt rà soát. Hãy kiểm tra lại ngày.", field="occurred_at")
    if found.area_code and found.area_code != area_code:
        raise Refused("Người này không ở địa bàn của đợt rà soát. Hãy chọn đợt khác.", field="round_id")
    return found


@action("feedback.give")
def give_feedback(command: GiveFeedback, *, by: Actor, now: datetime) -> None:
    """Never through the hands of the agency spoken of. Kept by agency and month: no file, no day, no words."""
    victim = fetch(command.victim_id, by)
    access.check_may_give_feedback(by, victim)
    if command.provider_id == by.agency_id:
        raise Refused("Ý kiến về cơ quan mình thì để cơ quan khác hỏi, để người đó nói thật được. Hãy nhờ Sở Y tế.")
    on = local_day(now)
    check_initial((command.regime,), victim.identified_on or on)
    check_answers(command.answers)
    provider = get_agency(command.provider_id)
    subject = Subject(provider.id, provider.province_code, provider.area_code, by.agency_id, by.agency_id)
    entry = record("feedback.give", subject, "agency", by=by, occurred_at=now, now=now)
    sheet = new_id()
    for question, answer in command.answers:
        desk.add(
            FeedbackRow(
                record_id=provider.id,
                entry_seq=entry.seq,
                recorded_at=entry.recorded_at,
                sheet_id=sheet,
                month=on.replace(day=1),
                province_code=provider.province_code,
                regime=command.regime,
                question=str(question),
                answer=str(answer),
            )  # fmt: skip
        )
