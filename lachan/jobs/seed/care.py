"""Care over time in the sample: risks, plans, stays, loans, children linked, a round of survey, feedback."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from uuid import UUID

from lachan.access.actor import Actor
from lachan.facilities.queries import FacilityFilter, FacilityLine, list_facilities
from lachan.facilities.rules import AdmissionGround, DischargeReason, ServiceKind
from lachan.facilities.stays import taken
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import Cast
from lachan.journal import desk
from lachan.victims import actions as victims
from lachan.victims.care_rules import Danger, FeedbackQuestion, LinkOutcome, LoanPurpose, LoanRefusal, RiskLevel
from lachan.victims.dossier import open_dossier
from lachan.victims.queries import VictimFilter, list_victims
from lachan.victims.support_rules import Answer, items_of

Time = Generator[datetime, datetime, datetime]
GOALS = (
    ("Ngủ được, hết hoảng sợ", "Gặp tư vấn tâm lý mỗi tuần", "psychology"),
    ("Có nghề để tự nuôi mình", "Học nghề may sáu tháng", "vocational"),
    ("Làm lại giấy tờ", "Đi cùng ra xã, xin trích lục", "legal_support"),
    ("Được khám và chữa bệnh", "Khám tổng quát, điều trị đủ liều", "health"),
    ("Đi học lại", "Nhập học lớp phù hợp, có sách vở", "schooling"),
)
LEVELS = {RiskLevel.NONE: 40, RiskLevel.LOW: 28, RiskLevel.MEDIUM: 16, RiskLevel.HIGH: 5, RiskLevel.UNKNOWN: 11}
COSTS = {
    "meals": 90_000, "health_check": 420_000, "counselling": 250_000, "fare": 310_000, "vocational_course": 2_900_000,
    "allowance": 3_000_000, "tuition": 900_000, "legal_aid": 800_000,
}  # fmt: skip


def risks(chance: Chance, victim_id: UUID, by: Actor, now: datetime) -> None:
    """Looked at once the first days are over; a high one with what was seen and a day to look again."""
    said = tuple((d, chance.weighed(LEVELS)) for d in Danger if chance.happens(60))
    if not said:
        return
    is_high = any(level is RiskLevel.HIGH for _, level in said)
    words = "Có người lạ hỏi thăm, gọi điện nhiều lần" if is_high else ""
    again = now.date() + timedelta(days=7 if is_high else 60)
    victims.assess_risk(victims.AssessRisk(victim_id, now, words, said, again), by=by, now=now)


def planned(chance: Chance, cast: Cast, victim_id: UUID, rights: list[str], now: datetime) -> Time:
    """Drafted with the person, approved by the head, for some looked at again."""
    health = cast["health"]
    now = yield chance.office_day(now, 1, 6)
    risks(chance, victim_id, health, now)
    known = {right.partition(".")[2]: right for right in rights}
    picked = chance.lots.sample(GOALS, chance.number(1, 3))
    goals = tuple(
        victims.Goal(goal, means, known.get(regime, ""), cast["facility"].agency_id, now.date() + timedelta(days=90))
        for goal, means, regime in picked
    )
    draft = victims.DraftPlan(victim_id, now, "", goals, now.date() + timedelta(days=60))
    victims.draft_careplan(draft, by=health, now=now)
    now = yield chance.office_day(now, 1, 4)
    if chance.happens(92):
        words = f"QĐ {chance.number(1, 400)}/QĐ-SYT, Giám đốc ký"
        victims.approve_careplan(victims.ApprovePlan(victim_id, now, words), by=cast["health.chief"], now=now)
    return now


def sheltered(chance: Chance, cast: Cast, victim_id: UUID, now: datetime) -> Time:
    """Some live in a shelter for a while, as long as there is a place."""
    by = cast["health"]
    free = [f for f in _shelters(by) if taken(f.id) < (f.capacity or 0)]
    if not free:
        return now
    house = chance.pick(tuple(free))
    words = f"QĐ {chance.number(1, 200)}/QĐ-CTXH"
    command = victims.AdmitPerson(victim_id, now, words, house.id, AdmissionGround.VICTIM)
    victims.admit(command, by=by, now=now)
    now = yield chance.office_day(now, 20, 85)
    victims.discharge(victims.LeaveFacility(victim_id, now, "", DischargeReason.WENT_HOME), by=by, now=now)
    return now


def given(chance: Chance, victim_id: UUID, regime: str, words: str, now: datetime) -> victims.ProvideService:
    """One thing of the list of services, with quantity and, mostly, what it cost."""
    items = [item for item, _ in items_of((regime,), now.date()) if item != "loan"]
    item = chance.pick(tuple(items)) if items else ""
    cost = COSTS.get(item, 300_000) if chance.happens(75) else None
    return victims.ProvideService(
        victim_id, now, words, regime=regime, item=item, quantity=chance.number(1, 6), cost=cost,
        school_year=now.year if item in ("tuition", "books") else None,
    )  # fmt: skip


def lent(chance: Chance, cast: Cast, victim_id: UUID, now: datetime) -> Time:
    """Asked of the policy bank or the union's fund; most are granted, and most are used as meant."""
    by = cast["health"]
    lender, programme = chance.pick(
        (("vbsp", "poor_household"), ("vbsp", "job_creation"), ("union_fund", "union_livelihood"))
    )
    asked = chance.number(2, 10) * 10_000_000
    ask = victims.AskLoan(victim_id, now, "", lender, programme, chance.pick(tuple(LoanPurpose)), asked)
    loan_id = victims.ask_loan(ask, by=by, now=now)
    now = yield chance.office_day(now, 6, 30)
    if chance.happens(25):
        refusal = chance.pick((LoanRefusal.NO_PLAN, LoanRefusal.NO_CAPITAL, LoanRefusal.NOT_ELIGIBLE))
        victims.refuse_loan(victims.RefuseLoan(loan_id, now, "", refusal), by=by, now=now)
        return now
    victims.grant_loan(victims.GrantLoan(loan_id, now, "", asked * chance.number(6, 10) // 10), by=by, now=now)
    now = yield chance.office_day(now, 3, 12)
    victims.pay_loan(victims.LoanStep(loan_id, now), by=by, now=now)
    now = yield chance.office_day(now, 60, 120)
    used = chance.weighed({Answer.YES: 80, Answer.UNKNOWN: 14, Answer.NO: 6})
    words = "Đã dùng trả nợ cũ" if used is Answer.NO else ""
    victims.follow_loan(victims.FollowLoan(loan_id, now, words, used), by=by, now=now)
    return now


def child_linked(chance: Chance, child_id: UUID, area_code: str, by: Actor, now: datetime) -> None:
    """Nine in ten children are asked for: a service of the commune, 111, or none there."""
    if not chance.happens(90):
        return
    near = [f for f in _child_services(by) if f.area_code == area_code]
    if near:
        command = victims.LinkChild(child_id, now, "", LinkOutcome.LINKED, near[0].id)
    elif chance.happens(60):
        command = victims.LinkChild(child_id, now, "", LinkOutcome.LINKED, None, True)
    elif chance.happens(50):
        command = victims.LinkChild(child_id, now, "", LinkOutcome.NONE_THERE)
    else:
        command = victims.LinkChild(child_id, now, "", LinkOutcome.NOT_NEEDED, None, False, "family")
    victims.link_child(command, by=by, now=now)


def survey_some(cast: Cast, chance: Chance, now: datetime) -> None:
    """A round of the last weeks among those who came home, and what eight of them say of the social work centre."""
    health = cast["health"]
    opened = victims.OpenRound(now, now.date() - timedelta(days=20), now.date() + timedelta(days=10))
    round_id = victims.open_needsround(opened, by=health, now=now)
    found = list_victims(health, VictimFilter(status="reintegrating")).items
    rights = {line.id: [r for r, _ in open_dossier(health, line.id, now).regimes] for line in found}
    for line in found:
        asked = chance.lots.sample(rights[line.id], min(4, len(rights[line.id])))
        answers = tuple((r, chance.weighed({Answer.YES: 30, Answer.NO: 50, Answer.UNKNOWN: 20})) for r in asked)
        victims.assess_needs(victims.AssessNeeds(line.id, now, "", answers, round_id), by=health, now=now)
    for line in found[:8]:
        said = tuple((q, chance.weighed({Answer.YES: 80, Answer.NO: 10, Answer.UNKNOWN: 10})) for q in FeedbackQuestion)
        command = victims.GiveFeedback(line.id, cast["facility"].agency_id, rights[line.id][0], said)
        if any(answer is not Answer.UNKNOWN for _, answer in said):
            victims.give_feedback(command, by=health, now=now)


def _shelters(by: Actor) -> list[FacilityLine]:
    return desk.remembered(("sample shelters", by.province_code), lambda: _offering(by, ServiceKind.SHELTER))


def _child_services(by: Actor) -> list[FacilityLine]:
    return desk.remembered(
        ("sample child services", by.province_code), lambda: _offering(by, ServiceKind.CHILD_PROTECTION)
    )


def _offering(by: Actor, service: ServiceKind) -> list[FacilityLine]:
    return list(list_facilities(by, FacilityFilter(service=str(service))).items)
