"""The first hours: safety, wishes, rights, consent to be received; and screening, which decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lachan.access.actor import Actor
from lachan.access.checks import Check
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.victims import access
from lachan.victims.first_contact_rules import Topic, check_answers
from lachan.victims.models import AnswerRow, Victim
from lachan.victims.reception import ReceiveVictim, receive
from lachan.victims.relatives import ReceiveRelative, receive_relative
from lachan.victims.screening_rules import element_questions, indicator_questions
from lachan.victims.steps import Step, carry, fetch
from lachan.victims.support_rules import Answer


@dataclass(frozen=True)
class Ask(Step):
    """Questions and answers as codes; a question not in here was not asked."""

    answers: tuple[tuple[str, str], ...] = ()


@action("victim.assess_safety")
def assess_safety(command: Ask, *, by: Actor, now: datetime) -> None:
    """Is she safe, and what does she need this hour?"""
    _ask("victim.assess_safety", Topic.SAFETY, command, access.check_may_assess_safety, by, now)


@action("victim.note_wishes")
def note_wishes(command: Ask, *, by: Actor, now: datetime) -> None:
    """Her language, and whether she asked for a woman or a man as officer, interpreter, counsellor; kept or not."""
    _ask("victim.note_wishes", Topic.WISHES, command, access.check_may_note_wishes, by, now)


@action("victim.explain_rights")
def explain_rights(command: Ask, *, by: Actor, now: datetime) -> None:
    """Which rights were explained, in which language, and whether she said she understood."""
    _ask("victim.explain_rights", Topic.RIGHTS, command, access.check_may_explain_rights, by, now)


@action("victim.record_consent")
def record_consent(command: Ask, *, by: Actor, now: datetime) -> None:
    """Her yes or no to being received and written down. Handing facts to others asks for a consent of its own."""
    _ask("victim.record_consent", Topic.CONSENT, command, access.check_may_record_consent, by, now)


@action("victim.screen")
def screen(command: Ask, *, by: Actor, now: datetime) -> None:
    """Signs noted yes, no or unknown. The status of the file never changes by it."""
    victim = fetch(command.victim_id, by)
    access.check_may_screen(by, victim)
    if not command.answers:
        raise Refused("Chưa đánh dấu dấu hiệu nào. Hãy trả lời ít nhất một câu; chưa biết thì chọn «Chưa rõ».")
    on = local_day(command.occurred_at)
    topics = {q.code: Topic.ELEMENTS for _, group in element_questions(on) for q in group}
    topics |= {q.code: Topic.OPERATIONAL for _, group in indicator_questions(on) for q, _ in group}
    if any(code not in topics or said not in list(Answer) for code, said in command.answers):
        raise Refused("Có dấu hiệu không nằm trong danh mục của ngày đó. Hãy mở lại trang sàng lọc và chọn lại.")
    entry = carry("victim.screen", victim, command, by, now, facts={"asked": len(command.answers)})
    for code, said in command.answers:
        _add(victim, entry, topics[code], code, said)


def _ask(verb: str, topic: Topic, command: Ask, check: Check, by: Actor, now: datetime) -> None:
    victim = fetch(command.victim_id, by)
    check(by, victim)
    check_answers(topic, command.answers, local_day(command.occurred_at))
    entry = carry(verb, victim, command, by, now, facts={"asked": len(command.answers)})
    for code, said in command.answers:
        _add(victim, entry, topic, code, said)


def _add(victim: Victim, entry: Entry, topic: Topic, question: str, answer: str) -> None:
    row = AnswerRow(
        record_id=victim.id, entry_seq=entry.seq, recorded_at=entry.recorded_at,
        answered_on=local_day(entry.occurred_at), topic=str(topic), question=question, answer=str(answer),
    )  # fmt: skip
    desk.add(row)


# What the reception form asks at once, in the order it is asked.
FIRST_STEPS: dict[Topic, Callable[..., None]] = {
    Topic.SAFETY: assess_safety, Topic.WISHES: note_wishes, Topic.RIGHTS: explain_rights,
    Topic.CONSENT: record_consent,
}  # fmt: skip


def receive_and_ask(
    command: ReceiveVictim, answers: dict[Topic, tuple[tuple[str, str], ...]], *, by: Actor, now: datetime
) -> UUID:
    """The reception and the answers given with it, each topic an act of its own; all of it or nothing."""
    consent = dict(answers.get(Topic.CONSENT, ()))
    if consent.get("recording") == Answer.NO and command.identity.narrative:
        raise Refused(
            "Người đó không đồng ý ghi lời kể vào hồ sơ. Hãy để trống ô «Lời kể»; điều luật buộc ghi thì ghi bằng mã.",
            field="narrative",
        )
    with transaction.atomic():
        does = receive_relative if isinstance(command, ReceiveRelative) else receive
        victim_id: UUID = does(command, by=by, now=now)  # type: ignore[arg-type]
        for topic, step in FIRST_STEPS.items():
            if answers.get(topic):
                step(Ask(victim_id, command.received_at, answers=answers[topic]), by=by, now=now)
    return victim_id
