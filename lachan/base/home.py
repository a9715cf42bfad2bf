"""Where one installation keeps everything: database, keys, files, logs under the folder LACHAN_HOME."""

from __future__ import annotations

import os
from pathlib import Path

_CLONE = Path(__file__).resolve().parents[2]


def home() -> Path:
    """The folder of this installation; ``var/`` of the clone unless LACHAN_HOME names another."""
    return Path(os.environ.get("LACHAN_HOME") or _CLONE / "var").resolve()


def folder(name: str) -> Path:
    """A private folder inside the home (mode 0700), made when missing."""
    path = home() / name
    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
