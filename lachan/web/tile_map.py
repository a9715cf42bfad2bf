"""The schematic map: a tile for each of the 34 provinces since 2025-07-01, about where it lies, with both archipelagos.

Columns and rows of a grid, by the official code (QĐ 19/2025/QĐ-TTg). A picture of data, not of boundaries.
"""

from __future__ import annotations

TILES: dict[str, tuple[int, int, str]] = {
    "12": (0, 0, "Lai Châu"), "15": (1, 0, "Lào Cai"), "08": (2, 0, "Tuyên Quang"), "04": (3, 0, "Cao Bằng"),
    "11": (0, 1, "Điện Biên"), "25": (1, 1, "Phú Thọ"), "19": (2, 1, "Thái Nguyên"), "20": (3, 1, "Lạng Sơn"),
    "14": (0, 2, "Sơn La"), "01": (1, 2, "Hà Nội"), "24": (2, 2, "Bắc Ninh"), "22": (3, 2, "Quảng Ninh"),
    "37": (1, 3, "Ninh Bình"), "33": (2, 3, "Hưng Yên"), "31": (3, 3, "Hải Phòng"),
    "38": (1, 4, "Thanh Hóa"),
    "40": (1, 5, "Nghệ An"), "42": (2, 5, "Hà Tĩnh"),
    "44": (2, 6, "Quảng Trị"), "46": (3, 6, "Huế"),
    "48": (3, 7, "Đà Nẵng"),
    "51": (3, 8, "Quảng Ngãi"),
    "52": (3, 9, "Gia Lai"),
    "66": (3, 10, "Đắk Lắk"),
    "68": (2, 11, "Lâm Đồng"), "56": (3, 11, "Khánh Hòa"),
    "80": (0, 12, "Tây Ninh"), "75": (1, 12, "Đồng Nai"), "79": (2, 12, "TP.HCM"),
    "82": (0, 13, "Đồng Tháp"), "86": (1, 13, "Vĩnh Long"),
    "91": (0, 14, "An Giang"), "92": (1, 14, "Cần Thơ"),
    "96": (0, 15, "Cà Mau"),
}  # fmt: skip
# Drawn on every map of the country; no figures of their own (Đà Nẵng and Khánh Hòa count them).
ARCHIPELAGOS: tuple[tuple[float, float, str], ...] = ((4.35, 7.2, "QĐ. Hoàng Sa"), (4.35, 11.6, "QĐ. Trường Sa"))
ACROSS = 4  # communes of one province stand in rows of so many, by name
