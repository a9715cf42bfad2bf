"""The frozen reports that a round received, summed: which of them count, and the list of them that the sum carries."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lachan.base.clock import local_day
from lachan.people.queries import get_agency
from lachan.plans.rules import judge
from lachan.reports.build.assemble import ReportFigures
from lachan.reports.build.figures import vi_date
from lachan.reports.build.tables import SourceRow
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
    return replace(total, sources=tuple(_source(row) for row in rows))


def _source(row: Submission) -> SourceRow:
    head = row.content["head"]
    number = f"{head['number'] or '…'}/{head['agency_symbol']}"
    return SourceRow(row.sender_name, number, row.version, vi_date(local_day(row.sent_at)), row.sha256)
