"""The words of a divided figure: what its dimensions and their values are called, in the order of tables."""

from __future__ import annotations

from uuid import UUID

from lachan.indicators.definitions import indicator
from lachan.indicators.dimensions import (
    EARLIER,
    EARLIER_LABEL,
    UNKNOWN,
    UNKNOWN_LABEL,
    Dimension,
    dimension,
    is_of_time,
    period_named,
)
from lachan.indicators.figures import Figure
from lachan.people.queries import agency_names, area_names


def heads(figure: Figure) -> list[str]:
    """What the dimensions of the figure are called."""
    return [d.label for d in dimensions_of(figure)]


def values(figure: Figure) -> list[dict[str, str]]:
    """For each dimension the values that occur, with their words: known ones in their own order, «unknown» last."""
    return [_values(name, {c.keys[n] for c in figure.cells}, figure) for n, name in enumerate(figure.by)]


def choices(code: str) -> list[tuple[str, str]]:
    """The dimensions by which an indicator may be divided, name and words."""
    rule = indicator(code)
    return [(d.name, d.label) for d in (dimension(rule.record, name, rule.by) for name in rule.by)]


def dimensions_of(figure: Figure) -> list[Dimension]:
    rule = figure.indicator
    return [dimension(rule.record, name, rule.by) for name in figure.by]


def _values(name: str, found: set[str], figure: Figure) -> dict[str, str]:
    words = _words(name, found, figure)
    known = [key for key in words if key in found and key != UNKNOWN]
    rest = sorted(found - set(known) - {UNKNOWN})
    ordered = [*known, *rest, *([UNKNOWN] if UNKNOWN in found else [])]
    return {key: words.get(key) or (UNKNOWN_LABEL if key == UNKNOWN else key) for key in ordered}


def _words(name: str, found: set[str], figure: Figure) -> dict[str, str]:
    if is_of_time(name):
        earlier = {EARLIER: EARLIER_LABEL} if EARLIER in found else {}
        return earlier | {key: period_named(name, key).label for key in sorted(found - {EARLIER})}
    if name in ("area", "province", "origin"):
        return dict(sorted(area_names(found).items()))
    if name == "agency":
        named = agency_names(UUID(key) for key in found)
        return {str(key): label for key, label in sorted(named.items(), key=lambda pair: pair[1])}
    return next(d for d in dimensions_of(figure) if d.name == name).labels()
