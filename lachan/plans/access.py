"""Who may do what with plan documents, plans, tasks: the standing office runs them, others see plans and own tasks."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.access.scope import visible
from lachan.plans.directory import EVERYONE
from lachan.plans.models import Plan, PlanDocument, Task, TaskAgency
from lachan.plans.rules import AgencyRole

OFFICERS = tuple(r for r in Role if r is not Role.ADMINISTRATOR)
DOERS = tuple(r for r in OFFICERS if r is not Role.AUDITOR)
FOLLOWERS = frozenset({Role.STANDING_OFFICE, Role.AUDITOR})
_OFFICE = allow(Role.STANDING_OFFICE, when=(Relation.PROVINCE,))
_LEADS = allow(*DOERS, when=(Relation.HOLDS, Relation.SHARED))
# Rows are fetched through visible_to, which knows the province: any agency of it stands well enough here.
_ANY = (Relation.ANYONE,)

check_may_read_plandoc = Check("plandoc.read", "đọc văn bản kế hoạch", _OFFICE)
check_may_correct_plandoc = Check("plandoc.correct", "sửa kết quả đọc", _OFFICE)
check_may_reject_plandoc = Check("plandoc.reject", "bỏ qua văn bản", _OFFICE)
check_may_approve_plandoc = Check("plandoc.approve", "duyệt văn bản kế hoạch", _OFFICE)

check_may_adopt_plan = Check("plan.adopt", "đưa kế hoạch vào theo dõi", _OFFICE)
check_may_connect_target = Check("plan.connect_target", "nối chỉ tiêu với cách tính", _OFFICE)
check_may_amend_target = Check("plan.amend_target", "điều chỉnh mức chỉ tiêu", _OFFICE)
check_may_send_report = Check("plan.send_report", "ghi nhận đã gửi báo cáo", allow(*DOERS, when=_ANY))
check_may_close_plan = Check("plan.close", "tổng kết kế hoạch", _OFFICE)
check_may_see_plan = Check("plan.see", "xem kế hoạch", allow(*OFFICERS, when=_ANY))

check_may_assign_task = Check("task.assign", "giao nhiệm vụ", _OFFICE)
check_may_entrust_task = Check("task.entrust", "giao cơ quan chủ trì", _OFFICE)
check_may_start_task = Check("task.start", "bắt đầu thực hiện nhiệm vụ", _LEADS)
check_may_report_task = Check("task.report_done", "báo cáo hoàn thành nhiệm vụ", _LEADS)
check_may_reopen_task = Check("task.reopen", "mở lại nhiệm vụ", _OFFICE)
check_may_open_words = Check("task.open_words", "mở lời ghi của nhiệm vụ", _OFFICE, _LEADS)


def documents_visible_to(actor: Actor) -> QuerySet[PlanDocument]:
    return visible(PlanDocument.objects.all(), actor, "plandoc", FOLLOWERS)


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """Every agency of the province sees its plans; a commune's own plan is seen by it and by the province."""
    if not actor.has(*OFFICERS):
        return Plan.objects.none()
    rows = Plan.objects.filter(province_code=actor.province_code)
    return rows.filter(area_code__in=["", actor.area_code]) if actor.area_code else rows


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """The standing office and the auditor follow every task; an agency sees those that name it."""
    if not actor.has(*OFFICERS):
        return Task.objects.none()
    rows = Task.objects.filter(province_code=actor.province_code)
    if actor.roles & FOLLOWERS and not actor.area_code:
        return rows
    return rows.filter(id__in=naming(actor).values("task_id"))


def naming(actor: Actor) -> QuerySet[TaskAgency]:
    """Where the actor's agency is named: itself, by its kind, or as one of all, where all are to lead."""
    by_kind = Q(group=str(actor.agency_kind))
    if not actor.area_code:
        by_kind |= Q(group=EVERYONE, role=str(AgencyRole.LEAD))
    return TaskAgency.objects.filter(Q(agency_id=actor.agency_id) | Q(province_code=actor.province_code) & by_kind)
