"""A tracked plan: adopted from a corrected reading, its targets connected and amended, its reports noted, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.clock import at, local_day
from lachan.base.errors import NotFound, Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.indicators.definitions import indicator
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import carry_out
from lachan.journal.shares import open_to
from lachan.notices import actions as notices
from lachan.people.queries import list_agencies
from lachan.plans import access
from lachan.plans.actions.tasks import AssignTask, assign_task
from lachan.plans.corrected import Json
from lachan.plans.directory import Directory, Listed
from lachan.plans.duties import roll_out
from lachan.plans.models import (
    BudgetLine,
    Duty,
    DutyOccurrence,
    Objective,
    Plan,
    PlanDocument,
    ReportSent,
    Target,
    TargetVersion,
)
from lachan.plans.rules import PLAN, last_day, years_of
from lachan.vault.keys import new_data_key


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


@action("plan.adopt")
def adopt_plan(document: PlanDocument, *, by: Actor, now: datetime) -> UUID:
    """Everything of the corrected reading is stored, every task assigned; agencies that lead are told once."""
    access.check_may_adopt_plan(by, Place(document.province_code, document.area_code))
    read, directory = document.corrected, _directory(document, local_day(now))
    plan = _new_plan(document, directory, by, now)
    entry = carry_out(
        PLAN, "plan.adopt", plan, by=by, occurred_at=now, now=now,
        facts={"targets": len(read["targets"]), "tasks": len(read["tasks"]), "document": str(document.id)},
    )  # fmt: skip
    key = new_data_key(plan.id)
    open_to(plan, "plan", by.agency_id, "adopted", opened_on=plan.opened_on, now=now, key=key)
    _keep_objectives(plan, read)
    for place, target in enumerate(read["targets"]):
        _new_version(_new_target(plan, place, target), entry, target)
    _keep_duties(plan, read, directory)
    _keep_budget(plan, read)
    told = {by.agency_id}
    for place, task in enumerate(read["tasks"]):
        for agency_id in assign_task(AssignTask(plan, place, task, directory), by=by, now=now):
            open_to(plan, "plan", agency_id, "lead", opened_on=plan.opened_on, now=now, key=key)
            if agency_id not in told:
                told.add(agency_id)
                notices.post("plan.adopt", plan, to=agency_id, by=by, now=now)
    return plan.id


@action("plan.connect_target")
def connect_target(plan_id: UUID, target_id: UUID, code: str, *, by: Actor, now: datetime) -> None:
    """An empty code disconnects."""
    plan, newest = _target_of(plan_id, target_id, by)
    access.check_may_connect_target(by, plan)
    if code:
        indicator(code)
    facts = {"target": str(target_id), "indicator": code}
    entry = carry_out(PLAN, "plan.connect_target", plan, by=by, occurred_at=now, now=now, facts=facts)
    _new_version(newest.target, entry, {**_said(newest), "indicator": code})


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
    _new_version(newest.target, entry, {**_said(newest), **changed})


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


def _directory(document: PlanDocument, on: date) -> Directory:
    listed = (Listed(a.id, a.name, a.kind, a.area_code) for a in list_agencies(document.province_code, on))
    return Directory(listed, document.agencies)


def _new_plan(document: PlanDocument, directory: Directory, by: Actor, now: datetime) -> Plan:
    metadata, period = document.corrected["metadata"], document.corrected["period"]
    start, end = period.get("start") or "", period.get("end") or ""
    issued = last_day(metadata.get("date"))
    first, last = years_of(start, end, (issued or local_day(now)).year)
    return Plan(
        code=new_handle("KH", document.province_code, last),
        status="",
        holder_id=by.agency_id,
        origin_id=by.agency_id,
        province_code=document.province_code,
        area_code=document.area_code,
        opened_on=local_day(now),
        document_id=document.id,
        number=tidy(metadata.get("number") or "")[:60],
        title=tidy(metadata["title"])[:500],
        issuer=tidy(metadata.get("issuer") or "")[:200],
        issuer_id=directory.resolve(metadata.get("issuer") or "").agency_id,
        issued_on=issued if len(metadata.get("date") or "") == 10 else None,
        level=(document.corrected["scope"] or {}).get("level") or "",
        period_start=start,
        period_end=end,
        first_year=first,
        last_year=last,
        adopted_at=now,
    )


def _keep_objectives(plan: Plan, read: Json) -> None:
    for place, item in enumerate(read["objectives"]):
        desk.add(Objective(plan=plan, position=place, section=item.get("section") or "", text=tidy(item["text"])))


def _new_target(plan: Plan, place: int, item: Json) -> Target:
    return desk.add(Target(plan=plan, position=place, section=(item.get("section") or "")[:40]))


def _new_version(target: Target, entry: Entry, item: dict[str, Any]) -> None:
    desk.add(
        TargetVersion(
            target=target,
            plan_id=target.plan_id,
            entry_seq=entry.seq,
            recorded_at=entry.recorded_at,
            comparator=item.get("comparator") or "=",
            value=item.get("value"),
            unit=(item.get("unit") or "")[:40],
            subject=tidy(item["subject"]),
            by=(item.get("by") or "")[:10],
            kind=(item.get("kind") or "")[:30],
            indicator=item.get("indicator") or "",
        )  # fmt: skip
    )


def _said(version: TargetVersion) -> dict[str, Any]:
    return {f: getattr(version, f) for f in ("comparator", "value", "unit", "subject", "by", "kind", "indicator")}


def _target_of(plan_id: UUID, target_id: UUID, by: Actor) -> tuple[Plan, TargetVersion]:
    plan = desk.fetch(access.plans_visible_to(by), plan_id)
    rows = TargetVersion.objects.select_related("target").filter(plan=plan, target_id=target_id)
    newest = rows.order_by("-entry_seq").first()
    if newest is None:
        raise NotFound
    return plan, newest


def _keep_duties(plan: Plan, read: Json, directory: Directory) -> None:
    for place, item in enumerate(read["duties"]):
        owed = {str(m) for name in item.get("reporters") or [] for m in directory.members(directory.resolve(name))}
        lists = {k: list(item.get(k) or []) for k in ("reporters", "recipients", "via", "onward")}
        duty = desk.add(
            Duty(
                plan=plan,
                position=place,
                what=(item.get("what") or "results")[:20],
                cycle=(item.get("cycle") or "")[:60],
                due_raw=(item.get("due") or "")[:120],
                owed_by=sorted(owed),
                **lists,
            )  # fmt: skip
        )
        years = range(plan.first_year, min(plan.last_year, plan.first_year + 10) + 1)
        for one in roll_out(duty.what, item.get("cycle"), item.get("due"), years):
            desk.add(
                DutyOccurrence(duty=duty, plan=plan, label=one.label, period_code=one.period_code, due_on=one.due_on)
            )


def _keep_budget(plan: Plan, read: Json) -> None:
    budget = read["budget"] or {}
    for place, item in enumerate([*(budget.get("amounts") or []), *(budget.get("sources") or [])]):
        value = _decimal(item.get("value")) if "value" in item else None
        unit, text = (item.get("unit") or "")[:40], tidy(item.get("text") or "")
        desk.add(BudgetLine(plan=plan, position=place, value=value, unit=unit, text=text))


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
