"""Two plans compared, as a page draws them: each item a row of two sides with the words that differ marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lachan.plans.comparing import Aspect, Comparison, DutySide, MoneySide, Outcome, Pair, TargetSide, TaskSide
from lachan.plans.rules import DutyKind, said
from lachan.plans.wording import Own, Stretch, marked
from lachan.web.templatetags.vietnamese import vi_date, vi_number

TONES = {
    Outcome.RAISED: "ok", Outcome.LOWERED: "late", Outcome.CHANGED: "due", Outcome.NEW: "ok", Outcome.GONE: "late",
    Outcome.KEPT: "plain",
}  # fmt: skip
PARTS = {
    "targets": gettext_noop("Chỉ tiêu"),
    "tasks": gettext_noop("Nhiệm vụ"),
    "duties": gettext_noop("Chế độ báo cáo"),
    "budget": gettext_noop("Kinh phí"),
}
CYCLES = {
    "once": gettext_noop("một lần"),
    "annual": gettext_noop("hằng năm"),
    "semiannual": gettext_noop("6 tháng"),
    "quarterly": gettext_noop("hằng quý"),
    "monthly": gettext_noop("hằng tháng"),
    "adhoc": gettext_noop("đột xuất"),
    "periodic": gettext_noop("định kỳ"),
}
T = TypeVar("T", TargetSide, TaskSide, DutySide, MoneySide)


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    is_changed: bool = False


@dataclass(frozen=True)
class Side:
    """One item as one plan has it: its words in stretches, then its facts. `path`: where it stands."""

    words: tuple[Stretch, ...]
    facts: tuple[Fact, ...] = ()
    path: str = ""

    @property
    def text(self) -> str:
        return "".join(s.text for s in self.words)


@dataclass(frozen=True)
class Row:
    outcome: Outcome
    aspects: tuple[Aspect, ...]
    before: Side | None
    after: Side | None

    @property
    def tone(self) -> str:
        return TONES[self.outcome]

    @property
    def either(self) -> Side:
        side = self.after or self.before
        assert side is not None
        return side

    @property
    def differs(self) -> str:
        return ", ".join(a.label for a in self.aspects)


@dataclass(frozen=True)
class Part:
    """One kind of item: the rows asked for, those kept apart, how many there are of each outcome."""

    name: str
    title: str
    rows: tuple[Row, ...]
    kept: tuple[Row, ...]
    counts: dict[Outcome, int]


def parts_of(found: Comparison, wanted: str = "", lead: str = "") -> list[Part]:
    """`wanted`: an outcome, else everything that changed; `lead`: only tasks this agency leads on either side."""
    years = found.years
    drawn: dict[str, list[Row]] = {
        "targets": rows(years, found.targets, target_words, target_facts),
        "tasks": rows(years, found.tasks, lambda task: task.text, task_facts, lambda task: task.path),
        "duties": rows(years, found.duties, duty_words, duty_facts),
        "budget": rows(years, found.budget, money_words, lambda money: {}),
    }
    if lead:
        tasks = zip(found.tasks, drawn["tasks"], strict=True)
        drawn["tasks"] = [row for pair, row in tasks if lead in leads_of([pair])]
    return [part(name, PARTS[name], all_rows, wanted) for name, all_rows in drawn.items()]


def part(name: str, title: str, all_rows: Sequence[Row], wanted: str) -> Part:
    counts = {o: sum(r.outcome is o for r in all_rows) for o in Outcome}
    if wanted:
        return Part(name, title, tuple(r for r in all_rows if r.outcome == wanted), (), counts)
    changed = tuple(r for r in all_rows if r.outcome is not Outcome.KEPT)
    return Part(name, title, changed, tuple(r for r in all_rows if r.outcome is Outcome.KEPT), counts)


def leads_of(pairs: Iterable[Pair[TaskSide]]) -> list[str]:
    """Every body that leads a task in either plan, once."""
    sides = (side for pair in pairs for side in (pair.before, pair.after) if side)
    return list(dict.fromkeys(name for side in sides for name in side.leads))


def rows(
    years: tuple[Own, Own],
    pairs: Iterable[Pair[T]],
    words: Callable[[T], str],
    facts: Callable[[T], dict[Aspect, str]],
    path: Callable[[T], str] = lambda item: "",
) -> list[Row]:
    out = []
    for pair in pairs:
        cut: tuple[tuple[Stretch, ...], ...] = (whole(pair.before, words), whole(pair.after, words))
        if pair.before and pair.after and Aspect.WORDING in pair.aspects:
            cut = marked(words(pair.before), words(pair.after), years)
        sides = [
            Side(text, told(facts(item), pair.aspects), path(item)) if item else None
            for item, text in zip((pair.before, pair.after), cut, strict=True)
        ]
        out.append(Row(pair.outcome, pair.aspects, *sides))
    return out


def whole(item: T | None, words: Callable[[T], str]) -> tuple[Stretch, ...]:
    return (Stretch(words(item), False),) if item else ()


def told(facts: dict[Aspect, str], differs: Sequence[Aspect]) -> tuple[Fact, ...]:
    """What is empty on both sides is not told; what became empty is."""
    return tuple(Fact(a.label, v or _("không ghi"), a in differs) for a, v in facts.items() if v or a in differs)


def target_words(target: TargetSide) -> str:
    return target.subject[:1].upper() + target.subject[1:]


def target_facts(target: TargetSide) -> dict[Aspect, str]:
    level = said(target.comparator, target.value, target.unit)
    return {Aspect.LEVEL: level or _("không có số"), Aspect.BY: day_said(target.by)}


def task_facts(task: TaskSide) -> dict[Aspect, str]:
    return {
        Aspect.LEADS: ", ".join(task.leads), Aspect.PARTNERS: ", ".join(task.partners),
        Aspect.DEADLINE: day_said(task.deadline),
    }  # fmt: skip


def duty_words(duty: DutySide) -> str:
    kind = DutyKind.label_of(duty.what)
    return f"{kind}, {cycle_said(duty.cycle)}" if duty.cycle else kind


def duty_facts(duty: DutySide) -> dict[Aspect, str]:
    return {
        Aspect.DEADLINE: day_said(duty.due), Aspect.CYCLE: cycle_said(duty.cycle),
        Aspect.REPORTERS: ", ".join(duty.reporters), Aspect.RECIPIENTS: ", ".join(duty.recipients),
    }  # fmt: skip


def money_words(money: MoneySide) -> str:
    return money.text if money.value is None else f"{vi_number(money.value)} {money.unit}".strip()


def cycle_said(cycle: str) -> str:
    return ", ".join(_(CYCLES.get(one, one)) for one in cycle.split("+") if one)


def day_said(text: str) -> str:
    try:
        return vi_date(date.fromisoformat(text))
    except ValueError:
        return text


def lines_of(parts: Iterable[Part]) -> list[list[Any]]:
    """The rows of a table file: what the page shows, the kept ones after the changed."""
    head: list[Any] = [
        _("Phần"), _("Kết quả"), _("Khác ở"), _("Trước"), _("Trước: chi tiết"), _("Sau"), _("Sau: chi tiết"),
    ]  # fmt: skip
    body = [
        [_(part.title), row.outcome.label, row.differs, *cells(row.before), *cells(row.after)]
        for part in parts
        for row in (*part.rows, *part.kept)
    ]
    return [head, *body]


def cells(side: Side | None) -> tuple[str, str]:
    if side is None:
        return "", ""
    return plain(side.text), plain("; ".join(f"{f.label}: {f.value}" for f in side.facts))


def plain(text: str) -> str:
    """A cell that a spreadsheet takes for text: what would begin a formula gets a mark before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
