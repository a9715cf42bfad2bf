"""A tracked plan: its targets connected and amended, its reports noted, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import at, local_day
from lachan.base.errors import NotFound, Refused
from lachan.indicators.definitions import indicator
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.procedure import carry_out
from lachan.plans import access
from lachan.plans.actions.adopting import keep_version
from lachan.plans.models import DutyOccurrence, Plan, ReportSent, TargetVersion
from lachan.plans.rules import PLAN


@dataclass(frozen=True)
class AmendTarget:
    """The new level of a target, by a document that amends the plan."""

    plan_id: UUID
    target_id: UUID
    comparator: str
    value: float | None
    unit: str
    subject: str


@dataclass(frozen=True)
class SendReport:
    """``agency_id`` sent what it owed at this occurrence on that day."""

    plan_id: UUID
    occurrence_id: UUID
    agency_id: UUID
    sent_on: date


@action("plan.connect_target")
def connect_target(plan_id: UUID, target_id: UUID, code: str, *, by: Actor, now: datetime) -> None:
    """An empty code disconnects."""
    plan, newest = _target_of(plan_id, target_id, by)
    access.check_may_connect_target(by, plan)
    if code:
        indicator(code)
    facts = {"target": str(target_id), "indicator": code}
    entry = carry_out(PLAN, "plan.connect_target", plan, by=by, occurred_at=now, now=now, facts=facts)
    keep_version(newest.target, entry, {**_said(newest), "indicator": code})


@action("plan.amend_target")
def amend_target(command: AmendTarget, *, by: Actor, now: datetime) -> None:
    plan, newest = _target_of(command.plan_id, command.target_id, by)
    access.check_may_amend_target(by, plan)
    if command.comparator not in ("=", ">", ">=", "<", "<="):
        raise Refused("Phép so sánh không hợp lệ. Hãy chọn một trong =, >, ≥, <, ≤.", field="comparator")
    changed = {
        "comparator": command.comparator,
        "value": command.value,
        "unit": command.unit,
        "subject": command.subject,
    }
    facts = {"target": str(command.target_id), "value": None if command.value is None else f"{command.value:g}"}
    entry = carry_out(PLAN, "plan.amend_target", plan, by=by, occurred_at=now, now=now, facts=facts)
    keep_version(newest.target, entry, {**_said(newest), **changed})


@action("plan.send_report")
def send_report(command: SendReport, *, by: Actor, now: datetime) -> None:
    """An agency notes its own; the standing office notes anyone's."""
    plan = desk.fetch(access.plans_visible_to(by), command.plan_id)
    access.check_may_send_report(by, plan)
    if command.agency_id != by.agency_id and not access.check_may_close_plan.allows(by, plan):
        raise Refused("Bạn chỉ ghi nhận được báo cáo của cơ quan mình. Cơ quan khác do cơ quan thường trực ghi nhận.")
    if not DutyOccurrence.objects.filter(id=command.occurrence_id, plan=plan).exists():
        raise NotFound
    if ReportSent.objects.filter(occurrence_id=command.occurrence_id, agency_id=command.agency_id).exists():
        raise Refused("Báo cáo kỳ này của cơ quan đã được ghi nhận. Không cần ghi lại.")
    facts = {"occurrence": str(command.occurrence_id), "agency": str(command.agency_id)}
    sent_at = now if command.sent_on == local_day(now) else at(command.sent_on)
    entry = carry_out(PLAN, "plan.send_report", plan, by=by, occurred_at=sent_at, now=now, facts=facts)
    desk.add(
        ReportSent(
            occurrence_id=command.occurrence_id,
            agency_id=command.agency_id,
            sent_on=command.sent_on,
            recorded_at=entry.recorded_at,
            entry_seq=entry.seq,
        )  # fmt: skip
    )


@action("plan.close")
def close_plan(plan_id: UUID, *, by: Actor, now: datetime) -> None:
    plan = desk.fetch(access.plans_visible_to(by), plan_id)
    access.check_may_close_plan(by, plan)
    carry_out(PLAN, "plan.close", plan, by=by, occurred_at=now, now=now)


def _said(version: TargetVersion) -> dict[str, Any]:
    return {f: getattr(version, f) for f in ("comparator", "value", "unit", "subject", "by", "kind", "indicator")}


def _target_of(plan_id: UUID, target_id: UUID, by: Actor) -> tuple[Plan, TargetVersion]:
    plan = desk.fetch(access.plans_visible_to(by), plan_id)
    rows = TargetVersion.objects.select_related("target").filter(plan=plan, target_id=target_id)
    newest = rows.order_by("-entry_seq").first()
    if newest is None or newest.is_withdrawn:
        raise NotFound
    return plan, newest
