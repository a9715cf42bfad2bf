"""The seat belt and the pen: an action commits only if it asked whether it may and wrote what it did."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction

from lachan.access.actor import Actor
from lachan.access.checks import Held, asked
from lachan.base.clock import local_day
from lachan.base.errors import Misbuilt, Refused
from lachan.journal import desk
from lachan.journal.models import Entry, Head
from lachan.vault.sealing import Permit

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, Callable[..., Any]] = {}
_written: ContextVar[list[int] | None] = ContextVar("written", default=None)
_CODE = re.compile(r"[A-Za-z0-9_.:+\-]{0,64}")
_LONG_NUMBER = re.compile(r"\d{9,}")
AMOUNTS = frozenset({"compensation", "cost"})  # in đồng; every other number is too small for a phone or an ID card
LARGEST_AMOUNT, LARGEST_COUNT = 10**13, 10**8
_SHA256 = re.compile(r"[0-9a-f]{64}")


def action(verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Makes a function the one public way to do ``verb``: one transaction, a check, an entry, or nothing at all."""

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with _seat_belt(verb):
                return function(*args, **kwargs)

        if verb in ACTIONS:
            raise Misbuilt(f"two actions for {verb}")
        ACTIONS[verb] = run
        return run

    return wrap


@contextmanager
def _seat_belt(verb: str) -> Iterator[None]:
    asked_token, written_token = asked.set(set()), _written.set([])
    try:
        with _transaction():
            yield
            if verb not in (asked.get() or ()):
                raise Misbuilt(f"{verb}: nobody asked whether the actor may")
            if not _written.get():
                raise Misbuilt(f"{verb}: nothing was written to the journal")
    finally:
        asked.reset(asked_token)
        _written.reset(written_token)


@contextmanager
def _transaction() -> Iterator[None]:
    """A transaction of its own; inside a batch the batch's one transaction already holds."""
    if desk.batch() is not None:
        yield
    else:
        with transaction.atomic():
            yield


def record(
    verb: str,
    subject: Held,
    kind: str,
    *,
    by: Actor,
    occurred_at: datetime,
    now: datetime,
    from_status: str = "",
    to_status: str = "",
    facts: dict[str, Any] | None = None,
    corrects: int | None = None,
    act_of: UUID | None = None,
    is_void: bool = False,
) -> Entry:
    """Appends one entry. ``occurred_at`` is when it happened, ``now`` when it is written; never a day in the future."""
    if occurred_at > now:
        raise Refused("Ngày xảy ra nằm ở tương lai. Hãy kiểm tra lại ngày, giờ đã nhập.", field="occurred_at")
    entry = Entry(
        verb=verb,
        record_kind=kind,
        record_id=subject.id,
        occurred_on=local_day(occurred_at),
        occurred_at=occurred_at,
        recorded_at=now,
        account_id=by.account_id,
        agency_id=by.agency_id,
        province_code=subject.province_code,
        area_code=subject.area_code,
        from_status=from_status,
        to_status=to_status,
        facts=_only_codes(facts or {}),
        corrects=corrects,
        act_of=act_of,
        is_void=is_void,
    )
    _chain(entry)
    desk.add(entry)
    written = _written.get()
    if written is not None:
        written.append(entry.seq)
    return entry


def permit(
    verb: str, subject: Held, kind: str, *, by: Actor, now: datetime, purpose: str, groups: tuple[str, ...] = ()
) -> Permit:
    """Writes that the actor opens the record's sealed fields for a coded purpose, and returns the proof of it.

    ``groups``: which groups of fields, where the opening is of some only.
    """
    facts = {"purpose": purpose, **({"groups": list(groups)} if groups else {})}
    entry = record(verb, subject, kind, by=by, occurred_at=now, now=now, facts=facts)
    return Permit(entry.seq, subject.id, by.agency_id)


_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode


def digest_of(entry: Entry) -> str:
    """SHA-256 over the previous digest and everything the entry says, in one canonical form."""
    said = [
        entry.seq, entry.verb, entry.record_kind, str(entry.record_id), entry.occurred_on.isoformat(),
        int(entry.occurred_at.timestamp() * 1_000_000), int(entry.recorded_at.timestamp() * 1_000_000),
        str(entry.account_id), str(entry.agency_id), entry.province_code, entry.area_code, entry.from_status,
        entry.to_status, entry.corrects, entry.is_void, entry.facts, *([str(entry.act_of)] if entry.act_of else ()),
    ]  # fmt: skip
    return sha256(f"{entry.previous}\n{_canonical(said)}".encode()).hexdigest()


def _chain(entry: Entry) -> None:
    head = _locked_head()
    entry.seq, entry.previous = head.seq + 1, head.digest
    entry.digest = digest_of(entry)
    head.seq, head.digest = entry.seq, entry.digest
    if desk.batch() is None:
        head.save(update_fields=["seq", "digest"])


_bulk_head: ContextVar[Head | None] = ContextVar("bulk_head", default=None)


def _locked_head() -> Head:
    kept = _bulk_head.get()
    if desk.batch() is not None and kept is not None:
        return kept
    head, _ = Head.objects.select_for_update().get_or_create(id=1)
    return head


@contextmanager
def bulk() -> Iterator[desk.Batch]:
    """One transaction in which actions write in batches; the head of the chain is kept in hand and saved at the end."""
    with transaction.atomic():
        head = _locked_head()
        token = _bulk_head.set(head)
        try:
            with desk.bulk() as batch:
                yield batch
            head.save(update_fields=["seq", "digest"])
        finally:
            _bulk_head.reset(token)


def _only_codes(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts are codes and small numbers. Words, names and long numbers never enter the journal."""
    for key, value in facts.items():
        for item in value if isinstance(value, list) else [value]:
            if not _is_code(item, LARGEST_AMOUNT if key in AMOUNTS else LARGEST_COUNT):
                raise Misbuilt(f"journal fact '{key}' is not a code")
    return facts


def _is_code(item: Any, largest: int) -> bool:
    if item is None or isinstance(item, bool):
        return True
    if isinstance(item, int):
        return abs(item) < largest
    if not isinstance(item, str) or not _CODE.fullmatch(item):
        return False
    return not _LONG_NUMBER.search(item) or _is_uuid(item) or bool(_SHA256.fullmatch(item))


def _is_uuid(item: str) -> bool:
    try:
        return str(UUID(item)) == item
    except ValueError:
        return False
