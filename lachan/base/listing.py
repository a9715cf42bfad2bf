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
    """One page of lines, readable like a Django page; a total over 1000 is only known to be more than that."""

    items: tuple[T, ...]
    number: int
    total: int
    more: bool

    @property
    def is_capped(self) -> bool:
        return self.total > COUNT_CAP

    @property
    def count(self) -> int:
        """The total, or the cap where only «more than that» is known."""
        return min(self.total, COUNT_CAP)

    @property
    def num_pages(self) -> int:
        return max(-(-self.total // PAGE_SIZE), self.number + int(self.more))

    @property
    def paginator(self) -> ListPage[T]:
        return self

    @property
    def start_index(self) -> int:
        return (self.number - 1) * PAGE_SIZE + 1 if self.items else 0

    @property
    def end_index(self) -> int:
        return (self.number - 1) * PAGE_SIZE + len(self.items)

    def has_next(self) -> bool:
        return self.more

    def has_previous(self) -> bool:
        return self.number > 1

    def has_other_pages(self) -> bool:
        return self.more or self.number > 1


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
    total = rows.order_by().values("pk")[: COUNT_CAP + 1].count()
    return ListPage(tuple(line(r) for r in found[:PAGE_SIZE]), max(number, 1), total, len(found) > PAGE_SIZE)
