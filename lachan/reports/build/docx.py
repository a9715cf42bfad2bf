"""An official document written as a Word file; the same document always gives the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument

from lachan.reports.build.body import issuer_name, write_annex, write_body
from lachan.reports.build.closing import write_closing
from lachan.reports.build.document import Document, closed
from lachan.reports.build.ink import shrink
from lachan.reports.build.letterhead import write_letterhead
from lachan.reports.build.page import prepare

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
_THUMBNAIL = "/metadata/thumbnail"


def write_docx(document: Document) -> bytes:
    word = docx.Document()
    prepare(word, document)
    write_letterhead(word, document)
    write_body(word, closed(document.parts))
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    write_closing(word, document)
    if not document.annexes:
        shrink(word.add_paragraph())
    for annex in document.annexes:
        write_annex(word, annex, document)
    _name(word, document)
    return _pack(word)


def _name(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    dated = document.dated_on
    moment = datetime.combine(dated, time(), UTC) if dated else _UNDATED
    properties.author = properties.last_modified_by = issuer_name(document)
    properties.title, properties.subject = document.title, document.subject
    properties.comments = document.frozen.line if document.frozen else ""
    properties.created = properties.modified = moment
    properties.language, properties.revision = "vi-VN", 1


def _pack(word: WordDocument) -> bytes:
    """Writes the package again with fixed entry dates, without the blank file's preview picture."""
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith(_THUMBNAIL)]:
        del relations[key]
    raw, packed = BytesIO(), BytesIO()
    word.save(raw)
    with ZipFile(raw) as given, ZipFile(packed, "w") as target:
        for name in given.namelist():
            target.writestr(ZipInfo(name, _ZIP_DATE), given.read(name), ZIP_DEFLATED, 6)
    return packed.getvalue()
