"""Gathering what a report carries: the figures of the indicators and of the plan's scorecard, as known on one day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.indicators import figures
from lachan.indicators.figures import Figure
from lachan.indicators.measures import Scope
from lachan.law.periods import Period, period, period_of
from lachan.people.queries import AgencyLine, get_agency
from lachan.people.rules import ROLES_OF
from lachan.plans.queries.scoring import LeadRow, Scorecard, TargetRow, scorecard
from lachan.plans.queries.tracked import PlanLine, newest_plan
from lachan.reports.build.assemble import Header, ReportFigures
from lachan.reports.build.figures import vi_date
from lachan.reports.build.tables import FigureRow, ScorecardRow, TaskRow
from lachan.reports.freezing import Content, freeze
from lachan.reports.letterheads import header_of
from lachan.reports.models import Report

NO_PLAN = "nhiệm vụ công tác phòng, chống mua bán người được giao"
_NAMED = re.compile(r"(\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu) )(.+)$")
NOBODY = UUID(int=0)
GROUPS = ("tips", "cases", "victims")


def content_of(report: Report, as_of: date) -> Content:
    """The frozen form of a stored report with figures as known on ``as_of``."""
    header, numbers = head_and_figures(report, as_of)
    return freeze(report.kind, header, numbers, report.narrative)


def content_for(kind: str, agency: AgencyLine, period_code: str, as_of: date) -> Content:
    """The same without a stored report; the plan is the one followed for the period's year."""
    span = period(period_code)
    plan = newest_plan(_reader(agency), span.end.year)
    header, numbers = _gather(agency, span, as_of, plan.id if plan else None, {})
    return freeze(kind, header, numbers, {})


def head_and_figures(report: Report, as_of: date) -> tuple[Header, ReportFigures]:
    return _gather(get_agency(report.holder_id), period(report.period_code), as_of, report.plan_id, report.head)


def _gather(
    agency: AgencyLine, span: Period, as_of: date, plan_id: UUID | None, head: dict[str, Any]
) -> tuple[Header, ReportFigures]:
    scope = Scope(agency.province_code, agency.area_code)
    card = scorecard(_reader(agency), plan_id, as_of, span.code) if plan_id else None
    numbers = ReportFigures(
        period_label=span.label,
        as_of=as_of,
        next_period_label=_next(span).label,
        scorecard=tuple(_target(t) for t in card.targets) if card else (),
        tables=_tables(scope, span, as_of),
        tasks=_tasks(card) if card else (),
    )
    full, short = _citation(card.plan) if card else (NO_PLAN, NO_PLAN)
    return header_of(agency, plan=full, plan_short=short, is_sample=agency.is_sample, head=head), numbers


def _reader(agency: AgencyLine) -> Actor:
    """A report speaks for its agency: the scorecard is read as any officer of it would see it."""
    return Actor(
        NOBODY, agency.id, agency.code, agency.kind, agency.province_code, agency.area_code, ROLES_OF[agency.kind]
    )


def _citation(plan: PlanLine) -> tuple[str, str]:
    """The plan as a document is cited at first mention (type, number, date, issuer, subject), and afterwards."""
    short = f"Kế hoạch số {plan.number}" if plan.number else "Kế hoạch"
    dated = f" ngày {vi_date(plan.issued_on)}" if plan.issued_on else ""
    return f"{short}{dated} của {_in_a_sentence(plan.issuer)} về {plan.title[:1].lower()}{plan.title[1:]}", short


def _in_a_sentence(name: str) -> str:
    """A letterhead's capitals as they stand in a sentence: «ỦY BAN NHÂN DÂN TỈNH A B» is «Ủy ban nhân dân tỉnh A B»."""
    if not name.isupper():
        return name
    lower = _NAMED.sub(lambda found: found[1] + found[2].title(), name.lower())
    return lower[:1].upper() + lower[1:]


def _target(row: TargetRow) -> ScorecardRow:
    figure = row.figure
    return ScorecardRow(
        target=row.subject[:1].upper() + row.subject[1:],
        assigned=row.assigned,
        value=row.value,
        numerator=figure.numerator if figure else None,
        denominator=figure.denominator if figure else None,
        status=row.state.label,
        code=row.indicator,
    )


def _tasks(card: Scorecard) -> tuple[TaskRow, ...]:
    rows = [_lead(lead, lead.name) for lead in card.leads]
    return (*rows, _lead(card.tasks, "Tổng số", is_total=True)) if rows else ()


def _lead(lead: LeadRow, name: str, is_total: bool = False) -> TaskRow:
    under_way = lead.assigned - lead.done - lead.late
    return TaskRow(name, lead.assigned, lead.done, under_way, lead.late, is_total=is_total)


def _tables(scope: Scope, span: Period, as_of: date) -> dict[str, tuple[FigureRow, ...]]:
    """The tables of the forms: an indicator a row, with the same period of the year before beside it."""
    now = figures.all_figures(figures.window_of(scope, span, as_of))
    before_span = period(_year_before(span.code))
    before = {f.code: f for f in figures.all_figures(figures.window_of(scope, before_span, as_of))}
    return {g: tuple(_row(f, before[f.code]) for f in now if f.indicator.group == g) for g in GROUPS}


def _row(figure: Figure, before: Figure) -> FigureRow:
    rule = figure.indicator
    return FigureRow(
        label=rule.name,
        unit=rule.unit,
        value=figure.value if rule.is_ratio else figure.numerator,
        previous=before.value if rule.is_ratio else before.numerator,
        code=rule.code,
        numerator=figure.numerator if rule.is_ratio else None,
        denominator=figure.denominator,
    )


def _year_before(code: str) -> str:
    return f"{int(code[:4]) - 1}{code[4:]}"


def _next(span: Period) -> Period:
    """The period of the same length that follows."""
    part = span.code[5:6] or "Y"
    return period_of(span.end + timedelta(days=1), part, span.calendar) if part in "YHQM" else span
