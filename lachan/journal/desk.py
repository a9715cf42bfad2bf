"""Where actions write: one row at a time in daily work, in batches while a sample province is built, same actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from lachan.base.errors import NotFound
from lachan.journal.inserting import insert
from lachan.vault.keys import DataKey

M = TypeVar("M", bound=Model)
T = TypeVar("T")


class Batch:
    """Rows written since the last flush, by model and key: found again without asking the database."""

    def __init__(self) -> None:
        self.fresh: dict[type[Model], dict[Any, Model]] = {}
        self.of_record: dict[tuple[type[Model], UUID], list[Model]] = defaultdict(list)
        self.keys: dict[UUID, DataKey] = {}  # open keys of this batch's records
        self.live: set[tuple[str, UUID, UUID]] = set()  # shares and wraps made in this batch: (what, record, agency)
        self.memory: dict[Hashable, Any] = {}  # answers that no action of a batch changes

    def flush(self) -> None:
        for model, rows in self.fresh.items():
            insert(model, list(rows.values()))
        self.fresh.clear()
        self.of_record.clear()
        self.live.clear()
        self.keys.clear()


_batch: ContextVar[Batch | None] = ContextVar("batch", default=None)


def batch() -> Batch | None:
    return _batch.get()


@contextmanager
def bulk() -> Iterator[Batch]:
    """Inside, rows are buffered until ``flush``; the caller flushes often and holds one transaction."""
    opened = Batch()
    token = _batch.set(opened)
    try:
        yield opened
        opened.flush()
    finally:
        _batch.reset(token)


def fetch(rows: QuerySet[M], key: Any) -> M:
    """The row under this key within the given rows, locked for the transaction; NotFound otherwise."""
    buffered = _buffered(rows.model, key)
    if buffered is not None:
        return cast(M, buffered)
    if connection.in_atomic_block and connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def add(row: M) -> M:
    """Inserts a row."""
    current = _batch.get()
    if current is None:
        row.save(force_insert=True)
    else:
        current.fresh.setdefault(type(row), {})[row.pk] = row
        if record_id := getattr(row, "record_id", None):
            current.of_record[type(row), record_id].append(row)
    return row


def change(row: M, *fields: str) -> M:
    """Writes the named fields of a row that exists."""
    if _buffered(type(row), row.pk) is None:
        row.save(update_fields=list(fields))
    return row


def mine(model: type[M], record_id: UUID | None = None) -> list[M]:
    """The buffered rows of a model, or those of one record: what a query must not miss while a batch is open."""
    current = _batch.get()
    if current is None:
        return []
    rows = current.of_record.get((model, record_id), []) if record_id else current.fresh.get(model, {}).values()
    return cast(list[M], list(rows))


def remembered(question: Hashable, ask: Callable[[], T]) -> T:
    """The answer to a question whose answer no action of a batch changes; outside a batch it is asked every time."""
    current = _batch.get()
    if current is None:
        return ask()
    if question not in current.memory:
        current.memory[question] = ask()
    return cast(T, current.memory[question])


def _buffered(model: type[Model], key: Any) -> Model | None:
    current = _batch.get()
    return current.fresh.get(model, {}).get(key) if current else None
