"""Gathering what a report carries: the figures of the indicators and of the plan's scorecard, as known on one day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.indicators import figures
from lachan.indicators.definitions import indicator
from lachan.indicators.figures import Figure
from lachan.indicators.measures import MEASURES
from lachan.law.periods import Period, period, period_of
from lachan.law.rows import Confidence
from lachan.people.queries import AgencyLine, get_agency
from lachan.people.rules import ROLES_OF
from lachan.plans.queries.scoring import LeadRow, Scorecard, TargetRow, scorecard
from lachan.plans.queries.tasks import TaskLine as PlanTask
from lachan.plans.queries.tasks import tasks_of
from lachan.plans.queries.tracked import PlanLine, newest_plan
from lachan.plans.rules import figure_period, judge
from lachan.reports.build.assemble import Header, ReportFigures, proposed
from lachan.reports.build.figures import vi_date
from lachan.reports.build.form import load_form
from lachan.reports.build.narrative import ProposalLine
from lachan.reports.build.tables import FigureRow, ScorecardRow, TaskLine, TaskRow
from lachan.reports.counting import Spans, Whose, own_rows, tables, whose
from lachan.reports.freezing import Content, freeze
from lachan.reports.letterheads import header_of
from lachan.reports.models import Proposal, Report
from lachan.reports.rules import OF_A_PLAN, Basis, ProposalStatus, ReportKind
from lachan.reports.summing import summed_figures

NO_PLAN = "nhiệm vụ công tác phòng, chống mua bán người được giao"
_NAMED = re.compile(r"(\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu) )(.+)$")
NOBODY = UUID(int=0)
YEAR_BEFORE = "cùng kỳ năm trước"
# Whose report tells of every agency's tasks; others tell of their own.
SEES_ALL_TASKS = frozenset({AgencyKind.STEERING_COMMITTEE, AgencyKind.PEOPLES_COMMITTEE, AgencyKind.PROVINCIAL_POLICE})


def content_of(report: Report, as_of: date) -> Content:
    """The frozen form of a stored report with figures as known on ``as_of``."""
    header, numbers = head_and_figures(report, as_of)
    return freeze(report.kind, header, numbers, report.narrative)


def content_for(kind: str, agency: AgencyLine, period_code: str, as_of: date) -> Content:
    """The same without a stored report; the plan is the one followed for the period's year."""
    span = period(period_code)
    plan = newest_plan(_reader(agency), span.end.year)
    header, numbers = _gather(ReportKind(kind), agency, span, as_of, plan.id if plan else None, {})
    return freeze(kind, header, numbers, {})


def head_and_figures(report: Report, as_of: date) -> tuple[Header, ReportFigures]:
    agency, kind = get_agency(report.holder_id), ReportKind(report.kind)
    span = period(report.period_code)
    if report.basis == Basis.REPORTS and report.round_id:
        header, numbers = _gather(kind, agency, span, as_of, report.plan_id, report.head, counts=False)
        numbers = summed_figures(report.round_id, numbers, is_over=as_of > span.end)
    else:
        header, numbers = _gather(kind, agency, span, as_of, report.plan_id, report.head)
    return header, replace(numbers, proposals=_proposals(report))


def proposed_text(report: Report, section: str) -> str:
    """What the figures propose for a section, as the document would show it."""
    header, numbers = head_and_figures(report, report.as_of)
    return proposed(load_form(report.kind), header, numbers)[section]


def figures_now(agency: AgencyLine, period_code: str, as_of: date, plan_id: UUID | None = None) -> ReportFigures:
    """What the records say for an agency's area: what a report of it is checked against."""
    return _gather(ReportKind.SIX_MONTH, agency, period(period_code), as_of, plan_id, {})[1]


def _gather(
    kind: ReportKind, agency: AgencyLine, span: Period, as_of: date, plan_id: UUID | None, head: dict[str, Any],
    *, counts: bool = True,
) -> tuple[Header, ReportFigures]:  # fmt: skip
    mine = whose(agency)
    code = "" if kind in OF_A_PLAN else span.code
    card = scorecard(_reader(agency), plan_id, as_of, code) if plan_id else None
    spans = _spans(kind, span, card)
    counted = tables(mine, spans, as_of) if counts else {}
    card_rows = [t for t in card.targets if _concerns(t, mine, spans, as_of, counted)] if card else []
    numbers = ReportFigures(
        period_label=spans.now.label,
        as_of=as_of,
        start=spans.now.start,
        end=spans.now.end,
        next_period_label=_next(span).label,
        scorecard=tuple(_target(t, mine, spans, as_of, kind) for t in card_rows),
        tables=counted,
        tasks=_tasks(card, agency) if card else (),
        task_lines=_task_lines(card, agency, as_of) if card and kind in OF_A_PLAN else None,
        before_label=spans.before_label,
        own=own_rows(mine, spans.now, as_of) if counts else (),
        of_agency=agency.name if mine.whole else "",
    )
    full, short = _citation(card.plan) if card else (NO_PLAN, NO_PLAN)
    return header_of(agency, plan=full, plan_short=short, is_sample=agency.is_sample, head=head), numbers


def _spans(kind: ReportKind, span: Period, card: Scorecard | None) -> Spans:
    """A review tells of the plan since its start beside the phase before; else the same period a year before."""
    if kind in OF_A_PLAN and card:
        first, last = card.plan.first_year, card.plan.last_year
        years = last - first + 1
        before = figure_period(first - years, first - 1)
        named = f"năm {first - 1}" if years == 1 else f"giai đoạn {first - years}–{first - 1}"
        return Spans(figure_period(first, last), before, named)
    before = period(f"{int(span.code[:4]) - 1}{span.code[4:]}")
    year = period(span.code[:4]) if kind is ReportKind.MONTHLY else None
    return Spans(span, before, YEAR_BEFORE, replace(year, end=span.end) if year else None)


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


def _target(row: TargetRow, mine: Whose, spans: Spans, as_of: date, kind: ReportKind) -> ScorecardRow:
    """The target as this agency stands to it: by the records of its area, or its own; the province's number, said to

    be that, where the agency has none of its own.
    """
    found, state, scope = row.figure, row.state, mine.scope
    own = _measured(row, mine, spans, as_of)
    if own:
        found, state = own, judge(row.comparator, row.target, own.value, is_over=as_of > spans.now.end)
    else:
        scope = replace(scope, agencies=())
    before = None
    if found and kind in OF_A_PLAN and row.indicator in MEASURES:
        before = figures.figure(row.indicator, figures.window_of(scope, spans.before, as_of)).value
    return ScorecardRow(
        target=row.subject[:1].upper() + row.subject[1:],
        assigned=row.assigned,
        value=found.value if found else None,
        numerator=found.numerator if found else None,
        denominator=found.denominator if found else None,
        status=state.label,
        code=row.indicator,
        state=str(state),
        comparator=row.comparator,
        goal=row.target,
        previous=before,
        is_unconfirmed=bool(found and found.indicator.confidence == Confidence.UNCONFIRMED),
        whole=mine.whole if found and mine.whole and not own else "",
    )


def _concerns(
    row: TargetRow, mine: Whose, spans: Spans, as_of: date, counted: Mapping[str, tuple[FigureRow, ...]]
) -> bool:
    """A member tells of the targets that its own records answer, and of the whole province's in what it works on."""
    if not mine.whole or _measured(row, mine, spans, as_of):
        return True
    rule = indicator(row.indicator) if row.indicator in MEASURES else None
    return bool(rule and not rule.is_by_agency and counted.get(rule.group))


def _measured(row: TargetRow, mine: Whose, spans: Spans, as_of: date) -> Figure | None:
    """The figure by what this report counts, where that is not the whole province's, which the scorecard has."""
    if not row.figure or not (mine.scope.area_code or mine.scope.agencies) or row.indicator not in MEASURES:
        return None
    if mine.scope.agencies and not indicator(row.indicator).is_by_agency:
        return None
    found = figures.figure(row.indicator, figures.window_of(mine.scope, spans.now, as_of))
    return found if mine.scope.area_code or found.denominator else None


def _tasks(card: Scorecard, agency: AgencyLine) -> tuple[TaskRow, ...]:
    leads = [lead for lead in card.leads if agency.kind in SEES_ALL_TASKS or lead.agency_id == agency.id]
    rows = [_lead(lead, lead.name) for lead in leads]
    if not rows:
        return ()
    whole = card.tasks if agency.kind in SEES_ALL_TASKS else _whole(leads)
    is_sum = all(sum(getattr(lead, n) for lead in leads) == getattr(whole, n) for n in ("assigned", "done", "late"))
    return (*rows, replace(_lead(whole, "Tổng số", is_total=True), is_sum=is_sum))


def _whole(leads: list[LeadRow]) -> LeadRow:
    return LeadRow("", None, *(sum(getattr(lead, n) for lead in leads) for n in ("assigned", "done", "late", "soon")))


def _lead(lead: LeadRow, name: str, is_total: bool = False) -> TaskRow:
    under_way = lead.assigned - lead.done - lead.late
    return TaskRow(name, lead.assigned, lead.done, under_way, lead.late, is_total=is_total)


def _task_lines(card: Scorecard, agency: AgencyLine, as_of: date) -> tuple[TaskLine, ...]:
    lines = tasks_of(_reader(agency), card.plan.id, as_of)
    if agency.kind not in SEES_ALL_TASKS:
        lines = [line for line in lines if any(a.agency_id == agency.id for a in line.agencies)]
    return tuple(_task_line(line) for line in lines)


def _task_line(line: PlanTask) -> TaskLine:
    leads = ", ".join(line.leads) or "Chưa rõ cơ quan chủ trì"
    return TaskLine(line.text, leads, vi_date(line.due_on), line.state.label)


def _proposals(report: Report) -> tuple[ProposalLine, ...]:
    """What this report asks, and what the agency asked before and nobody has answered."""
    own = Proposal.objects.filter(report=report).exclude(status=str(ProposalStatus.WITHDRAWN)).order_by("code")
    old = Proposal.objects.filter(origin_id=report.holder_id, status=str(ProposalStatus.SENT)).exclude(report=report)
    return (
        *(ProposalLine(p.to_name, p.text) for p in own),
        *(
            ProposalLine(p.to_name, p.text, f"gửi ngày {vi_date(p.sent_on)}")
            for p in old.filter(sent_on__lte=report.as_of).order_by("sent_on", "code")
        ),
    )


def _next(span: Period) -> Period:
    """The period of the same length that follows."""
    part = span.code[5:6] or "Y"
    return period_of(span.end + timedelta(days=1), part, span.calendar) if part in "YHQM" else span
