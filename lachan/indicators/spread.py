"""Records counted in more than one part: the sum of agencies, or of communes, is more than the number of records.

For those who add reports up: ``spread(code, window, "agency")`` names the records of which several agencies did the
counted act in the period, ``"area"`` those counted in several communes. What is over all of them is the difference
between the sum of the parts and the number of records.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lachan.indicators.engines import PRIMARY, Engine
from lachan.indicators.figures import as_uuid, run
from lachan.indicators.freshness import remembered
from lachan.indicators.measures import MEASURES, Window, acted_by, happened

AGENCY, AREA = "agency", "area"
_OVER = {AGENCY: acted_by("e"), AREA: "e.area_code"}


@dataclass(frozen=True)
class Shared:
    """A record in ``parts`` of the sum; ``hit``: it counts in the numerator."""

    record_id: UUID
    parts: int
    hit: bool


@dataclass(frozen=True)
class Spread:
    """``counted`` and ``hits``: by how much the sum of the parts is over the figure."""

    records: tuple[Shared, ...] = ()

    @property
    def counted(self) -> int:
        return sum(one.parts - 1 for one in self.records)

    @property
    def hits(self) -> int:
        return sum(one.parts - 1 for one in self.records if one.hit)


def spread(
    code: str, window: Window, over: str, among: tuple[str, ...] = (), engine: Engine = PRIMARY
) -> Spread:  # fmt: skip
    """``among``: only these parts, where not all are in the sum.

    Nothing for a stock: on one day a record is with one agency, and opened in one commune.
    """
    cohort = MEASURES[code](window)
    if not cohort.acts:
        return Spread()

    def count() -> tuple[Shared, ...]:
        few = {f"among{n}": part for n, part in enumerate(among)}
        which = f" AND {_OVER[over]} IN ({', '.join(f'%({name})s' for name in few)})" if few else ""
        sql = (
            f"SELECT e.record_id, COUNT(DISTINCT {_OVER[over]}), MAX(c.hit) FROM journal_entry e"
            f" JOIN ({cohort.sql}) c ON c.record_id = e.record_id WHERE {happened('e', cohort.acts)}{which}"
            f" GROUP BY e.record_id HAVING COUNT(DISTINCT {_OVER[over]}) > 1 ORDER BY e.record_id"
        )
        return tuple(Shared(as_uuid(r), int(n), bool(hit)) for r, n, hit in run(sql, cohort, window, engine, **few))

    return Spread(remembered("spread", (engine.name, code, window, over, among), engine.version(cohort.kind), count))
