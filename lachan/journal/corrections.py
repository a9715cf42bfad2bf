"""Correcting the journal by a further entry: the wrong one stays readable and is replaced from now on."""

from __future__ import annotations

from datetime import datetime

from lachan.access.actor import Actor
from lachan.access.checks import Held
from lachan.base.errors import NotFound, Refused
from lachan.journal.actions import record
from lachan.journal.models import Entry, Holding
from lachan.journal.procedure import write_holder


def correct(seq: int, subject: Held, *, by: Actor, occurred_at: datetime, now: datetime) -> Entry:
    """Same act, other day: figures as known before ``now`` keep the old day, figures after it take the new one.

    It stays the act of the agency that did it, whoever corrects the day.
    """
    wrong = _entry(seq, subject)
    whose = wrong.act_of or (None if wrong.agency_id == by.agency_id else wrong.agency_id)
    right = record(
        wrong.verb, subject, wrong.record_kind, by=by, occurred_at=occurred_at, now=now,
        from_status=wrong.from_status, to_status=wrong.to_status, facts=wrong.facts, corrects=wrong.seq, act_of=whose,
    )  # fmt: skip
    held = Holding.objects.filter(entry_seq=wrong.seq).first()
    if held is not None:
        write_holder(right, held.agency_id)
    return right


def void(seq: int, subject: Held, *, by: Actor, now: datetime) -> Entry:
    """The act never happened. The caller restores the status in the same transaction."""
    wrong = _entry(seq, subject)
    return record(
        wrong.verb, subject, wrong.record_kind, by=by, occurred_at=wrong.occurred_at, now=now,
        from_status=wrong.to_status, to_status=wrong.from_status, corrects=wrong.seq, is_void=True,
    )  # fmt: skip


def _entry(seq: int, subject: Held) -> Entry:
    entry = Entry.objects.filter(seq=seq, record_id=subject.id).first()
    if entry is None:
        raise NotFound
    if Entry.objects.filter(corrects=seq).exists():
        raise Refused("Bút toán này đã được đính chính. Hãy đính chính bút toán mới nhất của việc đó.")
    return entry
