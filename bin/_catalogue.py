"""Bring the English catalogue level with the source: new sentences with an empty translation, gone ones removed."""

# ruff: noqa: T201
from __future__ import annotations

import sys
from pathlib import Path

import polib

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.guards.words import CATALOGUE, of_file, sources


def main() -> int:
    known = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    fresh = polib.POFile(wrapwidth=118)
    fresh.metadata = {"Language": "en", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
                      "Content-Transfer-Encoding": "8bit"}  # fmt: skip
    for text in sorted({text for path in sources() for text in of_file(path)}):
        fresh.append(known.get(text) or polib.POEntry(msgid=text))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(CATALOGUE))
    empty = len([entry for entry in fresh if not entry.msgstr])
    if empty:
        print(f"{CATALOGUE.name}: {empty} of {len(fresh)} sentences wait for their English.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
