"""Reading releases: the register, one table as it stands for people outside, and its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.errors import NotFound
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.exchange import access
from lachan.exchange.building import Content, Shown, digest, gate_of, placed
from lachan.exchange.models import Release
from lachan.exchange.rules import PROCEDURE, SEEN, ReleaseStatus
from lachan.exchange.tables import ALL, ALL_LABEL, FixedTable, fixed_table, members
from lachan.indicators.definitions import Indicator, indicator
from lachan.indicators.dimensions import dimension
from lachan.indicators.disclosure import Key
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.law.periods import Period, period


@dataclass(frozen=True)
class ReleaseLine:
    id: UUID
    code: str
    status: ReleaseStatus
    table: FixedTable
    period: Period
    as_of: date
    published_on: date | None
    proposed_by: UUID
    reason: str


@dataclass(frozen=True)
class Grid:
    """The public table: words of rows and columns, and cells that are numbers or what is said instead."""

    heads: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int | Shown, ...]], ...]

    @property
    def redacted(self) -> int:
        return sum(c is Shown.REDACTED for _, cells in self.rows for c in cells)

    @property
    def withheld(self) -> int:
        return sum(c is Shown.WITHHELD for _, cells in self.rows for c in cells)

    @property
    def cell_count(self) -> int:
        return sum(len(cells) for _, cells in self.rows)


@dataclass(frozen=True)
class ReleasePage:
    release: ReleaseLine
    indicator: Indicator
    grid: Grid
    content: Content
    sha256: str
    is_intact: bool
    is_own: bool
    moves: tuple[MoveButton, ...]
    timeline: tuple[TimelineLine, ...]


def list_releases(actor: Actor, page: int = 1) -> ListPage[ReleaseLine]:
    return page_of(access.visible_to(actor).order_by("-opened_on", "-id"), page, _line)


def open_release(actor: Actor, release_id: UUID) -> ReleasePage:
    """A published release is shown from what was frozen; a proposed one as it would go out today."""
    row = desk.fetch(access.visible_to(actor), release_id)
    return ReleasePage(
        release=_line(row),
        indicator=indicator(row.indicator),
        grid=grid_of(row),
        content=row.content,
        sha256=row.sha256,
        is_intact=not row.sha256 or digest(row.content) == row.sha256,
        is_own=row.proposed_by == actor.account_id,
        moves=buttons(PROCEDURE, row, actor),
        timeline=tuple(timeline(row.id)),
    )


def published(actor: Actor, release_id: UUID) -> tuple[ReleaseLine, Grid, Content, str]:
    """What the files are made of. Raises NotFound while nothing was published."""
    row = desk.fetch(access.visible_to(actor), release_id)
    if ReleaseStatus(row.status) not in SEEN:
        raise NotFound
    return _line(row), grid_of(row), row.content, row.sha256


def grid_of(row: Release) -> Grid:
    """Rows are the first dimensions, columns the last of several; totals come last."""
    table, code, rule = fixed_table(row.table), row.indicator, indicator(row.indicator)
    shown = _frozen(row) if row.content else gate_of(row).cells
    kept = [{**members(code, name), ALL: ALL_LABEL} for name in table.by]
    heads = tuple(dimension(rule.record, name, rule.by).label for name in table.by)
    down = kept[:-1] if len(kept) > 1 else kept
    across = kept[-1] if len(kept) > 1 else {}
    columns: list[tuple[str, ...]] = [(c,) for c in across] or [()]
    rows = []
    for values in product(*down):
        keys = [placed(table, (*values, *column), row.period_code) for column in columns]
        words = tuple(labels[value] for labels, value in zip(down, values, strict=True))
        rows.append((words or (ALL_LABEL,), tuple(_cell(shown, key) for key in keys)))
    return Grid(heads[: len(down)] or (table.title,), tuple(across.values()) or (rule.unit,), tuple(rows))


def _frozen(row: Release) -> dict[Key, int | None]:
    return {tuple(keys): value for keys, value in row.content["cells"]}


def _cell(shown: dict[Key, int | None], key: Key) -> int | Shown:
    if key not in shown:
        return Shown.WITHHELD
    value = shown[key]
    return Shown.REDACTED if value is None else value


def _line(row: Release) -> ReleaseLine:
    return ReleaseLine(
        id=row.id,
        code=row.code,
        status=ReleaseStatus(row.status),
        table=fixed_table(row.table),
        period=period(row.period_code),
        as_of=row.as_of,
        published_on=row.published_on,
        proposed_by=row.proposed_by,
        reason=row.reason,
    )
