"""What a figure may be divided by: attributes of the record's profile, the place and agency of the act, time.

«unknown» is a value of every dimension, so that the parts always add up to the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lachan.base.errors import Misbuilt, Refused
from lachan.base.labels import Labelled
from lachan.indicators.measures import acted_by
from lachan.law.book import current
from lachan.law.periods import BadPeriod, Period, period, period_of

UNKNOWN = "unknown"
UNKNOWN_LABEL = "Chưa rõ"
EARLIER = "earlier"  # of a day before the calendar had such periods: a file opened long ago and held still
EARLIER_LABEL = "Trước khi có lịch báo cáo này"


@dataclass(frozen=True)
class Dimension:
    """``sql`` yields the value; in it ``p`` is the record's profile, ``x`` the entry that counts it, ``c`` the cohort.

    ``labels`` gives the words of the values in their order; a value without a label is shown as it is.
    """

    name: str
    label: str
    sql: str
    labels: Callable[[], dict[str, str]] = dict

    @property
    def from_entry(self) -> bool:
        return "x." in self.sql

    @property
    def from_profile(self) -> bool:
        return "p." in self.sql


@dataclass(frozen=True)
class Profile:
    """The table of a kind's coded attributes. Versioned rows count as known at as_of; others stand as written."""

    kind: str
    table: str
    dimensions: dict[str, Dimension]
    key: str = "record_id"
    is_versioned: bool = True


PROFILES: dict[str, Profile] = {}
KINDS: dict[str, str] = {}  # of records that are not counted, but asked about: the kind that is


def profile(
    kind: str, table: str, *dimensions: Dimension, key: str = "record_id", is_versioned: bool = True
) -> Profile:
    """Registers what a room's records may be divided by."""
    if kind in PROFILES:
        raise Misbuilt(f"two profiles for {kind}")
    PROFILES[kind] = Profile(kind, table, {d.name: d for d in dimensions}, key, is_versioned)
    return PROFILES[kind]


def acts_leave(kind: str, counted: str) -> None:
    """The acts on records of this kind are facts too: figures of the ``counted`` kind ask about them."""
    KINDS[kind] = counted


def coded(name: str, label: str, labels: Callable[[], dict[str, str]] = dict, sql: str = "") -> Dimension:
    """A text column of the profile. ``labels``: ``of(Enum)``, or a function such as ``law_codes("purposes")``."""
    column = sql or f"p.{name}"
    return Dimension(name, label, f"COALESCE(NULLIF({column}, ''), '{UNKNOWN}')", labels)


def of(enum: type[Labelled]) -> Callable[[], dict[str, str]]:
    """The labels of an enum of the room."""
    return lambda: dict(enum.choices())


def law_codes(kind: str) -> Callable[[], dict[str, str]]:
    """The labels of a code list of the law in the order of its file, the newest version of each."""

    def labels() -> dict[str, str]:
        found: dict[str, str] = {}
        for row in current().rows(kind):
            found.setdefault(row.id, row.name)
        return found

    return labels


_OF_ENTRY = (
    Dimension("area", "Địa bàn cấp xã", f"COALESCE(NULLIF(x.area_code, ''), '{UNKNOWN}')"),
    Dimension("province", "Tỉnh, thành phố", "x.province_code"),
    Dimension("agency", "Cơ quan thực hiện", acted_by("x")),
)
_OF_TIME = (
    ("month", "Tháng", "M", "administrative"),
    ("quarter", "Quý", "Q", "administrative"),
    ("half", "6 tháng", "H", "administrative"),
    ("year", "Năm", "Y", "administrative"),
    ("calendar_month", "Tháng dương lịch", "M", "statistics"),
    ("calendar_year", "Năm dương lịch", "Y", "statistics"),
)
COMMON = {
    **{d.name: d for d in _OF_ENTRY},
    **{name: Dimension(name, label, "c.day") for name, label, _, _ in _OF_TIME},
}
_PARTS = {name: (part, calendar) for name, _, part, calendar in _OF_TIME}


def dimension(kind: str, name: str, columns: tuple[str, ...] = ()) -> Dimension:
    """The dimension of this name for a kind of record; ``columns`` are those that the cohort itself yields."""
    known = PROFILES[kind].dimensions if kind in PROFILES else {}
    found = known.get(name) or COMMON.get(name) or (OWN.get(name) if name in columns else None)
    if found is None:
        raise Refused(f"Số liệu này không chia được theo «{name}». Các cách chia: {', '.join([*known, *COMMON])}.")
    return found


OWN: dict[str, Dimension] = {}


def own(name: str, label: str, labels: Callable[[], dict[str, str]]) -> Dimension:
    """Registers a dimension that cohorts yield as a column of their own."""
    OWN[name] = Dimension(name, label, f"c.{name}", labels)
    return OWN[name]


def is_of_time(name: str) -> bool:
    return name in _PARTS


@lru_cache(maxsize=16384)
def period_code(name: str, day: date) -> str:
    """The period of a time dimension in which a day falls, such as 2026-Q1."""
    part, calendar = _PARTS[name]
    try:
        return period_of(day, part, calendar).code
    except BadPeriod:
        return EARLIER


@lru_cache(maxsize=64)
def first_day(name: str, upto: date) -> date:
    """From this day on the calendar of a time dimension has periods; looked for backwards from ``upto``."""
    while (code := period_code(name, upto)) != EARLIER:
        upto = period_named(name, code).start - timedelta(days=1)
    return upto + timedelta(days=1)


def period_named(name: str, code: str) -> Period:
    """The span of one value of a time dimension."""
    return period(code, _PARTS[name][1])
