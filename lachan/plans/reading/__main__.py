"""``python -m lachan.plans.reading NAME``: one file on standard input, its reading as JSON on standard output.

A file of strangers is read in a process of its own: it may hang or swell, and is ended without harm to the server.
Signs of life go to standard error: ``ready`` once everything is loaded, ``page 3 12`` after each recognised page.
"""

from __future__ import annotations

import json
import sys
import time

from lachan.plans.reading import Unreadable, read_bytes

MOST_MEMORY = 3 << 30


def main() -> int:
    _limit()
    data = sys.stdin.buffer.read()
    _tell("ready")
    started = time.perf_counter()
    try:
        reading = read_bytes(data, sys.argv[1], lambda done, whole: _tell(f"page {done} {whole}"))
        found = {"text": reading.text, "reading": reading.as_json(), "seconds": time.perf_counter() - started}
    except Unreadable as why:
        found = {"unreadable": why.sentence}
    sys.stdout.buffer.write(json.dumps(found).encode())
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
