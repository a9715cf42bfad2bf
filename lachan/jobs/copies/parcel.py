"""One file that holds a copy: a compressed archive, sealed with age to a passphrase or to a recipient's public key."""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage

from lachan.base.errors import Refused
from lachan.base.home import folder, home

_SHAPE = "lachan-copy/1"
_CARRIED = ("files",)  # folders of the home that belong to the records
_MARKS = ("sample",)


@dataclass(frozen=True)
class Lock:
    """What closes or opens a parcel: a passphrase, or a key of age (public to close, private to open)."""

    passphrase: str = ""
    key: str = ""


@contextmanager
def workplace() -> Iterator[Path]:
    """A private folder of the home that is gone afterwards, so that nothing open lies about."""
    with TemporaryDirectory(dir=folder("tmp"), prefix="copy-") as name:
        yield Path(name)


def close_parcel(out: Path, database: Path, engine: str, made_at: str, lock: Lock) -> None:
    """Packs the dumped database and the files of the home, seals, and moves the whole into place at the end."""
    (database / "manifest.json").write_text(
        json.dumps({"shape": _SHAPE, "engine": engine, "made_at": made_at}), encoding="utf-8"
    )
    with workplace() as place:
        packed, sealed = place / "packed", place / "sealed"
        _pack(packed, database)
        _seal(packed, sealed, lock)
        sealed.chmod(0o600)
        shutil.copyfile(sealed, out.with_name(out.name + ".part"))
        os.replace(out.with_name(out.name + ".part"), out)


@contextmanager
def opened_parcel(parcel: Path, lock: Lock) -> Iterator[tuple[Path, str]]:
    """The unpacked copy and the engine it came from."""
    with workplace() as place:
        packed = place / "packed"
        _unseal(parcel, packed, lock)
        with tarfile.open(packed) as archive:
            archive.extractall(place / "open", filter="data")
        packed.unlink()
        manifest = json.loads((place / "open" / "database" / "manifest.json").read_text(encoding="utf-8"))
        if manifest.get("shape") != _SHAPE:
            raise Refused("Tệp này không phải bản sao lưu mà chương trình đọc được.")
        yield place / "open", manifest["engine"]


def put_files_back(copy: Path) -> None:
    for name in _CARRIED:
        if (copy / name).exists():
            shutil.copytree(copy / name, home() / name, dirs_exist_ok=True)
    for name in _MARKS:
        if (copy / name).exists():
            (home() / name).touch()


def _pack(packed: Path, database: Path) -> None:
    with tarfile.open(packed, "w:gz", compresslevel=3) as archive:
        archive.add(database, "database")
        for name in (*_CARRIED, *_MARKS):
            if (home() / name).exists():
                archive.add(home() / name, name)


def _seal(packed: Path, sealed: Path, lock: Lock) -> None:
    if lock.passphrase:
        sealed.write_bytes(pyrage.passphrase.encrypt(packed.read_bytes(), lock.passphrase))
        return
    try:
        recipient = pyrage.x25519.Recipient.from_str(lock.key)
    except pyrage.RecipientError:
        raise Refused("Khóa công khai của người nhận không đúng dạng age1… Hãy kiểm tra lại.") from None
    with open(packed, "rb") as reader, open(sealed, "wb") as writer:
        pyrage.encrypt_io(reader, writer, [recipient])


def _unseal(parcel: Path, packed: Path, lock: Lock) -> None:
    try:
        if lock.passphrase:
            packed.write_bytes(pyrage.passphrase.decrypt(parcel.read_bytes(), lock.passphrase))
            return
        identity = pyrage.x25519.Identity.from_str(lock.key)
        with open(parcel, "rb") as reader, open(packed, "wb") as writer:
            pyrage.decrypt_io(reader, writer, [identity])
    except OSError as why:
        raise Refused(f"Không mở được tệp «{parcel}»: {why.strerror}. Hãy kiểm tra đường dẫn.") from None
    except (pyrage.DecryptError, pyrage.IdentityError, io.UnsupportedOperation):
        raise Refused("Không mở được bản sao lưu: cụm mật khẩu hoặc khóa không đúng, hoặc tệp đã hỏng.") from None
