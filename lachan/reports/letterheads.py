"""The default head, signature and recipients of a report, by the kind of agency that issues it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lachan.people.queries import AgencyLine, area_names
from lachan.reports.build.assemble import Header
from lachan.reports.build.document import Signature

FILE = Path(__file__).parent / "letterheads.toml"


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def header_of(agency: AgencyLine, *, plan: str, plan_short: str, is_sample: bool, head: dict[str, str]) -> Header:
    """``head``: what the officer set on the page: number, dated_on (ISO), signer, topic."""
    row = _rows().get(str(agency.kind), _rows()["other"])
    code = agency.area_code or agency.province_code
    area = area_names([code]).get(code, "")
    words = {"name": agency.name, "area": area}
    base = Header(
        issuer=tuple(line.format(**words) for line in row["issuer"]),
        agency_symbol=row["symbol"],
        place=area.split(" ", 1)[-1] if area else "……",
        signature=Signature(row["position"], head.get("signer", ""), row.get("on_behalf", ""), row.get("capacity", "")),
        recipients=tuple(row["recipients"]),
        superior=tuple(line.format(**words) for line in row["superior"]),
        area=area[:1].lower() + area[1:],
        plan=plan,
        plan_short=plan_short,
        is_sample=is_sample,
    )
    dated = head.get("dated_on")
    return replace(
        base,
        number=head.get("number", ""),
        topic=head.get("topic", ""),
        dated_on=date.fromisoformat(dated) if dated else None,
    )
