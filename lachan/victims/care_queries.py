"""Reading the care of one person: what she has by law, risks, plan, what was given, her stay, loans, refusals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import CHECKS
from lachan.base.clock import local_day
from lachan.base.errors import NotFound
from lachan.base.listing import MoveButton
from lachan.base.moves import Move
from lachan.facilities.queries import place_of
from lachan.journal import clocks, desk
from lachan.journal.buttons import buttons
from lachan.law.book import current
from lachan.law.regimes import Matrix, matrix
from lachan.law.rows import AmountRow
from lachan.victims import access
from lachan.victims.care import refused_regimes
from lachan.victims.care_rules import (
    LOAN,
    PLAN,
    CarePlanStatus,
    Danger,
    LinkOutcome,
    LoanPurpose,
    LoanRefusal,
    LoanStatus,
    NotNeededReason,
    RiskLevel,
)
from lachan.victims.careplans import drafted_by, goals_of, plans_of
from lachan.victims.consent import is_closed_to, sees_support
from lachan.victims.contact_queries import is_minor
from lachan.victims.followup_rules import Outcome, VisitWay, is_lost
from lachan.victims.models import (
    CarePlan,
    ChildLinkRow,
    FollowUpRow,
    GoalOutcome,
    Loan,
    LoanUse,
    RiskRow,
    SupportRow,
    Victim,
)
from lachan.victims.queries import VictimLine, line_of
from lachan.victims.referral_queries import ConsentMatrixLine, consent_matrix
from lachan.victims.rules import OTHER_EYES, PROCEDURE
from lachan.victims.support_rules import Answer, SupportStage, item_name, name_of, unit_of


@dataclass(frozen=True)
class RiskLine:
    danger: Danger
    level: RiskLevel
    on: date
    next_on: date | None


@dataclass(frozen=True)
class VisitLine:
    """One visit after she settled, the newest first."""

    on: date
    way: VisitWay
    met: Answer
    said: dict[Outcome, Answer]
    next_on: date | None


@dataclass(frozen=True)
class GoalLine:
    """``reached``: as last looked at; none: not looked at yet. The words stay sealed."""

    id: UUID
    place: int
    regime: str
    who_id: UUID | None
    due_on: date | None
    reached: Answer | None


@dataclass(frozen=True)
class PlanLine:
    number: int
    code: str
    status: CarePlanStatus
    drafted_on: date
    drafted_by: UUID
    approved_on: date | None
    approved_by: str
    review_on: date
    goals: tuple[GoalLine, ...]
    moves: tuple[MoveButton, ...]


@dataclass(frozen=True)
class GivenLine:
    """One thing given, as written down."""

    on: date
    regime: str
    stage: SupportStage
    item: str
    quantity: int | None
    unit: str
    until_on: date | None
    school_year: int | None
    provider_id: UUID | None
    cost: int | None
    need: str
    is_in_time: bool


@dataclass(frozen=True)
class LoanLine:
    id: UUID
    code: str
    status: LoanStatus
    lender: str
    programme: str
    purpose: LoanPurpose
    asked_on: date
    asked: int
    decided_on: date | None
    granted: int | None
    paid_on: date | None
    refusal: LoanRefusal | None
    as_meant: Answer | None
    moves: tuple[MoveButton, ...] = ()


@dataclass(frozen=True)
class ChildLinkLine:
    on: date
    outcome: LinkOutcome
    facility_id: UUID | None
    by_hotline: bool
    reason: NotNeededReason | None


@dataclass(frozen=True)
class StayLine:
    """``facility_id`` and ``name`` only for those of the circle; the limit for everyone who sees the file."""

    clock: clocks.ClockLine | None
    facility_id: UUID | None = None
    name: str = ""
    since: date | None = None


@dataclass(frozen=True)
class CarePage:
    victim: VictimLine
    identified_on: date | None
    matrix: Matrix
    risks: tuple[RiskLine, ...]
    visits: tuple[VisitLine, ...]
    is_lost: bool
    plans: tuple[PlanLine, ...]
    given: tuple[GivenLine, ...]
    amounts: tuple[AmountRow, ...]
    insurance_until: date | None
    stay: StayLine
    refused: tuple[str, ...]
    loans: tuple[LoanLine, ...]
    is_child: bool
    link: ChildLinkLine | None
    consents: tuple[ConsentMatrixLine, ...]
    moves: tuple[MoveButton, ...]
    may_plan: bool
    may_lend: bool
    may_open_words: bool
    may_give_feedback: bool

    @property
    def cost(self) -> int | None:
        known = [line.cost for line in self.given if line.cost is not None]
        return sum(known) if known else None


CARE_MOVES = (
    "victim.assess_needs", "victim.follow_up", "victim.assess_risk", "victim.decide_support", "victim.provide_service",
    "victim.admit", "victim.extend_stay", "victim.discharge", "victim.link_child", "victim.refuse_support",
    "victim.withdraw_refusal",
)  # fmt: skip


def open_care(actor: Actor, victim_id: UUID, now: datetime) -> CarePage:
    """The whole of it, for those who may know what she needs and was given; for a recipient of less, nothing."""
    victim, on = desk.fetch(access.visible_to(actor), victim_id), local_day(now)
    if is_closed_to(victim, actor.agency_id, on) or not sees_support(victim, actor.agency_id, on):
        raise NotFound
    return CarePage(
        victim=line_of(victim),
        identified_on=victim.identified_on,
        matrix=matrix(victim.identified_on or on),
        risks=risks_of(victim.id),
        visits=(visits := visits_of(victim.id)),
        is_lost=is_lost([v.met for v in visits]),
        plans=tuple(_plan(p, victim, actor) for p in plans_of(victim.id)),
        given=given_to(victim.id),
        amounts=amounts_for(victim, on),
        insurance_until=_insured_until(victim),
        stay=_stay(victim, actor, now),
        refused=tuple(sorted(refused_regimes(victim.id))),
        loans=tuple(
            _loan(row, victim, actor) for row in Loan.objects.filter(victim_id=victim.id).order_by("-asked_on")
        ),
        is_child=is_minor(victim),
        link=link_of(victim.id),
        consents=consent_matrix(victim.id, None, on),
        moves=tuple(m for m in buttons(PROCEDURE, victim, actor) if m.verb in CARE_MOVES),
        may_plan=access.check_may_draft_careplan.allows(actor, victim),
        may_lend=access.check_may_ask_loan.allows(actor, victim),
        may_open_words=access.check_may_open_careplan.allows(actor, victim),
        may_give_feedback=access.check_may_give_feedback.allows(actor, victim),
    )


def visits_of(victim_id: UUID) -> tuple[VisitLine, ...]:
    rows = FollowUpRow.objects.filter(record_id=victim_id).order_by("-visited_on", "-entry_seq")
    return tuple(
        VisitLine(
            r.visited_on, VisitWay(r.way), Answer(r.met), {o: Answer(getattr(r, str(o))) for o in Outcome}, r.next_on
        )
        for r in rows
    )


def risks_of(victim_id: UUID) -> tuple[RiskLine, ...]:
    """The newest word on each danger, the worst first."""
    newest = {r.danger: r for r in RiskRow.objects.filter(record_id=victim_id).order_by("entry_seq")}
    order = [RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.UNKNOWN, RiskLevel.LOW, RiskLevel.NONE]
    lines = [RiskLine(Danger(r.danger), RiskLevel(r.level), r.assessed_on, r.next_on) for r in newest.values()]
    return tuple(sorted(lines, key=lambda x: order.index(x.level)))


def given_to(victim_id: UUID) -> tuple[GivenLine, ...]:
    rows = SupportRow.objects.filter(record_id=victim_id).order_by("-supported_on", "-entry_seq")
    return tuple(
        GivenLine(
            on=r.supported_on, regime=name_of(r.regime), stage=SupportStage(r.stage),
            item=item_name(r.item) if r.item else "", quantity=r.quantity, unit=unit_of(r.item), until_on=r.until_on,
            school_year=r.school_year, provider_id=r.provider_id, cost=r.cost, need=Answer.label_of(r.need),
            is_in_time=r.is_in_time,
        )
        for r in rows
    )  # fmt: skip


def amounts_for(victim: Victim, on: date) -> tuple[AmountRow, ...]:
    """The sums of her law, shipped empty: what the province has set, and what nobody has set yet."""
    day = victim.identified_on or on
    law = "2011." if victim.legal_regime == "L2011" else "2024."
    rows = [r for r in current().in_force(AmountRow, max(day, on)) if r.regime.startswith(law)]
    return tuple(rows or [r for r in current().in_force(AmountRow, day) if r.regime.startswith(law)])


def link_of(victim_id: UUID) -> ChildLinkLine | None:
    row = ChildLinkRow.objects.filter(record_id=victim_id).order_by("-entry_seq").first()
    if row is None:
        return None
    reason = NotNeededReason(row.reason) if row.reason else None
    return ChildLinkLine(row.asked_on, LinkOutcome(row.outcome), row.facility_id, row.by_hotline, reason)


def children_unasked(actor: Actor, ids: list[UUID]) -> set[UUID]:
    """Of these files, the children of whom nobody has asked yet."""
    asked = set(ChildLinkRow.objects.filter(record_id__in=ids).values_list("record_id", flat=True))
    return {v.id for v in access.visible_among(actor, ids) if is_minor(v) and v.id not in asked}


def open_loan(actor: Actor, loan_id: UUID) -> tuple[VictimLine, LoanLine]:
    loan = desk.fetch(Loan.objects.all(), loan_id)
    victim = desk.fetch(access.visible_to(actor), loan.victim_id)
    return line_of(victim), _loan(loan, victim, actor)


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, LoanLine]:
    """The visible loans among these: what a figure may open."""
    rows = list(access.visible_loans(actor).filter(id__in=ids))
    files = {v.id: v for v in access.visible_among(actor, [r.victim_id for r in rows])}
    return {r.id: _loan(r, files[r.victim_id], actor) for r in rows if r.victim_id in files}


def _insured_until(victim: Victim) -> date | None:
    """One year from the day she was confirmed (NĐ 188/2025 Điều 6); only under the law that gives it."""
    day = victim.identified_on
    if day is None or victim.legal_regime != "L2024":
        return None
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)


def _stay(victim: Victim, actor: Actor, now: datetime) -> StayLine:
    limits = clocks.of_record(victim.id, now)
    clock = next((c for c in limits if c.rule == "victim.keep_in_shelter" and c.is_open), None)
    known = place_of(actor, victim.id)
    return StayLine(clock, *known) if known else StayLine(clock)


def _plan(plan: CarePlan, victim: Victim, actor: Actor) -> PlanLine:
    goals = goals_of(plan.id)
    seen = {o.goal_id: Answer(o.reached) for o in GoalOutcome.objects.filter(record_id=victim.id).order_by("entry_seq")}
    lines = (
        GoalLine(g.id, g.place, name_of(g.regime) if g.regime else "", g.who_id, g.due_on, seen.get(g.id))
        for g in goals
    )
    return PlanLine(
        number=plan.number, code=plan.code, status=CarePlanStatus(plan.status), drafted_on=plan.opened_on,
        drafted_by=plan.origin_id, approved_on=plan.approved_on, approved_by=plan.approved_by,
        review_on=plan.review_on, goals=tuple(lines), moves=_moves_of(plan, victim, actor),
    )  # fmt: skip


def _moves_of(plan: CarePlan, victim: Victim, actor: Actor) -> tuple[MoveButton, ...]:
    """Whoever drew a version up is told that others approve it, before the form and not after."""
    moves = _judged(PLAN.from_status(plan.status), victim, actor)
    if plan.status != CarePlanStatus.PROPOSED or drafted_by(plan) != actor.account_id:
        return moves
    return tuple(replace(m, may=False, why=OTHER_EYES) if m.verb == "careplan.approve" and m.may else m for m in moves)


def _loan(loan: Loan, victim: Victim, actor: Actor) -> LoanLine:
    use = LoanUse.objects.filter(record_id=loan.id).order_by("-entry_seq").first()
    return LoanLine(
        id=loan.id, code=loan.code, status=LoanStatus(loan.status), lender=loan.lender, programme=loan.programme,
        purpose=LoanPurpose(loan.purpose), asked_on=loan.asked_on, asked=loan.asked, decided_on=loan.decided_on,
        granted=loan.granted, paid_on=loan.paid_on, refusal=LoanRefusal(loan.refusal) if loan.refusal else None,
        as_meant=Answer(use.as_meant) if use else None, moves=_judged(LOAN.from_status(loan.status), victim, actor),
    )  # fmt: skip


def _judged(moves: Iterable[Move], victim: Victim, actor: Actor) -> tuple[MoveButton, ...]:
    """Moves of a record beside the file are judged by how the actor stands to the file."""
    checks = ((m, CHECKS[m.verb], CHECKS[m.verb].allows(actor, victim)) for m in moves)
    return tuple(MoveButton(m.verb, m.label, may, "" if may else check.why_not(actor)) for m, check, may in checks)
