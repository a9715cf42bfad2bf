"""What was corrected in a document after its plan was made is carried into the plan, step by step, each with its entry.

Only findings touched since are looked at: a target amended on the plan's own page keeps what was written there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import carry_out
from lachan.journal.shares import key_of, open_to
from lachan.notices import actions as notices
from lachan.plans import access
from lachan.plans.actions.adopting import keep_duty, keep_target, keep_version, keep_words, plan_columns
from lachan.plans.actions.tasks import AssignTask, assign_task, renew_task, revise_task, withdraw_task
from lachan.plans.directory import Directory
from lachan.plans.kinds import AGENCIES, ROLES, Json
from lachan.plans.models import (
    BudgetLine,
    Duty,
    DutyOccurrence,
    Objective,
    Plan,
    PlanDocument,
    ReportSent,
    ReviewStep,
    Target,
    TargetVersion,
    Task,
)
from lachan.plans.rules import PLAN, TaskStatus
from lachan.plans.standing import directory_of, reach_of

Touched = Mapping[str, set[str]]
_SAID = ("comparator", "value", "unit", "subject", "by", "kind", "indicator")
_NEW_POSITION = 10_000  # what a correction adds stands behind what the document had


@action("plan.revise")
def revise_plan(document: PlanDocument, *, by: Actor, now: datetime) -> None:
    plan = desk.fetch(access.plans_visible_to(by), document.plan_id)
    access.check_may_revise_plan(by, plan)
    touched, directory = touched_since(document), directory_of(document, local_day(now))
    columns = plan_columns(document, directory, now)
    for name, value in columns.items():
        setattr(plan, name, value)
    facts = {"document": str(document.id), "version": document.version, "findings": len(touched)}
    entry = carry_out(PLAN, "plan.revise", plan, by=by, occurred_at=now, now=now, change=tuple(columns), facts=facts)
    state = document.corrected
    _revise_targets(plan, state, touched, entry)
    _revise_duties(plan, state, touched, directory)
    if any(key[0] in "okn" for key in touched):
        Objective.objects.filter(plan=plan).delete()
        BudgetLine.objects.filter(plan=plan).delete()
        keep_words(plan, state)
    _revise_tasks(plan, state, touched, directory, by, now)


def touched_since(document: PlanDocument) -> dict[str, set[str]]:
    """The findings written since the plan was made, with their fields; a name settled anew touches who bears it."""
    touched: dict[str, set[str]] = {}
    for step in ReviewStep.objects.filter(document=document, number__gt=document.approved_version or 0):
        for key, field, _before, _after in step.writes:
            touched.setdefault(key, set()).add(field)
    names = touched.pop(AGENCIES, set())
    for task in document.corrected["tasks"]:
        roles = {role for role in ROLES for a in task.get(role) or [] if a["name"] in names}
        if roles:
            touched.setdefault(task["key"], set()).update(roles)
    for duty in document.corrected["duties"]:
        if names & set(duty.get("reporters") or []):
            touched.setdefault(duty["key"], set()).add("reporters")
    return touched


def _revise_targets(plan: Plan, state: Json, touched: Touched, entry: Entry) -> None:
    known = {t.finding: t for t in Target.objects.filter(plan=plan)}
    for place, item in enumerate(state["targets"]):
        fields = touched.get(item["key"])
        target = known.get(item["key"])
        if not fields or (target is None and item.get("gone")):
            continue
        if target is None:
            keep_version(keep_target(plan, _NEW_POSITION + place, item), entry, item)
            continue
        newest = TargetVersion.objects.filter(target=target).order_by("-entry_seq")[0]
        said = {name: getattr(newest, name) for name in _SAID}
        changed = {name: item.get(name) for name in fields if name in _SAID}
        keep_version(target, entry, {**said, **changed, "is_withdrawn": bool(item.get("gone"))})


def _revise_duties(plan: Plan, state: Json, touched: Touched, directory: Directory) -> None:
    """A duty corrected is rolled out anew; an occurrence for which a report was noted stays as it is."""
    known = {d.finding: d for d in Duty.objects.filter(plan=plan)}
    for place, item in enumerate(state["duties"]):
        if item["key"] not in touched:
            continue
        old, kept = known.get(item["key"]), []
        if old is not None:
            kept = list(_clear(old))
        if not item.get("gone"):
            taken = Duty.objects.filter(plan=plan).order_by("-position").values_list("position", flat=True).first()
            keep_duty(plan, max(place, (taken or 0) + 1), item, directory, kept)


def _clear(duty: Duty) -> list[str]:
    """Takes away what nobody has answered; the labels of what stays."""
    answered = ReportSent.objects.filter(occurrence__duty=duty).values("occurrence_id")
    DutyOccurrence.objects.filter(duty=duty).exclude(id__in=answered).delete()
    labels = list(DutyOccurrence.objects.filter(duty=duty).values_list("label", flat=True))
    if not labels:
        duty.delete()
    return labels


def _revise_tasks(plan: Plan, state: Json, touched: Touched, directory: Directory, by: Actor, now: datetime) -> None:
    known = {t.finding: t for t in Task.objects.filter(plan=plan)}
    reach = reach_of(by, directory)
    for place, item in enumerate(state["tasks"]):
        if item["key"] not in touched:
            continue
        task = known.get(item["key"])
        if task is None:
            if not item.get("gone"):
                made = AssignTask(plan, _NEW_POSITION + place, item, directory, reach)
                _tell(plan, assign_task(made, by=by, now=now), by, now)
        elif item.get("gone"):
            if task.status != TaskStatus.WITHDRAWN:
                withdraw_task(task.id, by=by, now=now)
        else:
            if task.status == TaskStatus.WITHDRAWN:
                renew_task(task.id, by=by, now=now)
            made = AssignTask(plan, task.position, item, directory, reach)
            _tell(plan, revise_task(task.id, made, frozenset(touched[item["key"]]), by=by, now=now), by, now)


def _tell(plan: Plan, agencies: list[UUID], by: Actor, now: datetime) -> None:
    """Agencies that lead now and did not before see the plan and are told."""
    for agency_id in agencies:
        key = key_of(plan.id, by.agency_id)
        open_to(plan, "plan", agency_id, "lead", opened_on=local_day(now), now=now, key=key)
        notices.post("plan.revise", plan, to=agency_id, by=by, now=now)
