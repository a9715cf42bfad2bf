"""typst at work: a document as PDF/A, a drawing as a picture. Fonts: Tinos where it is installed, else typst's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lachan.reports.build.document import (
    Annex,
    Bullet,
    Document,
    Heading,
    Paragraph,
    Part,
    Picture,
    Table,
    closed,
)
from lachan.reports.build.figures import vi_long_date, vi_ordinal
from lachan.reports.build.lines import balanced, recipient_lines

SHEET = Path(__file__).with_name("official.typ")
OWN_SHEET = Path(__file__).with_name("own.typ")
PDF_STANDARD = "a-2b"
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
PIXELS_PER_INCH = 220.0


def write_pdf(document: Document) -> bytes:
    """The official document as PDF/A-2b; the same document gives the same bytes."""
    dated = document.dated_on
    with _desk() as folder:
        given = json.dumps(_sheet(document, folder), ensure_ascii=False)
        return _compile(
            folder, format="pdf", pdf_standards=[PDF_STANDARD], sys_inputs={"document": given},
            timestamp=datetime.combine(dated, time(), UTC) if dated else _UNDATED,
        )  # fmt: skip


def write_own_pdf(title: str, intro: list[str], parts: list[dict[str, Any]], on: datetime) -> bytes:
    """A file in large type: parts with ``head``, ``lines`` and what is said where there are ``none``."""
    with _desk() as folder:
        (folder / "main.typ").write_text(OWN_SHEET.read_text(encoding="utf-8"), encoding="utf-8")
        given = json.dumps({"title": title, "intro": intro, "parts": parts}, ensure_ascii=False)
        return _compile(
            folder,
            format="pdf",
            pdf_standards=[PDF_STANDARD],
            sys_inputs={"document": given},
            timestamp=on.astimezone(UTC),
        )


@lru_cache(maxsize=64)
def png_of(svg: str) -> bytes:
    """A drawing as pixels, for Word, which shows no SVG in older versions."""
    with _desk() as folder:
        (folder / "drawing.svg").write_text(svg, encoding="utf-8")
        (folder / "main.typ").write_text(
            '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", width: 150mm)\n', encoding="utf-8"
        )
        return _compile(folder, format="png", ppi=PIXELS_PER_INCH)


@contextmanager
def _desk() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "main.typ").write_text(SHEET.read_text(encoding="utf-8"), encoding="utf-8")
        yield folder


def _compile(folder: Path, **options: Any) -> bytes:
    import typst  # late: 80 MB that only this act needs

    made = typst.compile(folder / "main.typ", root=folder, **options)
    return bytes(made[0] if isinstance(made, list) else made)


def _sheet(document: Document, folder: Path) -> Mapping[str, Any]:
    """What official.typ reads."""
    number = vi_ordinal(document.number)
    return {
        "superior": _lines(document.superior),
        "issuer": _lines(document.issuer),
        "number": number,
        "symbol": document.symbol,
        "place_date": f"{document.place}, {vi_long_date(document.dated_on)}",
        "type_name": document.type_name.upper(),
        "type_words": document.type_name.capitalize(),
        "subject": balanced(document.subject, 14, 160).splitlines(),
        "title": document.title,
        "author": " ".join(document.issuer),
        "long_date": vi_long_date(document.dated_on),
        "addressed_to": document.addressed_to,
        "legal_bases": document.legal_bases,
        "parts": [_part(p, folder, f"b{n}") for n, p in enumerate(closed(document.parts))],
        "annexes": [_annex(a, folder, n) for n, a in enumerate(document.annexes)],
        "signature": [b for line in document.signature.lines for b in balanced(line.upper(), 14, 74).splitlines()],
        "signer": document.signature.name,
        "signed_line": document.signed_line,
        "recipients": recipient_lines(document.recipients),
        "is_draft": document.is_draft,
        "is_sample": document.is_sample,
        "is_frozen": document.frozen is not None,
        "frozen_line": document.frozen.line if document.frozen else "",
    }


def _lines(names: tuple[str, ...]) -> list[str]:
    return [line for name in names for line in balanced(name.upper(), 12, 68).splitlines()]


def _annex(annex: Annex, folder: Path, position: int) -> dict[str, Any]:
    return {
        "number": annex.number,
        "title": annex.title.upper(),
        "is_landscape": annex.is_landscape,
        "parts": [_part(p, folder, f"a{position}.{n}") for n, p in enumerate(annex.parts)],
    }


def _part(part: Part, folder: Path, name: str) -> dict[str, Any]:
    match part:
        case Heading():
            return {"is": "heading", **asdict(part)}
        case Paragraph():
            return {"is": "paragraph", **asdict(part)}
        case Bullet():
            return {"is": "bullet", **asdict(part)}
        case Table():
            return {
                "is": "table", "title": part.title, "note": part.note, "rows": part.rows,
                "columns": [asdict(c) | {"align": str(c.align)} for c in part.columns],
                "strong": sorted(part.strong_rows),
            }  # fmt: skip
        case Picture():
            ending, data = ("png", part.png) if part.png else ("svg", part.svg.encode())
            (folder / f"{name}.{ending}").write_bytes(data)
            return {"is": "picture", "file": f"{name}.{ending}", "alt": part.alt, "title": part.title,
                    "width": part.width_mm}  # fmt: skip
