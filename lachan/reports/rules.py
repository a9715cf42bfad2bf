"""The procedure of a report: drafted, written, signed with its figures frozen, corrected by a further version."""

from __future__ import annotations

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class ReportStatus(Labelled):
    DRAFT = "draft", "Dự thảo"
    SIGNED = "signed", "Đã ký, khóa số liệu"


class ReportKind(Labelled):
    SIX_MONTH = "six_month", "Báo cáo 6 tháng"
    ANNUAL = "annual", "Báo cáo năm"
    ADHOC = "adhoc", "Báo cáo đột xuất, chuyên đề"
    REVIEW = "review", "Báo cáo sơ kết"
    FINAL_REVIEW = "final_review", "Báo cáo tổng kết"


S = ReportStatus

PROCEDURE = Procedure(
    "report",
    "Báo cáo",
    ReportStatus,
    (
        Move("report.draft", "Lập dự thảo báo cáo", target=S.DRAFT, law="NĐ 09/2019/NĐ-CP"),
        Move("report.write", "Soạn nội dung báo cáo", (S.DRAFT,), None),
        Move("report.sign", "Ký, khóa số liệu", (S.DRAFT,), S.SIGNED, law="NĐ 30/2020/NĐ-CP"),
        Move("report.correct", "Đính chính báo cáo", (S.SIGNED,), None, law="NĐ 128/2017/NĐ-CP Điều 8 khoản 4",
             needs="văn bản giải trình; bản cũ giữ nguyên"),
    ),
)  # fmt: skip


def check_reason(reason: str) -> None:
    """A corrected report is sent again with an explanation (NĐ 128/2017 Điều 8 khoản 4)."""
    if len(reason.strip()) < 10:
        raise Refused("Đính chính phải có giải trình. Hãy ghi rõ số liệu nào thay đổi và vì sao.", field="reason")


def check_finished(blanks: tuple[str, ...]) -> None:
    """Nothing is signed while a sentence still has a gap."""
    if blanks:
        raise Refused(
            f"Báo cáo còn {len(blanks)} chỗ để trống «……», ví dụ: «{blanks[0][:90]}»."
            " Hãy viết nốt hoặc bỏ câu đó rồi ký."
        )
