"""What is done with one accused: charged with a sealed identity, wanted, brought to trial, convicted or acquitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.persons import Sex
from lachan.base.text import tidy
from lachan.cases import access
from lachan.cases.models import Accused, AccusedProfile, Case
from lachan.cases.rules import (
    ACCUSED_PROCEDURE,
    WITH_INVESTIGATORS,
    CaseStatus,
    Nationality,
    Part,
    Penalty,
    age_on,
    check_identity,
    check_liable,
    check_sentence,
)
from lachan.cases.steps import AccusedStep, accused_of, take
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import register
from lachan.journal.shares import key_of
from lachan.law.offences import classify_offence
from lachan.vault.keys import keyed_digest
from lachan.vault.sealing import seal_into

register(ACCUSED_PROCEDURE)

_CODED = ("sex", "birth_year", "birth_month", "age_at_offence", "nationality", "article", "part", "penalty", "months")


@dataclass(frozen=True)
class Charge:
    """The decision to charge a person. Name, birth date, ID number and address are sealed; the rest is coded.

    Month and day of birth are 0 where not known. ``offended_on``: the (first) day of the act, for the age.
    """

    case_id: UUID
    occurred_at: datetime
    article: str
    full_name: str
    birth_year: int
    offended_on: date
    sex: Sex
    part: Part
    nationality: Nationality = Nationality.VN
    birth_month: int = 0
    birth_day: int = 0
    id_number: str = ""
    address: str = ""
    decision_no: str = ""
    note: str = ""


@action("accused.charge")
def charge(command: Charge, *, by: Actor, now: datetime) -> UUID:
    case = desk.fetch(access.visible_to(by), command.case_id)
    access.check_may_charge(by, case)
    if case.status not in WITH_INVESTIGATORS:
        here = CaseStatus.label_of(case.status)
        raise Refused(
            f"Không thể khởi tố bị can khi vụ án «{here}». Chỉ làm khi vụ án đang điều tra, điều tra bổ sung."
        )
    day = local_day(command.occurred_at)
    check_identity(tidy(command.full_name), command.birth_year, day)
    age = age_on(command.offended_on, command.birth_year, command.birth_month, command.birth_day)
    check_liable(age, command.article, classify_offence(command.article, day))
    accused = _new_accused(case, command)
    seal_into(accused, key_of(case.id, by.agency_id), **_identity(command))
    entry = take(
        ACCUSED_PROCEDURE, "accused.charge", accused, command, case=case, by=by, now=now,
        facts={"article": command.article},
    )  # fmt: skip
    desk.add(
        AccusedProfile(
            record_id=accused.id, entry_seq=entry.seq, recorded_at=entry.recorded_at, sex=str(command.sex),
            birth_year=command.birth_year, birth_month=command.birth_month, age_at_offence=age,
            nationality=str(command.nationality), article=command.article, part=str(command.part),
        )
    )  # fmt: skip
    return accused.id


@action("accused.change_article")
def change_article_accused(step: AccusedStep, *, article: str, by: Actor, now: datetime) -> None:
    accused = _fetch(step, by)
    access.check_may_change_article_accused(by, accused.case)
    classified = classify_offence(article, local_day(step.occurred_at))
    check_liable(_profile_of(accused).age_at_offence, article, classified)
    entry = _take("accused.change_article", accused, step, by, now, facts={"article": article})
    _next_profile(accused, entry, article=article)


@action("accused.declare_wanted")
def declare_wanted(step: AccusedStep, *, by: Actor, now: datetime) -> None:
    accused = _fetch(step, by)
    access.check_may_declare_wanted(by, accused.case)
    _take("accused.declare_wanted", accused, step, by, now)


@action("accused.end_search")
def end_search(step: AccusedStep, *, by: Actor, now: datetime) -> None:
    accused = _fetch(step, by)
    access.check_may_end_search(by, accused.case)
    _take("accused.end_search", accused, step, by, now)


@action("accused.discontinue")
def discontinue_accused(step: AccusedStep, *, by: Actor, now: datetime) -> None:
    accused = _fetch(step, by)
    access.check_may_discontinue_accused(by, accused.case)
    _take("accused.discontinue", accused, step, by, now)


@action("accused.bring_to_trial")
def bring_to_trial_accused(step: AccusedStep, *, by: Actor, now: datetime) -> None:
    """Called with the court's decision on the case."""
    accused = _fetch(step, by)
    access.check_may_bring_to_trial_accused(by, accused.case)
    _take("accused.bring_to_trial", accused, step, by, now)


@action("accused.convict")
def convict(step: AccusedStep, *, penalty: Penalty, months: int, by: Actor, now: datetime) -> None:
    """Called with the judgment. ``months`` is 0 for life."""
    accused = _fetch(step, by)
    access.check_may_convict(by, accused.case)
    check_sentence(penalty, months)
    facts = {"penalty": str(penalty), "months": months}
    entry = _take("accused.convict", accused, step, by, now, facts=facts)
    _next_profile(accused, entry, penalty=str(penalty), months=months)


@action("accused.acquit")
def acquit(step: AccusedStep, *, by: Actor, now: datetime) -> None:
    """Called with the judgment."""
    accused = _fetch(step, by)
    access.check_may_acquit(by, accused.case)
    _take("accused.acquit", accused, step, by, now)


def _fetch(step: AccusedStep, by: Actor) -> Accused:
    return desk.fetch(access.visible_accused(by), step.accused_id)


def _take(verb: str, accused: Accused, step: AccusedStep, by: Actor, now: datetime, **more: Any) -> Entry:
    return take(ACCUSED_PROCEDURE, verb, accused, step, case=accused.case, by=by, now=now, **more)


def _identity(command: Charge) -> dict[str, str]:
    born = (command.birth_year, command.birth_month, command.birth_day)
    return {
        "full_name": tidy(command.full_name),
        "birth_date": "/".join(f"{n:02}" for n in reversed(born) if n),
        "id_number": "".join(command.id_number.split()),
        "address": tidy(command.address),
    }


def _new_accused(case: Case, command: Charge) -> Accused:
    id_number = "".join(command.id_number.split())
    return Accused(
        code=new_handle("BC", case.province_code, local_day(command.occurred_at).year),
        case=case,
        number=len(accused_of(case.id)) + 1,
        status="",
        holder_id=case.holder_id,
        origin_id=case.origin_id,
        province_code=case.province_code,
        area_code=case.area_code,
        opened_on=local_day(command.occurred_at),
        id_digest=keyed_digest("id_number", id_number) if id_number else None,
    )


def _profile_of(accused: Accused) -> AccusedProfile:
    """The newest version."""
    if desk.batch() is not None:
        return [p for p in desk.mine(AccusedProfile) if p.record_id == accused.id][-1]
    return AccusedProfile.objects.filter(record_id=accused.id).latest("entry_seq")


def _next_profile(accused: Accused, entry: Entry, **changed: Any) -> None:
    before = _profile_of(accused)
    kept = {name: getattr(before, name) for name in _CODED}
    desk.add(
        AccusedProfile(record_id=accused.id, entry_seq=entry.seq, recorded_at=entry.recorded_at, **{**kept, **changed})
    )
