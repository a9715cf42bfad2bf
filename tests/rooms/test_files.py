"""Kept files: what is taken in, sealed on the disk, opened with an entry, and only where it was opened to."""

from __future__ import annotations

import io
from uuid import UUID

import docx
import pytest

from lachan.base.errors import Misbuilt, NotAllowed, NotFound, Refused
from lachan.base.home import home
from lachan.files import actions as files
from lachan.files import queries
from lachan.files.models import StoredFile
from lachan.files.rules import MOST_BYTES, check_file
from lachan.journal.models import Entry
from tests.world import DAY

pytestmark = pytest.mark.django_db
RECORD = UUID("00000000-0000-7000-8000-0000000000aa")
WORDS = "Kế hoạch thử, nội dung cần niêm phong".encode()


def word_file() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def kept(cast, **change) -> UUID:
    command = files.KeepFile(
        **{"name": "ten-rieng.txt", "data": WORDS, "record_kind": "plandoc", "record_id": RECORD, **change}
    )
    return files.keep(command, by=cast.standing, now=DAY)


def test_bytes_and_name_are_sealed(cast):
    file_id = kept(cast)
    on_disk = (home() / "files" / str(file_id)).read_bytes()
    assert WORDS not in on_disk and b"ten-rieng" not in on_disk
    row = StoredFile.objects.get(id=file_id)
    assert str(row.name) == "●●●"
    assert row.size == len(WORDS)


def test_opening_is_an_entry_and_gives_the_same_bytes(cast):
    file_id = kept(cast)
    opened = queries.read(file_id, purpose="handling", by=cast.standing, now=DAY)
    assert (opened.name, opened.media_type, opened.data) == ("ten-rieng.txt", "text/plain", WORDS)
    assert Entry.objects.filter(verb="file.read", record_id=file_id).count() == 1


@pytest.mark.parametrize("who", ["police", "commune", "outsider", "admin"])
def test_a_file_is_not_there_for_others(cast, who):
    file_id = kept(cast)
    assert queries.files_of(cast.actors[who], RECORD) == []
    with pytest.raises(NotFound):
        queries.read(file_id, purpose="handling", by=cast.actors[who], now=DAY)


def test_a_file_may_be_opened_to_a_further_agency(cast):
    file_id = kept(cast, readers=(cast.police.agency_id,))
    files.open_file_to(file_id, cast.health.agency_id, "support", by=cast.standing, now=DAY)
    for actor in (cast.police, cast.health):
        assert queries.read(file_id, purpose="handling", by=actor, now=DAY).data == WORDS


def test_the_administrator_keeps_nothing(cast):
    with pytest.raises(NotAllowed):
        files.keep(files.KeepFile("a.txt", WORDS, "plandoc", RECORD), by=cast.admin, now=DAY)


def test_a_blob_of_another_file_does_not_open(cast):
    first, second = kept(cast), kept(cast, data=b"khac")
    folder = home() / "files"
    (folder / str(first)).write_bytes((folder / str(second)).read_bytes())
    with pytest.raises(Misbuilt):
        queries.read(first, purpose="handling", by=cast.standing, now=DAY)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "rỗng"),
        ("a.txt", b"a" * (MOST_BYTES + 1), "12 MB"),
        ("a.exe", b"MZ\x90", "loại tệp"),
        ("khong-duoi", WORDS, "loại tệp"),
        ("a.doc", b"\xd0\xcf\x11\xe0", ".docx"),
        ("a.pdf", b"MZ\x90\x00" * 20, "không đúng là .pdf"),
        ("a.txt", b"MZ\x90\x00" * 20, "không đúng là .txt"),
        ("a.docx", b"%PDF-1.4", "không đúng là .docx"),
    ],
)
def test_what_is_not_on_the_list_is_refused_with_a_sentence(name, data, says):
    with pytest.raises(Refused, match=says):
        check_file(name, data)


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("KH.DOCX", word_file(), "wordprocessingml"),
        ("kh.pdf", b"%PDF-1.7\n%abc", "application/pdf"),
        ("kh.txt", WORDS, "text/plain"),
        ("kh.txt", "Kế hoạch".encode("utf-16"), "text/plain"),
        ("kh.html", b"<!doctype html><p>x", "text/html"),
    ],
)
def test_what_is_on_the_list_is_taken(name, data, media):
    assert media in check_file(name, data)
