"""After she settled: visits with the same questions, lost contact, sold again on the same file."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import period
from lachan.people.models import Account
from lachan.victims import actions as victims
from lachan.victims.care_due import AHEAD, DuePart, due
from lachan.victims.care_queries import open_care
from lachan.victims.followup_rules import Outcome, VisitWay, is_lost
from lachan.victims.queries import lines_of
from lachan.victims.rules import VictimStatus
from lachan.victims.support_rules import Answer
from tests.people import HOME
from tests.world import DAY
from tests.world_victims import a_victim

NOW = DAY + timedelta(days=40)
Y, N, U = Answer.YES, Answer.NO, Answer.UNKNOWN
S = VictimStatus
D = DuePart
ALL = tuple((o, U) for o in Outcome)


def visit(cast, victim_id, met=Y, said=ALL, days=0, who="health", note="Hỏi hàng xóm, chưa thấy", next_in=30):
    at = NOW + timedelta(days=days)
    command = victims.FollowUp(victim_id, at, note, VisitWay.HOME, met, said, at.date() + timedelta(days=next_in))
    victims.follow_up(command, by=cast.actors[who], now=at)


@pytest.mark.django_db
def test_outcomes_lie_side_by_side_over_time(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    visit(cast, victim_id, said=tuple((o, N) for o in Outcome))
    visit(cast, victim_id, said=tuple((o, Y) for o in Outcome), days=30)
    newest, first = open_care(cast.health, victim_id, NOW + timedelta(days=31)).visits
    assert first.said[Outcome.INCOME] is N and newest.said[Outcome.INCOME] is Y
    assert newest.next_on == (NOW + timedelta(days=60)).date()


@pytest.mark.django_db
def test_met_means_asked_and_not_met_means_searched(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    with pytest.raises(Refused, match="trả lời đủ"):
        visit(cast, victim_id, said=ALL[:2])
    with pytest.raises(Refused, match="tìm ở đâu"):
        visit(cast, victim_id, met=N, note="")
    with pytest.raises(Refused, match="lần sau"):
        visit(cast, victim_id, next_in=0)


@pytest.mark.django_db
def test_not_met_twice_is_lost_contact_and_met_again_is_not(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    for n in range(2):
        visit(cast, victim_id, met=N, said=(), days=n)
    assert open_care(cast.health, victim_id, NOW + timedelta(days=3)).is_lost
    visit(cast, victim_id, days=4)
    assert not open_care(cast.health, victim_id, NOW + timedelta(days=5)).is_lost


@pytest.mark.parametrize(
    ("met", "lost"), [((), False), ((N,), False), ((N, N), True), ((N, U), False), ((Y, N, N), False), ((U, U), False)]
)
def test_unknown_is_not_lost(met, lost):
    assert is_lost(met) is lost


@pytest.mark.django_db
@pytest.mark.parametrize("status", [S.REINTEGRATING, S.CLOSED])
def test_sold_again_is_identified_anew_on_the_same_file(cast, status):
    victim_id = a_victim(cast, status)
    with pytest.raises(Refused, match="nguồn tin"):
        victims.note_retrafficked(victims.Step(victim_id, NOW), by=cast.health, now=NOW)
    victims.note_retrafficked(victims.Step(victim_id, NOW, "Gia đình báo mất tích"), by=cast.health, now=NOW)
    assert lines_of(cast.health, [victim_id])[victim_id].status is S.PRESUMED
    window = window_of(Scope(HOME), period("2026"), NOW.date())
    assert figure("victim.retrafficked", window).numerator == 1
    victims.request_identification(victims.Step(victim_id, NOW), by=cast.health, now=NOW)


@pytest.mark.django_db
def test_others_neither_visit_nor_say_so(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    for who in ("procuracy", "standing", "outsider", "union"):
        with pytest.raises((NotAllowed, NotFound)):
            visit(cast, victim_id, who=who)


@pytest.mark.django_db
def test_only_a_visit_at_which_she_was_met_counts(cast):
    met, missed = a_victim(cast, S.REINTEGRATING), a_victim(cast, S.REINTEGRATING)
    visit(cast, met)
    visit(cast, missed, met=N, said=())
    window = window_of(Scope(HOME), period("2026"), (NOW + timedelta(days=1)).date())
    found = figure("victim.followed_up", window)
    assert (found.numerator, found.denominator) == (1, 2)


def due_lines(actor, part, on):
    return [(line.victim_id, line.on) for line in due(actor, part, on).items]


@pytest.mark.django_db
def test_a_visit_is_due_where_the_person_is_cared_for_and_where_she_lives(cast):
    victim_id = a_victim(cast, S.SUPPORT_DECIDED)
    home = victims.SettleResidence(victim_id, NOW, area_code=cast.other_commune.area_code)
    victims.settle_residence(home, by=cast.health, now=NOW)
    on = NOW.date()
    assert due_lines(cast.health, D.UNVISITED, on) == [(victim_id, on)], "home, and nobody has come yet"
    assert due_lines(cast.other_commune, D.UNVISITED, on) == [(victim_id, on)]
    visit(cast, victim_id, who="other_commune", next_in=30)
    day, soon = on + timedelta(days=30), on + timedelta(days=30) - AHEAD
    for actor in (cast.health, cast.other_commune):
        assert due_lines(actor, D.VISITS, soon) == [(victim_id, day)]
        assert not due_lines(actor, D.VISITS, soon - timedelta(days=1)) and not due_lines(actor, D.UNVISITED, day)
    for who in ("commune", "union", "outsider", "admin", "court"):
        assert not any(due_lines(cast.actors[who], part, day) for part in (D.VISITS, D.LOST, D.UNVISITED)), who
    visit(cast, victim_id, met=N, said=(), days=30)
    assert due_lines(cast.health, D.VISITS, day + AHEAD) == [], "the newest visit names the day: 30 days on"
    assert due_lines(cast.health, D.VISITS, day + timedelta(days=30)) == [(victim_id, day + timedelta(days=30))]
    visit(cast, victim_id, met=N, said=(), days=31)
    assert due_lines(cast.health, D.LOST, day) == [(victim_id, day + timedelta(days=1))]
    assert not due_lines(cast.health, D.VISITS, day + timedelta(days=90)), "lost contact stands in a part of its own"
    visit(cast, victim_id, days=32)
    assert not due_lines(cast.health, D.LOST, day)


@pytest.mark.django_db
@pytest.mark.parametrize("met", [(N, N), (N, U), (Y, N), (N, Y), (N,), (U, U), (N, N, N)])
def test_the_list_of_the_lost_follows_the_same_rule_as_the_page(cast, met):
    victim_id = a_victim(cast, S.REINTEGRATING)
    for n, answer in enumerate(met):
        visit(cast, victim_id, met=answer, said=ALL if answer is Y else (), days=n // 2)
    at = NOW + timedelta(days=3)
    assert bool(due_lines(cast.health, D.LOST, at.date())) is open_care(cast.health, victim_id, at).is_lost


@pytest.mark.django_db
def test_sold_again_she_is_not_visited_but_identified(cast):
    victim_id = a_victim(cast, S.REINTEGRATING)
    visit(cast, victim_id)
    victims.note_retrafficked(victims.Step(victim_id, NOW, "Gia đình báo mất tích"), by=cast.health, now=NOW)
    later = NOW.date() + timedelta(days=60)
    assert not any(due_lines(cast.health, part, later) for part in (D.VISITS, D.LOST, D.UNVISITED))


@pytest.mark.django_db
def test_the_page_of_the_day_tells_what_waits(cast, client):
    a_victim(cast, S.REINTEGRATING)
    for who, told in (("health", True), ("standing", False), ("police", False), ("outsider", False)):
        client.force_login(Account.objects.get(id=cast.actors[who].account_id))
        assert ("phan=unvisited" in client.get("/").content.decode()) is told, who
