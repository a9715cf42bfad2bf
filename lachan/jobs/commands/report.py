"""``lachan report build KIND --agency CODE --period 2026-H1 --out FILE.docx [--as-of DATE]``."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from lachan.base.clock import today
from lachan.base.errors import Refused
from lachan.jobs.starting import wake_ready

KINDS = ("six-month", "annual", "adhoc", "review", "final-review")


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    build = verbs.add_parser("build", help="lập tệp Word theo Nghị định 30/2020/NĐ-CP")
    build.add_argument("kind", choices=KINDS)
    build.add_argument("--agency", required=True, metavar="CODE")
    build.add_argument("--period", required=True)
    build.add_argument("--out", required=True, type=Path, metavar="FILE.docx")
    build.add_argument("--as-of", type=date.fromisoformat, metavar="DATE")


def run(asked: argparse.Namespace) -> int:
    wake_ready()
    from lachan.reports.queries import build_file

    built = build_file(asked.kind, asked.agency, asked.period, asked.as_of or today())
    try:
        asked.out.write_bytes(built)
    except OSError as why:
        raise Refused(f"Không ghi được tệp «{asked.out}»: {why.strerror}. Hãy chọn nơi khác.") from None
    print(f"Đã lập {asked.out} ({len(built):,} byte).", file=sys.stderr)
    return 0
