"""The sample province: invented, lifelike, the same for the same seed, and built of nothing but allowed acts."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction

from lachan.base.clock import at
from lachan.base.errors import Misbuilt, Refused
from lachan.base.home import home
from lachan.base.text import fold_vi
from lachan.cases.models import Accused, Case
from lachan.indicators.figures import all_figures, window_of
from lachan.indicators.measures import Scope
from lachan.jobs.seed import building, places
from lachan.jobs.seed.stage import beside, play
from lachan.journal.models import Clock, Entry
from lachan.journal.queries import replayed_status, verify
from lachan.law.periods import period
from lachan.notices.models import Notice
from lachan.people.models import Account, Agency, Area, Invitation
from lachan.people.setting_up import DATA
from lachan.plans.models import Plan, Task
from lachan.tips.models import Tip
from lachan.vault.keys import forget_keys
from lachan.victims.models import FollowUpRow, Protection, Referral, Victim
from lachan.web.shell import is_sample_home

ON = date(2026, 3, 16)
PEOPLE = 130


def figures() -> dict[str, tuple[int, int | None]]:
    window = window_of(Scope(places.HOME), period("2025"), ON)
    return {f.code: (f.numerator, f.denominator) for f in all_figures(window)}


def unmark() -> None:
    (home() / "sample").unlink(missing_ok=True)
    is_sample_home.cache_clear()
    forget_keys()


def clear_offices() -> None:
    """The cast of the other tests bears the same province's number; it goes for as long as this transaction lasts."""
    for model in (Invitation, Account, Agency):
        model.objects.all().delete()
    Area.objects.filter(province_code__in=["00", "98", "99"]).delete()


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, keyring):
    """Built once for the file, and gone with its transaction."""
    unmark()
    with django_db_blocker.unblock(), transaction.atomic():
        clear_offices()
        yield building.build(PEOPLE, 7, ON)
        transaction.set_rollback(True)
    unmark()


def test_the_journal_holds_and_every_status_is_what_it_says(built) -> None:
    assert verify().is_whole
    for model in (Tip, Case, Accused, Victim, Referral, Protection, Plan, Task):
        rows = list(model.objects.all())
        assert rows, model
        assert [r.id for r in rows if replayed_status(r.id) != r.status] == []


def test_about_as_many_persons_as_asked_for(built) -> None:
    assert PEOPLE <= built.persons <= PEOPLE + 12


def test_nothing_lies_in_the_future_and_nothing_is_written_before_it_happened(built) -> None:
    assert not Entry.objects.filter(recorded_at__gte=at(ON, 0)).exists()
    assert all(e.occurred_at <= e.recorded_at for e in Entry.objects.all())


def test_another_seed_gives_another_province(built) -> None:
    assert figures()["victim.received"][0] > 10
    assert sum(e.persons for e in building.draw(PEOPLE, 7, ON)) == built.persons
    assert [e.starts_on for e in building.draw(50, 7, ON)] != [e.starts_on for e in building.draw(50, 8, ON)]


def test_both_laws_both_levels_and_the_forms_of_today(built) -> None:
    assert set(Victim.objects.values_list("legal_regime", flat=True)) == {"L2011", "L2024"}
    kinds = Counter(Victim.objects.values_list("exploitation", flat=True))
    assert kinds.most_common(1)[0][0] == "forced_crime"
    assert set(Victim.objects.values_list("sex", flat=True)) == {"female", "male"}
    assert Tip.objects.filter(suspicion="online_scam").exists()


def test_some_limits_are_met_some_late_some_still_run(built) -> None:
    clocks = list(Clock.objects.all())
    done = [c for c in clocks if c.stopped_at]
    late = [c for c in done if c.stopped_at > c.due_at]
    assert 0.02 < len(late) / len(done) < 0.25
    assert [c for c in clocks if c.stopped_at is None]
    delayed = [e for e in Entry.objects.all() if e.recorded_at - e.occurred_at > timedelta(days=1)]
    assert delayed
    assert Entry.objects.filter(corrects__isnull=False).exists()


def test_some_were_visited_after_they_settled_and_some_were_not_met(built) -> None:
    assert {"yes", "no"} <= set(FollowUpRow.objects.values_list("met", flat=True))


def test_protection_is_asked_for_granted_and_ended(built) -> None:
    assert {"asked", "ended"} <= set(Protection.objects.values_list("status", flat=True))


def test_old_notices_are_read(built) -> None:
    assert not Notice.objects.filter(seen_at=None, made_at__lt=at(ON - timedelta(days=6))).exists()


def test_no_place_of_the_sample_is_a_real_one() -> None:
    real = set()
    for name in ("communes.csv", "provinces.csv"):
        with open(DATA / name, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        real |= {fold_vi(r["name"]) for r in rows} | {r["code"] for r in rows}
    invented = {
        places.HOME_NAME,
        places.NEXT_NAME,
        *places.WARDS,
        *places.BORDER,
        *places.INLAND,
        *places.NEXT_COMMUNES,
    }
    assert {fold_vi(n) for n in invented} & real == set()
    assert {places.HOME, places.NEXT_DOOR, *(c.code for c in places.communes())} & real == set()


def test_the_standing_office_stands_first_in_the_cast(built) -> None:
    first = built.cast.lines[0]
    assert (first.username, first.agency_code) == ("thuongtruc", "98.BCD138")
    assert len({line.username for line in built.cast.lines}) == len(built.cast.lines)


def test_a_neighbour_province_has_officers_and_no_record(built) -> None:
    assert any(line.agency_code.startswith("99.") for line in built.cast.lines)
    assert not Tip.objects.filter(province_code="99").exists()


def test_the_home_is_marked_as_a_sample(built) -> None:
    assert (home() / "sample").exists()


@pytest.mark.django_db
def test_two_runs_and_many_batches_agree(keyring, monkeypatch) -> None:
    """The same province told in one batch and in many: the batches change nothing that is counted."""
    seen = []
    for persons in (10**6, 9):
        forget_keys()
        monkeypatch.setattr(building, "BATCH", persons)
        monkeypatch.setattr(building, "MANY", 20)
        with transaction.atomic():
            clear_offices()
            building.build(30, 3, ON)
            seen.append(figures_of_all_years())
            assert verify().is_whole
            transaction.set_rollback(True)
    unmark()
    assert seen[0] == seen[1]


def figures_of_all_years() -> list[tuple[str, int, int | None]]:
    return [
        (f.code, f.numerator, f.denominator)
        for year in range(2019, 2027)
        for f in all_figures(window_of(Scope(places.HOME), period(str(year)), ON))
    ]


def test_stories_are_told_in_the_order_of_time_and_end_with_the_horizon() -> None:
    told = []

    def story(name: str, *days: int):
        for day in days:
            now = yield at(date(2026, 1, day))
            told.append((name, now.day))

    assert play([story("a", 1, 5, 20), story("b", 2, 3)], at(date(2026, 1, 10))) == 4
    assert told == [("a", 1), ("b", 2), ("b", 3), ("a", 5)]


def test_threads_of_one_life_are_told_in_the_order_of_time() -> None:
    told = []

    def thread(name: str, *days: int):
        for day in days:
            now = yield at(date(2026, 1, day))
            told.append((name, now.day))

    assert play([beside(thread("a", 1, 5, 20), thread("b", 2, 3), thread("c"))], at(date(2026, 1, 10))) == 4
    assert told == [("a", 1), ("b", 2), ("b", 3), ("a", 5)]


def test_a_story_that_breaks_a_rule_is_a_mistake_of_the_sample() -> None:
    def story():
        yield at(date(2026, 1, 1))
        raise Refused("không được")

    with pytest.raises(Misbuilt):
        play([story()], at(date(2026, 2, 1)))
