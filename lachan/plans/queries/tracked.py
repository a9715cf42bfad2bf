"""Plans that are followed: the list, and what the page of one shows besides its scorecard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.plans import access
from lachan.plans.models import BudgetLine, Objective, Plan
from lachan.plans.rules import PLAN, PlanStatus


@dataclass(frozen=True)
class PlanLine:
    id: UUID
    code: str
    status: PlanStatus
    number: str
    title: str
    issuer: str
    issued_on: date | None
    level: str
    province_code: str
    area_code: str
    first_year: int
    last_year: int
    period_start: str
    period_end: str

    @property
    def years(self) -> str:
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"


@dataclass(frozen=True)
class BudgetItem:
    value: Decimal | None
    unit: str
    text: str


@dataclass(frozen=True)
class PlanPage:
    plan: PlanLine
    document_id: UUID | None
    adopted_at: datetime
    objectives: tuple[tuple[str, str], ...]
    budget: tuple[BudgetItem, ...]
    timeline: tuple[TimelineLine, ...]
    moves: tuple[MoveButton, ...]


def list_plans(actor: Actor, status: str = "", year: int | None = None, page: int = 1) -> ListPage[PlanLine]:
    rows = access.plans_visible_to(actor)
    if status:
        rows = rows.filter(status=status)
    if year:
        rows = rows.filter(first_year__lte=year, last_year__gte=year)
    return page_of(rows.order_by("-last_year", "-id"), page, line)


def newest_plan(actor: Actor, year: int) -> PlanLine | None:
    """The plan followed for a year: of several the shortest, then the newest; what "at a glance" shows."""
    rows = access.plans_visible_to(actor).filter(
        status=str(PlanStatus.ADOPTED), first_year__lte=year, last_year__gte=year, area_code=""
    )
    found = sorted(rows, key=lambda p: (p.last_year - p.first_year, -p.adopted_at.timestamp()))
    return line(found[0]) if found else None


def open_plan(actor: Actor, plan_id: UUID) -> PlanPage:
    plan = desk.fetch(access.plans_visible_to(actor), plan_id)
    budget = BudgetLine.objects.filter(plan=plan).order_by("position")
    may_see_document = access.check_may_read_plandoc.allows(actor, plan)
    return PlanPage(
        plan=line(plan),
        document_id=plan.document_id if may_see_document else None,
        adopted_at=plan.adopted_at,
        objectives=tuple(Objective.objects.filter(plan=plan).order_by("position").values_list("section", "text")),
        budget=tuple(BudgetItem(b.value, b.unit, b.text) for b in budget),
        timeline=tuple(timeline(plan.id)),
        moves=buttons(PLAN, plan, actor),
    )


def find_by_code(actor: Actor, code: str) -> list[PlanLine]:
    return [line(p) for p in access.plans_visible_to(actor).filter(code=code.upper())[:5]]


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, PlanLine]:
    return {p.id: line(p) for p in access.plans_visible_to(actor).filter(id__in=ids)}


def line(plan: Plan) -> PlanLine:
    return PlanLine(
        id=plan.id,
        code=plan.code,
        status=PlanStatus(plan.status),
        number=plan.number,
        title=plan.title,
        issuer=plan.issuer,
        issued_on=plan.issued_on,
        level=plan.level,
        province_code=plan.province_code,
        area_code=plan.area_code,
        first_year=plan.first_year,
        last_year=plan.last_year,
        period_start=plan.period_start,
        period_end=plan.period_end,
    )
