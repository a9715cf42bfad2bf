"""The grammar of agency names: type, domain, level and place - none of the names stands in a list of bodies."""

from __future__ import annotations

import pytest

from lachan.plans.reading.agencies import find_agencies
from lachan.plans.reading.normalise import normalise

ONE_BODY = [
    ("giao Công an tỉnh chủ trì thực hiện", "Công an tỉnh"),
    ("giao Sở Lao động - Thương binh và Xã hội chủ trì", "Sở Lao động - Thương binh và Xã hội"),
    ("giao Sở LĐ-TB&XH chủ trì", "Sở Lao động - Thương binh và Xã hội"),
    ("giao Sở LĐTBXH chủ trì", "Sở Lao động - Thương binh và Xã hội"),
    ("giao Phòng VH&TT huyện tuyên truyền", "Phòng Văn hóa và Thông tin"),
    ("giao Sở Văn hóa, Thể thao và Du lịch tổ chức", "Sở Văn hóa, Thể thao và Du lịch"),
    ("giao Sở Nông nghiệp và Môi trường rà soát", "Sở Nông nghiệp và Môi trường"),
    ("giao Sở Dân tộc và Tôn giáo vận động", "Sở Dân tộc và Tôn giáo"),
    ("giao Phòng Văn hóa - Xã hội phường hỗ trợ", "Phòng Văn hóa - Xã hội"),
    ("giao Phòng Kinh tế, Hạ tầng và Đô thị bố trí", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    ("giao UBND huyện Thạch Sơn lựa chọn", "Ủy ban nhân dân huyện Thạch Sơn"),
    ("giao Uỷ ban nhân dân các huyện, thị xã, thành phố xây dựng", "Ủy ban nhân dân các huyện, thị xã, thành phố"),
    ("giao UBND đặc khu Hòn Ngư thực hiện", "Ủy ban nhân dân đặc khu Hòn Ngư"),
    ("giao Bộ Chỉ huy Bộ đội Biên phòng tỉnh tuần tra", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"),
    ("giao Ban Chỉ đạo 138 phường tham mưu", "Ban Chỉ đạo 138 phường"),
    ("giao Phòng Tham mưu Công an tỉnh tổng hợp", "Phòng Tham mưu Công an tỉnh"),
    ("giao Đội Tổng hợp - Công an thành phố tổng hợp", "Đội Tổng hợp - Công an thành phố"),
    ("giao Đồn Biên phòng Cửa Lạch phối hợp", "Đồn biên phòng Cửa Lạch"),
    ("giao VKSND tỉnh kiểm sát", "Viện kiểm sát nhân dân tỉnh"),
    ("giao Đài Phát thanh - Truyền hình Hoa Lâm tăng thời lượng", "Đài Phát thanh - Truyền hình Hoa Lâm"),
    ("giao Báo Hoa Lâm đăng tin", "Báo Hoa Lâm"),
    ("giao Hội LHPN tỉnh vận động", "Hội Liên hiệp Phụ nữ tỉnh"),
    ("giao Trung tâm Công tác xã hội tỉnh tiếp nhận", "Trung tâm Công tác xã hội tỉnh"),
    ("giao Sở Phục hồi Sinh thái chủ trì", "Sở Phục hồi Sinh thái"),
    ("giao Cục C02 hướng dẫn", "Cục C02"),
]

SEVERAL = [
    ("các sở: Tư pháp, Y tế, Giáo dục và Đào tạo;", ["Sở Tư pháp", "Sở Y tế", "Sở Giáo dục và Đào tạo"]),
    ("Sở Tư pháp, Công an tỉnh và Tòa án nhân dân tỉnh", ["Sở Tư pháp", "Công an tỉnh", "Tòa án nhân dân tỉnh"]),
    ("UBND huyện Thạch Sơn, Bình Lộc tổ chức", ["Ủy ban nhân dân huyện Thạch Sơn", "Ủy ban nhân dân huyện Bình Lộc"]),
    ("Ủy ban nhân dân cấp huyện, cấp xã rà soát", ["Ủy ban nhân dân cấp huyện", "Ủy ban nhân dân cấp xã"]),
    ("Bộ Công an, Bộ Quốc phòng, Bộ Ngoại giao", ["Bộ Công an", "Bộ Quốc phòng", "Bộ Ngoại giao"]),
]

NO_BODY = [
    "đẩy mạnh công tác phòng, chống mua bán người",
    "ban hành văn bản hướng dẫn",
    "báo cáo kết quả thực hiện",
    "hội nghị, hội thảo chuyên đề",
    "bộ phận một cửa; đội ngũ cán bộ; vụ án mua bán người",
    "NHIỆM VỤ VÀ GIẢI PHÁP",
    "trung tâm của sự quan tâm là nạn nhân",
    "Sở dĩ có tình trạng trên là do nhận thức",
]


def names(text: str) -> list[str]:
    normal = normalise(text)
    found = find_agencies(normal)
    return [found.ref(m).name for m in found.mentions]


@pytest.mark.parametrize(("text", "name"), ONE_BODY)
def test_one_body(text: str, name: str) -> None:
    assert [n.lower() for n in names(text)] == [name.lower()]


@pytest.mark.parametrize(("text", "wanted"), SEVERAL)
def test_several_bodies(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize("text", NO_BODY)
def test_words_that_are_no_body(text: str) -> None:
    assert names(text) == []


def test_group_is_marked_as_group() -> None:
    found = find_agencies(normalise("Các sở, ban, ngành, đoàn thể cấp tỉnh có liên quan chủ động thực hiện"))
    assert [(m.name, m.group) for m in found.mentions] == [("Các sở, ban, ngành, đoàn thể cấp tỉnh có liên quan", True)]


def test_joint_list_stops_at_the_verb() -> None:
    found = find_agencies(normalise("Sở Y tế và Công an tỉnh phối hợp với Sở Tư pháp"))
    assert [m.name for m in found.list_at(0, 100)] == ["Sở Y tế", "Công an tỉnh"]


def test_level_of_the_issuer_completes_a_bare_name() -> None:
    found = find_agencies(normalise("Hội Liên hiệp Phụ nữ vận động hội viên"))
    assert found.ref(found.mentions[0], "district").name == "Hội Liên hiệp Phụ nữ huyện"
    assert found.ref(found.mentions[0], "district").raw == "Hội Liên hiệp Phụ nữ"
