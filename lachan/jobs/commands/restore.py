"""``lachan restore FILE``: a backup into a home in which nobody works yet, and a walk over its journal."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from lachan.base.errors import Refused
from lachan.base.home import home
from lachan.jobs.commands.backup import ask_passphrase
from lachan.jobs.starting import wake


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--identity", type=Path, metavar="FILE", help="tệp khóa riêng age mở bản sao này")


def run(asked: argparse.Namespace) -> int:
    from lachan.jobs.copies import parcel, tables

    on_server = bool(os.environ.get("LACHAN_DATABASE_URL"))
    if not on_server and not tables.is_empty_sqlite():
        raise Refused(f"{home()} đã có dữ liệu, không khôi phục đè lên. Hãy dùng nơi chứa trống (LACHAN_HOME).")
    lock = parcel.Lock(key=_key_in(asked.identity)) if asked.identity else parcel.Lock(ask_passphrase(twice=False))
    with parcel.opened_parcel(asked.file, lock) as (copy, engine):
        if (engine == tables.POSTGRESQL) != on_server:
            raise Refused(f"Bản sao lưu này của {engine}. Hãy đặt LACHAN_DATABASE_URL cho đúng loại cơ sở dữ liệu.")
        _load(copy, on_server)
        parcel.put_files_back(copy)
    return _verify()


def _load(copy: Path, on_server: bool) -> None:
    from lachan.jobs.copies import tables

    if not on_server:
        tables.load_sqlite(copy / "database")
    wake()
    from django.core.management import call_command

    from lachan.people.queries import any_agency

    call_command("migrate", interactive=False, verbosity=0)
    if on_server:
        if any_agency():
            raise Refused("Cơ sở dữ liệu đã có dữ liệu, không khôi phục đè lên. Hãy dùng cơ sở dữ liệu trống.")
        tables.load_postgresql(copy / "database")


def _verify() -> int:
    from lachan.journal.queries import verify

    verdict = verify()
    if not verdict.is_whole:
        print(f"Đã khôi phục nhưng nhật ký hỏng tại số {verdict.broken_at}: {verdict.why}.", file=sys.stderr)
        return 1
    print(f"Đã khôi phục; nhật ký nguyên vẹn, {verdict.entries} bút toán.", file=sys.stderr)
    if not (home() / "keys" / "keyring.json").exists():
        print(f"Hãy đặt bản lưu của chùm khóa vào {home() / 'keys'} trước khi mở.", file=sys.stderr)
    return 0


def _key_in(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as why:
        raise Refused(f"Không mở được tệp khóa «{path}»: {why.strerror}.") from None
    return next((x.strip() for x in lines if x.strip() and not x.startswith("#")), "")
