"""From the procuracy to the first-instance judgment: what procuracy and court decide, one function a verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.cases import access
from lachan.cases.accused import acquit, bring_to_trial_accused, convict
from lachan.cases.rules import BEFORE_TRIAL, AccusedStatus, CaseStatus, Penalty, check_compensation
from lachan.cases.steps import AccusedStep, Step, fetch_case, hand_file, new_profile, still, take_case, the_body
from lachan.journal import clocks
from lachan.journal.actions import action
from lachan.notices import actions as notices


@dataclass(frozen=True)
class Sentence:
    """What one defendant was sentenced to; no penalty means acquitted."""

    accused_id: UUID
    penalty: Penalty | None
    months: int = 0


@dataclass(frozen=True)
class Judge:
    """The first-instance judgment. ``compensation``: dong owed to the victims."""

    case_id: UUID
    occurred_at: datetime
    decision_no: str
    sentences: tuple[Sentence, ...]
    compensation: int = 0
    note: str = ""


@action("case.prosecute")
def prosecute(step: Step, *, by: Actor, now: datetime) -> None:
    """The indictment; the file goes to the court."""
    case = fetch_case(step.case_id, by)
    access.check_may_prosecute(by, case)
    court = the_body(case.province_code, AgencyKind.COURT, local_day(step.occurred_at))
    entry = take_case("case.prosecute", case, step, by, now)
    hand_file(case, court, "trial", entry, by, now)
    notices.post("case.prosecute", case, to=case.holder_id, by=by, now=now)


@action("case.return_for_more")
def return_for_more(step: Step, *, by: Actor, now: datetime) -> None:
    """By the procuracy before prosecution, by the court before trial: each gives the investigators its own limit."""
    case = fetch_case(step.case_id, by)
    access.check_may_return_for_more(by, case)
    rule = "case.supplement_for_court" if case.status == CaseStatus.ACCEPTED else "case.supplement_for_procuracy"
    entry = take_case("case.return_for_more", case, step, by, now)
    clocks.start(rule, case, entry, case.holder_id)
    notices.post("case.return_for_more", case, to=case.holder_id, by=by, now=now)


@action("case.accept_for_trial")
def accept_for_trial(step: Step, *, by: Actor, now: datetime) -> None:
    case = fetch_case(step.case_id, by)
    access.check_may_accept_for_trial(by, case)
    court = the_body(case.province_code, AgencyKind.COURT, local_day(step.occurred_at))
    entry = take_case("case.accept_for_trial", case, step, by, now)
    clocks.start(f"case.prepare_trial.{case.offence_class}", case, entry, court)


@action("case.bring_to_trial")
def bring_to_trial(step: Step, *, by: Actor, now: datetime) -> None:
    """The court's decision to try the case: from here the accused are defendants."""
    case = fetch_case(step.case_id, by)
    access.check_may_bring_to_trial(by, case)
    take_case("case.bring_to_trial", case, step, by, now)
    for accused in still(case, *BEFORE_TRIAL):
        bring_to_trial_accused(AccusedStep(accused.id, step.occurred_at), by=by, now=now)


@action("case.judge")
def judge(command: Judge, *, by: Actor, now: datetime) -> None:
    """One judgment, an outcome for every defendant, the compensation owed to the victims."""
    case = fetch_case(command.case_id, by)
    access.check_may_judge(by, case)
    check_compensation(command.compensation)
    defendants = {a.id: a.number for a in still(case, AccusedStatus.DEFENDANT)}
    judged = {s.accused_id for s in command.sentences}
    if judged != set(defendants):
        missing = ", ".join(str(n) for i, n in defendants.items() if i not in judged) or "không có"
        raise Refused(f"Bản án phải có kết quả cho đúng các bị cáo của vụ án. Còn thiếu bị cáo số: {missing}.")
    case.compensation = command.compensation
    entry = take_case(
        "case.judge", case, command, by, now, change=("compensation",), facts={"compensation": command.compensation}
    )
    new_profile(case, entry)
    for sentence in command.sentences:
        _pronounce(sentence, command, by, now)
    notices.post("case.judge", case, to=case.holder_id, by=by, now=now)


@action("case.change_compensation")
def change_compensation(step: Step, *, compensation: int, by: Actor, now: datetime) -> None:
    """A later judgment says another sum. Called with what each person is owed from then on (room linkage)."""
    case = fetch_case(step.case_id, by)
    access.check_may_change_compensation(by, case)
    check_compensation(compensation)
    case.compensation = compensation
    facts = {"compensation": compensation}
    entry = take_case("case.change_compensation", case, step, by, now, change=("compensation",), facts=facts)
    new_profile(case, entry)
    notices.post("case.change_compensation", case, to=case.holder_id, by=by, now=now)


def _pronounce(sentence: Sentence, command: Judge, by: Actor, now: datetime) -> None:
    step = AccusedStep(sentence.accused_id, command.occurred_at)
    if sentence.penalty is None:
        acquit(step, by=by, now=now)
    else:
        convict(step, penalty=sentence.penalty, months=sentence.months, by=by, now=now)
