"""Tasks and targets laid out as tables: a row is an item, its cells say who, with whom and until when."""

from __future__ import annotations

import re
import textwrap

import pytest

from lachan.plans.reading import PlanReading, read_text

HEAD = """ỦY BAN NHÂN DÂN TỈNH HOA LÂM
Số: 45/KH-UBND
Hoa Lâm, ngày 12 tháng 02 năm 2024
KẾ HOẠCH
Phòng, chống mua bán người năm 2024
Thực hiện Quyết định số 193/QĐ-TTg ngày 09/02/2021 của Thủ tướng Chính phủ, UBND tỉnh ban hành Kế hoạch như sau:
"""
TARGETS = """II. CHỈ TIÊU
| TT | Chỉ tiêu | Đơn vị tính | Năm 2023 (thực hiện) | Năm 2024 | Năm 2025 |
|----|----|---|---|---|---|
| 1 | Tỷ lệ tin báo, tố giác được giải quyết | % | 88 | 90 | 95 |
| 2 | Số xã có mô hình phòng ngừa | xã | 3 | ≥ 10 | 15 |
"""
TASKS = """III. NHIỆM VỤ
| TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
| --- | --- | --- | --- | --- |
| I | Công tác tuyên truyền | | | |
| 1 | Tổ chức hội nghị tuyên truyền tại các xã | Công an tỉnh | Sở Văn hóa, Thể thao và Du lịch | Quý II/2024 |
| 2 | Biên soạn tờ rơi<br>bằng tiếng dân tộc | Hội LHPN tỉnh | Các đơn vị liên quan | Trước ngày 30/6/2024 |
| II | Hỗ trợ nạn nhân | | | |
| 1 | Rà soát nạn nhân trở về địa phương | Sở Y tế, Công an tỉnh | nt | Thường xuyên |
"""
END = """IV. TỔ CHỨC THỰC HIỆN
1. Công an tỉnh theo dõi, đôn đốc việc thực hiện Kế hoạch này./.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Hòa
"""
ANNEX = """
PHỤ LỤC
{title}
(Kèm theo Kế hoạch số 45/KH-UBND ngày 12/02/2024)
| STT | Nhiệm vụ | Đơn vị thực hiện | Thời gian |
|---|---|---|---|
| 1 | Tập huấn cán bộ tiếp nhận tin báo | Sở Y tế chủ trì; Công an tỉnh phối hợp | Tháng 5/2024 |
"""
PLAN = HEAD + TARGETS + TASKS + END


def rows(reading: PlanReading) -> list[tuple[str, str, list[str], list[str], str | None, str | None]]:
    return [
        (
            task.path,
            task.text,
            [a.name for a in task.leads],
            [a.name for a in task.partners],
            task.deadline and task.deadline.raw,
            task.deadline and task.deadline.date,
        )
        for task in reading.tasks
        if task.path.startswith(("III", "PL"))
    ]


EXPECTED = [
    (
        "III.I.1",
        "Tổ chức hội nghị tuyên truyền tại các xã",
        ["Công an tỉnh"],
        ["Sở Văn hóa, Thể thao và Du lịch"],
        "Quý II/2024",
        "2024-06",
    ),
    (
        "III.I.2",
        "Biên soạn tờ rơi bằng tiếng dân tộc",
        ["Hội Liên hiệp Phụ nữ tỉnh"],
        [],
        "Trước ngày 30/6/2024",
        "2024-06-30",
    ),
    ("III.II.1", "Rà soát nạn nhân trở về địa phương", ["Sở Y tế", "Công an tỉnh"], [], None, None),
]


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def wrapped(text: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 70, break_on_hyphens=False)) for line in text.split("\n"))


def cell_by_cell(text: str) -> str:
    """As law sites give a table as text: each cell in lines of its own, a bar after it, no sign between rows."""
    out = []
    for line in text.split("\n"):
        if line.startswith("| ") and "---" not in line:
            out += [f"{cell.strip().replace('<br>', ' ')}\n|" for cell in line.strip("|").split("|")]
        elif not line.startswith("|"):
            out.append(line)
    return "\n".join(out)


@pytest.mark.parametrize("layout", [str, one_line, wrapped, cell_by_cell])
def test_rows_are_tasks_however_the_lines_break(layout) -> None:  # type: ignore[no-untyped-def]
    assert rows(read_text(layout(PLAN))) == EXPECTED


def test_a_group_named_in_a_cell_stays_a_group() -> None:
    task = next(t for t in read_text(PLAN).tasks if t.path == "III.I.2")
    assert task.partner_groups == ("Các đơn vị liên quan",)


def test_a_row_with_only_a_name_is_a_heading() -> None:
    sections = {s.path: s for s in read_text(PLAN).sections}
    assert (sections["III.I"].heading, sections["III.I"].leaf) == ("Công tác tuyên truyền", False)
    assert sections["III"].text == "NHIỆM VỤ"


def test_targets_by_year_leave_out_what_was_reached() -> None:
    found = [(t.section, t.comparator, t.value, t.unit, t.by, t.indicator) for t in read_text(PLAN).targets]
    assert found == [
        ("II.1", "=", 90, "%", "2024", "tip.resolved"),
        ("II.1", "=", 95, "%", "2025", "tip.resolved"),
        ("II.2", ">=", 10, "xã", "2024", None),
        ("II.2", "=", 15, "xã", "2025", None),
    ]


def test_spans_of_a_row_show_its_cells() -> None:
    reading = read_text(PLAN)
    task = next(t for t in reading.tasks if t.path == "III.II.1")
    assert reading.text[slice(*task.span)] == task.text
    assert [reading.text[slice(*lead.span)] for lead in task.leads] == ["Sở Y tế", "Công an tỉnh"]


def test_an_annex_of_tasks_is_read_and_is_no_recipient() -> None:
    reading = read_text(PLAN + ANNEX.format(title="PHÂN CÔNG NHIỆM VỤ"))
    assert rows(reading)[3:] == [
        ("PL.1", "Tập huấn cán bộ tiếp nhận tin báo", ["Sở Y tế"], ["Công an tỉnh"], "Tháng 5/2024", "2024-05")
    ]
    assert reading.recipients == ("Như trên", "Lưu: VT")
    assert reading.signatory is not None and reading.signatory.name == "Trần Văn Hòa"


def test_an_annex_that_is_a_blank_form_says_nothing() -> None:
    reading = read_text(PLAN + ANNEX.format(title="BIỂU MẪU TỔNG HỢP KẾT QUẢ"))
    assert rows(reading) == EXPECTED
    assert reading.recipients == ("Như trên", "Lưu: VT")


def test_bars_of_a_letterhead_are_no_table() -> None:
    head = "ỦY BAN NHÂN DÂN TỈNH HOA LÂM | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
    head += "Số: 45/KH-UBND | Hoa Lâm, ngày 12 tháng 02 năm 2024 |\n"
    reading = read_text(head + PLAN.split("2024\n", 1)[1])
    assert (reading.metadata.number, reading.metadata.date) == ("45/KH-UBND", "2024-02-12")
    assert rows(reading) == EXPECTED
