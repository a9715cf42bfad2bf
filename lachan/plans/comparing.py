"""Two plans side by side: what was carried over, changed, added, given up. Plain Python; the same from either side.

Items are paired by what they say, never by their place: a task moved to another section is the same task.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from lachan.base.labels import Labelled
from lachan.base.text import fold_vi
from lachan.plans.wording import Words, likeness, own_years, words_of

LIKE_ENOUGH = 0.5
SAME_LEAD = 0.12
SAME_INDICATOR = 1.0


class Outcome(Labelled):
    """What became of an item between the earlier plan and the later one."""

    RAISED = "raised", "Nâng lên"
    LOWERED = "lowered", "Hạ xuống"
    CHANGED = "changed", "Có thay đổi"
    NEW = "new", "Mới"
    GONE = "gone", "Không còn"
    KEPT = "kept", "Giữ nguyên"


class Aspect(Labelled):
    """In what a pair differs."""

    WORDING = "wording", "lời văn"
    LEVEL = "level", "mức giao"
    MEASURE = "measure", "cách đo"
    BY = "by", "mốc thời gian"
    LEADS = "leads", "cơ quan chủ trì"
    PARTNERS = "partners", "cơ quan phối hợp"
    DEADLINE = "deadline", "thời hạn"
    CYCLE = "cycle", "kỳ báo cáo"
    REPORTERS = "reporters", "nơi báo cáo"
    RECIPIENTS = "recipients", "nơi nhận"
    AMOUNT = "amount", "số tiền"


@dataclass(frozen=True)
class Years:
    """The plan's own years: a date in them is compared by its distance from the first."""

    first: int
    last: int

    def words(self, text: str) -> Words:
        return words_of(text, self.first, self.last)

    def day(self, text: str) -> str:
        return own_years(text.strip(), self.first, self.last)


@dataclass(frozen=True)
class TargetSide:
    subject: str
    comparator: str
    value: float | None
    unit: str
    by: str = ""
    indicator: str = ""
    section: str = ""


@dataclass(frozen=True)
class TaskSide:
    """`deadline` as a day (2026-03-20), a month or a year, else as printed."""

    text: str
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    deadline: str = ""
    path: str = ""


@dataclass(frozen=True)
class DutySide:
    what: str
    cycle: str = ""
    due: str = ""
    reporters: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class MoneySide:
    """An amount with its unit, or a source in words."""

    value: float | None = None
    unit: str = ""
    text: str = ""


@dataclass(frozen=True)
class PlanSide:
    years: Years
    targets: tuple[TargetSide, ...] = ()
    tasks: tuple[TaskSide, ...] = ()
    duties: tuple[DutySide, ...] = ()
    budget: tuple[MoneySide, ...] = ()


T = TypeVar("T")
Of = TypeVar("Of", contravariant=True)


@dataclass(frozen=True)
class Pair(Generic[T]):
    before: T | None
    after: T | None
    outcome: Outcome
    aspects: tuple[Aspect, ...] = ()

    @property
    def either(self) -> T:
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Comparison:
    """`years`: of the earlier plan and of the later, each first and last."""

    years: tuple[tuple[int, int], tuple[int, int]]
    targets: tuple[Pair[TargetSide], ...]
    tasks: tuple[Pair[TaskSide], ...]
    duties: tuple[Pair[DutySide], ...]
    budget: tuple[Pair[MoneySide], ...]


def compare(before: PlanSide, after: PlanSide) -> Comparison:
    """The later plan against the earlier one."""
    one, other = before.years, after.years
    return Comparison(
        years=((one.first, one.last), (other.first, other.last)),
        targets=paired(before.targets, after.targets, Targets(one), Targets(other)),
        tasks=paired(before.tasks, after.tasks, Tasks(one), Tasks(other)),
        duties=paired(before.duties, after.duties, Duties(one), Duties(other)),
        budget=paired(before.budget, after.budget, Budget(one), Budget(other)),
    )


class Kind(Protocol[Of]):
    """How one kind of item is compared, within the years of its plan."""

    def words(self, item: Of) -> Words: ...
    def identity(self, item: Of) -> tuple[object, ...]:
        """Everything that is compared; two items of one identity are interchangeable."""

    def bonus(self, item: Of, other: Of) -> float: ...
    def aspects(self, item: Of) -> dict[Aspect, object]: ...
    def outcome(self, before: Of, after: Of, differs: tuple[Aspect, ...]) -> Outcome: ...


def paired(before: Sequence[T], after: Sequence[T], one: Kind[T], other: Kind[T]) -> tuple[Pair[T], ...]:
    """Items of one identity first, then the most alike; in the later plan's order, what is gone at its old place."""
    matches = same(before, after, one, other)
    left = [n for n in range(len(before)) if n not in matches]
    right = sorted(set(range(len(after))) - set(matches.values()))
    matches |= alike(before, after, left, right, one, other)
    pairs = {m: verdict(before[n], after[m], one, other) for n, m in matches.items()}
    new = {m: Pair(None, item, Outcome.NEW) for m, item in enumerate(after) if m not in pairs}
    return in_order(before, matches, pairs | new)


def same(before: Sequence[T], after: Sequence[T], one: Kind[T], other: Kind[T]) -> dict[int, int]:
    """Items of one identity: those equal to the letter first, the others in the order of what they say."""
    found: dict[int, int] = {}
    for to_the_letter in (True, False):
        taken = set(found.values())
        waiting: dict[object, list[int]] = defaultdict(list)
        for m in sorted(set(range(len(after))) - taken, key=lambda m: repr(after[m])):
            waiting[other.identity(after[m]), to_the_letter and after[m]].append(m)
        for n in sorted(set(range(len(before))) - set(found), key=lambda n: repr(before[n])):
            if free := waiting.get((one.identity(before[n]), to_the_letter and before[n])):
                found[n] = free.pop(0)
    return found


def alike(
    before: Sequence[T], after: Sequence[T], left: Iterable[int], right: Sequence[int], one: Kind[T], other: Kind[T]
) -> dict[int, int]:
    """The best pair first. Ties are settled by what the items say, so that neither side nor order matters."""
    words = {m: other.words(after[m]) for m in right}
    scored = []
    for n in left:
        mine = one.words(before[n])
        for m in right:
            score = likeness(mine, words[m]) + one.bonus(before[n], after[m])
            if score >= LIKE_ENOUGH:
                tie = sorted((repr(before[n]), repr(after[m])))
                scored.append((-round(score, 6), tie, n, m))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, n, m in sorted(scored):
        if n not in found and m not in taken:
            found[n] = m
            taken.add(m)
    return found


def verdict(before: T, after: T, one: Kind[T], other: Kind[T]) -> Pair[T]:
    was, now = one.aspects(before), other.aspects(after)
    differs = tuple(aspect for aspect in was if was[aspect] != now[aspect])
    return Pair(before, after, one.outcome(before, after, differs) if differs else Outcome.KEPT, differs)


def in_order(before: Sequence[T], matches: dict[int, int], later: dict[int, Pair[T]]) -> tuple[Pair[T], ...]:
    """The pairs as the later plan orders them; an item given up follows what stood before it in the earlier plan."""
    after_which: dict[int, list[Pair[T]]] = defaultdict(list)
    last = -1
    for n, item in enumerate(before):
        if n in matches:
            last = matches[n]
        else:
            after_which[last].append(Pair(item, None, Outcome.GONE))
    out = list(after_which[-1])
    for m in sorted(later):
        out += [later[m], *after_which[m]]
    return tuple(out)


def names(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({fold_vi(item) for item in items}))


@dataclass(frozen=True)
class Targets:
    years: Years

    def words(self, item: TargetSide) -> Words:
        return self.years.words(item.subject)

    def identity(self, item: TargetSide) -> tuple[object, ...]:
        return tuple(self.aspects(item).values())

    def bonus(self, item: TargetSide, other: TargetSide) -> float:
        """The same figure answers both: the same target, however it is worded; of several the one for the same day."""
        if not item.indicator or item.indicator != other.indicator:
            return 0.0 if fold_vi(item.unit) == fold_vi(other.unit) else -0.1
        return SAME_INDICATOR

    def aspects(self, item: TargetSide) -> dict[Aspect, object]:
        return {
            Aspect.LEVEL: (item.comparator, item.value, fold_vi(item.unit)),
            Aspect.WORDING: self.words(item),
            Aspect.BY: self.years.day(item.by),
            Aspect.MEASURE: item.indicator,
        }

    def outcome(self, before: TargetSide, after: TargetSide, differs: tuple[Aspect, ...]) -> Outcome:
        rise = ambition(after, before)
        return Outcome.RAISED if rise > 0 else Outcome.LOWERED if rise < 0 else Outcome.CHANGED


def ambition(one: TargetSide, other: TargetSide) -> float:
    """Above 0 when `one` asks for more than `other`; 0 when they ask the same or cannot be weighed."""
    if one.value is None or other.value is None or fold_vi(one.unit) != fold_vi(other.unit):
        return 0.0
    down = [side.comparator in ("<", "<=") for side in (one, other)]
    if down[0] != down[1]:
        return 0.0
    if one.value != other.value:
        return other.value - one.value if down[0] else one.value - other.value
    return float((one.comparator in ("<", ">")) - (other.comparator in ("<", ">")))


@dataclass(frozen=True)
class Tasks:
    years: Years

    def words(self, item: TaskSide) -> Words:
        return self.years.words(item.text)

    def identity(self, item: TaskSide) -> tuple[object, ...]:
        return tuple(self.aspects(item).values())

    def bonus(self, item: TaskSide, other: TaskSide) -> float:
        return SAME_LEAD if set(names(item.leads)) & set(names(other.leads)) else 0.0

    def aspects(self, item: TaskSide) -> dict[Aspect, object]:
        return {
            Aspect.WORDING: self.words(item),
            Aspect.LEADS: names(item.leads),
            Aspect.PARTNERS: names(item.partners),
            Aspect.DEADLINE: self.years.day(item.deadline),
        }

    def outcome(self, before: TaskSide, after: TaskSide, differs: tuple[Aspect, ...]) -> Outcome:
        return Outcome.CHANGED


@dataclass(frozen=True)
class Duties:
    years: Years

    def words(self, item: DutySide) -> Words:
        return (f"loại {item.what}", f"kỳ {item.cycle}", *names(item.reporters))

    def identity(self, item: DutySide) -> tuple[object, ...]:
        return (item.what, *self.aspects(item).values())

    def bonus(self, item: DutySide, other: DutySide) -> float:
        """A report is never the continuation of a plan that had to be sent."""
        return 0.0 if item.what == other.what else -1.0

    def aspects(self, item: DutySide) -> dict[Aspect, object]:
        return {
            Aspect.DEADLINE: self.years.day(item.due),
            Aspect.CYCLE: item.cycle,
            Aspect.REPORTERS: names(item.reporters),
            Aspect.RECIPIENTS: names(item.recipients),
        }

    def outcome(self, before: DutySide, after: DutySide, differs: tuple[Aspect, ...]) -> Outcome:
        return Outcome.CHANGED


@dataclass(frozen=True)
class Budget:
    years: Years

    def words(self, item: MoneySide) -> Words:
        return ("tiền", fold_vi(item.unit)) if item.value is not None else self.years.words(item.text)

    def identity(self, item: MoneySide) -> tuple[object, ...]:
        return tuple(self.aspects(item).values())

    def bonus(self, item: MoneySide, other: MoneySide) -> float:
        return 0.0 if (item.value is None) == (other.value is None) else -1.0

    def aspects(self, item: MoneySide) -> dict[Aspect, object]:
        return {Aspect.AMOUNT: (item.value, fold_vi(item.unit)), Aspect.WORDING: self.words(item)}

    def outcome(self, before: MoneySide, after: MoneySide, differs: tuple[Aspect, ...]) -> Outcome:
        if before.value is None or after.value is None or fold_vi(before.unit) != fold_vi(after.unit):
            return Outcome.CHANGED
        return Outcome.RAISED if after.value > before.value else Outcome.LOWERED


def count(pairs: Iterable[Pair[T]], outcome: Outcome) -> int:
    return sum(pair.outcome is outcome for pair in pairs)
