"""Sums of reports beside the records: what each agency says it did, and why a sum is not the number of records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.errors import NotFound
from lachan.indicators.definitions import Indicator, indicator
from lachan.indicators.figures import Figure, figure, window_of
from lachan.indicators.measures import MEASURES, Scope
from lachan.indicators.spread import AGENCY, AREA, spread
from lachan.journal import desk
from lachan.law.periods import Period, period
from lachan.people.queries import agency_names, area_names, get_agency
from lachan.reports import access
from lachan.reports.build.assemble import ReportFigures
from lachan.reports.build.tables import FigureRow
from lachan.reports.counting import whose
from lachan.reports.freezing import figures_of
from lachan.reports.lines import added_kinds
from lachan.reports.models import Round, Submission
from lachan.reports.rules import Line
from lachan.reports.summing import COUNTED, counted_in

OTHERS = "Các cơ quan chưa có báo cáo được cộng"
Part = tuple[str, UUID, FigureRow]
Counts = tuple[int, int | None]  # numerator (or count), denominator


@dataclass(frozen=True)
class AgencyCell:
    """One figure over the agencies: the sum of what each did, the province's number, and each one's frozen value."""

    code: str
    label: str
    unit: str
    total: Counts
    own: Counts
    parts: tuple[Part, ...]

    @property
    def differs(self) -> bool:
        return self.total != self.own


@dataclass(frozen=True)
class GapLine:
    """One part of the sum: what its report says, and what the records say of it today; None: no report counted.

    ``key``: the value of the dimension under which the records of this part are found.
    """

    name: str
    submission_id: UUID | None
    sent: Counts | None
    now: Counts
    key: str = ""

    @property
    def differs(self) -> bool:
        return self.sent != self.now


@dataclass(frozen=True)
class Gap:
    """Why a sum of reports is not the number of records: the lines that are not as sent, and records counted twice.

    ``shared``: how many records stand in several parts, by how much the sum is over for that, and their ids.
    """

    rule: Indicator
    by_agency: bool
    period: Period
    as_of: date
    total: Counts
    records: Counts
    lines: tuple[GapLine, ...]
    shared: tuple[UUID, ...]
    over: Counts


def added_in(round_id: UUID) -> list[Submission]:
    """Of each agency of which the receiver adds its own work, the newest report that was received."""
    asked = Round.objects.get(id=round_id)
    kinds = added_kinds(get_agency(asked.holder_id), Line(asked.line))
    rows = Submission.objects.filter(round_id=round_id, status__in=COUNTED, sender_kind__in=kinds)
    return list({row.sender_code: row for row in rows.order_by("sent_at")}.values())


def agency_cells(added: Sequence[tuple[Submission, ReportFigures]], own: ReportFigures) -> Iterator[AgencyCell]:
    """``own``: what the receiver's records say of the province."""
    whole = {row.code: row for rows in own.tables.values() for row in rows if not row.is_detail}
    found: dict[str, list[Part]] = {}
    for sent, told in added:
        for row in told.own:
            found.setdefault(row.code, []).append((sent.sender_name, sent.id, row))
    for code, parts in found.items():
        if code in whole:
            row = whole[code]
            yield AgencyCell(code, row.label, row.unit, _sum([counts(r) for _, _, r in parts]), counts(row),
                             tuple(p for p in parts if any(counts(p[2]))))  # fmt: skip


def counts(row: FigureRow) -> Counts:
    if row.unit == "%":
        return row.numerator or 0, row.denominator or 0
    return int(row.value or 0), None


def open_gap(actor: Actor, round_id: UUID, code: str, *, by_agency: bool, on: date) -> Gap:
    """One figure of the board laid open, for the agency that collects and has the records."""
    asked = desk.fetch(access.rounds_visible_to(actor).filter(holder_id=actor.agency_id), round_id)
    rule = indicator(code) if code in MEASURES else None
    if rule is None or (by_agency and not rule.is_by_agency):
        raise NotFound
    counted = added_in(asked.id) if by_agency else counted_in(asked.id)
    sent = [(row, figures_of(row.content)) for row in counted]
    as_of = min([on, max((one.as_of for _, one in sent), default=on)])
    look = _Look(asked, rule, as_of)
    lines = tuple(look.by_agency(sent) if by_agency else look.by_area(sent))
    twice = spread(code, window_of(look.whole, look.span, as_of), AGENCY if by_agency else AREA)
    return Gap(
        rule=rule,
        by_agency=by_agency,
        period=look.span,
        as_of=as_of,
        total=_sum([line.sent for line in lines if line.sent]),
        records=look.counted(look.whole),
        lines=tuple(line for line in lines if line.sent or any(line.now)),
        shared=tuple(one.record_id for one in twice.records),
        over=(twice.hits, twice.counted) if rule.is_ratio else (twice.counted, None),
    )


class _Look:
    """One figure, asked again for every part of the sum."""

    def __init__(self, asked: Round, rule: Indicator, as_of: date) -> None:
        self.asked, self.rule, self.as_of = asked, rule, as_of
        self.span, self.whole = period(asked.period_code), Scope(asked.province_code)

    def counted(self, scope: Scope) -> Counts:
        return _counts(figure(self.rule.code, window_of(scope, self.span, self.as_of)))

    def by_agency(self, sent: Sequence[tuple[Submission, ReportFigures]]) -> Iterator[GapLine]:
        by_id = {row.origin_id: (row, told) for row, told in sent if row.report_id}
        is_stock = self.rule.flow == "stock"  # dear to count, and shared out among agencies: the rest is told as one
        ids = {*by_id} if is_stock else {*by_id, *(one.agency_id for one in self.asked.owed.all()), *self._at_work()}
        names, rest = agency_names(ids), self.counted(self.whole)[0]
        for agency_id in sorted(ids, key=lambda i: names.get(i, "")):
            row, told = by_id.get(agency_id, (None, None))
            mine = whose(get_agency(agency_id)).own or replace(self.whole, agencies=(agency_id,))
            said = next((counts(r) for r in told.own if r.code == self.rule.code), None) if told else None
            now = self.counted(mine)
            rest -= now[0]
            yield GapLine(names.get(agency_id, ""), row.id if row else None, said, now, str(agency_id))
        if is_stock and rest > 0:
            yield GapLine(OTHERS, None, None, (rest, None))
        for row, told in sent:  # from another installation, whose records are not here
            if not row.report_id:
                said = next((counts(r) for r in told.own if r.code == self.rule.code), None)
                yield GapLine(row.sender_name, row.id, said, (0, 0 if self.rule.is_ratio else None))

    def by_area(self, sent: Sequence[tuple[Submission, ReportFigures]]) -> Iterator[GapLine]:
        by_place = {row.place_code: (row, told) for row, told in sent}
        parts = figure(self.rule.code, window_of(self.whole, self.span, self.as_of), by=("area",)).cells
        codes = {*by_place, *(cell.keys[0] for cell in parts)} - {"unknown"}
        names = area_names(codes)
        for code in sorted(codes, key=lambda c: names.get(c, c)):
            row, told = by_place.get(code, (None, None))
            said = next((counts(r) for r in _rows(told) if r.code == self.rule.code), None) if told else None
            now = self.counted(Scope(self.asked.province_code, code))
            yield GapLine(names.get(code, code), row.id if row else None, said, now, code)
        nowhere = next((c for c in parts if c.keys[0] == "unknown"), None)
        if nowhere:
            yield GapLine("", None, None, (nowhere.numerator, nowhere.denominator), "unknown")

    def _at_work(self) -> set[UUID]:
        parts = figure(self.rule.code, window_of(self.whole, self.span, self.as_of), by=("agency",)).cells
        return {UUID(cell.keys[0]) for cell in parts}


def _rows(told: ReportFigures) -> Iterator[FigureRow]:
    return (row for rows in told.tables.values() for row in rows if not row.is_detail)


def _counts(found: Figure) -> Counts:
    return found.numerator, found.denominator if found.indicator.is_ratio else None


def _sum(parts: Sequence[Counts]) -> Counts:
    bottoms = [bottom for _, bottom in parts if bottom is not None]
    return sum(top for top, _ in parts), sum(bottoms) if bottoms else None
