"""The procedure of a public release: proposed by one, published or refused by another, withdrawn with a reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure
from lachan.law.periods import Period


class ReleaseStatus(Labelled):
    PROPOSED = "proposed", "Chờ người thứ hai duyệt"
    PUBLISHED = "published", "Đã phát hành"
    DECLINED = "declined", "Không duyệt"
    WITHDRAWN = "withdrawn", "Đã thu hồi"


S = ReleaseStatus
# What people outside have seen once cannot be unseen: a withdrawn table still counts in every later check.
SEEN = (S.PUBLISHED, S.WITHDRAWN)

PROCEDURE = Procedure(
    "release",
    "Số liệu phát hành",
    ReleaseStatus,
    (
        Move("release.propose", "Đề nghị phát hành số liệu", target=S.PROPOSED,
             needs="kỳ đã kết thúc; bảng trong danh mục cố định"),
        Move("release.publish", "Duyệt, phát hành", (S.PROPOSED,), S.PUBLISHED, needs="người duyệt khác người đề nghị"),
        Move("release.decline", "Không duyệt phát hành", (S.PROPOSED,), S.DECLINED, needs="lý do"),
        Move("release.withdraw", "Thu hồi số liệu đã phát hành", (S.PUBLISHED,), S.WITHDRAWN, needs="lý do"),
    ),
)  # fmt: skip


def check_closed(span: Period, as_of: date, today: date) -> None:
    """Only a whole period goes out: two looks into a running one differ by one person at a time."""
    if as_of > today:
        raise Refused("Ngày chốt số liệu nằm ở tương lai. Hãy chọn từ hôm nay trở về trước.", field="as_of")
    if as_of <= span.end:
        raise Refused(
            f"{span.label} kết thúc ngày {span.end:%d/%m/%Y}; số liệu chỉ phát hành khi kỳ đã kết thúc. Hãy chọn kỳ"
            " trước, hoặc ngày chốt sau ngày đó.",
            field="as_of",
        )


def check_part(part: str, allowed: tuple[str, ...]) -> None:
    if part not in allowed:
        raise Refused(
            "Bảng này không phát hành theo kỳ đã chọn. Hãy chọn độ dài kỳ mà danh mục ghi ở bảng đó.",
            field="period_code",
        )


def check_first(already: bool) -> None:
    """Publishing a cell twice shows the difference, and the difference may be one person."""
    if already:
        raise Refused(
            "Bảng này của kỳ này đã phát hành hoặc đang chờ duyệt. Số liệu đã phát hành giữ nguyên; đính chính được"
            " tính vào kỳ sau.",
            field="period_code",
        )


def check_second_person(proposed_by: UUID, account_id: UUID) -> None:
    if proposed_by == account_id:
        raise Refused("Người đề nghị không tự duyệt được. Hãy chuyển cho một cán bộ khác có quyền duyệt.")


def check_reason(reason: str) -> None:
    if len(reason.strip()) < 10:
        raise Refused("Bước này phải nêu lý do. Hãy ghi rõ ít nhất một câu.", field="reason")
