"""The procedures of a plan document, a plan and a task, and how a target is judged: tables and pure functions."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure
from lachan.law.periods import Period, period


class DocumentStatus(Labelled):
    READING = "reading", "Đang đọc"
    UNREAD = "unread", "Không đọc được"
    READ = "read", "Đã đọc, chờ duyệt"
    REOPENED = "reopened", "Mở lại để sửa"
    APPROVED = "approved", "Đã duyệt"
    REJECTED = "rejected", "Đã bỏ qua"


class PlanStatus(Labelled):
    ADOPTED = "adopted", "Đang theo dõi"
    CLOSED = "closed", "Đã tổng kết"


class TaskStatus(Labelled):
    ASSIGNED = "assigned", "Đã giao"
    DOING = "doing", "Đang thực hiện"
    DONE = "done", "Đã hoàn thành"
    WITHDRAWN = "withdrawn", "Đã rút khỏi kế hoạch"


class TaskState(Labelled):
    """How a task stands on a day: derived, never stored."""

    DONE = "done", "Đã hoàn thành"
    LATE = "late", "Quá hạn"
    SOON = "soon", "Sắp đến hạn"
    OPEN = "open", "Trong hạn"
    WITHDRAWN = "withdrawn", "Đã rút khỏi kế hoạch"


class AgencyRole(Labelled):
    LEAD = "lead", "Chủ trì"
    PARTNER = "partner", "Phối hợp"
    DIRECTED = "directed", "Được chỉ đạo, hướng dẫn"


class StepKind(Labelled):
    """What one correction of a reading does."""

    SET = "set", "sửa"
    ADD = "add", "thêm"
    DROP = "drop", "bỏ"
    RESTORE = "restore", "lấy lại"
    MERGE = "merge", "gộp"
    SPLIT = "split", "tách"
    UNDO = "undo", "hoàn tác"


class ChangeKind(Labelled):
    """How a finding differs from what the machine read."""

    CHANGED = "changed", "đã sửa"
    ADDED = "added", "đã thêm"
    REMOVED = "removed", "đã bỏ"
    MERGED = "merged", "đã gộp"
    SPLIT = "split", "đã tách"
    SETTLED = "settled", "đã nối"


class PlanLevel(Labelled):
    CENTRAL = "central", "Trung ương"
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


class DocumentKind(Labelled):
    PLAN = "ke_hoach", "Kế hoạch"
    DECISION = "quyet_dinh", "Quyết định"
    LETTER = "cong_van", "Công văn"


class TargetKind(Labelled):
    """Whose promise a number is; only the plan's own targets are followed as its targets."""

    TARGET = "target", "Chỉ tiêu của kế hoạch"
    QUALITATIVE = "qualitative", "Chỉ tiêu định tính"
    COMMITMENT = "commitment", "Số lượng cam kết trong nhiệm vụ"
    QUOTED = "quoted_national_target", "Trích chỉ tiêu cấp trên"
    IN_WORDS = "target_in_words", "Chỉ tiêu ghi bằng chữ"


class TaskRole(Labelled):
    """The word of the document for what the leading agency does."""

    PRESIDES = "chu_tri", "Chủ trì"
    TAKES_PART = "phoi_hop", "Phối hợp"
    CARRIES_OUT = "thuc_hien", "Thực hiện"


class Theme(Labelled):
    COMMUNICATIONS = "communications", "Truyền thông, phòng ngừa"
    INVESTIGATION = "investigation", "Phát hiện, điều tra"
    PROSECUTION_TRIAL = "prosecution_trial", "Truy tố, xét xử"
    RECEPTION = "reception_verification_protection", "Tiếp nhận, xác minh, bảo vệ nạn nhân"
    SUPPORT = "victim_support", "Hỗ trợ nạn nhân"
    LAW_POLICY = "law_policy", "Pháp luật, chính sách"
    COOPERATION = "cooperation", "Hợp tác, phối hợp"
    DATA_STATISTICS = "data_statistics", "Dữ liệu, thống kê"
    CAPACITY = "capacity_building", "Tập huấn, nâng cao năng lực"
    STEERING = "steering", "Chỉ đạo, điều hành"
    FINANCE = "finance", "Kinh phí"
    STATE_MANAGEMENT = "state_management", "Quản lý nhà nước"


class DutyCycle(Labelled):
    ONCE = "once", "Một lần"
    HALF_YEAR = "semiannual", "6 tháng"
    YEAR = "annual", "Hằng năm"
    HALF_AND_YEAR = "semiannual+annual", "6 tháng, 1 năm"
    HALF_YEAR_ADHOC = "semiannual+annual+adhoc", "6 tháng, 1 năm, đột xuất"
    QUARTER = "quarterly", "Hằng quý"
    MONTH = "monthly", "Hằng tháng"
    PERIODIC = "periodic", "Định kỳ"
    PERIODIC_ADHOC = "periodic+adhoc", "Định kỳ, đột xuất"
    ADHOC = "adhoc", "Đột xuất"


class TargetState(Labelled):
    MET = "met", "Đạt"
    AT_RISK = "at_risk", "Có nguy cơ"
    NOT_MET = "not_met", "Chưa đạt"
    NO_DATA = "no_data", "Chưa có số liệu"
    NOT_CONNECTED = "not_connected", "Chưa nối cách tính"
    QUALITATIVE = "qualitative", "Định tính"


class DutyKind(Labelled):
    PLAN = "plan", "Gửi kế hoạch"
    RESULTS = "results", "Báo cáo kết quả"
    REVIEW = "review", "Báo cáo sơ kết"
    FINAL_REVIEW = "final_review", "Báo cáo tổng kết"


D, P, T = DocumentStatus, PlanStatus, TaskStatus

DOCUMENT = Procedure(
    "plandoc",
    "Văn bản kế hoạch",
    DocumentStatus,
    (
        Move("plandoc.read", "Đọc văn bản kế hoạch", target=D.READ),
        Move("plandoc.receive", "Nhận văn bản, đọc ở phía sau", target=D.READING),
        Move("plandoc.finish", "Đọc xong văn bản", (D.READING,), D.READ),
        Move("plandoc.give_up", "Không đọc được văn bản", (D.READING,), D.UNREAD),
        Move("plandoc.correct", "Sửa kết quả đọc", (D.READ, D.REOPENED), None),
        Move("plandoc.reject", "Bỏ qua văn bản", (D.READ,), D.REJECTED),
        Move("plandoc.restore", "Lấy lại văn bản đã bỏ qua", (D.REJECTED,), D.READ),
        Move("plandoc.approve", "Duyệt và đưa vào theo dõi", (D.READ,), D.APPROVED),
        Move("plandoc.reopen", "Mở lại để sửa", (D.APPROVED,), D.REOPENED),
        Move("plandoc.confirm", "Duyệt bản đã sửa", (D.REOPENED,), D.APPROVED),
    ),
)

PLAN = Procedure(
    "plan",
    "Kế hoạch",
    PlanStatus,
    (
        Move("plan.adopt", "Đưa vào theo dõi", target=P.ADOPTED, law="Luật 53/2024/QH15 Điều 56, 57"),
        Move("plan.connect_target", "Nối chỉ tiêu với cách tính", (P.ADOPTED,), None),
        Move("plan.amend_target", "Điều chỉnh mức chỉ tiêu", (P.ADOPTED,), None, needs="văn bản điều chỉnh kế hoạch"),
        Move("plan.send_report", "Ghi nhận đã gửi báo cáo", (P.ADOPTED,), None),
        Move("plan.revise", "Cập nhật theo bản sửa đã duyệt", (P.ADOPTED,), None),
        Move("plan.close", "Tổng kết kế hoạch", (P.ADOPTED,), P.CLOSED),
    ),
)

TASK = Procedure(
    "task",
    "Nhiệm vụ",
    TaskStatus,
    (
        Move("task.assign", "Giao nhiệm vụ", target=T.ASSIGNED),
        Move("task.entrust", "Giao cơ quan chủ trì", (T.ASSIGNED, T.DOING), None),
        Move("task.start", "Bắt đầu thực hiện", (T.ASSIGNED,), T.DOING),
        Move("task.report_done", "Báo cáo hoàn thành", (T.ASSIGNED, T.DOING), T.DONE),
        Move("task.reopen", "Mở lại", (T.DONE,), T.DOING, needs="cơ quan thường trực chưa đồng ý kết quả"),
        Move("task.revise", "Sửa nội dung theo bản đã duyệt lại", (T.ASSIGNED, T.DOING, T.DONE), None),
        Move("task.withdraw", "Rút khỏi kế hoạch", (T.ASSIGNED, T.DOING, T.DONE), T.WITHDRAWN),
        Move("task.renew", "Đưa lại vào kế hoạch", (T.WITHDRAWN,), T.ASSIGNED),
    ),
)

SOON_DAYS = 14
NEAR = 0.9  # a tenth short of the target can still be made good while the plan runs


def judge(comparator: str, target: float | None, reached: float | None, *, is_over: bool) -> TargetState:
    """How a target stands. A number to equal is a number to reach; after the plan's end nothing is a risk any more."""
    if target is None:
        return TargetState.QUALITATIVE
    if reached is None:
        return TargetState.NO_DATA
    if is_met(comparator, target, reached):
        return TargetState.MET
    if is_over:
        return TargetState.NOT_MET
    near = reached * NEAR <= target if comparator in ("<", "<=") else reached >= target * NEAR
    return TargetState.AT_RISK if near else TargetState.NOT_MET


def is_met(comparator: str, target: float, reached: float) -> bool:
    tests = {">": reached > target, "<": reached < target, "<=": reached <= target}
    # 100% is reached only by all of them, however many: no rounding up of 99,99
    return tests.get(comparator, reached >= target)


def task_state(status: str, due: date | None, on: date) -> TaskState:
    if status in (T.DONE, T.WITHDRAWN):
        return TaskState.DONE if status == T.DONE else TaskState.WITHDRAWN
    if due is None:
        return TaskState.OPEN
    if due < on:
        return TaskState.LATE
    return TaskState.SOON if (due - on).days <= SOON_DAYS else TaskState.OPEN


def last_day(text: str | None) -> date | None:
    """The last day of "2026", "2026-03" or "2026-03-20"; nothing for anything else."""
    parts = (text or "").split("-")
    if not all(p.isdigit() for p in parts) or not 1 <= len(parts) <= 3:
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12
    if not (1900 < year < 2200 and 1 <= month <= 12):
        return None
    most = monthrange(year, month)[1]
    day = int(parts[2]) if len(parts) > 2 else most
    return date(year, month, day) if 1 <= day <= most else None


def years_of(start: str, end: str, otherwise: int) -> tuple[int, int]:
    """First and last year of a plan; the year it was issued where the document states no period."""
    first = last_day(start)
    last = last_day(end)
    low = first.year if first else last.year if last else otherwise
    return low, max(low, last.year if last else low)


def figure_period(first_year: int, last_year: int) -> Period:
    """What the figures of a plan cover by the administrative calendar: first year's start to last year's end."""
    first, last = period(str(first_year)), period(str(last_year))
    if first_year == last_year:
        return first
    return Period(f"{first_year}-{last_year}", f"Giai đoạn {first_year}–{last_year}", first.start, last.end, last.due)


def plain_number(value: float | int | None) -> str:
    """1.200,5: as people write it, nothing for nothing."""
    if value is None:
        return ""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


SIGNS = {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}


def said(comparator: str, value: float | None, unit: str) -> str:
    """The assigned level as people write it: «100%», «> 90%», «≥ 2 lần/năm»."""
    if value is None:
        return ""
    return f"{SIGNS.get(comparator, '')}{plain_number(value)}{unit if unit == '%' else f' {unit}'.rstrip()}"
