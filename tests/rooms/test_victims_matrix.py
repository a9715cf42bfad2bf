"""Every status × every step × every role: as drawn, and refused with a sentence that says what to do."""

from __future__ import annotations

import re
from inspect import signature
from itertools import product
from pathlib import Path
from typing import get_type_hints

import pytest
from django.db import transaction

from lachan.access.checks import CHECKS
from lachan.access.roles import Role
from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.jobs.matrix import IF, MAY, NEVER, OTHERS, cell
from lachan.journal.actions import ACTIONS
from lachan.victims import actions as victims
from lachan.victims.attributes import Country
from lachan.victims.models import Victim
from lachan.victims.rules import CONDITIONS, PROCEDURE, Standing, VictimStatus, why_not
from tests.people import COMMUNE
from tests.world import DAY
from tests.world_victims import HOUR, a_victim

DRAWN = Path(__file__).resolve().parents[2] / "docs/reference/ma-tran-nan-nhan.md"
VERBS = [m for m in PROCEDURE.moves if not m.creates]
STATUSES = list(VictimStatus)
SAYS_WHAT_TO_DO = re.compile(r"Có thể làm|Hãy |hãy |Chọn |chọn |Xem |Dùng |dùng ")


def conditional(verb: str) -> str:
    return CONDITIONS.get(verb, (None, ""))[1]


def drawn() -> dict[tuple[str, str, str], str]:
    """The committed page, read back: (role, step, status) → mark."""
    page = DRAWN.read_text(encoding="utf-8").split("## Chuyển tuyến")[0].split("## Đợt trao trả")[0]
    found = {}
    for part in page.split("### ")[1:]:
        role = next(r for r in Role if r.label == part.splitlines()[0].strip())
        for line in part.splitlines():
            move = next((m for m in VERBS if line.startswith(m.label + " ")), None)
            if move:
                marks = line[len(move.label) :].split()
                found |= {(str(role), move.verb, str(s)): mark for s, mark in zip(STATUSES, marks, strict=True)}
    return found


def test_the_drawn_matrix_is_what_the_program_does() -> None:
    """Compared cell by cell with the committed text: a changed rule shows up as a changed drawing."""
    said = drawn()
    assert len(said) % (len(VERBS) * len(STATUSES)) == 0
    moving = {role for role, _verb, _status in said}
    for role, move, status in product(Role, VERBS, STATUSES):
        mark = cell(move, status, role, conditional)
        if str(role) in moving:
            assert said[str(role), move.verb, str(status)] == mark, (role, move.verb, status)
        else:
            assert mark in (NEVER, OTHERS), f"{role} may do {move.verb} and has no table"


def test_what_the_table_does_not_know_is_refused_with_what_can_be_done() -> None:
    for move, status in product(VERBS, STATUSES):
        if status in move.sources:
            continue
        with pytest.raises(Refused) as refused:
            PROCEDURE.step(move.verb, str(status))
        sentence = refused.value.sentence
        assert move.label in sentence and status.label in sentence, sentence
        assert "Có thể làm: " in sentence
        nexts = PROCEDURE.from_status(str(status))
        assert all(m.label in sentence for m in nexts) and (nexts or "không còn bước nào" in sentence)


@pytest.mark.parametrize("flags", list(product([False, True], repeat=6)), ids=str)
def test_a_condition_either_holds_or_says_what_to_do(flags: tuple[bool, ...]) -> None:
    standing = Standing(*flags)
    for verb in CONDITIONS:
        sentence = why_not(verb, standing)
        assert sentence == "" or SAYS_WHAT_TO_DO.search(sentence), sentence


def test_whoever_may_not_is_told_whose_work_it_is() -> None:
    for move in VERBS:
        check = CHECKS[move.verb]
        owners = {role.label for row in check.rows for role in row.roles}
        sentence = check.why_not(None)  # type: ignore[arg-type]
        assert all(owner in sentence for owner in owners) and "Hãy chuyển cho cơ quan đó" in sentence


# --- the same with the real actions: every status × every verb × every office of the cast


def commands(victim_id, when, cast):
    """A complete command for every verb, so that only status, role and person can be why not."""
    step = victims.Step(victim_id, when, "Lý do thử nghiệm")
    decided = {"decided_on": when.date(), "decision_number": "1/QĐ", "decided_by": victims.DecidedBy.HEAD}
    ask = {
        "victim.assess_safety": (("danger", "no"),), "victim.note_wishes": (("interpreter", "no"),),
        "victim.explain_rights": (("understood", "yes"),), "victim.record_consent": (("reception", "yes"),),
        "victim.screen": (("acts.recruit", "yes"),),
    }  # fmt: skip
    named = {
        "victim.extend_identification": victims.Decided(victim_id, when, **decided),
        "victim.decline_identification": victims.Decided(victim_id, when, "Lý do", **decided),
        "victim.identify": victims.Identify(victim_id, when, **decided, evidence=("a",)),
        "victim.recognise": victims.Identify(victim_id, when, **decided, paper="rescuer_certificate"),
        "victim.revoke": victims.Revoke(victim_id, when, **decided, ground=victims.RevokeGround.NEW_FACTS),
        "victim.repatriate": victims.Repatriate(victim_id, when, to_country=Country.LA),
        "victim.hand_over": victims.HandOver(victim_id, when, to_agency_id=cast.facility.agency_id),
        "victim.support_initially": victims.GiveSupport(victim_id, when, regimes=("2024.health",)),
        "victim.decide_support": victims.GiveSupport(victim_id, when, regimes=("2024.health",)),
        "victim.provide_service": victims.ProvideService(victim_id, when, regime="2024.health"),
        "victim.assess_needs": victims.AssessNeeds(victim_id, when, answers=(("2024.health", "yes"),)),
        "victim.settle_residence": victims.SettleResidence(victim_id, when, area_code=COMMUNE),
    }
    known = {verb: victims.Ask(victim_id, when, answers=said) for verb, said in ask.items()} | named
    return {m.verb: (known.get(m.verb) or plain(m.verb, step), more_of(m.verb)) for m in VERBS}


def plain(verb: str, step: victims.Step):
    """The verb's own command with nothing but when and why; what it lacks it must ask for in a sentence."""
    kind = next(iter(get_type_hints(ACTIONS[verb]).values()))
    return kind(step.victim_id, step.occurred_at, step.note)


def more_of(verb: str) -> dict[str, object]:
    """What else the action must be told: the first word of each list."""
    hints, asked = get_type_hints(ACTIONS[verb]), signature(ACTIONS[verb]).parameters.values()
    named = [p.name for p in asked if p.kind is p.KEYWORD_ONLY and p.name not in ("by", "now") and p.default is p.empty]
    return {name: next(iter(hints[name])) for name in named}


OFFICES = (
    "standing", "police", "health", "border", "commune", "facility", "legal_aid", "procuracy", "auditor", "admin",
    "outsider",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("status", STATUSES, ids=str)
def test_every_office_tries_every_step(cast, status):
    victim_id = a_victim(cast, status)
    when = DAY + 30 * HOUR
    roles = {name: cast.actors[name].roles for name in OFFICES}
    for (verb, (command, more)), who in product(commands(victim_id, when, cast).items(), OFFICES):
        marks = {cell(PROCEDURE.move(verb), status, role, conditional) for role in roles[who]}
        outcome = tried(verb, command, more, cast.actors[who], when)
        where = f"{who} {verb} {status}: {outcome}"
        if outcome == "":
            assert marks & {MAY, IF}, where
        elif isinstance(outcome, NotFound):
            assert who in ("auditor", "admin", "outsider", "procuracy", "facility", "legal_aid", "commune"), where
        else:
            assert SAYS_WHAT_TO_DO.search(outcome.sentence), where
        if who == "outsider":
            assert isinstance(outcome, NotFound), "another province must not even learn that the file exists"
    assert Victim.objects.get(id=victim_id).status == status, "a tried step leaves nothing behind"


def tried(verb, command, more, by, when):
    """Nothing where it went through (and is rolled back), else the refusal."""
    try:
        with transaction.atomic():
            ACTIONS[verb](command, **more, by=by, now=when)
            transaction.set_rollback(True)
    except (Refused, NotAllowed, NotFound) as refusal:
        return refusal
    return ""
