"""One fictitious report, whole: what the tests open, and what a person can look at."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from decimal import Decimal

from lachan.reports.build.assemble import Header, ReportFigures
from lachan.reports.build.document import Frozen, Signature
from lachan.reports.build.tables import FigureRow, ScorecardRow, TaskRow

SIGNATURE = Signature(
    on_behalf="TM. Ban Chỉ đạo", capacity="KT. Trưởng ban", position="Phó Trưởng ban", name="Nguyễn Hoàng Lam"
)

HEADER = Header(
    superior=("Ủy ban nhân dân tỉnh Lam Sơn",),
    issuer=("Ban Chỉ đạo 138 tỉnh Lam Sơn",),
    agency_symbol="BCĐ138",
    number="7",
    place="Lam Sơn",
    dated_on=date(2026, 6, 18),
    addressed_to=("Ban Chỉ đạo 138 Chính phủ", "Bộ Công an"),
    signature=SIGNATURE,
    recipients=("Như trên", "Thường trực Tỉnh ủy, HĐND tỉnh", "Các thành viên Ban Chỉ đạo", "Lưu: VT, CAT"),
    area="tỉnh Lam Sơn",
    plan="Kế hoạch số 03/KH-BCĐ138 ngày 14/02/2026 của Ban Chỉ đạo 138 tỉnh Lam Sơn về phòng, chống mua bán người "
    "năm 2026",
    plan_short="Kế hoạch số 03/KH-BCĐ138",
)

SCORECARD = (
    ScorecardRow("Tố giác, tin báo được tiếp nhận, phân loại", "100%", Decimal(100), 184, 184, "Đạt", "CT01"),
    ScorecardRow("Tố giác, tin báo được giải quyết", "> 90%", Decimal("87.5"), 161, 184, "Có nguy cơ", "CT02"),
    ScorecardRow(
        "Vụ án mua bán người được điều tra, khám phá", "> 90%", Decimal(1600) / Decimal(17), 16, 17, "Đạt", "CT03"
    ),
    ScorecardRow("Vụ án được giải quyết, truy tố", "95%", Decimal("76.47"), 13, 17, "Chưa đạt", "CT04"),
    ScorecardRow("Vụ án được xét xử", "90%", None, 0, 0, "Không phát sinh", "CT05"),
    ScorecardRow(
        "Nạn nhân có nhu cầu được hỗ trợ theo quy định", "100%", Decimal("97.297"), 36, 37, "Chưa đạt", "CT06"
    ),
)

TABLES = {
    "tips": (
        FigureRow(
            "Nguồn tin về tội phạm đã tiếp nhận",
            "nguồn tin",
            1184,
            1079,
            "tip.received",
            phrase="tiếp nhận {n} nguồn tin",
        ),
        FigureRow("Qua Tổng đài điện thoại quốc gia 111", "nguồn tin", 42, 35, is_detail=True),
        FigureRow("Đã giải quyết", "%", 87.5, 140 / 1.79, "tip.resolved", numerator=161, denominator=184),
    ),
    "cases": (
        FigureRow("Vụ án đã khởi tố", "vụ", 17, 15, "case.instituted", phrase="khởi tố {n} vụ án"),
        FigureRow("Bị can đã khởi tố", "bị can", 31.0, 28.0, "case.accused"),
        FigureRow("Vụ án được xét xử", "%", None, None, "case.tried", numerator=0, denominator=0),
    ),
    "victims": (FigureRow("Nạn nhân đã được xác định", "người", 37, None, "victim.identified"),),
}

TASKS = (
    TaskRow("Công an tỉnh", 18, 11, 6, 1),
    TaskRow("Sở Y tế", 14, 9, 5, 0),
    TaskRow("Bộ Chỉ huy Bộ đội Biên phòng", 9, 7, 2, 0),
    TaskRow("Hội Liên hiệp Phụ nữ", 12, 6, 4, 2, "Chờ kinh phí"),
    TaskRow("Tổng cộng", 53, 33, 17, 3, is_total=True),
)

FIGURES = ReportFigures(
    period_label="6 tháng đầu năm 2026",
    next_period_label="6 tháng cuối năm 2026",
    as_of=date(2026, 6, 14),
    scorecard=SCORECARD,
    tables=TABLES,
    tasks=TASKS,
)

NARRATIVE = {
    "situation.general": "Trong kỳ, tình hình an ninh, trật tự trên địa bàn tỉnh ổn định.\n\n"
    "- Tuyến biên giới có 03 cửa khẩu phụ.\n- Lao động tự do ra nước ngoài tăng.",
}

FROZEN = Frozen(sha256="9f2c4be1a07d33c5" + "0" * 48, version=2)


def small_png(width: int = 4, height: int = 3) -> bytes:
    """A grey picture made by hand, so that no binary file is kept."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\x00" + b"\x80" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
