"""A decision on a file: its day and the office that took it as codes, number and signer sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.models import Entry
from lachan.journal.shares import key_of
from lachan.vault.sealing import seal_into
from lachan.victims.models import DecisionRow, Victim
from lachan.victims.rules import DecidedBy, RevokeGround
from lachan.victims.steps import Step


@dataclass(frozen=True)
class Decided(Step):
    """A step that rests on a written decision. ``decision_number`` and ``signer`` are sealed."""

    decided_on: date | None = None
    decision_number: str = ""
    decided_by: DecidedBy = DecidedBy.UNKNOWN
    signer: str = ""


def day_of(command: Decided) -> date:
    """The day of the decision, not after the day of the step."""
    decided_on = command.decided_on or local_day(command.occurred_at)
    if decided_on > local_day(command.occurred_at):
        raise Refused("Ngày quyết định sau ngày ghi của bước này. Hãy kiểm tra lại.", field="decided_on")
    return decided_on


def check_named(command: Decided) -> None:
    """A decision that binds has a number, a day, and someone who took it."""
    if not tidy(command.decision_number):
        raise Refused("Chưa có số quyết định. Hãy nhập số văn bản; số được niêm phong.", field="decision_number")
    if command.decided_on is None:
        raise Refused("Chưa có ngày quyết định. Hãy nhập ngày ghi trên văn bản.", field="decided_on")
    if command.decided_by is DecidedBy.UNKNOWN:
        raise Refused("Chưa ghi ai quyết định. Hãy chọn chức vụ của người ký.", field="decided_by")


def write_decision(
    victim: Victim, entry: Entry, command: Decided, by: Actor, *, ground: RevokeGround | None = None,
    refund: int | None = None,
) -> None:  # fmt: skip
    row = DecisionRow(
        record_id=victim.id, entry_seq=entry.seq, recorded_at=entry.recorded_at, verb=entry.verb,
        decided_on=day_of(command), decided_by=str(command.decided_by), ground=str(ground or ""), refund=refund,
    )  # fmt: skip
    words = {"number": tidy(command.decision_number), "signer": tidy(command.signer)}
    seal_into(row, key_of(victim.id, by.agency_id), **words)
    desk.add(row)
