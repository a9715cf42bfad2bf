"""The board of a round: who has sent, late or not at all; what the frozen reports sum to; what does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.labels import Labelled
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.base.text import sort_key_vi
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.law.periods import period
from lachan.people.queries import get_agency
from lachan.reports import access
from lachan.reports.build.assemble import ReportFigures
from lachan.reports.build.tables import FigureRow
from lachan.reports.consolidation import Conflict, against, within
from lachan.reports.freezing import figures_of
from lachan.reports.gathering import figures_now
from lachan.reports.lines import lines_to
from lachan.reports.models import Report, Round, Submission
from lachan.reports.queries.documents import ReportLine, line_of
from lachan.reports.queries.gaps import AgencyCell, added_in, agency_cells
from lachan.reports.rules import ROUND, Line, ReportKind, RoundStatus, SubmissionStatus
from lachan.reports.summing import counted_in, summed_figures


class Manner(Labelled):
    """How an agency stands to the day."""

    IN_TIME = "in_time", "Gửi đúng hạn"
    LATE = "late", "Gửi chậm"
    WAITING = "waiting", "Chưa gửi, còn hạn"
    OVERDUE = "overdue", "Quá hạn, chưa gửi"
    RETURNED = "returned", "Đã trả lại, chờ bản mới"


@dataclass(frozen=True)
class RoundLine:
    id: UUID
    code: str
    status: RoundStatus
    kind: ReportKind
    period_code: str
    due_on: date
    line: Line
    holder_id: UUID
    brief: str


@dataclass(frozen=True)
class SenderRow:
    """One agency that owes the round: its newest report, how late, and how many questions are open."""

    agency_id: UUID | None
    name: str
    manner: Manner
    submission_id: UUID | None
    status: SubmissionStatus | None
    sent_on: date | None
    version: int
    days_late: int
    open_questions: int
    is_summed: bool
    is_added: bool
    conflicts: int


@dataclass(frozen=True)
class CellRow:
    """One figure over the senders: sum, own records, and each sender's frozen value."""

    code: str
    label: str
    unit: str
    total: FigureRow
    own: FigureRow | None
    differs: bool
    parts: tuple[tuple[str, UUID, FigureRow], ...]


@dataclass(frozen=True)
class Board:
    """``cells``: sums over areas; ``agency_cells``: sums of what each agency did; the two are never mixed."""

    round: RoundLine
    senders: tuple[SenderRow, ...]
    cells: tuple[CellRow, ...]
    agency_cells: tuple[AgencyCell, ...]
    conflicts: tuple[Conflict, ...]
    moves: tuple[MoveButton, ...]
    is_mine: bool
    reports: tuple[ReportLine, ...]

    def count(self, *manners: Manner) -> int:
        return sum(row.manner in manners for row in self.senders)


def list_rounds(actor: Actor, page: int = 1) -> ListPage[RoundLine]:
    return page_of(access.rounds_visible_to(actor).order_by("-opened_on", "-id"), page, _round)


def own_lines(actor: Actor) -> list[Line]:
    """The lines that end at the actor's agency: whether it opens rounds at all."""
    return lines_to(get_agency(actor.agency_id))


def open_round(actor: Actor, round_id: UUID, on: date) -> Board:
    """The whole board for the agency that collects; one that owes sees the round and its own row."""
    asked = desk.fetch(access.rounds_visible_to(actor), round_id)
    is_mine = asked.holder_id == actor.agency_id
    senders = _senders(asked, on)
    if not is_mine:
        senders = [row for row in senders if row.agency_id == actor.agency_id]
    counted, added = (counted_in(asked.id), added_in(asked.id)) if is_mine else ([], [])
    own = _own(asked, [*counted, *added], on) if counted or added else None
    cells, conflicts = _sums(asked, counted, own, on) if counted else ((), ())
    told = [(row, figures_of(row.content)) for row in added]
    made = Report.objects.filter(round_id=asked.id, holder_id=actor.agency_id).order_by("-opened_on")
    return Board(
        round=_round(asked),
        senders=tuple(senders),
        cells=cells,
        agency_cells=tuple(agency_cells(told, own)) if own else (),
        conflicts=conflicts,
        moves=buttons(ROUND, asked, actor),
        is_mine=is_mine,
        reports=tuple(line_of(r) for r in made),
    )


def _senders(asked: Round, on: date) -> list[SenderRow]:
    newest = _newest(asked)
    agencies = [get_agency(one.agency_id) for one in asked.owed.all()]
    summed, added = {row.id for row in counted_in(asked.id)}, {row.id for row in added_in(asked.id)}
    rows = [_sender(a.id, a.name, newest.pop(a.code, None), asked.due_on, on) for a in agencies]
    rows += [_sender(None, row.sender_name, row, asked.due_on, on) for row in newest.values()]
    rows = [replace(r, is_summed=r.submission_id in summed, is_added=r.submission_id in added) for r in rows]
    order = {m: n for n, m in enumerate((Manner.OVERDUE, Manner.RETURNED, Manner.WAITING, Manner.LATE, Manner.IN_TIME))}
    return sorted(rows, key=lambda r: (order[r.manner], sort_key_vi(r.name)))


def _newest(asked: Round) -> dict[str, Submission]:
    """By sender the report that stands: a replaced one only where nothing came after it."""
    rows = Submission.objects.filter(round_id=asked.id).exclude(status=str(SubmissionStatus.REPLACED))
    return {row.sender_code: row for row in rows.order_by("sent_at").prefetch_related("questions")}


def _sender(agency_id: UUID | None, name: str, sent: Submission | None, due_on: date, on: date) -> SenderRow:
    if sent is None:
        manner = Manner.OVERDUE if on > due_on else Manner.WAITING
        late = max((on - due_on).days, 0)
        return SenderRow(
            agency_id, name, manner, None, None, None, 0, late, 0, is_summed=False, is_added=False, conflicts=0
        )
    sent_on = local_day(sent.sent_at)
    manner = Manner.LATE if sent_on > due_on else Manner.IN_TIME
    if sent.status == SubmissionStatus.RETURNED:
        manner = Manner.RETURNED
    return SenderRow(
        agency_id=agency_id,
        name=name,
        manner=manner,
        submission_id=sent.id,
        status=SubmissionStatus(sent.status),
        sent_on=sent_on,
        version=sent.version,
        days_late=max((sent_on - due_on).days, 0),
        open_questions=sum(q.answered_at is None for q in sent.questions.all()),
        is_summed=False,
        is_added=False,
        conflicts=len(list(within(figures_of(sent.content)))),
    )


def _own(asked: Round, sent: list[Submission], on: date) -> ReportFigures | None:
    """What the receiver's records say as of the latest day that the reports know; a ministry has none."""
    holder = get_agency(asked.holder_id)
    return None if holder.kind is AgencyKind.MINISTRY else figures_now(holder, asked.period_code, _latest(sent, on))


def _latest(sent: list[Submission], on: date) -> date:
    return min(max(figures_of(row.content).as_of for row in sent), on)


def _sums(
    asked: Round, counted: list[Submission], own: ReportFigures | None, on: date
) -> tuple[tuple[CellRow, ...], tuple[Conflict, ...]]:
    parts = [(row, figures_of(row.content)) for row in counted]
    like = own or _like(asked, _latest(counted, on))
    total = summed_figures(asked.id, like, is_over=False)
    cells = tuple(_cells(total, own, parts))
    found = [replace(c, who=row.sender_name) for row, one in parts for c in within(one)]
    found += [*within(total), *(against(total, own) if own else ())]
    return cells, tuple(found)


def _like(asked: Round, as_of: date) -> ReportFigures:
    return ReportFigures(period(asked.period_code).label, as_of)


def _cells(
    total: ReportFigures, own: ReportFigures | None, parts: list[tuple[Submission, ReportFigures]]
) -> Iterator[CellRow]:
    for name, rows in total.tables.items():
        mine = {row.code: row for row in own.tables.get(name, ()) if not row.is_detail} if own else {}
        for row in (row for row in rows if not row.is_detail):
            theirs = tuple(
                (sent.sender_name, sent.id, cell)
                for sent, one in parts
                for cell in one.tables.get(name, ())
                if cell.code == row.code and not cell.is_detail
            )
            other = mine.get(row.code)
            differs = other is not None and (row.numerator, row.denominator, _count(row)) != (
                other.numerator, other.denominator, _count(other),
            )  # fmt: skip
            yield CellRow(f"{name}/{row.code}", row.label, row.unit, row, other, differs, theirs)


def _count(row: FigureRow) -> object:
    return None if row.unit == "%" else row.value


def _round(row: Round) -> RoundLine:
    return RoundLine(
        id=row.id,
        code=row.code,
        status=RoundStatus(row.status),
        kind=ReportKind(row.kind),
        period_code=row.period_code,
        due_on=row.due_on,
        line=Line(row.line),
        holder_id=row.holder_id,
        brief=row.brief,
    )
