"""Where actions write: one row at a time in daily work, in batches while a sample province is built, same actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from lachan.base.errors import NotFound
from lachan.vault.keys import DataKey

M = TypeVar("M", bound=Model)


class Batch:
    """Rows written since the last flush, by model and key: found again without asking the database."""

    def __init__(self) -> None:
        self.fresh: dict[type[Model], dict[Any, Model]] = {}
        self.keys: dict[UUID, DataKey] = {}  # open keys of this batch's records
        self.live: set[tuple[str, UUID, UUID]] = set()  # shares and wraps made in this batch: (what, record, agency)

    def flush(self) -> None:
        for model, rows in self.fresh.items():
            cast(Any, model).objects.bulk_create(list(rows.values()), batch_size=500)
        self.fresh.clear()
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
    return row


def change(row: M, *fields: str) -> M:
    """Writes the named fields of a row that exists."""
    if _buffered(type(row), row.pk) is None:
        row.save(update_fields=list(fields))
    return row


def mine(model: type[M]) -> list[M]:
    """The buffered rows of a model: what a query must not miss while a batch is open."""
    current = _batch.get()
    return cast(list[M], list(current.fresh.get(model, {}).values())) if current else []


def _buffered(model: type[Model], key: Any) -> Model | None:
    current = _batch.get()
    return current.fresh.get(model, {}).get(key) if current else None
