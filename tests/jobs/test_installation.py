"""One installation from nothing: set up, filled, copied, restored, its keys rotated; each step its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse
from uuid import uuid4

import pytest

PASSPHRASE = "cum-mat-khau-cua-ban-sao"
SERVER = os.environ.get("LACHAN_DATABASE_URL", "")


def lachan(where: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LACHAN_", "DJANGO_"))}
    command = [sys.executable, "-c", "import sys; from lachan.jobs.cli import main; sys.exit(main())", *words]
    return subprocess.run(
        command,
        env={**kept, "LACHAN_BACKUP_PASSPHRASE": PASSPHRASE, **where},
        capture_output=True,
        text=True,
        check=False,
    )


def figures(where: dict[str, str]) -> list[dict[str, object]]:
    done = lachan(where, "figures", "--agency", "98.BCD138", "--period", "2026", "--as-of", "2026-03-01", "--json")
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def databases() -> Iterator[list[str]]:
    """Two databases of the server of this run; nothing where the run is on SQLite."""
    if not SERVER:
        yield ["", ""]
        return
    import psycopg

    names = [f"copy_{uuid4().hex[:12]}" for _ in range(2)]
    with psycopg.connect(SERVER, autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
        yield [urlparse(SERVER)._replace(path=f"/{name}").geturl() for name in names]
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def first(tmp_path_factory, databases) -> dict[str, str]:
    where = {"LACHAN_HOME": str(tmp_path_factory.mktemp("first")), "LACHAN_DATABASE_URL": databases[0]}
    assert lachan(where, "setup").returncode == 0
    filled = lachan(where, "seed", "--people", "12", "--on", "2026-03-01")
    assert filled.returncode == 0, filled.stderr
    lines = filled.stdout.splitlines()
    assert lines[0].startswith("account=thuongtruc password=") and lines[0].endswith("agency=98.BCD138")
    return where


def test_a_copy_restores_into_an_empty_home_and_says_the_same(first, tmp_path: Path, databases) -> None:
    second = {"LACHAN_HOME": str(tmp_path / "second"), "LACHAN_DATABASE_URL": databases[1]}
    parcel = tmp_path / "copy.age"
    made = lachan(first, "backup", str(parcel))
    assert made.returncode == 0, made.stderr
    assert "KHÓA KHÔNG nằm trong" in made.stderr
    restored = lachan(second, "restore", str(parcel))
    assert restored.returncode == 0, restored.stderr
    assert "nguyên vẹn" in restored.stderr
    assert figures(second) == figures(first) != []
    assert (tmp_path / "second" / "sample").exists()
    assert not (tmp_path / "second" / "keys" / "keyring.json").exists()
    again = lachan(second, "restore", str(parcel))
    assert (again.returncode, len(again.stderr.strip().splitlines())) == (2, 1)


def test_a_copy_is_sealed(first, tmp_path: Path) -> None:
    parcel = tmp_path / "copy.age"
    lachan(first, "backup", str(parcel))
    assert b"SQLite format" not in parcel.read_bytes()
    wrong = lachan({**first, "LACHAN_HOME": str(tmp_path / "third"), "LACHAN_BACKUP_PASSPHRASE": "khong-phai-cum-nay"},
                   "restore", str(parcel))  # fmt: skip
    assert (wrong.returncode, len(wrong.stderr.strip().splitlines())) == (2, 1)


def test_keys_rotate_and_open_what_they_opened(first) -> None:
    assert "khóa chủ số 1" in lachan(first, "keys", "status").stdout
    assert lachan(first, "keys", "rotate").returncode == 0
    status = lachan(first, "keys", "status").stdout
    assert "khóa chủ số 2" in status and "đang dùng" in status


def test_a_wrong_passphrase_stops_the_server_before_it_opens(first) -> None:
    done = lachan({**first, "LACHAN_PASSPHRASE": "khong-phai-cum-nay"}, "serve", "--port", "1")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)


def test_a_second_seed_is_refused(first) -> None:
    assert lachan(first, "seed").returncode == 2
    assert lachan(first, "seed", "--if-empty").returncode == 0
