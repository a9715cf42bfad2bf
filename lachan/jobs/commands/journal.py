"""``lachan journal verify``: exit code 1 when the chain is broken, with the place."""

from __future__ import annotations

import argparse
import sys

from lachan.jobs.starting import wake_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("verify", help="đi hết chuỗi nhật ký và so mã băm")


def run(asked: argparse.Namespace) -> int:
    wake_ready()
    from lachan.journal.queries import verify

    verdict = verify()
    if verdict.is_whole:
        print(f"Nhật ký nguyên vẹn: {verdict.entries} bút toán, mã băm cuối {verdict.head}.")
        return 0
    print(f"Nhật ký KHÔNG nguyên vẹn tại bút toán số {verdict.broken_at}: {verdict.why}.", file=sys.stderr)
    return 1
