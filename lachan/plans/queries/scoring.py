"""The scorecard of a plan on a day: each target from the records, tasks by leading agency, reports owed.

Page, command and report call the one function here, so their numbers are the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import end_of_day
from lachan.base.errors import Refused
from lachan.base.text import sort_key_vi
from lachan.indicators.figures import Figure, figure, window_of
from lachan.indicators.measures import MEASURES, Scope, Window
from lachan.journal import desk
from lachan.journal.models import Entry
from lachan.law.periods import Period, period
from lachan.people.queries import agency_names
from lachan.plans import access
from lachan.plans.models import DutyOccurrence, Plan, ReportSent, TargetVersion, Task, TaskAgency
from lachan.plans.queries.tracked import PlanLine, line
from lachan.plans.rules import (
    AgencyRole,
    TargetState,
    TaskState,
    TaskStatus,
    figure_period,
    judge,
    last_day,
    said,
    task_state,
)

NO_LEAD = "Chưa rõ cơ quan chủ trì"


@dataclass(frozen=True)
class TargetRow:
    """``assigned`` as people write it: «> 90%»; ``figure`` nothing where no function counts it; ``series`` by month."""

    id: UUID
    section: str
    subject: str
    comparator: str
    target: float | None
    unit: str
    assigned: str
    by: str
    indicator: str
    figure: Figure | None
    state: TargetState
    series: tuple[float | None, ...]

    @property
    def value(self) -> float | None:
        return self.figure.value if self.figure else None


@dataclass(frozen=True)
class LeadRow:
    """``agency_id`` is nothing for a group or a name not found in the directory."""

    name: str
    agency_id: UUID | None
    assigned: int
    done: int
    late: int
    soon: int


@dataclass(frozen=True)
class DutyRow:
    """``expected`` 0: no reporter was found in the directory. ``law_due``: the day of the common calendar."""

    occurrence_id: UUID
    label: str
    period_code: str
    due_on: date | None
    law_due: date | None
    law_source: str
    sent: int
    expected: int
    is_mine: bool
    mine_sent_on: date | None

    @property
    def due(self) -> date | None:
        return self.due_on or self.law_due


@dataclass(frozen=True)
class Scorecard:
    """The plan on day ``as_of``, figures over ``period``. ``tasks``: assigned, done, late, soon in all."""

    plan: PlanLine
    period: Period
    as_of: date
    targets: tuple[TargetRow, ...]
    leads: tuple[LeadRow, ...]
    tasks: LeadRow
    duties: tuple[DutyRow, ...]

    def count(self, *states: TargetState) -> int:
        return sum(t.state in states for t in self.targets)


def scorecard(actor: Actor, plan_id: UUID, as_of: date, period_code: str = "") -> Scorecard:
    """``period_code`` such as 2026-H1; by default the plan's own years by the administrative calendar."""
    plan = desk.fetch(access.plans_visible_to(actor), plan_id)
    own = figure_period(plan.first_year, plan.last_year)
    chosen = period(period_code) if period_code and period_code != own.code else own
    if chosen.end < own.start or chosen.start > own.end:
        raise Refused(f"Kỳ {chosen.label} nằm ngoài thời gian của kế hoạch ({own.label}). Hãy chọn kỳ khác.")
    tasks, leads = _tasks(plan, as_of)
    return Scorecard(
        line(plan), chosen, as_of, tuple(_targets(plan, chosen, own, as_of)), leads, tasks,
        tuple(_duties(actor, plan, as_of)),
    )  # fmt: skip


def duties_of(actor: Actor, plan_id: UUID, as_of: date) -> list[DutyRow]:
    """The reports that the plan asks for, each with who has sent it by that day."""
    return _duties(actor, desk.fetch(access.plans_visible_to(actor), plan_id), as_of)


def targets_of(plan_id: UUID, as_of: date) -> list[TargetVersion]:
    """The newest version of each target known on the day, in the document's order. For this room only."""
    rows = TargetVersion.objects.filter(plan_id=plan_id, recorded_at__lte=end_of_day(as_of)).select_related("target")
    newest = {v.target_id: v for v in rows.order_by("entry_seq")}
    return sorted((v for v in newest.values() if not v.is_withdrawn), key=lambda v: v.target.position)


def _targets(plan: Plan, chosen: Period, own: Period, as_of: date) -> list[TargetRow]:
    window = window_of(Scope(plan.province_code, plan.area_code), chosen, as_of)
    plan_end = max(own.end, last_day(plan.period_end) or own.end)
    is_over = as_of > (plan_end if chosen.code == own.code else chosen.end)
    return [_target(v, window, as_of, is_over) for v in targets_of(plan.id, as_of)]


def _target(version: TargetVersion, window: Window, as_of: date, is_over: bool) -> TargetRow:
    counted = figure(version.indicator, window) if version.indicator in MEASURES else None
    if version.value is not None and counted is None:
        state = TargetState.NOT_CONNECTED
    else:
        state = judge(version.comparator, version.value, counted.value if counted else None, is_over=is_over)
    return TargetRow(
        id=version.target_id,
        section=version.target.section,
        subject=version.subject,
        comparator=version.comparator,
        target=version.value,
        unit=version.unit,
        assigned=said(version.comparator, version.value, version.unit),
        by=version.by,
        indicator=version.indicator,
        figure=counted,
        state=state,
        series=tuple(replace(counted, end=min(counted.end, as_of)).series()) if counted else (),
    )


def _tasks(plan: Plan, as_of: date) -> tuple[LeadRow, tuple[LeadRow, ...]]:
    """Counted by status as known on the day; a task that two agencies lead counts for both, once in the total."""
    due = dict(Task.objects.filter(plan=plan, opened_on__lte=as_of).values_list("id", "due_on"))
    statuses = _statuses(plan, as_of)
    due = {task: day for task, day in due.items() if statuses.get(task) != TaskStatus.WITHDRAWN}
    states = {task: task_state(statuses.get(task, str(TaskStatus.ASSIGNED)), day, as_of) for task, day in due.items()}
    named = TaskAgency.objects.filter(task__plan=plan, role=str(AgencyRole.LEAD)).order_by("position")
    by_name: dict[tuple[str, UUID | None], set[UUID]] = {}
    names = agency_names(a.agency_id for a in named if a.agency_id)
    led = set()
    for one in named:
        label = names.get(one.agency_id, one.name) if one.agency_id else one.name
        if one.task_id in due:
            by_name.setdefault((label, one.agency_id), set()).add(one.task_id)
            led.add(one.task_id)
    if unled := set(due) - led:
        by_name[(NO_LEAD, None)] = unled
    rows = [
        _lead(name, agency_id, [states[t] for t in ids if t in states]) for (name, agency_id), ids in by_name.items()
    ]
    ordered = sorted(rows, key=lambda r: (r.name == NO_LEAD, -r.assigned, sort_key_vi(r.name)))
    return _lead("", None, list(states.values())), tuple(ordered)


def _statuses(plan: Plan, as_of: date) -> dict[UUID, str]:
    """The status of each task as the journal said it by the end of that day."""
    entries = Entry.objects.filter(
        record_id__in=Task.objects.filter(plan=plan).values("id"), recorded_at__lte=end_of_day(as_of), is_void=False
    ).exclude(to_status="")
    return dict(entries.order_by("seq").values_list("record_id", "to_status"))


def _lead(name: str, agency_id: UUID | None, states: list[TaskState]) -> LeadRow:
    count = states.count
    return LeadRow(name, agency_id, len(states), count(TaskState.DONE), count(TaskState.LATE), count(TaskState.SOON))


def _duties(actor: Actor, plan: Plan, as_of: date) -> list[DutyRow]:
    sent: dict[UUID, dict[UUID, date]] = {}
    rows = ReportSent.objects.filter(occurrence__plan=plan, recorded_at__lte=end_of_day(as_of))
    for one in rows:
        sent.setdefault(one.occurrence_id, {})[one.agency_id] = one.sent_on
    occurrences = DutyOccurrence.objects.filter(plan=plan).select_related("duty")
    found = [_duty(o, sent.get(o.id, {}), actor.agency_id) for o in occurrences]
    return sorted(found, key=lambda d: (d.due or date.max, d.label))


def _duty(one: DutyOccurrence, sent: dict[UUID, date], mine: UUID) -> DutyRow:
    common = period(one.period_code) if one.period_code and one.due_on is None else None
    return DutyRow(
        occurrence_id=one.id,
        label=one.label,
        period_code=one.period_code,
        due_on=one.due_on,
        law_due=common.due if common else None,
        law_source=common.source if common else "",
        sent=sum(UUID(owing) in sent for owing in one.duty.owed_by) if one.duty.owed_by else len(sent),
        expected=len(one.duty.owed_by),
        is_mine=str(mine) in one.duty.owed_by,
        mine_sent_on=sent.get(mine),
    )
