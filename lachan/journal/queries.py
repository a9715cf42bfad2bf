"""Reading the journal: the timeline of a record, what just happened, the audit list, the state of the chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lachan.access.actor import Actor
from lachan.access.roles import Role
from lachan.base.text import sort_key_vi
from lachan.journal.actions import digest_of
from lachan.journal.models import Entry, Head, Note
from lachan.journal.procedure import PROCEDURES, VERBS, label_of
from lachan.vault.keys import DataKey
from lachan.vault.sealing import open_fields

READS_ALL = frozenset({Role.AUDITOR, Role.STANDING_OFFICE})
VERIFIERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
# What is no record: how the province is arranged.
ARRANGEMENTS = {"account": "Tài khoản", "agency": "Cơ quan", "area": "Địa bàn", "law": "Pháp luật"}


@dataclass(frozen=True)
class TimelineLine:
    """One entry as a page shows it. ``is_corrected``: a later entry replaces it; ``words``: its note, when opened."""

    seq: int
    verb: str
    label: str
    occurred_at: datetime
    recorded_at: datetime
    agency_id: UUID
    account_id: UUID | None
    record_kind: str
    record_id: UUID
    to_status: str
    law: str
    facts: dict[str, Any]
    is_corrected: bool
    corrects: int | None
    is_void: bool
    words: str = ""

    @property
    def is_late(self) -> bool:
        """Written more than a day after it happened."""
        return (self.recorded_at - self.occurred_at).total_seconds() > 86400


def timeline(record_id: UUID, key: DataKey | None = None) -> list[TimelineLine]:
    """All entries of a record, the newest happening first. With the record's key the notes are readable."""
    entries = list(Entry.objects.filter(record_id=record_id).order_by("-occurred_at", "-seq"))
    words = _words(record_id, key)
    corrected = {e.corrects for e in entries if e.corrects}
    return [_line(e, e.seq in corrected, words.get(e.seq, "")) for e in entries]


def latest(rows: QuerySet[Entry], limit: int) -> list[TimelineLine]:
    found = list(rows.order_by("-seq")[:limit])
    corrected = set(Entry.objects.filter(corrects__in=[e.seq for e in found]).values_list("corrects", flat=True))
    return [_line(e, e.seq in corrected, "") for e in found]


def recent(actor: Actor, limit: int = 8) -> list[TimelineLine]:
    """What just happened in the actor's agency, or in the province for those who follow all of it."""
    acts = Entry.objects.filter(corrects=None)
    if actor.has(Role.STANDING_OFFICE):
        return latest(acts.filter(province_code=actor.province_code), limit)
    return latest(acts.filter(agency_id=actor.agency_id), limit)


def audit(
    actor: Actor, *, verb: str = "", day: date | None = None, before: int | None = None, limit: int = 50
) -> list[TimelineLine]:
    """The journal page, the newest entry first; ``before`` is the last number of the page that was read."""
    where = _audited_by(actor)
    if verb:
        where &= Q(verb=verb)
    if day:
        where &= Q(occurred_on=day)
    if before:
        where &= Q(seq__lt=before)
    return latest(Entry.objects.filter(where), limit)


def _audited_by(actor: Actor) -> Q:
    """An auditor and the standing office read the province's journal, others their own agency's.

    An administrator reads how the province is arranged, and learns of no record.
    """
    if actor.has(Role.ADMINISTRATOR):
        return Q(province_code=actor.province_code, record_kind__in=ARRANGEMENTS)
    return Q(province_code=actor.province_code) if actor.roles & READS_ALL else Q(agency_id=actor.agency_id)


def audited_verbs(actor: Actor) -> list[tuple[str, str]]:
    """Verbs and labels that the actor's journal may hold, for its filter."""
    known = {move.verb for procedure in PROCEDURES.values() for move in procedure.moves} | set(VERBS)
    if actor.has(Role.ADMINISTRATOR):
        known = {verb for verb in known if verb.partition(".")[0] in ARRANGEMENTS}
    return sorted(((verb, label_of(verb)) for verb in known), key=lambda row: (sort_key_vi(row[1]), row[0]))


def kind_label(kind: str) -> str:
    return ARRANGEMENTS.get(kind) or (PROCEDURES[kind].label if kind in PROCEDURES else kind)


def readers(record_id: UUID, verbs: Iterable[str]) -> list[TimelineLine]:
    """Who opened what is sealed in this record, the latest first."""
    return latest(Entry.objects.filter(record_id=record_id, verb__in=list(verbs)), 50)


@dataclass(frozen=True)
class Verdict:
    """What a walk over the chain found. ``broken_at`` is the first entry that does not fit."""

    entries: int
    head: str
    broken_at: int | None
    why: str

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def head_of_chain() -> tuple[int, str]:
    """Number and digest of the last entry; both zero before the first."""
    head = Head.objects.filter(id=1).first()
    return (head.seq, head.digest) if head else (0, "0" * 64)


def verify() -> Verdict:
    """Walks the whole chain: every number follows, every digest is of what the entry says, the head is the last."""
    previous, seq = "0" * 64, 0
    for entry in Entry.objects.order_by("seq").iterator(2000):
        if entry.seq != seq + 1:
            return Verdict(seq, previous, entry.seq, "thiếu bút toán trước số này")
        if entry.previous != previous or entry.digest != digest_of(entry):
            return Verdict(seq, previous, entry.seq, "nội dung không khớp mã băm")
        previous, seq = entry.digest, entry.seq
    if head_of_chain() != (seq, previous):
        return Verdict(seq, previous, seq + 1, "sổ bị cắt đuôi: đầu chuỗi không phải bút toán cuối")
    return Verdict(seq, previous, None, "")


def replayed_status(record_id: UUID) -> str:
    """The status that the journal says the record has: what the status column must equal."""
    entries = list(Entry.objects.filter(record_id=record_id).order_by("seq"))
    replaces = {e.seq: e.corrects for e in entries if e.corrects}
    gone = set(replaces.values())

    def place(entry: Entry) -> int:
        """A correction stands where the act it corrects stood."""
        seq = entry.seq
        while seq in replaces:
            seq = replaces[seq] or seq
        return seq

    standing = [e for e in entries if e.seq not in gone and not e.is_void and e.to_status]
    return max(standing, key=place).to_status if standing else ""


def _words(record_id: UUID, key: DataKey | None) -> dict[int, str]:
    if key is None:
        return {}
    return {n.entry_seq: open_fields(n, key, "words")["words"] for n in Note.objects.filter(record_id=record_id)}


def _line(entry: Entry, is_corrected: bool, words: str) -> TimelineLine:
    procedure = PROCEDURES.get(entry.record_kind)
    law = next((m.law for m in procedure.moves if m.verb == entry.verb), "") if procedure else ""
    return TimelineLine(
        seq=entry.seq,
        verb=entry.verb,
        label=label_of(entry.verb),
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        agency_id=entry.agency_id,
        account_id=entry.account_id,
        record_kind=entry.record_kind,
        record_id=entry.record_id,
        to_status=entry.to_status,
        law=law,
        facts=entry.facts,
        is_corrected=is_corrected,
        corrects=entry.corrects,
        is_void=entry.is_void,
        words=words,
    )
