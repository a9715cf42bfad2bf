"""The rows of figures handed in by the reports room, set into the tables a form defines, numbered as they appear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lachan.reports.build.document import Column, Paragraph, Table
from lachan.reports.build.figures import Number, vi_number, vi_percent, vi_share
from lachan.reports.build.form import Form, FormTable

NOTHING = "Không phát sinh"


@dataclass(frozen=True)
class ScorecardRow:
    """``value`` is a percentage already computed; ``status`` is the label a person reads."""

    target: str
    assigned: str
    value: Number | None
    numerator: int | None
    denominator: int | None
    status: str
    code: str = ""


@dataclass(frozen=True)
class FigureRow:
    """One indicator in a table; with the unit "%" the value is a percentage, made of the two counts.

    ``previous`` is the same period of the year before, where there is one.
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


@dataclass(frozen=True)
class TaskRow:
    """Tasks of one lead agency, counted."""

    agency: str
    assigned: int
    done: int
    in_progress: int
    late: int
    note: str = ""
    is_total: bool = False


AnyRow = ScorecardRow | FigureRow | TaskRow


class TableWriter:
    """Numbers the tables "Bảng 1." onwards in the order they are written into one document."""

    def __init__(
        self,
        form: Form,
        scorecard: tuple[ScorecardRow, ...],
        figures: Mapping[str, tuple[FigureRow, ...]],
        tasks: tuple[TaskRow, ...],
        period: str,
    ) -> None:
        self._tables = form.tables
        self._rows: dict[str, tuple[AnyRow, ...]] = {**figures, "scorecard": scorecard, "tasks": tasks}
        self._period = period
        self._written = 0

    def write(self, names: tuple[str, ...]) -> Iterator[Table | Paragraph]:
        """Each table; one sentence for a table without rows; nothing for figures that were never counted."""
        for name in names:
            rows = self._rows.get(name)
            title = self._tables[name].title.replace("{period}", self._period)
            if rows:
                self._written += 1
                yield _table(self._tables[name], f"Bảng {self._written}. {title}", rows)
            elif rows is not None:
                yield Paragraph(f"{title}: {NOTHING}.")


def _table(form_table: FormTable, title: str, rows: tuple[AnyRow, ...]) -> Table:
    records = _records(rows)
    shown = [c for c in form_table.columns if not c.is_optional or any(r[c.shows] not in ("", "–") for r in records)]
    return Table(
        title,
        tuple(Column(c.title, c.width, c.align) for c in shown),
        tuple(tuple(record[c.shows] for c in shown) for record in records),
        form_table.note,
        frozenset(i for i, row in enumerate(rows) if getattr(row, "is_total", False)),
    )


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
                "target": row.target,
                "assigned": row.assigned,
                "value": vi_percent(row.value),
                "share": vi_share(row.numerator, row.denominator),
                "status": row.status,
            }
        case FigureRow():
            return {
                "label": f"- {row.label}" if row.is_detail else row.label,
                "unit": row.unit,
                "value": shown(row.value, row.unit),
                "share": "" if row.denominator is None else vi_share(row.numerator, row.denominator),
                "previous": shown(row.previous, row.unit),
            }
        case TaskRow():
            counts = {name: vi_number(getattr(row, name)) for name in ("assigned", "done", "in_progress", "late")}
            return {"agency": row.agency, "note": row.note, **counts}


def shown(value: Number | str | None, unit: str) -> str:
    """The value as a reader sees it; words stay words."""
    if isinstance(value, str):
        return value
    return vi_percent(value) if unit == "%" else vi_number(value)
