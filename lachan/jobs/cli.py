"""``lachan COMMAND ...``: finds the command's module and turns a refusal into one line and exit code 2."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from lachan.base.errors import NotFound, Refused

COMMANDS = {
    "setup": "chuẩn bị nơi chứa dữ liệu: khóa, cơ sở dữ liệu, địa bàn, tệp tĩnh",
    "serve": "mở trang web tại máy này",
    "seed": "dựng một tỉnh mẫu, hoàn toàn hư cấu, vào nơi chứa còn trống",
    "plan": "đọc một văn bản kế hoạch thành dữ liệu có cấu trúc",
    "law": "tính thời hạn theo luật; liệt kê các quy định",
    "figures": "tính số liệu của một cơ quan trong một kỳ",
    "facts": "kết xuất số liệu không danh tính ra Parquet, đếm bằng DuckDB",
    "report": "lập báo cáo Word của một kỳ",
    "journal": "kiểm tra nhật ký còn nguyên vẹn",
    "keys": "xem và đổi khóa chủ",
    "backup": "sao lưu dữ liệu vào một tệp đã mã hóa",
    "restore": "khôi phục từ tệp sao lưu vào nơi chứa còn trống",
    "migrate": "đưa cơ sở dữ liệu lên phiên bản của chương trình",
    "docs": "sinh lại các trang tra cứu trong docs/reference",
}  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0 if words else 2
    name, *rest = words
    if name not in COMMANDS:
        print(f"Không có lệnh «{name}». Các lệnh: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    return _run(name, rest)


def _run(name: str, words: list[str]) -> int:
    command = import_module(f"lachan.jobs.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"lachan {name}", description=COMMANDS[name].capitalize() + ".")
    command.arguments(parser)
    asked = parser.parse_args(words)
    try:
        return int(command.run(asked) or 0)
    except Refused as refusal:
        print(" ".join(refusal.sentence.split()), file=sys.stderr)
    except NotFound:
        print("Không tìm thấy cơ quan hoặc hồ sơ được nêu. Hãy kiểm tra lại mã.", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; nothing to say to it
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return 130
    return 2


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name.ljust(width)}  {about}" for name, about in COMMANDS.items()]
    return "\n".join(["Lá Chắn — các lệnh (lachan LỆNH --help để xem từng lệnh):", "", *lines])
