"""Builds plan documents, plans and tasks by running the real actions on a small fictitious plan."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lachan.plans import actions as plans
from lachan.plans.models import Plan, PlanDocument, Task
from lachan.plans.rules import PlanStatus, StepKind, TaskStatus
from lachan.plans.steps import Wish
from tests.people import Cast
from tests.world import DAY

TEXT = """ỦY BAN NHÂN DÂN
TỈNH THỬ NGHIỆM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/KH-UBND
Thử Một, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Phòng, chống mua bán người năm 2026

Căn cứ Luật Phòng, chống mua bán người số 53/2024/QH15; Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU, CHỈ TIÊU
1. Mục tiêu
- Giảm nguy cơ mua bán người trên địa bàn tỉnh.
2. Chỉ tiêu cụ thể
- Bảo đảm 100% tố giác, tin báo về tội phạm mua bán người được tiếp nhận, phân loại; tỷ lệ giải quyết đạt trên 90%.
- 100% nạn nhân có nhu cầu được hỗ trợ theo quy định.

II. PHÂN CÔNG TRÁCH NHIỆM
1. Công an tỉnh
- Chủ trì, phối hợp với Bộ Chỉ huy Bộ đội Biên phòng tỉnh mở đợt cao điểm tấn công, trấn áp tội phạm mua bán người.
- Rà soát các đường dây lừa đảo trực tuyến, báo cáo trước ngày 30/6/2026.
2. Sở Y tế
- Chủ trì tiếp nhận, hỗ trợ nạn nhân; phối hợp với Công an tỉnh xác minh ban đầu.
3. Ủy ban nhân dân các xã, phường
- Tuyên truyền tại cơ sở.

III. KINH PHÍ
Kinh phí thực hiện từ ngân sách nhà nước theo phân cấp; năm 2026 là 500.000.000 đồng.

IV. TỔ CHỨC THỰC HIỆN
Các sở, ban, ngành, Ủy ban nhân dân các xã, phường báo cáo định kỳ 06 tháng (trước ngày 15/6), 01 năm (trước ngày 15/12)
về Công an tỉnh để tổng hợp.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Thử
"""


def a_document(cast: Cast, text: str = TEXT, at: datetime = DAY) -> UUID:
    return plans.read_plandoc(plans.ReadDocument("ke-hoach.txt", text.encode()), by=cast.standing, now=at)


def wish(cast: Cast, document_id: UUID, kind: StepKind, key: str = "", now: datetime = DAY, **more: Any) -> plans.Saved:
    """One step of the review on the newest version, by the standing office unless ``by`` names another."""
    by, version = more.pop("by", cast.standing), more.pop("version", None)
    fields = more.pop("fields", {})
    if version is None:
        version = PlanDocument.objects.get(id=document_id).version
    command = plans.CorrectDocument(document_id, version, Wish(kind, key, fields, **more))
    return plans.correct_plandoc(command, by=by, now=now)


def put(cast: Cast, document_id: UUID, key: str, now: datetime = DAY, **fields: Any) -> plans.Saved:
    """Corrects fields of one finding: ``put(cast, id, "t-0", value=95)``."""
    return wish(cast, document_id, StepKind.SET, key, now, fields=fields)


def connect_all(cast: Cast, document_id: UUID, at: datetime = DAY) -> None:
    """The three targets of the text connected to the figures that answer them, as an officer would."""
    for target in PlanDocument.objects.get(id=document_id).corrected["targets"]:
        words = (("nạn nhân", "victim.need_supported"), ("giải quyết", "tip.resolved"), ("", "tip.classified"))
        code = next(code for word, code in words if word in target["subject"].lower())
        put(cast, document_id, target["key"], at, indicator=code)


def a_plan(cast: Cast, status: PlanStatus = PlanStatus.ADOPTED, at: datetime = DAY, text: str = TEXT) -> UUID:
    document_id = a_document(cast, text, at)
    connect_all(cast, document_id, at)
    plan_id = plans.approve_plandoc(document_id, by=cast.standing, now=at)
    if status is PlanStatus.CLOSED:
        plans.close_plan(plan_id, by=cast.standing, now=at + timedelta(days=300))
    return plan_id


def a_task(cast: Cast, status: TaskStatus = TaskStatus.ASSIGNED, at: datetime = DAY) -> UUID:
    """A task that the provincial police lead, carried on by them, an hour a step."""
    plan = Plan.objects.get(id=a_plan(cast, at=at))
    task = Task.objects.filter(plan=plan, holder_id=cast.police.agency_id).order_by("position")[0]
    for hours, (reached, go) in enumerate(
        ((TaskStatus.DOING, plans.start_task), (TaskStatus.DONE, plans.report_done_task)), 1
    ):
        if list(TaskStatus).index(status) >= list(TaskStatus).index(reached):
            when = at + timedelta(hours=hours)
            go(plans.TaskStep(task.id, when, "kết quả thử"), by=cast.police, now=when)
    return task.id
