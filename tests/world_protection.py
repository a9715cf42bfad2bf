"""Builds protections by running the real actions up to a wanted status."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lachan.victims import actions as victims
from lachan.victims.protection_rules import ProtectionStatus, Threat
from tests.people import Cast
from tests.world import DAY
from tests.world_victims import HOUR, a_victim

S = ProtectionStatus
PLACE, PLAN = "Nhà Lánhnạn cuối bản", "Gọi chị Antoàn trước"


def a_protection(
    cast: Cast, status: ProtectionStatus = S.ASKED, at: datetime = DAY + 10 * HOUR, *, victim_id: UUID | None = None,
    by: str = "health", protected: str = "victim",
) -> UUID:  # fmt: skip
    """Asked for by the health department, decided by the police, an hour a step."""
    victim_id = victim_id or a_victim(cast)
    asked = victims.AskProtection(victim_id, at, "Có người lạ tìm tới nhà", protected, (Threat.FOLLOWED,), PLAN)
    protection_id = victims.ask_protection(asked, by=cast.actors[by], now=at)
    review = at.date() + timedelta(days=30)
    grant = [lambda n: victims.grant_protection(
        victims.GrantProtection(protection_id, n, "", ("shelter", "secrecy"), review, "12/QĐ-BV", PLACE),
        by=cast.police, now=n,
    )]  # fmt: skip

    def step(n: datetime) -> victims.ProtectionStep:
        return victims.ProtectionStep(protection_id, n, "Văn bản số 5")

    way = {
        S.ASKED: [],
        S.GRANTED: grant,
        S.REFUSED: [lambda n: victims.refuse_protection(step(n), by=cast.police, now=n)],
        S.DECLINED: [*grant, lambda n: victims.decline_protection(step(n), by=cast.police, now=n)],
        S.ENDED: [*grant, lambda n: victims.end_protection(
            victims.EndProtection(protection_id, n, "Hết nguy cơ"), by=cast.police, now=n)],
    }  # fmt: skip
    for hours, go in enumerate(way[status], 1):
        go(at + hours * HOUR)
    return protection_id
