"""Files made to harm, or of a kind we do not open: refused with a sentence, or read without the harm."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from lachan.plans.reading import Unreadable, files, read_bytes
from lachan.plans.reading.extract import extract
from lachan.plans.reading.pdf_file import unpacked
from tests.rooms.plans_reading.papers import assembled
from tests.rooms.plans_reading.word import NAMES, p, package, word

LOCKED = "EncryptedPackage".encode("utf-16-le")
ELSEWHERE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&x;</w>'
OTHER_LETTERS = '<?xml version="1.0"?><!DOCTYPE w SYSTEM "http://x/"><w/>'.encode("utf-16")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def document(xml: str | bytes) -> bytes:
    return package({"word/document.xml": xml})


def body(xml: str) -> bytes:
    return document(f"<w:document {NAMES}><w:body>{xml}</w:body></w:document>")


def many_parts() -> bytes:
    return package({"word/document.xml": "<a/>", **{f"word/media/{n}": b"" for n in range(6000)}})


def lying_size() -> bytes:
    """A part that says it is small and unpacks to much more than it says."""
    data = bytearray(document("<w:x/>" + " " * 3_000_000))
    small = (1000).to_bytes(4, "little")
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.find(b"word/document.xml") if sign[2] == 3 else data.rfind(b"word/document.xml")
        head = data.rfind(sign, 0, start)
        data[head + at : head + at + 4] = small
    return bytes(data)


def locked_zip() -> bytes:
    """The bit that says a part is under a password."""
    data = bytearray(word(p("chữ")))
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(sign)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(sign, start + 4)
    return bytes(data)


def open_document() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", "<a/>")
    return data.getvalue()


def pdf(*more: bytes, stream: bytes = b"", page: bytes = b"") -> bytes:
    return assembled([
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % (b" ".join(more)),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> %s >>" % page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ])  # fmt: skip


def flate_bomb() -> bytes:
    packed = zlib.compress(b" " * 150_000_000, 9)
    filtered = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return assembled([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>", filtered,
    ])  # fmt: skip


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "a word file under a password": (OLE + b"\0" * 300 + LOCKED, "a.docx", files.LOCKED_WORD),
    "a word file of before 2007": (OLE + b"\0" * 300, "a.docx", files.OLD_WORD),
    "an entity of its own in a good document": (
        document(f'<!DOCTYPE w [<!ENTITY a "x">]><w:document {NAMES}><w:body>{p("&a;")}</w:body></w:document>'),
        "a.docx", files.BAD_ZIP,
    ),
    "a billion laughs": (document(f"{LAUGHS}]><w>&i;</w>"), "a.docx", files.BAD_ZIP),
    "an entity of another file": (document(ELSEWHERE), "a.docx", files.BAD_ZIP),
    "a doctype in another encoding": (document(OTHER_LETTERS), "a.docx", files.BAD_ZIP),
    "a zip bomb": (document(b" " * 70_000_000), "a.docx", files.BAD_ZIP),
    "a part larger than it says": (lying_size(), "a.docx", files.BAD_ZIP),
    "parts without number": (many_parts(), "a.docx", files.BAD_ZIP),
    "elements without end": (body("<w:p>" * 100_000), "a.docx", files.BAD_ZIP),
    "nested without end": (body("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "a.docx", files.BAD_ZIP),
    "a crowd of elements": (body(f"<w:p>{'<w:r/>' * 2_000_000}</w:p>"), "a.docx", files.BAD_ZIP),
    "no body": (document(f"<w:document {NAMES}/>"), "a.docx", files.BAD_ZIP),
    "a part under a password": (locked_zip(), "a.docx", files.BAD_ZIP),
    "a cut package": (word(p("chữ " * 500))[:-40], "a.docx", files.BAD_ZIP),
    "a sheet": (package({"xl/workbook.xml": "<a/>"}), "a.docx", files.OTHER_OFFICE),
    "an open document": (open_document(), "a.odt", files.OPEN_TEXT),
    "rich text": (b"{\\rtf1 K\\'c7 ho\\'b9ch}", "a.txt", files.RICH_TEXT),
    "a program": (b"MZ" + b"\0" * 500, "ke-hoach.txt", files.BINARY),
    "a picture of another kind": (b"GIF89a" + b"\0" * 500, "ke-hoach.txt", files.BINARY),
    "a pdf that is none": (b"%PDF-1.7\nabc", "a.pdf", files.BAD_PDF),
    "a pdf under a password": (
        pdf() .replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
                       + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"), "a.pdf", files.LOCKED_PDF),
    "a pdf that unpacks without measure": (flate_bomb(), "a.pdf", files.TOO_BIG),
    "a pdf packed twice": (
        pdf(stream=b"x").replace(b"/Length 1", b"/Length 1 /Filter [/FlateDecode /FlateDecode]"), "a.pdf",
        files.BAD_PDF,
    ),
    "a page of scripts only": (b"<html><script>" + b"a" * 5000, "a.html", files.EMPTY),
    "letters of no text": (bytes(range(1, 256)) * 40, "a.txt", files.BINARY),
}  # fmt: skip


@pytest.mark.parametrize(("data", "name", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_its_sentence(data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("sentence", [v for k, v in vars(files).items() if k.isupper() and isinstance(v, str)])
def test_every_refusal_says_what_and_what_next(sentence: str) -> None:
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "ãy " in sentence


def test_a_pdf_that_would_run_scripts_is_only_read() -> None:
    words = b"BT /F1 12 Tf 40 700 Td (To chuc tuyen truyen rong rai tai cac xa phuong trong ca nam 2025) Tj ET"
    script = b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
    launch = b"/AA << /O << /S /Launch /F (/bin/sh) >> >>"
    assert "To chuc tuyen truyen" in extract(pdf(script, stream=words, page=launch), "a.pdf").text


def test_a_pdf_of_thousands_of_pages_says_what_was_left_out() -> None:
    words = b"BT /F1 12 Tf 40 700 Td (To chuc tuyen truyen rong rai tai cac xa phuong trong ca nam) Tj ET"
    count = 3000
    kids = b" ".join(b"%d 0 R" % (n + 5) for n in range(count))
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
    data = assembled([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", *([one] * count),
    ])  # fmt: skip
    got = extract(data, "a.pdf")
    assert [note.code for note in got.notes] == ["cut_pages"]
    assert "3000 trang" in got.notes[0].message


def test_links_to_other_places_are_never_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template on a server, an included file, a picture elsewhere: no connection is even tried."""
    import socket

    monkeypatch.setattr(socket.socket, "connect", lambda *a: pytest.fail("it called out"))
    rels = (
        '<Relationships><Relationship Id="r" TargetMode="External" Target="http://192.0.2.1/a.dotm"/></Relationships>'
    )
    inside = word(p("Chữ") + "<w:altChunk/>")
    source, data = io.BytesIO(inside), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(data, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry))
        new.writestr("word/_rels/document.xml.rels", rels)
    got = extract(data.getvalue(), "a.docx")
    assert (got.text.strip(), [n.code for n in got.notes]) == ("Chữ", ["parts_not_read"])


@pytest.mark.parametrize(
    "data",
    [
        b"<html>" + b"<div>" * 40_000 + "Kế hoạch".encode() + b"</div>" * 40_000,
        b"<html>" + b"<table><tr><td>" * 8000 + "Kế hoạch".encode(),
        b"<html>" + b"<ol><li>" * 20_000 + "Kế hoạch".encode(),
        b"<html><p>" + b"<" * 300_000 + "</p><p>Kế hoạch".encode(),
        b"<html><p " + b"a=b " * 20_000 + ">Kế hoạch".encode(),
        b"<html><!--" + b"-" * 500_000 + "--><p>Kế hoạch".encode(),
        b"<html><p>&" + b"#" * 200_000 + ";</p><p>Kế hoạch".encode(),
        b"<html><nav>" * 5000 + "Kế hoạch".encode(),
        b"<html>" + b"<![CDATA[" * 20_000 + "<p>Kế hoạch".encode(),
    ],
    ids=["blocks", "tables", "lists", "brackets", "attributes", "comment", "entity", "menus", "marked sections"],
)
def test_deep_and_broken_pages_do_no_harm(data: bytes) -> None:
    assert "Kế hoạch" in extract(data, "a.html").text


def test_a_file_that_is_two_kinds_is_read_as_its_first_bytes_say() -> None:
    front = b"<html><p>Ke hoach</p>" + b" " * 40_000
    assert extract(front + word(p("Khac")), "a.docx").text.startswith("Ke hoach")


@pytest.mark.parametrize("behind", [b"\n", b"\r\n", b" " * 90])
def test_a_packed_stream_with_its_line_break_behind_it_comes_to_an_end(behind: bytes) -> None:
    """As every scanner writes it; the count of what comes out once went round for ever at that line break."""
    packed = zlib.compress(bytes(3_000_000)) + behind
    assert unpacked(memoryview(packed)) == 3_000_000
