"""Mistakes of the sample, put right: the day of an act was written wrongly, and a further entry says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from lachan.access.actor import Actor
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import Cast
from lachan.journal.queries import TimelineLine, timeline
from lachan.tips import actions as tips
from lachan.tips import queries as tip_lists
from lachan.victims import actions as victims
from lachan.victims import queries as victim_lists

CORRECTED = ("tip.assign", "tip.notify", "victim.support_initially", "victim.provide_service")
Correct = Callable[..., None]


def correct_some(cast: Cast, chance: Chance, until: datetime) -> None:
    """About one record in fifteen of the newest fifty."""
    for record_id, act, by in _records(cast):
        line = next((x for x in timeline(record_id) if x.verb in CORRECTED and not x.is_corrected), None)
        if line and chance.happens(7):
            _correct(act, record_id, line, by, chance, until)


def _correct(act: Correct, record_id: UUID, line: TimelineLine, by: Actor, chance: Chance, until: datetime) -> None:
    now = max(chance.office_day(line.recorded_at, 1, 6), line.recorded_at + timedelta(hours=1))
    if now < until:
        act(record_id, line.seq, line.occurred_at - timedelta(minutes=chance.number(30, 600)), by=by, now=now)


def _records(cast: Cast) -> Iterator[tuple[UUID, Correct, Actor]]:
    police, health = cast["police"], cast["health"]
    for page in (1, 2):
        for tip in tip_lists.list_tips(police, tip_lists.TipFilter(), page).items:
            yield tip.id, tips.correct_day, police
        for victim in victim_lists.list_victims(health, victim_lists.VictimFilter(), page).items:
            yield victim.id, victims.correct_day, health
