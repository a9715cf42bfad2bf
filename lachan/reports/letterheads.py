"""The default head, signature and recipients of a report, by the kind of agency that issues it."""

from __future__ import annotations

import tomllib
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


# What stands at the head and the foot of a report and an officer may set for one of them; several lines, one a line.
SETTABLE = ("superior", "issuer", "symbol", "addressed_to", "on_behalf", "capacity", "position", "recipients")


def words_of(agency: AgencyLine) -> dict[str, str]:
    """The words by which an agency of this kind heads and signs its reports."""
    row = _rows().get(str(agency.kind), _rows()["other"])
    code = agency.area_code or agency.province_code
    areas = area_names([code, agency.province_code])
    words = {"name": agency.name, "area": areas.get(code, ""), "province": areas.get(agency.province_code, ""),
             "code": agency.code.rpartition(".")[2]}  # fmt: skip
    return {name: _lines(row.get(name, "")).format(**words) for name in SETTABLE}


def _lines(written: str | list[str]) -> str:
    return written if isinstance(written, str) else "\n".join(written)


def header_of(agency: AgencyLine, *, plan: str, plan_short: str, is_sample: bool, head: dict[str, str]) -> Header:
    """``head``: what the officer set on the page: number, dated_on (ISO), signer, topic, and words of ``SETTABLE``."""
    words = {**words_of(agency), **{name: head[name] for name in SETTABLE if name in head}}
    code = agency.area_code or agency.province_code
    area = area_names([code]).get(code, "")
    dated = head.get("dated_on")
    lines = {name: tuple(line.strip() for line in text.splitlines() if line.strip()) for name, text in words.items()}
    return Header(
        issuer=lines["issuer"] or (agency.name,),
        agency_symbol=words["symbol"],
        place=area.split(" ", 1)[-1] if area else "……",
        signature=Signature(words["position"], head.get("signer", ""), words["on_behalf"], words["capacity"]),
        recipients=lines["recipients"],
        superior=lines["superior"],
        number=head.get("number", ""),
        dated_on=date.fromisoformat(dated) if dated else None,
        addressed_to=lines["addressed_to"],
        area=area[:1].lower() + area[1:],
        plan=plan,
        plan_short=plan_short,
        topic=head.get("topic", ""),
        is_sample=is_sample,
    )
