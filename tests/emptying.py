"""Emptying the database between tests that commit: the append-only triggers step aside for it, and only here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import TransactionTestCase

_flush = TransactionTestCase._fixture_teardown


@contextmanager
def triggers_aside() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = cursor.fetchall()
        for name, _ in kept:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, statement in kept:
            cursor.execute(statement)


def empty(self: Any) -> None:
    with triggers_aside():
        _flush(self)


def install() -> None:
    TransactionTestCase._fixture_teardown = empty  # type: ignore[method-assign]
