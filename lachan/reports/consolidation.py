"""Frozen reports summed into one, and what does not add up. Ratios are made anew from their two counts, never averaged.

Plain functions over frozen content: the same for a province over its communes and a ministry over its provinces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lachan.reports.build.assemble import ReportFigures
from lachan.reports.build.figures import Number, vi_number, vi_percent
from lachan.reports.build.tables import FigureRow, ScorecardRow, TaskRow

Judge = Callable[[str, float | None, float | None], tuple[str, str]]


@dataclass(frozen=True)
class Conflict:
    """One thing that does not add up. ``cell`` names the place: «victims/victim.identified»; ``who``: the sender."""

    cell: str
    label: str
    why: str
    left: str
    right: str
    who: str = ""


def summed(reports: Sequence[ReportFigures], judge: Judge, like: ReportFigures) -> ReportFigures:
    """The sum of frozen tables, with period and names as in ``like``. ``judge``: state and label of a target again."""
    names = list(dict.fromkeys(name for one in reports for name in one.tables))
    tables = {name: _sum_rows([one.tables.get(name, ()) for one in reports]) for name in names}
    cards = _by(lambda r: (r.code, r.target), [one.scorecard for one in reports])
    tasks = _by(lambda r: r.agency, [[t for t in one.tasks if not t.is_total] for one in reports])
    lines = tuple(_sum_tasks(rows) for rows in tasks.values())
    return replace(
        like, tables=tables, scorecard=tuple(_sum_card(rows, judge) for rows in cards.values()),
        tasks=(*lines, _total(lines)) if lines else like.tasks, task_lines=None,
    )  # fmt: skip


def within(figures: ReportFigures) -> Iterator[Conflict]:
    """What contradicts itself inside one report."""
    for name, rows in figures.tables.items():
        for row in rows:
            yield from _of_row(f"{name}/{row.code}", row.label, row)
        yield from _of_parts(name, rows)
    for card in figures.scorecard:
        yield from _of_row(f"scorecard/{card.code or card.target}", card.target, card)
    yield from _of_tasks(figures.tasks)


def against(total: ReportFigures, own: ReportFigures) -> Iterator[Conflict]:
    """Where the sum of the reports is not what the receiver's own records say."""
    for name, rows in own.tables.items():
        sums = {row.code: row for row in total.tables.get(name, ()) if not row.is_detail}
        for row in rows:
            other = sums.get(row.code)
            if row.is_detail or other is None:
                continue
            for field, words in _counts_of(row):
                left, right = getattr(other, field), getattr(row, field)
                if left != right:
                    yield Conflict(f"{name}/{row.code}", f"{row.label}{words}",
                                   "tổng các báo cáo khác số từ hồ sơ", vi_number(left), vi_number(right))  # fmt: skip


def since_sent(sent: ReportFigures, today: ReportFigures, who: str) -> Iterator[Conflict]:
    """Where a frozen report is not what its own records say today: late entries and corrections."""
    for found in against(sent, today):
        yield replace(found, why="hồ sơ đã thay đổi sau khi ký", who=who)


def _counts_of(row: FigureRow) -> tuple[tuple[str, str], ...]:
    if row.denominator is None:
        return (("value", ""),)
    return (("numerator", " (tử số)"), ("denominator", " (mẫu số)"))


def _by(key: Callable[[Any], Any], tables: Iterable[Iterable[Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in (row for table in tables for row in table):
        found.setdefault(key(row), []).append(row)
    return found


def _sum_rows(tables: list[Sequence[FigureRow]]) -> tuple[FigureRow, ...]:
    """A figure where it first stands, its parts below it, though some reports have none of a part."""
    summed_ = [_sum_row(rows) for rows in _by(lambda r: (r.code, r.label, r.is_detail), tables).values()]
    order = {code: n for n, code in reversed(list(enumerate(row.code for row in summed_)))}
    return tuple(sorted(summed_, key=lambda row: (order[row.code], row.is_detail, row.part_of)))


def _sum_row(rows: list[FigureRow]) -> FigureRow:
    first = rows[0]
    unsure = any(row.is_unconfirmed for row in rows)
    if first.unit == "%":
        top, bottom = _sum(r.numerator for r in rows), _sum(r.denominator for r in rows)
        was, of = _sum(r.previous_numerator for r in rows), _sum(r.previous_denominator for r in rows)
        return replace(
            first, numerator=top, denominator=bottom, value=_ratio(top, bottom), previous_numerator=was,
            previous_denominator=of, previous=_ratio(was, of), to_date=None, is_unconfirmed=unsure,
        )  # fmt: skip
    return replace(
        first, value=_sum(r.value for r in rows), previous=_sum(r.previous for r in rows),
        to_date=_sum(r.to_date for r in rows), is_unconfirmed=unsure,
    )  # fmt: skip


def _sum_card(rows: list[ScorecardRow], judge: Judge) -> ScorecardRow:
    first = rows[0]
    top, bottom = _sum(r.numerator for r in rows), _sum(r.denominator for r in rows)
    value = _ratio(top, bottom) if bottom is not None else top
    state, label = judge(first.comparator, first.goal, value)
    return replace(first, numerator=top, denominator=bottom, value=value, previous=None, state=state, status=label,
                   is_unconfirmed=any(r.is_unconfirmed for r in rows))  # fmt: skip


def _sum_tasks(rows: list[TaskRow]) -> TaskRow:
    return replace(rows[0], assigned=sum(r.assigned for r in rows), done=sum(r.done for r in rows),
                   in_progress=sum(r.in_progress for r in rows), late=sum(r.late for r in rows), note="")  # fmt: skip


def _total(rows: Sequence[TaskRow]) -> TaskRow:
    whole = _sum_tasks(list(rows))
    return replace(whole, agency="Tổng số", is_total=True, is_sum=True)


def _sum(values: Iterable[Number | str | None]) -> int | None:
    counts = [int(v) for v in values if v is not None and not isinstance(v, str)]
    return sum(counts) if counts else None


def _ratio(top: int | None, bottom: int | None) -> float | None:
    return 100 * (top or 0) / bottom if bottom else None


def _of_row(cell: str, label: str, row: FigureRow | ScorecardRow) -> Iterator[Conflict]:
    top, bottom = row.numerator, row.denominator
    for words, count in (("số liệu", row.value), ("tử số", top), ("mẫu số", bottom)):
        if count is not None and not isinstance(count, str) and count < 0:
            yield Conflict(cell, label, f"{words} âm", vi_number(count), "0")
    if top is None or bottom is None:
        return
    if top > bottom:
        yield Conflict(cell, label, "tử số lớn hơn mẫu số", vi_number(top), vi_number(bottom))
    right = _ratio(top, bottom)
    if isinstance(row.value, int | float) and (right is None or abs(float(row.value) - right) > 0.005):
        yield Conflict(cell, label, "tỷ lệ không bằng tử số chia mẫu số", vi_percent(row.value), vi_percent(right))


def _of_parts(name: str, rows: Sequence[FigureRow]) -> Iterator[Conflict]:
    """A breakdown that claims to be whole adds up to its figure."""
    wholes: Mapping[str, FigureRow] = {r.code: r for r in rows if not r.is_detail}
    parts = _by(lambda r: (r.code, r.part_of), [[r for r in rows if r.is_detail and r.part_of]])
    for (code, _), found in parts.items():
        whole = wholes.get(code)
        counted = sum(int(r.value) for r in found if isinstance(r.value, int | float))
        if whole is not None and isinstance(whole.value, int | float) and counted != whole.value:
            yield Conflict(f"{name}/{code}", whole.label, "tổng các phần khác số chung", vi_number(counted),
                           vi_number(whole.value))  # fmt: skip


def _of_tasks(rows: Sequence[TaskRow]) -> Iterator[Conflict]:
    for row in rows:
        split = row.done + row.in_progress + row.late
        if split != row.assigned:
            yield Conflict("tasks", row.agency, "hoàn thành, đang thực hiện, quá hạn cộng lại khác số được giao",
                           vi_number(split), vi_number(row.assigned))  # fmt: skip
