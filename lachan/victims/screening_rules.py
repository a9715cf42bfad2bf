"""Screening as an aid: act, purpose, means (under 18: no means needed) and operational indicators. It never decides.

Every result is three-valued: what would change if the unknown answers turned out to be yes is not known yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lachan.base.labels import Labelled
from lachan.law.book import current
from lachan.law.rows import CodeRow
from lachan.victims.first_contact_rules import Question
from lachan.victims.support_rules import Answer

GROUPS = ("acts", "means", "purposes")


class Dimension(Labelled):
    """The six dimensions of the operational indicators, labour profile."""

    DECEPTION = "deceptive_recruitment", "Tuyển dụng bằng lừa dối"
    COERCION = "coercive_recruitment", "Tuyển dụng bằng cưỡng ép"
    VULNERABILITY = "recruitment_by_abuse_of_vulnerability", "Tuyển dụng bằng lợi dụng hoàn cảnh"
    EXPLOITATION = "exploitation", "Bóc lột"
    COERCION_THERE = "coercion_at_destination", "Cưỡng ép tại nơi đến"
    VULNERABILITY_THERE = "abuse_of_vulnerability_at_destination", "Lợi dụng hoàn cảnh tại nơi đến"


class Weight(Labelled):
    STRONG = "strong", "mạnh"
    MEDIUM = "medium", "trung bình"
    WEAK = "weak", "yếu"
    NONE = "none", "không dùng"


@dataclass(frozen=True)
class Reading:
    """What the answers so far amount to; to be read beside the file, never instead of the decision."""

    act: Answer
    means: Answer
    purpose: Answer
    is_minor: bool
    elements: Answer
    dimensions: tuple[tuple[Dimension, Answer], ...]
    labour: Answer

    @property
    def needs_means(self) -> bool:
        return not self.is_minor


def element_questions(on: date) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    """The law's acts, means and purposes, and the signs of Điều 32(2), as questions."""
    book = current()
    return tuple(
        (group, tuple(Question(f"{group}.{row.id}", row.name) for row in book.codes(group, on)))
        for group in (*GROUPS, "signs")
    )


def indicator_questions(on: date) -> tuple[tuple[Dimension, tuple[tuple[Question, CodeRow], ...]], ...]:
    rows = current().codes("labour_indicators", on)
    return tuple((d, tuple((Question(r.id, r.name), r) for r in rows if r.group == d)) for d in Dimension)


def read(answers: Mapping[str, str], is_minor: bool, on: date) -> Reading:
    act, means, purpose = (_any_yes(answers, group, on) for group in GROUPS)
    dimensions = tuple((d, _dimension(d, answers, is_minor, on)) for d in Dimension)
    parts = (act, purpose) if is_minor else (act, means, purpose)
    return Reading(act, means, purpose, is_minor, all_of(parts), dimensions, _labour(dict(dimensions), is_minor))


def is_positive(weights: Iterable[Weight]) -> bool:
    """Two strong; one strong and one other; three medium; two medium and one weak."""
    found = list(weights)
    strong, medium, weak = (found.count(w) for w in (Weight.STRONG, Weight.MEDIUM, Weight.WEAK))
    return (
        strong >= 2
        or (strong == 1 and medium + weak >= 1)
        or medium >= 3
        or (medium == 2 and weak >= 1)
    )  # fmt: skip


def all_of(parts: Iterable[Answer]) -> Answer:
    """Yes where all are yes, no where one is no, else unknown."""
    said = set(parts)
    return Answer.NO if Answer.NO in said else Answer.UNKNOWN if Answer.UNKNOWN in said else Answer.YES


def any_of(parts: Iterable[Answer]) -> Answer:
    said = set(parts)
    return Answer.YES if Answer.YES in said else Answer.UNKNOWN if Answer.UNKNOWN in said else Answer.NO


def _any_yes(answers: Mapping[str, str], group: str, on: date) -> Answer:
    """An unanswered question is unknown: «no» needs every one of the group answered with no."""
    on_group = [Answer(said) for code, said in answers.items() if code.startswith(f"{group}.")]
    known = len(current().codes(group, on))
    asked_all = len(on_group) >= known
    return any_of([*on_group, *([] if asked_all else [Answer.UNKNOWN])])


def _dimension(dimension: Dimension, answers: Mapping[str, str], is_minor: bool, on: date) -> Answer:
    rows = [r for r in current().codes("labour_indicators", on) if r.group == dimension]
    weighed = [(Weight(r.points[is_minor]), Answer(answers.get(r.id, Answer.UNKNOWN))) for r in rows]
    if is_positive(w for w, said in weighed if said is Answer.YES):
        return Answer.YES
    possible = is_positive(w for w, said in weighed if said is not Answer.NO)
    return Answer.UNKNOWN if possible else Answer.NO


def _labour(found: Mapping[Dimension, Answer], is_minor: bool) -> Answer:
    """Adults: bad recruitment, exploitation and coercion there. Children: exploitation suffices."""
    if is_minor:
        return found[Dimension.EXPLOITATION]
    recruited = any_of([found[Dimension.DECEPTION], found[Dimension.COERCION], found[Dimension.VULNERABILITY]])
    return all_of([recruited, found[Dimension.EXPLOITATION], found[Dimension.COERCION_THERE]])
