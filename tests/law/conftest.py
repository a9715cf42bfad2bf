"""The law by itself: no province has laid anything over it, and no database is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lachan.bylaws.overlay import local_rows
from lachan.law.book import set_local_rows


@pytest.fixture(autouse=True)
def no_province() -> Iterator[None]:
    set_local_rows(None)
    yield
    set_local_rows(local_rows)
