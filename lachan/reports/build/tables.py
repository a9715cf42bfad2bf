"""The rows of figures handed in by the reports room, set into the tables a form defines, numbered as they appear."""

from __future__ import annotations

from collections.abc import Mapping
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
    """One indicator in a table; ``previous`` is the same period of the year before, where there is one."""

    label: str
    unit: str
    value: Number | str | None
    previous: Number | str | None = None
    code: str = ""
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

    def write(self, name: str) -> Table | Paragraph:
        """The table, or one sentence when it has no rows: an empty grid says nothing."""
        form_table = self._tables[name]
        rows = self._rows.get(name, ())
        title = form_table.title.replace("{period}", self._period)
        if not rows:
            return Paragraph(f"{title}: {NOTHING}.")
        self._written += 1
        return _table(form_table, f"Bảng {self._written}. {title}", rows)


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
            share = vi_share(row.numerator, row.denominator)
            return {
                "target": row.target,
                "assigned": row.assigned,
                "value": vi_percent(row.value),
                "share": share,
                "status": row.status,
            }
        case FigureRow():
            label = f"- {row.label}" if row.is_detail else row.label
            return {"label": label, "unit": row.unit, "value": _shown(row.value), "previous": _shown(row.previous)}
        case TaskRow():
            counts = {name: vi_number(getattr(row, name)) for name in ("assigned", "done", "in_progress", "late")}
            return {"agency": row.agency, "note": row.note, **counts}


def _shown(value: Number | str | None) -> str:
    return value if isinstance(value, str) else vi_number(value)
