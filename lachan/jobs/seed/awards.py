"""Compensation of the sample: what a judgment owes to those received in its case, what was paid, what is not known."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import Cast
from lachan.jobs.seed.stage import Story
from lachan.linkage import actions as awards
from lachan.linkage.rules import EndedFor, PaymentWay
from lachan.victims.queries import file_with_id

MILLION = 1_000_000
LEAST = 4 * MILLION  # of a share: what an appeal takes off leaves something
FATES = {"paid": 22, "partly": 28, "unpaid": 16, "unable": 9, "ended": 3, "unknown": 22}


def owed(
    chance: Chance, cast: Cast, case_id: UUID, judged_at: datetime, total: int, victims: Sequence[UUID], numbered: str
) -> Story:
    """The court writes each share within days; an appeal lowers some; then it is paid, or not, or nobody says."""
    if not victims:
        return
    now = yield chance.office_day(judged_at, 1, 9)
    codes = [file_with_id(v).code for v in victims]
    if not total:
        command = awards.NameFile(case_id, judged_at, codes[0], "Bị hại không yêu cầu bồi thường")
        awards.deny(command, by=cast["court"], now=now)
        return
    codes = codes[: total // LEAST]  # who came in a crowd waits for a share of her own
    share = total // len(codes) // MILLION * MILLION
    effective_on = judged_at.date() + timedelta(days=chance.number(30, 45)) if chance.happens(50) else None
    ids = [
        awards.grant(awards.GrantAward(case_id, judged_at, code, "", share, effective_on), by=cast["court"], now=now)
        for code in codes
    ]
    if chance.happens(8):
        now = yield chance.office_day(now, 60, 120)
        less = [(award_id, share - 2 * MILLION) for award_id in ids]
        total -= 2 * MILLION * len(ids)
        awards.revise(awards.Revise(case_id, now, numbered, total, tuple(less)), by=cast["court"], now=now)
        share -= 2 * MILLION
    for award_id in ids:
        now = yield from _carried_out(chance, cast, award_id, share, now)


def _carried_out(
    chance: Chance, cast: Cast, award_id: UUID, share: int, now: datetime
) -> Generator[datetime, datetime, datetime]:
    police, fate = cast["police"], chance.weighed(FATES)
    way = chance.weighed({PaymentWay.ENFORCEMENT: 60, PaymentWay.VOLUNTARY: 30, PaymentWay.UNKNOWN: 10})
    if fate == "unknown":
        return now
    now = yield chance.office_day(now, 20, 90)
    if fate in ("paid", "partly"):
        first = share if fate == "paid" and chance.happens(40) else max(share // 2, 1)
        awards.pay(awards.PayAward(award_id, now, amount=first, way=way), by=police, now=now)
        if fate == "paid" and first < share:
            now = yield chance.office_day(now, 20, 90)
            awards.pay(awards.PayAward(award_id, now, amount=share - first, way=way), by=police, now=now)
    elif fate == "unpaid":
        awards.note_unpaid(awards.AwardStep(award_id, now), by=police, now=now)
    elif fate == "unable":
        note = f"Quyết định {chance.number(1, 90)}/QĐ-CCTHADS"
        awards.note_unable(awards.AwardStep(award_id, now, note), by=police, now=now)
    else:
        awards.end(awards.EndAward(award_id, now, reason=EndedFor.WAIVED), by=police, now=now)
    return now
