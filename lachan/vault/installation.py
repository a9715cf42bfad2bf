"""Secrets of the installation itself, not of a person: the second factors of accounts."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from lachan.base.errors import Misbuilt
from lachan.vault.keys import provider


def seal_secret(purpose: str, text: str) -> str:
    """Closed text that only this installation's keyring opens, and only for the same purpose."""
    nonce = os.urandom(12)
    closed = AESGCMSIV(provider().derive(purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return b64encode(nonce + closed).decode()


def open_secret(purpose: str, closed: str) -> str:
    raw = b64decode(closed)
    try:
        return AESGCMSIV(provider().derive(purpose)).decrypt(raw[:12], raw[12:], purpose.encode()).decode()
    except InvalidTag:
        raise Misbuilt(f"a secret for {purpose} does not open with this keyring") from None
