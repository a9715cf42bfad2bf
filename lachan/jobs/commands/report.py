"""``lachan report build KIND --agency CODE --period 2026-H1 --out FILE.docx|pdf|xlsx [--as-of DATE]``."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from lachan.base.clock import today
from lachan.base.errors import Refused
from lachan.jobs.starting import wake_ready

KINDS = (
    "six-month", "annual", "monthly", "thematic", "adhoc", "review", "midterm-review", "final-review", "plan-annex",
)  # fmt: skip
FORMS = ("docx", "pdf", "xlsx")


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    build = verbs.add_parser("build", help="lập tệp Word hoặc PDF/A theo Nghị định 30/2020/NĐ-CP, hoặc Excel")
    build.add_argument("kind", choices=KINDS)
    build.add_argument("--agency", required=True, metavar="CODE")
    build.add_argument("--period", required=True)
    build.add_argument("--out", required=True, type=Path, metavar="FILE.docx|pdf|xlsx")
    build.add_argument("--as-of", type=date.fromisoformat, metavar="DATE")


def run(asked: argparse.Namespace) -> int:
    wake_ready()
    from lachan.reports.queries import build_file

    form = asked.out.suffix.lower().lstrip(".")
    if form not in FORMS:
        raise Refused(f"Không lập được tệp «{asked.out.name}». Hãy đặt tên tệp kết thúc bằng .docx, .pdf hoặc .xlsx.")
    built = build_file(asked.kind, asked.agency, asked.period, asked.as_of or today(), form)
    try:
        asked.out.write_bytes(built)
    except OSError as why:
        raise Refused(f"Không ghi được tệp «{asked.out}»: {why.strerror}. Hãy chọn nơi khác.") from None
    print(f"Đã lập {asked.out} ({len(built):,} byte).", file=sys.stderr)
    return 0
