"""The frozen reports that a round received, summed: which of them count, and the list of them that the sum carries."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.indicators.figures import window_of
from lachan.indicators.measures import MEASURES, Scope
from lachan.indicators.spread import AREA, spread
from lachan.law.periods import period
from lachan.people.queries import get_agency
from lachan.plans.rules import judge
from lachan.reports.build.assemble import ReportFigures
from lachan.reports.build.figures import vi_date
from lachan.reports.build.tables import DoubleRow, SourceRow
from lachan.reports.consolidation import summed
from lachan.reports.freezing import figures_of
from lachan.reports.lines import summed_kinds
from lachan.reports.models import Round, Submission
from lachan.reports.rules import Line, SubmissionStatus

COUNTED = (str(SubmissionStatus.RECEIVED), str(SubmissionStatus.LOCKED))


def counted_in(round_id: UUID) -> list[Submission]:
    """Of each area the newest report that was received, from the kind of agency that reports for a whole area.

    A department's figures are already those of the whole province: adding them to its communes' would count twice.
    """
    asked = Round.objects.get(id=round_id)
    kinds = summed_kinds(get_agency(asked.holder_id), Line(asked.line))
    rows = Submission.objects.filter(round_id=round_id, status__in=COUNTED, sender_kind__in=kinds)
    newest = {row.place_code: row for row in rows.order_by("sent_at")}
    return [newest[place] for place in sorted(newest)]


def summed_figures(round_id: UUID, like: ReportFigures, *, is_over: bool) -> ReportFigures:
    rows = counted_in(round_id)

    def again(comparator: str, goal: float | None, value: float | None) -> tuple[str, str]:
        state = judge(comparator, goal, value, is_over=is_over)
        return str(state), state.label

    total = summed([figures_of(row.content) for row in rows], again, like)
    sources = tuple(_source(row) for row in rows)
    return replace(total, sources=sources, doubles=_doubles(Round.objects.get(id=round_id), rows, total))


def _doubles(asked: Round, sent: list[Submission], total: ReportFigures) -> tuple[DoubleRow, ...] | None:
    """The counts of which some records are in several communes' reports; a ministry has no records to tell."""
    if get_agency(asked.holder_id).kind is AgencyKind.MINISTRY:
        return None
    window = window_of(Scope(asked.province_code), period(asked.period_code), total.as_of)
    counts = [r for rows in total.tables.values() for r in rows if r.unit != "%" and not r.is_detail and r.value]
    places = tuple(row.place_code for row in sent)
    over = ((row, spread(row.code, window, AREA, places).counted) for row in counts if row.code in MEASURES)
    return tuple(DoubleRow(r.label, r.unit, r.code, int(r.value or 0), int(r.value or 0) - n) for r, n in over if n)


def _source(row: Submission) -> SourceRow:
    head = row.content["head"]
    number = f"{head['number'] or '…'}/{head['agency_symbol']}"
    return SourceRow(row.sender_name, number, row.version, vi_date(local_day(row.sent_at)), row.sha256)
