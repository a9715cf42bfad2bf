"""The procedures of the room: a report, its way up, the parts asked of others, its proposals, a round of reports."""

from __future__ import annotations

import re

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class ReportStatus(Labelled):
    DRAFT = "draft", "Dự thảo"
    REVIEWING = "reviewing", "Đang trình duyệt"
    APPROVED = "approved", "Đã duyệt, chờ ký"
    SIGNED = "signed", "Đã ký, khóa số liệu"


class ReportKind(Labelled):
    SIX_MONTH = "six_month", "Báo cáo 6 tháng"
    ANNUAL = "annual", "Báo cáo năm"
    MONTHLY = "monthly", "Thống kê tháng"
    THEMATIC = "thematic", "Báo cáo chuyên đề"
    ADHOC = "adhoc", "Báo cáo đột xuất"
    REVIEW = "review", "Báo cáo sơ kết năm"
    MIDTERM_REVIEW = "midterm_review", "Báo cáo sơ kết giữa kỳ"
    FINAL_REVIEW = "final_review", "Báo cáo tổng kết"
    PLAN_ANNEX = "plan_annex", "Phụ lục kết quả của kế hoạch"


# What they tell is a plan since its start, beside the phase before.
OF_A_PLAN = frozenset(
    {ReportKind.REVIEW, ReportKind.MIDTERM_REVIEW, ReportKind.FINAL_REVIEW, ReportKind.PLAN_ANNEX}
)  # fmt: skip


class Basis(Labelled):
    """Where the figures of a report come from."""

    RECORDS = "records", "Từ hồ sơ"
    REPORTS = "reports", "Tổng hợp báo cáo đã ký của cấp dưới"


class SubmissionStatus(Labelled):
    SENT = "sent", "Đã gửi, chờ tiếp nhận"
    RECEIVED = "received", "Đã tiếp nhận"
    RETURNED = "returned", "Đã trả lại"
    REPLACED = "replaced", "Đã có bản thay"
    LOCKED = "locked", "Đã tổng hợp, khóa"


class PartStatus(Labelled):
    REQUESTED = "requested", "Đã yêu cầu"
    HANDED_IN = "handed_in", "Đã gửi phần viết"
    RETURNED = "returned", "Trả lại để viết lại"
    MERGED = "merged", "Đã ghép vào báo cáo"


class ProposalStatus(Labelled):
    RAISED = "raised", "Đã ghi, chưa gửi"
    SENT = "sent", "Đã gửi, chờ trả lời"
    ANSWERED = "answered", "Đã trả lời"
    WITHDRAWN = "withdrawn", "Đã rút"


class RoundStatus(Labelled):
    OPEN = "open", "Đang thu báo cáo"
    CLOSED = "closed", "Đã đóng đợt"


class Line(Labelled):
    """By which line a report goes up; the records behind it are the same."""

    PROGRAMME = "programme", "Tuyến Ban Chỉ đạo 138"
    POLICE = "police", "Tuyến Công an"
    HEALTH = "health", "Tuyến y tế"


S, U, P, K, R = ReportStatus, SubmissionStatus, PartStatus, ProposalStatus, RoundStatus

REPORT = Procedure(
    "report",
    "Báo cáo",
    ReportStatus,
    (
        Move("report.draft", "Lập dự thảo báo cáo", target=S.DRAFT, law="NĐ 09/2019/NĐ-CP"),
        Move("report.write", "Soạn nội dung báo cáo", (S.DRAFT, S.SIGNED), None,
             needs="sau khi ký, lời sửa chỉ vào bản đính chính"),
        Move("report.submit", "Trình duyệt", (S.DRAFT,), S.REVIEWING, needs="không còn chỗ để trống"),
        Move("report.approve", "Duyệt, trình ký", (S.REVIEWING,), S.APPROVED, needs="người khác với người trình"),
        Move("report.rework", "Trả dự thảo để sửa", (S.REVIEWING, S.APPROVED), S.DRAFT),
        Move("report.sign", "Ký, khóa số liệu", (S.APPROVED,), S.SIGNED, law="NĐ 30/2020/NĐ-CP"),
        Move("report.attach", "Ghi chữ ký số", (S.SIGNED,), None, law="NĐ 30/2020/NĐ-CP"),
        Move("report.correct", "Đính chính báo cáo", (S.SIGNED,), None, law="NĐ 128/2017/NĐ-CP Điều 8 khoản 4",
             needs="văn bản giải trình; bản cũ giữ nguyên; gửi lại nơi đã nhận"),
    ),
)  # fmt: skip

SUBMISSION = Procedure(
    "submission",
    "Báo cáo gửi lên",
    SubmissionStatus,
    (
        Move("submission.send", "Gửi báo cáo lên cấp trên", target=U.SENT, law="NĐ 09/2019/NĐ-CP"),
        Move("submission.take_in", "Nhận báo cáo từ tệp", target=U.SENT),
        Move("submission.receive", "Tiếp nhận báo cáo", (U.SENT,), U.RECEIVED),
        Move("submission.return", "Trả lại báo cáo", (U.SENT, U.RECEIVED), U.RETURNED, needs="lý do"),
        Move("submission.ask", "Hỏi lại số liệu", (U.SENT, U.RECEIVED), None),
        Move("submission.answer", "Trả lời câu hỏi", (U.SENT, U.RECEIVED, U.RETURNED, U.REPLACED, U.LOCKED), None),
        Move("submission.replace", "Gửi bản thay", (U.SENT, U.RECEIVED, U.RETURNED, U.LOCKED), U.REPLACED,
             law="NĐ 128/2017/NĐ-CP Điều 8 khoản 4"),
        Move("submission.lock", "Khóa vào báo cáo tổng hợp", (U.RECEIVED,), U.LOCKED),
    ),
)  # fmt: skip

PART = Procedure(
    "part",
    "Phần báo cáo của cơ quan",
    PartStatus,
    (
        Move("part.request", "Yêu cầu viết phần báo cáo", target=P.REQUESTED),
        Move("part.write", "Lưu phần viết", (P.REQUESTED, P.RETURNED), None),
        Move("part.hand_in", "Gửi phần viết", (P.REQUESTED, P.RETURNED), P.HANDED_IN),
        Move("part.return", "Trả lại để viết lại", (P.HANDED_IN,), P.RETURNED, needs="lý do"),
        Move("part.merge", "Ghép vào báo cáo", (P.HANDED_IN,), P.MERGED),
    ),
)

PROPOSAL = Procedure(
    "proposal",
    "Kiến nghị",
    ProposalStatus,
    (
        Move("proposal.raise", "Ghi kiến nghị", target=K.RAISED),
        Move("proposal.send", "Gửi kiến nghị", (K.RAISED,), K.SENT),
        Move("proposal.answer", "Trả lời kiến nghị", (K.SENT,), K.ANSWERED),
        Move("proposal.withdraw", "Rút kiến nghị", (K.RAISED, K.SENT), K.WITHDRAWN),
    ),
)

ROUND = Procedure(
    "round",
    "Đợt báo cáo",
    RoundStatus,
    (
        Move("round.open", "Mở đợt báo cáo", target=R.OPEN, law="NĐ 09/2019/NĐ-CP"),
        Move("round.close", "Đóng đợt báo cáo", (R.OPEN,), R.CLOSED),
    ),
)

_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){8,}")


def check_reason(reason: str) -> None:
    """A corrected report is sent again with an explanation (NĐ 128/2017 Điều 8 khoản 4)."""
    if len(reason.strip()) < 10:
        raise Refused("Đính chính phải có giải trình. Hãy ghi rõ số liệu nào thay đổi và vì sao.", field="reason")


def check_why_returned(reason: str) -> None:
    if len(reason.strip()) < 10:
        raise Refused("Trả lại phải có lý do. Hãy ghi rõ chỗ nào chưa đạt và cần sửa gì.", field="reason")


def check_said(text: str, what: str, field: str) -> None:
    if len(text.strip()) < 5:
        raise Refused(f"Chưa có {what}. Hãy nhập rồi lưu lại.", field=field)


def check_finished(blanks: tuple[str, ...]) -> None:
    """Nothing is put before a reviewer or signed while a sentence still has a gap."""
    if blanks:
        raise Refused(
            f"Báo cáo còn {len(blanks)} chỗ để trống «……», ví dụ: «{blanks[0][:90]}»."
            " Hãy viết nốt hoặc bỏ câu đó rồi làm lại."
        )


def check_other_eyes(is_same_person: bool) -> None:
    if is_same_person:
        raise Refused("Bạn là người trình báo cáo này nên không tự duyệt được. Hãy nhờ người khác trong cơ quan duyệt.")


def check_nobody_named(text: str, field: str) -> None:
    """A report leaves the office: a run of nine digits is a paper, an account or a telephone of somebody."""
    found = _LONG_NUMBER.search(text)
    if found:
        raise Refused(
            "Trong lời báo cáo có dãy số dài như số giấy tờ, điện thoại hoặc tài khoản."
            " Báo cáo không nêu thông tin định danh; hãy bỏ dãy số đó.",
            field=field,
        )


def check_due(due_on_is_past: bool) -> None:
    if due_on_is_past:
        raise Refused("Hạn gửi đã qua. Hãy chọn từ hôm nay trở đi.", field="due_on")
