"""``lachan plan read FILE [--json]`` and ``lachan plan annotation CODE [--out FOLDER]``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from lachan.base.errors import Refused
from lachan.jobs.starting import wake_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    read = verbs.add_parser("read", help="đọc văn bản (.txt, .md, .html, .docx, .pdf, ảnh quét)")
    read.add_argument("file", type=Path)
    read.add_argument("--json", action="store_true", help="in toàn bộ kết quả dạng JSON")
    note = verbs.add_parser("annotation", help="bản đọc đã có người sửa, dạng kh-gold/1, để chấm máy đọc")
    note.add_argument("code", help="mã văn bản, ví dụ VB-98-2026-ABC234")
    note.add_argument("--out", type=Path, metavar="FOLDER", help="ghi CODE.json và CODE.txt vào đây")


def run(asked: argparse.Namespace) -> int:
    return _annotation(asked) if asked.verb == "annotation" else _read(asked)


def _annotation(asked: argparse.Namespace) -> int:
    """The corrected reading, and with ``--out`` the text it belongs to beside it."""
    wake_ready()
    from lachan.plans.queries import reviewed

    text, gold = reviewed(asked.code)
    said = json.dumps(gold, ensure_ascii=False, indent=1)
    if asked.out is None:
        print(said)
        return 0
    try:
        asked.out.mkdir(parents=True, exist_ok=True)
        (asked.out / f"{gold['id']}.json").write_text(said + "\n", encoding="utf-8")
        (asked.out / f"{gold['id']}.txt").write_text(text, encoding="utf-8")
    except OSError as why:
        raise Refused(f"Không ghi được vào «{asked.out}»: {why.strerror}. Hãy chọn nơi khác.") from None
    print(f"Đã ghi {gold['id']}.json và {gold['id']}.txt vào {asked.out}.", file=sys.stderr)
    return 0


def _read(asked: argparse.Namespace) -> int:
    from lachan.plans.reading import read_bytes
    from lachan.plans.reading.errors import Unreadable

    try:
        reading: dict[str, Any] = read_bytes(_bytes_of(asked.file), asked.file.name, _told).as_json()
    except Unreadable as why:
        raise Refused(why.sentence) from None
    if asked.json:
        json.dump(reading, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(_summary(reading))
    return 0


def _told(done: int, of: int) -> None:
    """Pages are recognised one by one, seconds each: whoever waits sees that it goes on."""
    print(f"Đã nhận dạng {done}/{of} trang.", file=sys.stderr)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as why:
        raise Refused(f"Không mở được tệp «{path}»: {why.strerror}. Hãy kiểm tra đường dẫn.") from None


def _summary(reading: dict[str, Any]) -> str:
    about = reading.get("metadata") or {}
    lines = [about.get("title") or "(không rõ tên văn bản)", f"Số: {about.get('number') or 'không rõ'}"]
    counted = {"sections": "mục", "targets": "chỉ tiêu", "tasks": "nhiệm vụ", "duties": "chế độ báo cáo"}
    lines += [f"{label}: {len(reading[key])}" for key, label in counted.items() if isinstance(reading.get(key), list)]
    lines += [f"Lưu ý: {warning['message']}" for warning in reading["warnings"]]
    return "\n".join(lines)
