"""A corrected reading becomes a tracked plan: its targets, duties, objectives, budget, and every task assigned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import carry_out
from lachan.journal.shares import open_to
from lachan.notices import actions as notices
from lachan.plans import access
from lachan.plans.actions.tasks import AssignTask, assign_task
from lachan.plans.corrected import living
from lachan.plans.directory import Directory
from lachan.plans.duties import roll_out
from lachan.plans.kinds import OF_PREFIX, Json
from lachan.plans.models import BudgetLine, Duty, DutyOccurrence, Objective, Plan, PlanDocument, Target, TargetVersion
from lachan.plans.rules import PLAN, last_day, years_of
from lachan.plans.standing import directory_of, parent_of, reach_of
from lachan.vault.keys import new_data_key


@action("plan.adopt")
def adopt_plan(document: PlanDocument, *, by: Actor, now: datetime) -> UUID:
    """Everything of the corrected reading is stored, every task assigned; agencies that lead are told once."""
    access.check_may_adopt_plan(by, document)
    state, directory = document.corrected, directory_of(document, local_day(now))
    targets, tasks = living(state, OF_PREFIX["t"]), living(state, OF_PREFIX["v"])
    plan = _new_plan(document, directory, by, now)
    entry = carry_out(
        PLAN, "plan.adopt", plan, by=by, occurred_at=now, now=now,
        facts={"targets": len(targets), "tasks": len(tasks), "document": str(document.id)},
    )  # fmt: skip
    key = new_data_key(plan.id)
    open_to(plan, "plan", by.agency_id, "adopted", opened_on=plan.opened_on, now=now, key=key)
    for place, target in enumerate(targets):
        keep_version(keep_target(plan, place, target), entry, target)
    for place, duty in enumerate(living(state, OF_PREFIX["b"])):
        keep_duty(plan, place, duty, directory)
    keep_words(plan, state)
    reach, told = reach_of(by, directory), {by.agency_id}
    for place, task in enumerate(tasks):
        for agency_id in assign_task(AssignTask(plan, place, task, directory, reach), by=by, now=now):
            open_to(plan, "plan", agency_id, "lead", opened_on=plan.opened_on, now=now, key=key)
            if agency_id not in told:
                told.add(agency_id)
                notices.post("plan.adopt", plan, to=agency_id, by=by, now=now)
    return plan.id


def _new_plan(document: PlanDocument, directory: Directory, by: Actor, now: datetime) -> Plan:
    columns = plan_columns(document, directory, now)
    return Plan(
        code=new_handle("KH", document.province_code, columns["last_year"]), status="", holder_id=by.agency_id,
        origin_id=by.agency_id, province_code=document.province_code, area_code=document.area_code,
        opened_on=local_day(now), document_id=document.id, adopted_at=now, **columns,
    )  # fmt: skip


def plan_columns(document: PlanDocument, directory: Directory, now: datetime) -> dict[str, Any]:
    """What of a plan is read from the head of its document."""
    head = document.corrected["head"]
    start, end = head.get("start") or "", head.get("end") or ""
    issued = last_day(head.get("date"))
    first, last = years_of(start, end, (issued or local_day(now)).year)
    return {
        "number": tidy(head.get("number") or "")[:60],
        "title": tidy(head["title"])[:500],
        "issuer": tidy(head.get("issuer") or "")[:200],
        "issuer_id": directory.resolve(head.get("issuer") or "").agency_id,
        "issued_on": issued if len(head.get("date") or "") == 10 else None,
        "level": (head.get("level") or "")[:20],
        "period_start": start,
        "period_end": end,
        "first_year": first,
        "last_year": last,
        "parent_id": parent_of(document),
    }


def keep_target(plan: Plan, place: int, item: Json) -> Target:
    section = (item.get("section") or "")[:40]
    return desk.add(Target(plan=plan, position=place, section=section, finding=item["key"]))


def keep_version(target: Target, entry: Entry, item: Json) -> None:
    desk.add(
        TargetVersion(
            target=target, plan_id=target.plan_id, entry_seq=entry.seq, recorded_at=entry.recorded_at,
            comparator=item.get("comparator") or "=", value=item.get("value"), unit=(item.get("unit") or "")[:40],
            subject=tidy(item["subject"]), by=(item.get("by") or "")[:10], kind=(item.get("kind") or "")[:30],
            indicator=item.get("indicator") or "", is_withdrawn=bool(item.get("is_withdrawn")),
        )
    )  # fmt: skip


def keep_duty(plan: Plan, place: int, item: Json, directory: Directory, known: Iterable[str] = ()) -> None:
    """The duty and its occurrences, save those of the labels ``known`` already."""
    owed = {str(m) for name in item.get("reporters") or [] for m in directory.members(directory.resolve(name))}
    lists = {k: list(item.get(k) or []) for k in ("reporters", "recipients", "via", "onward")}
    duty = desk.add(
        Duty(
            plan=plan, position=place, what=(item.get("what") or "results")[:20], cycle=(item.get("cycle") or "")[:60],
            due_raw=(item.get("due") or "")[:120], owed_by=sorted(owed), finding=item["key"], **lists,
        )
    )  # fmt: skip
    years = range(plan.first_year, min(plan.last_year, plan.first_year + 10) + 1)
    for one in roll_out(duty.what, item.get("cycle"), item.get("due"), years):
        if one.label not in known:
            desk.add(
                DutyOccurrence(duty=duty, plan=plan, label=one.label, period_code=one.period_code, due_on=one.due_on)
            )


def keep_words(plan: Plan, state: Json) -> None:
    """Objectives and budget: what is read of a plan and not followed by steps of its own."""
    for place, item in enumerate(living(state, OF_PREFIX["o"])):
        desk.add(
            Objective(plan=plan, position=place, section=(item.get("section") or "")[:40], text=tidy(item["text"]))
        )
    for place, item in enumerate([*living(state, OF_PREFIX["k"]), *living(state, OF_PREFIX["n"])]):
        value = _decimal(item.get("value")) if "value" in item else None
        unit, text = (item.get("unit") or "")[:40], tidy(item.get("text") or "")
        desk.add(BudgetLine(plan=plan, position=place, value=value, unit=unit, text=text))


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
