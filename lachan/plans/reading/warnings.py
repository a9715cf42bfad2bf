"""What is blank, missing, doubtful or contradictory, said to the person who checks the reading."""

from __future__ import annotations

from lachan.plans.reading.header import Head
from lachan.plans.reading.normalise import Normal, fold
from lachan.plans.reading.outline import CUT, Outline
from lachan.plans.reading.regions import Regions
from lachan.plans.reading.schema import Duty, Period, Target, Task, Warning_


def read_warnings(
    normal: Normal,
    regions: Regions,
    head: Head,
    outline: Outline,
    period: Period,
    tasks: list[Task],
    duties: list[Duty],
    targets: list[Target],
) -> list[Warning_]:
    out = [*head_warnings(head), *outline_warnings(normal, regions, outline)]
    if period.start is None:
        out.append(Warning_("period_missing", "Không thấy năm hoặc giai đoạn của kế hoạch trong văn bản."))
    out += task_warnings(tasks)
    out += duty_warnings(duties)
    if not targets:
        out.append(Warning_("targets_missing", "Không thấy chỉ tiêu có con số trong văn bản."))
    return out


def head_warnings(head: Head) -> list[Warning_]:
    out = []
    meta = head.metadata
    if head.number_blank:
        out.append(Warning_("number_blank", "Số văn bản để trống: đây có thể là dự thảo."))
    elif meta.number is None:
        out.append(Warning_("number_missing", "Không thấy số, ký hiệu văn bản."))
    if head.day_blank:
        out.append(Warning_("date_blank", "Ngày ban hành để trống: đây có thể là dự thảo."))
    elif meta.date is None:
        out.append(Warning_("date_missing", "Không thấy ngày ban hành."))
    if meta.issuer is None:
        out.append(Warning_("issuer_missing", "Không thấy cơ quan ban hành."))
    if meta.title is None:
        out.append(Warning_("title_missing", "Không thấy trích yếu của kế hoạch."))
    return out


def outline_warnings(normal: Normal, regions: Regions, outline: Outline) -> list[Warning_]:
    out = []
    cut = CUT.search(normal.text)
    if cut:
        out.append(
            Warning_("text_cut", "Văn bản có chỗ bị cắt bớt […]: phần thiếu không đọc được.", normal.span(*cut.span()))
        )
    if regions.further is not None:
        message = "Tệp có hai văn bản: chỉ văn bản đầu được đọc. Hãy tách tệp và tải văn bản thứ hai riêng."
        out.append(
            Warning_("second_plan", message, normal.span(regions.further, min(len(normal.text), regions.further + 80)))
        )
    if outline.bullets_lost:
        out.append(
            Warning_("bullets_lost", "Văn bản mất dấu gạch đầu dòng: các ý được chia theo đoạn, cần kiểm tra lại.")
        )
    by_path = {node.path: node for node in outline.nodes}
    for path in outline.skipped[:20]:
        node = by_path.get(path)
        span = normal.span(node.label_start, min(node.end, node.start + 60)) if node else None
        out.append(
            Warning_(
                "numbering_gap", f"Đánh số không liên tục tại mục {path}: có thể thiếu hoặc đọc sai một mục.", span
            )
        )
    return out


def task_warnings(tasks: list[Task]) -> list[Warning_]:
    if not tasks:
        return [Warning_("tasks_missing", "Không thấy nhiệm vụ nào trong văn bản.")]
    alone = [task for task in tasks if not task.leads]
    if not alone:
        return []
    message = (
        f"{len(alone)} trong {len(tasks)} nhiệm vụ không ghi cơ quan chủ trì; người "
        f"kiểm tra cần chọn, hệ thống không tự điền."
    )
    return [Warning_("lead_missing", message, alone[0].span)]


def duty_warnings(duties: list[Duty]) -> list[Warning_]:
    """Duties without a date, and one report with two dates."""
    out = [
        Warning_("due_missing", "Chế độ báo cáo chưa ghi hạn nộp.", duty.span) for duty in duties if duty.due is None
    ]
    for first, second in conflicts(duties):
        message = f"Một loại báo cáo có hai hạn nộp khác nhau ({first.due} và {second.due}): cần xác định hạn đúng."
        out.append(Warning_("due_conflict", message, second.span))
    return out


def conflicts(duties: list[Duty]) -> list[tuple[Duty, Duty]]:
    """Two sentences that give the same report, of the same cycle, to the same body or from the same body, two dates."""
    out: dict[tuple[str, ...], tuple[Duty, Duty]] = {}
    seen: dict[tuple[object, ...], Duty] = {}
    for duty in duties:
        if duty.due is None or duty.cycle == "once":
            continue
        for side, bodies in (("to", duty.recipients), ("from", duty.reporters)):
            key = (side, duty.cycle, tuple(map(fold, bodies)))
            first = seen.setdefault(key, duty)
            other = first.span != duty.span and same_day(first.due or "") != same_day(duty.due)
            if bodies and other:
                out.setdefault((repr(first.span), repr(duty.span)), (first, duty))
    return list(out.values())


def same_day(due: str) -> str:
    return "/".join(part.lstrip("0") for part in due.split("/"))
