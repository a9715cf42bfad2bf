"""``lachan facts export [--rebuild] [--to FOLDER]``: pseudonymous facts as Parquet, appended from the journal."""

from __future__ import annotations

import argparse
from pathlib import Path

from lachan.jobs.starting import wake_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["export"], help="export: ghi thêm những gì có từ lần trước")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="thư mục khác với «facts» trong nơi chứa")
    parser.add_argument("--rebuild", action="store_true", help="ghi lại tất cả, thành ít tệp lớn")


def run(asked: argparse.Namespace) -> int:
    wake_ready()
    from lachan.indicators.facts.export import export

    done = export(asked.to, rebuild=asked.rebuild)
    how = "ghi lại tất cả" if done.rebuilt else f"từ bút toán {done.since + 1}"
    print(f"Đã kết xuất {how}, đến bút toán {done.until}: {sum(done.rows.values()):,} dòng, {done.files} tệp.")
    for name, rows in sorted(done.rows.items()):
        print(f"  {name:<28}{rows:>14,}")
    return 0
