"""The support plan of a person, version by version: drafted, approved by the head, reviewed on its day, replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import NotFound, Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action, permit
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.shares import key_of
from lachan.notices import actions as notices
from lachan.vault.sealing import seal_into, unseal
from lachan.victims import access
from lachan.victims.care_rules import PLAN, CarePlanStatus, check_next
from lachan.victims.consent import sees_support
from lachan.victims.models import CarePlan, GoalOutcome, GoalRow, Victim
from lachan.victims.rules import CARED, DecidedBy, check_other_eyes
from lachan.victims.steps import Step, fetch
from lachan.victims.support_rules import Answer


@dataclass(frozen=True)
class Goal:
    """``goal`` and ``means`` are sealed; regime, who and when stand open for the table."""

    goal: str
    means: str = ""
    regime: str = ""
    who_id: UUID | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class DraftPlan(Step):
    goals: tuple[Goal, ...] = ()
    review_on: date | None = None


@dataclass(frozen=True)
class ApprovePlan(Step):
    """The note holds number and signer of the decision."""

    approved_by: DecidedBy = DecidedBy.HEAD


@dataclass(frozen=True)
class ReviewPlan(Step):
    outcomes: tuple[tuple[UUID, Answer], ...] = ()
    review_on: date | None = None


@action("careplan.draft")
def draft_careplan(command: DraftPlan, *, by: Actor, now: datetime) -> UUID:
    victim = fetch(command.victim_id, by)
    access.check_may_draft_careplan(by, victim)
    on = local_day(command.occurred_at)
    review_on = _check_draft(command, victim, on)
    newest = newest_plan(victim.id)
    if newest is not None and newest.status == CarePlanStatus.PROPOSED:
        raise Refused(f"Bản số {newest.number} đang chờ duyệt. Hãy duyệt hoặc trả lại bản đó trước khi lập bản mới.")
    key = key_of(victim.id, by.agency_id)
    plan = CarePlan(
        code=new_handle("KH", victim.province_code, on.year), status="", holder_id=by.agency_id, origin_id=by.agency_id,
        province_code=victim.province_code, area_code=victim.area_code, victim_id=victim.id, opened_on=on,
        number=newest.number + 1 if newest else 1, review_on=review_on,
    )  # fmt: skip
    said = {"victim": str(victim.id), "goals": len(command.goals)}
    entry = carry_out(PLAN, "careplan.draft", plan, by=by, occurred_at=command.occurred_at, now=now, facts=said)
    _note(entry, command, victim, by)
    for place, goal in enumerate(command.goals, 1):
        row = GoalRow(
            record_id=victim.id, entry_seq=entry.seq, recorded_at=entry.recorded_at, plan_id=plan.id, place=place,
            regime=goal.regime, who_id=goal.who_id, due_on=goal.due_on,
        )  # fmt: skip
        seal_into(row, key, goal=tidy(goal.goal), means=tidy(goal.means))
        desk.add(row)
    notices.post("careplan.draft", victim, to=victim.holder_id, by=by, now=now, kind="victim")
    return plan.id


@action("careplan.approve")
def approve_careplan(command: ApprovePlan, *, by: Actor, now: datetime) -> None:
    """The head agrees: this version holds from now on, and the one before it no longer does."""
    victim, plan = _fetch(command, by, CarePlanStatus.PROPOSED)
    access.check_may_approve_careplan(by, victim)
    check_other_eyes(drafted_by(plan) == by.account_id)
    if not command.note:
        raise Refused(
            "Duyệt kế hoạch phải có số, ngày văn bản, người ký. Hãy nhập vào ô «Căn cứ, ghi chú».", field="note"
        )
    if any(p.status == CarePlanStatus.APPROVED for p in plans_of(victim.id)):
        replace_careplan(Step(victim.id, command.occurred_at), by=by, now=now)
    plan.approved_on, plan.approved_by = local_day(command.occurred_at), str(command.approved_by)
    _carry("careplan.approve", plan, victim, command, by, now, change=("approved_on", "approved_by"))
    notices.post("careplan.approve", victim, to=plan.origin_id, by=by, now=now, kind="victim")


@action("careplan.replace")
def replace_careplan(step: Step, *, by: Actor, now: datetime) -> None:
    """The version that held until now; the next one was approved."""
    victim, plan = _fetch(step, by, CarePlanStatus.APPROVED)
    access.check_may_replace_careplan(by, victim)
    _carry("careplan.replace", plan, victim, step, by, now)


@action("careplan.return")
def return_careplan(step: Step, *, by: Actor, now: datetime) -> None:
    victim, plan = _fetch(step, by, CarePlanStatus.PROPOSED)
    access.check_may_return_careplan(by, victim)
    if not step.note:
        raise Refused("Trả lại thì phải nói rõ sửa gì. Hãy nhập vào ô «Căn cứ, ghi chú».", field="note")
    _carry("careplan.return", plan, victim, step, by, now)
    notices.post("careplan.return", victim, to=plan.origin_id, by=by, now=now, kind="victim")


@action("careplan.review")
def review_careplan(command: ReviewPlan, *, by: Actor, now: datetime) -> None:
    """Goal by goal: reached, not, or not known; and the day of the next look."""
    victim, plan = _fetch(command, by, CarePlanStatus.APPROVED)
    access.check_may_review_careplan(by, victim)
    own = {g.id for g in goals_of(plan.id)}
    if not command.outcomes or not {goal for goal, _ in command.outcomes} <= own:
        raise Refused("Chưa trả lời mục tiêu nào của kế hoạch này. Hãy trả lời ít nhất một mục tiêu.")
    on = local_day(command.occurred_at)
    check_next(command.review_on, on)
    plan.review_on = command.review_on or plan.review_on
    reached = sum(answer is Answer.YES for _, answer in command.outcomes)
    entry = _carry("careplan.review", plan, victim, command, by, now, change=("review_on",), facts={"reached": reached})
    for goal_id, answer in command.outcomes:
        desk.add(
            GoalOutcome(
                record_id=victim.id,
                entry_seq=entry.seq,
                recorded_at=entry.recorded_at,
                goal_id=goal_id,
                seen_on=on,
                reached=str(answer),
            )  # fmt: skip
        )


@action("careplan.open_words")
def open_careplan(victim_id: UUID, *, purpose: str, by: Actor, now: datetime) -> dict[UUID, tuple[str, str]]:
    """Goals and means of the newest version, by goal; the opening is an entry on the person's file."""
    victim = fetch(victim_id, by)
    access.check_may_open_careplan(by, victim)
    plan = newest_plan(victim.id)
    if plan is None or not sees_support(victim, by.agency_id, local_day(now)):
        raise NotFound
    seen = permit("careplan.open_words", victim, "victim", by=by, now=now, purpose=purpose)
    words = {g.id: unseal(g, seen, "goal", "means") for g in goals_of(plan.id)}
    return {goal: (said["goal"], said["means"]) for goal, said in words.items()}


def drafted_by(plan: CarePlan) -> UUID | None:
    """The account that drew it up, told by the journal."""
    if desk.batch() is not None:
        return next((e.account_id for e in desk.mine(Entry, plan.id) if e.verb == "careplan.draft"), None)
    drafts = Entry.objects.filter(record_id=plan.id, verb="careplan.draft")
    return drafts.values_list("account_id", flat=True).first()


def plans_of(victim_id: UUID) -> list[CarePlan]:
    """Every version, the newest first."""
    buffered = [p for p in desk.mine(CarePlan) if p.victim_id == victim_id]  # in a batch the file is of this batch
    found = buffered if desk.batch() is not None else list(CarePlan.objects.filter(victim_id=victim_id))
    return sorted(found, key=lambda p: p.number, reverse=True)


def newest_plan(victim_id: UUID) -> CarePlan | None:
    return next(iter(plans_of(victim_id)), None)


def goals_of(plan_id: UUID) -> list[GoalRow]:
    buffered = [g for g in desk.mine(GoalRow) if g.plan_id == plan_id]
    found = buffered if desk.batch() is not None else list(GoalRow.objects.filter(plan_id=plan_id))
    return sorted(found, key=lambda g: g.place)


def _check_draft(command: DraftPlan, victim: Victim, on: date) -> date:
    if victim.status not in {str(s) for s in CARED}:
        raise Refused("Hồ sơ đã kết thúc nên không lập kế hoạch mới. Hãy mở lại hồ sơ trước.")
    if not [g for g in command.goals if tidy(g.goal)]:
        raise Refused("Chưa ghi mục tiêu nào. Hãy hỏi người đó muốn gì và ghi ít nhất một mục tiêu.")
    if command.review_on is None:
        raise Refused("Chưa có ngày xem lại kế hoạch. Hãy chọn ngày.", field="review_on")
    check_next(command.review_on, on)
    return command.review_on


def _fetch(step: Step, by: Actor, wanted: CarePlanStatus) -> tuple[Victim, CarePlan]:
    """The file, and of its versions the newest that stands so; else the newest, whose status then refuses the move."""
    victim = fetch(step.victim_id, by)
    plans = plans_of(victim.id)
    if not plans:
        raise Refused("Người này chưa có kế hoạch hỗ trợ. Hãy lập kế hoạch trước.")
    found = next((p for p in plans if p.status == wanted), plans[0])
    return victim, desk.fetch(CarePlan.objects.all(), found.id)


def _carry(
    verb: str, plan: CarePlan, victim: Victim, step: Step, by: Actor, now: datetime, *, change: tuple[str, ...] = (),
    facts: dict[str, Any] | None = None,
) -> Entry:  # fmt: skip
    said = {"victim": str(victim.id), **(facts or {})}
    entry = carry_out(PLAN, verb, plan, by=by, occurred_at=step.occurred_at, now=now, change=change, facts=said)
    _note(entry, step, victim, by)
    return entry


def _note(entry: Entry, step: Step, victim: Victim, by: Actor) -> None:
    if step.note:
        add_note(entry, tidy(step.note), key_of(victim.id, by.agency_id))
