"""Where measures are counted: the primary database, or DuckDB over exported facts. The statements are the same text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from lachan.indicators import freshness

Rows = list[tuple[Any, ...]]
_HOLE = re.compile(r"%\((\w+)\)s")


class Engine(Protocol):
    """``version`` changes whenever an answer about records of that kind may have changed."""

    name: str

    def run(self, sql: str, values: Mapping[str, Any]) -> Rows: ...

    def version(self, kind: str) -> int: ...


class Primary:
    """SQLite or PostgreSQL, through the connection of the running program."""

    name = "primary"

    def run(self, sql: str, values: Mapping[str, Any]) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(sql, {name: self._adapted(values[name]) for name in set(_HOLE.findall(sql))})
            return list(cursor.fetchall())

    def version(self, kind: str) -> int:
        return freshness.newest(kind)

    def _adapted(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, UUID):
            return value if connection.features.has_native_uuid_field else value.hex
        return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


PRIMARY: Engine = Primary()


def named(sql: str, mark: str) -> str:
    """The statement with holes as another engine writes them: ``$name`` for DuckDB, ``:name`` for Spark."""
    return _HOLE.sub(lambda hole: mark + hole[1], sql)


def holes(sql: str) -> set[str]:
    return set(_HOLE.findall(sql))
