"""Public releases of the sample: last year's tables published, one of this year waiting for the second person."""

from __future__ import annotations

from datetime import datetime, timedelta

from lachan.base.clock import at
from lachan.exchange import actions as releases
from lachan.exchange.tables import fixed_tables
from lachan.jobs.seed.places import Cast
from lachan.law.periods import period

YEARLY = ("victims_sex_age", "victims_form_sex", "persons_received", "tips_channel", "cases")
WAITING = "victims_abroad"


def build_releases(cast: Cast, until: datetime) -> None:
    """The year before, ten days after it ended; the half-year of this one is proposed and not yet approved."""
    year, half = str(until.year - 1), f"{until.year}-H1"
    for key in YEARLY:
        proposed_at = at(period(year).end) + timedelta(days=10, hours=1)
        if proposed_at < until and key in fixed_tables():
            asked = releases.Propose(key, year, proposed_at.date())
            release_id = releases.propose(asked, by=cast["standing"], now=proposed_at)
            releases.publish(release_id, by=cast["health"], now=proposed_at + timedelta(hours=5))
    proposed_at = until - timedelta(days=2, hours=-9)
    if period(half).end < proposed_at.date():
        asked = releases.Propose(WAITING, half, proposed_at.date())
        releases.propose(asked, by=cast["standing"], now=proposed_at)
