"""What the database knows of its own tables; without it, large ones are read by the wrong index.

PostgreSQL keeps it by itself once a table has changed enough, and is asked here only after much was written at once;
SQLite never does. At 100,000 people the held records of one agency took minutes without it and half a second with it.
"""

from __future__ import annotations

from django.db import connection

ROWS = 1000  # of an index that SQLite looks at: a second for a large file instead of a minute


def refresh_statistics() -> None:
    """Open connections of SQLite go on as they are; each new one knows (``CONN_MAX_AGE``)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={ROWS}")
        cursor.execute("ANALYZE")
