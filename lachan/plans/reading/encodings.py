"""Bytes to characters: what the file says of itself, then UTF-8, then the old Vietnamese code pages."""

from __future__ import annotations

import re
import unicodedata

from lachan.plans.reading import legacy
from lachan.plans.reading.errors import Unreadable
from lachan.plans.reading.files import BINARY

CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,30})""", re.IGNORECASE)
UTF_32 = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"))
SINGLE_BYTE = {"windows-1258": "cp1258", "cp1258": "cp1258", "x-cp1258": "cp1258"}


def plain_text(text: str) -> str:
    """The text without control characters. Raises Unreadable where they are too many for a text."""
    sample = text[:100_000]
    if len(CONTROL.findall(sample)) * 100 > len(sample):
        raise Unreadable(BINARY)
    return CONTROL.sub(" ", text)


def decoded(data: bytes, is_page: bool = False) -> str:
    for mark, name in UTF_32:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data[:400].count(b"\x00") * 3 > len(data[:400]):
        return data.decode("utf-16-be" if data[:1] == b"\x00" else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decoded_loosely(data, declared(data) if is_page else None)


def declared(data: bytes) -> str | None:
    found = CHARSET.search(data[:4000])
    return SINGLE_BYTE.get(found[1].decode("ascii").lower()) if found else None


def decoded_loosely(data: bytes, named: str | None) -> str:
    """A few broken bytes in good UTF-8 are forgiven; otherwise an old Vietnamese code page must be recognised."""
    mended = data.decode("utf-8-sig", errors="replace")
    if mended.count("\ufffd") * 50 < len(mended):
        return mended
    if named:
        return composed(data, named)
    latin = data.decode("latin-1")
    if legacy.encoding_of(latin):
        return latin
    windows = composed(data, "cp1258")
    if legacy.is_vietnamese(windows):
        return windows
    raise Unreadable(BINARY)


def composed(data: bytes, encoding: str) -> str:
    """Windows-1258 writes most letters as a vowel and a mark after it."""
    return unicodedata.normalize("NFC", data.decode(encoding, errors="replace"))
