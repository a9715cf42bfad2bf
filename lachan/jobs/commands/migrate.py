"""``lachan migrate``: the database as this version of the program expects it."""

from __future__ import annotations

import argparse

from lachan.jobs.starting import wake


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="chỉ hỏi: mã thoát 1 khi còn bước chưa làm")


def run(asked: argparse.Namespace) -> int:
    wake()
    from django.core.management import call_command

    from lachan.jobs.statistics import refresh_statistics

    call_command("migrate", interactive=False, verbosity=0, check_unapplied=asked.check)
    if not asked.check:
        refresh_statistics()  # new indexes are known too
    return 0
