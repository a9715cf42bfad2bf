"""A large home in a minute, a small sample copied many times: python bench/multiplied.py SMALL_HOME LARGE_HOME TIMES.

Building 100,000 people through the real actions takes the better part of an hour on a busy machine. The copies differ
from the sample in their ids, their codes and the numbers of their entries only; sealed words of a copy cannot be
opened, and its chain does not verify. Good for measuring lists, figures and reports, and for nothing else.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from pathlib import Path

# Tables of the arrangement of the province, of accounts and plans stay single.
SINGLE = ("django_", "auth_", "account_", "mfa_", "people_", "bylaws_", "plans_", "vault_agencykey", "usersessions_",
          "reports_", "files_", "journal_head", "sqlite_")  # fmt: skip
KEPT = {"agency_id", "act_of", "account_id", "holder_id", "origin_id", "provider_id", "agency_key_id", "facility_id",
        "made_by", "recipient_id", "sender_id", "parent_id", "to_agency_id"}  # fmt: skip
SEQS = {"seq", "entry_seq", "start_seq", "stop_seq", "corrects", "left_seq", "opened_seq"}


def copied(column: str, kind: str, n: int, step: int) -> str:
    """How a column of the nth copy is written from the sample's."""
    name = f'"{column}"'
    if column in SEQS or column.endswith("_seq"):
        return f"{name} + {n * step}"
    if column == "code":
        return f"{name} || '.{n}'"
    if kind == "char(32)" and column not in KEPT:
        return f"CASE WHEN {name} IS NULL THEN NULL ELSE printf('%04x', {n}) || substr({name}, 5) END"
    return name


def multiply(database: Path, times: int) -> None:
    link = sqlite3.connect(database)
    link.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-400000;"
    )
    triggers = link.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        link.execute(f"DROP TRIGGER {name}")
    step = link.execute("SELECT MAX(seq) FROM journal_entry").fetchone()[0]
    names = [row[0] for row in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in (t for t in names if not t.startswith(SINGLE)):
        columns = [(c[1], c[2].lower()) for c in link.execute(f"PRAGMA table_info({table})") if not _is_row_number(c)]
        listed = ", ".join(f'"{name}"' for name, _ in columns)
        link.execute(f"CREATE TEMP TABLE own AS SELECT {listed} FROM {table}")
        for n in range(1, times):
            chosen = ", ".join(copied(name, kind, n, step) for name, kind in columns)
            link.execute(f"INSERT OR IGNORE INTO {table} ({listed}) SELECT {chosen} FROM own")
        link.execute("DROP TABLE own")
    link.execute("UPDATE journal_head SET seq = (SELECT MAX(seq) FROM journal_entry)")
    for _, sql in triggers:
        link.execute(sql)
    link.commit()
    link.execute("ANALYZE")
    link.commit()


def _is_row_number(column: tuple[object, ...]) -> bool:
    """A key that the database itself gives out."""
    return str(column[1]) == "id" and "int" in str(column[2]).lower()


def main() -> None:
    small, large, times = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    began = time.perf_counter()
    shutil.copytree(small, large)
    (database,) = large.glob("data/*.sqlite3")
    multiply(database, times)
    print(f"{large}: {times} times the sample, in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
