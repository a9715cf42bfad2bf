"""A tip from the commune to its resolution: clocks, holder, sealed words, refusals, figures as of a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lachan.base.errors import Misbuilt, NotAllowed, NotFound, Refused
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.journal import clocks
from lachan.journal.models import Entry
from lachan.journal.queries import replayed_status, verify
from lachan.law.periods import period
from lachan.tips import actions as tips
from lachan.tips import queries
from lachan.tips.models import Tip
from lachan.tips.rules import TipStatus
from tests.people import HOME
from tests.world import DAY, a_tip

pytestmark = pytest.mark.django_db


def test_recording_starts_the_clocks_of_the_law(cast):
    tip_id = a_tip(cast)
    running = {c.rule: c for c in clocks.running(tip_id)}
    assert set(running) == {"tip.classify", "tip.resolve", "tip.forward_from_commune"}
    assert running["tip.classify"].due_at == DAY + timedelta(hours=24)
    assert running["tip.classify"].agency_id == cast.commune.agency_id


def test_accepting_hands_the_limits_to_the_police(cast):
    tip_id = a_tip(cast, TipStatus.ACCEPTED)
    owed = {c.rule: c.agency_id for c in clocks.running(tip_id)}
    assert owed["tip.classify"] == owed["tip.resolve"] == cast.police.agency_id
    assert "tip.forward_from_commune" not in owed


def test_words_are_sealed_and_open_with_an_entry(cast):
    tip_id = a_tip(cast, summary="Có người bị giữ tại khu nhà kín")
    assert str(Tip.objects.get(id=tip_id).summary) == "●●●"
    words = queries.open_words(tip_id, purpose="handling", by=cast.commune, now=DAY + timedelta(hours=1))
    assert words.summary == "Có người bị giữ tại khu nhà kín"
    assert Entry.objects.filter(verb="tip.open_words", record_id=tip_id).count() == 1


@pytest.mark.parametrize("who", ["outsider", "other_commune", "admin", "health", "facility", "border"])
def test_others_learn_nothing(cast, who):
    tip_id = a_tip(cast)
    actor = cast.actors[who]
    with pytest.raises(NotFound):
        queries.open_tip(actor, tip_id, DAY)
    assert queries.list_tips(actor, queries.TipFilter()).items == ()


def test_a_step_out_of_order_is_refused_with_a_sentence(cast):
    tip_id = a_tip(cast)
    with pytest.raises(NotAllowed):
        tips.assign(tips.Step(tip_id, DAY), by=cast.commune, now=DAY)
    accepted = a_tip(cast, TipStatus.ACCEPTED)
    with pytest.raises(Refused, match="Phân loại"):
        tips.assign(tips.Step(accepted, DAY + timedelta(hours=2)), by=cast.police, now=DAY + timedelta(hours=2))


def test_an_action_without_check_or_entry_rolls_back(cast, monkeypatch):
    before = Tip.objects.count()
    monkeypatch.setattr(tips.access, "check_may_record", lambda *a: None)
    with pytest.raises(Misbuilt, match="asked"):
        a_tip(cast)
    assert Tip.objects.count() == before


def test_figures_as_of_a_day_do_not_move_when_more_is_recorded_later(cast):
    for _ in range(3):
        a_tip(cast)
    classified = a_tip(cast, TipStatus.CLASSIFIED)
    window = window_of(Scope(HOME), period("2026-H1"), date(2026, 3, 2))
    then = figure("tip.classified", window)
    assert (then.numerator, then.denominator) == (1, 4)
    a_tip(cast, at=DAY + timedelta(days=3))
    late = DAY + timedelta(days=30)
    seq = Entry.objects.get(verb="tip.record", record_id=classified).seq
    tips.correct_day(classified, seq, DAY - timedelta(days=200), by=cast.police, now=late)
    again = figure("tip.classified", window)
    assert (again.numerator, again.denominator) == (1, 4)
    now = figure("tip.classified", window_of(Scope(HOME), period("2026-H1"), late.date()))
    assert (now.numerator, now.denominator) == (0, 4)
    assert replayed_status(classified) == Tip.objects.get(id=classified).status == TipStatus.CLASSIFIED


def test_the_chain_is_whole_and_shows_a_break(cast):
    a_tip(cast, TipStatus.VERIFYING)
    assert verify().is_whole
