"""Since when a kept figure is stale: the newest entry that may have changed a figure of its family of records.

A family is what one room counts. Entries are followed as they are written, so a person's file opened, an account made
or a case instituted leaves the figures of victims as they are. Where an entry was written makes no difference: a
record may have gone to another province and still count in the first.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection

from lachan.indicators.dimensions import KINDS, PROFILES

T = TypeVar("T")
_KEY = "figures:newest"
_SECONDS = 3600


def remembered(name: str, asked: tuple[Any, ...], version: int, count: Callable[[], T]) -> T:
    """What was counted for the same question at the same version, else counted now and kept."""
    key = f"{name}:{sha256(repr(asked).encode()).hexdigest()}"
    kept: tuple[int, T] | None = cache.get(key)
    if kept is None or kept[0] != version:
        kept = (version, count())
        cache.set(key, kept, _SECONDS)
    return kept[1]


def family_of(kind: str) -> str:
    """The room that counts this kind of record; "" where no figure asks about it."""
    kept = PROFILES.get(KINDS.get(kind, kind))
    return kept.table.partition("_")[0] if kept else ""


def is_opening(verb: str) -> bool:
    """An opening of sealed words is an entry too, and changes nothing that is counted."""
    return verb.partition(".")[2].startswith("open_")


def newest(kind: str) -> int:
    """The number of the newest entry that may have changed a figure of this kind of record.

    The first call takes the newest of all for every family. Inside a transaction nothing is remembered: it may yet be
    undone, and its numbers given out again.
    """
    kept: tuple[int, int, dict[str, int]] = cache.get(_KEY) or (0, 0, {})
    upto, first, by_family = kept
    head = _one("SELECT MAX(seq) FROM journal_entry")
    if not upto or head < upto:
        upto, first, by_family = head, head, {}
    for written_kind, verb, seq in _since(upto) if head > upto else ():
        if not is_opening(verb):
            by_family = {**by_family, family_of(written_kind): seq}
    if not _may_be_undone():
        cache.set(_KEY, (max(head, upto), first, by_family), None)
    return by_family.get(family_of(kind), first)


def _may_be_undone() -> bool:
    return connection.in_atomic_block


def _since(upto: int) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_kind, verb, MAX(seq) FROM journal_entry WHERE seq > %s GROUP BY record_kind, verb"
            " ORDER BY MAX(seq)",
            [upto],
        )
        return list(cursor.fetchall())


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0] or 0)
