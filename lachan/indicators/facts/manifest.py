"""Which files are the facts: one small file that names them all and is replaced at once, never written in place."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from lachan.base.errors import Refused

NAME = "manifest.json"


@dataclass
class Manifest:
    """``seq``: every entry up to here is in. ``schema``, ``key``: under which columns and pseudonyms it was written.

    ``files``: by table, relative to the folder. A file that is not named here does not exist for any reader.
    """

    schema: str
    key: str
    seq: int = 0
    generation: int = 1
    files: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def add(self, table: str, paths: list[str], rows: int) -> None:
        self.files.setdefault(table, []).extend(paths)
        self.rows[table] = self.rows.get(table, 0) + rows


def read(folder: Path) -> Manifest | None:
    try:
        return Manifest(**json.loads((folder / NAME).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def write(folder: Path, manifest: Manifest) -> None:
    """Whole or not at all: a reader sees the old list or the new one."""
    fresh = folder / f".{NAME}.{os.getpid()}"
    with fresh.open("w", encoding="utf-8") as out:
        json.dump(asdict(manifest), out, indent=1, sort_keys=True)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(folder / NAME)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """One writer at a time; the lock goes with the process, so that a killed one leaves none behind."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("Một lần kết xuất khác đang chạy. Hãy chờ xong rồi chạy lại.") from None
        yield


def sweep(folder: Path, manifest: Manifest) -> None:
    """Removes what a killed run left: files that no manifest names, and folders of work."""
    named = {folder / path for paths in manifest.files.values() for path in paths}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in named and path.name not in (NAME, ".lock"):
            path.unlink()
