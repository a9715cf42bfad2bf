"""Reading what was asked in the first hours, the screening, and the decisions on a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.journal import desk
from lachan.journal.models import Entry
from lachan.law.regimes import Eligibility
from lachan.victims import access
from lachan.victims.first_contact_rules import Topic
from lachan.victims.models import AnswerRow, DecisionRow, Victim
from lachan.victims.rules import LIVING, MINOR_KINDS, DecidedBy, RevokeGround, VictimStatus
from lachan.victims.screening_rules import Reading, read
from lachan.victims.support_rules import regimes_of

ADULT = 18


@dataclass(frozen=True)
class AnswerLine:
    """The newest answer to a question: when, and who asked."""

    topic: Topic
    question: str
    answer: str
    on: date
    account_id: UUID | None
    agency_id: UUID


@dataclass(frozen=True)
class DecisionLine:
    verb: str
    decided_on: date
    decided_by: DecidedBy
    ground: RevokeGround | None
    refund: int | None


@dataclass(frozen=True)
class ScreeningPage:
    """The answers so far and what they amount to; it says nothing of what the file becomes."""

    victim_id: UUID
    code: str
    age_when_received: str
    is_minor: bool
    answers: dict[str, AnswerLine]
    reading: Reading
    may: bool


def answers_of(victim_id: UUID) -> dict[Topic, dict[str, AnswerLine]]:
    """By topic and question, the newest of each."""
    rows = list(AnswerRow.objects.filter(record_id=victim_id).order_by("entry_seq"))
    entries = {e.seq: e for e in Entry.objects.filter(seq__in={r.entry_seq for r in rows})}
    found: dict[Topic, dict[str, AnswerLine]] = {}
    for row in rows:
        entry, topic = entries[row.entry_seq], Topic(row.topic)
        line = AnswerLine(topic, row.question, row.answer, row.answered_on, entry.account_id, entry.agency_id)
        found.setdefault(topic, {})[row.question] = line
    return found


def decisions_of(victim_id: UUID) -> tuple[DecisionLine, ...]:
    """The latest first; numbers and signers stay sealed."""
    rows = DecisionRow.objects.filter(record_id=victim_id).order_by("-entry_seq")
    return tuple(
        DecisionLine(
            r.verb, r.decided_on, DecidedBy(r.decided_by), RevokeGround(r.ground) if r.ground else None, r.refund
        )
        for r in rows
    )


def open_screening(actor: Actor, victim_id: UUID, now: datetime) -> ScreeningPage:
    victim = desk.fetch(access.visible_to(actor), victim_id)
    said = answers_of(victim.id)
    answers = said.get(Topic.ELEMENTS, {}) | said.get(Topic.OPERATIONAL, {})
    minor = is_minor(victim)
    reading = read({code: line.answer for code, line in answers.items()}, minor, local_day(now))
    may = victim.status in LIVING and access.check_may_screen.allows(actor, victim)
    return ScreeningPage(victim.id, victim.code, victim.age_band, minor, answers, reading, may)


class Aged(Protocol):
    """A file or a line of it."""

    @property
    def person_kind(self) -> str: ...
    @property
    def birth_year(self) -> int | None: ...
    @property
    def age_band(self) -> str: ...


def is_minor(victim: Aged) -> bool:
    """Under 18 when received, by the year of birth; the day itself is sealed. Unknown age is read as an adult."""
    if victim.person_kind in MINOR_KINDS:
        return True
    return bool(victim.birth_year) and victim.age_band in ("under_13", "13_15", "16_17")


def rights_today(victim: Victim, on: date) -> tuple[Eligibility, ...]:
    """What the law of the day, or of her identification, gives; nothing after a refusal or once the file is closed."""
    ended = (VictimStatus.NOT_VICTIM, VictimStatus.REVOKED, VictimStatus.CLOSED, VictimStatus.REPATRIATED)
    if victim.status in ended:
        return ()
    return regimes_of(victim.person_kind, victim.identified_on, on)
