"""Builds compensation by running the real actions: a judged case, a person's file, the code that joins them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lachan.cases.rules import CaseStatus
from lachan.linkage import actions as awards
from lachan.victims.models import Victim
from lachan.victims.rules import VictimStatus
from tests.people import Cast
from tests.world import DAY
from tests.world_cases import DAYS, a_case
from tests.world_victims import a_victim

JUDGED = DAY + 52 * DAYS  # a_case: instituted two days later, a step every ten days
NEXT = JUDGED + timedelta(days=1)
TOTAL = 80_000_000  # what a_case's judgment says


def a_judged_case(cast: Cast, **other: object) -> UUID:
    return a_case(cast, CaseStatus.JUDGED, **other)


def code_of(victim_id: UUID) -> str:
    return Victim.objects.get(id=victim_id).code


def an_award(
    cast: Cast, *, case_id: UUID | None = None, victim_id: UUID | None = None, amount: int = 50_000_000,
    at: datetime = JUDGED, now: datetime = NEXT, by: str = "police",
) -> UUID:  # fmt: skip
    case_id = case_id or a_judged_case(cast)
    victim_id = victim_id or a_victim(cast, VictimStatus.IDENTIFIED)
    command = awards.GrantAward(case_id, at, code_of(victim_id), "", amount)
    return awards.grant(command, by=cast.actors[by], now=now)


def paid(cast: Cast, award_id: UUID, amount: int, at: datetime = NEXT, *, now: datetime | None = None) -> None:
    command = awards.PayAward(award_id, at, amount=amount, way=awards.PaymentWay.ENFORCEMENT)
    awards.pay(command, by=cast.police, now=now or at)
