"""A task of a plan: assigned to the agencies named, started, reported done, reopened, revised, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action, permit
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.queries import timeline
from lachan.journal.shares import close_to, key_of, open_to
from lachan.notices import actions as notices
from lachan.people.queries import get_agency
from lachan.plans import access
from lachan.plans.corrected import Json
from lachan.plans.directory import Directory
from lachan.plans.models import Plan, Task, TaskAgency
from lachan.plans.rules import TASK, AgencyRole, last_day

_ROLES = (("leads", AgencyRole.LEAD), ("partners", AgencyRole.PARTNER), ("directed", AgencyRole.DIRECTED))


@dataclass(frozen=True)
class AssignTask:
    """One task of a corrected reading, to be assigned within a plan. ``reach``: whom its issuer may charge (all, where
    nothing is said)."""

    plan: Plan
    position: int
    read: Json
    directory: Directory
    reach: frozenset[UUID] | None = None


@dataclass(frozen=True)
class TaskStep:
    """A move on a task: when it happened, and the result or reason in words (sealed with the plan's key)."""

    task_id: UUID
    occurred_at: datetime
    note: str = ""


class _Named(NamedTuple):
    role: AgencyRole
    name: str
    agency_id: UUID | None
    group: str


@action("task.assign")
def assign_task(command: AssignTask, *, by: Actor, now: datetime) -> list[UUID]:
    """The agencies that lead it. Where none is named or found, the standing office holds it until it entrusts it."""
    plan = command.plan
    access.check_may_assign_task(by, plan)
    named = _named(command)
    leads = _leads(named)
    task = _new_task(command, leads, by, now)
    carry_out(TASK, "task.assign", task, by=by, occurred_at=now, now=now, facts={"plan": str(plan.id)})
    _keep_named(task, named)
    for agency_id in leads:
        open_to(task, "task", agency_id, "lead", opened_on=task.opened_on, now=now)
    return leads


@action("task.revise")
def revise_task(task_id: UUID, command: AssignTask, fields: frozenset[str], *, by: Actor, now: datetime) -> list[UUID]:
    """The corrected words, deadline and agencies; the document keeps what stood before. Agencies that newly lead it."""
    task = _fetch(task_id, by)
    access.check_may_revise_task(by, task)
    named = _named(command)
    leads, had = _leads(named), _leading(task)
    fresh = _new_task(command, leads, by, now)
    columns = ["path", "text", "role", "deadline_raw", "deadline_on", "due_on", "themes", "is_request"]
    if fields & {"leads"} and leads != had:
        columns += ["holder_id", "area_code"]
    for name in columns:
        setattr(task, name, getattr(fresh, name))
    facts = {"fields": sorted(fields - {"*"})}
    carry_out(TASK, "task.revise", task, by=by, occurred_at=now, now=now, change=tuple(columns), facts=facts)
    if not fields & {"leads", "partners", "directed"}:
        return []
    TaskAgency.objects.filter(task=task).delete()
    _keep_named(task, named)
    for agency_id in set(had) - set(leads) - {by.agency_id}:
        close_to(task.id, agency_id, now)
    newly = [a for a in leads if a not in had]
    for agency_id in newly:
        open_to(task, "task", agency_id, "lead", opened_on=local_day(now), now=now)
    return newly


@action("task.withdraw")
def withdraw_task(task_id: UUID, *, by: Actor, now: datetime) -> None:
    """The plan no longer holds it; what was done stays in the journal."""
    task = _fetch(task_id, by)
    access.check_may_withdraw_task(by, task)
    carry_out(TASK, "task.withdraw", task, by=by, occurred_at=now, now=now)
    notices.post("task.withdraw", task, to=task.holder_id, by=by, now=now)


@action("task.renew")
def renew_task(task_id: UUID, *, by: Actor, now: datetime) -> None:
    task = _fetch(task_id, by)
    access.check_may_renew_task(by, task)
    carry_out(TASK, "task.renew", task, by=by, occurred_at=now, now=now)
    notices.post("task.renew", task, to=task.holder_id, by=by, now=now)


@action("task.entrust")
def entrust_task(task_id: UUID, agency_id: UUID, *, by: Actor, now: datetime) -> None:
    """Names the agency that leads it, found in the directory by a person."""
    task = _fetch(task_id, by)
    access.check_may_entrust_task(by, task)
    agency = get_agency(agency_id)
    if agency.province_code != task.province_code:
        raise Refused(
            "Cơ quan này thuộc tỉnh khác, không giao nhiệm vụ được. Hãy chọn cơ quan trong tỉnh.", field="agency"
        )
    task.holder_id, task.area_code = agency.id, agency.area_code
    facts = {"agency": str(agency.id)}
    carry_out(
        TASK, "task.entrust", task, by=by, occurred_at=now, now=now, change=("holder_id", "area_code"), facts=facts
    )
    desk.add(
        TaskAgency(
            task=task,
            role=str(AgencyRole.LEAD),
            position=900,
            name=agency.name[:200],
            agency_id=agency.id,
            province_code=task.province_code,
        )  # fmt: skip
    )
    opened_on = local_day(now)
    open_to(task, "task", agency.id, "lead", opened_on=opened_on, now=now)
    open_to(task.plan, "plan", agency.id, "lead", opened_on=opened_on, now=now, key=key_of(task.plan_id, by.agency_id))
    notices.post("task.entrust", task, to=agency.id, by=by, now=now)


@action("task.start")
def start_task(step: TaskStep, *, by: Actor, now: datetime) -> None:
    task = _fetch(step.task_id, by)
    access.check_may_start_task(by, task)
    _carry("task.start", task, step, by, now)


@action("task.report_done")
def report_done_task(step: TaskStep, *, by: Actor, now: datetime) -> None:
    task = _fetch(step.task_id, by)
    access.check_may_report_task(by, task)
    _carry("task.report_done", task, step, by, now)
    notices.post("task.report_done", task, to=task.origin_id, by=by, now=now)


@action("task.reopen")
def reopen_task(step: TaskStep, *, by: Actor, now: datetime) -> None:
    task = _fetch(step.task_id, by)
    access.check_may_reopen_task(by, task)
    if not step.note.strip():
        raise Refused("Mở lại nhiệm vụ phải ghi lý do để cơ quan chủ trì biết cần làm gì thêm.", field="note")
    _carry("task.reopen", task, step, by, now)
    notices.post("task.reopen", task, to=task.holder_id, by=by, now=now)


@action("task.open_words")
def open_words(task_id: UUID, *, purpose: str, by: Actor, now: datetime) -> dict[int, str]:
    """The words beside each entry of the task, by entry number; the opening is an entry before anything is read."""
    task = _fetch(task_id, by)
    access.check_may_open_words(by, task)
    permit("task.open_words", task, "task", by=by, now=now, purpose=purpose)
    return {line.seq: line.words for line in timeline(task.id, key_of(task.plan_id, by.agency_id)) if line.words}


def _fetch(task_id: UUID, by: Actor) -> Task:
    return desk.fetch(access.tasks_visible_to(by), task_id)


def _carry(verb: str, task: Task, step: TaskStep, by: Actor, now: datetime) -> Entry:
    entry = carry_out(TASK, verb, task, by=by, occurred_at=step.occurred_at, now=now)
    if step.note.strip():
        add_note(entry, tidy(step.note), key_of(task.plan_id, by.agency_id))
    return entry


def _named(command: AssignTask) -> list[_Named]:
    """Whom the issuer cannot charge is kept as printed, and found nowhere: no desk is asked for his work."""
    found, reach = [], command.reach
    for field, role in _ROLES:
        for agency in command.read.get(field) or []:
            resolved = command.directory.resolve(agency["name"])
            agency_id = command.directory.today(resolved.agency_id) if resolved.agency_id else None
            if reach is not None and role is AgencyRole.LEAD and agency_id not in reach:
                agency_id = None
            group = resolved.group if reach is None else ""
            found.append(_Named(role, tidy(agency["name"]), agency_id, group))
    return found


def _leads(named: list[_Named]) -> list[UUID]:
    return list(dict.fromkeys(n.agency_id for n in named if n.role is AgencyRole.LEAD and n.agency_id))


def _leading(task: Task) -> list[UUID]:
    rows = TaskAgency.objects.filter(task=task, role=str(AgencyRole.LEAD)).exclude(agency_id=None).order_by("position")
    return [agency_id for agency_id in rows.values_list("agency_id", flat=True) if agency_id]


def _keep_named(task: Task, named: list[_Named]) -> None:
    for place, one in enumerate(named):
        desk.add(
            TaskAgency(
                task=task, role=str(one.role), position=place, name=one.name[:200], agency_id=one.agency_id,
                group=one.group, province_code=task.province_code,
            )
        )  # fmt: skip


def _new_task(command: AssignTask, leads: list[UUID], by: Actor, now: datetime) -> Task:
    plan, read = command.plan, command.read
    deadline = read.get("deadline") or {}
    due = last_day(deadline.get("date"))
    holder = command.directory.by_id[leads[0]] if leads else None
    return Task(
        code=new_handle("NV", plan.province_code, plan.last_year),
        status="",
        holder_id=holder.id if holder else by.agency_id,
        origin_id=by.agency_id,
        province_code=plan.province_code,
        area_code=holder.area_code if holder else plan.area_code,
        opened_on=local_day(now),
        plan=plan,
        position=command.position,
        path=(read.get("path") or "")[:40],
        text=tidy(read["text"]),
        role=(read.get("role") or "")[:20],
        deadline_raw=tidy(deadline.get("raw") or "")[:200],
        deadline_on=due,
        due_on=due or last_day(plan.period_end) or date(plan.last_year, 12, 31),
        themes=list(read.get("themes") or []),
        is_request=bool(read.get("is_request")),
        finding=read["key"],
    )
