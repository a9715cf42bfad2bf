"""The procedures of a plan document, a plan and a task, and how a target is judged: tables and pure functions."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure
from lachan.law.periods import Period, period


class DocumentStatus(Labelled):
    READ = "read", "Đã đọc, chờ duyệt"
    APPROVED = "approved", "Đã duyệt"
    REJECTED = "rejected", "Đã bỏ qua"


class PlanStatus(Labelled):
    ADOPTED = "adopted", "Đang theo dõi"
    CLOSED = "closed", "Đã tổng kết"


class TaskStatus(Labelled):
    ASSIGNED = "assigned", "Đã giao"
    DOING = "doing", "Đang thực hiện"
    DONE = "done", "Đã hoàn thành"


class TaskState(Labelled):
    """How a task stands on a day: derived, never stored."""

    DONE = "done", "Đã hoàn thành"
    LATE = "late", "Quá hạn"
    SOON = "soon", "Sắp đến hạn"
    OPEN = "open", "Trong hạn"


class AgencyRole(Labelled):
    LEAD = "lead", "Chủ trì"
    PARTNER = "partner", "Phối hợp"
    DIRECTED = "directed", "Được chỉ đạo, hướng dẫn"


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
        Move("plandoc.correct", "Sửa kết quả đọc", (D.READ,), None),
        Move("plandoc.reject", "Bỏ qua văn bản", (D.READ,), D.REJECTED),
        Move("plandoc.approve", "Duyệt và đưa vào theo dõi", (D.READ,), D.APPROVED),
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
    if status == T.DONE:
        return TaskState.DONE
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


SIGNS = {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}


def said(comparator: str, value: float | None, unit: str) -> str:
    """The assigned level as people write it: «100%», «> 90%», «≥ 2 lần/năm»."""
    if value is None:
        return ""
    number = f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{SIGNS.get(comparator, '')}{number}{unit if unit == '%' else f' {unit}'.rstrip()}"
