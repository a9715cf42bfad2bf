"""From the bytes of a file to its text, or a sentence that says why not and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from lachan.plans.reading import files, legacy
from lachan.plans.reading.encodings import decoded, plain_text
from lachan.plans.reading.errors import Unreadable
from lachan.plans.reading.files import Extracted, Progress
from lachan.plans.reading.schema import Warning_

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
NO_TEXT = (
    b"GIF8",
    b"RIFF",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"SQLite format 3",
    b"II*\x00",
    b"MM\x00*",
)
ENCODINGS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viqr": "VIQR"}


def extract(data: bytes, filename: str, progress: Progress | None = None) -> Extracted:
    """The text of a txt, md, html, docx or pdf file or a picture of a page. Raises Unreadable."""
    if not data.strip(b" \t\r\n"):
        raise Unreadable(files.EMPTY)
    if len(data) > files.MOST_BYTES:
        raise Unreadable(files.TOO_BIG)
    got = reader_for(data, filename)(data, progress)
    if len(got.text) > files.MOST_CHARACTERS:
        raise Unreadable(files.TOO_BIG)
    text = got.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text, encoding = legacy.modern(text)
    if not text.strip():
        raise Unreadable(files.EMPTY)
    return Extracted(text, got.notes + notes_on(text, encoding))


def notes_on(text: str, encoding: str | None) -> tuple[Warning_, ...]:
    """What was done to the letters, where a person should look twice."""
    notes = []
    if encoding:
        name = ENCODINGS.get(encoding, encoding)
        message = f"Văn bản dùng bảng mã cũ {name}, đã chuyển sang Unicode. Hãy soát lại các chữ có dấu."
        notes.append(Warning_("converted_encoding", message))
    if lost := text.count("\ufffd"):
        message = f"Có {lost} ký tự trong tệp bị hỏng, hiện là «\ufffd». Hãy đối chiếu những chỗ đó với bản gốc."
        notes.append(Warning_("lost_characters", message))
    return tuple(notes)


def reader_for(data: bytes, filename: str) -> Callable[[bytes, Progress | None], Extracted]:
    """What the first bytes say, then the name: a name alone may lie."""
    name, head = filename.lower(), data[:2000].lower()
    if data.startswith(COMPOUND) or name.endswith(".doc"):
        return refuse_compound
    if data.startswith(b"PK\x03\x04"):
        return read_package
    if data[:1024].lstrip().startswith(b"%PDF"):
        return read_pdf
    if data.startswith(PICTURES):
        return read_picture
    if data.startswith(b"{\\rtf"):
        return refusing(files.RICH_TEXT)
    if data.startswith(NO_TEXT):
        return refusing(files.BINARY)
    if name.endswith((".html", ".htm", ".xhtml")) or b"<html" in head or b"<!doctype html" in head:
        return read_page
    return lambda raw, _: Extracted(plain_text(decoded(raw)))


def refusing(sentence: str) -> Callable[[bytes, Progress | None], Extracted]:
    def refuse(data: bytes, progress: Progress | None) -> Extracted:
        raise Unreadable(sentence)

    return refuse


def refuse_compound(data: bytes, progress: Progress | None) -> Extracted:
    """Word before 2007, or a later file under a password: both come in the same old container."""
    locked = "EncryptedPackage".encode("utf-16-le") in data
    raise Unreadable(files.LOCKED_WORD if locked else files.OLD_WORD)


def read_package(data: bytes, progress: Progress | None) -> Extracted:
    from lachan.plans.reading.word_file import read_word

    return read_word(data)


def read_pdf(data: bytes, progress: Progress | None) -> Extracted:
    from lachan.plans.reading.pdf_file import read_pdf_file

    return read_pdf_file(data, progress)


def read_picture(data: bytes, progress: Progress | None) -> Extracted:
    from lachan.plans.reading.scanned import read_picture_file

    return read_picture_file(data)


def read_page(data: bytes, progress: Progress | None) -> Extracted:
    from lachan.plans.reading.web_page import html_text

    return Extracted(html_text(plain_text(decoded(data, is_page=True))))
