"""Sentences proposed from the figures, in plain official Vietnamese: what rose, fell, is met, is missed, by how much.

A percentage of fewer than twenty is not written: of such numbers the counts themselves are said. Zero, nothing to
divide by and no figure at all are three different sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lachan.reports.build.document import BLANK
from lachan.reports.build.figures import Number, in_a_sentence, vi_number, vi_percent, vi_share
from lachan.reports.build.said import Said, Sentence, words
from lachan.reports.build.tables import FigureRow, ScorecardRow, TaskRow

SMALL_BASE = 20
UNSURE = " (công thức tính chưa được xác nhận)"
POINTS = "điểm phần trăm"
STOCKS = ("_start", "_end")


@dataclass(frozen=True)
class ProposalLine:
    """A kiến nghị as a report shows it; ``since``: where it was first made, while it is still unanswered."""

    to: str
    text: str
    since: str = ""


@dataclass(frozen=True)
class Told:
    """What the sentences are written from. ``before`` names what is compared with: «cùng kỳ năm trước»."""

    tables: Mapping[str, Sequence[FigureRow]]
    scorecard: Sequence[ScorecardRow] = ()
    tasks: Sequence[TaskRow] = ()
    proposals: Sequence[ProposalLine] = ()
    before: str = "cùng kỳ năm trước"


def trend(row: FigureRow, before: str) -> Sentence:
    """How the figure moved: «tăng 12 vụ so với cùng kỳ năm trước»; empty where there is nothing to compare with."""
    if row.unit == "%":
        return _ratio_trend(row, before)
    now, then = _count(row.value), _count(row.previous)
    if now is None or then is None:
        return ()
    was = Said(vi_number(then), row.code, is_before=True)
    if now == then:
        return words(f"{'như' if not now else 'bằng'} {before}")
    if not then:
        return words(f"{before} không phát sinh")
    if not now:
        return words(f"{before} có ", was, f" {row.unit}")
    rose = "tăng" if now > then else "giảm"
    share = f" ({vi_percent(_round(100 * abs(now - then) / then))})" if then >= SMALL_BASE else ""
    return words(f"{rose} ", Said(vi_number(abs(now - then)), row.code), f" {row.unit}{share} so với {before} (",
                 was, f" {row.unit})")  # fmt: skip


def _ratio_trend(row: FigureRow, before: str) -> Sentence:
    if row.previous_denominator is None or not row.denominator:
        return ()
    if not row.previous_denominator:
        return words(f"{before} không phát sinh")
    was = Said(vi_share(row.previous_numerator, row.previous_denominator), row.code, is_before=True)
    if min(row.denominator, row.previous_denominator) < SMALL_BASE:
        return words(f"{before}: ", was)
    now, then = _share(row.numerator, row.denominator), _share(row.previous_numerator, row.previous_denominator)
    apart = _round(abs(now - then))
    if not apart:
        return words(f"bằng {before}" if now == then else f"xấp xỉ {before}")
    said = "cao hơn" if now > then else "thấp hơn"
    return words(f"{said} {before} ", Said(vi_number(apart), row.code), f" {POINTS} (", was, ")")


def level(row: FigureRow | ScorecardRow) -> Sentence:
    """A ratio in words: «87,5% (161/184)», «5/6» of few, «không phát sinh» of none, a gap where nothing is counted."""
    if row.denominator is None or row.numerator is None:
        return words(BLANK)
    share = Said(vi_share(row.numerator, row.denominator), row.code)
    if not row.denominator:
        return words(Said("không phát sinh trường hợp phải tính", row.code))
    if row.denominator < SMALL_BASE:
        return words("đạt ", share, " trường hợp")
    value = 100 * Decimal(row.numerator) / Decimal(row.denominator)
    return words("đạt ", Said(vi_percent(value), row.code), " (", share, ")")


def _figures_of(name: str) -> Callable[[Told], Iterator[Sentence]]:
    def tell(told: Told) -> Iterator[Sentence]:
        for row in told.tables.get(name, ()):
            is_told = row.is_key and not row.is_detail and not row.is_total
            if is_told and (row.value is not None or row.denominator == 0):
                yield _figure(row, told.before)

    return tell


def _figure(row: FigureRow, before: str) -> Sentence:
    said = level(row) if row.unit == "%" else _counted(row)
    moved = trend(row, before)
    unsure = UNSURE if row.is_unconfirmed else ""
    return words(f"- {row.name.replace(': ', ' ')}{unsure}: ", said, ", " if moved else "", moved, ".")


def _counted(row: FigureRow) -> Sentence:
    if _count(row.value) == 0:
        return words(Said("không có" if row.code.endswith(STOCKS) else "không phát sinh", row.code))
    return words(Said(vi_number(_count(row.value)), row.code), f" {row.unit}")


def tell_summary(told: Told) -> Iterator[Sentence]:
    """The counts that say it in short, each with what it was before in brackets."""
    said = [row for rows in told.tables.values() for row in rows if row.phrase and _count(row.value) is not None]
    rows = [row for row in said if _count(row.value) or _count(row.previous)]
    pieces: list[Said] = []
    for row in rows:
        was = _count(row.previous)
        begun = words("; " if pieces else "Trong kỳ, ")
        named = f"{told.before}: " if not any(piece.is_before for piece in pieces) else ""
        beside = words(f" ({named}", Said(vi_number(was), row.code, is_before=True), ")") if was is not None else ()
        pieces += words(begun, _phrase(row), beside)
    if pieces:
        yield words(tuple(pieces), ".")
    elif told.tables and not any(_count(row.value) for rows in told.tables.values() for row in rows):
        yield words("Trong kỳ không phát sinh nguồn tin về tội phạm, vụ án, bị can và nạn nhân mua bán người.")


def _phrase(row: FigureRow) -> Sentence:
    """«tiếp nhận 28 tố giác …», and of none «không tiếp nhận tố giác …»."""
    before, _, after = row.phrase.partition("{n}")
    count = _count(row.value) or 0
    if not count:
        return words(Said(f"không {before}{after.lstrip()}", row.code))
    return words(before, Said(vi_number(count), row.code), after)


def tell_targets(told: Told) -> Iterator[Sentence]:
    """How many of the assigned targets are met, and which are not."""
    rows = [row for row in told.scorecard if row.state not in ("qualitative", "")]
    if not rows:
        return
    none = sum(row.is_without_cases for row in rows)
    counts = [
        (said, sum(row.state in states and not row.is_without_cases for row in rows))
        for said, states in (
            ("đạt", ("met",)), ("có nguy cơ không đạt", ("at_risk",)), ("chưa đạt", ("not_met",)),
            ("chưa có số liệu để đánh giá", ("no_data", "not_connected")),
        )
    ] + [("không phát sinh trường hợp phải tính", none)]  # fmt: skip
    parts = [f"{vi_number(n)} chỉ tiêu {said}" for said, n in counts if n]
    whole = f"Trong {vi_number(len(rows))} chỉ tiêu định lượng được giao" if len(rows) > 1 else "Chỉ tiêu được giao"
    if len(parts) == 1:
        alone = next(said for said, n in counts if n)
        start = (
            f"Cả {vi_number(len(rows))} chỉ tiêu định lượng được giao đều" if len(rows) > 1 else "Chỉ tiêu được giao"
        )
        yield words(f"{start} {alone}.")
    else:
        yield words(f"{whole} có {', '.join(parts)}.")
    for row in rows:
        if row.state == "met":
            yield words(f"- Đạt: {_named(row)} ", level(row), f"; mức giao {row.assigned}.")


def tell_shortfalls(told: Told) -> Iterator[Sentence]:
    """Targets at risk or missed with what is wanting, and tasks past their day."""
    for row in told.scorecard:
        if row.state in ("at_risk", "not_met"):
            kind = "Có nguy cơ không đạt" if row.state == "at_risk" else "Chưa đạt"
            yield words(f"- {kind}: {_named(row)} ", level(row), f"; mức giao {row.assigned}", _wanting(row), ".")
    missing = [
        in_a_sentence(row.target) for row in told.scorecard
        if row.state in ("no_data", "not_connected") and not row.is_without_cases
    ]  # fmt: skip
    if missing:
        yield words(f"- Chưa có số liệu để đánh giá: {'; '.join(missing)}.")
    late = [row for row in told.tasks if row.late and not row.is_total]
    if late:
        yield words("- Cơ quan còn nhiệm vụ quá hạn: ",
                    ", ".join(f"{row.agency} ({vi_number(row.late)} nhiệm vụ)" for row in late), ".")  # fmt: skip


def tell_tasks(told: Told) -> Iterator[Sentence]:
    whole = next((row for row in told.tasks if row.is_total), None)
    if whole is None or not whole.assigned:
        return
    parts = [("đã hoàn thành", whole.done), ("đang thực hiện", whole.in_progress), ("quá hạn", whole.late)]
    said = ", ".join(f"{words_} {vi_number(n)}" for words_, n in parts if n)
    yield words(f"Trong {vi_number(whole.assigned)} nhiệm vụ được giao: {said}.")


def tell_proposals(told: Told) -> Iterator[Sentence]:
    """Each proposal under whom it asks."""
    if all(line.since for line in told.proposals):
        yield words("Trong kỳ không có kiến nghị, đề xuất.")
    for to in dict.fromkeys(line.to for line in told.proposals if not line.since):
        asked = [line.text.rstrip(" .;") for line in told.proposals if line.to == to and not line.since]
        lines = [text.removeprefix("Đề nghị ") for text in asked]  # the word stands before whom it asks already
        yield words(f"- Đề nghị {to}: {'; '.join(lines)}.")


def tell_pending(told: Told) -> Iterator[Sentence]:
    pending = [line for line in told.proposals if line.since]
    if pending:
        yield words("Kiến nghị đã gửi, đến nay chưa được trả lời:")
        yield from (words(f"- {line.to}: {line.text.rstrip(' .;')} ({line.since}).") for line in pending)


def tell_unsure(told: Told) -> Iterator[Sentence]:
    """No form of today asks it, the mark below the table says it; reports signed by an older form still do."""
    names = [row.label for rows in told.tables.values() for row in rows if row.is_unconfirmed]
    if names:
        yield words(f"Công thức tính của các số liệu sau chưa được xác nhận: {'; '.join(names)}.")


TELLS: dict[str, Callable[[Told], Iterator[Sentence]]] = {
    "summary": tell_summary,
    "tips": _figures_of("tips"),
    "cases": _figures_of("cases"),
    "victims": _figures_of("victims"),
    "targets": tell_targets,
    "shortfalls": tell_shortfalls,
    "tasks": tell_tasks,
    "proposals": tell_proposals,
    "pending": tell_pending,
    "unsure": tell_unsure,
}


def missing_to_goal(comparator: str, goal: float, numerator: int, denominator: int) -> int:
    """How many more records the target wants, with the denominator as it is; 0 where it is reached."""
    least = Decimal(str(goal)) * denominator / 100
    wanted = math.floor(least) + 1 if comparator == ">" else math.ceil(least)
    return max(0, min(wanted, denominator) - numerator)


def _wanting(row: ScorecardRow) -> Sentence:
    """«, còn thiếu 4 trường hợp»: how far from the goal; in points too where the base bears a percentage."""
    if row.goal is None or not row.denominator or row.numerator is None or row.comparator in ("<", "<="):
        return ()
    more = missing_to_goal(row.comparator, row.goal, row.numerator, row.denominator)
    if not more:
        return ()
    apart = _round(Decimal(str(row.goal)) - _share(row.numerator, row.denominator))
    points = f"{vi_number(apart)} {POINTS}, tương đương " if row.denominator >= SMALL_BASE and apart > 0 else ""
    return words(f", còn thiếu {points}{vi_number(more)} trường hợp")


def _named(row: ScorecardRow) -> str:
    return f"{in_a_sentence(row.name)}{UNSURE if row.is_unconfirmed else ''}"


def _count(value: Number | str | None) -> int | None:
    return int(value) if isinstance(value, int | float | Decimal) else None


def _share(numerator: int | None, denominator: int) -> Decimal:
    return 100 * Decimal(numerator or 0) / Decimal(denominator)


def _round(value: Decimal | float) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(Decimal("0.1"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
