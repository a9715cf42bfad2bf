"""Verification and identification: the health department's first check, the police's answer, papers already held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.text import tidy
from lachan.journal import clocks, desk
from lachan.journal.actions import action, record
from lachan.journal.models import Entry
from lachan.journal.shares import key_of, open_to
from lachan.law.regimes import regime_for
from lachan.notices import actions as notices
from lachan.vault.sealing import seal_into
from lachan.victims import access
from lachan.victims.decisions import Decided, check_named, day_of, write_decision
from lachan.victims.models import Victim, VictimIdentity
from lachan.victims.rules import NEW_LAW_FROM, kind_when_identified
from lachan.victims.steps import (
    Step,
    agency_of,
    carry,
    check_code,
    fetch,
    minors_of,
    new_profile,
    start_where_law_has,
    with_reason,
)


@dataclass(frozen=True)
class Identify(Decided):
    """The decision (or the paper already held): its day decides which law the person falls under.

    ``evidence``: sources a–i of Điều 32(1), by their ids in the code list ``evidence``.
    """

    evidence: tuple[str, ...] = ()
    paper: str = ""
    exploitation: str = ""


@action("victim.verify")
def verify(step: Step, *, by: Actor, now: datetime) -> None:
    """There are signs: the health department keeps the file, and asks the police unless a paper is at hand."""
    victim = fetch(step.victim_id, by)
    access.check_may_verify(by, victim)
    victim.holder_id = by.agency_id
    entry = carry("victim.verify", victim, step, by, now, change=("holder_id",))
    start_where_law_has("victim.request_identification", victim, entry, by.agency_id)
    notices.post("victim.verify", victim, to=victim.origin_id, by=by, now=now)


@action("victim.rule_out")
def rule_out(step: Step, *, by: Actor, now: datetime) -> None:
    victim = fetch(step.victim_id, by)
    access.check_may_rule_out(by, victim)
    with_reason(step)
    victim.holder_id = by.agency_id
    carry("victim.rule_out", victim, step, by, now, change=("holder_id",))
    notices.post("victim.rule_out", victim, to=victim.origin_id, by=by, now=now)


@action("victim.request_identification")
def request_identification(step: Step, *, by: Actor, now: datetime) -> None:
    """The file goes to the provincial police, who can open the identity from here."""
    victim = fetch(step.victim_id, by)
    access.check_may_request_identification(by, victim)
    on = local_day(step.occurred_at)
    police = agency_of(victim.province_code, AgencyKind.PROVINCIAL_POLICE, on)
    carry("victim.request_identification", victim, step, by, now, owed_by=police)
    open_to(victim, "victim", police, "competent", opened_on=on, now=now, key=key_of(victim.id, by.agency_id))
    notices.post("victim.request_identification", victim, to=police, by=by, now=now)


@action("victim.extend_identification")
def extend_identification(command: Decided, *, by: Actor, now: datetime) -> None:
    """A named decision: the twenty days become at most two months from the request."""
    victim = fetch(command.victim_id, by)
    access.check_may_extend_identification(by, victim)
    check_named(command)
    day_of(command)
    asked = next((c for c in clocks.running(victim.id) if c.rule == "victim.identify"), None)
    if asked is None:
        raise Refused("Thời hạn xác định không còn chạy nên không kéo dài được nữa. Xem mục «Thời hạn theo luật».")
    entry = carry("victim.extend_identification", victim, command, by, now)
    write_decision(victim, entry, command, by)
    clocks.stop(("victim.identify",), victim, entry, how="extended")
    clocks.start("victim.identify_extended", victim, entry, by.agency_id, at=asked.started_at)


@action("victim.identify")
def identify(command: Identify, *, by: Actor, now: datetime) -> None:
    """The police decide: the person is a victim."""
    victim = fetch(command.victim_id, by)
    access.check_may_identify(by, victim)
    if not command.evidence:
        raise Refused("Chưa chọn căn cứ xác định (điểm a–i). Hãy chọn ít nhất một.", field="evidence")
    _become_victim("victim.identify", victim, command, by, now)


@action("victim.recognise")
def recognise(command: Identify, *, by: Actor, now: datetime) -> None:
    """A paper of Điều 33(1) is at hand: nobody need ask the police again."""
    victim = fetch(command.victim_id, by)
    access.check_may_recognise(by, victim)
    if not command.paper:
        raise Refused("Chưa chọn loại giấy tờ xác nhận nạn nhân. Hãy chọn trong danh mục.", field="paper")
    victim.holder_id = by.agency_id
    _become_victim("victim.recognise", victim, command, by, now)


@action("victim.decline_identification")
def decline_identification(command: Decided, *, by: Actor, now: datetime) -> None:
    victim = fetch(command.victim_id, by)
    access.check_may_decline_identification(by, victim)
    with_reason(command)
    entry = carry("victim.decline_identification", victim, command, by, now)
    write_decision(victim, entry, command, by)
    notices.post("victim.decline_identification", victim, to=victim.holder_id, by=by, now=now)


def _become_victim(verb: str, victim: Victim, command: Identify, by: Actor, now: datetime) -> None:
    decided_on = day_of(command)
    _check_codes(command, decided_on)
    _fall_under(victim, decided_on)
    if command.exploitation:
        victim.exploitation = command.exploitation
    facts: dict[str, Any] = {"evidence": list(command.evidence), "paper": command.paper}
    change = ("holder_id", "identified_on", "legal_regime", "person_kind", "exploitation")
    entry = carry(verb, victim, command, by, now, change=change, facts=facts)
    new_profile(victim, entry)
    write_decision(victim, entry, command, by)
    if command.decision_number:
        identity = desk.fetch(VictimIdentity.objects.all(), victim.id)
        seal_into(identity, key_of(victim.id, by.agency_id), decision_number=tidy(command.decision_number))
        desk.change(identity, "decision_number")
    for minor in minors_of(victim.id):
        _follow(minor, entry, decided_on, by, now)
    notices.post(verb, victim, to=victim.holder_id, by=by, now=now)


def _check_codes(command: Identify, on: date) -> None:
    for code in command.evidence:
        # The list of Điều 32(1) is of the new law; the old law named its sources otherwise.
        check_code("evidence", code, max(on, NEW_LAW_FROM), "evidence")
    if command.paper:
        check_code("papers", command.paper, on, "paper")
    if command.exploitation:
        check_code("purpose_details", command.exploitation, on, "exploitation")


def _fall_under(victim: Victim, identified_on: date) -> None:
    victim.identified_on = identified_on
    victim.legal_regime = regime_for(identified_on)
    victim.person_kind = kind_when_identified(victim.person_kind)


def _follow(minor: Victim, entry: Entry, identified_on: date, by: Actor, now: datetime) -> None:
    """Someone under 18 who came along has the rights of one who accompanies a victim, from the same day."""
    _fall_under(minor, identified_on)
    desk.change(minor, "identified_on", "legal_regime", "person_kind")
    followed = record(
        "victim.follow", minor, "victim", by=by, occurred_at=entry.occurred_at, now=now,
        facts={"person": str(entry.record_id)},
    )  # fmt: skip
    new_profile(minor, followed)
