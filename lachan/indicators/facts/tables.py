"""What leaves the primary database as facts: named columns of append-only tables, and nothing that is not named here.

A room registers its own tables with ``facts``. No sealed field can be named: those hold no codes. The id of a record is
replaced by a keyed pseudonym, the same for every row of that record.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from lachan.base.errors import Misbuilt
from lachan.indicators.dimensions import KINDS

RECORD, NUMBER, DAY, MOMENT, CODE, FLAG, AGENCY = "record", "number", "day", "moment", "code", "flag", "agency"
# kind of column → its type in DuckDB and Parquet; moments are UTC, without a zone to be misread
TYPES = {
    RECORD: "VARCHAR", NUMBER: "BIGINT", DAY: "DATE", MOMENT: "TIMESTAMP", CODE: "VARCHAR", FLAG: "BOOLEAN",
    AGENCY: "VARCHAR",
}  # fmt: skip


@dataclass(frozen=True)
class FactTable:
    """``source``: the table of the primary database; ``entry``: how a row ``r`` finds the entry ``e`` that wrote it."""

    name: str
    columns: dict[str, str]
    source: str
    entry: str


TABLES: dict[str, FactTable] = {}
VIEWS: dict[str, str] = {}


def facts(name: str, entry: str = "e.seq = r.entry_seq", source: str = "", **columns: str) -> None:
    """Registers a table of facts: its columns and their kinds."""
    if name in TABLES or set(columns.values()) - set(TYPES):
        raise Misbuilt(f"facts of {name}: registered twice, or a kind of column that does not exist")
    TABLES[name] = FactTable(name, columns, source or name, entry)


def joined(name: str, sql: str) -> None:
    """A table whose rows are finished later, under the name the primary database gives it: two facts put together."""
    VIEWS[name] = sql


VERSION = {"record_id": RECORD, "entry_seq": NUMBER, "recorded_at": MOMENT}

facts(
    "journal_entry", "e.seq = r.seq", seq=NUMBER, verb=CODE, record_kind=CODE, record_id=RECORD, occurred_on=DAY,
    occurred_at=MOMENT, recorded_at=MOMENT, agency_id=AGENCY, province_code=CODE, area_code=CODE, corrects=NUMBER,
    act_of=AGENCY, is_void=FLAG,
)  # fmt: skip
facts(
    "journal_holding", "e.seq = r.entry_seq", entry_seq=NUMBER, record_id=RECORD, agency_id=AGENCY, occurred_on=DAY,
    occurred_at=MOMENT, recorded_at=MOMENT,
)  # fmt: skip
# A clock is started by one entry and stopped by another: two facts, each written once, joined again in VIEWS.
facts(
    "clock_started", "e.seq = r.start_seq", "journal_clock", id=RECORD, rule=CODE, record_kind=CODE, record_id=RECORD,
    province_code=CODE, area_code=CODE, due_at=MOMENT, start_seq=NUMBER,
)  # fmt: skip
facts(
    "clock_stopped", "e.seq = r.stop_seq", "journal_clock", id=RECORD, stop_seq=NUMBER, stopped_at=MOMENT,
    stopped_by=CODE,
)  # fmt: skip
joined(
    "journal_clock",
    "SELECT s.*, t.stop_seq, t.stopped_at, COALESCE(t.stopped_by, '') AS stopped_by FROM clock_started s"
    " LEFT JOIN clock_stopped t ON t.id = s.id",
)


def fingerprint() -> str:
    """Changes with any table or column: facts written under another one are exported anew."""
    said = sorted((t.name, t.source, t.entry, sorted(t.columns.items())) for t in TABLES.values())
    return sha256(repr((1, said, sorted(KINDS))).encode()).hexdigest()[:16]
