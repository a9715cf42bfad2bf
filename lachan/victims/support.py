"""Needs assessed, support given, decided and provided, each as rows that are never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.journal import clocks, desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.law import deadlines
from lachan.notices import actions as notices
from lachan.victims import access
from lachan.victims.care import refused_regimes
from lachan.victims.models import NeedRow, SheetRow, SupportRow, Victim
from lachan.victims.rules import check_stands
from lachan.victims.steps import Step, agency_of, carry, fetch, standing_of
from lachan.victims.support_rules import (
    Answer,
    SupportStage,
    check_cost,
    check_eligible,
    check_given,
    check_initial,
    check_school_year,
    name_of,
)
from lachan.victims.surveys import open_round, residence_of


@dataclass(frozen=True)
class GiveSupport(Step):
    """Regimes by their ids, such as ``2024.health``; the provider is an agency, the officer's own when not named."""

    regimes: tuple[str, ...] = ()
    provider_id: UUID | None = None


@dataclass(frozen=True)
class ProvideService(Step):
    """One regime provided. ``cost`` in đồng, none when not known; ``item`` of the list of services, in its own unit."""

    regime: str = ""
    provider_id: UUID | None = None
    cost: int | None = None
    item: str = ""
    quantity: int | None = None
    until_on: date | None = None
    school_year: int | None = None
    facility_id: UUID | None = None


@dataclass(frozen=True)
class AssessNeeds(Step):
    """An answer for each regime asked about; a regime not asked about stays as it was.

    ``round_id``: the round of survey this is a sheet of; ``met``: whether she could be asked at all.
    """

    answers: tuple[tuple[str, Answer], ...] = ()
    round_id: UUID | None = None
    met: Answer = Answer.YES


@action("victim.support_initially")
def support_initially(command: GiveSupport, *, by: Actor, now: datetime) -> None:
    """What was needed at once (Điều 27): in time when given within the «ngay» of the notice."""
    victim = fetch(command.victim_id, by)
    access.check_may_support_initially(by, victim)
    check_initial(command.regimes, local_day(command.occurred_at))
    entry = carry("victim.support_initially", victim, command, by, now, facts={"regimes": list(command.regimes)})
    provider = command.provider_id or by.agency_id
    _add_rows(victim, entry, command.regimes, SupportStage.INITIAL, provider, _is_at_once(victim, entry))


@action("victim.assess_needs")
def assess_needs(command: AssessNeeds, *, by: Actor, now: datetime) -> None:
    victim = fetch(command.victim_id, by)
    access.check_may_assess_needs(by, victim)
    on = local_day(command.occurred_at)
    home = residence_of(victim) if command.round_id else ""
    round_ = open_round(command.round_id, home, on, by) if command.round_id else None
    if not command.answers and (round_ is None or command.met is Answer.YES):
        raise Refused("Chưa trả lời nhu cầu nào. Hãy trả lời ít nhất một chế độ.", field="answers")
    if command.answers:
        check_initial((regime for regime, _ in command.answers), victim.identified_on or on)
    wanted = [regime for regime, answer in command.answers if answer is Answer.YES]
    facts = {"needs": wanted, **({"round": str(round_.id)} if round_ else {})}
    entry = carry("victim.assess_needs", victim, command, by, now, facts=facts)
    if round_ is not None:
        desk.add(
            SheetRow(
                record_id=victim.id,
                entry_seq=entry.seq,
                recorded_at=entry.recorded_at,
                round_id=round_.id,
                area_code=home,
                asked_on=on,
                met=str(command.met),
            )  # fmt: skip
        )
    for regime, answer in command.answers:
        desk.add(
            NeedRow(
                record_id=victim.id,
                entry_seq=entry.seq,
                recorded_at=entry.recorded_at,
                assessed_on=on,
                regime=regime,
                answer=str(answer),
                round_id=round_.id if round_ else None,
            )  # fmt: skip
        )


@action("victim.apply_for_support")
def apply_for_support(step: Step, *, by: Actor, now: datetime) -> None:
    """The complete application is in (Mẫu số 07): the working days of the decision run from here."""
    victim = fetch(step.victim_id, by)
    access.check_may_apply_for_support(by, victim)
    if any(c.rule == "victim.decide_support" for c in clocks.running(victim.id)):
        raise Refused("Đã có một hồ sơ đề nghị đang chờ quyết định. Hãy ra quyết định cho hồ sơ đó trước.")
    health = agency_of(victim.province_code, AgencyKind.HEALTH_DEPARTMENT, local_day(step.occurred_at))
    carry("victim.apply_for_support", victim, step, by, now, owed_by=health)
    notices.post("victim.apply_for_support", victim, to=health, by=by, now=now)


@action("victim.decide_support")
def decide_support(command: GiveSupport, *, by: Actor, now: datetime) -> None:
    """The health department decides on regimes within the law the person falls under."""
    victim = fetch(command.victim_id, by)
    access.check_may_decide_support(by, victim)
    check_stands("victim.decide_support", standing_of(victim))
    check_eligible(command.regimes, victim.person_kind, victim.identified_on, local_day(command.occurred_at))
    _check_not_refused(command.regimes, victim)
    limit = next((c.due_at for c in clocks.running(victim.id) if c.rule == "victim.decide_support"), None)
    entry = carry("victim.decide_support", victim, command, by, now, facts={"regimes": list(command.regimes)})
    is_in_time = limit is None or entry.occurred_at <= limit
    _add_rows(victim, entry, command.regimes, SupportStage.DECIDED, command.provider_id, is_in_time)
    notices.post("victim.decide_support", victim, to=victim.origin_id, by=by, now=now)


@action("victim.provide_service")
def provide_service(command: ProvideService, *, by: Actor, now: datetime) -> None:
    """One service given to the person; support while being identified needs no decision (Điều 37)."""
    victim = fetch(command.victim_id, by)
    access.check_may_provide_service(by, victim)
    check_cost(command.cost)
    on = local_day(command.occurred_at)
    if victim.identified_on:
        check_eligible((command.regime,), victim.person_kind, victim.identified_on, on)
    else:
        check_initial((command.regime,), on)
    check_given(command.item, command.regime, command.quantity, command.until_on, on)
    check_school_year(command.school_year, _school_years(victim.id), command.regime, on)
    _check_not_refused((command.regime,), victim)
    facts = {"regimes": [command.regime], **({"item": command.item} if command.item else {})}
    entry = carry("victim.provide_service", victim, command, by, now, facts=facts)
    given = {
        "cost": command.cost, "item": command.item, "quantity": command.quantity, "until_on": command.until_on,
        "school_year": command.school_year, "facility_id": command.facility_id,
    }  # fmt: skip
    provider = command.provider_id or by.agency_id
    is_in_time = _has_support(victim.id) or _is_at_once(victim, entry)
    _add_rows(victim, entry, (command.regime,), SupportStage.PROVIDED, provider, is_in_time, given)


def _is_at_once(victim: Victim, entry: Entry) -> bool:
    """Within the «ngay» that ran from the reception."""
    limit = clocks.instant(deadlines.due("victim.notify_health", victim.received_at).due)
    return bool(entry.occurred_at <= limit)


def _has_support(victim_id: UUID) -> bool:
    """Helped before: only the first help of all is held against the clock of the reception."""
    if desk.batch() is not None:
        return bool(desk.mine(SupportRow, victim_id))
    return SupportRow.objects.filter(record_id=victim_id).exists()


def _school_years(victim_id: UUID) -> list[int]:
    if desk.batch() is not None:
        return [r.school_year for r in desk.mine(SupportRow, victim_id) if r.school_year]
    kept = SupportRow.objects.filter(record_id=victim_id, school_year__isnull=False)
    return [year for year in kept.values_list("school_year", flat=True) if year]


def _needs_of(victim_id: UUID) -> dict[str, str]:
    """How each need stands now."""
    kept = NeedRow.objects.filter(record_id=victim_id).order_by("entry_seq")
    rows = desk.mine(NeedRow, victim_id) if desk.batch() is not None else kept
    return {row.regime: row.answer for row in rows}


def _check_not_refused(regimes: Iterable[str], victim: Victim) -> None:
    known = refused_regimes(victim.id)
    refused = [r for r in regimes if r in known]
    if refused:
        names = ", ".join(f"«{name_of(r)}»" for r in refused)
        raise Refused(
            f"Người này đã từ chối bằng văn bản: {names}. Nếu nay muốn nhận, hãy ghi «Rút lại từ chối» trước.",
            field="regimes",
        )


def _add_rows(
    victim: Victim, entry: Entry, regimes: Iterable[str], stage: SupportStage, provider_id: UUID | None,
    is_in_time: bool, given: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    needs = _needs_of(victim.id)
    for regime in regimes:
        desk.add(
            SupportRow(
                record_id=victim.id,
                entry_seq=entry.seq,
                recorded_at=entry.recorded_at,
                regime=regime,
                supported_on=entry.occurred_on,
                stage=str(stage),
                provider_id=provider_id,
                is_in_time=is_in_time,
                need=needs.get(regime, ""),
                **(given or {}),
            )  # fmt: skip
        )
