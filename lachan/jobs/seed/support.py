"""What victims of the sample receive once identified: a decision, services, referrals, home, the end of the file."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, datetime, timedelta
from uuid import UUID

from lachan.jobs.seed import care
from lachan.jobs.seed.afterwards import sold_again, visited
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import Cast, communes
from lachan.jobs.seed.stage import Story
from lachan.jobs.seed.tips import note
from lachan.law.book import current
from lachan.law.regimes import eligible_regimes
from lachan.law.rows import RegimeRow
from lachan.victims import actions as victims
from lachan.victims.closing import open_matters

# who is asked for which service, how often in a hundred
REFERRALS = (("legal_aid", "legal_aid", 34), ("facility", "essential_needs", 24), ("union", "vocational", 27))
CLOSING = {victims.CloseReason.REINTEGRATED: 82, victims.CloseReason.LOST_CONTACT: 9, victims.CloseReason.WITHDREW: 5,
           victims.CloseReason.MOVED: 4}  # fmt: skip


def regimes_for(day: date, names: tuple[str, ...], chance: Chance, at_least: int) -> tuple[str, ...]:
    """Some of the named regimes that the law of the day knows."""
    known = [r for law in ("2024", "2011") for n in names if (r := f"{law}.{n}") and _is_law(r, day)]
    return tuple(chance.lots.sample(known, min(len(known), chance.number(at_least, max(at_least, len(known))))))


def after_identification(chance: Chance, cast: Cast, victim_id: UUID, area_code: str, identified_at: datetime) -> Story:
    """Nine in ten apply; the health department decides in nine working days, or not quite."""
    health, identified_on = cast["health"], identified_at.date()
    rights = [e.regime for e in eligible_regimes("victim", identified_on)]
    now = yield from _refer(chance, cast, victim_id, identified_at, rights)
    if chance.happens(90):
        now = yield chance.office_day(now, 1, 12)
        victims.apply_for_support(victims.Step(victim_id, now), by=health, now=now)
        now = yield chance.office_day(now, *((2, 9) if chance.happens(91) else (16, 24)))
        wanted = tuple(chance.lots.sample(rights, chance.number(2, min(5, len(rights)))))
        if chance.happens(5):
            refused = victims.RefuseSupport(victim_id, now, "Đơn viết tay, muốn tự lo", (wanted[0],))
            victims.refuse_support(refused, by=health, now=now)
            wanted = wanted[1:]
        victims.decide_support(victims.GiveSupport(victim_id, now, regimes=wanted), by=health, now=now)
        for regime in wanted:
            now = yield chance.office_day(now, 2, 24)
            given = care.given(chance, victim_id, regime, note(chance, "service"), now)
            victims.provide_service(given, by=health, now=now)
        if chance.happens(60):
            now = yield from care.planned(chance, cast, victim_id, rights, now)
        if chance.happens(16):
            now = yield from care.sheltered(chance, cast, victim_id, now)
        if any(regime.endswith("hardship") for regime in wanted) and chance.happens(45):
            now = yield from care.lent(chance, cast, victim_id, now)
    if chance.happens(84):
        now = yield chance.office_day(now, 5, 60)
        home = area_code if chance.happens(40) else chance.pick(communes()).code
        victims.settle_residence(victims.SettleResidence(victim_id, now, area_code=home), by=health, now=now)
        now = yield from visited(chance, cast.commune_officers[home], victim_id, now)
        now = yield chance.office_day(now, 20, 120)
        now = yield from closed(chance, cast, victim_id, now)
        if chance.happens(4):
            yield from sold_again(chance, cast, victim_id, now)


def closed(chance: Chance, cast: Cast, victim_id: UUID, now: datetime) -> Generator[datetime, datetime, datetime]:
    """Asked with what came of it; a second officer of the department agrees within days."""
    while open_matters(victim_id):
        now = yield chance.office_day(now, 20, 40)
    step = victims.Step(victim_id, now, "Đã hỗ trợ theo quyết định; cuộc sống ổn định, không còn nhu cầu")
    victims.ask_closure(step, reason=chance.weighed(CLOSING), by=cast["health"], now=now)
    now = yield chance.office_day(now, 1, 6)
    if not open_matters(victim_id):
        victims.close(victims.Step(victim_id, now), by=cast["health.chief"], now=now)
    return now


def _refer(
    chance: Chance, cast: Cast, victim_id: UUID, now: datetime, rights: list[str]
) -> Generator[datetime, datetime, datetime]:
    for key, service, percent in REFERRALS:
        regime = next((r for r in rights if r.endswith(service)), "")
        if regime and chance.happens(percent):
            now = yield chance.hours_after(now, 1, 30)
            now = yield from _one_referral(chance, cast, victim_id, now, key, regime)
    return now


def _one_referral(
    chance: Chance, cast: Cast, victim_id: UUID, now: datetime, key: str, regime: str
) -> Generator[datetime, datetime, datetime]:
    """Sent with consent; most are accepted in the three working days, one in twelve is declined."""
    groups = victims.FieldGroup
    command = victims.SendReferral(
        victim_id=victim_id,
        to_agency_id=cast[key].agency_id,
        service=regime,
        occurred_at=now,
        consented_on=now.date(),
        consent_fields=chance.pick(
            ((groups.NAME, groups.CONTACT), (groups.NAME, groups.SUPPORT), (groups.NAME, groups.NARRATIVE))
        ),
        consent_until=now.date() + timedelta(days=chance.pick((365, 730))) if chance.happens(15) else None,
        consent_by=victims.ConsentBy.SELF if chance.happens(88) else victims.ConsentBy.REPRESENTATIVE,
    )
    referral_id = victims.send_referral(command, by=cast["health"], now=now)
    now = yield chance.office_day(now, *((1, 2) if chance.happens(86) else (6, 9)))
    if chance.happens(8):
        step = victims.ReferralStep(referral_id, now, f"Công văn {chance.number(1, 200)}, không còn khả năng tiếp nhận")
        victims.decline_referral(step, reason=victims.DeclineReason.NO_CAPACITY, by=cast[key], now=now)
        return now
    victims.accept_referral(victims.ReferralStep(referral_id, now), by=cast[key], now=now)
    if chance.happens(60):
        now = yield chance.office_day(now, 1, 3)
        words = f"Biên bản {chance.number(1, 90)}, giao và nhận đủ người, giấy tờ"
        victims.begin_referral(victims.ReferralStep(referral_id, now, words), by=cast[key], now=now)
    if chance.happens(50):
        now = yield chance.office_day(now, 5, 20)
        step = victims.ReferralStep(referral_id, now)
        if chance.happens(92):
            victims.complete_referral(step, by=cast[key], now=now)
        else:
            victims.fail_referral(step, reason=victims.FailReason.DID_NOT_COME, by=cast[key], now=now)
    return now


def _is_law(regime: str, day: date) -> bool:
    return current().find(RegimeRow, regime, day) is not None
