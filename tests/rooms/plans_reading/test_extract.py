"""Files of every kind: the same words come out, and what cannot be read is refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from lachan.plans.reading import Unreadable, legacy, read_bytes, read_text
from tests.rooms.plans_reading.scoring import SAMPLES, annotation, compare

TEXT = (SAMPLES / "tinh-2021.txt").read_text(encoding="utf-8")


def word_file() -> bytes:
    """A plan as Word keeps it: head in a table, numbers made by Word."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH HOA LÂM\nSố: 12/KH-UBND"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHoa Lâm, ngày 05 tháng 02 năm 2024"
    for line in (
        "KẾ HOẠCH",
        "Phòng, chống mua bán người năm 2024",
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
        "I. NHIỆM VỤ",
    ):
        document.add_paragraph(line)
    document.add_paragraph("Tổ chức tuyên truyền.", style="List Number")
    document.add_paragraph("Công an tỉnh chủ trì điều tra.", style="List Number")
    document.add_paragraph("II. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("Các sở, ngành thực hiện kế hoạch.", style="List Bullet")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def pdf_file(words: str) -> bytes:
    """The smallest PDF with one page of text."""
    stream = f"BT /F1 12 Tf 40 700 Td 14 TL {' '.join(f'({line}) Tj T*' for line in words.split(chr(10)))} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Root 1 0 R /Size 6 >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def page(text: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    head = "<head><title>x</title><script>var so = 'Số: 99/KH-UBND'</script></head>"
    return f"<html>{head}<body><nav>Trang chủ</nav>{body}<footer>Bản quyền</footer></body></html>"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode("utf-8"), "a.txt"),
        (TEXT.encode("utf-8-sig"), "a.txt"),
        (TEXT.encode("utf-16"), "a.txt"),
        (TEXT.encode("utf-16-le"), "a.txt"),
        (TEXT.replace("\n", "\r\n").encode(), "a.md"),
        (page(TEXT).encode(), "a.html"),
    ],
)
def test_same_plan_from_every_encoding(data: bytes, name: str) -> None:
    scores = compare(annotation(SAMPLES / "tinh-2021.txt"), read_bytes(data, name).as_json())
    low = {k: v for k, v in scores.items() if v < 0.85 and k not in ("recipients", "signatory")}
    assert low == {}


def test_word_file_with_automatic_numbers() -> None:
    reading = read_bytes(word_file(), "ke-hoach.docx")
    assert (reading.metadata.number, reading.metadata.date, reading.metadata.place) == (
        "12/KH-UBND",
        "2024-02-05",
        "Hoa Lâm",
    )
    assert [(t.path, [a.name for a in t.leads]) for t in reading.tasks] == [
        ("I.1", []),
        ("I.2", ["Công an tỉnh"]),
        ("II.-1", ["Các sở, ngành"]),
    ]


def test_pdf_with_text() -> None:
    words = (
        "So: 12/KH-UBND\nI. NHIEM VU\n1. To chuc tuyen truyen rong rai tai cac xa trong ca nam.\n2. Ra soat dia ban."
    )
    assert "To chuc tuyen truyen" in read_bytes(pdf_file(words), "a.pdf").text


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("tcvn3", "KÕ ho¹ch phßng, chèng mua b¸n ng­êi n¨m 2012 trªn ®Þa bµn tØnh"),
        ("vni", "Keá hoaïch phoøng, choáng mua baùn ngöôøi naêm 2012 treân ñòa baøn tænh"),
    ],
)
def test_old_encodings_are_recognised(encoding: str, written: str) -> None:
    assert legacy.encoding_of(written) == encoding
    assert legacy.to_unicode(written, encoding) == "Kế hoạch phòng, chống mua bán người năm 2012 trên địa bàn tỉnh"
    assert read_text(written).text == "Kế hoạch phòng, chống mua bán người năm 2012 trên địa bàn tỉnh"
    assert read_bytes(written.encode("latin-1"), "a.txt").text == read_text(written).text


def test_modern_text_is_left_alone() -> None:
    assert legacy.encoding_of(TEXT) is None
    assert legacy.encoding_of("Garçon à l'école, über façade naïve coöperate") is None


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"\x20" * 70_000_000)
    return data.getvalue()


def entities() -> bytes:
    """A document.xml whose entities would grow without end."""
    xml = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">'
            for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "]><w>&i;</w>"
    )
    source, data = io.BytesIO(word_file()), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(data, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, xml if entry.filename == "word/document.xml" else old.read(entry))
    return data.getvalue()


def plain_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("anh.jpg", b"x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.txt"),
        (b"   \n\n ", "a.txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "cu.doc"),
        (b"noi dung", "cu.doc"),
        (bytes(range(256)) * 40, "a.txt"),
        (b"\x00" * 5000, "a.bin"),
        (b"PK\x03\x04" + b"\xff" * 200, "hong.docx"),
        (plain_zip(), "nen.docx"),
        (bomb(), "bom.docx"),
        (entities(), "thuc-the.docx"),
        (b"%PDF-1.7\nrac rac rac", "hong.pdf"),
        (b"<html><script>" + b"a" * 5000, "rong.html"),
        (b"a" * 25_000_001, "lon.txt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused_with_a_sentence(data: bytes, name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name)
    sentence = refused.value.sentence
    assert sentence[0].isupper() and sentence.endswith(".") and "ãy " in sentence


def test_deep_html_is_read_without_harm() -> None:
    reading = read_bytes(("<html>" + "<div>" * 20_000 + "Kế hoạch" + "</div>" * 20_000).encode(), "sau.html")
    assert reading.text == "Kế hoạch"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ñY BAN NH¢N D¢N TØNH HOA L¢M", "ỦY BAN NHÂN DÂN TỈNH HOA LÂM"),
        ("KÕ HO¹CH", "KẾ HOẠCH"),
        ("I. MôC §ÝCH, Y£U CÇU ë TØNH", "I. MỤC ĐÍCH, YÊU CẦU Ở TỈNH"),
        ("thùc hiÖn KÕ HO¹CH cña UBND tØnh", "thực hiện KẾ HOẠCH của UBND tỉnh"),
        ("Sè: 87/KH-UBND", "Số: 87/KH-UBND"),
        ("UBND Hµ Néi, Së Y tÕ; ñy ban nh©n d©n", "UBND Hà Nội, Sở Y tế; Ủy ban nhân dân"),
    ],
)
def test_capitals_typed_with_the_caps_lock_in_tcvn3(typed: str, meant: str) -> None:
    assert legacy.to_unicode(typed, "tcvn3") == meant
