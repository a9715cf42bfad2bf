"""What is done with a tip, one function a verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import clocks, corrections, desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out, name_verbs, register
from lachan.journal.shares import key_of, open_to
from lachan.law.book import current
from lachan.law.rows import OffenceRow
from lachan.notices import actions as notices
from lachan.people.queries import the_agency
from lachan.tips import access
from lachan.tips.models import Tip, TipProfile
from lachan.tips.rules import PROCEDURE, Channel, Suspicion, TipKind, check_informant, check_received
from lachan.vault.keys import keyed_digest, new_data_key
from lachan.vault.sealing import seal_into

register(PROCEDURE)
name_verbs({"tip.correct": "Đính chính", "tip.open_words": "Mở nội dung, người báo tin", "tip.read": "Xem nguồn tin"})

_FORWARDING_KINDS = frozenset({AgencyKind.COMMUNE, AgencyKind.COMMUNE_POLICE, AgencyKind.BORDER_GUARD})


@dataclass(frozen=True)
class RecordTip:
    """``area_code``: the commune the tip is about. Words are sealed; codes are counted."""

    received_at: datetime
    channel: Channel
    kind: TipKind
    suspicion: Suspicion
    area_code: str
    summary: str
    informant_name: str = ""
    informant_phone: str = ""
    informant_address: str = ""
    refusal_reason: str = ""


@dataclass(frozen=True)
class Step:
    """A move on a tip: when it happened, and the reason or result in words (sealed)."""

    tip_id: UUID
    occurred_at: datetime
    note: str = ""


@action("tip.record")
def record_tip(command: RecordTip, *, by: Actor, now: datetime) -> UUID:
    access.check_may_record(by, Place(by.province_code, command.area_code if by.area_code else by.area_code))
    check_received(command.received_at, now)
    check_informant(command.informant_name, command.refusal_reason)
    police = _police_of(by.province_code, local_day(command.received_at))
    tip = _new_tip(command, by)
    key = new_data_key(tip.id)
    seal_into(
        tip, key, informant_name=tidy(command.informant_name), informant_phone=tidy(command.informant_phone),
        informant_address=tidy(command.informant_address), refusal_reason=tidy(command.refusal_reason),
        summary=tidy(command.summary),
    )  # fmt: skip
    entry = carry_out(
        PROCEDURE, "tip.record", tip, by=by, occurred_at=command.received_at, now=now,
        facts={"channel": str(command.channel), "kind": str(command.kind)},
    )  # fmt: skip
    if by.agency_kind in _FORWARDING_KINDS:
        clocks.start("tip.forward_from_commune", tip, entry, by.agency_id)
    _new_profile(tip, entry)
    for agency_id, purpose in ((by.agency_id, "recorded"), (police, "competent")):
        open_to(tip, "tip", agency_id, purpose, opened_on=tip.opened_on, now=now, key=key)
    notices.post("tip.record", tip, to=police, by=by, now=now)
    return tip.id


@action("tip.forward")
def forward(step: Step, *, by: Actor, now: datetime) -> None:
    tip = _fetch(step, by)
    access.check_may_forward(by, tip)
    _carry("tip.forward", tip, step, by, now)
    notices.post("tip.forward", tip, to=_police_of(tip.province_code, local_day(step.occurred_at)), by=by, now=now)


@action("tip.accept")
def accept(step: Step, *, by: Actor, now: datetime) -> None:
    """The investigating body takes the tip over: it holds it from here, and owes the limits that run."""
    tip = _fetch(step, by)
    access.check_may_accept(by, tip)
    sender, tip.holder_id = tip.holder_id, by.agency_id
    _carry("tip.accept", tip, step, by, now, change=("holder_id",))
    clocks.hand_to(tip, ("tip.classify", "tip.resolve"), by.agency_id)
    notices.post("tip.accept", tip, to=sender, by=by, now=now)


@action("tip.classify")
def classify(step: Step, *, suspicion: Suspicion, article: str, by: Actor, now: datetime) -> None:
    """Names the article it may be (a clause such as ``150.2``) and the form; both go into the profile and the facts."""
    tip = _fetch(step, by)
    access.check_may_classify(by, tip)
    _known_article(article, local_day(step.occurred_at))
    tip.suspicion = str(suspicion)
    entry = _carry("tip.classify", tip, step, by, now, change=("suspicion",), facts={"article": article})
    _new_profile(tip, entry)


@action("tip.assign")
def assign(step: Step, *, by: Actor, now: datetime) -> None:
    tip = _fetch(step, by)
    access.check_may_assign(by, tip)
    _carry("tip.assign", tip, step, by, now)


@action("tip.notify")
def notify(step: Step, *, by: Actor, now: datetime) -> None:
    tip = _fetch(step, by)
    access.check_may_notify(by, tip)
    _carry("tip.notify", tip, step, by, now)


@action("tip.extend")
def extend(step: Step, *, by: Actor, now: datetime) -> None:
    """A named decision: the twenty days become at most two months from receipt."""
    tip = _fetch(step, by)
    access.check_may_extend(by, tip)
    if not step.note:
        raise Refused("Gia hạn phải có số, ngày quyết định. Hãy nhập vào ô «Căn cứ, ghi chú».", field="note")
    if not any(c.rule == "tip.resolve" for c in clocks.running(tip.id)):
        raise Refused("Thời hạn 20 ngày không còn chạy nên không gia hạn được nữa. Xem mục «Thời hạn theo luật».")
    entry = _carry("tip.extend", tip, step, by, now)
    clocks.stop(("tip.resolve",), tip, entry, how="extended")
    clocks.start("tip.resolve_extended", tip, entry, by.agency_id, at=tip.received_at)


@action("tip.institute")
def institute(step: Step, *, case_id: UUID, by: Actor, now: datetime) -> None:
    """Called by the room of cases, in the same transaction as the case."""
    tip = _fetch(step, by)
    access.check_may_institute(by, tip)
    tip.case_id = case_id
    _carry("tip.institute", tip, step, by, now, change=("case_id",), facts={"case": str(case_id)})
    notices.post("tip.institute", tip, to=tip.origin_id, by=by, now=now)


@action("tip.decline")
def decline(step: Step, *, by: Actor, now: datetime) -> None:
    tip = _fetch(step, by)
    access.check_may_decline(by, tip)
    _carry("tip.decline", tip, step, by, now)
    notices.post("tip.decline", tip, to=tip.origin_id, by=by, now=now)


@action("tip.suspend")
def suspend(step: Step, *, by: Actor, now: datetime) -> None:
    tip = _fetch(step, by)
    access.check_may_suspend(by, tip)
    _carry("tip.suspend", tip, step, by, now)


@action("tip.resume")
def resume(step: Step, *, by: Actor, now: datetime) -> None:
    tip = _fetch(step, by)
    access.check_may_resume(by, tip)
    _carry("tip.resume", tip, step, by, now)


@action("tip.transfer")
def transfer(step: Step, *, by: Actor, now: datetime) -> None:
    tip = _fetch(step, by)
    access.check_may_transfer(by, tip)
    _carry("tip.transfer", tip, step, by, now)


@action("tip.correct")
def correct_day(tip_id: UUID, seq: int, occurred_at: datetime, *, by: Actor, now: datetime) -> None:
    """The day of one act was written wrongly: a further entry says the right one."""
    tip = desk.fetch(access.visible_to(by), tip_id)
    access.check_may_correct(by, tip)
    corrections.correct(seq, tip, by=by, occurred_at=occurred_at, now=now)


def _fetch(step: Step, by: Actor) -> Tip:
    return desk.fetch(access.visible_to(by), step.tip_id)


def _carry(
    verb: str, tip: Tip, step: Step, by: Actor, now: datetime, *, change: tuple[str, ...] = (),
    facts: dict[str, Any] | None = None,
) -> Entry:  # fmt: skip
    entry = carry_out(PROCEDURE, verb, tip, by=by, occurred_at=step.occurred_at, now=now, change=change, facts=facts)
    if step.note:
        add_note(entry, tidy(step.note), key_of(tip.id, by.agency_id))
    return entry


def _new_tip(command: RecordTip, by: Actor) -> Tip:
    received = local_day(command.received_at)
    return Tip(
        code=new_handle("TB", by.province_code, received.year),
        status="",
        holder_id=by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code=command.area_code,
        received_at=command.received_at,
        opened_on=received,
        channel=str(command.channel),
        kind=str(command.kind),
        suspicion=str(command.suspicion),
        phone_digest=keyed_digest("phone", command.informant_phone) if command.informant_phone else None,
    )


def _new_profile(tip: Tip, entry: Entry) -> None:
    desk.add(
        TipProfile(
            record_id=tip.id,
            entry_seq=entry.seq,
            recorded_at=entry.recorded_at,
            channel=tip.channel,
            kind=tip.kind,
            suspicion=tip.suspicion,
            place_code=tip.area_code or tip.province_code,
        )
    )


def _police_of(province_code: str, on: date) -> UUID:
    police = the_agency(province_code, AgencyKind.PROVINCIAL_POLICE, on)
    if police is None:
        raise Refused("Chưa lập Công an tỉnh trong danh mục cơ quan. Hãy nhờ quản trị viên lập trước khi ghi tin.")
    return police.id


def _known_article(article: str, on: date) -> None:
    if current().find(OffenceRow, article, on) is None:
        raise Refused(
            f"Không có điều khoản «{article}» trong danh mục tội danh. Hãy chọn từ danh sách.", field="article"
        )
