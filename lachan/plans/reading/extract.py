"""From the bytes of a file to its text, or a sentence that says why not and what to do next."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

from lachan.plans.reading import legacy, scanned
from lachan.plans.reading.errors import Unreadable

MOST_BYTES = 25_000_000
MOST_CHARACTERS = 6_000_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 200
MOST_PAGES = 600
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")

EMPTY = "Tệp không có chữ nào nên không có gì để đọc. Hãy kiểm tra lại tệp và tải lên bản có nội dung."
TOO_BIG = "Tệp quá lớn để đọc an toàn. Hãy tách riêng phần kế hoạch (bỏ ảnh, phụ lục) rồi tải lại."
OLD_DOC = (
    "Đây là tệp Word đời cũ (.doc), hệ thống không mở loại này. Hãy mở bằng "
    "Word hoặc LibreOffice, lưu thành .docx rồi tải lại."
)
BINARY = "Tệp này không phải văn bản đọc được. Hãy tải lên kế hoạch ở dạng .docx, .pdf có chữ, .txt, .html hoặc .md."
BAD_ZIP = (
    "Tệp .docx hỏng hoặc có cấu trúc đáng ngờ nên không được mở. Hãy mở bằng "
    "Word, lưu lại thành tệp .docx mới rồi tải lên."
)
BAD_PDF = "Tệp PDF hỏng hoặc có mật khẩu nên không đọc được. Hãy lưu lại thành PDF không mật khẩu, hoặc tải bản .docx."


def extract(data: bytes, filename: str) -> str:
    """The text of a txt, md, html, docx or pdf file. Raises Unreadable."""
    if not data.strip():
        raise Unreadable(EMPTY)
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_BIG)
    text = reader_for(data, filename)(data)
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(TOO_BIG)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    encoding = legacy.encoding_of(text)
    text = legacy.to_unicode(text, encoding) if encoding else text
    if not text.strip():
        raise Unreadable(EMPTY)
    return text


def reader_for(data: bytes, filename: str):  # type: ignore[no-untyped-def]
    """What the first bytes say, then the name: a name alone may lie."""
    if data.startswith(OLD_WORD) or filename.lower().endswith(".doc"):
        return refuse_old_word
    if data.startswith(b"PK\x03\x04"):
        return docx_text
    if data[:1024].lstrip().startswith(b"%PDF"):
        return pdf_text
    head = data[:2000].lower()
    if filename.lower().endswith((".html", ".htm")) or b"<html" in head or b"<!doctype html" in head:
        return lambda raw: html_text(plain_text(raw))
    return plain_text


def refuse_old_word(data: bytes) -> str:
    raise Unreadable(OLD_DOC)


def plain_text(data: bytes) -> str:
    text = decoded(data)
    if len(CONTROL.findall(text[:100_000])) * 100 > len(text[:100_000]):
        raise Unreadable(BINARY)
    return CONTROL.sub(" ", text)


def decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data[:400].count(b"\x00") * 3 > len(data[:400]):
        return data.decode("utf-16-be" if data[:1] == b"\x00" else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decoded_loosely(data)


def decoded_loosely(data: bytes) -> str:
    """A few broken bytes in good UTF-8 are forgiven; otherwise an old Vietnamese encoding must be recognised."""
    mended = data.decode("utf-8-sig", errors="replace")
    if mended.count("\ufffd") * 50 < len(mended):
        return mended
    text = data.decode("latin-1")
    if legacy.encoding_of(text):
        return text
    raise Unreadable(BINARY)


def docx_text(data: bytes) -> str:
    check_zip(data)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        return "\n".join(docx_blocks(document))
    except Exception as problem:
        raise Unreadable(BAD_ZIP) from problem


def check_zip(data: bytes) -> None:
    """Refuses a package that is no Word file, or that would unpack to far more than it weighs."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise Unreadable(BAD_ZIP) from problem
    total = sum(entry.file_size for entry in entries)
    if "word/document.xml" not in {entry.filename for entry in entries} or len(entries) > 5000:
        raise Unreadable(BAD_ZIP)
    largest = max((e.file_size for e in entries if e.filename.endswith((".xml", ".rels"))), default=0)
    if total > MOST_UNPACKED or total > MOST_RATIO * max(len(data), 50_000) or largest > 60_000_000:
        raise Unreadable(BAD_ZIP)


def docx_blocks(document) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Paragraphs and table cells in reading order; automatic numbering is written out as Word shows it."""
    from docx.table import Table

    from lachan.plans.reading.docx_numbers import Numbers

    numbers = Numbers(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from table_lines(block)
        else:
            yield numbers.label(block) + block.text


def table_lines(table) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Cells of a row one after another; a merged cell once."""
    seen: set[int] = set()
    for row in table.rows:
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                yield cell.text
    yield ""


def pdf_text(data: bytes) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = [
            page.get_textpage().get_text_range()
            for page in (document[i] for i in range(min(len(document), MOST_PAGES)))
        ]
    except Exception as problem:
        raise Unreadable(BAD_PDF) from problem
    text = "\n\f".join(pages).replace("\r\n", "\n").replace("\ufffe", "-").replace("\x02", "-")
    if len(text.split()) < 10 * len(pages):
        return scanned.read_scan(document)
    return CONTROL.sub(" ", text.replace("\f", "\n"))


class PageText(HTMLParser):
    """The words of a page: no scripts, styles, menus or forms; blocks end lines."""

    SKIP = frozenset(
        {
            "script",
            "style",
            "nav",
            "head",
            "noscript",
            "template",
            "svg",
            "form",
            "button",
            "select",
            "footer",
            "iframe",
        }
    )
    BLOCK = frozenset(
        "p div br tr li h1 h2 h3 h4 h5 h6 table ul ol section article header td th blockquote center hr".split()  # noqa: SIM905
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SKIP and len(self.skipping) < 50:
            self.skipping.append(tag)
        elif tag in self.BLOCK:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and tag == self.skipping[-1]:
            self.skipping.pop()
        elif tag in self.BLOCK:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(re.sub(r"\s+", " ", data))


def html_text(source: str) -> str:
    page = PageText()
    page.feed(source)
    page.close()
    lines = [" ".join(line.split()) for line in html.unescape("".join(page.parts)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
