"""Protecting a person and those close to her: asked for, decided, reviewed, declined by her, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import NotFound, Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action, permit
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.shares import key_of, open_to
from lachan.notices import actions as notices
from lachan.vault.sealing import seal_into, unseal
from lachan.victims import access
from lachan.victims.consent import came_by_referral
from lachan.victims.models import Protection, ProtectionProfile, Victim
from lachan.victims.protection_rules import (
    PROTECTION,
    EndReason,
    Threat,
    check_measures,
    check_threats,
    check_words,
)
from lachan.victims.rules import LIVING
from lachan.victims.steps import Step, agency_of, check_code, fetch


@dataclass(frozen=True)
class AskProtection(Step):
    """``protected``: who of the law's list it is for: the person herself, someone under 18 with her, a relative."""

    protected: str = "victim"
    threats: tuple[Threat, ...] = ()
    safety_plan: str = ""


@dataclass(frozen=True)
class ProtectionStep:
    protection_id: UUID
    occurred_at: datetime
    note: str = ""


@dataclass(frozen=True)
class GrantProtection(ProtectionStep):
    """``safe_place`` and ``decision_number`` are sealed; measures are codes of the law's list."""

    measures: tuple[str, ...] = ()
    review_on: date | None = None
    decision_number: str = ""
    safe_place: str = ""


@dataclass(frozen=True)
class ReviewProtection(ProtectionStep):
    """``safe_place``, ``safety_plan``: empty keeps what was sealed before."""

    measures: tuple[str, ...] = ()
    review_on: date | None = None
    safe_place: str = ""
    safety_plan: str = ""


@dataclass(frozen=True)
class EndProtection(ProtectionStep):
    reason: EndReason = EndReason.NO_DANGER


@dataclass(frozen=True)
class OpenedProtection:
    decision_number: str
    safe_place: str
    safety_plan: str


@action("protection.ask")
def ask_protection(command: AskProtection, *, by: Actor, now: datetime) -> UUID:
    """Goes to the provincial police, who can open the identity from here: they are the ones who protect."""
    victim = fetch(command.victim_id, by)
    access.check_may_ask_protection(by, victim)
    if victim.status not in {str(s) for s in LIVING} or came_by_referral(victim, by.agency_id):
        raise Refused("Cơ quan bạn không ghi đề nghị bảo vệ ở hồ sơ này. Hãy báo cơ quan giữ hồ sơ, hoặc gọi 113.")
    check_threats(command.threats, command.note)
    on = local_day(command.occurred_at)
    check_code("protected_persons", command.protected, on, "protected")
    police = agency_of(victim.province_code, AgencyKind.PROVINCIAL_POLICE, on)
    key = key_of(victim.id, by.agency_id)
    row = Protection(
        code=new_handle("BV", victim.province_code, on.year), status="", holder_id=police, origin_id=by.agency_id,
        province_code=victim.province_code, area_code=victim.area_code, victim_id=victim.id, opened_on=on,
        protected=command.protected, threats=[str(t) for t in command.threats], asked_on=on,
    )  # fmt: skip
    seal_into(row, key, safety_plan=tidy(command.safety_plan))
    facts = {"victim": str(victim.id), "threats": row.threats, "protected": command.protected}
    entry = carry_out(
        PROTECTION, "protection.ask", row, by=by, occurred_at=command.occurred_at, now=now, facts=facts, owed_by=police
    )
    profile = ProtectionProfile(record_id=row.id, entry_seq=entry.seq, recorded_at=now, protected=command.protected)
    desk.add(profile)
    add_note(entry, tidy(command.note), key)
    if police != by.agency_id:
        open_to(victim, "victim", police, "protection", opened_on=on, now=now, key=key)
        notices.post("protection.ask", victim, to=police, by=by, now=now)
    return row.id


@action("protection.grant")
def grant_protection(command: GrantProtection, *, by: Actor, now: datetime) -> None:
    victim, row = _fetch(command, by)
    access.check_may_grant_protection(by, victim)
    on = local_day(command.occurred_at)
    row.review_on = check_measures(command.measures, command.review_on, on)
    for measure in command.measures:
        check_code("protection_measures", measure, on, "measures")
    row.decided_on, row.measures = on, list(command.measures)
    words = {"decision_number": tidy(command.decision_number), "safe_place": tidy(command.safe_place)}
    seal_into(row, key_of(victim.id, by.agency_id), **words)
    change = ("decided_on", "measures", "review_on", *words)
    _carry("protection.grant", row, victim, command, by, now, change, {"measures": row.measures})


@action("protection.refuse")
def refuse_protection(step: ProtectionStep, *, by: Actor, now: datetime) -> None:
    victim, row = _fetch(step, by)
    access.check_may_refuse_protection(by, victim)
    check_words(step.note, "lý do không áp dụng")
    row.decided_on = local_day(step.occurred_at)
    _carry("protection.refuse", row, victim, step, by, now, ("decided_on",), {})


@action("protection.decline")
def decline_protection(step: ProtectionStep, *, by: Actor, now: datetime) -> None:
    """She may say no, in writing; it is her decision and it is kept that she was asked."""
    victim, row = _fetch(step, by)
    access.check_may_decline_protection(by, victim)
    check_words(step.note, "số, ngày văn bản cam kết của người từ chối")
    row.ended_on = local_day(step.occurred_at)
    _carry("protection.decline", row, victim, step, by, now, ("ended_on",), {})


@action("protection.review")
def review_protection(command: ReviewProtection, *, by: Actor, now: datetime) -> None:
    victim, row = _fetch(command, by)
    access.check_may_review_protection(by, victim)
    on = local_day(command.occurred_at)
    row.review_on = check_measures(command.measures, command.review_on, on)
    for measure in command.measures:
        check_code("protection_measures", measure, on, "measures")
    row.measures = list(command.measures)
    said = {"safe_place": tidy(command.safe_place), "safety_plan": tidy(command.safety_plan)}
    words = {name: text for name, text in said.items() if text}
    if words:
        seal_into(row, key_of(victim.id, by.agency_id), **words)
    change = ("measures", "review_on", *words)
    _carry("protection.review", row, victim, command, by, now, change, {"measures": row.measures})


@action("protection.end")
def end_protection(command: EndProtection, *, by: Actor, now: datetime) -> None:
    victim, row = _fetch(command, by)
    access.check_may_end_protection(by, victim)
    row.ended_on, row.end_reason = local_day(command.occurred_at), str(command.reason)
    _carry("protection.end", row, victim, command, by, now, ("ended_on", "end_reason"), {"reason": str(command.reason)})


@action("protection.open_words")
def open_protection(protection_id: UUID, *, purpose: str, by: Actor, now: datetime) -> OpenedProtection:
    """The safe place and the plan, for those who protect and who asked; nobody else is told that there is a place."""
    row = desk.fetch(Protection.objects.all(), protection_id)
    victim = fetch(row.victim_id, by)
    access.check_may_open_protection(by, victim)
    if not in_circle(row, victim, by):
        raise NotFound
    seen = permit("protection.open_words", victim, "victim", by=by, now=now, purpose=purpose)
    words = unseal(row, seen, "decision_number", "safe_place", "safety_plan")
    return OpenedProtection(**{name: text or "" for name, text in words.items()})


def in_circle(row: Protection, victim: Victim, by: Actor) -> bool:
    """Those who protect, those who asked for it, and those who hold her file; never the recipient of a referral."""
    return by.agency_id in (row.holder_id, row.origin_id, victim.holder_id) and not came_by_referral(
        victim, by.agency_id
    )


def _fetch(step: ProtectionStep, by: Actor) -> tuple[Victim, Protection]:
    """By way of the file: who may not see the file is not told of the protection."""
    row = desk.fetch(Protection.objects.all(), step.protection_id)
    victim = fetch(row.victim_id, by)
    if not in_circle(row, victim, by):
        raise NotFound
    return victim, row


def _carry(
    verb: str, row: Protection, victim: Victim, step: ProtectionStep, by: Actor, now: datetime,
    change: tuple[str, ...], facts: dict[str, Any],
) -> Entry:  # fmt: skip
    if local_day(step.occurred_at) < row.asked_on:
        raise Refused("Bước này không thể xảy ra trước khi đề nghị bảo vệ. Hãy kiểm tra lại ngày.", field="occurred_at")
    said = {"victim": str(victim.id), **facts}
    entry = carry_out(PROTECTION, verb, row, by=by, occurred_at=step.occurred_at, now=now, change=change, facts=said)
    if step.note:
        add_note(entry, tidy(step.note), key_of(victim.id, by.agency_id))
    for agency in {row.origin_id, row.holder_id} - {by.agency_id}:
        notices.post(verb, victim, to=agency, by=by, now=now)
    return entry
