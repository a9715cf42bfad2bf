"""Scanned pages: read back by the real Tesseract and compared, and a sentence for the officer where it is missing."""

from __future__ import annotations

import subprocess

import pytest

from lachan.plans.reading import Unreadable, read_bytes, scanned
from lachan.plans.reading.scan_mending import mended
from tests.rooms.plans_reading.papers import Scan, picture_pdf, typeset
from tests.rooms.plans_reading.papers import scanned as scans_of
from tests.rooms.plans_reading.scoring import SAMPLES, annotation, compare

PLAN = SAMPLES / "tinh-2021.txt"
BLANK = picture_pdf([Scan(40, 40, b"\xff" * 1600)])
GOOD = {"tasks.themes": 0.85, "targets": 0.9, "metadata": 0.85, "sections": 0.9, "tasks.path": 0.9}


def sheets(dpi: int, skew: float, grain: int) -> bytes:
    return picture_pdf(scans_of(typeset(PLAN.read_text(encoding="utf-8")), dpi, grain=grain), skew)


def low(data: bytes) -> dict[str, float]:
    """The fields that a scan reads worse than it should; 1 is asked where nothing else is said."""
    scores = compare(annotation(PLAN), read_bytes(data, "quet.pdf").as_json())
    return {k: round(v, 2) for k, v in scores.items() if v < GOOD.get(k, 0.95)}


@pytest.mark.ocr
def test_a_scanned_plan_of_three_pages_reads_like_its_text(tesseract: str) -> None:
    told: list[tuple[int, int]] = []
    data = sheets(200, 1.5, 0)
    reading = read_bytes(data, "quet.pdf", lambda done, of: told.append((done, of)))
    assert low(data) == {}
    assert told[-1] == (3, 3)
    assert "scanned" in {w.code for w in reading.warnings}


@pytest.mark.ocr
@pytest.mark.full
@pytest.mark.parametrize(
    ("dpi", "skew", "grain"), [(200, 0, 0), (300, 0, 0), (300, 1.0, 0), (300, 0, 25), (150, 1.5, 0)]
)
def test_scans_of_other_qualities(tesseract: str, dpi: int, skew: float, grain: int) -> None:
    assert low(sheets(dpi, skew, grain)) == {}


@pytest.mark.ocr
def test_a_page_that_lies_on_its_side_is_turned(tesseract: str) -> None:
    page = scans_of(typeset((SAMPLES / "so-2025.txt").read_text(encoding="utf-8")), 150)[0]
    turned = bytes(page.dots[y * page.width + x] for x in range(page.width - 1, -1, -1) for y in range(page.height))
    data = picture_pdf([Scan(page.height, page.width, turned)]).replace(b"[0 0 595 842]", b"[0 0 842 595]")
    data = data.replace(b"595.000000 0.000000 -0.000000 842.000000", b"842.000000 0.000000 -0.000000 595.000000")
    assert "TỔ CHỨC THỰC HIỆN" in read_bytes(data, "quet.pdf").text


@pytest.mark.ocr
def test_an_empty_scan_is_refused(tesseract: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes(BLANK, "quet.pdf")
    assert refused.value.sentence == scanned.NO_WORDS


@pytest.mark.parametrize("name", ["quet.pdf", "trang.png"])
def test_without_tesseract_the_sentence_names_the_package(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    data = BLANK if name.endswith("pdf") else b"\x89PNG\r\n\x1a\n" + b"\x00" * 100
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name)
    assert "tesseract-ocr-vie" in refused.value.sentence


def test_a_tesseract_without_vietnamese_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/bin/tesseract")
    monkeypatch.setattr(scanned, "languages", lambda program: ["eng", "osd"])
    assert scanned.find_reader() is None


def test_a_recogniser_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*args: object, **kwargs: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 1)

    monkeypatch.setattr(scanned.subprocess, "run", hangs)
    assert scanned.recognised(["tesseract"], b"", 1) == ""


def test_pages_the_time_does_not_reach_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that sees the first page only: the text comes, with the pages that are missing."""
    seen = iter(["I. NHIỆM VỤ\n1. Tổ chức tuyên truyền.", "", ""])
    monkeypatch.setattr(scanned, "find_reader", lambda: ["tesseract"])
    monkeypatch.setattr(scanned, "AT_ONCE", 1)
    monkeypatch.setattr(scanned, "recognised", lambda reader, image, seconds: next(seen))
    reading = read_bytes(picture_pdf([Scan(40, 40, b"\x00" * 1600)] * 3), "quet.pdf")
    missed = next(w for w in reading.warnings if w.code == "pages_not_read")
    assert "Trang 2, 3 " in missed.message
    assert [t.text for t in reading.tasks] == ["Tổ chức tuyên truyền."]


def test_a_page_of_any_size_is_drawn_within_bounds() -> None:
    import pypdfium2

    huge = picture_pdf([Scan(10, 10, b"\x00" * 100)]).replace(b"[0 0 595 842]", b"[0 0 14400 14400]")
    image = scanned.picture(pypdfium2.PdfDocument(huge), 0)
    assert len(image) < 1.1 * scanned.MOST_PIXELS


def test_a_picture_of_absurd_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "find_reader", lambda: ["tesseract"])
    bomb = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (100_000).to_bytes(4) * 2 + b"\x08\x02\x00\x00\x00"
    with pytest.raises(Unreadable) as refused:
        read_bytes(bomb, "anh.png")
    assert refused.value.sentence == scanned.BIG_PICTURE


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (
            "L TÌNH HÌNH\nII. MỤC TIÊU\nII NHIỆM VỤ\nIV. KINH PHÍ",
            "I. TÌNH HÌNH\nII. MỤC TIÊU\nIII. NHIỆM VỤ\nIV. KINH PHÍ",
        ),
        ("1L MỤC TIÊU\nTII.NHIỆM VỤ", "I. MỤC TIÊU\nII. NHIỆM VỤ"),
        ("1. MỤC ĐÍCH\n2. NHIỆM VỤ", "1. MỤC ĐÍCH\n2. NHIỆM VỤ"),
        ("3, Công tác tiếp nhận", "3. Công tác tiếp nhận"),
        ("1.Tổ chức tập huấn", "1. Tổ chức tập huấn"),
        ("đd) Hoàn thành việc", "d) Hoàn thành việc"),
        ("đ Chỉ tiêu 5: 65%", "đ) Chỉ tiêu 5: 65%"),
        ("- Thời gian: Quý IH/2025.", "- Thời gian: Quý III/2025."),
        ("hoạt dưới cờ. ˆ :", "hoạt dưới cờ."),
        ("5,5% vào năm 2025", "5,5% vào năm 2025"),
        ("- UBND tỉnh (B/€);", "- UBND tỉnh (b/c);"),
    ],
)
def test_labels_are_mended_and_sentences_left_alone(seen: str, meant: str) -> None:
    assert mended(seen) == meant


def test_two_columns_read_across_come_apart() -> None:
    head = "UBND TỈNH HOA LÂM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 8/KH-UBND Hoa Lâm, ngày 05 tháng 4 năm 2021"
    tail = "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Bộ Công an; KT. CHỦ TỊCH\n- Lưu: VT.\n\nĐỗ Minh Khải"
    assert mended(f"{head}\nKẾ HOẠCH\n{tail}").split("\n") == [
        "UBND TỈNH HOA LÂM", "Số: 8/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hoa Lâm, ngày 05 tháng 4 năm 2021", "KẾ HOẠCH", "Nơi nhận:", "- Bộ Công an;", "- Lưu: VT.", "",
        "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "", "Đỗ Minh Khải",
    ]  # fmt: skip
