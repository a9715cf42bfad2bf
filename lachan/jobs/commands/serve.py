"""``lachan serve [--port N]``: the web door, one worker of several threads, ended politely by a signal."""

from __future__ import annotations

import argparse
import os
import sys

from lachan.base.errors import Refused
from lachan.base.home import home
from lachan.jobs.starting import wake_ready

THREADS = min(max(2 * (os.cpu_count() or 2), 4), 16)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--address", default="127.0.0.1", help="mặc định chỉ máy này; máy khác đi qua máy chủ https")


def run(asked: argparse.Namespace) -> int:
    wake_ready()
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from lachan.vault.providers import FileKeyProvider, keyring_path, passphrase

    FileKeyProvider(keyring_path(), passphrase())  # a wrong passphrase is said now, not on the first sealed page
    _refuse_old_tables()
    _refuse_taken_port(asked.address, asked.port)
    server = Server(
        "lachan.config.wsgi:application",
        address=asked.address,
        port=asked.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        websockets=False,
        workers_kill_timeout=10,
    )
    server.on_startup(lambda: print(f"Lá Chắn: http://{asked.address}:{asked.port}/ ({home()})", file=sys.stderr))
    server.serve()
    return 0


def _refuse_old_tables() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("Cơ sở dữ liệu chưa theo kịp phiên bản chương trình. Hãy chạy «lachan migrate» rồi mở lại.")
    connection.close()


def _refuse_taken_port(address: str, port: int) -> None:
    import socket

    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as why:
            raise Refused(f"Không mở được cổng {port} tại {address}: {why.strerror}. Hãy chọn --port khác.") from None
