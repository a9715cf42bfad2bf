"""The database knows its tables after it was asked to look; SQLite never looks by itself."""

from __future__ import annotations

import pytest
from django.db import connection

from lachan.jobs.statistics import refresh_statistics
from tests.world import a_tip

pytestmark = pytest.mark.django_db


def known_rows(table: str) -> int:
    asked = {
        "sqlite": "SELECT COALESCE(MAX(CAST(stat AS INTEGER)), 0) FROM sqlite_stat1 WHERE tbl = %s",
        "postgresql": "SELECT CAST(GREATEST(reltuples, 0) AS INTEGER) FROM pg_class WHERE relname = %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [table])
        return int(cursor.fetchone()[0])


def test_the_database_knows_how_many_entries_there_are(cast):
    refresh_statistics()
    before = known_rows("journal_entry")
    for _ in range(5):
        a_tip(cast)
    assert known_rows("journal_entry") == before
    refresh_statistics()
    assert known_rows("journal_entry") >= before + 5
