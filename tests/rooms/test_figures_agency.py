"""Figures of one agency: its own acts, the records it held, and what has no number of one agency alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lachan.base.clock import end_of_day
from lachan.base.errors import Refused
from lachan.indicators.definitions import indicators
from lachan.indicators.facts.duck import Duck
from lachan.indicators.facts.export import export
from lachan.indicators.figures import figure, narrowed
from lachan.indicators.measures import Scope, Window
from lachan.journal.models import Entry
from lachan.journal.queries import verify
from lachan.victims import actions as victims
from lachan.victims.rules import VictimStatus
from tests.people import HOME, Cast
from tests.world_victims import DAY, a_victim

pytestmark = pytest.mark.django_db
WINDOW = Window(Scope(HOME), date(2025, 12, 15), date(2026, 6, 14), end_of_day(date(2026, 6, 30)))


def of(cast: Cast, who: str, window: Window = WINDOW) -> Window:
    return replace(window, scope=Scope(HOME, agencies=(getattr(cast, who).agency_id,)))


def count(code: str, window: Window) -> int:
    return figure(code, window).numerator


def test_a_flow_is_of_the_agency_whose_act_it_was(cast):
    a_victim(cast, VictimStatus.PRESUMED)
    assert count("victim.received", WINDOW) == count("victim.received", of(cast, "border")) == 1
    assert count("victim.presumed", of(cast, "health")) == 1
    assert count("victim.received", of(cast, "health")) == count("victim.presumed", of(cast, "border")) == 0


def test_a_correction_by_another_agency_leaves_the_act_where_it_was(cast):
    victim_id = a_victim(cast, VictimStatus.PRESUMED)
    seq = Entry.objects.get(record_id=victim_id, verb="victim.receive").seq
    victims.correct_day(victim_id, seq, DAY - timedelta(hours=2), by=cast.health, now=DAY + timedelta(days=2))
    newest = Entry.objects.get(record_id=victim_id, verb="victim.receive", corrects=seq)
    assert (newest.agency_id, newest.act_of) == (cast.health.agency_id, cast.border.agency_id)
    assert verify().is_whole
    assert count("victim.received", of(cast, "border")) == 1
    assert count("victim.received", of(cast, "health")) == 0
    victims.correct_day(victim_id, newest.seq, DAY, by=cast.border, now=DAY + timedelta(days=3))
    assert count("victim.received", of(cast, "border")) == 1


def test_a_stock_is_of_the_agency_that_held_the_record_on_the_day(cast):
    """Received by the border guard; the health department takes the file over as it verifies."""
    a_victim(cast, VictimStatus.PRESUMED)
    parts = {who: [count(f"victim.pending_{part}", of(cast, who)) for part in ("start", "new", "done", "end")]
             for who in ("border", "health")}  # fmt: skip
    assert parts == {"border": [0, 1, 1, 0], "health": [0, 1, 0, 1]}
    assert count("victim.pending_end", WINDOW) == 1
    before = replace(WINDOW, as_of=DAY)
    assert count("victim.pending_end", of(cast, "border", before)) == 1
    assert count("victim.pending_end", of(cast, "health", before)) == 0


def test_the_facts_say_the_same(cast, tmp_path: Path):
    a_victim(cast, VictimStatus.PRESUMED)
    a_victim(cast, VictimStatus.IDENTIFIED)
    export(tmp_path)
    duck = Duck(tmp_path)
    for code, rule in indicators().items():
        for who in ("border", "health", "police"):
            window = of(cast, who)
            if rule.is_by_agency:
                here, there = figure(code, window), figure(code, window, engine=duck)
                assert (here.numerator, here.denominator) == (there.numerator, there.denominator), (code, who)
    duck.close()


def test_what_has_no_number_of_one_agency_says_why_and_is_never_given_silently(cast):
    for code, rule in indicators().items():
        if rule.is_by_agency:
            continue
        with pytest.raises(Refused, match="không tính riêng cho một cơ quan"):
            figure(code, of(cast, "police"))
        assert narrowed(rule, of(cast, "police").scope) == Scope(HOME)
        assert rule.by_agency == rule.whole_area != ""
