"""``lachan figures --agency CODE --period 2026-H1 [--as-of DATE] [--json]``."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from lachan.base.clock import today
from lachan.jobs.starting import wake_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--agency", required=True, metavar="CODE", help="mã cơ quan; đếm trong địa bàn của cơ quan")
    parser.add_argument("--period", required=True, help="2026, 2026-H1, 2026-Q3, 2026-9M, 2026-M09")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="số liệu như đã biết vào ngày này")
    parser.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    wake_ready()
    rows = figures_of(asked.agency, asked.period, asked.as_of or today())
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(f"{row['code']:<28}{_shown(row):>12}   {row['name']}")
    return 0


def figures_of(agency_code: str, period_code: str, as_of: date) -> list[dict[str, Any]]:
    """Every figure of the agency's area in the period, as known at the end of ``as_of``, with the records behind it."""
    from lachan.indicators.figures import all_figures, behind, window_of
    from lachan.indicators.measures import Scope
    from lachan.law.periods import period
    from lachan.people.queries import agency_by_code

    agency = agency_by_code(agency_code)
    window = window_of(Scope(agency.province_code, agency.area_code), period(period_code), as_of)
    return [
        {
            "code": f.code,
            "name": f.indicator.name,
            "value": f.value,
            "numerator": f.numerator,
            "denominator": f.denominator,
            "sources": sorted(str(b.record_id) for b in behind(f.code, window)),
        }
        for f in all_figures(window)
    ]


def _shown(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return "—"
    if row["denominator"] is None:
        return str(row["numerator"])
    return f"{row['value']:.1f}% ({row['numerator']}/{row['denominator']})"
