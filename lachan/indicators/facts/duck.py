"""DuckDB over the facts: an engine that counts the same statements as the primary database, on files alone.

The live SQLite file is never attached: a second library would not keep the locks of the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from lachan.base.errors import Refused
from lachan.indicators.engines import Rows, holes, named
from lachan.indicators.facts import manifest as lists
from lachan.indicators.facts.tables import RECORD, TABLES, TYPES, VIEWS

MEMORY, THREADS = "2GB", 2


@contextmanager
def connect(work: Path, memory: str = MEMORY, threads: int = THREADS) -> Iterator[Any]:
    """A connection in memory that fetches nothing and spills into ``work``."""
    duck = opened(work, memory, threads)
    try:
        yield duck
    finally:
        duck.close()


def opened(work: Path, memory: str = MEMORY, threads: int = THREADS) -> Any:
    import duckdb  # late: most of the house never counts facts

    settings: dict[str, Any] = {
        "memory_limit": memory, "threads": threads, "temp_directory": str(work / ".spill"),
        "autoinstall_known_extensions": False, "preserve_insertion_order": False,
    }  # fmt: skip
    return duckdb.connect(":memory:", config=settings)


class Duck:
    """The facts of one folder as its list stood when this was opened."""

    name = "duckdb"

    def __init__(self, folder: Path, memory: str = MEMORY, threads: int = THREADS) -> None:
        listed = lists.read(folder)
        if listed is None:
            raise Refused(f"Chưa có kho số liệu tại {folder}. Hãy chạy «lachan facts export» trước.")
        self.seq = listed.seq
        self._duck = opened(folder, memory, threads)
        # Read once, compressed: provinces times years are many small files, and an indicator reads a table three times.
        self._duck.execute("ATTACH ':memory:' AS kept (COMPRESS)")
        self._duck.execute("USE kept")
        for table in TABLES.values():
            self._duck.execute(_table(table.name, [folder / path for path in listed.files.get(table.name, [])]))
        for name, sql in VIEWS.items():
            self._duck.execute(f"CREATE VIEW {name} AS {sql}")

    def run(self, sql: str, values: Mapping[str, Any]) -> Rows:
        given = {name: _adapted(values[name]) for name in holes(sql)}
        return list(self._duck.execute(named(sql, "$"), given).fetchall())

    def version(self, kind: str) -> int:
        return self.seq

    def close(self) -> None:
        self._duck.close()


def _table(name: str, paths: list[Path]) -> str:
    """Pseudonyms as numbers of sixteen bytes; the journal by verb, so that a question reads the acts it asks about."""
    columns = TABLES[name].columns
    if not paths:
        kinds = {**TYPES, RECORD: "UUID"}
        typed = ", ".join(f"CAST(NULL AS {kinds[kind]}) AS {column}" for column, kind in columns.items())
        return f"CREATE TABLE {name} AS SELECT * FROM (SELECT {typed}) none WHERE FALSE"
    files = ", ".join(f"'{path}'" for path in paths)
    read = ", ".join(f"CAST({c} AS UUID) AS {c}" if kind == RECORD else c for c, kind in columns.items())
    order = " ORDER BY verb, occurred_on" if "verb" in columns else ""
    return f"CREATE TABLE {name} AS SELECT {read} FROM read_parquet([{files}], hive_partitioning = false){order}"


def _adapted(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
