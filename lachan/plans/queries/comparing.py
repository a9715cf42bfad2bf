"""A plan beside an earlier one, or beside the plan above it; also a document that is still under review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.journal import desk
from lachan.plans import access
from lachan.plans.comparing import Comparison, DutySide, MoneySide, PlanSide, TargetSide, TaskSide, Years, compare
from lachan.plans.corrected import Json
from lachan.plans.models import BudgetLine, Duty, Plan, PlanDocument, Task, TaskAgency
from lachan.plans.queries.scoring import targets_of
from lachan.plans.queries.tracked import PlanLine, line
from lachan.plans.rules import AgencyRole, last_day, years_of

MOST_OFFERED = 60


@dataclass(frozen=True)
class Compared:
    """`before` and `after` in the order of time; `all_tasks` False: only those that name the actor's agency."""

    before: PlanLine
    after: PlanLine
    found: Comparison
    all_tasks: bool


@dataclass(frozen=True)
class ComparedDocument:
    """A document as corrected so far beside a plan that is followed."""

    document_id: UUID
    title: str
    before: PlanLine
    found: Comparison


def comparable(actor: Actor, plan_id: UUID) -> list[PlanLine]:
    """The plans another can be laid beside, the likeliest first: same area, the years before, then the plan above."""
    plan = desk.fetch(access.plans_visible_to(actor), plan_id)
    others = access.plans_visible_to(actor).exclude(id=plan_id).order_by("-last_year", "-id")[:MOST_OFFERED]
    return [line(p) for p in sorted(others, key=lambda p: nearness(plan, p))]


def comparable_with_document(actor: Actor, document_id: UUID) -> list[PlanLine]:
    desk.fetch(access.documents_visible_to(actor).defer("text", "reading"), document_id)
    return [line(p) for p in access.plans_visible_to(actor).order_by("area_code", "-last_year", "-id")[:MOST_OFFERED]]


def nearness(plan: Plan, other: Plan) -> tuple[bool, bool, int]:
    """Smaller is likelier: the same area before others, earlier before later, near before far."""
    apart = plan.first_year - other.first_year
    return other.area_code != plan.area_code, apart < 0, abs(apart)


def compare_plans(actor: Actor, plan_id: UUID, other_id: UUID, on: date) -> Compared:
    """The earlier of the two stands first, whichever was asked for first; the levels are those of the day."""
    rows = access.plans_visible_to(actor)
    pair = [desk.fetch(rows, plan_id), desk.fetch(rows, other_id)]
    before, after = sorted(pair, key=lambda p: (p.first_year, p.last_year, p.issued_on or date.min, str(p.id)))
    found = compare(side_of(actor, before, on), side_of(actor, after, on))
    return Compared(line(before), line(after), found, all_tasks=sees_all_tasks(actor))


def compare_document(actor: Actor, document_id: UUID, plan_id: UUID, on: date) -> ComparedDocument:
    document: PlanDocument = desk.fetch(access.documents_visible_to(actor).defer("text", "reading"), document_id)
    plan = desk.fetch(access.plans_visible_to(actor), plan_id)
    found = compare(side_of(actor, plan, on), side_of_reading(document.corrected, on))
    return ComparedDocument(document.id, document.title, line(plan), found)


def sees_all_tasks(actor: Actor) -> bool:
    return bool(actor.roles & access.FOLLOWERS) and not actor.area_code


def side_of(actor: Actor, plan: Plan, on: date) -> PlanSide:
    return PlanSide(
        years=Years(plan.first_year, plan.last_year),
        targets=tuple(
            TargetSide(v.subject, v.comparator, v.value, v.unit, v.by, v.indicator, v.target.section)
            for v in targets_of(plan.id, on)
        ),
        tasks=tuple(tasks_of(actor, plan)),
        duties=tuple(
            DutySide(d.what, d.cycle, d.due_raw, tuple(d.reporters), tuple(d.recipients))
            for d in Duty.objects.filter(plan=plan).order_by("position")
        ),
        budget=tuple(
            MoneySide(None if b.value is None else float(b.value), b.unit, b.text)
            for b in BudgetLine.objects.filter(plan=plan).order_by("position")
        ),
    )


def tasks_of(actor: Actor, plan: Plan) -> list[TaskSide]:
    """Agencies as the documents print them, so that a document and a plan speak of them alike."""
    rows = list(access.tasks_visible_to(actor).filter(plan=plan).order_by("position"))
    named: dict[tuple[UUID, str], list[str]] = {}
    for one in TaskAgency.objects.filter(task__plan=plan).order_by("position"):
        named.setdefault((one.task_id, one.role), []).append(one.name)
    return [task_side(task, named) for task in rows]


def task_side(task: Task, named: dict[tuple[UUID, str], list[str]]) -> TaskSide:
    return TaskSide(
        text=task.text,
        leads=tuple(named.get((task.id, str(AgencyRole.LEAD)), ())),
        partners=tuple(named.get((task.id, str(AgencyRole.PARTNER)), ())),
        deadline=task.deadline_on.isoformat() if task.deadline_on else task.deadline_raw,
        path=task.path,
    )


def side_of_reading(read: Json, on: date) -> PlanSide:
    period, about = read.get("period") or {}, read.get("metadata") or {}
    issued = last_day(about.get("date"))
    first, last = years_of(period.get("start") or "", period.get("end") or "", (issued or on).year)
    budget = read.get("budget") or {}
    return PlanSide(
        years=Years(first, last),
        targets=tuple(map(target_read, read["targets"])),
        tasks=tuple(map(task_read, read["tasks"])),
        duties=tuple(map(duty_read, read["duties"])),
        budget=(
            *(MoneySide(float(a["value"]), a.get("unit") or "") for a in budget.get("amounts") or ()),
            *(MoneySide(None, "", s["text"]) for s in budget.get("sources") or ()),
        ),
    )


def target_read(one: Json) -> TargetSide:
    value: Any = one.get("value")
    return TargetSide(
        subject=one.get("subject") or "", comparator=one.get("comparator") or "=",
        value=None if value is None else float(value), unit=one.get("unit") or "", by=one.get("by") or "",
        indicator=one.get("indicator") or "", section=one.get("section") or "",
    )  # fmt: skip


def task_read(one: Json) -> TaskSide:
    deadline = one.get("deadline") or {}
    day = last_day(deadline.get("date"))
    leads, partners = (tuple(a["name"] for a in one.get(role) or ()) for role in ("leads", "partners"))
    written = day.isoformat() if day else deadline.get("raw") or ""
    return TaskSide(one["text"], leads, partners, written, one.get("path") or "")


def duty_read(one: Json) -> DutySide:
    reporters, recipients = (tuple(one.get(field) or ()) for field in ("reporters", "recipients"))
    return DutySide(one.get("what") or "", one.get("cycle") or "", one.get("due") or "", reporters, recipients)
