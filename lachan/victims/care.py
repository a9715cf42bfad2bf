"""Risks looked at, support refused in writing and taken up again, a child linked to child protection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.victims import access
from lachan.victims.care_rules import Danger, LinkOutcome, RiskLevel, check_link, check_next, check_risks
from lachan.victims.contact_queries import is_minor
from lachan.victims.models import ChildLinkRow, RefusalRow, RiskRow, Victim
from lachan.victims.steps import Step, carry, fetch
from lachan.victims.support_rules import check_initial


@dataclass(frozen=True)
class AssessRisk(Step):
    """The note says what was seen; ``next_on``: when somebody looks again."""

    levels: tuple[tuple[Danger, RiskLevel], ...] = ()
    next_on: date | None = None


@dataclass(frozen=True)
class RefuseSupport(Step):
    """Regimes by their ids; the note names the paper she signed."""

    regimes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LinkChild(Step):
    """``facility_id``: the service of the directory; ``by_hotline``: through 111."""

    outcome: LinkOutcome = LinkOutcome.LINKED
    facility_id: UUID | None = None
    by_hotline: bool = False
    reason: str = ""


@action("victim.assess_risk")
def assess_risk(command: AssessRisk, *, by: Actor, now: datetime) -> None:
    victim = fetch(command.victim_id, by)
    access.check_may_assess_risk(by, victim)
    on = local_day(command.occurred_at)
    check_risks((level for _, level in command.levels), command.next_on, command.note)
    check_next(command.next_on, on)
    high = [str(danger) for danger, level in command.levels if level is RiskLevel.HIGH]
    entry = carry("victim.assess_risk", victim, command, by, now, facts={"high": high})
    for danger, level in command.levels:
        desk.add(
            RiskRow(**of(victim, entry), assessed_on=on, danger=str(danger), level=str(level), next_on=command.next_on)
        )


@action("victim.refuse_support")
def refuse_support(command: RefuseSupport, *, by: Actor, now: datetime) -> None:
    """In writing, regime by regime; what she refuses leaves no debt, and she may take it up again at any time."""
    victim = fetch(command.victim_id, by)
    access.check_may_refuse_support(by, victim)
    check_initial(command.regimes, victim.identified_on or local_day(command.occurred_at))
    if not command.note:
        raise Refused(
            "Từ chối hỗ trợ phải bằng văn bản. Hãy ghi ngày văn bản và lời của người đó ở ô «Căn cứ, ghi chú».",
            field="note",
        )
    _say("victim.refuse_support", victim, command, by, now, is_refused=True)


@action("victim.withdraw_refusal")
def withdraw_refusal(command: RefuseSupport, *, by: Actor, now: datetime) -> None:
    victim = fetch(command.victim_id, by)
    access.check_may_withdraw_refusal(by, victim)
    refused = refused_regimes(victim.id)
    if not command.regimes or not set(command.regimes) <= refused:
        raise Refused("Hãy chọn chế độ đang bị từ chối. Chế độ khác thì không có gì để rút lại.", field="regimes")
    _say("victim.withdraw_refusal", victim, command, by, now, is_refused=False)


@action("victim.link_child")
def link_child(command: LinkChild, *, by: Actor, now: datetime) -> None:
    """Asked of every child, victim or accompanying: linked, not needed for a reason, or no such service there."""
    victim = fetch(command.victim_id, by)
    access.check_may_link_child(by, victim)
    if not is_minor(victim):
        raise Refused(
            "Người này không dưới 18 tuổi khi tiếp nhận, nên không hỏi kết nối bảo vệ trẻ em. Nếu năm sinh ghi sai, hãy"
            " sửa ở «Sửa thống kê»."
        )
    check_link(command.outcome, bool(command.facility_id), command.by_hotline, command.reason, command.note)
    said = {"outcome": str(command.outcome), "hotline": command.by_hotline}
    entry = carry("victim.link_child", victim, command, by, now, facts=said)
    linked = command.outcome is LinkOutcome.LINKED
    desk.add(
        ChildLinkRow(
            **of(victim, entry),
            asked_on=entry.occurred_on,
            outcome=str(command.outcome),
            facility_id=command.facility_id if linked else None,
            by_hotline=linked and command.by_hotline,
            reason=command.reason if command.outcome is LinkOutcome.NOT_NEEDED else "",
        )  # fmt: skip
    )


def refused_regimes(victim_id: UUID) -> set[str]:
    """The regimes she refuses now: the newest saying of each."""
    kept = RefusalRow.objects.filter(record_id=victim_id).order_by("entry_seq")
    rows = desk.mine(RefusalRow, victim_id) if desk.batch() is not None else kept
    newest = {row.regime: row.is_refused for row in rows}
    return {regime for regime, is_refused in newest.items() if is_refused}


def of(victim: Victim, entry: Entry) -> dict[str, UUID | int | datetime]:
    """What every version row of a file begins with."""
    return {"record_id": victim.id, "entry_seq": entry.seq, "recorded_at": entry.recorded_at}


def _say(verb: str, victim: Victim, command: RefuseSupport, by: Actor, now: datetime, *, is_refused: bool) -> None:
    entry = carry(verb, victim, command, by, now, facts={"regimes": list(command.regimes)})
    for regime in command.regimes:
        desk.add(RefusalRow(**of(victim, entry), said_on=entry.occurred_on, regime=regime, is_refused=is_refused))
