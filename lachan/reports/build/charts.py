"""Charts of a report, drawn by hand as SVG: bars of this period beside the one before, and targets reached.

The same drawing goes into Word as a picture and into PDF as lines; its words for the blind are made from the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from lachan.reports.build.document import Picture
from lachan.reports.build.figures import vi_number, vi_percent
from lachan.reports.build.lines import balanced
from lachan.reports.build.tables import FigureRow, ScorecardRow

WIDTH, LABEL, ROOM = 640, 236, 330
BAR, GAP, TOP = 15, 14, 34
NOW, BEFORE, GOAL = "#1f4e79", "#b7c4d3", "#9b1c1c"
FONT = "Tinos, Times New Roman, Libertinus Serif, serif"


@dataclass(frozen=True)
class Bar:
    label: str
    now: float
    before: float | None
    said_now: str
    said_before: str = ""


def chart(
    name: str, tables: dict[str, tuple[FigureRow, ...]], scorecard: Sequence[ScorecardRow], period: str, before: str
) -> Picture | None:
    """The chart of that name; nothing where there is nothing to draw."""
    if name == "targets":
        return _targets(scorecard, period)
    bars = [_count(row) for row in tables.get(name, ()) if _is_drawn(row)]
    if not any(bar.now or bar.before for bar in bars) or (len(bars) == 1 and bars[0].before is None):
        return None  # nothing arose, or one bar that has nothing beside it
    has_before = any(bar.before is not None for bar in bars)
    legend = [(NOW, period[:1].upper() + period[1:])] + (
        [(BEFORE, before[:1].upper() + before[1:])] if has_before else []
    )
    largest = max(max(bar.now, bar.before or 0) for bar in bars)
    said = "; ".join(
        f"{bar.label} {bar.said_now}" + (f", {before} {bar.said_before}" if bar.before is not None else "")
        for bar in bars
    )
    return Picture(alt=f"Biểu đồ cột, {period}: {said}.", title=f"So sánh số liệu {period} với {before}"
                   if has_before else f"Số liệu {period}", svg=_draw(bars, largest, legend))  # fmt: skip


def _is_drawn(row: FigureRow) -> bool:
    is_count = row.unit != "%" and isinstance(row.value, int | float)
    return row.is_key and is_count and not row.is_detail and not row.is_total


def _targets(scorecard: Sequence[ScorecardRow], period: str) -> Picture | None:
    rows = [row for row in scorecard if row.goal is not None and row.denominator]
    if not rows:
        return None
    bars = [
        Bar(row.target, float(row.value or 0), float(row.goal or 0), vi_percent(row.value), row.assigned)
        for row in rows
    ]
    said = "; ".join(f"{bar.label} đạt {bar.said_now}, mức giao {bar.said_before}" for bar in bars)
    svg = _draw(bars, 100.0, [(NOW, "Kết quả"), (GOAL, "Mức giao")], is_goal=True)
    return Picture(alt=f"Biểu đồ thanh, {period}: {said}.", title=f"Kết quả thực hiện chỉ tiêu {period}", svg=svg)


def _count(row: FigureRow) -> Bar:
    before = row.previous if isinstance(row.previous, int | float | Decimal) else None
    now = row.value if isinstance(row.value, int | float | Decimal) else 0
    return Bar(row.label, float(now), None if before is None else float(before),
               f"{vi_number(now)} {row.unit}", "" if before is None else f"{vi_number(before)} {row.unit}")  # fmt: skip


def _draw(bars: list[Bar], largest: float, legend: list[tuple[str, str]], *, is_goal: bool = False) -> str:
    parts, down = _legend(legend), TOP
    for bar in bars:
        lines = balanced(bar.label, 9, 62).splitlines()[:3]
        is_pair = bar.before is not None and not is_goal
        tall = max(BAR * (2 if is_pair else 1), 15 * len(lines))
        parts += _label(lines, down + tall / 2)
        parts += _bars(bar, down + (tall - BAR * (2 if is_pair else 1)) / 2, largest, is_pair=is_pair, is_goal=is_goal)
        down += tall + GAP
    axis = f'<line x1="{LABEL}" y1="{TOP - 6}" x2="{LABEL}" y2="{down - 6:.1f}" stroke="#000" stroke-width="1"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{down:.0f}" viewBox="0 0 {WIDTH} {down:.0f}">'
        f'<rect width="{WIDTH}" height="{down:.0f}" fill="#fff"/><g font-family="{FONT}" font-size="13">'
        f"{''.join(parts)}{axis}</g></svg>"
    )


def _bars(bar: Bar, top: float, largest: float, *, is_pair: bool, is_goal: bool) -> list[str]:
    long = _long(bar.now, largest)
    beside = LABEL + long + 5
    if is_goal and bar.before is not None and -6 < LABEL + _long(bar.before, largest) - beside < 7 * len(bar.said_now):
        beside = LABEL + _long(bar.before, largest) + 6  # clear of the mark of the goal
    parts = [_rect(long, top, NOW), _text(beside, top + 11.5, bar.said_now)]
    if is_pair and bar.before is not None:
        was = _long(bar.before, largest)
        parts += [_rect(was, top + BAR, BEFORE), _text(LABEL + was + 5, top + BAR + 11.5, bar.said_before)]
    if is_goal and bar.before is not None:
        at = LABEL + _long(bar.before, largest)
        parts.append(
            f'<line x1="{at:.1f}" y1="{top - 4:.1f}" x2="{at:.1f}" y2="{top + BAR + 4:.1f}" stroke="{GOAL}"'
            ' stroke-width="2.5"/>'
        )
    return parts


def _legend(legend: list[tuple[str, str]]) -> list[str]:
    parts, across = [], LABEL
    for colour, words in legend:
        parts.append(f'<rect x="{across}" y="4" width="12" height="12" fill="{colour}"/>')
        parts.append(_text(across + 17, 15, words))
        across += 34 + round(len(words) * 6.6)
    return parts


def _label(lines: list[str], middle: float) -> list[str]:
    first = middle - 7.5 * (len(lines) - 1) + 4.5
    return [_text(LABEL - 8, first + 15 * n, line, anchor="end") for n, line in enumerate(lines)]


def _long(value: float, largest: float) -> float:
    return max(ROOM * value / largest if largest else 0, 0.5)


def _rect(long: float, top: float, colour: str) -> str:
    return f'<rect x="{LABEL}" y="{top:.1f}" width="{long:.1f}" height="{BAR - 1}" fill="{colour}"/>'


def _text(across: float, down: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{across:.1f}" y="{down:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
