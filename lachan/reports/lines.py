"""The lines by which reports go up: whom an agency reports to, and who reports to it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lachan.access.roles import AgencyKind
from lachan.law.rows import Confidence
from lachan.people.queries import AgencyLine, agencies_of_kind, list_agencies
from lachan.reports.rules import Line

FILE = Path(__file__).parent / "lines.toml"


@dataclass(frozen=True)
class Way:
    """``sums``: the senders whose figures are those of an area of their own, so that the receiver may add them.

    ``adds``: the senders of whom the receiver adds what each did and held itself. The two are never mixed in one sum.
    """

    line: Line
    senders: frozenset[AgencyKind]
    sums: frozenset[AgencyKind]
    adds: frozenset[AgencyKind]
    to: AgencyKind
    to_code: str
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class Receiver:
    line: Line
    agency: AgencyLine


@cache
def ways() -> tuple[Way, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["line"]
    return tuple(_way(row) for row in rows)


def _way(row: dict[str, Any]) -> Way:
    return Way(
        line=Line(row["line"]),
        senders=frozenset(AgencyKind(k) for k in row["from"]),
        sums=frozenset(AgencyKind(k) for k in row.get("sums", ())),
        adds=frozenset(AgencyKind(k) for k in row.get("adds", ())),
        to=AgencyKind(row["to"]),
        to_code=row.get("to_code", ""),
        source=row["source"],
        confidence=Confidence(row["confidence"]),
    )


def receivers_of(agency: AgencyLine, on: date) -> list[Receiver]:
    """Where the agency's reports go that day, in the order of the lines."""
    found = [
        Receiver(way.line, to) for way in ways() if agency.kind in way.senders for to in _receiving(way, agency, on)
    ]
    return list({(r.line, r.agency.id): r for r in found}.values())


def senders_to(agency: AgencyLine, line: Line, on: date) -> list[AgencyLine]:
    """Who owes the agency reports by this line: of its own province, of every province where it is a ministry."""
    kinds = {k for way in ways() if way.line is line and _is_receiver(way, agency) for k in way.senders}
    if not kinds:
        return []
    if agency.kind is AgencyKind.MINISTRY:
        return [a for kind in sorted(kinds) for a in agencies_of_kind(kind, on)]
    return list_agencies(agency.province_code, on, *kinds)


def summed_kinds(agency: AgencyLine, line: Line) -> set[str]:
    return {str(k) for way in ways() if way.line is line and _is_receiver(way, agency) for k in way.sums}


def added_kinds(agency: AgencyLine, line: Line) -> set[str]:
    return {str(k) for way in ways() if way.line is line and _is_receiver(way, agency) for k in way.adds}


def is_added_somewhere(agency: AgencyLine) -> bool:
    """Whether some receiver adds up what agencies of this kind did themselves."""
    return any(agency.kind in way.adds for way in ways())


def lines_to(agency: AgencyLine) -> list[Line]:
    """The lines that end at this agency."""
    return list(dict.fromkeys(way.line for way in ways() if _is_receiver(way, agency)))


def _receiving(way: Way, agency: AgencyLine, on: date) -> Iterator[AgencyLine]:
    if way.to is AgencyKind.MINISTRY:
        yield from (a for a in agencies_of_kind(way.to, on) if _is_receiver(way, a))
    else:
        yield from list_agencies(agency.province_code, on, way.to)


def _is_receiver(way: Way, agency: AgencyLine) -> bool:
    return agency.kind is way.to and (not way.to_code or agency.code.endswith(f".{way.to_code}"))
