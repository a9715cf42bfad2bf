"""Plans that are followed: the list, and what the page of one shows besides its scorecard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.people.queries import list_agencies
from lachan.plans import access
from lachan.plans.models import BudgetLine, Objective, Plan
from lachan.plans.rules import PLAN, PlanStatus

_OF_PROVINCE = (AgencyKind.STEERING_COMMITTEE, AgencyKind.PEOPLES_COMMITTEE, AgencyKind.PROVINCIAL_POLICE)


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
    holder_id: UUID

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
    parent: PlanLine | None
    children: tuple[PlanLine, ...]
    may_connect: bool


def list_plans(
    actor: Actor, status: str = "", year: int | None = None, page: int = 1, whose: str = ""
) -> ListPage[PlanLine]:
    rows = access.plans_visible_to(actor)
    if status:
        rows = rows.filter(status=status)
    if year:
        rows = rows.filter(first_year__lte=year, last_year__gte=year)
    if whose == "ours":
        rows = rows.filter(holder_id=actor.agency_id)
    return page_of(rows.order_by("-last_year", "-id"), page, line)


def newest_plan(actor: Actor, year: int) -> PlanLine | None:
    """The plan followed for a year, the province's before a department's own; of several the shortest, then the
    newest: what "at a glance" shows."""
    rows = access.plans_visible_to(actor).filter(
        status=str(PlanStatus.ADOPTED), first_year__lte=year, last_year__gte=year, area_code=""
    )
    of_province = {a.id for a in list_agencies(actor.province_code, date(year, 12, 31), *_OF_PROVINCE)}
    found = sorted(
        rows, key=lambda p: (p.holder_id not in of_province, p.last_year - p.first_year, -p.adopted_at.timestamp())
    )
    return line(found[0]) if found else None


def open_plan(actor: Actor, plan_id: UUID) -> PlanPage:
    plan = desk.fetch(access.plans_visible_to(actor), plan_id)
    budget = BudgetLine.objects.filter(plan=plan).order_by("position")
    visible = access.plans_visible_to(actor)
    documents = access.documents_visible_to(actor).filter(id__in=[plan.document_id]).values_list("id", flat=True)
    parent = visible.filter(id=plan.parent_id).first() if plan.parent_id else None
    return PlanPage(
        plan=line(plan),
        document_id=documents.first(),
        adopted_at=plan.adopted_at,
        objectives=tuple(Objective.objects.filter(plan=plan).order_by("position").values_list("section", "text")),
        budget=tuple(BudgetItem(b.value, b.unit, b.text) for b in budget),
        timeline=tuple(timeline(plan.id)),
        moves=buttons(PLAN, plan, actor),
        parent=line(parent) if parent else None,
        children=tuple(line(p) for p in visible.filter(parent_id=plan.id).order_by("area_code", "-id")),
        may_connect=access.check_may_connect_target.allows(actor, plan),
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
        holder_id=plan.holder_id,
    )
