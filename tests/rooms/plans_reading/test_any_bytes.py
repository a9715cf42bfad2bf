"""Whatever bytes arrive, under whatever name: a text or a sentence, never another fault, and each time the same."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.plans.reading import Unreadable
from lachan.plans.reading.extract import extract
from lachan.plans.reading.legacy import modern
from lachan.plans.reading.scan_mending import mended
from tests.rooms.plans_reading.papers import typeset
from tests.rooms.plans_reading.scoring import SAMPLES
from tests.rooms.plans_reading.word import abstract, listed, num, p, table, word

NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.doc", "a", "kế hoạch.DOCX"])
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"{\\rtf", b"\xd0\xcf"]
)
NONSENSE = ["9" * 40, "-1", "", "w:", "<w:p/>", 'w:val="', "\u0000", "đ"]
QUIET = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
PLAN = (SAMPLES / "so-2025.txt").read_text(encoding="utf-8")


def answer(data: bytes, name: str) -> str:
    try:
        return extract(data, name).text
    except Unreadable as refused:
        assert refused.sentence.endswith(".")
        return refused.sentence


@QUIET
@given(STARTS, st.binary(max_size=3000), NAMES)
def test_any_bytes(start: bytes, data: bytes, name: str) -> None:
    assert answer(start + data, name) == answer(start + data, name)


@QUIET
@given(st.text(max_size=800), st.sampled_from(["utf-8", "utf-16", "utf-32", "utf-16-le", "cp1258"]), NAMES)
def test_any_text_in_any_encoding(text: str, encoding: str, name: str) -> None:
    answer(text.encode(encoding, errors="ignore"), name)


@QUIET
@given(st.text(alphabet="<>/=\"'!-[]&#; \nabdilnoprtuvhe" + "\0", max_size=600))
def test_any_markup(text: str) -> None:
    answer(f"<html><table><tr><td>{text}</table><ol><li>{text}".encode(), "a.html")


def spoiled(data: bytes, seed: int) -> bytes:
    draw = random.Random(seed)
    spoilt = bytearray(data)
    for _ in range(draw.choice([1, 8, 60])):
        spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
    cut = draw.choice([len(spoilt), draw.randrange(1, len(spoilt))])
    return bytes(spoilt[:cut])


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return typeset(PLAN)


@pytest.mark.parametrize("seed", range(60))
def test_spoiled_pdf(sheet: bytes, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    answer(spoiled(sheet, seed), "a.pdf")


RICH = word(
    "".join(p(line, listed(1, n % 3)) for n, line in enumerate(PLAN.split("\n")[:30]))
    + table(("a", "b", "c"), ("d", "e", "f")),
    numbering=abstract(1, ("upperRoman", "%1."), ("decimal", "%1.%2."), ("bullet", "-")) + num(1, 1),
    styles="".join(f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("AB", "BA")),
    footnotes=f'<w:footnote w:id="1">{p("ghi chú")}</w:footnote>',
)


@pytest.mark.parametrize("seed", range(60))
def test_spoiled_word_file(seed: int) -> None:
    answer(spoiled(RICH, seed), "a.docx")


@pytest.mark.parametrize("seed", range(60))
def test_word_file_with_parts_spoiled_inside(seed: int) -> None:
    """The package stays whole and one part of it does not: values that mean nothing, tags that do not fit."""
    draw, data = random.Random(seed), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(RICH)) as old, zipfile.ZipFile(data, "w") as new:
        for entry in old.infolist():
            part = old.read(entry).decode()
            for _ in range(draw.choice([0, 2, 9])):
                at = draw.randrange(len(part) + 1)
                part = (
                    part[:at]
                    + draw.choice(["9" * 40, "-1", "", "w:", "<w:p/>", 'w:val="', "\u0000", "đ"])
                    + part[at + 1 :]
                )
            new.writestr(entry.filename, part)
    answer(data.getvalue(), "a.docx")


@QUIET
@given(st.text(max_size=300))
def test_mending_a_scan_never_fails(text: str) -> None:
    mended(text)
    mended("Nơi nhận: " + text)


@QUIET
@given(st.text(alphabet="µ¶·¸¹®«ñÑøïåäaeou'^(+`?.~d Công\n", max_size=400))
def test_letters_of_old_encodings_become_whole_letters(text: str) -> None:
    """Never half a character, never a text that has grown."""
    made, _ = modern(text)
    assert made.encode().decode() == made
    assert len(made) <= len(text)
