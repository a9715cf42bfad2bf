"""Gathering what a report carries: the figures of the indicators and of the plan's scorecard, as known on one day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lachan.indicators import figures
from lachan.indicators.figures import Figure
from lachan.indicators.measures import Scope
from lachan.law.periods import Period, period, period_of
from lachan.people.queries import AgencyLine, get_agency
from lachan.reports.build.assemble import Header, ReportFigures
from lachan.reports.build.tables import FigureRow
from lachan.reports.freezing import Content, freeze
from lachan.reports.letterheads import header_of
from lachan.reports.models import Report

NO_PLAN = "nhiệm vụ công tác phòng, chống mua bán người được giao"
GROUPS = ("tips", "cases", "victims")


def content_of(report: Report, as_of: date) -> Content:
    """The frozen form of a stored report with figures as known on ``as_of``."""
    header, numbers = head_and_figures(report, as_of)
    return freeze(report.kind, header, numbers, report.narrative)


def content_for(kind: str, agency: AgencyLine, period_code: str, as_of: date) -> Content:
    header, numbers = _gather(agency, period(period_code), as_of, None, {})
    return freeze(kind, header, numbers, {})


def head_and_figures(report: Report, as_of: date) -> tuple[Header, ReportFigures]:
    return _gather(get_agency(report.holder_id), period(report.period_code), as_of, report.plan_id, report.head)


def _gather(
    agency: AgencyLine, span: Period, as_of: date, plan_id: UUID | None, head: dict[str, Any]
) -> tuple[Header, ReportFigures]:
    scope = Scope(agency.province_code, agency.area_code)
    numbers = ReportFigures(
        period_label=span.label,
        as_of=as_of,
        next_period_label=_next(span).label,
        tables=_tables(scope, span, as_of),
    )
    header = header_of(agency, plan=NO_PLAN, plan_short=NO_PLAN, is_sample=agency.is_sample, head=head)
    return header, numbers


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
