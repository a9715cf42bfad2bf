"""Waking Django for the commands that need the database; the others never load it."""

from __future__ import annotations

import os
from pathlib import Path

from lachan.base.errors import Refused
from lachan.base.home import home


def database_file() -> Path:
    return Path(os.environ.get("LACHAN_SQLITE_NAME") or home() / "data" / "lachan.sqlite3")


def has_database() -> bool:
    """There is a database to ask: a named server, or the file of this home."""
    return bool(os.environ.get("LACHAN_DATABASE_URL")) or database_file().exists()


def wake() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.config.settings")
    import django

    django.setup()


def wake_ready() -> None:
    """As ``wake``, for commands that read records: a home that was never set up is said at once."""
    if not has_database():
        raise Refused(f"Chưa có dữ liệu tại {home()}. Hãy chạy «lachan setup» trước, hoặc đặt LACHAN_HOME.")
    wake()
