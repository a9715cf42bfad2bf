"""``lachan figures --agency CODE --period 2026-H1 [--as-of DATE] [--json] [--by sex] [--facts FOLDER]``."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lachan.base.clock import today
from lachan.base.errors import Refused
from lachan.jobs.starting import wake_ready

if TYPE_CHECKING:
    from lachan.indicators.figures import Figure


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--agency", required=True, metavar="CODE", help="mã cơ quan; đếm trong địa bàn của cơ quan")
    parser.add_argument("--period", required=True, help="2026, 2026-H1, 2026-Q3, 2026-9M, 2026-M09")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="số liệu như đã biết vào ngày này")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--by", default="", metavar="DIMENSIONS", help="chia theo, ví dụ sex,age_band; xem chi-so.md")
    parser.add_argument("--glotip", action="store_true", help="các bảng GLOTIP của UNODC, năm dương lịch, dạng CSV")
    parser.add_argument("--facts", type=Path, metavar="FOLDER", help="đếm bằng DuckDB trên kho số liệu đã kết xuất")


def run(asked: argparse.Namespace) -> int:
    wake_ready()
    if asked.glotip:
        return _glotip(asked)
    by = tuple(name for name in asked.by.split(",") if name)
    rows = figures_of(asked.agency, asked.period, asked.as_of or today(), by, asked.facts)
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(f"{row['code']:<28}{_shown(row):>18}   {row['name']}")
            for cell in row.get("cells", ()):
                print(f"{'':<28}{_shown(cell):>18}     {', '.join(cell['keys'])}")
    return 0


def _glotip(asked: argparse.Namespace) -> int:
    """The tables of UNODC as CSV, for the calendar year that --period names."""
    from lachan.indicators.engines import PRIMARY
    from lachan.indicators.facts.duck import Duck
    from lachan.indicators.glotip import COLUMNS, glotip
    from lachan.law.periods import period
    from lachan.people.queries import agency_by_code

    year = period(asked.period, "statistics").end.year
    engine = Duck(asked.facts) if asked.facts else PRIMARY
    rows = glotip(agency_by_code(asked.agency).province_code, year, asked.as_of or today(), engine)
    write = csv.writer(sys.stdout, lineterminator="\n").writerow
    write(COLUMNS)
    for row in rows:
        write(row.cells)
    return 0


def figures_of(
    agency_code: str, period_code: str, as_of: date, by: tuple[str, ...] = (), facts: Path | None = None
) -> list[dict[str, Any]]:
    """Every figure of the agency's area in the period, as known at the end of ``as_of``, with the records behind it.

    ``by``: only those that can be divided so, with their parts. ``facts``: counted there, whose records are pseudonyms.
    """
    from lachan.indicators.definitions import indicators
    from lachan.indicators.engines import PRIMARY, Engine
    from lachan.indicators.facts.duck import Duck
    from lachan.indicators.figures import behind, figure, window_of
    from lachan.indicators.measures import Scope
    from lachan.law.periods import period
    from lachan.people.queries import agency_by_code

    agency = agency_by_code(agency_code)
    window = window_of(Scope(agency.province_code, agency.area_code), period(period_code), as_of)
    engine: Engine = Duck(facts) if facts else PRIMARY
    codes = [code for code, rule in indicators().items() if set(by) <= set(rule.by)]
    if by and not codes:
        raise Refused(f"Không có số liệu nào chia được theo {', '.join(by)}. Xem docs/reference/chi-so.md.")
    return [
        _line(figure(code, window, by, engine), [str(b.record_id) for b in behind(code, window, engine)])
        for code in codes
    ]


def _line(found: Figure, sources: list[str]) -> dict[str, Any]:
    line: dict[str, Any] = {
        "code": found.code, "name": found.indicator.name, "unit": found.indicator.unit, "value": found.value,
        "numerator": found.numerator, "denominator": found.denominator, "sources": sorted(sources),
    }  # fmt: skip
    if found.by:
        line["cells"] = [
            {"keys": c.keys, "unit": line["unit"], "value": c.value, "numerator": c.numerator,
             "denominator": c.denominator} for c in found.cells
        ]  # fmt: skip
    return line


def _shown(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return "—"
    if row["denominator"] is None:
        return str(row["numerator"])
    unit = "%" if row["unit"] == "%" else ""
    return f"{row['value']:.1f}{unit} ({row['numerator']}/{row['denominator']})"
