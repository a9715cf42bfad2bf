"""The time limits as a page of the reference, generated from the shipped rows and checked for freshness."""

from __future__ import annotations

from datetime import date

from lachan.law.book import LawBook, shipped
from lachan.law.rows import Confidence, DeadlineRow, Roll

_TITLES = {
    "tip": "Nguồn tin về tội phạm",
    "case": "Vụ án",
    "victim": "Nạn nhân",
    "referral": "Chuyển tuyến",
    "facility": "Cơ sở hỗ trợ",
    "fund": "Quỹ phòng, chống tội phạm",
    "data": "Dữ liệu cá nhân",
    "document": "Văn thư",
}
_MARKS = {Confidence.CONFIRMED: "", Confidence.SECONDARY: "thứ cấp", Confidence.UNCONFIRMED: "**chưa xác nhận**"}
_HEAD = """# Thời hạn theo pháp luật

Trang này sinh ra từ `lachan/law/data/deadlines.toml`; không sửa bằng tay. Mỗi dòng là một quy định có ngày hiệu lực:
quy định có hiệu lực vào ngày bắt đầu được áp dụng cho cả thời hạn. Thời hạn tính theo ngày, ngày làm việc, tháng không
tính ngày đầu và hết lúc 24 giờ ngày cuối; tính theo giờ thì chính xác đến phút. «↷»: ngày cuối là ngày nghỉ thì chuyển
sang ngày làm việc tiếp theo. «trước»: đếm ngược từ ngày kết thúc.
"""
_COLUMNS = "| Mã | Thời hạn | Dài | Tính từ | Căn cứ | Hiệu lực | Mức tin cậy |\n|---|---|---|---|---|---|---|"


def deadlines_page(book: LawBook | None = None) -> str:
    """The whole page as Markdown."""
    groups: dict[str, list[DeadlineRow]] = {}
    for row in (book or shipped()).all_of(DeadlineRow):
        groups.setdefault(row.id.split(".")[0], []).append(row)
    return "\n".join([_HEAD, *(_section(prefix, rows) for prefix, rows in groups.items())])


def _section(prefix: str, rows: list[DeadlineRow]) -> str:
    lines = [f"## {_TITLES.get(prefix, prefix)}", "", _COLUMNS, *(_line(row) for row in rows), ""]
    return "\n".join(lines)


def _line(row: DeadlineRow) -> str:
    cells = [f"`{row.id}`", row.name, _length(row), row.counts_from, row.source, _span(row), _MARKS[row.confidence]]
    return "| " + " | ".join(cells) + " |"


def _length(row: DeadlineRow) -> str:
    before = "trước " if row.direction == "before" else ""
    plain = f"{before}{row.length} {row.unit.label}"
    moved = " ↷" if row.roll == Roll.NEXT_WORKING_DAY and row.unit in ("day", "month") else ""
    return f"{row.label} ({plain})" if row.label else plain + moved


def _span(row: DeadlineRow) -> str:
    return f"từ {_day(row.in_force_from)}" + (f" đến {_day(row.in_force_until)}" if row.in_force_until else "")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
