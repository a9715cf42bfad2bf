"""Scanned pages through Tesseract, when this machine has it with Vietnamese; else a sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lachan.plans.reading.errors import Unreadable
from lachan.plans.reading.files import Extracted, Progress
from lachan.plans.reading.scan_mending import mended
from lachan.plans.reading.schema import Warning_

PAGE = "\n\f\n"
MOST_SCANNED_PAGES = 60
MOST_PIXELS = 20_000_000
"""A page of any size is drawn within these: an A4 page at 300 dots an inch has 8.7 million."""
DOTS_PER_INCH = 200
SECONDS_A_PAGE = 60
SECONDS_IN_ALL = 300
AT_ONCE = max(1, min(4, (os.cpu_count() or 2) - 1))
NO_OCR = (
    "Tệp này chỉ có ảnh quét, không có chữ, và máy chủ chưa cài nhận dạng chữ tiếng Việt (Tesseract). "
    "Hãy tải bản .docx hoặc PDF có chữ, hoặc nhờ quản trị viên cài hai gói tesseract-ocr và tesseract-ocr-vie."
)
NO_WORDS = "Ảnh quét trong tệp không nhận dạng được chữ nào. Hãy quét lại rõ hơn (300 dpi) hoặc tải bản .docx."
BIG_PICTURE = "Ảnh có kích thước quá lớn để nhận dạng an toàn. Hãy quét lại khổ A4 ở 300 dpi rồi tải lên."


Reader = list[str]
"""The command that recognises one picture on its standard input."""


def find_reader() -> Reader | None:
    """A Tesseract that knows Vietnamese; with `osd` it also turns pages that lie on their side."""
    program = shutil.which("tesseract")
    known = languages(program) if program else []
    if program is None or "vie" not in known:
        return None
    return [program, "stdin", "stdout", "-l", "vie", "--psm", "1" if "osd" in known else "3"]


def languages(program: str) -> list[str]:
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.split()


def read_pages(reader: Reader, document: Any, numbers: list[int], progress: Progress | None) -> dict[int, str]:
    """The words seen on pages of a PDF, as many as the time allows; some at once, so that few pictures are held."""
    found: dict[int, str] = {}
    wanted = numbers[:MOST_SCANNED_PAGES]
    end = time.monotonic() + SECONDS_IN_ALL
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for at in range(0, len(wanted), AT_ONCE):
            left = end - time.monotonic()
            if left <= 0:
                break
            together = wanted[at : at + AT_ONCE]
            pictures = [picture(document, number) for number in together]
            words = pool.map(lambda image, left=left: recognised(reader, image, min(SECONDS_A_PAGE, left)), pictures)
            found.update(zip(together, words, strict=True))
            if progress:
                progress(len(found), len(numbers))
    return dict(zip(found, mended(PAGE.join(found.values())).split(PAGE), strict=True))


def read_picture_file(data: bytes) -> Extracted:
    """A photograph or scan of one page."""
    reader = find_reader()
    if reader is None:
        raise Unreadable(NO_OCR)
    size = dimensions(data)
    if size is None or size[0] * size[1] > 4 * MOST_PIXELS:
        raise Unreadable(BIG_PICTURE)
    words = recognised(reader, data, SECONDS_A_PAGE)
    if not words.strip():
        raise Unreadable(NO_WORDS)
    return Extracted(mended(words), (seen_by_machine(1),))


def recognised(command: Reader, image: bytes, seconds: float) -> str:
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # pages run side by side; threads inside one only get in the way
    try:
        done = subprocess.run(command, input=image, capture_output=True, timeout=seconds, check=False, env=alone)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace").replace("\f", "\n").rstrip()


def picture(document: Any, number: int) -> bytes:
    """The page as a grey PGM image, the plainest format Tesseract takes."""
    page = document[number]
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    raw, stride = memoryview(bitmap.buffer), bitmap.stride
    rows = [bytes(raw[row * stride : row * stride + bitmap.width]) for row in range(bitmap.height)]
    image = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)
    bitmap.close()
    page.close()
    return image


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Width and height as a PNG or JPEG says them, before anything unpacks it."""
    if data.startswith(b"\x89PNG") and len(data) > 24:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 < len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + max(length, 2)
    return None


def seen_by_machine(pages: int) -> Warning_:
    message = (
        f"{pages} trang là ảnh quét, chữ do máy nhận dạng nên có thể sai. Hãy đối chiếu số, ngày và tên với bản gốc."
    )
    return Warning_("scanned", message)
