"""Writing facts: from the last entry written to the newest one, in steps that are each whole or not there at all."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from lachan.base.home import folder as home_folder
from lachan.indicators.dimensions import KINDS, PROFILES
from lachan.indicators.facts import manifest as lists
from lachan.indicators.facts.duck import connect
from lachan.indicators.facts.manifest import Manifest
from lachan.indicators.facts.tables import AGENCY, DAY, MOMENT, RECORD, TABLES, TYPES, FactTable, fingerprint
from lachan.journal.procedure import PROCEDURES
from lachan.journal.queries import head_of_chain
from lachan.vault.keys import pseudonyms

STEP = 250_000
NULL = r"\N"
_OF_ALL_KINDS = ("journal_entry", "journal_holding")  # other tables hold records that figures count


@dataclass(frozen=True)
class Exported:
    """What a run wrote: entries from the one after ``since`` to ``until``, rows by table, and the files in all."""

    since: int
    until: int
    rows: dict[str, int]
    files: int
    rebuilt: bool


def facts_folder() -> Path:
    return home_folder("facts")


def export(folder: Path | None = None, *, rebuild: bool = False, step: int = STEP) -> Exported:
    """Appends every fact written since the last run; ``rebuild`` writes all of them anew into few, large files."""
    place = folder or facts_folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with lists.held(place):
        named = pseudonyms("facts")
        schema, key = fingerprint(), named("key")
        current = lists.read(place)
        fresh = rebuild or current is None or (current.schema, current.key) != (schema, key)
        if current is None or fresh:
            generation = current.generation + 1 if current else 1
            current = _rebuilt(place, Manifest(schema, key, generation=generation), named)
            since = 0
        else:
            since = current.seq
            lists.sweep(place, current)
            _append(place, current, named, step, lambda m: lists.write(place, m))
        lists.sweep(place, current)
    count = sum(map(len, current.files.values()))
    return Exported(since, current.seq, dict(current.rows), count, fresh)


def _rebuilt(place: Path, manifest: Manifest, named: Callable[[str], str]) -> Manifest:
    """All facts in a new generation beside the old one, which readers use until the list is replaced."""
    _append(place, manifest, named, max(head_of_chain()[0], 1), lambda m: None)
    lists.write(place, manifest)
    return manifest


def _append(
    place: Path, manifest: Manifest, named: Callable[[str], str], step: int, keep: Callable[[Manifest], None]
) -> None:
    head = head_of_chain()[0]
    while manifest.seq < head:
        until = min(manifest.seq + step, head)
        _step(place, manifest, named, until)
        keep(manifest)


def _step(place: Path, manifest: Manifest, named: Callable[[str], str], until: int) -> None:
    """One span of entries: written aside, moved into place, and only then named."""
    since = manifest.seq
    work = place / f".work-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    words = lru_cache(maxsize=1 << 20)(named)
    with transaction.atomic():
        rows = {table.name: _spill(table, since, until, work, words) for table in TABLES.values()}
    for name, count in rows.items():
        if count:
            _to_parquet(TABLES[name], work)
    for name, count in rows.items():
        paths = _moved(work / name, place / f"g{manifest.generation}" / name, f"{since + 1}-{until}")
        manifest.add(name, [str(p.relative_to(place)) for p in paths], count)
    manifest.seq = until
    shutil.rmtree(work)


def _spill(table: FactTable, since: int, until: int, work: Path, named: Callable[[str], str]) -> int:
    """The rows of the span as text, pseudonyms in place; returns how many."""
    columns = ", ".join(f"r.{name}" for name in table.columns)
    sql = (
        f"SELECT {columns}, e.recorded_at, e.province_code FROM {table.source} r JOIN journal_entry e ON {table.entry}"
        f" WHERE e.seq > %s AND e.seq <= %s{_acts() if table.name in _OF_ALL_KINDS else ''} ORDER BY e.seq"
    )
    writers = [_writer(kind, named) for kind in table.columns.values()]
    count = 0
    with (work / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out, connection.cursor() as cursor:
        write = csv.writer(out, lineterminator="\n").writerow
        cursor.execute(sql, [since, until])
        for *values, recorded_at, province in _all(cursor):
            cells = [NULL if v is None else say(v) for say, v in zip(writers, values, strict=True)]
            write([*cells, str(recorded_at)[:4], province])
            count += 1
    return count


def _acts() -> str:
    """Only acts of a procedure on records that figures count: no opening of an identity, no account, no law."""
    verbs = sorted(move.verb for kind in {*PROFILES, *KINDS} for move in PROCEDURES[kind].moves)
    return " AND e.verb IN ({})".format(", ".join(f"'{verb}'" for verb in verbs))


def _writer(kind: str, named: Callable[[str], str]) -> Callable[[Any], Any]:
    if kind == RECORD:
        return lambda value: named(str(value).replace("-", ""))
    if kind == AGENCY:
        return lambda value: str(value).replace("-", "")
    if kind == MOMENT:
        return _moment
    return str if kind == DAY else lambda value: value


def _moment(value: Any) -> str:
    """UTC without a zone: what SQLite keeps as text, and PostgreSQL answers in UTC."""
    return value.isoformat(" ").split("+")[0] if isinstance(value, datetime) else str(value)


def _all(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(5000):
        yield from rows


def _to_parquet(table: FactTable, work: Path) -> None:
    columns = {**{name: TYPES[kind] for name, kind in table.columns.items()}, "year": "VARCHAR", "area": "VARCHAR"}
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    with connect(work) as duck:
        duck.execute(
            f"COPY (SELECT * FROM read_csv('{work / table.name}.csv', header=false, nullstr='{NULL}', quote='\"',"
            f" columns={{{types}}})) TO '{work / table.name}' (FORMAT parquet, COMPRESSION zstd,"
            f" PARTITION_BY (year, area))"
        )


def _moved(source: Path, target: Path, span: str) -> list[Path]:
    """``year=2026/area=98/<span>-<n>.parquet``; the same span leaves the same names however often it is written."""
    moved = []
    for n, path in enumerate(sorted(source.rglob("*.parquet"))):
        place = target / path.parent.relative_to(source) / f"{span}-{n}.parquet"
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.replace(place)
        moved.append(place)
    return moved
