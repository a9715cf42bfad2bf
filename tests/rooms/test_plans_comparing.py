"""Two plans compared: the same from either side, blind to order, and a plan beside itself has not changed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.plans.comparing import (
    Aspect,
    Comparison,
    DutySide,
    MoneySide,
    Outcome,
    Pair,
    PlanSide,
    TargetSide,
    TaskSide,
    Years,
    compare,
)
from lachan.plans.wording import marked

WAS, NOW = Years(2025, 2025), Years(2026, 2026)
BROADCAST = "Xây dựng chuyên mục phát thanh về thủ đoạn lừa đảo trực tuyến, phát ít nhất mỗi tháng một lần."
PATROL = "Tăng cường tuần tra, kiểm soát tại đường mòn, lối mở dọc biên giới trong năm 2025."
SHELTER = "Bố trí nơi tạm trú an toàn cho nạn nhân tại Trung tâm Công tác xã hội tỉnh."
RESOLVED = TargetSide("Tỷ lệ giải quyết tin báo về tội phạm mua bán người", ">", 90, "%", indicator="tip.resolved")

POLICE, HEALTH = ("Công an tỉnh",), ("Sở Y tế",)
MIRROR = {Outcome.NEW: Outcome.GONE, Outcome.GONE: Outcome.NEW, Outcome.RAISED: Outcome.LOWERED}
MIRROR |= {Outcome.LOWERED: Outcome.RAISED}

SYLLABLES = "tổ chức tuyên truyền rà soát nạn nhân biên giới hỗ trợ điều tra năm 2025 2026 xã 100%"
syllables = st.sampled_from(SYLLABLES.split(" "))
texts = st.lists(syllables, min_size=1, max_size=9).map(" ".join)
bodies = st.lists(st.sampled_from(["Công an tỉnh", "Sở Y tế", "Hội Phụ nữ"]), max_size=2).map(tuple)
tasks = st.builds(TaskSide, texts, bodies, bodies, st.sampled_from(["", "2025-06-30", "2026-06-30", "Quý II"]))
targets = st.builds(
    TargetSide, texts, st.sampled_from(["=", ">", ">=", "<", "<="]), st.sampled_from([None, 5.0, 90.0, 95.0]),
    st.sampled_from(["%", "lần"]), st.sampled_from(["", "2026", "2030"]), st.sampled_from(["", "tip.resolved"]),
)  # fmt: skip
duties = st.builds(
    DutySide, st.sampled_from(["results", "plan"]), st.sampled_from(["annual", ""]), st.just("15/6"), bodies
)
money = st.builds(MoneySide, st.sampled_from([None, 5.0, 9.0]), st.sampled_from(["triệu đồng", ""]), texts)
plans = st.builds(
    PlanSide,
    st.sampled_from([WAS, NOW]),
    *(st.lists(x, max_size=5).map(tuple) for x in (targets, tasks, duties, money)),
)


def only(before: TaskSide | None, after: TaskSide | None) -> Pair[TaskSide]:
    sides = (PlanSide(y, tasks=(t,) if t else ()) for y, t in ((WAS, before), (NOW, after)))
    found = compare(*sides).tasks
    assert len(found) == 1
    return found[0]


def target(before: TargetSide, after: TargetSide) -> Pair[TargetSide]:
    (found,) = compare(PlanSide(WAS, targets=(before,)), PlanSide(NOW, targets=(after,))).targets
    return found


def bag(found: Comparison) -> Counter[tuple[object, ...]]:
    """All pairs, whatever their order."""
    rows = (found.targets, found.tasks, found.duties, found.budget)
    return Counter((repr(p.before), repr(p.after), p.outcome, p.aspects) for pairs in rows for p in pairs)


def mirrored(found: Comparison) -> Counter[tuple[object, ...]]:
    return Counter({(a, b, MIRROR.get(o, o), x): n for (b, a, o, x), n in bag(found).items()})


@settings(max_examples=150, deadline=None)
@given(plans, plans)
def test_either_side_tells_the_same(one: PlanSide, other: PlanSide) -> None:
    assert bag(compare(other, one)) == mirrored(compare(one, other))


@settings(max_examples=60, deadline=None)
@given(plans)
def test_a_plan_beside_itself_has_not_changed(plan: PlanSide) -> None:
    found = compare(plan, plan)
    assert {p.outcome for pairs in (found.targets, found.tasks, found.duties, found.budget) for p in pairs} <= {
        Outcome.KEPT
    }
    assert len(found.tasks) == len(plan.tasks)


@settings(max_examples=100, deadline=None)
@given(plans, plans, st.integers())
def test_the_order_of_items_does_not_matter(one: PlanSide, other: PlanSide, seed: int) -> None:
    draw = random.Random(seed)
    moved = replace(
        other,
        **{
            k: tuple(draw.sample(getattr(other, k), len(getattr(other, k))))
            for k in ("targets", "tasks", "duties", "budget")
        },
    )
    assert bag(compare(one, moved)) == bag(compare(one, other))


@settings(max_examples=60, deadline=None)
@given(plans, plans)
def test_nothing_is_lost_and_nothing_is_told_twice(one: PlanSide, other: PlanSide) -> None:
    found = compare(one, other)
    for name in ("targets", "tasks", "duties", "budget"):
        pairs = getattr(found, name)
        assert Counter(map(repr, getattr(one, name))) == Counter(repr(p.before) for p in pairs if p.before is not None)
        assert [repr(p.after) for p in pairs if p.after is not None] == list(map(repr, getattr(other, name)))


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_stretches_put_together_are_the_texts(before: str, after: str) -> None:
    left, right = marked(before, after)
    assert ("".join(s.text for s in left), "".join(s.text for s in right)) == (
        before if before.strip() else "", after if after.strip() else "",
    )  # fmt: skip
    same = ["".join(s.text for s in side if not s.is_changed).split() for side in (left, right)]
    assert len(same[0]) == len(same[1])


def test_a_task_of_the_next_year_is_carried() -> None:
    was = TaskSide(PATROL, POLICE, deadline="2025-06-30")
    now = TaskSide(PATROL.replace("2025", "2026"), POLICE, deadline="2026-06-30")
    assert only(was, now).outcome is Outcome.KEPT
    assert only(was, replace(now, deadline="2026-09-30")).aspects == (Aspect.DEADLINE,)
    assert only(was, replace(now, deadline="")).aspects == (Aspect.DEADLINE,)


@pytest.mark.parametrize(
    ("change", "aspects"),
    [
        ({"leads": HEALTH}, (Aspect.LEADS,)),
        ({"leads": (*HEALTH, *POLICE)}, (Aspect.LEADS,)),
        ({"partners": HEALTH}, (Aspect.PARTNERS,)),
        ({"text": BROADCAST.replace("mỗi tháng một lần", "mỗi tháng hai lần")}, (Aspect.WORDING,)),
        ({"text": BROADCAST.upper(), "leads": ("CÔNG AN TỈNH",)}, ()),
        ({"path": "IV.2.a"}, ()),
    ],
)
def test_in_what_a_task_changed(change: dict[str, object], aspects: tuple[Aspect, ...]) -> None:
    was = TaskSide(BROADCAST, POLICE, path="III.1.a")
    assert only(was, replace(was, **change)).aspects == aspects  # type: ignore[arg-type]


def test_another_task_is_new_and_the_old_one_gone_at_its_place() -> None:
    before = PlanSide(WAS, tasks=(TaskSide(BROADCAST), TaskSide(SHELTER), TaskSide(PATROL)))
    after = PlanSide(NOW, tasks=(TaskSide(BROADCAST), TaskSide(PATROL), TaskSide("Tập huấn cho công chức cấp xã.")))
    assert [(p.outcome, p.either.text) for p in compare(before, after).tasks] == [
        (Outcome.KEPT, BROADCAST), (Outcome.GONE, SHELTER), (Outcome.CHANGED, PATROL),
        (Outcome.NEW, "Tập huấn cho công chức cấp xã."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"value": 95.0}, Outcome.RAISED),
        ({"value": 85.0}, Outcome.LOWERED),
        ({"comparator": ">="}, Outcome.LOWERED),
        ({"value": None}, Outcome.CHANGED),
        ({"unit": "vụ"}, Outcome.CHANGED),
        ({"comparator": "<"}, Outcome.CHANGED),
        ({"subject": "Giải quyết tin báo, tố giác"}, Outcome.CHANGED),
        ({}, Outcome.KEPT),
    ],
)
def test_what_became_of_a_target(change: dict[str, object], outcome: Outcome) -> None:
    assert target(RESOLVED, replace(RESOLVED, **change)).outcome is outcome  # type: ignore[arg-type]


def test_fewer_of_what_should_be_few_asks_for_more() -> None:
    backlog = TargetSide("Án tồn", "<", 5.5, "%")
    assert target(backlog, replace(backlog, value=4.0)).outcome is Outcome.RAISED


def test_one_figure_is_one_target_however_it_is_worded() -> None:
    """Of two targets of one figure each meets the one for its own year."""
    soon, late = (
        TargetSide("Cán bộ được tập huấn", ">=", v, "%", y, "training") for v, y in ((65, "2025"), (75, "2030"))
    )
    other = TargetSide("Công chức làm công tác hỗ trợ qua lớp bồi dưỡng", ">=", 80, "%", "2030", "training")
    found = compare(PlanSide(WAS, targets=(soon, late)), PlanSide(WAS, targets=(soon, other))).targets
    assert [(p.before, p.after, p.outcome) for p in found] == [
        (soon, soon, Outcome.KEPT),
        (late, other, Outcome.RAISED),
    ]


def test_money_and_reports() -> None:
    was = PlanSide(
        WAS, budget=(MoneySide(2450, "triệu đồng"),), duties=(DutySide("results", "annual", "15/12", POLICE),)
    )
    now = PlanSide(
        NOW, budget=(MoneySide(2100, "triệu đồng"),), duties=(DutySide("results", "annual", "10/12", POLICE),)
    )
    found = compare(was, now)
    assert [p.outcome for p in found.budget] == [Outcome.LOWERED]
    assert [(p.outcome, p.aspects) for p in found.duties] == [(Outcome.CHANGED, (Aspect.DEADLINE,))]


def test_a_plan_that_was_to_be_sent_is_not_continued_by_a_report() -> None:
    was = PlanSide(WAS, duties=(DutySide("plan", "once", "20/3", POLICE),))
    now = PlanSide(NOW, duties=(DutySide("results", "once", "20/3", POLICE),))
    assert [p.outcome for p in compare(was, now).duties] == [Outcome.GONE, Outcome.NEW]
