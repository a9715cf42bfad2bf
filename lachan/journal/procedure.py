"""Carrying out one move on a record: new status, entry, note, clocks, in that order and in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Held
from lachan.base.moves import Procedure
from lachan.journal import clocks, desk
from lachan.journal.actions import record
from lachan.journal.models import Entry, Holding, Note
from lachan.vault.keys import DataKey
from lachan.vault.sealing import seal_into

PROCEDURES: dict[str, Procedure] = {}


class Kept(Held, Protocol):
    """A record row that a procedure moves."""

    status: str


def register(procedure: Procedure) -> Procedure:
    """Makes a room's MOVES known to the journal: its verbs, labels and diagram."""
    PROCEDURES[procedure.kind] = procedure
    return procedure


def carry_out(
    procedure: Procedure,
    verb: str,
    row: Any,
    *,
    by: Actor,
    occurred_at: datetime,
    now: datetime,
    facts: dict[str, Any] | None = None,
    owed_by: UUID | None = None,
    change: tuple[str, ...] = (),
    note: str = "",
    key: DataKey | None = None,
) -> Entry:
    """Moves the row and writes it down. ``owed_by`` is the agency whose clocks start (default: the holder)."""
    move = procedure.move(verb)
    before = "" if move.creates else row.status
    after = procedure.step(verb, row.status)
    row.status = after
    if move.creates:
        desk.add(row)
    else:
        desk.change(row, "status", *change)
    entry = record(
        verb, row, procedure.kind, by=by, occurred_at=occurred_at, now=now, from_status=before, to_status=after,
        facts=facts,
    )  # fmt: skip
    if move.creates or "holder_id" in change:
        write_holder(entry, row.holder_id)
    clocks.stop(move.stops, row, entry)
    for rule in move.starts:
        clocks.start(rule, row, entry, owed_by or row.holder_id)
    if note:
        add_note(entry, note, key)
    return entry


def write_holder(entry: Entry, agency_id: UUID) -> None:
    """From this act on the agency holds the record: what a stock of the agency is counted by."""
    desk.add(Holding(
        entry_seq=entry.seq, record_id=entry.record_id, agency_id=agency_id, occurred_on=entry.occurred_on,
        occurred_at=entry.occurred_at, recorded_at=entry.recorded_at,
    ))  # fmt: skip


def add_note(entry: Entry, words: str, key: DataKey | None) -> None:
    """Seals words beside an entry; without a key of the record there is nowhere to put them, so it must be given."""
    if key is None:
        raise ValueError("a note needs the record's data key")
    beside = Note(entry_seq=entry.seq, record_id=entry.record_id)
    seal_into(beside, key, words=words)
    desk.add(beside)


def label_of(verb: str) -> str:
    """The Vietnamese label of a verb: a move's, an extra verb's, or the check's."""
    kind = verb.partition(".")[0]
    for move in PROCEDURES[kind].moves if kind in PROCEDURES else ():
        if move.verb == verb:
            return move.label
    return VERBS.get(verb, verb)


VERBS: dict[str, str] = {}


def name_verbs(labels: dict[str, str]) -> None:
    """Labels of verbs that are no move: opening an identity, changing a profile, setting a row of law."""
    VERBS.update(labels)
