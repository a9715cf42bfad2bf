"""``lachan plan read FILE [--json]``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from lachan.base.errors import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    read = verbs.add_parser("read", help="đọc văn bản (.txt, .docx, .pdf)")
    read.add_argument("file", type=Path)
    read.add_argument("--json", action="store_true", help="in toàn bộ kết quả dạng JSON")


def run(asked: argparse.Namespace) -> int:
    from lachan.plans.reading import read_bytes
    from lachan.plans.reading.errors import Unreadable

    try:
        reading: dict[str, Any] = read_bytes(_bytes_of(asked.file), asked.file.name).as_json()
    except Unreadable as why:
        raise Refused(why.sentence) from None
    if asked.json:
        json.dump(reading, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(_summary(reading))
    return 0


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as why:
        raise Refused(f"Không mở được tệp «{path}»: {why.strerror}. Hãy kiểm tra đường dẫn.") from None


def _summary(reading: dict[str, Any]) -> str:
    about = reading.get("metadata") or {}
    lines = [about.get("title") or "(không rõ tên văn bản)", f"Số: {about.get('number') or 'không rõ'}"]
    counted = {"sections": "mục", "targets": "chỉ tiêu", "tasks": "nhiệm vụ", "reporting": "chế độ báo cáo"}
    lines += [f"{label}: {len(reading[key])}" for key, label in counted.items() if isinstance(reading.get(key), list)]
    return "\n".join(lines)
