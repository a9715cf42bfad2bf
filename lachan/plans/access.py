"""Who may do what with plan documents, plans, tasks.

Whoever issues a plan reads, reviews and follows it: the standing office the province's, a commune, a department, the
border guard its own. Others see plans, and the tasks that name them.
"""

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
# Procurators and judges follow the plans of others here and run none.
PLANNERS = tuple(r for r in DOERS if r not in (Role.PROCURACY_READER, Role.COURT_READER))
FOLLOWERS = frozenset({Role.STANDING_OFFICE, Role.AUDITOR})
_GIVES = allow(*PLANNERS, when=(Relation.OWN_AREA,))
_ISSUES = allow(*PLANNERS, when=(Relation.HOLDS,))
_ISSUED = allow(*PLANNERS, when=(Relation.RECORDED,))
_LEADS = allow(*DOERS, when=(Relation.HOLDS, Relation.SHARED))
# Rows are fetched through visible_to, which knows the province: any agency of it stands well enough here.
_ANY = (Relation.ANYONE,)

check_may_read_plandoc = Check("plandoc.read", "đọc văn bản kế hoạch", _GIVES)
check_may_receive_plandoc = Check("plandoc.receive", "đọc văn bản kế hoạch", _GIVES)
check_may_finish_plandoc = Check("plandoc.finish", "đọc văn bản kế hoạch", _ISSUES)
check_may_give_up_plandoc = Check("plandoc.give_up", "đọc văn bản kế hoạch", _ISSUES)
check_may_correct_plandoc = Check("plandoc.correct", "sửa kết quả đọc", _ISSUES)
check_may_reject_plandoc = Check("plandoc.reject", "bỏ qua văn bản", _ISSUES)
check_may_restore_plandoc = Check("plandoc.restore", "lấy lại văn bản", _ISSUES)
check_may_approve_plandoc = Check("plandoc.approve", "duyệt văn bản kế hoạch", _ISSUES)
check_may_reopen_plandoc = Check("plandoc.reopen", "mở lại văn bản để sửa", _ISSUES)
check_may_confirm_plandoc = Check("plandoc.confirm", "duyệt bản đã sửa", _ISSUES)

check_may_adopt_plan = Check("plan.adopt", "đưa kế hoạch vào theo dõi", _ISSUES)
check_may_revise_plan = Check("plan.revise", "cập nhật kế hoạch theo bản sửa", _ISSUES)
check_may_connect_target = Check("plan.connect_target", "nối chỉ tiêu với cách tính", _ISSUES)
check_may_amend_target = Check("plan.amend_target", "điều chỉnh mức chỉ tiêu", _ISSUES)
check_may_send_report = Check("plan.send_report", "ghi nhận đã gửi báo cáo", allow(*DOERS, when=_ANY))
check_may_close_plan = Check("plan.close", "tổng kết kế hoạch", _ISSUES)
check_may_see_plan = Check("plan.see", "xem kế hoạch", allow(*OFFICERS, when=_ANY))

check_may_assign_task = Check("task.assign", "giao nhiệm vụ", _ISSUES)
check_may_entrust_task = Check("task.entrust", "giao cơ quan chủ trì", _ISSUED)
check_may_start_task = Check("task.start", "bắt đầu thực hiện nhiệm vụ", _LEADS)
check_may_report_task = Check("task.report_done", "báo cáo hoàn thành nhiệm vụ", _LEADS)
check_may_reopen_task = Check("task.reopen", "mở lại nhiệm vụ", _ISSUED)
check_may_revise_task = Check("task.revise", "sửa nội dung nhiệm vụ", _ISSUED)
check_may_withdraw_task = Check("task.withdraw", "rút nhiệm vụ khỏi kế hoạch", _ISSUED)
check_may_renew_task = Check("task.renew", "đưa lại nhiệm vụ vào kế hoạch", _ISSUED)
check_may_open_words = Check("task.open_words", "mở lời ghi của nhiệm vụ", _ISSUED, _LEADS)


def documents_visible_to(actor: Actor) -> QuerySet[PlanDocument]:
    """The standing office and the auditor know of every document of the province; an agency of its own."""
    return visible(PlanDocument.objects.all(), actor, "plandoc", FOLLOWERS)


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """Every agency of the province sees its plans; a commune's own plan is seen by it and by the province."""
    if not actor.has(*OFFICERS):
        return Plan.objects.none()
    rows = Plan.objects.filter(province_code=actor.province_code)
    return rows.filter(area_code__in=["", actor.area_code]) if actor.area_code else rows


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """The standing office and the auditor follow every task; an agency sees those of its own plans and those that
    name it."""
    if not actor.has(*OFFICERS):
        return Task.objects.none()
    rows = Task.objects.filter(province_code=actor.province_code)
    if actor.roles & FOLLOWERS and not actor.area_code:
        return rows
    return rows.filter(Q(origin_id=actor.agency_id) | Q(id__in=naming(actor).values("task_id")))


def naming(actor: Actor) -> QuerySet[TaskAgency]:
    """Where the actor's agency is named: itself, by its kind, or as one of all, where all are to lead. A group in the
    plan of a commune means the offices of that commune."""
    by_kind = Q(group=str(actor.agency_kind))
    if not actor.area_code:
        by_kind |= Q(group=EVERYONE, role=str(AgencyRole.LEAD))
    of_the_area = Q(province_code=actor.province_code, task__plan__area_code__in=["", actor.area_code])
    return TaskAgency.objects.filter(Q(agency_id=actor.agency_id) | of_the_area & by_kind)
