"""The repository stands on its own: no path of the machine it was written on, no file outside of it."""

from __future__ import annotations

import re

from tests.guards.house import ROOT, tracked

# Written in pieces, so that this file does not accuse itself.
ELSEWHERE = re.compile(r"(?<![\w.])/(wor" + r"k|ro" + r"ot)/|\.\./sha" + r"red|/opt/whe" + "els")
BINARY = {".png", ".jpg", ".webp", ".ico", ".docx", ".pdf", ".woff2", ".mo", ".xlsx"}


def test_no_tracked_file_points_outside_of_the_repository() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if ELSEWHERE.search(line)
    ]
    assert found == []
