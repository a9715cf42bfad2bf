"""The tables of a report, counted: the figures of the agency's area, or of what the agency itself did and held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lachan.access.roles import AgencyKind
from lachan.indicators import figures, wording
from lachan.indicators.definitions import indicator
from lachan.indicators.figures import Figure, narrowed
from lachan.indicators.measures import MEASURES, Scope
from lachan.law.periods import Period
from lachan.law.rows import Confidence
from lachan.people.queries import AgencyLine, area_names, predecessors_of
from lachan.reports.build.assemble import GROUPS
from lachan.reports.build.form import codes_of, phrases_of
from lachan.reports.build.tables import FigureRow
from lachan.reports.lines import is_added_somewhere

# What a table shows below its figure; the parts of each add up to it.
DETAILS = {"victim.identified": ("sex", "age_group"), "case.accused": ("sex",)}
# Whose tables tell of their own work alone: they have no area whose whole state they answer for.
OF_THEIR_OWN = frozenset({
    AgencyKind.BORDER_GUARD, AgencyKind.FACILITY, AgencyKind.LEGAL_AID, AgencyKind.UNION, AgencyKind.DEPARTMENT,
    AgencyKind.PROCURACY, AgencyKind.COURT,
})  # fmt: skip


@dataclass(frozen=True)
class Whose:
    """``scope``: what the tables count. ``own``: the agency's own acts, for those who add agencies up.

    ``whole``: what is said beside a number that is the whole area's in a table of the agency's own.
    """

    scope: Scope
    own: Scope | None = None
    whole: str = ""


@dataclass(frozen=True)
class Spans:
    """The period told of, the one beside it with its name, and the year so far where the form shows that too."""

    now: Period
    before: Period
    before_label: str
    to_date: Period | None = None


def whose(agency: AgencyLine) -> Whose:
    own = Scope(agency.province_code, agencies=(agency.id, *predecessors_of(agency.id)))
    if agency.kind in OF_THEIR_OWN:
        return Whose(own, own, _whole_of(agency.province_code))
    area = Scope(agency.province_code, agency.area_code)
    return Whose(area, own if is_added_somewhere(agency) else None)


def _whole_of(province_code: str) -> str:
    return (
        "toàn thành phố" if area_names([province_code]).get(province_code, "").startswith("Thành phố") else "toàn tỉnh"
    )


def own_rows(mine: Whose, span: Period, as_of: date) -> tuple[FigureRow, ...]:
    """What the agency itself did and held, of every figure that can be said of one agency."""
    if mine.own is None:
        return ()
    window = figures.window_of(mine.own, span, as_of)
    codes = (code for group in GROUPS for code, _ in codes_of(group) if code in MEASURES)
    counted = (figures.figure(code, window) for code in codes if indicator(code).is_by_agency)
    return tuple(_row(one, None, None) for one in counted)


def tables(mine: Whose, spans: Spans, as_of: date) -> dict[str, tuple[FigureRow, ...]]:
    """The tables of the forms: an indicator a row, what it is compared with beside it, its parts below.

    A table of the agency's own in which nothing of its own arose, now or in what it is compared with, stands empty.
    """
    found = {group: tuple(_group(group, mine, spans, as_of)) for group in GROUPS}
    return {group: rows if _has_own(rows, mine) else () for group, rows in found.items()}


def _has_own(rows: tuple[FigureRow, ...], mine: Whose) -> bool:
    return not mine.whole or any(_arose(row) for row in rows if not row.whole)


def _arose(row: FigureRow) -> bool:
    counts = (row.denominator, row.previous_denominator) if row.unit == "%" else (row.value, row.previous, row.to_date)
    return any(counts)


def _group(group: str, mine: Whose, spans: Spans, as_of: date) -> Iterator[FigureRow]:
    for code, is_key in codes_of(group):
        if code not in MEASURES:
            continue
        scope = narrowed(indicator(code), mine.scope)
        now, before, year = (
            figures.figure(code, figures.window_of(scope, span, as_of)) if span else None
            for span in (spans.now, spans.before, spans.to_date)
        )
        assert now is not None
        whole = mine.whole if scope != mine.scope else ""
        said = "" if whole else phrases_of(group).get(code, "")
        yield replace(_row(now, before, year), is_key=is_key and not whole, whole=whole, phrase=said)
        yield from _details(now, scope, spans, as_of)


def _row(now: Figure, before: Figure | None, so_far: Figure | None) -> FigureRow:
    rule = now.indicator
    return FigureRow(
        label=rule.name,
        unit=rule.unit,
        value=_value(now),
        previous=_value(before),
        code=rule.code,
        numerator=now.numerator if rule.is_ratio else None,
        denominator=now.denominator,
        previous_numerator=before.numerator if before and rule.is_ratio else None,
        previous_denominator=before.denominator if before else None,
        to_date=_value(so_far),
        is_unconfirmed=rule.confidence == Confidence.UNCONFIRMED,
    )


def _value(found: Figure | None) -> float | int | None:
    if found is None:
        return None
    return found.value if found.indicator.is_ratio else found.numerator


def _details(whole: Figure, scope: Scope, spans: Spans, as_of: date) -> list[FigureRow]:
    rows: list[FigureRow] = []
    for by in DETAILS.get(whole.code, ()):
        if by not in whole.indicator.by or not whole.numerator:
            continue
        now = figures.figure(whole.code, figures.window_of(scope, spans.now, as_of), by=(by,))
        then = figures.figure(whole.code, figures.window_of(scope, spans.before, as_of), by=(by,))
        words = wording.values(now)[0]
        rows += [
            FigureRow(label, whole.indicator.unit, now.cell(key).numerator, then.cell(key).numerator, whole.code,
                      is_detail=True, part_of=by)
            for key, label in words.items()
        ]  # fmt: skip
    return rows
