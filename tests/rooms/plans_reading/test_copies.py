"""Copies of plans as law sites and old word files give them: words lost, lines cut anywhere, signs changed."""

from __future__ import annotations

import pytest

from lachan.plans.reading import read_text

NO_WORD_PLAN = """Để sử dụng toàn bộ tiện ích vui lòng lựa chọn và đăng ký gói cước.
ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 71/KH-UBND | Hoa Lâm, ngày 01 tháng 11 năm 2021 |
PHÒNG, CHỐNG MUA BÁN NGƯỜI TRÊN ĐỊA BÀN TỈNH HOA LÂM GIAI ĐOẠN 2021-2025
Thực hiện Quyết định số 193/QĐ-TTg ngày 09/02/2021 của Thủ tướng Chính phủ.
Ủy ban nhân dân tỉnh Hoa Lâm ban hành Kế hoạch phòng, chống mua bán người, cụ thể như sau:
I. MỤC ĐÍCH
1. Giảm tội phạm mua bán người.
II. TỔ CHỨC THỰC HIỆN
1. Công an tỉnh theo dõi, đôn đốc.
"""


def test_a_title_that_lost_the_word_plan_is_still_the_title() -> None:
    reading = read_text(NO_WORD_PLAN)
    meta = reading.metadata
    assert meta.title == "PHÒNG, CHỐNG MUA BÁN NGƯỜI TRÊN ĐỊA BÀN TỈNH HOA LÂM GIAI ĐOẠN 2021-2025"
    assert (meta.number, meta.date, meta.doc_type) == ("71/KH-UBND", "2021-11-01", "ke_hoach")
    assert (reading.scope.level, reading.scope.place) == ("province", "Hoa Lâm")
    assert (reading.period.start, reading.period.end) == ("2021", "2025")


CUT_LINES = """BAN CHỈ ĐẠO
138/CP
-------
|
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số:
19/KH-BCĐ138/CP
|
Hà Nội, ngày 15
tháng 01 năm 2024
|
KẾ HOẠCH
THỰC
HIỆN CÔNG TÁC PHÒNG, CHỐNG MUA BÁN NGƯỜI NĂM 2024
Thực hiện Quyết định số 193/QĐ-TTg ngày 09/02/2021
của Thủ tướng Chính phủ, Ban Chỉ đạo 138/CP ban hành kế hoạch như sau:
I. MỤC TIÊU
1. Làm giảm số vụ phạm tội
về mua bán người.
II. TỔ CHỨC THỰC HIỆN
1. Bộ Công an
- Chủ trì, phối hợp với Bộ Quốc phòng, Bộ
Ngoại giao thực hiện Đề án 2.
2. Ủy ban nhân dân các huyện, thành phố Hoa
Lâm
- Bố trí kinh phí./.
|
Nơi nhận:
- Thủ tướng
Chính phủ (để b/c);
- Lưu: VT, C02.
|
KT.
TRƯỞNG BAN
PHÓ TRƯỞNG BAN THƯỜNG TRỰC

Đại tướng Trần Văn Hòa
|
"""


def test_names_cut_by_the_edge_of_a_column_are_joined() -> None:
    reading = read_text(CUT_LINES)
    tasks = {t.path: t for t in reading.tasks}
    assert [a.name for a in tasks["II.1.-1"].partners] == ["Bộ Quốc phòng", "Bộ Ngoại giao"]
    assert [a.raw for a in tasks["II.2.-1"].leads] == ["Ủy ban nhân dân các huyện, thành phố Hoa Lâm"]
    assert reading.metadata.issuer == "BAN CHỈ ĐẠO 138/CP"
    assert reading.metadata.title == "THỰC HIỆN CÔNG TÁC PHÒNG, CHỐNG MUA BÁN NGƯỜI NĂM 2024"
    assert reading.recipients == ("Thủ tướng Chính phủ", "Lưu: VT, C02")
    assert reading.signatory is not None
    assert (reading.signatory.name, reading.signatory.capacity) == ("Trần Văn Hòa", "KT. TRƯỞNG BAN")


PARTY_SIGNS = """UBND HUYỆN HOA LÂM
BAN CHỈ ĐẠO 138
Số: 07/KH-BCĐ
Hoa Lâm, ngày 20 tháng 02 năm 2019
KẾ HOẠCH
Phòng, chống mua bán người năm 2019
Ban Chỉ đạo 138 huyện xây dựng Kế hoạch như sau:
I- MỤC ĐÍCH, YÊU CẦU:
1- Mục đích:
- Nâng cao nhận thức của nhân dân.
II- PHÂN CÔNG NHIỆM VỤ:
1- Công an huyện:
a. Tham mưu triển khai Kế hoạch.
+ Treo băng rôn tại trung tâm huyện.
b. Rà soát đối tượng.
2- Phòng Tài chính - KH: Tham mưu bố trí kinh phí.
"""


@pytest.mark.parametrize("text", [PARTY_SIGNS, " ".join(PARTY_SIGNS.split())], ids=["lines", "one line"])
def test_numbers_with_a_dash_are_numbers(text: str) -> None:
    paths = [s.path for s in read_text(text).sections]
    assert paths == ["I", "I.1", "I.1.-1", "II", "II.1", "II.1.a", "II.1.a.+1", "II.1.b", "II.2"]


def test_words_cut_out_of_a_copy_belong_to_no_item() -> None:
    reading = read_text(NO_WORD_PLAN.replace("người.\nII.", "người.\n[...]\nII."))
    assert next(s for s in reading.sections if s.path == "I.1").text == "Giảm tội phạm mua bán người."
    assert "text_cut" in {w.code for w in reading.warnings}


def test_a_city_without_districts_stands_under_the_centre() -> None:
    text = NO_WORD_PLAN.replace("ỦY BAN NHÂN DÂN |", "ỦY BAN NHÂN DÂN THÀNH PHỐ HOA LÂM |")
    assert read_text(text).scope.level == "district"
    assert read_text(text.replace("tháng 11 năm 2021", "tháng 11 năm 2025")).scope.level == "province"


def test_those_served_are_those_the_words_serve() -> None:
    text = NO_WORD_PLAN + "2. Sở Y tế hỗ trợ cho trẻ em; kiểm tra việc đưa người lao động đi làm việc ở nước ngoài.\n"
    assert [w.text for w in read_text(text).beneficiaries] == ["trẻ em"]
    listed = NO_WORD_PLAN.replace("II. TỔ", "II. ĐỐI TƯỢNG\n- Nạn nhân.\n- Người thân thích.\nIII. TỔ")
    assert [w.text for w in read_text(listed).beneficiaries] == ["Nạn nhân.", "Người thân thích."]


@pytest.mark.parametrize("layout", [str, lambda text: " ".join(text.split())], ids=["lines", "one line"])
def test_an_authority_named_in_the_title_is_part_of_it(layout) -> None:  # type: ignore[no-untyped-def]
    head = NO_WORD_PLAN.split("PHÒNG, CHỐNG")[0]
    title = "THỰC HIỆN CHỈ THỊ SỐ 21/CT-TTG NGÀY 25/5/2020 CỦA\nTHỦ TƯỚNG CHÍNH PHỦ VỀ PHÒNG NGỪA MUA BÁN NGƯỜI"
    rest = "Căn cứ Chỉ thị số 21/CT-TTg ngày 25/5/2020 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh xây dựng như sau:"
    reading = read_text(layout(f"{head}KẾ HOẠCH\n{title}\n{rest}\nI. NHIỆM VỤ\n1. Công an tỉnh tuyên truyền.\n"))
    assert reading.metadata.title == " ".join(title.split())
    assert [(b.number, b.date) for b in reading.legal_bases] == [("21/CT-TTg", "2020-05-25")]
