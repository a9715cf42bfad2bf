"""Builds care over time by running the real actions: plans, loans, rounds, a child and a relative beside a person."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lachan.victims import actions as victims
from lachan.victims.care_rules import CarePlanStatus, LoanPurpose, LoanRefusal, LoanStatus
from tests.people import COMMUNE, Cast
from tests.world import DAY
from tests.world_victims import HOUR, a_profile, a_victim, an_identity

P, L = CarePlanStatus, LoanStatus


def a_child(cast: Cast, with_id: UUID) -> UUID:
    codes = {"person_kind": "minor_of_presumed_in_vietnam", "birth_year": 2020, "exploitation": "unknown"}
    return a_victim(cast, name="Lò Văn Bé Thử", codes=codes, with_id=with_id)


def a_relative(cast: Cast, with_id: UUID, at: datetime = DAY) -> UUID:
    command = victims.ReceiveRelative(
        received_at=at, area_code=COMMUNE, identity=an_identity("Lò Văn Anh Thử"),
        profile=a_profile(person_kind="relative"), accompanies_id=with_id, kinship=victims.Kinship.SIBLING,
    )  # fmt: skip
    return victims.receive_relative(command, by=cast.border, now=at)


def a_plan_of(
    cast: Cast, status: CarePlanStatus = P.PROPOSED, at: datetime = DAY + 5 * HOUR, victim_id: UUID | None = None
) -> UUID:
    """The file whose first plan stands so; an hour a step."""
    victim_id = victim_id or a_victim(cast)
    goals = (
        victims.Goal("Học nghề may Canary", "Trung tâm dạy nghề", "2024.vocational", cast.union.agency_id),
        victims.Goal("Ngủ được, hết sợ Canary", "Tư vấn mỗi tuần", "2024.psychology", due_on=at.date()),
    )
    draft = victims.DraftPlan(victim_id, at, "Ghi cùng người đó", goals, at.date() + timedelta(days=30))
    victims.draft_careplan(draft, by=cast.health, now=at)

    def approve(when: datetime) -> None:
        victims.approve_careplan(victims.ApprovePlan(victim_id, when, "QĐ 1"), by=cast.health2, now=when)

    def give_back(when: datetime) -> None:
        victims.return_careplan(victims.Step(victim_id, when, "Thêm mục tiêu"), by=cast.health, now=when)

    def again(when: datetime) -> None:
        more = victims.DraftPlan(victim_id, when, "", goals[:1], when.date() + timedelta(days=30))
        victims.draft_careplan(more, by=cast.health, now=when)

    way = {P.APPROVED: [approve], P.RETURNED: [give_back], P.REPLACED: [approve, again, approve]}
    for hours, go in enumerate(way.get(status, []), 1):
        go(at + hours * HOUR)
    return victim_id


def a_loan(
    cast: Cast, status: LoanStatus = L.ASKED, at: datetime = DAY + 5 * HOUR, victim_id: UUID | None = None
) -> UUID:
    ask = victims.AskLoan(
        victim_id or a_victim(cast), at, "", "vbsp", "poor_household", LoanPurpose.LIVESTOCK, 50_000_000
    )
    loan_id = victims.ask_loan(ask, by=cast.health, now=at)

    def grant(n: datetime) -> None:
        victims.grant_loan(victims.GrantLoan(loan_id, n, "", 40_000_000), by=cast.health, now=n)

    def refuse(n: datetime) -> None:
        command = victims.RefuseLoan(loan_id, n, "", LoanRefusal.NO_PLAN)
        victims.refuse_loan(command, by=cast.health, now=n)

    def pay(n: datetime) -> None:
        victims.pay_loan(victims.LoanStep(loan_id, n), by=cast.health, now=n)

    def repay(n: datetime) -> None:
        victims.repay_loan(victims.LoanStep(loan_id, n), by=cast.health, now=n)

    way = {L.GRANTED: [grant], L.REFUSED: [refuse], L.PAID: [grant, pay], L.REPAID: [grant, pay, repay]}
    for hours, go in enumerate(way.get(status, []), 1):
        go(at + hours * HOUR)
    return loan_id


def a_round(cast: Cast, at: datetime = DAY, *, area_code: str = "") -> UUID:
    command = victims.OpenRound(at, at.date(), at.date() + timedelta(days=60), area_code)
    return victims.open_needsround(command, by=cast.health, now=at)
