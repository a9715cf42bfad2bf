"""The database into a folder and back: SQLite by its backup interface, PostgreSQL table by table in one snapshot."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from lachan.base.errors import Refused
from lachan.jobs.starting import database_file

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_FILE = "database.sqlite3"
_MIGRATIONS = "migrations.json"


def dump_sqlite(folder: Path) -> None:
    """A consistent copy while the installation goes on working."""
    with (
        closing(sqlite3.connect(f"file:{database_file()}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(folder / _FILE)) as copy,
    ):
        live.backup(copy)


def load_sqlite(folder: Path) -> None:
    target = database_file()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / _FILE).replace(target)
    target.chmod(0o600)


def is_empty_sqlite() -> bool:
    """No database, or one in which nobody works yet (a setup has loaded areas, no more)."""
    if not database_file().exists():
        return True
    with closing(sqlite3.connect(f"file:{database_file()}?mode=ro", uri=True)) as database:
        known = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'people_agency'").fetchone()
        return not known or database.execute("SELECT 1 FROM people_agency LIMIT 1").fetchone() is None


def dump_postgresql(folder: Path) -> None:
    """Every table as COPY writes it, all of one moment, with the migrations that shaped them."""
    from django.db import connection, transaction

    (folder / _MIGRATIONS).write_text(json.dumps(_applied()), encoding="utf-8")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in _tables():
            with open(folder / f"{table}.copy", "wb") as file, _copy(cursor, f'COPY "{table}" TO STDOUT') as rows:
                for part in rows:
                    file.write(part)


def load_postgresql(folder: Path) -> None:
    """Into tables that ``migrate`` has just made; rows that the migrations themselves put there are replaced."""
    from django.db import connection, transaction

    if json.loads((folder / _MIGRATIONS).read_text(encoding="utf-8")) != _applied():
        raise Refused("Bản sao lưu do phiên bản khác của chương trình lập. Hãy cài đúng phiên bản đó rồi khôi phục.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        tables = [t for t in _tables() if (folder / f"{t}.copy").exists()]
        for table in reversed(tables):
            if _has_rows(cursor, table):
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
        for table in tables:
            with open(folder / f"{table}.copy", "rb") as file, _copy(cursor, f'COPY "{table}" FROM STDIN') as rows:
                while part := file.read(1 << 20):
                    rows.write(part)
        _reset_sequences(cursor)


def _tables() -> list[str]:
    from django.apps import apps

    managed = (m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy)
    return list(dict.fromkeys(m._meta.db_table for m in managed))


def _applied() -> list[list[str]]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def _copy(cursor: Any, statement: str) -> Any:
    return cursor.cursor.copy(statement)


def _has_rows(cursor: Any, table: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')  # noqa: S608
    return bool(cursor.fetchone()[0])


def _reset_sequences(cursor: Any) -> None:
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    for statement in _statements(connection.ops.sequence_reset_sql(no_style(), apps.get_models())):
        cursor.execute(statement)


def _statements(found: list[str]) -> Iterator[str]:
    return (s for s in found if s.strip())
