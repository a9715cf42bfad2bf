"""KeyProvider: whoever keeps the master keys. Backend here: a keyring file closed by a passphrase (Argon2id)."""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lachan.base.errors import Refused
from lachan.base.home import folder

# OpenSSL keeps one pool of threads for Argon2: two derivations at once wait for each other for ever, or fail.
_one_at_a_time = Lock()
MEMORY_KIB = 64 * 1024
PASSES = 3


class KeyProvider(Protocol):
    """Wraps and unwraps agency keys. Another backend (PKCS#11, TPM, a key service) keeps these four methods."""

    def wrap(self, key: bytes) -> bytes: ...
    def unwrap(self, wrapped: bytes) -> bytes: ...
    def derive(self, purpose: str) -> bytes: ...
    def rotate(self, now: datetime) -> int: ...


@dataclass(frozen=True)
class MasterKey:
    epoch: int
    made_at: str
    key: bytes


class FileKeyProvider:
    """``keys/keyring.json``: one sealed master key an epoch; new wraps use the newest, old ones still open."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path, self._passphrase = path, passphrase
        book = json.loads(path.read_text(encoding="utf-8"))
        self._locker = _locker(passphrase, book["kdf"])
        self._kdf = book["kdf"]
        self.keys = {row["epoch"]: self._open(row) for row in book["keys"]}

    @classmethod
    def create(cls, path: Path, passphrase: str, now: datetime, memory_kib: int = MEMORY_KIB) -> FileKeyProvider:
        """A new keyring with epoch 1. Refuses to write over one that exists: that would close every record for good."""
        if path.exists():
            raise Refused(
                f"Đã có chùm khóa tại {path.name}; không ghi đè. Muốn đổi khóa hãy dùng «lachan keys rotate»."
            )
        kdf = {
            "name": "argon2id",
            "memory_kib": memory_kib,
            "passes": PASSES,
            "salt": b64encode(os.urandom(16)).decode(),
        }
        rows = [_sealed_row(_locker(passphrase, kdf), MasterKey(1, now.isoformat(), secrets.token_bytes(32)))]
        _write(path, {"kdf": kdf, "keys": rows})
        return cls(path, passphrase)

    @property
    def epoch(self) -> int:
        return max(self.keys)

    def wrap(self, key: bytes) -> bytes:
        nonce = os.urandom(12)
        head = self.epoch.to_bytes(4, "big")
        return head + nonce + AESGCMSIV(self.keys[self.epoch].key).encrypt(nonce, key, b"agency-key" + head)

    def unwrap(self, wrapped: bytes) -> bytes:
        head, nonce, closed = wrapped[:4], wrapped[4:16], wrapped[16:]
        master = self.keys.get(int.from_bytes(head, "big"))
        try:
            return AESGCMSIV(master.key if master else b"\0" * 32).decrypt(nonce, closed, b"agency-key" + head)
        except InvalidTag:
            raise Refused(
                "Chùm khóa đang dùng không mở được khóa của cơ quan trong cơ sở dữ liệu này."
                " Hãy đặt lại đúng bản lưu của chùm khóa đi cùng cơ sở dữ liệu."
            ) from None

    def derive(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, from the first epoch: digests must stay comparable after a rotation."""
        return HKDF(SHA256(), 32, None, purpose.encode()).derive(self.keys[min(self.keys)].key)

    def rotate(self, now: datetime) -> int:
        fresh = MasterKey(self.epoch + 1, now.isoformat(), secrets.token_bytes(32))
        rows = [_sealed_row(self._locker, k) for k in (*self.keys.values(), fresh)]
        _write(self._path, {"kdf": self._kdf, "keys": rows})
        self.keys[fresh.epoch] = fresh
        return fresh.epoch

    def _open(self, row: dict[str, object]) -> MasterKey:
        raw = b64decode(str(row["sealed"]))
        try:
            key = self._locker.decrypt(raw[:12], raw[12:], str(row["epoch"]).encode())
        except InvalidTag:
            raise Refused(
                "Cụm mật khẩu mở chùm khóa không đúng. Hãy nhập lại, hoặc dùng bản lưu của chùm khóa."
            ) from None
        return MasterKey(int(str(row["epoch"])), str(row["made_at"]), key)


def _locker(passphrase: str, kdf: dict[str, object]) -> AESGCMSIV:
    derivation = Argon2id(
        salt=b64decode(str(kdf["salt"])),
        length=32,
        iterations=int(str(kdf["passes"])),
        lanes=4,
        memory_cost=int(str(kdf["memory_kib"])),
    )
    with _one_at_a_time:
        return AESGCMSIV(derivation.derive(passphrase.encode()))


def _sealed_row(locker: AESGCMSIV, master: MasterKey) -> dict[str, object]:
    nonce = os.urandom(12)
    closed = nonce + locker.encrypt(nonce, master.key, str(master.epoch).encode())
    return {"epoch": master.epoch, "made_at": master.made_at, "sealed": b64encode(closed).decode()}


def _write(path: Path, book: dict[str, object]) -> None:
    """Written beside and moved over, so that a killed process leaves the old keyring whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    with open(beside, "w", encoding="utf-8", opener=lambda p, f: os.open(p, f, 0o600)) as file:
        json.dump(book, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def keyring_path() -> Path:
    return folder("keys") / "keyring.json"


def passphrase() -> str:
    """From LACHAN_PASSPHRASE, or the file keys/passphrase (for a machine that must start by itself)."""
    spoken = os.environ.get("LACHAN_PASSPHRASE")
    if spoken:
        return spoken
    kept = folder("keys") / "passphrase"
    if kept.exists():
        return kept.read_text(encoding="utf-8").strip()
    raise Refused("Chưa có cụm mật khẩu mở khóa. Đặt biến LACHAN_PASSPHRASE hoặc chạy «lachan setup» để tạo.")


def prepare(now: datetime, memory_kib: int = MEMORY_KIB) -> bool:
    """Makes passphrase and keyring where there are none. True when something was made."""
    path = keyring_path()
    if path.exists():
        return False
    kept = folder("keys") / "passphrase"
    if not os.environ.get("LACHAN_PASSPHRASE") and not kept.exists():
        with open(kept, "w", encoding="utf-8", opener=lambda p, f: os.open(p, f, 0o600)) as file:
            file.write(secrets.token_urlsafe(24))
    FileKeyProvider.create(path, passphrase(), now, memory_kib)
    return True
