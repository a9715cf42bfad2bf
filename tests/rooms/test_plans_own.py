"""Plans below the province: a commune, a department, the border guard read, review and follow their own."""

from __future__ import annotations

import pytest

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.notices.models import Notice
from lachan.plans import actions as plans
from lachan.plans import queries
from lachan.plans.models import Plan, PlanDocument, Target, Task, TaskAgency
from lachan.plans.rules import StepKind, TaskStatus
from tests.people import COMMUNE
from tests.world import DAY
from tests.world_plans import TEXT, a_plan, wish

pytestmark = pytest.mark.django_db
DATE = DAY.date()
COMMUNE_PLAN = """ỦY BAN NHÂN DÂN
XÃ THỬ MỘT
Số: 12/KH-UBND
Thử Một, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phòng, chống mua bán người năm 2026

Thực hiện Kế hoạch số 15/KH-UBND ngày 20/01/2026 của Ủy ban nhân dân tỉnh Thử Nghiệm, nay ban hành Kế hoạch:

I. CHỈ TIÊU
1. 100% tố giác, tin báo về tội phạm mua bán người được tiếp nhận, phân loại.
II. NHIỆM VỤ
1. Rà soát hộ có người đi làm xa. Giao Công an xã chủ trì, hoàn thành trước ngày 31/8/2026.
2. Bố trí nơi tiếp dân. Giao Ủy ban nhân dân xã Thử Một chủ trì, hoàn thành trước ngày 31/3/2026.
3. Điều tra các vụ việc. Giao Công an tỉnh chủ trì.
4. Tuyên truyền. Giao Ủy ban nhân dân các xã, phường chủ trì.
"""
DEPARTMENT_PLAN = COMMUNE_PLAN.replace("XÃ THỬ MỘT", "TỈNH THỬ NGHIỆM\nSỞ Y TẾ").replace("12/KH-UBND", "45/KH-SYT")
DEPARTMENT_PLAN = DEPARTMENT_PLAN.replace("Công an xã", "Sở Y tế").replace(
    "Ủy ban nhân dân xã Thử Một", "Trung tâm Công tác xã hội"
)


def given(by, text=COMMUNE_PLAN):
    return plans.read_plandoc(plans.ReadDocument("a.txt", text.encode()), by=by, now=DAY)


def adopted(by, text=COMMUNE_PLAN):
    return plans.approve_plandoc(given(by, text), by=by, now=DAY)


def test_a_commune_runs_its_own_plan_from_document_to_closing(cast):
    document_id = given(cast.commune)
    wish(cast, document_id, StepKind.SET, "t-0", by=cast.commune, fields={"value": 95})
    plan_id = plans.approve_plandoc(document_id, by=cast.commune, now=DAY)
    plan = Plan.objects.get(id=plan_id)
    assert (plan.area_code, plan.holder_id) == (COMMUNE, cast.commune.agency_id)
    target = Target.objects.get(plan=plan)
    plans.connect_target(plan_id, target.id, "", by=cast.commune, now=DAY)
    plans.amend_target(plans.AmendTarget(plan_id, target.id, ">=", 90.0, "%", "x"), by=cast.commune, now=DAY)
    plans.close_plan(plan_id, by=cast.commune, now=DAY)


@pytest.mark.parametrize(
    "who", ["commune", "commune_police", "border", "health", "police", "union", "facility", "finance"]
)
def test_every_issuer_may_give_read_and_adopt_its_own(cast, who):
    actor = cast.actors[who]
    plan_id = adopted(actor)
    assert Plan.objects.get(id=plan_id).holder_id == actor.agency_id
    assert [d.is_ours for d in queries.list_documents(actor).items] == [True]


def test_nobody_else_touches_it_not_even_the_standing_office(cast):
    document_id = given(cast.commune)
    page = queries.open_document(cast.standing, document_id, DATE)
    assert not page.is_open and not page.document.is_ours
    for act in (
        lambda: wish(cast, document_id, StepKind.DROP, "t-0", by=cast.standing),
        lambda: plans.approve_plandoc(document_id, by=cast.standing, now=DAY),
        lambda: plans.reject_plandoc(document_id, by=cast.standing, now=DAY),
    ):
        with pytest.raises(NotAllowed):
            act()
    for who in ("other_commune", "commune_police", "police", "outsider", "admin"):
        with pytest.raises(NotFound):
            queries.open_document(cast.actors[who], document_id, DATE)
    plan_id = plans.approve_plandoc(document_id, by=cast.commune, now=DAY)
    target = Target.objects.get(plan_id=plan_id)
    for actor in (cast.standing, cast.police):
        with pytest.raises(NotAllowed):
            plans.connect_target(plan_id, target.id, "", by=actor, now=DAY)
    with pytest.raises(NotFound):
        queries.open_plan(cast.other_commune, plan_id)
    with pytest.raises(NotFound):
        queries.open_plan(cast.outsider, plan_id)


def test_a_commune_charges_its_own_offices_and_names_the_others(cast):
    plan_id = adopted(cast.commune)
    held = {t.path: t.holder_id for t in Task.objects.filter(plan_id=plan_id)}
    assert held["II.1"] == cast.commune_police.agency_id
    assert held["II.2"] == held["II.3"] == held["II.4"] == cast.commune.agency_id
    assert not Notice.objects.filter(verb="plan.adopt", agency_id=cast.police.agency_id).exists()
    assert Notice.objects.filter(verb="plan.adopt", agency_id=cast.commune_police.agency_id).exists()
    named = TaskAgency.objects.filter(task__plan_id=plan_id, name="Công an tỉnh")
    assert [(n.agency_id, n.group) for n in named] == [(None, "")]
    assert not TaskAgency.objects.filter(task__plan_id=plan_id).exclude(group="").exists()


def test_the_police_of_the_commune_does_its_task_and_the_commune_reopens_it(cast):
    plan_id = adopted(cast.commune)
    task = Task.objects.get(plan_id=plan_id, path="II.1")
    plans.report_done_task(plans.TaskStep(task.id, DAY, "đã rà soát"), by=cast.commune_police, now=DAY)
    with pytest.raises(NotAllowed):
        plans.reopen_task(plans.TaskStep(task.id, DAY, "thiếu"), by=cast.standing, now=DAY)
    plans.reopen_task(plans.TaskStep(task.id, DAY, "thiếu"), by=cast.commune, now=DAY)
    assert Task.objects.get(id=task.id).status == TaskStatus.DOING
    with pytest.raises(NotFound):
        queries.open_task(cast.other_commune, task.id, DATE)


def test_tasks_of_a_commune_do_not_fill_the_standing_offices_list_of_late_work(cast):
    adopted(cast.commune)
    late = DATE.replace(month=12)
    assert queries.count_tasks(cast.standing, late) == (0, 0)
    assert queries.count_tasks(cast.commune_police, late)[0] == 1
    assert len(queries.list_tasks(cast.standing, queries.TaskFilter(), late).items) == 4, "but it may look at them"


def test_a_department_charges_itself_and_what_stands_under_it(cast):
    plan_id = adopted(cast.health, DEPARTMENT_PLAN)
    held = {t.path: t.holder_id for t in Task.objects.filter(plan_id=plan_id)}
    assert (held["II.1"], held["II.2"]) == (cast.health.agency_id, cast.facility.agency_id)
    assert held["II.3"] == held["II.4"] == cast.health.agency_id


def test_a_plan_names_the_one_above_and_a_person_may_say_otherwise(cast):
    above = a_plan(cast)
    document_id = given(cast.commune)
    choices, chosen = queries.parents_of(cast.commune, document_id)
    assert chosen == str(above) and [c.is_proposed for c in choices if c.id == chosen] == [True]
    plan_id = plans.approve_plandoc(document_id, by=cast.commune, now=DAY)
    assert queries.open_plan(cast.commune, plan_id).parent.id == above
    assert [c.id for c in queries.open_plan(cast.standing, above).children] == [plan_id]
    other = given(cast.health, DEPARTMENT_PLAN)
    put_by(cast.health, other, parent="-")
    assert queries.open_plan(cast.health, plans.approve_plandoc(other, by=cast.health, now=DAY)).parent is None


def put_by(actor, document_id, **fields):
    from lachan.plans.steps import Wish

    version = PlanDocument.objects.get(id=document_id).version
    command = plans.CorrectDocument(document_id, version, Wish(StepKind.SET, "f", fields))
    return plans.correct_plandoc(command, by=actor, now=DAY)


def test_the_plan_at_a_glance_is_the_provinces(cast):
    plan_id = a_plan(cast)
    adopted(cast.health, DEPARTMENT_PLAN)
    adopted(cast.commune)
    for actor in (cast.standing, cast.commune, cast.police):
        found = queries.newest_plan(actor, 2026)
        assert found is not None and found.id == plan_id


def test_names_are_looked_up_on_the_day_of_the_plan_and_work_goes_to_who_does_it_now(cast):
    from datetime import date

    from lachan.access.roles import AgencyKind
    from lachan.people.actions import OpenAgency, open_agency
    from lachan.people.models import Agency

    command = OpenAgency(
        "98.LDTBXH", "Sở Lao động - Thương binh và Xã hội", AgencyKind.DEPARTMENT, "98", "", date(2016, 1, 1)
    )
    old_id = open_agency(command, by=cast.admin, now=DAY)
    Agency.objects.filter(id=old_id).update(in_force_until=date(2025, 2, 28), successor_id=cast.health.agency_id)
    text = TEXT.replace("2026", "2024").replace("2. Sở Y tế", "2. Sở Lao động - Thương binh và Xã hội")
    document_id = plans.read_plandoc(plans.ReadDocument("a.txt", text.encode()), by=cast.standing, now=DAY)
    page = queries.open_document(cast.standing, document_id, DATE)
    found = {a.name: a.found for a in page.agencies}
    assert found["Sở Lao động - Thương binh và Xã hội"] == "Sở Lao động - Thương binh và Xã hội"
    assert page.directory_on == date(2024, 1, 20)
    plan_id = plans.approve_plandoc(document_id, by=cast.standing, now=DAY)
    assert Task.objects.get(plan_id=plan_id, path="II.2.-1").holder_id == cast.health.agency_id


def test_a_department_cannot_approve_what_is_not_ready(cast):
    document_id = given(cast.health, DEPARTMENT_PLAN)
    put_by(cast.health, document_id, title=None)
    with pytest.raises(Refused, match="trích yếu"):
        plans.approve_plandoc(document_id, by=cast.health, now=DAY)
