"""``lachan keys status`` and ``lachan keys rotate``."""

from __future__ import annotations

import argparse

from lachan.base.clock import now
from lachan.jobs.starting import wake_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("status", help="các khóa chủ đang có")
    verbs.add_parser("rotate", help="tạo khóa chủ mới và bọc lại khóa của mọi cơ quan")


def run(asked: argparse.Namespace) -> int:
    return _rotate() if asked.verb == "rotate" else _status()


def _status() -> int:
    from lachan.vault.providers import FileKeyProvider, keyring_path, passphrase

    opened = FileKeyProvider(keyring_path(), passphrase())
    for epoch, master in sorted(opened.keys.items()):
        mark = "đang dùng" if epoch == opened.epoch else "chỉ để mở bản cũ"
        print(f"khóa chủ số {epoch}, tạo {master.made_at[:10]}: {mark}")
    print(f"Chùm khóa: {keyring_path()}. Hãy giữ một bản lưu riêng, không để cùng bản sao lưu dữ liệu.")
    return 0


def _rotate() -> int:
    wake_ready()
    from django.db import transaction

    from lachan.vault.keys import rotate

    with transaction.atomic():
        epoch = rotate(now())
    print(f"Đã đổi sang khóa chủ số {epoch}; khóa của mọi cơ quan đã được bọc lại. Hãy lưu bản mới của chùm khóa.")
    return 0
