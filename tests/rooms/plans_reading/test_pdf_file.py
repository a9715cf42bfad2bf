"""A PDF gives its words as a reader of the paper takes them: whole sentences, tables as rows, no running heads."""

from __future__ import annotations

import random
import zlib

import pytest

from lachan.plans.reading import read_bytes
from lachan.plans.reading.extract import extract
from lachan.plans.reading.pdf_file import MOST_STREAM, PIECE, unpacked, without_running_heads
from lachan.plans.reading.pdf_tables import edges, grids, touching
from tests.rooms.plans_reading.papers import compiled, escaped, typeset
from tests.rooms.plans_reading.scoring import SAMPLES, annotation, compare

ROWS = (
    ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
    ("1", "Tổ chức tuyên truyền về phòng, chống mua bán người tại các khu phố, trường học", "Sở Y tế", "Quý II"),
    ("2", "Rà soát đối tượng có nguy cơ cao", "Công an phường", "30/6/2026"),
)


def table(rows: tuple[tuple[str, ...], ...], stroke: str = "0.5pt") -> str:
    cells = ", ".join(f"[{escaped(cell)}]" for row in rows for cell in row)
    return f"#table(columns: (1cm, 6cm, 3cm, 3cm), stroke: {stroke}, {cells})\n"


@pytest.mark.parametrize("name", ["xa-2026.txt", "chuong-trinh-2025.txt", "huyen-2018.txt", "so-2025.txt"])
def test_a_typeset_plan_reads_like_its_text(name: str) -> None:
    """The paper cut its sentences; where the lines stand tells which go on."""
    path = SAMPLES / name
    text = path.read_text(encoding="utf-8")
    gold = annotation(path)
    as_text, as_pdf = (
        compare(gold, read_bytes(d, n).as_json()) for d, n in ((text.encode(), name), (typeset(text), "a.pdf"))
    )
    assert {k: (as_text[k], v) for k, v in as_pdf.items() if v < as_text[k]} == {}


def test_a_ruled_table_comes_as_rows() -> None:
    words = escaped("Các cơ quan thực hiện nhiệm vụ sau đây theo đúng thời gian đã ghi trong bảng.")
    text = extract(compiled(f"{words}\n\n{table(ROWS)}\n{words}\n\n{table(ROWS[:2])}"), "a.pdf").text
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert rows == [f"| {' | '.join(row)} |" for row in (*ROWS, *ROWS[:2])]
    assert text.index("Các cơ quan") < text.index("| TT")


def test_a_letterhead_in_a_ruled_table_is_not_a_table() -> None:
    head = (("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "a", "b"), ("Số: 1/KH", "Hoa Lâm", "c", "d"))
    words = escaped("Ủy ban nhân dân tỉnh ban hành Kế hoạch phòng, chống mua bán người năm 2026.")
    assert "|" not in extract(compiled(f"{table(head)}\n{words}\n\n{words}"), "a.pdf").text


def test_running_heads_and_page_numbers_are_not_the_plan() -> None:
    pages = [f"UBND TỈNH HOA LÂM\nTrang {n}\nI. Mục {n}\nCâu {n}.\nKế hoạch số 7\nBản {n}/9" for n in range(1, 10)]
    kept = without_running_heads(pages)
    assert kept[0] == pages[0]
    assert all("UBND" not in page and "Trang" not in page and "Bản" not in page for page in kept[1:])
    assert all(f"I. Mục {n}" in page for n, page in enumerate(kept, 1))


def test_lines_drawn_cell_by_cell_make_one_grid() -> None:
    flat = [(x, y, x + 50.0, y + 0.5) for y in (100.0, 120.0, 140.0) for x in (10.0, 60.0)]
    upright = [(x, y, x + 0.5, y + 20.0) for x in (10.0, 60.2, 110.0) for y in (100.0, 120.0)]
    (grid,) = grids([*flat, *upright])
    assert (len(grid.columns), len(grid.rows)) == (3, 3)
    assert grid.cell(30.0, 130.0) == (0, 0)
    assert grid.cell(80.0, 110.0) == (1, 1)
    assert grid.cell(200.0, 110.0) is None
    assert grids(flat) == []


def test_thousands_of_lines_are_grouped_in_bounded_time() -> None:
    assert len(touching([(0.0, 10.0 * n, 5.0, 10.0 * n) for n in range(1500)])) == 1500
    assert edges([3.0, 1.0, 2.0, 50.0]) == [1.0, 50.0]


@pytest.mark.parametrize("rest", [b"", b"\n", b"x" * 200_000])
@pytest.mark.parametrize("size", [0, 1, 16 * PIECE - 1, 16 * PIECE, 16 * PIECE + 1, 40 * PIECE])
def test_packed_contents_are_measured_to_their_end(size: int, rest: bytes) -> None:
    """Also when the last piece ends just where the packed bytes do, and other bytes follow."""
    plain = random.Random(size).randbytes(min(size, 400_000)).ljust(size, b" ")
    for level in (0, 9):
        assert unpacked(memoryview(zlib.compress(plain, level) + rest)) == size


def test_contents_without_measure_are_counted_no_further_than_needed() -> None:
    packed = zlib.compress(b" " * (MOST_STREAM + 50_000_000), 9)
    assert MOST_STREAM < unpacked(memoryview(packed)) <= MOST_STREAM + 17 * PIECE
