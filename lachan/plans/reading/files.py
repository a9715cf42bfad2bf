"""What every kind of file shares: the answer, its notes, and the sentences for what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lachan.plans.reading.schema import Warning_

Progress = Callable[[int, int], None]
"""Told after each recognised page: how many are done, how many there are."""

MOST_BYTES = 25_000_000
MOST_CHARACTERS = 6_000_000

EMPTY = "Tệp không có chữ nào nên không có gì để đọc. Hãy kiểm tra lại tệp và tải lên bản có nội dung."
TOO_BIG = "Tệp quá lớn để đọc an toàn. Hãy tách riêng phần kế hoạch (bỏ ảnh, phụ lục) rồi tải lại."
BINARY = "Tệp này không phải văn bản đọc được. Hãy tải lên kế hoạch ở dạng .docx, .pdf có chữ, .txt, .html hoặc .md."
OLD_WORD = (
    "Đây là tệp Word đời cũ (.doc), hệ thống không mở loại này. Hãy mở bằng "
    "Word hoặc LibreOffice, lưu thành .docx rồi tải lại."
)
LOCKED_WORD = (
    "Tệp Word này đặt mật khẩu mở nên không đọc được. Hãy mở bằng Word, bỏ mật khẩu "
    "(Tệp › Thông tin › Bảo vệ tài liệu), lưu thành .docx rồi tải lại."
)
RICH_TEXT = (
    "Đây là tệp RTF, hệ thống không mở loại này. Hãy mở bằng Word hoặc LibreOffice, lưu thành .docx rồi tải lại."
)
OPEN_TEXT = "Đây là tệp OpenDocument (.odt). Hãy mở bằng LibreOffice hoặc Word, lưu thành .docx rồi tải lại."
OTHER_OFFICE = (
    "Đây là bảng tính hoặc bài trình chiếu, không phải văn bản kế hoạch. Hãy chép phần kế hoạch "
    "sang Word, lưu thành .docx rồi tải lại."
)
BAD_ZIP = (
    "Tệp .docx hỏng hoặc có cấu trúc đáng ngờ nên không được mở. Hãy mở bằng "
    "Word, lưu lại thành tệp .docx mới rồi tải lên."
)
BAD_PDF = "Tệp PDF hỏng nên không đọc được. Hãy mở và lưu lại thành PDF mới, hoặc tải bản .docx."
LOCKED_PDF = "Tệp PDF này đặt mật khẩu nên không đọc được. Hãy lưu lại thành PDF không mật khẩu, hoặc tải bản .docx."


@dataclass(frozen=True)
class Extracted:
    """The text of a file, and what its reader should tell about how it was got."""

    text: str
    notes: tuple[Warning_, ...] = ()
