"""``lachan law due RULE --start DAY [--json]`` and ``lachan law list [--json]``."""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
from datetime import date, datetime

from lachan.base.errors import Refused
from lachan.jobs.starting import database_file, wake
from lachan.law.book import list_rows
from lachan.law.deadlines import Due, due, due_json
from lachan.law.rows import KIND_LABELS


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("due", help="ngày đến hạn của một thời hạn")
    one.add_argument("rule", help="mã thời hạn, ví dụ tip.classify")
    one.add_argument("--start", required=True, help="2026-01-05 hoặc 2026-01-05T08:30")
    every = verbs.add_parser("list", help="mọi quy định đang có trong sổ")
    for parser_of_verb in (one, every):
        parser_of_verb.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    if _has_local_rows():
        wake()
    return _due(asked) if asked.verb == "due" else _list(asked)


def _due(asked: argparse.Namespace) -> int:
    found = due(asked.rule, _moment(asked.start))
    if asked.json:
        print(json.dumps(due_json(found), ensure_ascii=False))
    else:
        print(_sentence(found))
    return 0


def _sentence(found: Due) -> str:
    end = found.due
    day = f"{end:%H:%M ngày %d/%m/%Y}" if isinstance(end, datetime) else f"hết ngày {end:%d/%m/%Y}"
    return f"{found.rule}: {day} ({found.label}; {found.source}; {found.confidence.label})"


def _list(asked: argparse.Namespace) -> int:
    rows = list_rows()
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        print(f"{KIND_LABELS[row['kind']]}: {row['id']} — {row['name']} ({row['source']}; {row['confidence']})")
    return 0


def _moment(text: str) -> date:
    try:
        return datetime.fromisoformat(text) if "T" in text or " " in text else date.fromisoformat(text)
    except ValueError:
        raise Refused(f"Không hiểu ngày «{text}». Ghi theo dạng 2026-01-05 hoặc 2026-01-05T08:30.") from None


def _has_local_rows() -> bool:
    """Whether the province set rows of its own; asked of the file itself: waking Django takes longer."""
    if os.environ.get("LACHAN_DATABASE_URL"):
        return True
    if not database_file().exists():
        return False
    with sqlite3.connect(f"file:{database_file()}?mode=ro", uri=True) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'bylaws_%'")
        return any(database.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for (name,) in tables)  # noqa: S608
