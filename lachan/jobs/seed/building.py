"""Building the whole sample: episodes drawn until the wanted number of persons, told in time, in batches."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from lachan.base.clock import at
from lachan.base.home import home
from lachan.base.labels import Labelled
from lachan.jobs.seed.afterwards import ask_lately
from lachan.jobs.seed.care import survey_some
from lachan.jobs.seed.cases import case_from_tip
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.corrections import correct_some
from lachan.jobs.seed.facilities import build_facilities
from lachan.jobs.seed.places import Cast, build_places
from lachan.jobs.seed.plans import build_plans
from lachan.jobs.seed.releases import build_releases
from lachan.jobs.seed.reports import build_reports
from lachan.jobs.seed.returns import a_return
from lachan.jobs.seed.stage import Story, play
from lachan.jobs.seed.tips import tip_of_its_own
from lachan.jobs.seed.victims import Reception, at_the_border, by_rescue, in_a_commune, person_received
from lachan.jobs.statistics import refresh_statistics
from lachan.journal.actions import bulk
from lachan.notices.actions import see_before
from lachan.victims.actions import expire_due

MANY = 5_000  # from here on the sample spans years instead of two
BATCH = 250  # persons told at once when there are many
UNFINISHED = "unfinished"  # what the mark of a sample says until the last act is told
UNREAD_DAYS = 5  # notices older than this have been read
LAW_KNOWN_SINCE = date(2018, 3, 5)  # the limits of tips before TTLT 01/2017 are not in the book

Progress = Callable[[int, int], None]


class EpisodeKind(Labelled):
    TIP = "tip", "nguồn tin"
    CASE = "case", "vụ án"
    BORDER = "border", "tiếp nhận tại biên giới"
    COMMUNE = "commune", "tiếp nhận tại xã"
    RETURN = "return", "đợt trao trả"


SHARES = {EpisodeKind.COMMUNE: 38, EpisodeKind.TIP: 30, EpisodeKind.BORDER: 20, EpisodeKind.CASE: 12,
          EpisodeKind.RETURN: 2}  # fmt: skip


@dataclass(frozen=True)
class Episode:
    """What happens once, and to how many: ``accused`` and ``received`` of a case, ``minors`` beside the first."""

    number: int
    kind: EpisodeKind
    starts_on: date
    accused: int = 0
    received: int = 0
    minors: int = 0

    @property
    def persons(self) -> int:
        """Everyone with a place in the records: victims, minors, accused, informants."""
        has_informant = self.kind in (EpisodeKind.TIP, EpisodeKind.CASE)
        return self.accused + self.received + self.minors + has_informant


@dataclass(frozen=True)
class Built:
    cast: Cast
    persons: int
    steps: int


def build(people: int, seed: int, on: date, progress: Progress = lambda done, whole: None) -> Built:
    """Two provinces and their records up to the morning of ``on``. The same numbers give the same figures."""
    episodes = sorted(draw(people, seed, on), key=lambda e: (e.starts_on, e.number))
    start = episodes[0].starts_on if episodes else on - timedelta(days=365)
    with transaction.atomic():
        cast = build_places(at(start - timedelta(days=7)))
        build_plans(cast, seed, on)
        visits = list(build_facilities(cast, seed, at(start - timedelta(days=6)), on))
    mark = home() / "sample"
    mark.write_text(UNFINISHED, encoding="utf-8")
    whole, done, steps = sum(e.persons for e in episodes), 0, 0
    for batch in _batches(episodes, BATCH if people >= MANY else people + 1):
        persons = sum(e.persons for e in batch)
        told = partial(_told, progress, done, persons, whole, at(batch[0].starts_on), at(on, 0))
        with bulk(), _without_collector():
            steps += play((*visits, *(s for e in batch for s in _stories(e, seed, cast))), at(on, 0), told)
        visits = []
        done += persons
        progress(done, whole)
    refresh_statistics()
    with transaction.atomic():
        correct_some(cast, Chance(seed, 0), at(on, 0))
        while expire_due(at(on, 0) - timedelta(minutes=1), 500):
            pass
        survey_some(cast, Chance(seed, 5), at(on, 0) - timedelta(minutes=1))
        ask_lately(cast, at(on, 0) - timedelta(minutes=1))
        build_releases(cast, at(on, 0))
        build_reports(cast, Chance(seed, 1), on)
        see_before(at(on - timedelta(days=UNREAD_DAYS), 0))
    mark.write_text("", encoding="utf-8")
    return Built(cast, whole, steps)


def _told(
    progress: Progress, done: int, persons: int, whole: int, first: datetime, until: datetime, now: datetime
) -> None:
    """Within a batch the work goes as the time of the stories goes, near enough for a bar."""
    share = (now - first) / (until - first)
    progress(done + int(persons * min(max(share, 0), 0.99)), whole)


@contextmanager
def _without_collector() -> Iterator[None]:
    """A batch holds many rows and no cycles: walking them again and again is a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def draw(people: int, seed: int, on: date) -> Iterator[Episode]:
    """Episodes until so many persons have a place; the last may bring one or two more."""
    missing, number = people, 0
    while missing > 0:
        number += 1
        episode = _episode(Chance(seed, number), number, people, on)
        missing -= episode.persons
        yield episode


def _episode(chance: Chance, number: int, people: int, on: date) -> Episode:
    kind = chance.weighed(SHARES)
    accused = received = minors = 0
    if kind is EpisodeKind.CASE:
        accused = chance.weighed({1: 22, 2: 30, 3: 24, 4: 12, 5: 7, 8: 5})
        received = chance.weighed({0: 22, 1: 36, 2: 22, 3: 12, 5: 8})
    elif kind is EpisodeKind.RETURN:
        received = chance.number(2, 6)
    elif kind is not EpisodeKind.TIP:
        received = chance.weighed({1: 52, 2: 26, 3: 14, 5: 8}) if kind is EpisodeKind.BORDER else 1
        minors = chance.weighed({0: 91, 1: 8, 2: 1})
    return Episode(number, kind, _day(chance, people, on), accused, received, minors)


def _day(chance: Chance, people: int, on: date) -> date:
    """Of few, two thirds in the year up to today and the rest in the year before; many spread over the years."""
    if people >= MANY:
        first = max(on - timedelta(days=3652), LAW_KNOWN_SINCE)
        return on - timedelta(days=chance.number(1, (on - first).days))
    return on - timedelta(days=chance.number(1, 365) if chance.happens(66) else chance.number(366, 730))


def _batches(episodes: list[Episode], persons: int) -> Iterator[list[Episode]]:
    batch: list[Episode] = []
    for episode in episodes:
        batch.append(episode)
        if sum(e.persons for e in batch) >= persons:
            yield batch
            batch = []
    if batch:
        yield batch


def _stories(episode: Episode, seed: int, cast: Cast) -> Iterator[Story]:
    """Each person received has a story and lots of her own; what they share is when and where."""
    chance = Chance(seed, -episode.number)
    starts_at = chance.any_time(episode.starts_on)
    if episode.kind is EpisodeKind.TIP:
        yield tip_of_its_own(chance, cast, starts_at)
        return
    if episode.kind is EpisodeKind.RETURN:
        yield a_return(chance, cast, starts_at, episode.received)
        return
    met: list[UUID] = []
    if episode.kind is EpisodeKind.CASE:
        yield case_from_tip(chance, cast, starts_at, episode.accused, episode.received, met)
    received_at, where = _reception(episode, chance, cast, starts_at)
    for place in range(episode.received):
        own = Chance(seed, episode.number * 100 + place + 1_000_000_000)
        yield person_received(own, cast, received_at, where, episode.minors if place == 0 else 0, met)


def _reception(episode: Episode, chance: Chance, cast: Cast, starts_at: datetime) -> tuple[datetime, Reception]:
    if episode.kind is EpisodeKind.BORDER:
        return starts_at, at_the_border(chance, cast)
    if episode.kind is EpisodeKind.COMMUNE:
        return starts_at, in_a_commune(chance, cast)
    return chance.office_day(starts_at, 20, 70), by_rescue(chance, cast)
