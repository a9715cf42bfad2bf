"""The book of law: shipped rows with the province's own rows laid over them, asked by kind, id and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from typing import Any, TypeVar

from lachan.law.loading import shipped_rows
from lachan.law.rows import KIND_OF, CodeRow, Row

R = TypeVar("R", bound=Row)
LocalRows = Callable[[], Iterable[Row]]


class LawBook:
    """Rows by kind and id. On each day a local row wins over the shipped row of the same id."""

    def __init__(self, shipped: Iterable[Row], local: Iterable[Row] = ()) -> None:
        self._rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in (*local, *shipped):
            self._rows[(row.kind, row.id)].append(row)
        for rows in self._rows.values():
            rows.sort(key=lambda r: (r.origin == "local", r.in_force_from), reverse=True)
        self._lists: dict[str, list[list[Row]]] = defaultdict(list)
        for (kind, _), rows in self._rows.items():
            self._lists[kind].append(rows)

    def find(self, row_type: type[R], row_id: str, on: date) -> R | None:
        """The row in force on that day, or nothing."""
        return next((r for r in self.history(row_type, row_id) if r.covers(on)), None)

    def history(self, row_type: type[R], row_id: str) -> list[R]:
        """Every version of a row, local first, the newest first."""
        rows = self._rows.get((KIND_OF[row_type], row_id), [])
        return [r for r in rows if isinstance(r, row_type)]

    def in_force(self, row_type: type[R], on: date) -> list[R]:
        """One row for each id that has one on that day, in the order of the file."""
        found = (self.find(row_type, row_id, on) for kind, row_id in self._rows if kind == KIND_OF[row_type])
        return [r for r in found if r is not None]

    def codes(self, kind: str, on: date) -> list[CodeRow]:
        """The members of a code list on that day, in the order of the file."""
        found = (next((r for r in rows if r.covers(on)), None) for rows in self._lists.get(kind, ()))
        return [r for r in found if isinstance(r, CodeRow)]

    def code(self, kind: str, code: str, on: date) -> CodeRow | None:
        """One member of a code list on that day, asked by its id or by its official code."""
        return next((r for r in self.codes(kind, on) if code in (r.id, r.code)), None)

    def rows(self, kind: str | None = None) -> list[Row]:
        """Every row, or every row of one kind, ids in the order of the file, newest version first."""
        return [r for (k, _), rows in self._rows.items() if kind in (None, k) for r in rows]

    def all_of(self, row_type: type[R]) -> list[R]:
        return [r for r in self.rows(KIND_OF[row_type]) if isinstance(r, row_type)]

    def ids(self, row_type: type[R]) -> list[str]:
        return [row_id for kind, row_id in self._rows if kind == KIND_OF[row_type]]


@cache
def shipped() -> LawBook:
    """The law as it comes with the program."""
    return LawBook(shipped_rows())


@lru_cache(maxsize=8)
def _overlaid(local: tuple[Row, ...]) -> LawBook:
    return LawBook(shipped_rows(), local)


_provider: list[LocalRows] = []


def set_local_rows(provider: LocalRows | None) -> None:
    """Name the callable that hands over the province's own rows; ``None`` goes back to the shipped law alone."""
    _provider[:] = [provider] if provider else []


def current() -> LawBook:
    """The law that applies in this installation: shipped rows with the local ones over them."""
    local = tuple(_provider[0]()) if _provider else ()
    return _overlaid(local) if local else shipped()


def list_rows(book: LawBook | None = None) -> list[dict[str, Any]]:
    """Every row as plain values, for ``lachan law list --json`` and the law page."""
    return [row_values(row) for row in (book or current()).rows()]


def row_values(row: Row) -> dict[str, Any]:
    return {f.name: _plain(getattr(row, f.name)) for f in fields(row)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
