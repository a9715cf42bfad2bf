"""Scanned pages through Tesseract, when this machine has it with Vietnamese; else a sentence."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

from lachan.plans.reading.errors import Unreadable

MOST_SCANNED_PAGES = 40
DOTS_PER_INCH = 200
SECONDS_A_PAGE = 60
NO_OCR = (
    "Tệp PDF này chỉ có ảnh quét, không có chữ, và máy chủ chưa cài nhận dạng chữ tiếng Việt (Tesseract). "
    "Hãy tải bản .docx hoặc PDF có chữ, hoặc nhờ quản trị viên cài gói tesseract-ocr-vie."
)
NO_WORDS = "Ảnh quét trong PDF không nhận dạng được chữ nào. Hãy quét lại rõ hơn (300 dpi) hoặc tải bản .docx."


def read_scan(document: Any) -> str:
    """The words Tesseract sees on the first pages. Raises Unreadable where it is missing or sees nothing."""
    program = shutil.which("tesseract")
    if program is None or not has_vietnamese(program):
        raise Unreadable(NO_OCR)
    pages = [read_page(program, document[i]) for i in range(min(len(document), MOST_SCANNED_PAGES))]
    text = "\n".join(pages)
    if not text.strip():
        raise Unreadable(NO_WORDS)
    return text


def has_vietnamese(program: str) -> bool:
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    return "vie" in done.stdout.split()


def read_page(program: str, page: Any) -> str:
    command = [program, "stdin", "stdout", "-l", "vie", "--psm", "6"]
    try:
        done = subprocess.run(command, input=picture(page), capture_output=True, timeout=SECONDS_A_PAGE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", errors="replace")


def picture(page: Any) -> bytes:
    """The page as a grey PGM image, the plainest format Tesseract takes."""
    bitmap = page.render(scale=DOTS_PER_INCH / 72, grayscale=True)
    raw, stride = bytes(bitmap.buffer), bitmap.stride
    rows = b"".join(raw[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows
