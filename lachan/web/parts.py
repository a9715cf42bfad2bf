"""Shapes that the parts of a page read. A room's own dataclass with the same names serves as well."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    count: int | None = None
    tone: str = ""
    current: bool = False


@dataclass(frozen=True)
class NavSection:
    items: tuple[NavItem, ...]
    label: str = ""


@dataclass(frozen=True)
class Who:
    name: str
    agency: str = ""


@dataclass(frozen=True)
class Tag:
    text: str
    tone: str = "plain"


@dataclass(frozen=True)
class Clock:
    """`fraction` is the share of the time limit used up; `label` replaces the state's own words."""

    title: str
    state: str
    law: str = ""
    source: str = ""
    label: str = ""
    due_on: date | datetime | None = None
    fraction: float = 0
    confirmed: bool = True
    url: str = ""


@dataclass(frozen=True)
class Step:
    """`state` is done, now or next."""

    label: str
    state: str = "next"
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """`occurred_on` is the day it happened, `recorded_at` the instant it was written."""

    verb: str
    occurred_on: date | datetime
    recorded_at: datetime | None = None
    text: str = ""
    agency: str = ""
    law: str = ""
    note: str = ""
    url: str = ""
    is_correction: bool = False


@dataclass(frozen=True)
class Move:
    """A move that needs more than a click carries `url` of its form; `post_url` acts at once."""

    verb: str
    label: str
    may: bool = True
    why: str = ""
    url: str = ""
    post_url: str = ""


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    align: str = ""
    is_sortable: bool = False


@dataclass(frozen=True)
class Cell:
    """Text with an optional link, tone (drawn as a tag) and a small second line."""

    text: object
    url: str = ""
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Tab:
    """``more``: the count is only known to be greater than this."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    more: bool = False


@dataclass(frozen=True)
class Segment:
    """A stretch of a document; `kind` is k (target), a (agency), d (deadline) or empty."""

    text: str
    kind: str = ""
    id: str = ""
