"""``lachan setup``: keys, tables, gazetteer, static files, message catalogues. Harmless to run again."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import lachan
from lachan.base.clock import now
from lachan.base.errors import Refused
from lachan.base.home import home
from lachan.jobs.starting import wake


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--province", metavar="CODE", help="mã tỉnh: lập luôn quản trị viên đầu tiên")
    parser.add_argument("--administrator", metavar="NAME", default="quantri", help="tên đăng nhập của quản trị viên")


def run(asked: argparse.Namespace) -> int:
    from lachan.vault.providers import prepare

    moment = now()
    if prepare(moment):
        print(f"Đã tạo chùm khóa trong {home() / 'keys'}. Hãy lưu riêng một bản.", file=sys.stderr)
    compile_catalogues()
    wake()
    from django.core.management import call_command

    from lachan.people.setting_up import load_areas

    call_command("migrate", interactive=False, verbosity=0)
    load_areas()
    call_command("collectstatic", interactive=False, verbosity=0)
    if asked.province:
        _first_administrator(asked.province, asked.administrator)
    print(f"Sẵn sàng tại {home()}.", file=sys.stderr)
    return 0


def compile_catalogues() -> None:
    """``.po`` into ``.mo`` where the source is newer; the compiled file is not kept in the repository."""
    for source in (Path(lachan.__file__).parent / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            import polib

            polib.pofile(str(source)).save_as_mofile(str(compiled))


def _first_administrator(province_code: str, username: str) -> None:
    from lachan.base.clock import today
    from lachan.people.queries import list_provinces
    from lachan.people.setting_up import first_administrator

    if province_code not in {p.code for p in list_provinces(today())}:
        raise Refused(f"Không có tỉnh mang mã «{province_code}» vào hôm nay. Xem mã tỉnh trong QĐ 19/2025/QĐ-TTg.")
    password = os.environ.get("LACHAN_ADMIN_PASSWORD", "")
    if len(password) < 12:
        raise Refused("Đặt mật khẩu quản trị viên (từ 12 ký tự) trong biến LACHAN_ADMIN_PASSWORD rồi chạy lại.")
    first_administrator(province_code, username, password, now(), is_sample=False)
    print(f"Quản trị viên đầu tiên: {username}", file=sys.stderr)
