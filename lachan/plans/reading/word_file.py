"""The words of a .docx as Word shows them: numbers, tables, text boxes, accepted changes, notes; no hidden text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, iterparse

from lachan.plans.reading import files
from lachan.plans.reading.docx_numbers import Numbers, W, read_numbers
from lachan.plans.reading.errors import Unreadable
from lachan.plans.reading.files import Extracted
from lachan.plans.reading.schema import Warning_
from lachan.plans.reading.word_text import Styles, Writer, read_styles

BODY = "word/document.xml"
MOST_UNPACKED = 200_000_000
MOST_RATIO = 200
MOST_XML = 60_000_000
MOST_PARTS = 5000
MOST_ELEMENTS = 1_500_000
"""Alive at once: the elements of one paragraph or table, since each is let go when it is written out."""
DEEPEST = 250
MACROS = Warning_(
    "macros", "Tệp Word có kèm macro. Hệ thống chỉ đọc chữ, không chạy macro; hãy hỏi nơi gửi nếu bạn không chờ macro."
)
IMPORTED = Warning_(
    "parts_not_read",
    "Tệp Word nhúng một phần văn bản từ tệp khác, phần đó không được đọc. Hãy mở bằng Word, lưu lại rồi tải lên.",
)
DECLARATIONS = tuple(w.encode(e) for w in ("<!DOCTYPE", "<!ENTITY") for e in ("ascii", "utf-16-le", "utf-16-be"))
LETTERHEAD = re.compile(r"số\s*:|cộng h(?:òa|oà) xã hội", re.IGNORECASE)


def read_word(data: bytes) -> Extracted:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_package(package, len(data))
            return written(package)
    except (zipfile.BadZipFile, ParseError, ValueError, OSError, EOFError, KeyError) as problem:
        raise Unreadable(files.BAD_ZIP) from problem
    except (NotImplementedError, RuntimeError) as problem:  # a compression or a password the library does not know
        raise Unreadable(files.BAD_ZIP) from problem
    except Exception as problem:
        if type(problem).__module__ in ("zlib", "lzma"):
            raise Unreadable(files.BAD_ZIP) from problem
        raise


def check_package(package: zipfile.ZipFile, weight: int) -> None:
    """Refuses a package that is no Word file, or that would unpack to far more than it weighs."""
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if BODY not in names:
        raise Unreadable(other_kind(package, names))
    total = sum(entry.file_size for entry in entries)
    largest = max((e.file_size for e in entries if e.filename.endswith((".xml", ".rels"))), default=0)
    if len(entries) > MOST_PARTS or total > MOST_UNPACKED or largest > MOST_XML:
        raise Unreadable(files.BAD_ZIP)
    if total > MOST_RATIO * max(weight, 50_000):
        raise Unreadable(files.BAD_ZIP)


def other_kind(package: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names and "content.xml" in names:
        return files.OPEN_TEXT
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        return files.OTHER_OFFICE
    return files.BAD_ZIP


def written(package: zipfile.ZipFile) -> Extracted:
    numbers, styles = read_numbers(part(package, "word/numbering.xml")), styles_of(package)
    writer = Writer(numbers, styles)
    lines = [line for block in blocks(package) for line in writer.block(block)]
    lines = [*page_head(package, styles, lines), *lines, *notes(package, styles)]
    names = set(package.namelist())
    macros = (MACROS,) if any(name.endswith("vbaProject.bin") for name in names) else ()
    return Extracted("\n".join(lines), (*macros, *((IMPORTED,) if writer.has_imports else ())))


def styles_of(package: zipfile.ZipFile) -> Styles:
    return read_styles(part(package, "word/styles.xml"))


def part(package: zipfile.ZipFile, name: str) -> Element | None:
    """A whole part as a tree; None where the file has none."""
    if name not in package.namelist():
        return None
    return next((element for depth, element in elements(package, name) if depth == 0), None)


def blocks(package: zipfile.ZipFile) -> Iterator[Element]:
    """The paragraphs and tables of the body one by one, each let go after it was used."""
    has_body = False
    for depth, element in elements(package, BODY, let_go=True):
        has_body = has_body or element.tag == W + "body"
        if depth == 2:
            yield element
    if not has_body:
        raise ValueError("no body")


def elements(package: zipfile.ZipFile, name: str, *, let_go: bool = False) -> Iterator[tuple[int, Element]]:
    """Each element at its end, with its depth. No declarations, no depths, no crowds that only harm explains."""
    above: list[Element] = []
    alive = 0
    with package.open(name) as stream:
        for event, element in iterparse(Bounded(stream), ("start", "end")):  # noqa: S314  -- see Bounded
            if event == "start":
                above.append(element)
                alive += 1
                if len(above) > DEEPEST or alive > MOST_ELEMENTS:
                    raise ValueError("too deep or too many")
                continue
            above.pop()
            yield len(above), element
            if let_go and len(above) == 2:
                above[-1].remove(element)
                alive = 0


class Bounded:
    """The bytes of a part, never more than allowed, and never a document type (entities cannot be declared)."""

    def __init__(self, stream: object) -> None:
        self.stream = stream
        self.left = MOST_XML
        self.tail = b""

    def read(self, size: int = 65536) -> bytes:
        data: bytes = self.stream.read(size)  # type: ignore[attr-defined]
        self.left -= len(data)
        window = self.tail + data
        if self.left < 0 or any(word in window for word in DECLARATIONS):
            raise ValueError("more than the package said, or a document type")
        self.tail = data[-20:]
        return data


def page_head(package: zipfile.ZipFile, styles: Styles, lines: list[str]) -> list[str]:
    """A letterhead kept in the head of the page; any other head only repeats what the pages say."""
    if any(LETTERHEAD.search(line) for line in lines[:40]):
        return []
    for name in sorted(n for n in package.namelist() if re.fullmatch(r"word/header\d{0,3}\.xml", n)):
        root = part(package, name)
        found = [line for block in (() if root is None else root) for line in Writer(Numbers(), styles).block(block)]
        if any(LETTERHEAD.search(line) for line in found):
            return found
    return []


def notes(package: zipfile.ZipFile, styles: Styles) -> list[str]:
    """Footnotes and endnotes after the text, each under the mark that stands in it."""
    out: list[str] = []
    for name, sign in (("word/footnotes.xml", ""), ("word/endnotes.xml", "e")):
        root = part(package, name)
        for note in () if root is None else root:
            if note.get(W + "type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            words = " ".join(line for block in note for line in Writer(Numbers(), styles).block(block)).strip()
            if words:
                out.append(f"[{sign}{note.get(W + 'id')}] {words}")
    return ["", *out] if out else []
