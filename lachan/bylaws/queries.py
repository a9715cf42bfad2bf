"""Reading the law as it stands here: one line a row, and one row with everything that was ever set over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.base.errors import NotFound
from lachan.base.listing import PAGE_SIZE, ListPage
from lachan.base.text import fold_vi
from lachan.bylaws import overlay
from lachan.bylaws.models import LocalRow
from lachan.law.book import current
from lachan.law.rows import KIND_LABELS, Confidence, Row


@dataclass(frozen=True)
class LawFilter:
    kind: str = ""
    words: str = ""
    only_unconfirmed: bool = False
    only_local: bool = False


@dataclass(frozen=True)
class LawCount:
    """How many rows a kind has, and how many of them nobody has confirmed yet."""

    kind: str
    label: str
    rows: int
    unconfirmed: int


@dataclass(frozen=True)
class LocalVersion:
    """One change that was made here. ``stands``: it is what applies for its days."""

    row: Row
    set_at: datetime
    set_by: UUID
    is_withdrawn: bool
    stands: bool


@dataclass(frozen=True)
class LawPage:
    """``row`` applies on the day asked (or is the nearest); ``others`` are its further versions, newest first."""

    row: Row
    others: tuple[Row, ...]
    versions: tuple[LocalVersion, ...]


def list_law(wanted: LawFilter, on: date, page: int = 1) -> ListPage[Row]:
    rows = [row for row in _applying(on, wanted.kind or None) if _is_wanted(row, wanted)]
    start = (page - 1) * PAGE_SIZE
    return ListPage(tuple(rows[start : start + PAGE_SIZE]), page, len(rows), len(rows) > start + PAGE_SIZE)


def count_law(on: date) -> list[LawCount]:
    """Every kind, in the order of the book."""
    rows = _applying(on)
    every = Counter(row.kind for row in rows)
    open_ = Counter(row.kind for row in rows if row.confidence is Confidence.UNCONFIRMED)
    return [LawCount(kind, KIND_LABELS[kind], every[kind], open_[kind]) for kind in KIND_LABELS if every[kind]]


def get_law(kind: str, row_id: str, on: date) -> LawPage:
    rows = [row for row in current().rows(kind) if row.id == row_id] if kind in KIND_LABELS else []
    versions = _versions(kind, row_id)
    if not rows and not versions:
        raise NotFound
    rows = rows or [versions[0].row]
    row = _nearest(rows, on)
    return LawPage(row, tuple(r for r in rows if r is not row), versions)


def _versions(kind: str, row_id: str) -> tuple[LocalVersion, ...]:
    standing = {v.id for v in overlay.standing()}
    found = LocalRow.objects.filter(kind=kind, row_id=row_id).order_by("-entry_seq")
    return tuple(
        LocalVersion(overlay.row_of(v), v.set_at, v.set_by_id, v.is_withdrawn, v.id in standing) for v in found
    )


def _applying(on: date, kind: str | None = None) -> list[Row]:
    """One row for each id: the one in force, else the next one to come, else the last that was."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in current().rows(kind):
        groups.setdefault((row.kind, row.id), []).append(row)
    order = {one: place for place, one in enumerate(KIND_LABELS)}
    rows = [_nearest(group, on) for group in groups.values()]
    return sorted(rows, key=lambda row: order[row.kind])


def _nearest(rows: Iterable[Row], on: date) -> Row:
    """Rows come local first, newest first; that order decides between two that cover the day."""
    rows = list(rows)
    return next((r for r in rows if r.covers(on)), rows[0])


def _is_wanted(row: Row, wanted: LawFilter) -> bool:
    if wanted.only_unconfirmed and row.confidence is not Confidence.UNCONFIRMED:
        return False
    if wanted.only_local and row.origin != "local":
        return False
    if not wanted.words.strip():
        return True
    said = fold_vi(" ".join((row.id, row.name, row.source, row.note)))
    return all(word in said for word in fold_vi(wanted.words).split())
