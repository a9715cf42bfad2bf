"""From a fixed table to the cells that may go out: counted exactly, made safe beside everything already published."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from itertools import product
from typing import Any

from lachan.base.labels import Labelled
from lachan.exchange.models import Release
from lachan.exchange.rules import SEEN
from lachan.exchange.tables import ALL, FixedTable, dimensions_of, fixed_table, hierarchies, members
from lachan.indicators import disclosure
from lachan.indicators.definitions import indicator
from lachan.indicators.dimensions import UNKNOWN
from lachan.indicators.disclosure import Gate, Key
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import Period, period

Content = dict[str, Any]


class Shown(Labelled):
    """What a published cell may say instead of a number."""

    REDACTED = "redacted", "≤ 7"
    WITHHELD = "withheld", "…"


def gate_of(release: Release) -> Gate:
    """The table through the gate, beside all that was ever published of this indicator in the province."""
    table, span = fixed_table(release.table), period(release.period_code)
    exact = exact_cells(table, release.province_code, span, release.as_of)
    past = published_before(release.province_code, release.indicator)
    periods = {span.code, *(key[-1] for key in past)}
    return disclosure.release(hierarchies(release.indicator, periods), exact, past)


def exact_cells(table: FixedTable, province_code: str, span: Period, as_of: date) -> dict[Key, int]:
    """Every combination of values and totals, zeros too. Keys: all dimensions of the indicator, then the period."""
    found = figure(table.indicator, window_of(Scope(province_code), span, as_of), by=table.by)
    exact = dict.fromkeys(_combinations(table, span), 0)
    kept = [members(table.indicator, name) for name in table.by]
    for cell in found.cells:
        values = (v if v in known else UNKNOWN for v, known in zip(cell.keys, kept, strict=True))
        for key in product(*((ALL, value) for value in values)):
            exact[placed(table, key, span.code)] += cell.numerator
    if not table.by:
        exact[placed(table, (), span.code)] = found.numerator
    return exact


def published_before(province_code: str, code: str) -> dict[Key, int | None]:
    """Every cell that people outside have ever seen of this indicator."""
    rows = Release.objects.filter(province_code=province_code, indicator=code, status__in=[s.value for s in SEEN])
    found: dict[Key, int | None] = {}
    for content in rows.order_by("published_on", "id").values_list("content", flat=True):
        for keys, shown in content["cells"]:
            found.setdefault(tuple(keys), shown)
    return found


def content_of(release: Release, published_on: date, published_by: str, proposed_by: str) -> Content:
    """The table and its metadata sheet as plain JSON: all that goes out, and how it was made safe."""
    table, span, gate = fixed_table(release.table), period(release.period_code), gate_of(release)
    rule = indicator(table.indicator)
    return {
        "table": table.key,
        "cells": [[list(key), shown] for key, shown in sorted(gate.cells.items())],
        "withheld": [list(key) for key in sorted(gate.withheld)],
        "metadata": {
            "title": table.title,
            "indicator": rule.name,
            "counted": rule.numerator,
            "unit": rule.unit,
            "source": rule.source,
            "confidence": rule.confidence,
            "dimensions": list(table.by),
            "period": span.label,
            "starts": span.start.isoformat(),
            "ends": span.end.isoformat(),
            "as_of": release.as_of.isoformat(),
            "area": release.province_code,
            "small": disclosure.SMALL,
            "base": disclosure.BASE,
            "cell_count": len(gate.cells) + len(gate.withheld),
            "redacted_count": sum(shown is None for shown in gate.cells.values()),
            "withheld_count": len(gate.withheld),
            "proposed_by": proposed_by,
            "published_by": published_by,
            "published_on": published_on.isoformat(),
        },
    }


def digest(content: Content) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _combinations(table: FixedTable, span: Period) -> list[Key]:
    values = [(ALL, *members(table.indicator, name)) for name in table.by]
    return [placed(table, key, span.code) for key in product(*values)]


def placed(table: FixedTable, values: tuple[str, ...], period_code: str) -> Key:
    """The values of the table's own dimensions among all dimensions of the indicator; the others are totals."""
    own = dict(zip(table.by, values, strict=True))
    return (*(own.get(name, ALL) for name in dimensions_of(table.indicator)), period_code)
