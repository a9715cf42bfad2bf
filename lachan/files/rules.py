"""Which files are taken in: a short list of kinds, told by their first bytes, at most 12 MB."""

from __future__ import annotations

import puremagic

from lachan.base.errors import Refused

MOST_BYTES = 12 * 1024 * 1024
_LOOK = 8192

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# extension: the media type kept, and the extensions its first bytes may be read as (none: plain text)
ALLOWED: dict[str, tuple[str, frozenset[str]]] = {
    "pdf": ("application/pdf", frozenset({".pdf"})),
    "docx": (_WORD, frozenset({".docx"})),
    "xlsx": (_SHEET, frozenset({".xlsx"})),
    "png": ("image/png", frozenset({".png"})),
    "jpg": ("image/jpeg", frozenset({".jpg", ".jpeg"})),
    "jpeg": ("image/jpeg", frozenset({".jpg", ".jpeg"})),
    "txt": ("text/plain", frozenset()),
    "md": ("text/markdown", frozenset()),
    "html": ("text/html", frozenset()),
    "htm": ("text/html", frozenset()),
}

_NAMES = ".docx, .pdf, .xlsx, .png, .jpg, .txt, .md, .html"


def check_file(name: str, data: bytes) -> str:
    """The media type to keep the file under; a refusal when its name and its bytes disagree or are not on the list."""
    if not data:
        raise Refused("Tệp rỗng, không có nội dung để lưu. Hãy chọn lại tệp.", field="file")
    if len(data) > MOST_BYTES:
        size = -(-len(data) // (1024 * 1024))
        raise Refused(
            f"Tệp nặng {size} MB, quá giới hạn 12 MB. Hãy tách riêng phần cần nộp hoặc nén ảnh rồi tải lại.",
            field="file",
        )
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending == "doc":
        raise Refused(
            "Tệp .doc đời cũ không mở an toàn được. Hãy lưu lại thành .docx bằng Word rồi tải lên.", field="file"
        )
    if ending not in ALLOWED:
        raise Refused(f"Không nhận loại tệp này. Hãy dùng một trong các loại: {_NAMES}.", field="file")
    media, readings = ALLOWED[ending]
    if not (_looks_like(data, readings) if readings else _is_text(data)):
        raise Refused(
            f"Nội dung tệp không đúng là .{ending} như tên gọi. Hãy mở tệp bằng phần mềm gốc, lưu lại rồi tải lên.",
            field="file",
        )
    return media


def _looks_like(data: bytes, readings: frozenset[str]) -> bool:
    try:
        return any(m.extension in readings for m in puremagic.magic_string(data[:_LOOK]))
    except puremagic.PureError:
        return False


def _is_text(data: bytes) -> bool:
    """Text has no zero bytes unless it is UTF-16, which says so at its start, and is no known binary."""
    head = data[:_LOOK]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in head and not head.startswith((b"MZ", b"PK\x03\x04", b"\x7fELF", b"%PDF", b"\xd0\xcf\x11\xe0"))
