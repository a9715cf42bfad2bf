"""Who must act: by the heading above, by the words of the item, in its brackets; nobody where nobody is named."""

from __future__ import annotations

import pytest

from lachan.plans.reading import read_text
from lachan.plans.reading.schema import Task

PLAN = """ỦY BAN NHÂN DÂN TỈNH HOA LÂM
Số: 12/KH-UBND
Hoa Lâm, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Phòng, chống mua bán người năm 2024
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Giảm tội phạm mua bán người.
II. NHIỆM VỤ
1. {item}
2. Đẩy mạnh công tác tuyên truyền.
III. TỔ CHỨC THỰC HIỆN
1. {heading}
- Thực hiện nhiệm vụ được giao theo quy định.
2. Sở Nội vụ
- Theo dõi việc khen thưởng.
"""


def task(path: str, item: str = "Rà soát địa bàn trọng điểm.", heading: str = "Sở Y tế") -> Task:
    return next(t for t in read_text(PLAN.format(item=item, heading=heading)).tasks if t.path == path)


@pytest.mark.parametrize(
    ("item", "leads"),
    [
        ("Định kỳ 06 tháng, các sở, ngành báo cáo kết quả về Công an tỉnh.", ["các sở, ngành"]),
        ("Căn cứ Kế hoạch này, Công an tỉnh xây dựng phương án.", ["Công an tỉnh"]),
        ("Hỗ trợ y tế: Sở Y tế chỉ đạo các bệnh viện khám bệnh cho nạn nhân.", ["Sở Y tế"]),
        ("Sở Y tế khám bệnh cho nạn nhân; Sở Tư pháp cử người trợ giúp pháp lý.", ["Sở Y tế", "Sở Tư pháp"]),
        ("UBND tỉnh giao Công an tỉnh theo dõi, đôn đốc.", ["Công an tỉnh"]),
        ("Tuyên truyền tại chợ phiên (Bộ Chỉ huy Bộ đội Biên phòng tỉnh, Cục Hải quan tỉnh).",
         ["Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Cục Hải quan tỉnh"]),
        ("Phòng ngừa, đấu tranh do Công an tỉnh chủ trì, phối hợp với Sở Nội vụ.", ["Công an tỉnh"]),
        ("Bệnh viện Sản - Nhi tỉnh xây dựng phác đồ chăm sóc.", ["Bệnh viện Sản - Nhi tỉnh"]),
        ("Viện kiểm sát nhân dân tối cao, Tòa án nhân dân tối cao chỉ đạo toàn ngành.",
         ["Viện kiểm sát nhân dân tối cao", "Tòa án nhân dân tối cao"]),
        ("Tổ chức hội nghị với các sở, ngành để quán triệt Kế hoạch.", []),
        ("Đối với nạn nhân là trẻ em, cần có người giám hộ khi làm việc.", []),
        ("Trong năm 2023, Kế hoạch được thực hiện tại 20 xã.", []),
    ],
)  # fmt: skip
def test_subjects_of_an_item(item: str, leads: list[str]) -> None:
    assert [body.name for body in task("II.1", item=item).leads] == leads


@pytest.mark.parametrize(
    ("heading", "leads"),
    [
        ("Trách nhiệm của Sở Y tế", ["Sở Y tế"]),
        ("Đối với Công an tỉnh:", ["Công an tỉnh"]),
        ("Các sở: Y tế; Văn hóa, Thể thao và Du lịch; Tư pháp",
         ["Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "Sở Tư pháp"]),
        ("Các sở, ban, ngành: Sở Y tế, Sở Tư pháp", ["Sở Y tế", "Sở Tư pháp"]),
        ("Phòng An ninh đối nội (PA02), Phòng Quản lý xuất nhập cảnh (PA08)",
         ["Phòng An ninh đối nội", "Phòng Quản lý xuất nhập cảnh"]),
        ("Chi cục Dân số, Trẻ em và Phòng, chống tệ nạn xã hội",
         ["Chi cục Dân số, Trẻ em và Phòng, chống tệ nạn xã hội"]),
        ("Phòng Bảo vệ, chăm sóc trẻ em và Bình đẳng giới", ["Phòng Bảo vệ, chăm sóc trẻ em và Bình đẳng giới"]),
        ("UBND các huyện Tương An, Kỳ Bắc", ["Ủy ban nhân dân huyện Tương An", "Ủy ban nhân dân huyện Kỳ Bắc"]),
        ("UBND các huyện, thành phố Hoa Lâm", ["Ủy ban nhân dân các huyện, thành phố Hoa Lâm"]),
        ("Bưu điện tỉnh, Viễn thông Hoa Lâm", ["Bưu điện tỉnh", "Viễn thông Hoa Lâm"]),
        ("Hội Phụ nữ Công an tỉnh, Hội Liên hiệp Phụ nữ tỉnh",
         ["Hội Liên hiệp Phụ nữ Công an tỉnh", "Hội Liên hiệp Phụ nữ tỉnh"]),
        ("Công an tỉnh tổ chức các lớp tập huấn theo vùng:", ["Công an tỉnh"]),
        ("Công tác tuyên truyền (Sở Tư pháp chủ trì; Công an tỉnh, Báo Hoa Lâm phối hợp thực hiện)", ["Sở Tư pháp"]),
        ("Công tác kiểm tra, giám sát", []),
    ],
)  # fmt: skip
def test_bodies_of_a_heading(heading: str, leads: list[str]) -> None:
    assert [body.name for body in task("III.1.-1", heading=heading).leads] == leads


def test_a_request_stays_a_request() -> None:
    asked = task("III.1.-1", heading="Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Tỉnh đoàn")
    assert ([a.name for a in asked.leads], asked.is_request) == (
        ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Tỉnh đoàn"],
        True,
    )


def test_helpers_named_in_the_heading_help_with_every_item() -> None:
    heading = "Tuyên truyền (Sở Tư pháp chủ trì; Công an tỉnh, Báo Hoa Lâm phối hợp thực hiện)"
    assert [a.name for a in task("III.1.-1", heading=heading).partners] == ["Công an tỉnh", "Báo Hoa Lâm"]


LED = """ỦY BAN NHÂN DÂN TỈNH HOA LÂM
Số: 12/KH-UBND
Hoa Lâm, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Phòng, chống mua bán người năm 2024
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. NHIỆM VỤ
Công an tỉnh:
- Chủ động nắm tình hình.
1) Sở Y tế:
(1) Khám bệnh cho nạn nhân.
(2) Chăm sóc sức khỏe.
2) Sở Tư pháp trợ giúp pháp lý.
II. TỔ CHỨC THỰC HIỆN
Căn cứ Kế hoạch này, các sở, ban, ngành có trách nhiệm:
1) Xây dựng kế hoạch trước ngày 25/3/2024.
"""


def test_a_sentence_that_ends_with_a_colon_leads_what_follows() -> None:
    led = {t.path: [a.name for a in t.leads] for t in read_text(LED).tasks}
    assert led["I.-1"] == ["Công an tỉnh"]
    assert led["II.1"] == ["các sở, ban, ngành"]


def test_numbers_in_brackets_stand_under_numbers_with_one() -> None:
    led = {t.path: [a.name for a in t.leads] for t in read_text(LED.replace("Công an tỉnh:\n- Chủ động", "")).tasks}
    assert [path for path in led if path.startswith("I.")] == ["I.1.1", "I.1.2", "I.2"]
    assert led["I.1.2"] == ["Sở Y tế"]


def test_a_verb_that_looks_like_a_body_without_its_marks_hides_none() -> None:
    """«Giao Viện» and «giáo viên» are one word without marks."""
    found = task(
        "II.1", "Chọn vụ án điểm. Giao Viện kiểm sát nhân dân tỉnh chủ trì, phối hợp với Tòa án nhân dân tỉnh."
    )
    assert [a.name for a in found.leads] == ["Viện kiểm sát nhân dân tỉnh"]
    assert [a.name for a in found.partners] == ["Tòa án nhân dân tỉnh"]
