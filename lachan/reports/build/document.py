"""An official document as data: the nine parts that Decree 30/2020 Article 8 asks for, before any layout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lachan.base.errors import Misbuilt

BLANK = "……"
END_MARK = "./."


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Heading:
    """Level 1 is ``I. TÌNH HÌNH``, level 2 ``1. …``, level 3 ``a) …``."""

    level: int
    number: str
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise Misbuilt(f"heading level {self.level}")


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_italic: bool = False


@dataclass(frozen=True)
class Bullet:
    text: str


@dataclass(frozen=True)
class Column:
    """``width`` is a share: the columns together fill the text width of the page."""

    title: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """Every cell is text already formatted; ``strong_rows`` are the positions of total rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    strong_rows: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        wrong = [i for i, row in enumerate(self.rows) if len(row) != len(self.columns)]
        if wrong or not self.columns:
            raise Misbuilt(f"table {self.title!r}: rows {wrong} do not have {len(self.columns)} cells")


@dataclass(frozen=True)
class Picture:
    """``alt`` says in words what the picture shows, for a reader who cannot see it. Ready pixels, or a drawing."""

    png: bytes = b""
    alt: str = ""
    title: str = ""
    width_mm: int = 150
    svg: str = ""


Part = Heading | Paragraph | Bullet | Table | Picture


@dataclass(frozen=True)
class Annex:
    """A "Phụ lục" on its own page after the signature; wide tables lie across the page."""

    number: str
    title: str
    parts: tuple[Part, ...]
    is_landscape: bool = False


@dataclass(frozen=True)
class Signature:
    """``TM. BAN CHỈ ĐẠO`` / ``KT. TRƯỞNG BAN`` / ``PHÓ TRƯỞNG BAN`` / name; what does not apply is empty."""

    position: str
    name: str = ""
    on_behalf: str = ""
    capacity: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for line in (self.on_behalf, self.capacity, self.position) if line)


@dataclass(frozen=True)
class Frozen:
    """Names the frozen figures a document was built from: their SHA-256 and the version of the report."""

    sha256: str
    version: int

    @property
    def line(self) -> str:
        return f"Số liệu đã khóa · phiên bản {self.version} · SHA-256 {self.sha256[:16]}"


@dataclass(frozen=True)
class Document:
    """``number`` and ``dated_on`` stay empty until the clerical desk registers the document.

    ``signed_line``: who signed digitally and when; empty leaves the place for it. A letter (công văn) has no
    ``type_name``: its subject stands under the number. ``sides``: those who sign together, instead of one signature.
    """

    issuer: tuple[str, ...]
    symbol: str
    place: str
    type_name: str
    subject: str
    parts: tuple[Part, ...]
    signature: Signature
    recipients: tuple[str, ...]
    superior: tuple[str, ...] = ()
    number: str = ""
    dated_on: date | None = None
    addressed_to: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    is_draft: bool = False
    is_sample: bool = False
    frozen: Frozen | None = None
    signed_line: str = ""
    sides: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"{(self.type_name or 'công văn').capitalize()} {self.subject[:1].lower()}{self.subject[1:]}"


def closed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The body with the mark "./." at its end, once, whatever part it ends with."""
    last = parts[-1] if parts else Paragraph("")
    if not isinstance(last, Paragraph | Bullet):
        return (*parts, Paragraph(END_MARK))
    text = last.text.rstrip()
    if text.endswith(END_MARK):
        return parts
    return (*parts[:-1], replace(last, text=text.rstrip(" .;,") + END_MARK))


def open_blanks(document: Document) -> tuple[str, ...]:
    """The texts that still hold a "……": a report is not ready to be signed while there is one."""
    bodies = (document.parts, *(annex.parts for annex in document.annexes))
    texts = [part.text for parts in bodies for part in parts if isinstance(part, Paragraph | Bullet)]
    return tuple(text for text in (document.subject, *document.legal_bases, *texts) if BLANK in text)
