"""``lachan backup FILE``: database and files in one sealed file. The keys are not in it, and it says so."""

from __future__ import annotations

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path

from lachan.base.clock import now
from lachan.base.errors import Refused
from lachan.base.home import home
from lachan.jobs.starting import wake_ready

_LEAST = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--recipient", metavar="age1…", default="",
        help="khóa công khai age của người giữ bản sao; không có thì hỏi cụm mật khẩu (hoặc LACHAN_BACKUP_PASSPHRASE)",
    )  # fmt: skip


def run(asked: argparse.Namespace) -> int:
    wake_ready()
    from lachan.jobs.copies import parcel, tables

    lock = parcel.Lock(key=asked.recipient) if asked.recipient else parcel.Lock(passphrase=ask_passphrase(twice=True))
    on_server = bool(os.environ.get("LACHAN_DATABASE_URL"))
    engine = tables.POSTGRESQL if on_server else tables.SQLITE
    with parcel.workplace() as place:
        (place / "database").mkdir()
        (tables.dump_postgresql if on_server else tables.dump_sqlite)(place / "database")
        parcel.close_parcel(asked.file, place / "database", engine, now().isoformat(), lock)
    print(f"Đã sao lưu vào {asked.file} ({asked.file.stat().st_size:,} byte).", file=sys.stderr)
    print(f"KHÓA KHÔNG nằm trong bản này: hãy giữ riêng một bản của {home() / 'keys'}.", file=sys.stderr)
    return 0


def ask_passphrase(*, twice: bool) -> str:
    spoken = os.environ.get("LACHAN_BACKUP_PASSPHRASE", "")
    if not spoken and sys.stdin.isatty():
        spoken = getpass("Cụm mật khẩu của bản sao lưu: ")
        if twice and spoken != getpass("Nhập lại: "):
            raise Refused("Hai lần nhập không giống nhau. Hãy chạy lại lệnh.")
    if len(spoken) < _LEAST:
        raise Refused(f"Cần cụm mật khẩu từ {_LEAST} ký tự: nhập khi được hỏi, hoặc đặt LACHAN_BACKUP_PASSPHRASE.")
    return spoken
