"""A figure opened to its records, compared, explained between two days, checked before it is sent, re-based."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from lachan.base.clock import end_of_day, local_day
from lachan.base.errors import Misbuilt
from lachan.indicators import checking, wording
from lachan.indicators.checking import Weight, findings
from lachan.indicators.comparing import compare
from lachan.indicators.definitions import indicators
from lachan.indicators.explaining import Cause, Effect, explain
from lachan.indicators.figures import behind, figure, window_of
from lachan.indicators.measures import Reach, Scope, Window, cohort
from lachan.indicators.opening import opened
from lachan.indicators.rebasing import rebased, scope_of_today
from lachan.journal import corrections
from lachan.journal.models import Entry
from lachan.law.periods import period
from lachan.people.models import Area, Succession
from lachan.tips import actions as tips
from lachan.tips.access import visible_to as visible_tips
from lachan.tips.models import Tip
from lachan.tips.rules import Channel, Suspicion, TipKind, TipStatus
from lachan.victims.access import visible_to as visible_victims
from lachan.victims.rules import VictimStatus
from tests.people import COMMUNE, HOME
from tests.world import DAY, a_tip
from tests.world_random import DAYS, FIRST, Happening, World, asked_of, divisions
from tests.world_victims import a_victim

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 30)


def window(as_of=LATER, area="", code="2026-H1"):
    return window_of(Scope(HOME, area), period(code), as_of)


# --- opening


def test_a_figure_opens_to_the_records_the_actor_may_see_and_counts_the_rest(cast):
    mine, other = a_victim(cast), a_victim(cast, VictimStatus.IDENTIFIED)
    all_of_them = opened("victim.received", window(), visible_victims(cast.health))
    assert {b.record_id for b in all_of_them.first} == {mine, other}
    assert (all_of_them.seen, all_of_them.hidden) == (2, 0)
    none = opened("victim.received", window(), visible_victims(cast.outsider_health))
    assert (none.first, none.seen, none.hidden) == ((), 0, 2)
    nobody = opened("victim.received", window(), visible_victims(cast.health).none())
    assert (nobody.first, nobody.seen, nobody.hidden) == ((), 0, 2)


def test_misses_only_and_one_part_only(cast):
    a_tip(cast)
    done = a_tip(cast, TipStatus.CLASSIFIED)
    missed = opened("tip.classified", window(), visible_tips(cast.police), misses=True)
    assert (missed.seen, missed.hidden) == (1, 0) and done not in {b.record_id for b in missed.first}
    at = {"suspicion": "online_scam", "half": "2026-H1"}
    part = opened("tip.received", window(), visible_tips(cast.police), at=at)
    assert [b.record_id for b in part.first] == [done]
    agency = str(cast.commune.agency_id)
    assert opened("tip.received", window(), visible_tips(cast.police), at={"agency": agency}).seen == 2
    assert opened("tip.received", window(), visible_tips(cast.police), at={"half": "2025-H1"}).seen == 0


def test_every_part_of_every_figure_opens_to_as_many_records_as_it_counts(db):
    rng = Random(7)
    world = World(rng, 6)
    world.write()
    for code, rule in indicators().items():
        asked, by = asked_of(world.window(), code), divisions(rng, rule.by)
        for cell in figure(code, asked, by).cells[:3]:
            found = opened(code, asked, Tip.objects.none(), at=dict(zip(by, cell.keys, strict=True)))
            assert found.hidden == (cell.denominator if rule.is_ratio else cell.numerator), (code, cell)


def test_a_file_older_than_the_calendar_is_counted_and_opened_under_a_name_of_its_own(db):
    """Held still, opened in 2018: no half year of the decree of 2019 covers that day, and the parts must add up."""
    world = World(Random(8), 12)
    for act in world.happenings:
        act.occurred_at -= timedelta(days=2500)
    world.write()
    asked = Window(Scope(""), date(2023, 1, 1), date(2023, 6, 30), end_of_day(date(2027, 1, 1)))
    for name in ("half", "quarter", "month", "year"):
        divided = figure("tip.held_end", asked, (name,))
        assert sum(c.numerator for c in divided.cells) == figure("tip.held_end", asked).numerator
        assert divided.cell("earlier").numerator
        assert next(iter(wording.values(divided)[0].values())) == "Trước khi có lịch báo cáo này"
        for cell in divided.cells:
            part = opened("tip.held_end", asked, Tip.objects.none(), at={name: cell.keys[0]})
            assert part.hidden == cell.numerator, (name, cell)


# --- comparing


def test_a_figure_beside_the_period_before_and_the_year_before(cast):
    a_victim(cast)
    whole = compare("victim.received", Scope(HOME), period("2026-H1"), LATER, plan_start=date(2025, 1, 1))
    assert (whole.period_before.code, whole.period_year_before.code) == ("2025-H2", "2025-H1")
    assert (whole.now.numerator, whole.before.numerator, whole.year_before.numerator) == (1, 0, 0)
    assert whole.to_date and whole.to_date.numerator == 1
    assert (whole.change.difference, whole.change.share, whole.change.direction) == (1, None, 1)


def test_a_running_period_is_compared_over_as_many_days(cast):
    running = compare("victim.received", Scope(HOME), period("2026-H1"), date(2026, 3, 10))
    assert running.is_partial
    assert running.now.end == date(2026, 3, 10)
    assert running.year_before.end - running.year_before.start == running.now.end - running.now.start


# --- explaining


def of(code, earlier, later=LATER, **more):
    return explain(code, window(later), earlier, **more)


def test_what_happened_since_is_named_as_such(cast):
    tip_id = a_tip(cast, at=DAY)
    told = of("tip.received", DAY.date() - timedelta(days=1))
    assert told.causes == ((Cause.HAPPENED, 1),)
    assert [(c.record_id, c.effect) for c in told.shown] == [(tip_id, Effect.CAME)]
    assert told.counted == (0, 1)


def test_a_correction_out_of_the_period_and_a_void_explain_what_went(cast):
    moved, gone = a_tip(cast), a_tip(cast)
    when = DAY + timedelta(days=20)
    for tip_id, act in ((moved, "correct"), (gone, "void")):
        entry = Entry.objects.get(record_id=tip_id, verb="tip.record")
        tip = Tip.objects.get(id=tip_id)
        if act == "correct":
            earlier = DAY - timedelta(days=200)
            corrections.correct(entry.seq, tip, by=cast.police, occurred_at=earlier, now=when)
        else:
            corrections.void(entry.seq, tip, by=cast.police, now=when)
    told = of("tip.received", DAY.date() + timedelta(days=1))
    assert told.counted == (2, 0)
    causes = {c.record_id: c.reasons[-1].cause for c in told.shown}
    assert causes == {moved: Cause.CORRECTED, gone: Cause.VOIDED}
    assert {c.effect for c in told.shown} == {Effect.WENT}


def test_a_limit_that_ran_out_needs_no_entry(cast):
    a_tip(cast)
    told = of("tip.classified_in_time", DAY.date())
    assert [r.cause for c in told.shown for r in c.reasons] == [Cause.LIMIT]


def test_only_visible_records_are_told_and_the_rest_counted(cast):
    a_tip(cast)
    told = of("tip.received", DAY.date() - timedelta(days=1), visible=visible_tips(cast.outsider))
    assert (told.shown, told.hidden) == ((), 1)


def test_the_changes_of_all_records_add_up_to_the_difference(db):
    rng = Random(8)
    world = World(rng, 10)
    world.write()
    for code in rng.sample(list(indicators()), 40):
        asked = asked_of(world.window(), code)
        earlier = local_day(FIRST) + timedelta(days=rng.randrange(DAYS))
        if end_of_day(earlier) >= asked.as_of:
            continue
        then, now = figure(code, replace(asked, as_of=end_of_day(earlier))), figure(code, asked)
        told = explain(code, asked, earlier)
        assert told.hits == (then.numerator, now.numerator), code
        assert sum(c.hits[1] - c.hits[0] for c in told.shown) == now.numerator - then.numerator or told.hidden, code
        assert all(c.reasons for c in told.shown)


# --- checking


def test_records_whose_days_cannot_be_are_found(cast):
    tip_id = a_tip(cast, TipStatus.CLASSIFIED)
    assert [f for f in findings(window(), ["tip.classified"]) if f.weight is Weight.GRAVE] == []
    entry = Entry.objects.get(record_id=tip_id, verb="tip.classify")
    early = DAY - timedelta(days=3)
    corrections.correct(
        entry.seq, Tip.objects.get(id=tip_id), by=cast.police, occurred_at=early, now=DAY + timedelta(days=2)
    )
    (found,) = [f for f in findings(window(), ["tip.classified"]) if f.weight is Weight.GRAVE]
    assert (found.check, found.records, found.kind, found.count) == ("order", (tip_id,), "tip", 1)
    assert found.sentence.startswith("1 nguồn tin có ngày phân loại")


def test_late_entries_unkept_limits_and_unknown_attributes_are_notices(cast):
    a_tip(cast)
    a_victim(cast, VictimStatus.IDENTIFIED)
    said = {f.check: f for f in findings(window())}
    assert said["limits"].weight is said["unknown"].weight is Weight.NOTICE
    assert "stock" not in said and "parts" not in said and "share" not in said


def test_a_file_opened_in_the_book_long_after_the_fact_is_a_notice(cast):
    command = tips.RecordTip(
        received_at=DAY, channel=Channel.PHONE, kind=TipKind.REPORT, suspicion=Suspicion.UNKNOWN, area_code=COMMUNE,
        summary="Nội dung thử", informant_name="Người Báo Tin",
    )  # fmt: skip
    late = tips.record_tip(command, by=cast.commune, now=DAY + timedelta(days=45))
    (found,) = [f for f in findings(window(), ["tip.received"]) if f.check == "late"]
    assert found.records == (late,)
    told = of("tip.received", DAY.date() + timedelta(days=10))
    assert [r.cause for c in told.shown for r in c.reasons] == [Cause.LATE]


def test_arithmetic_that_does_not_hold_is_grave(cast, monkeypatch):
    """Negative control: with a broken stock the check must speak."""
    a_tip(cast)
    monkeypatch.setattr(checking, "PARTS", ("start", "new", "start", "start"))
    said = [f for f in findings(window(), ["tip.held_start"]) if f.check == "stock"]
    assert said and said[0].weight is Weight.GRAVE and "phát sinh 1" in said[0].sentence


# --- areas


@pytest.fixture
def merged(cast):
    """Xã Thử Hai became part of Xã Thử Một on 1 July 2025; a third was split into both before."""

    def area(code, name, start, end=None):
        return Area.objects.create(level="commune", code=code, name=name, kind="xã", province_code=HOME,
                                   in_force_from=start, in_force_until=end, source="dữ liệu thử")  # fmt: skip

    one = Area.objects.get(code=COMMUNE)
    old = area("98090", "Thử Cũ", date(2016, 1, 1), date(2025, 6, 30))
    split = area("98091", "Thử Tách", date(2016, 1, 1), date(2025, 6, 30))
    two = Area.objects.get(code="98002")
    for before, after in ((old, one), (split, one), (split, two)):
        Succession.objects.create(old=before, new=after, source="dữ liệu thử")


def test_areas_as_they_were_and_as_they_are(merged, cast):
    world = World(Random(9), 0)
    for n, code in enumerate((COMMUNE, "98090", "98091")):
        world.happenings.append(Happening("tip.record", "tip", UUID(int=n + 1), (HOME, code), DAY, DAY))
    world.write()
    asked = Window(Scope(HOME), date(2026, 1, 1), date(2026, 6, 30), end_of_day(LATER))
    was = figure("tip.received", asked, ("area",))
    assert {c.keys[0]: c.numerator for c in was.cells} == {COMMUNE: 1, "98090": 1, "98091": 1}
    now = rebased(was, LATER)
    assert {c.keys[0]: c.numerator for c in now.cells} == {COMMUNE: 2, "98091": 1}
    here = scope_of_today(Scope(HOME, COMMUNE), LATER)
    assert here.codes == ("98090",)
    assert figure("tip.received", replace(asked, scope=here)).numerator == 2
    assert len(behind("tip.received", replace(asked, scope=here))) == 2


def test_a_person_with_acts_in_two_communes_counts_in_each_and_once_in_the_province(db):
    """The sum of the communes' own figures is over the province's by as many, and the division by area is not."""
    world = World(Random(11), 30)
    world.write()
    year = Window(
        Scope("98"), local_day(FIRST), local_day(FIRST) + timedelta(days=DAYS + 90), end_of_day(date(2027, 6, 1))
    )
    code = "victim.served"
    whole = figure(code, year, ("area",))
    own = {area: figure(code, replace(year, scope=Scope("98", area))) for area in ("98001", "98002", "99001")}
    twice = [b.record_id for b in behind(code, year)]
    assert len(twice) == len(set(twice)) == whole.numerator == sum(c.numerator for c in whole.cells)
    assert sum(one.numerator for one in own.values()) > sum(whole.cell(area).numerator for area in own)
    assert "toàn tỉnh vẫn tính một lần" in indicators()[code].counted_once


def test_among_takes_only_what_a_where_clause_can_ask():
    with pytest.raises(Misbuilt, match="there"):
        cohort("tip", ("tip.record",), among=(Reach(" LEFT JOIN journal_clock k ON 1 = 1", "k.id IS NOT NULL"),))
