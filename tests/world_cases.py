"""Builds cases through the real actions up to a wanted status."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from lachan.base.persons import Sex
from lachan.cases import actions as cases
from lachan.cases.models import Accused
from lachan.cases.rules import CaseStatus, Part, Penalty
from lachan.tips.rules import Suspicion, TipStatus
from tests.people import COMMUNE, Cast
from tests.world import DAY, a_tip

NAME, ID_NUMBER = "Bùi Văn Mẫu Thử", "098090000123"
DAYS = timedelta(days=1)


def a_charge(case_id: UUID, at: datetime, **other: Any) -> cases.Charge:
    given: dict[str, Any] = {
        "article": "150.2", "full_name": NAME, "birth_year": 1990, "birth_month": 4, "birth_day": 9,
        "offended_on": date(2025, 11, 20), "sex": Sex.MALE, "part": Part.ORGANISER, "id_number": ID_NUMBER,
        "address": "Tổ 7, thôn Thử Nghiệm", **other,
    }  # fmt: skip
    return cases.Charge(case_id=case_id, occurred_at=at, **given)


def an_institution(cast: Cast, at: datetime = DAY + 2 * DAYS, *, tip: bool = True, **other: Any) -> cases.Institute:
    given: dict[str, Any] = {
        "article": "150.2", "suspicion": Suspicion.ONLINE_SCAM, "area_code": COMMUNE, "decision_no": "05/QĐ-CSHS",
        "tip_id": a_tip(cast, TipStatus.VERIFYING, at - 2 * DAYS) if tip else None, "victim_count": 2, **other,
    }  # fmt: skip
    return cases.Institute(occurred_at=at, **given)


def a_case(
    cast: Cast, status: CaseStatus = CaseStatus.INVESTIGATING, at: datetime = DAY + 2 * DAYS, *, accused: int = 1,
    tip: bool = True, **other: Any,
) -> UUID:  # fmt: skip
    """A case instituted from a tip, with one accused, a step every ten days, all recorded by the police."""
    case_id = cases.institute(an_institution(cast, at, tip=tip, **other), by=cast.police, now=at)
    for n in range(accused):
        cases.charge(a_charge(case_id, at + (n + 1) * DAYS), by=cast.police, now=at + (n + 1) * DAYS)
    way = {
        CaseStatus.CONCLUDED: cases.conclude,
        CaseStatus.PROSECUTED: cases.prosecute,
        CaseStatus.ACCEPTED: cases.accept_for_trial,
        CaseStatus.ON_TRIAL: cases.bring_to_trial,
        CaseStatus.JUDGED: _judge,
    }
    order = [CaseStatus.INVESTIGATING, *way]
    for step, go in enumerate(list(way.values())[: order.index(status)], 1):
        when = at + step * 10 * DAYS
        go(cases.Step(case_id, when, decision_no=f"{step}0/QĐ"), by=cast.police, now=when)
    return case_id


def the_accused(case_id: UUID) -> Accused:
    return Accused.objects.filter(case_id=case_id).order_by("number").first()


def _judge(step: cases.Step, **who: Any) -> None:
    sentences = tuple(cases.Sentence(a.id, Penalty.PRISON, 120) for a in Accused.objects.filter(case_id=step.case_id))
    command = cases.Judge(step.case_id, step.occurred_at, step.decision_no, sentences, compensation=80_000_000)
    cases.judge(command, **who)
