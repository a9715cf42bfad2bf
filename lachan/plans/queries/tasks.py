"""Tasks: the list an agency works from, the page of one, and what is late or due soon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from lachan.access.actor import Actor
from lachan.access.roles import Role
from lachan.base.clock import end_of_day
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.journal.models import Entry
from lachan.journal.queries import TimelineLine, timeline
from lachan.people.queries import agency_names
from lachan.plans import access
from lachan.plans.models import Task, TaskAgency
from lachan.plans.rules import SOON_DAYS, TASK, AgencyRole, TaskState, TaskStatus, task_state

_OPEN = (str(TaskStatus.ASSIGNED), str(TaskStatus.DOING))


@dataclass(frozen=True)
class NamedIn:
    """An agency of a task: the directory's name where it was found, else as printed."""

    name: str
    agency_id: UUID | None
    role: AgencyRole


@dataclass(frozen=True)
class TaskLine:
    id: UUID
    code: str
    plan_id: UUID
    plan_title: str
    path: str
    text: str
    status: TaskStatus
    state: TaskState
    deadline_raw: str
    deadline_on: date | None
    due_on: date
    is_request: bool
    themes: tuple[str, ...]
    agencies: tuple[NamedIn, ...]

    @property
    def leads(self) -> tuple[str, ...]:
        return tuple(a.name for a in self.agencies if a.role is AgencyRole.LEAD)


@dataclass(frozen=True)
class TaskPage:
    task: TaskLine
    holder_id: UUID
    timeline: tuple[TimelineLine, ...]
    moves: tuple[MoveButton, ...]
    has_words: bool
    may_open_words: bool


@dataclass(frozen=True)
class TaskFilter:
    """``state``: a TaskState; ``agency_id``: one that leads; ``mine``: only those the actor's agency leads."""

    state: str = ""
    agency_id: UUID | None = None
    plan_id: UUID | None = None
    role: str = ""
    mine: bool = False


def list_tasks(actor: Actor, wanted: TaskFilter, on: date, page: int = 1) -> ListPage[TaskLine]:
    """Open ones first, by the day they are due."""
    is_done = Case(When(status=str(TaskStatus.DONE), then=1), default=0)
    rows = _filtered(actor, wanted, on).select_related("plan").order_by(is_done, "due_on", "plan_id", "position")
    found = page_of(rows, page, lambda task: task)
    return replace(found, items=tuple(_lines(found.items, on)))


def tasks_of(actor: Actor, plan_id: UUID, on: date) -> list[TaskLine]:
    """Every task of a plan in the document's order, as known on the day: what a report on the plan lists."""
    rows = access.tasks_visible_to(actor).filter(plan_id=plan_id, opened_on__lte=on).select_related("plan")
    tasks = list(rows.order_by("position"))
    entries = Entry.objects.filter(record_id__in=[t.id for t in tasks], recorded_at__lte=end_of_day(on), is_void=False)
    known = dict(entries.exclude(to_status="").order_by("seq").values_list("record_id", "to_status"))
    for task in tasks:
        task.status = known.get(task.id, str(TaskStatus.ASSIGNED))
    return list(_lines([t for t in tasks if t.status != TaskStatus.WITHDRAWN], on))


def due_tasks(actor: Actor, on: date, days: int = SOON_DAYS, limit: int = 20) -> list[TaskLine]:
    """What the actor's agency leads (all of the province's for the standing office) that is late or due soon."""
    rows = _mine(actor).filter(status__in=_OPEN, due_on__lte=on + timedelta(days=days))
    return list(_lines(rows.select_related("plan").order_by("due_on", "position")[:limit], on))


def count_tasks(actor: Actor, on: date, days: int = SOON_DAYS) -> tuple[int, int]:
    """How many are late, and how many due soon: the badge of the rail."""
    rows = _mine(actor).filter(status__in=_OPEN)
    late = rows.filter(due_on__lt=on).count()
    return late, rows.filter(due_on__gte=on, due_on__lte=on + timedelta(days=days)).count()


def open_task(actor: Actor, task_id: UUID, on: date) -> TaskPage:
    task = desk.fetch(access.tasks_visible_to(actor).select_related("plan"), task_id)
    lines = tuple(timeline(task.id))
    return TaskPage(
        task=next(iter(_lines([task], on))),
        holder_id=task.holder_id,
        timeline=lines,
        moves=buttons(TASK, task, actor),
        has_words=any(x.verb in ("task.start", "task.report_done", "task.reopen") for x in lines),
        may_open_words=access.check_may_open_words.allows(actor, task),
    )


def _mine(actor: Actor) -> QuerySet[Task]:
    """What the actor's agency leads; for the standing office and the auditor all, save those of communes' and
    departments' own plans, which their issuers follow."""
    rows = access.tasks_visible_to(actor)
    led = Q(id__in=access.naming(actor).filter(role=str(AgencyRole.LEAD)).values("task_id"))
    if Role.STANDING_OFFICE in actor.roles and not actor.area_code:
        return rows.filter(led | Q(origin_id=actor.agency_id))
    return rows if actor.roles & access.FOLLOWERS and not actor.area_code else rows.filter(led)


def _filtered(actor: Actor, wanted: TaskFilter, on: date) -> QuerySet[Task]:
    rows = access.tasks_visible_to(actor).exclude(status=str(TaskStatus.WITHDRAWN))
    if wanted.mine:
        rows = rows.filter(id__in=access.naming(actor).filter(role=str(AgencyRole.LEAD)).values("task_id"))
    elif wanted.agency_id or wanted.role:
        named = TaskAgency.objects.filter(role=wanted.role or str(AgencyRole.LEAD))
        named = named.filter(agency_id=wanted.agency_id) if wanted.agency_id else named & access.naming(actor)
        rows = rows.filter(id__in=named.values("task_id"))
    if wanted.plan_id:
        rows = rows.filter(plan_id=wanted.plan_id)
    return _in_state(rows, wanted.state, on)


def _in_state(rows: QuerySet[Task], state: str, on: date) -> QuerySet[Task]:
    soon = on + timedelta(days=SOON_DAYS)
    if state == TaskState.DONE:
        return rows.filter(status=str(TaskStatus.DONE))
    if state not in (TaskState.LATE, TaskState.SOON, TaskState.OPEN):
        return rows
    still = rows.filter(status__in=_OPEN)
    if state == TaskState.LATE:
        return still.filter(due_on__lt=on)
    return still.filter(due_on__gte=on, due_on__lte=soon) if state == TaskState.SOON else still.filter(due_on__gt=soon)


def _lines(tasks: Iterable[Task], on: date) -> Iterable[TaskLine]:
    tasks = list(tasks)
    named = list(TaskAgency.objects.filter(task__in=tasks).order_by("position"))
    names = agency_names(a.agency_id for a in named if a.agency_id)
    for task in tasks:
        yield TaskLine(
            id=task.id,
            code=task.code,
            plan_id=task.plan_id,
            plan_title=task.plan.title,
            path=task.path,
            text=task.text,
            status=TaskStatus(task.status),
            state=task_state(task.status, task.due_on, on),
            deadline_raw=task.deadline_raw,
            deadline_on=task.deadline_on,
            due_on=task.due_on,
            is_request=task.is_request,
            themes=tuple(task.themes),
            agencies=tuple(
                NamedIn(names.get(a.agency_id, a.name) if a.agency_id else a.name, a.agency_id, AgencyRole(a.role))
                for a in named
                if a.task_id == task.id
            ),
        )
