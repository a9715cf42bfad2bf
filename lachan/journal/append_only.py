"""Migration operations that make a table append-only in the database itself, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_SENTENCE = "append-only: a correction is a further row"


TABLES: set[str] = set()  # every table the migrations loaded so far declare append-only


def append_only(table: str) -> migrations.RunPython:
    """Triggers that refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL) on the table.

    To be said again after a column was added: SQLite then builds the table anew, and its triggers are gone.
    """
    TABLES.add(table)

    def forwards(apps: Any, editor: Any) -> None:
        for statement in _statements(table, editor.connection.vendor):
            editor.execute(statement)

    def backwards(apps: Any, editor: Any) -> None:
        names = [f"{table}_no_update", f"{table}_no_delete"]
        if editor.connection.vendor == "sqlite":
            for name in names:
                editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            for name in [*names, f"{table}_no_truncate"]:
                editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")

    return migrations.RunPython(forwards, backwards)


def _statements(table: str, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
            for event in ("update", "delete")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION lachan_append_only() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{_SENTENCE}'; END $$ LANGUAGE plpgsql"
    )
    rows = [
        f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION lachan_append_only()"
        for event in ("update", "delete")
    ]
    truncate = (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION lachan_append_only()"
    )
    again = [f"DROP TRIGGER IF EXISTS {table}_no_{event} ON {table}" for event in ("update", "delete", "truncate")]
    return [function, *again, *rows, truncate]
