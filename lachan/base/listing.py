"""What lists and pages are made of: one page of lines, one button of a move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
PAGE_SIZE = 25
COUNT_CAP = 1000


@dataclass(frozen=True)
class ListPage(Generic[T]):
    """Lines ``first`` to ``last`` of ``total``; a total over 1000 is only known to be «hơn 1.000»."""

    items: tuple[T, ...]
    number: int
    total: int
    has_next: bool

    @property
    def is_capped(self) -> bool:
        return self.total > COUNT_CAP

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE_SIZE + 1 if self.items else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * PAGE_SIZE + len(self.items)


@dataclass(frozen=True)
class MoveButton:
    """A move as the page draws it: allowed, or shown with the reason why not."""

    verb: str
    label: str
    may: bool
    why: str = ""


def page_of(rows: Any, number: int, line: Callable[[Any], T]) -> ListPage[T]:
    """One page of a query set; asks the database for one row more than it shows, and counts no further than the cap."""
    start = (max(number, 1) - 1) * PAGE_SIZE
    found: Sequence[Any] = list(rows[start : start + PAGE_SIZE + 1])
    total = rows.order_by()[: COUNT_CAP + 1].count()
    return ListPage(tuple(line(r) for r in found[:PAGE_SIZE]), max(number, 1), total, len(found) > PAGE_SIZE)
