"""Paper made from text: a plan typeset, drawn as a scanner sees it, and put into a PDF of pictures only."""

from __future__ import annotations

import math
import random
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import typst

A4 = (595.0, 842.0)


@dataclass(frozen=True)
class Scan:
    """A page as a scanner keeps it: grey, one byte a dot."""

    width: int
    height: int
    dots: bytes


def typeset(text: str) -> bytes:
    """A PDF with text; letterhead and signature in two columns as such papers have them, the rest as paragraphs."""
    lines = text.strip().split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() == "KẾ HOẠCH"), 0)
    last = next((n for n, line in enumerate(lines) if line.strip().startswith("Nơi nhận")), len(lines))
    body = "\n\n".join(map(escaped, lines[first:last]))
    return compiled(f"{two_columns(lines[:first])}\n\n{body}\n\n{two_columns(lines[last:])}")


def two_columns(lines: Sequence[str]) -> str:
    pairs = [[*re.split(r" {4,}", line.strip()), ""] for line in lines]
    left, right = (" \\\n".join(escaped(pair[side]) for pair in pairs if pair[side]) for side in (0, 1))
    return f"#grid(columns: (1fr, 1.3fr), align: (left, center), [{left}], [{right}])" if lines else ""


def compiled(body: str) -> bytes:
    page = '#set page(paper: "a4", margin: 2.2cm, numbering: "1")\n#set text(size: 13pt, lang: "vi")\n'
    return bytes(typst.compile((page + "#set par(justify: true)\n" + body).encode()))


def escaped(line: str) -> str:
    return "".join("\\" + c if c in "\\#$*_`<>@[]~=/-+." else c for c in line)


def scanned(pdf: bytes, dpi: int, *, grain: int = 0, seed: int = 1) -> list[Scan]:
    """Its pages as dots, with grey grain and specks."""
    document = pypdfium2.PdfDocument(pdf)
    return [one_page(page, dpi, grain, random.Random(seed)) for page in document]


def one_page(page: pypdfium2.PdfPage, dpi: int, grain: int, draw: random.Random) -> Scan:
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    raw, stride = bytes(bitmap.buffer), bitmap.stride
    dots = bytearray(b"".join(raw[y * stride : y * stride + bitmap.width] for y in range(bitmap.height)))
    if grain:
        noise = [draw.gauss(0, grain) for _ in range(9973)]  # a prime length: the pattern never meets itself in a row
        for at in range(len(dots)):
            dots[at] = max(0, min(255, int(dots[at] * 0.9 + 12 + noise[at % 9973])))
        for _ in range(len(dots) // 3000):
            dots[draw.randrange(len(dots))] = 0
    return Scan(bitmap.width, bitmap.height, bytes(dots))


def picture_pdf(scans: Sequence[Scan], skew: float = 0.0) -> bytes:
    """A PDF whose pages are pictures only, lying `skew` degrees askew."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    for scan in scans:
        first = len(objects) + 1
        packed, drawing = zlib.compress(scan.dots, 6), placed(skew)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /XObject << /S %d 0 R >> >> >>" % (first + 1, first + 2),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
            % (scan.width, scan.height, len(packed), packed),
        ]
    kids = b" ".join(b"%d 0 R" % number for number in range(3, len(objects) + 1, 3))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(scans))
    return assembled(objects)


def placed(skew: float) -> bytes:
    """The picture over the whole page, turned about its middle."""
    width, height = A4
    c, s = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    x = width / 2 - c * width / 2 + s * height / 2
    y = height / 2 - s * width / 2 - c * height / 2
    return b"q %f %f %f %f %f %f cm /S Do Q" % (c * width, s * width, -s * height, c * height, x, y)


def assembled(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF"
    return out + end % (len(objects) + 1, table, len(objects) + 1, len(out))
