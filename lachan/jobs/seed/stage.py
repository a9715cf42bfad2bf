"""The stage: stories are resumed in the order of their instants, so that the journal grows as it would in life."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from datetime import datetime
from heapq import heapify, heappop, heappush

from lachan.base.errors import Misbuilt, Refused

Story = Generator[datetime, datetime, None]


def play(stories: Iterable[Story], until: datetime, after_each: Callable[[datetime], None] = lambda now: None) -> int:
    """A story yields when it goes on and is resumed with that instant; what lies at ``until`` or later stays untold.

    Returns how many steps were told. A refusal is a mistake of the story: the sample must hold to the procedure.
    """
    waiting = [(when, number, story) for number, story in enumerate(stories) if (when := next(story, None))]
    heapify(waiting)
    told = 0
    while waiting and waiting[0][0] < until:
        now, number, story = heappop(waiting)
        when = _resume(story, now)
        told += 1
        after_each(now)
        if when is not None:
            heappush(waiting, (max(when, now), number, story))
    return told


def beside(*stories: Story) -> Story:
    """Threads of one life as one story, in the order of their instants."""
    waiting = [(when, number, story) for number, story in enumerate(stories) if (when := next(story, None))]
    heapify(waiting)
    while waiting:
        when, number, story = heappop(waiting)
        now = yield when
        after = _resume(story, now)
        if after is not None:
            heappush(waiting, (max(after, now), number, story))


def _resume(story: Story, now: datetime) -> datetime | None:
    try:
        return story.send(now)
    except StopIteration:
        return None
    except Refused as refusal:
        raise Misbuilt(f"the sample broke a rule: {refusal.sentence}") from refusal
