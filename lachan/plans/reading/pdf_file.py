"""The words of a PDF page by page: its text where it has one, its picture where it was scanned, no running heads."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from typing import Any

from lachan.plans.reading import files, scanned
from lachan.plans.reading.encodings import CONTROL
from lachan.plans.reading.errors import Unreadable
from lachan.plans.reading.files import Extracted, Progress
from lachan.plans.reading.pdf_lines import line_joins
from lachan.plans.reading.pdf_tables import tables_as_rows
from lachan.plans.reading.schema import Warning_

MOST_PAGES = 600
FEW_WORDS = 10
EDGE = 2
LINE = re.compile(r"[^\n]+")
DIGITS = re.compile(r"\d+")
LETTERS = re.compile(r"[^\W\d_]")
STRANGE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
STREAM = re.compile(rb"stream\r?\n")
TWICE_PACKED = re.compile(rb"/Filter\s{0,9}\[[^\]]{0,200}?/(?:Flate|LZW)[^\]]{0,200}?/(?:Flate|LZW|RunLength)")
LEAST_BOMB = 50_000
MOST_STREAM = 120_000_000
"""A colour scan of a page at 600 dots an inch."""
MOST_STREAMS = 2_000_000_000
PIECE = 65_536
PASSWORD = 4
"""What pdfium answers to a file that wants one (FPDF_ERR_PASSWORD)."""


def read_pdf_file(data: bytes, progress: Progress | None = None) -> Extracted:
    document = opened(data)
    try:
        count = min(len(document), MOST_PAGES)
        texts = [page_text(document, number) for number in range(count)]
        pictures = [n for n, text in enumerate(texts) if has_no_words(text) and has_picture(document, n)]
        seen = read_pictures(document, texts, pictures, progress)
        notes = [*seen, *cut_short(len(document))]
    finally:
        document.close()
    return Extracted("\n".join(without_running_heads(texts)), tuple(notes))


def check_streams(data: bytes) -> None:
    """Refuses packed contents that unpack without measure, before the library unpacks them whole."""
    if TWICE_PACKED.search(data):
        raise Unreadable(files.BAD_PDF)
    total = 0
    for found in STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        if end < 0 or end - found.end() > LEAST_BOMB:
            size = unpacked(memoryview(data)[found.end() : None if end < 0 else end])
            total += size
            if size > MOST_STREAM or total > MOST_STREAMS:
                raise Unreadable(files.TOO_BIG)


def unpacked(packed: memoryview) -> int:
    """How many bytes come out of a deflated stream, counted piece by piece up to the most that is allowed."""
    size, machine = 0, zlib.decompressobj()
    for at in range(0, len(packed), PIECE):
        piece: bytes | memoryview = packed[at : at + PIECE]
        while piece and not machine.eof and size <= MOST_STREAM:
            try:
                size += len(machine.decompress(piece, 16 * PIECE))
            except zlib.error:
                return size
            piece = machine.unconsumed_tail
        if machine.eof:  # what stands behind the end stays in the tail: asking the machine again would never end
            break
    return size


def opened(data: bytes) -> Any:
    import pypdfium2

    check_streams(data)
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) < 1:
            raise Unreadable(files.BAD_PDF)
    except pypdfium2.PdfiumError as problem:
        locked = getattr(problem, "err_code", None) == PASSWORD
        raise Unreadable(files.LOCKED_PDF if locked else files.BAD_PDF) from problem
    return document


def page_text(document: Any, number: int) -> str:
    """The text of a page; a page that pdfium cannot load has none."""
    import pypdfium2

    try:
        page = document[number]
        text_page = page.get_textpage()
        text = laid_out(page, text_page)
        text_page.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-")
    return "" if is_garbled(text) else CONTROL.sub(" ", text.replace("\f", "\n"))


def laid_out(page: Any, text_page: Any) -> str:
    """The text of a page with its tables as rows and the sentences that the edge of the paper cut put together."""
    text: str = text_page.get_text_range()
    edits = [*tables_as_rows(page, text_page, text), *line_joins(text_page, text)]
    out, at = [], 0
    for start, end, words in sorted(edits):
        if start >= at:
            out += [text[at:start], words]
            at = end
    return "".join([*out, text[at:]])


def is_garbled(text: str) -> bool:
    """Fonts without a table of their letters give signs that are none: such a page is only good as a picture."""
    return len(STRANGE.findall(text)) * 4 > len(LETTERS.findall(text))


def has_no_words(text: str) -> bool:
    return len(text.split(None, FEW_WORDS)) < FEW_WORDS


def has_picture(document: Any, number: int) -> bool:
    """Whether anything is drawn on the page: an empty page is not worth recognising."""
    import pypdfium2

    try:
        page = document[number]
        drawn = next(iter(page.get_objects(max_depth=3)), None) is not None
        page.close()
    except pypdfium2.PdfiumError:
        return False
    return drawn


def read_pictures(document: Any, texts: list[str], pictures: list[int], progress: Progress | None) -> list[Warning_]:
    """Puts the recognised words into `texts`. Raises Unreadable where no page has words and none can be seen."""
    if not pictures:
        return []
    alone = not any(text.strip() for n, text in enumerate(texts) if n not in set(pictures))
    reader = scanned.find_reader()
    if reader is None:
        if alone:
            raise Unreadable(scanned.NO_OCR)
        return [pages_not_read(pictures)]
    found = scanned.read_pages(reader, document, pictures, progress)
    for number, words in found.items():
        texts[number] = words or texts[number]
    if alone and not any(words.strip() for words in found.values()):
        raise Unreadable(scanned.NO_WORDS)
    missed = [n for n in pictures if not found.get(n, "").strip()]
    return [scanned.seen_by_machine(len(pictures) - len(missed)), *([pages_not_read(missed)] if missed else [])]


def pages_not_read(numbers: list[int]) -> Warning_:
    named = ", ".join(str(n + 1) for n in numbers[:20]) + (" …" if len(numbers) > 20 else "")
    message = f"Trang {named} chỉ có ảnh và chưa đọc được. Hãy tải bản .docx, PDF có chữ, hoặc bổ sung bằng tay."
    return Warning_("pages_not_read", message)


def cut_short(pages: int) -> list[Warning_]:
    if pages <= MOST_PAGES:
        return []
    message = f"Tệp có {pages} trang, chỉ {MOST_PAGES} trang đầu được đọc. Hãy tách riêng phần kế hoạch rồi tải lại."
    return [Warning_("cut_pages", message)]


def without_running_heads(texts: list[str]) -> list[str]:
    """Lines that stand at the edge of most pages are the frame of the paper; the first page keeps its own."""
    if len(texts) < 4:
        return texts
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update({shape(text[a:b]) for a, b in edges(text)})
    running = {line for line, times in counted.items() if times * 2 > len(texts) and len(line) > 3}
    return [texts[0], *(without(text, running) for text in texts[1:])] if running else texts


def edges(text: str) -> list[tuple[int, int]]:
    lines = [m.span() for m in LINE.finditer(text) if not m[0].isspace()]
    return lines[:EDGE] + (lines[-EDGE:] if len(lines) > 2 * EDGE else [])


def shape(line: str) -> str:
    return " ".join(DIGITS.sub("#", line).split())


def without(text: str, running: set[str]) -> str:
    for start, end in reversed(edges(text)):
        if shape(text[start:end]) in running:
            text = text[:start] + text[end:].removeprefix("\n")
    return text
