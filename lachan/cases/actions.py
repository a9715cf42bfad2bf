"""What is done with a case, one function a verb; acts of trial and acts on one accused are named here too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.cases import access
from lachan.cases.accused import (
    Charge,
    acquit,
    bring_to_trial_accused,
    change_article_accused,
    charge,
    convict,
    declare_wanted,
    discontinue_accused,
    end_search,
)
from lachan.cases.models import Case
from lachan.cases.rules import BEFORE_TRIAL, PROCEDURE, check_victims, next_limit
from lachan.cases.steps import (
    AccusedStep,
    Step,
    accused_of,
    fetch_case,
    hand_file,
    new_profile,
    still,
    take_case,
    the_body,
)
from lachan.cases.trial import (
    Judge,
    Sentence,
    accept_for_trial,
    bring_to_trial,
    change_compensation,
    judge,
    prosecute,
    return_for_more,
)
from lachan.journal import clocks, corrections, desk
from lachan.journal.actions import action, record
from lachan.journal.models import Entry
from lachan.journal.procedure import name_verbs, register
from lachan.journal.shares import open_to
from lachan.law.book import current
from lachan.law.offences import classify_offence
from lachan.law.rows import DeadlineRow
from lachan.tips import actions as tips
from lachan.tips.rules import Suspicion
from lachan.vault.keys import new_data_key
from lachan.vault.sealing import seal_into

__all__ = [
    "AccusedStep", "Charge", "Describe", "Institute", "Judge", "Sentence", "Step", "accept_for_trial", "acquit",
    "bring_to_trial", "bring_to_trial_accused", "change_article", "change_article_accused", "change_compensation",
    "charge", "conclude", "convict", "correct_day", "declare_wanted", "describe", "discontinue",
    "discontinue_accused", "end_search", "extend_investigation", "institute", "judge", "prosecute", "resume",
    "return_for_more", "suspend",
]  # fmt: skip

register(PROCEDURE)
name_verbs(
    {
        "case.correct": "Đính chính",
        "case.describe": "Cập nhật đặc điểm vụ án",
        "case.open_words": "Mở nội dung vụ án",
        "case.open_accused": "Mở danh tính bị can",
        "case.read": "Xem vụ án",
    }
)


@dataclass(frozen=True)
class Institute:
    """``article``: a clause such as ``150.2``. ``tip_id``: the tip it comes from. ``summary`` is sealed."""

    occurred_at: datetime
    article: str
    suspicion: Suspicion
    area_code: str
    tip_id: UUID | None = None
    decision_no: str = ""
    is_cross_border: bool = False
    victim_count: int = 0
    summary: str = ""
    note: str = ""


@dataclass(frozen=True)
class Describe:
    """What became known in the investigation."""

    case_id: UUID
    occurred_at: datetime
    suspicion: Suspicion
    is_cross_border: bool
    victim_count: int


@action("case.institute")
def institute(command: Institute, *, by: Actor, now: datetime) -> UUID:
    """Creates the case and, where it comes from a tip, resolves the tip with it."""
    access.check_may_institute(by, Place(by.province_code, command.area_code))
    check_victims(command.victim_count)
    case = _new_case(command, by)
    if command.tip_id:
        tips.institute(tips.Step(command.tip_id, command.occurred_at), case_id=case.id, by=by, now=now)
    key = new_data_key(case.id)
    seal_into(case, key, summary=tidy(command.summary))
    open_to(case, "case", by.agency_id, "competent", opened_on=case.opened_on, now=now, key=key)
    entry = take_case("case.institute", case, command, by, now, facts={"article": case.article})
    clocks.start(f"case.investigate.{case.offence_class}", case, entry, case.holder_id)
    new_profile(case, entry)
    return case.id


@action("case.extend_investigation")
def extend_investigation(step: Step, *, by: Actor, now: datetime) -> None:
    """A numbered decision of the procuracy: the next limit of the chain runs from where the last one ends."""
    case = fetch_case(step.case_id, by)
    access.check_may_extend_investigation(by, case)
    limit = next((c for c in clocks.running(case.id) if next_limit(c.rule)), None)
    rule = next_limit(limit.rule) if limit else None
    if limit is None or rule is None or current().find(DeadlineRow, rule, local_day(limit.due_at)) is None:
        raise Refused(
            "Không còn lần gia hạn điều tra nào cho loại tội phạm này (BLTTHS Điều 172). Hãy kết luận điều tra,"
            " tạm đình chỉ hoặc đình chỉ vụ án."
        )
    entry = take_case("case.extend_investigation", case, step, by, now)
    clocks.stop((limit.rule,), case, entry, how="extended")
    clocks.start(rule, case, entry, case.holder_id, at=limit.due_at)


@action("case.change_article")
def change_article(step: Step, *, article: str, by: Actor, now: datetime) -> None:
    """Another clause may be of another class: the running limits of investigation are counted anew from their start."""
    case = fetch_case(step.case_id, by)
    access.check_may_change_article(by, case)
    before, after = case.offence_class, classify_offence(article, local_day(step.occurred_at)).value
    case.article, case.offence_class = article, after
    entry = take_case(
        "case.change_article", case, step, by, now, change=("article", "offence_class"), facts={"article": article}
    )
    new_profile(case, entry)
    if before != after:
        _recount(case, entry, before, after)


@action("case.describe")
def describe(command: Describe, *, by: Actor, now: datetime) -> None:
    """Form of exploitation, border, victims known so far: a new version, the old one stays."""
    case = fetch_case(command.case_id, by)
    access.check_may_describe(by, case)
    check_victims(command.victim_count)
    case.suspicion, case.is_cross_border = str(command.suspicion), command.is_cross_border
    case.victim_count = command.victim_count
    desk.change(case, "suspicion", "is_cross_border", "victim_count")
    entry = record(
        "case.describe", case, "case", by=by, occurred_at=command.occurred_at, now=now,
        facts={"victims": command.victim_count},
    )  # fmt: skip
    new_profile(case, entry)


@action("case.conclude")
def conclude(step: Step, *, by: Actor, now: datetime) -> None:
    """The file goes to the procuracy, which owes the decision on prosecution from here."""
    case = fetch_case(step.case_id, by)
    access.check_may_conclude(by, case)
    if not any(a.status in BEFORE_TRIAL for a in accused_of(case.id)):
        raise Refused("Vụ án chưa có bị can nên chưa thể đề nghị truy tố. Hãy ghi quyết định khởi tố bị can trước.")
    procuracy = the_body(case.province_code, AgencyKind.PROCURACY, local_day(step.occurred_at))
    entry = take_case("case.conclude", case, step, by, now)
    clocks.start(f"case.prosecute.{case.offence_class}", case, entry, procuracy)
    hand_file(case, procuracy, "prosecution", entry, by, now)


@action("case.suspend")
def suspend(step: Step, *, by: Actor, now: datetime) -> None:
    case = fetch_case(step.case_id, by)
    access.check_may_suspend(by, case)
    take_case("case.suspend", case, step, by, now)


@action("case.resume")
def resume(step: Step, *, by: Actor, now: datetime) -> None:
    case = fetch_case(step.case_id, by)
    access.check_may_resume(by, case)
    entry = take_case("case.resume", case, step, by, now)
    clocks.start(f"case.investigate_resumed.{case.offence_class}", case, entry, case.holder_id)


@action("case.discontinue")
def discontinue(step: Step, *, by: Actor, now: datetime) -> None:
    """Ends the case and with it the charge against everyone still charged."""
    case = fetch_case(step.case_id, by)
    access.check_may_discontinue(by, case)
    take_case("case.discontinue", case, step, by, now)
    for accused in still(case, *BEFORE_TRIAL):
        discontinue_accused(AccusedStep(accused.id, step.occurred_at), by=by, now=now)


@action("case.correct")
def correct_day(case_id: UUID, seq: int, occurred_at: datetime, *, by: Actor, now: datetime) -> None:
    """The day of one act was written wrongly: a further entry says the right one."""
    case = fetch_case(case_id, by)
    access.check_may_correct(by, case)
    corrections.correct(seq, case, by=by, occurred_at=occurred_at, now=now)


def _recount(case: Case, entry: Entry, before: str, after: str) -> None:
    """Each running limit of the old class is replaced by the same step of the new class, where the law knows one."""
    for clock in clocks.running(case.id):
        rule = clock.rule.removesuffix(f".{before}") + f".{after}"
        if clock.rule.endswith(f".{before}") and current().find(DeadlineRow, rule, local_day(clock.started_at)):
            clocks.stop((clock.rule,), case, entry, how="replaced")
            clocks.start(rule, case, entry, clock.agency_id, at=clock.started_at)


def _new_case(command: Institute, by: Actor) -> Case:
    day = local_day(command.occurred_at)
    return Case(
        code=new_handle("VA", by.province_code, day.year),
        status="",
        holder_id=by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code=command.area_code,
        instituted_at=command.occurred_at,
        opened_on=day,
        tip_id=command.tip_id,
        article=command.article,
        offence_class=classify_offence(command.article, day).value,
        suspicion=str(command.suspicion),
        is_cross_border=command.is_cross_border,
        victim_count=command.victim_count,
    )
