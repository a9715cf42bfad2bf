"""The rows of figures handed in by the reports room, set into the tables a form defines, numbered as they appear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lachan.reports.build.document import Column, Paragraph, Table
from lachan.reports.build.figures import Number, vi_number, vi_percent, vi_share
from lachan.reports.build.form import Form, FormTable

UNSURE_MARK = " (*)"
NO_DATA = "Chưa có số liệu"
UNSURE_NOTE = "(*) Công thức tính chưa được cơ quan có thẩm quyền xác nhận."


@dataclass(frozen=True)
class ScorecardRow:
    """``value`` is a percentage already computed; ``status`` is the label a person reads, ``state`` its code.

    ``comparator`` and ``goal`` are the assigned level as numbers, so that sums of several reports can be judged again;
    ``previous`` is the value over the span that the report compares with.
    """

    target: str
    assigned: str
    value: Number | None
    numerator: int | None
    denominator: int | None
    status: str
    code: str = ""
    state: str = ""
    comparator: str = ""
    goal: float | None = None
    previous: Number | None = None
    is_unconfirmed: bool = False
    whole: str = ""

    @property
    def is_without_cases(self) -> bool:
        """Counted, and nothing to divide by: neither met nor missed."""
        return self.state == "no_data" and self.denominator == 0

    @property
    def name(self) -> str:
        return self.target + f" ({self.whole})" * bool(self.whole)


@dataclass(frozen=True)
class FigureRow:
    """One indicator in a table; with the unit "%" the value is a percentage, made of the two counts.

    ``previous`` is the same period of the year before, where there is one; ``to_date`` from the start of the year;
    ``part_of`` the dimension of a detail whose parts add up to the figure; ``is_key``: it is told in words and drawn;
    ``whole``: «toàn tỉnh» where the number is not the agency's own in a table of its own; ``phrase``: how it is said
    where the period is summed up.
    """

    label: str
    unit: str
    value: Number | str | None
    previous: Number | str | None = None
    code: str = ""
    numerator: int | None = None
    denominator: int | None = None
    is_detail: bool = False
    is_total: bool = False
    previous_numerator: int | None = None
    previous_denominator: int | None = None
    to_date: Number | str | None = None
    part_of: str = ""
    is_unconfirmed: bool = False
    is_key: bool = True
    whole: str = ""
    phrase: str = ""

    @property
    def name(self) -> str:
        return self.label + f" ({self.whole})" * bool(self.whole)


@dataclass(frozen=True)
class TaskRow:
    """Tasks of one lead agency, counted. ``is_sum``: the total is the sum of the rows above it, which it is not where
    two agencies lead one task together.
    """

    agency: str
    assigned: int
    done: int
    in_progress: int
    late: int
    note: str = ""
    is_total: bool = False
    is_sum: bool = False


@dataclass(frozen=True)
class TaskLine:
    """One task of the plan: who leads it, by when, how it stands."""

    task: str
    agency: str
    due: str
    status: str
    note: str = ""


@dataclass(frozen=True)
class SourceRow:
    """One frozen report that a consolidated report was summed from."""

    agency: str
    number: str
    version: int
    sent_on: str
    sha256: str


@dataclass(frozen=True)
class DoubleRow:
    """A sum of reports, some records being in more than one: ``total`` as added, ``distinct`` each counted once."""

    label: str
    unit: str
    code: str
    total: int
    distinct: int


AnyRow = ScorecardRow | FigureRow | TaskRow | TaskLine | SourceRow


class TableWriter:
    """Numbers the tables "Bảng 1." onwards in the order they are written into one document."""

    def __init__(
        self,
        form: Form,
        scorecard: tuple[ScorecardRow, ...],
        figures: Mapping[str, tuple[FigureRow, ...]],
        tasks: tuple[TaskRow, ...],
        period: str,
        lists: Mapping[str, tuple[AnyRow, ...]],
        before: str,
    ) -> None:
        self._tables = form.tables
        self._rows: dict[str, tuple[AnyRow, ...]] = {
            **figures, "scorecard": scorecard, "tasks": tasks, **lists
        }  # fmt: skip
        self._period = period
        self._before = before[:1].upper() + before[1:]
        self._written = 0

    def write(self, names: tuple[str, ...]) -> Iterator[Table | Paragraph]:
        """Each table; one sentence for a table without rows; nothing for figures that were never counted."""
        for name in names:
            table = self._tables[name]
            rows = self._rows.get(table.rows_of)
            title = table.title.replace("{period}", self._period)
            if rows:
                self._written += 1
                yield _table(table, f"Bảng {self._written}. {title}", rows, self._before)
            elif rows is not None:
                yield Paragraph(f"{title}: {table.empty[:1].lower()}{table.empty[1:]}.")


def _table(form_table: FormTable, title: str, rows: tuple[AnyRow, ...], before: str) -> Table:
    records = _records(rows)
    shown = [c for c in form_table.columns if not c.is_optional or any(r[c.shows] not in ("", "–") for r in records)]
    return Table(
        title,
        tuple(Column(c.title.replace("{before}", before), c.width, c.align) for c in shown),
        tuple(tuple(record[c.shows] for c in shown) for record in records),
        _note(form_table.note, rows),
        frozenset(i for i, row in enumerate(rows) if getattr(row, "is_total", False)),
    )


def _note(note: str, rows: tuple[AnyRow, ...]) -> str:
    unsure = UNSURE_NOTE if any(getattr(row, "is_unconfirmed", False) for row in rows) else ""
    return " ".join(part for part in (note, unsure) if part)


def _records(rows: tuple[AnyRow, ...]) -> list[dict[str, str]]:
    records, position = [], 0
    for row in rows:
        is_counted = not getattr(row, "is_total", False) and not getattr(row, "is_detail", False)
        position += is_counted
        records.append({"position": str(position) if is_counted else "", **_cells(row)})
    return records


def _cells(row: AnyRow) -> dict[str, str]:
    match row:
        case ScorecardRow():
            return {
                "target": row.name + UNSURE_MARK * row.is_unconfirmed,
                "assigned": row.assigned,
                "value": vi_percent(row.value),
                "share": vi_share(row.numerator, row.denominator),
                "status": _standing(row),
                "previous": vi_percent(row.previous),
            }
        case FigureRow():
            return {
                "label": (f"- {row.label}" if row.is_detail else row.name) + UNSURE_MARK * row.is_unconfirmed,
                "unit": row.unit,
                "value": shown(row.value, row.unit),
                "share": "" if row.denominator is None else vi_share(row.numerator, row.denominator),
                "previous": shown(row.previous, row.unit),
                "to_date": shown(row.to_date, row.unit),
            }
        case TaskRow():
            counts = {name: vi_number(getattr(row, name)) for name in ("assigned", "done", "in_progress", "late")}
            return {"agency": row.agency, "note": row.note, **counts}
        case TaskLine():
            return {"task": row.task, "agency": row.agency, "due": row.due, "status": row.status, "note": row.note}
        case SourceRow():
            return {
                "agency": row.agency, "number": row.number, "version": str(row.version), "sent_on": row.sent_on,
                "sha256": row.sha256[:16],
            }  # fmt: skip


def _standing(row: ScorecardRow) -> str:
    """How a target stands in words of an official paper."""
    if row.is_without_cases:
        return "Không phát sinh"
    return NO_DATA if row.state == "not_connected" else row.status


def shown(value: Number | str | None, unit: str) -> str:
    """The value as a reader sees it; words stay words."""
    if isinstance(value, str):
        return value
    return vi_percent(value) if unit == "%" else vi_number(value)
