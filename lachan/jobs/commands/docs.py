"""``lachan docs [--check]``: writes docs/reference, or says which pages no longer say what the code says."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import lachan
from lachan.jobs.starting import wake

FOLDER = Path(lachan.__file__).resolve().parents[1] / "docs" / "reference"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="không ghi; mã thoát 1 khi có trang đã cũ")


def run(asked: argparse.Namespace) -> int:
    wake()
    from lachan.jobs.reference import pages

    fresh = {FOLDER / name: text.rstrip() + "\n" for name, text in pages().items()}
    known = set(FOLDER.glob("*.md"))
    stale = [p for p, text in fresh.items() if p not in known or p.read_text(encoding="utf-8") != text]
    gone = sorted(known - set(fresh))
    if asked.check:
        for path in (*stale, *gone):
            print(f"docs/reference/{path.name}: đã cũ. Hãy chạy «lachan docs».", file=sys.stderr)
        return 1 if stale or gone else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in stale:
        path.write_text(fresh[path], encoding="utf-8")
    for path in gone:
        path.unlink()
    return 0
