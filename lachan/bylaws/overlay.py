"""The local rows as the law room asks for them: read once, kept in this process, read again when one is written."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction

from lachan.bylaws.models import LocalRow
from lachan.law.loading import parse
from lachan.law.rows import Row

SECONDS = 2.0  # how long another process may go on with the rows it knows


@dataclass
class _Memory:
    rows: tuple[Row, ...] = ()
    read_at: float = float("-inf")
    is_unsettled: bool = False  # a row was written in a transaction that may still roll back: nothing is kept


_memory = _Memory()


def local_rows() -> tuple[Row, ...]:
    """Every local row that stands, for ``lachan.law.book.set_local_rows``."""
    if _memory.is_unsettled and not connection.in_atomic_block:
        forget()
    if _memory.is_unsettled:
        return _read()
    if time.monotonic() - _memory.read_at > SECONDS:
        _memory.rows, _memory.read_at = _read(), time.monotonic()
    return _memory.rows


def written() -> None:
    """A local row was written: what is kept no longer holds, and nothing is kept until the row is committed."""
    _memory.is_unsettled = True
    transaction.on_commit(forget)


def forget() -> None:
    _memory.rows, _memory.read_at, _memory.is_unsettled = (), float("-inf"), False


def standing() -> list[LocalRow]:
    """The newest version of each row and first day, unless that version withdraws it."""
    newest = {(v.kind, v.row_id, v.in_force_from): v for v in LocalRow.objects.order_by("entry_seq")}
    return [v for v in newest.values() if not v.is_withdrawn]


def row_of(version: LocalRow) -> Row:
    return parse(version.kind, version.values, origin="local")


def _read() -> tuple[Row, ...]:
    try:
        return tuple(row_of(version) for version in standing())
    except DatabaseError:
        if LocalRow._meta.db_table in connection.introspection.table_names():
            raise
        return ()  # an installation before its first set-up has the shipped law
