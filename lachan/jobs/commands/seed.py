"""``lachan seed [--people N] [--seed K] [--on DATE]``: the sample province, then its cast."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from lachan.base.clock import today
from lachan.base.errors import Refused
from lachan.base.home import home
from lachan.jobs.starting import wake_ready

if TYPE_CHECKING:
    from lachan.jobs.seed.places import Cast


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--people", type=int, default=400, metavar="N",
        help="số người có mặt trong hồ sơ: nạn nhân, người dưới 18 tuổi đi cùng, bị can, người báo tin (mặc định 400)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, metavar="K", help="cùng số này thì cùng số liệu (mặc định 1)")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="ngày mà tỉnh mẫu đã đi tới (hôm nay)")
    parser.add_argument("--if-empty", action="store_true", help="nơi chứa đã có dữ liệu thì thôi, không báo lỗi")


def run(asked: argparse.Namespace) -> int:
    wake_ready()
    from lachan.people.queries import any_agency

    if any_agency():
        if asked.if_empty and not _is_unfinished():
            return 0
        raise Refused(_why_not())
    from lachan.jobs.seed.building import build

    built = build(asked.people, asked.seed, asked.on or today(), _Bar())
    print_cast(built.cast)
    print(f"{built.persons} người, {built.steps} việc; MỌI TÊN, MỌI NƠI ĐỀU HƯ CẤU.", file=sys.stderr)
    return 0


def print_cast(cast: Cast) -> None:
    from lachan.jobs.seed.places import PASSWORD

    for line in cast.lines:
        print(f"account={line.username} password={PASSWORD} role={line.role} agency={line.agency_code}")


def _is_unfinished() -> bool:
    from lachan.jobs.seed.building import UNFINISHED

    mark = home() / "sample"
    return mark.exists() and mark.read_text(encoding="utf-8") == UNFINISHED


def _why_not() -> str:
    if _is_unfinished():
        return f"Dữ liệu mẫu tại {home()} dựng dở dang (bị dừng giữa chừng). Hãy xóa thư mục này rồi chạy lại."
    if (home() / "sample").exists():
        return f"{home()} đã có dữ liệu mẫu. Muốn dựng lại, hãy dùng nơi chứa khác (LACHAN_HOME)."
    return f"{home()} đang có dữ liệu thật nên không dựng dữ liệu mẫu vào đây. Hãy dùng nơi chứa khác (LACHAN_HOME)."


class _Bar:
    """Forty places on standard error, written anew only when one of them fills."""

    def __init__(self) -> None:
        self.shown = -1

    def __call__(self, done: int, whole: int) -> None:
        filled = int(40 * done / whole) if whole else 40
        if (filled, done >= whole) == (self.shown, False):
            return
        self.shown = filled
        end = "\n" if done >= whole else ""
        print(f"\r[{'#' * filled}{'.' * (40 - filled)}] {done:,}/{whole:,}", end=end, file=sys.stderr, flush=True)
