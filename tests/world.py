"""Builds records by running the real actions up to a wanted status, so that no test holds an impossible record."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lachan.base.clock import VIETNAM
from lachan.tips import actions as tips
from lachan.tips.rules import Channel, Suspicion, TipKind, TipStatus
from tests.people import COMMUNE, Cast

DAY = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)


def a_tip(cast: Cast, status: TipStatus = TipStatus.RECEIVED, at: datetime = DAY, summary: str = "Nội dung thử") -> UUID:
    """A tip passed on by hotline 111 to a commune, carried on by the provincial police, an hour a step."""
    command = tips.RecordTip(
        received_at=at, channel=Channel.HOTLINE_111, kind=TipKind.REPORT, suspicion=Suspicion.UNKNOWN,
        area_code=COMMUNE, summary=summary, informant_name="Người Báo Tin", informant_phone="0900000001",
    )  # fmt: skip
    tip_id = tips.record_tip(command, by=cast.commune, now=at)
    way = [
        (TipStatus.ACCEPTED, lambda s, n: tips.accept(s, by=cast.police, now=n)),
        (TipStatus.CLASSIFIED, lambda s, n: tips.classify(s, suspicion=Suspicion.ONLINE_SCAM, article="150.2", by=cast.police, now=n)),
        (TipStatus.VERIFYING, lambda s, n: tips.assign(s, by=cast.police, now=n)),
    ]  # fmt: skip
    order = [TipStatus.RECEIVED, *(s for s, _ in way)]
    for hours, (_, go) in enumerate(way[: order.index(status)], 1):
        when = at + timedelta(hours=hours)
        go(tips.Step(tip_id, when), when)
    return tip_id
