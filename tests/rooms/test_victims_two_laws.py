"""The night of 30 June to 1 July 2025: three people, each under the right law for support and for procedure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from lachan.base.clock import VIETNAM, end_of_day
from lachan.base.errors import Refused
from lachan.bylaws.actions import SetLaw, set_
from lachan.indicators.figures import figure
from lachan.indicators.measures import Scope, Window
from lachan.journal.models import Clock
from lachan.victims import actions as victims
from lachan.victims.dossier import open_dossier
from lachan.victims.models import Victim, VictimProfile
from lachan.victims.queries import VictimFilter, list_victims
from lachan.web.shown import clock_of
from lachan.web.victim_words import told
from tests.people import HOME
from tests.world_victims import a_victim

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


RECEIVED, CHECKED, ASKED = at("2025-06-09T08:00"), at("2025-06-10T09:00"), at("2025-06-11T09:00")
TODAY = at("2025-07-15T09:00")
OLD, NEW = "L2011", "L2024"


def under_verification(cast, name: str):
    """Received, checked and sent to the police under the old law."""
    victim_id = a_victim(cast, at=RECEIVED, name=name)
    victims.verify(victims.Step(victim_id, CHECKED), by=cast.health, now=CHECKED)
    victims.request_identification(victims.Step(victim_id, ASKED), by=cast.health, now=ASKED)
    return victim_id


def identified(cast, victim_id, when: datetime):
    command = victims.Identify(victim_id, when, decided_on=when.date(), decision_number="9/GXN", evidence=("a",))
    victims.identify(command, by=cast.police, now=when)


@pytest.fixture
def three(cast):
    before, after, across = (under_verification(cast, n) for n in ("Lò Một Thử", "Lò Hai Thử", "Lò Ba Thử"))
    identified(cast, before, at("2025-06-30T16:00"))
    identified(cast, after, at("2025-07-01T08:00"))
    return {"before": before, "after": after, "across": across}


def letters(cast, victim_id, on: datetime) -> str:
    return " ".join(one.letter for one in open_dossier(cast.health, victim_id, on).rights)


SIDE_BY_SIDE = [
    # who       support today             her regimes today
    ("before", OLD, "a b c d đ e"),
    ("after", NEW, "a b c d đ e g h i k"),
    ("across", NEW, "a b c d đ e g"),
]


@pytest.mark.parametrize(("who", "law", "regimes"), SIDE_BY_SIDE)
def test_support_follows_the_day_of_identification(cast, three, who, law, regimes):
    file = open_dossier(cast.health, three[who], TODAY)
    assert file.victim.regime_on(TODAY.date()) == law
    assert letters(cast, three[who], TODAY) == regimes


def test_who_is_not_identified_yet_has_the_law_of_the_day_one_asks(cast, three):
    line = open_dossier(cast.health, three["across"], TODAY).victim
    assert [line.regime_on(d) for d in (date(2025, 6, 30), date(2025, 7, 1))] == [OLD, NEW]
    assert letters(cast, three["across"], at("2025-06-30T23:00")) == "", "the old law named no one being identified"


def test_the_list_parts_the_three_by_law(cast, three):
    def under(regime: str):
        return {line.id for line in list_victims(cast.health, VictimFilter(legal_regime=regime)).items}

    assert under(OLD) == {three["before"]}
    assert under(NEW) == {three["after"], three["across"]}


STEPS = [
    # step                              the law of its own day
    ("victim.receive", "66/2011"),
    ("victim.verify", "66/2011"),
    ("victim.request_identification", "66/2011"),
    ("victim.suspend", "53/2024"),
]


def test_each_step_stands_on_the_law_of_its_own_day(cast, three):
    when = at("2025-07-02T10:00")
    victims.suspend(victims.Step(three["across"], when, "Chờ kết quả"), by=cast.police, now=when)
    lines = open_dossier(cast.health, three["across"], TODAY).timeline
    shown = {line.verb: entry.law for line, entry in zip(lines, told(lines), strict=True)}
    for verb, law in STEPS:
        assert law in shown[verb], verb


def test_a_limit_begun_under_the_old_law_keeps_its_end(cast, three):
    clock = Clock.objects.get(record_id=three["across"], rule="victim.identify")
    assert "66/2011" in clock.source and clock.due_at.astimezone(VIETNAM).date() == date(2025, 7, 1)


def test_the_child_with_her_falls_under_her_law(cast):
    mother = under_verification(cast, "Lò Mẹ Thử")
    child = a_victim(
        cast, at=RECEIVED, name="Lò Em Thử", with_id=mother,
        codes={"person_kind": "accompanying_minor", "birth_year": 2018, "exploitation": "unknown"},
    )  # fmt: skip
    identified(cast, mother, at("2025-06-30T16:00"))
    assert Victim.objects.get(id=child).legal_regime == OLD
    assert letters(cast, child, TODAY) == "a b c"


def test_every_version_says_under_which_law_she_stood(cast, three):
    """What the figures divide by: one row a version, the newest known on a day counts."""
    for who, regimes in (("before", [OLD, OLD]), ("after", [OLD, NEW]), ("across", [OLD])):
        rows = VictimProfile.objects.filter(record_id=three[who]).order_by("entry_seq")
        assert [r.legal_regime for r in rows] == regimes, who


FIGURES = [
    # asked for         counted under L2011, L2024
    ("2025-06-30", {OLD: 3}),  # the day before: three received, one identified, all under the old law
    ("2025-07-15", {OLD: 1, NEW: 2}),
]


@pytest.mark.parametrize(("day", "counted"), FIGURES)
def test_the_figures_part_the_three_by_law(cast, three, day, counted):
    end = date.fromisoformat(day)
    window = Window(Scope(HOME), date(2025, 6, 1), end, end_of_day(end))
    found = {cell.keys[0]: cell.numerator for cell in figure("victim.received", window, ("legal_regime",)).cells}
    assert {k: v for k, v in found.items() if v} == counted


def test_hours_behind_immediately_are_set_by_the_province_and_named_as_such(cast):
    """A local row over «ngay»: six hours here, and the clock says that they are the agency's own."""
    when = at("2026-02-02T08:00")
    row = {"length": 6, "source": "Quy chế phối hợp của tỉnh", "in_force_from": "2026-01-10"}
    set_(SetLaw("deadlines", "victim.hand_over", row), by=cast.admin, now=when)
    victim_id = a_victim(cast, at=when + timedelta(hours=1))
    clock = Clock.objects.get(record_id=victim_id, rule="victim.hand_over")
    assert clock.due_at - clock.started_at == timedelta(hours=6)
    [line] = [c for c in open_dossier(cast.border, victim_id, when + timedelta(hours=2)).clocks if c.rule == clock.rule]
    shown = clock_of(line, when + timedelta(hours=2))
    assert "«ngay», cơ quan đặt 6 giờ" in shown.law and not shown.confirmed


def test_support_outside_her_law_is_refused_with_what_she_has(cast, three):
    command = victims.GiveSupport(three["before"], TODAY, regimes=("2024.schooling",))
    with pytest.raises(Refused, match="Các chế độ được hưởng"):
        victims.decide_support(command, by=cast.health, now=TODAY)
