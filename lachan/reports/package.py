"""A signed report as one file for the level above: plain JSON with its hash, so that another installation takes it in.

The hash shows that nothing was changed on the way; who sent it is shown by the digital signature and the letter that
comes with it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from lachan.access.roles import AgencyKind
from lachan.base.errors import Refused
from lachan.law.periods import period
from lachan.reports.freezing import Content, digest, figures_of, form_of
from lachan.reports.rules import ReportKind

FORMAT, NUMBER = "lachan-report", 1
MOST_BYTES = 4 * 1024 * 1024
NOT_OURS = "Tệp này không phải gói báo cáo của Lá Chắn. Hãy chọn tệp .json do nơi gửi xuất ra."


@dataclass(frozen=True)
class Package:
    """``place_code``: the area the figures are about; ``line``: by which line it goes up."""

    sender_code: str
    sender_kind: str
    sender_name: str
    place_code: str
    line: str
    kind: str
    period_code: str
    version: int
    sha256: str
    content: Content


def write_package(package: Package) -> bytes:
    body = {"format": FORMAT, "number": NUMBER, **asdict(package)}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read_package(data: bytes) -> Package:
    """The report in a file, checked before anything of it is kept."""
    if len(data) > MOST_BYTES:
        raise Refused("Tệp quá lớn đối với một gói báo cáo. Hãy kiểm tra lại tệp.", field="file")
    try:
        row = json.loads(data)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Refused(NOT_OURS, field="file") from None
    if not isinstance(row, dict) or row.pop("format", "") != FORMAT or row.pop("number", 0) != NUMBER:
        raise Refused(NOT_OURS, field="file")
    package = _package(row)
    if digest(package.content) != package.sha256:
        raise Refused("Mã băm không khớp nội dung: tệp đã bị sửa hoặc hỏng. Hãy yêu cầu gửi lại.", field="file")
    return package


def _package(row: dict[str, Any]) -> Package:
    """Everything the file names must be something we know: it comes from outside."""
    try:
        package = Package(**row)
        ReportKind(package.kind), AgencyKind(package.sender_kind), period(package.period_code)
        figures_of(package.content), form_of(package.content)
        words = (package.sender_code, package.sender_name, package.place_code, package.line, package.sha256)
        if not all(isinstance(w, str) for w in words) or not isinstance(package.version, int):
            raise ValueError
        if len(package.sender_code) > 40 or len(package.sender_name) > 200 or len(package.place_code) > 5:
            raise ValueError
    except Exception:
        raise Refused(NOT_OURS, field="file") from None
    return package
