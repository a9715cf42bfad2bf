"""A plan document read, corrected, approved; its plan tracked; its tasks done by those who lead them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.journal.actions import bulk
from lachan.journal.models import Entry, Note
from lachan.journal.queries import replayed_status, verify
from lachan.notices.models import Notice
from lachan.plans import actions as plans
from lachan.plans import queries
from lachan.plans.models import BudgetLine, DutyOccurrence, Plan, PlanDocument, Target, TargetVersion, Task, TaskAgency
from lachan.plans.rules import DocumentStatus, PlanStatus, TaskState, TaskStatus
from tests.world import DAY
from tests.world_plans import TEXT, a_document, a_plan, a_task, connect_all

pytestmark = pytest.mark.django_db
DATE = DAY.date()


def test_reading_keeps_text_file_and_finding(cast):
    page = queries.open_document(cast.standing, a_document(cast), DATE)
    assert page.document.status is DocumentStatus.READ
    assert page.document.title == "Phòng, chống mua bán người năm 2026"
    assert len(page.state["targets"]) == 3
    assert {a.name: a.found for a in page.agencies}["Sở Y tế"] == "Sở Y tế tỉnh thử nghiệm"
    assert page.changes == ()
    assert page.file_id


def test_the_source_file_is_kept_with_the_document(cast):
    from lachan.files.queries import files_of, read

    document_id = a_document(cast)
    [kept] = files_of(cast.standing, document_id)
    assert read(kept.id, purpose="handling", by=cast.standing, now=DAY).data == TEXT.encode()


def test_an_unreadable_file_is_refused_with_a_sentence(cast):
    with pytest.raises(Refused, match="không đúng là"):
        plans.read_plandoc(plans.ReadDocument("a.docx", b"abc"), by=cast.standing, now=DAY)
    with pytest.raises(Refused):
        plans.read_plandoc(plans.ReadDocument("a.pdf", b"%PDF-1.4 x"), by=cast.standing, now=DAY)
    assert PlanDocument.objects.count() == 0


@pytest.mark.parametrize("who", ["police", "commune", "outsider", "admin"])
def test_others_learn_nothing_of_a_document_under_review(cast, who):
    document_id = a_document(cast)
    with pytest.raises(NotFound):
        queries.open_document(cast.actors[who], document_id, DATE)
    assert queries.list_documents(cast.actors[who]).items == ()


@pytest.mark.parametrize("who", ["admin", "auditor", "procuracy", "court"])
def test_who_issues_no_plan_gives_no_document(cast, who):
    with pytest.raises(NotAllowed):
        plans.read_plandoc(plans.ReadDocument("a.txt", TEXT.encode()), by=cast.actors[who], now=DAY)


def test_a_rejected_document_can_no_longer_be_approved(cast):
    document_id = a_document(cast)
    plans.reject_plandoc(document_id, by=cast.standing, now=DAY)
    with pytest.raises(Refused, match="Đã bỏ qua"):
        plans.approve_plandoc(document_id, by=cast.standing, now=DAY)


def test_approval_stores_the_whole_plan(cast):
    plan = Plan.objects.get(id=a_plan(cast))
    assert (plan.number, plan.first_year, plan.last_year, plan.status) == ("15/KH-UBND", 2026, 2026, PlanStatus.ADOPTED)
    assert plan.issued_on.isoformat() == "2026-01-20"
    assert Target.objects.filter(plan=plan).count() == TargetVersion.objects.filter(plan=plan).count() == 3
    tasks = list(Task.objects.filter(plan=plan).order_by("position"))
    assert [t.holder_id for t in tasks[:3]] == [cast.police.agency_id] * 2 + [cast.health.agency_id]
    assert tasks[1].deadline_on == tasks[1].due_on
    assert (tasks[0].deadline_on, str(tasks[0].due_on)) == (None, "2026-12-31")
    assert TaskAgency.objects.filter(task=tasks[0], role="partner", agency_id=cast.border.agency_id).exists()
    days = sorted(str(o.due_on) for o in DutyOccurrence.objects.filter(plan=plan))
    assert days == ["2026-06-15", "2026-06-30", "2026-12-15"]
    assert BudgetLine.objects.get(plan=plan, value__isnull=False).value == 500_000_000
    assert Entry.objects.filter(verb="task.assign").count() == len(tasks)
    assert Notice.objects.filter(verb="plan.adopt", agency_id=cast.police.agency_id).count() == 1
    assert verify().is_whole


def test_status_columns_are_what_the_journal_says(cast):
    task_id = a_task(cast, TaskStatus.DONE)
    task = Task.objects.get(id=task_id)
    document = PlanDocument.objects.get(plan_id=task.plan_id)
    for row in (task, task.plan, document):
        assert replayed_status(row.id) == row.status


@pytest.mark.parametrize("who", ["police", "commune", "health", "court", "finance", "auditor"])
def test_every_agency_of_the_province_sees_the_plan(cast, who):
    plan_id = a_plan(cast)
    assert queries.open_plan(cast.actors[who], plan_id).plan.number == "15/KH-UBND"
    assert [p.id for p in queries.list_plans(cast.actors[who]).items] == [plan_id]


@pytest.mark.parametrize("who", ["outsider", "outsider_health", "admin", "admin_elsewhere"])
def test_others_learn_nothing(cast, who):
    actor, task_id = cast.actors[who], a_task(cast)
    plan_id = Task.objects.get(id=task_id).plan_id
    for ask in (
        lambda: queries.open_plan(actor, plan_id),
        lambda: queries.scorecard(actor, plan_id, DATE),
        lambda: queries.open_task(actor, task_id, DATE),
        lambda: plans.report_done_task(plans.TaskStep(task_id, DAY), by=actor, now=DAY),
        lambda: plans.close_plan(plan_id, by=actor, now=DAY),
    ):
        with pytest.raises(NotFound):
            ask()
    assert queries.list_plans(actor).items == queries.list_tasks(actor, queries.TaskFilter(), DATE).items == ()


def test_an_agency_sees_the_tasks_that_name_it(cast):
    a_plan(cast)

    def texts(actor):
        return {t.text[:12] for t in queries.list_tasks(actor, queries.TaskFilter(), DATE).items}

    assert len(texts(cast.standing)) == len(texts(cast.auditor)) == 5
    assert "Tuyên truyền" in texts(cast.commune)
    assert "Tuyên truyền" not in texts(cast.health)
    assert "Chủ trì, phố" in texts(cast.border)
    assert texts(cast.court) == {"Các sở, ban,"}


def test_who_leads_a_task_does_it_and_the_result_is_sealed(cast):
    task_id = a_task(cast, TaskStatus.DONE)
    assert not Note.objects.filter(record_id=task_id).exclude(words=None).filter(words__contains=b"th").exists()
    words = plans.open_words(task_id, purpose="handling", by=cast.standing, now=DAY + timedelta(hours=5))
    assert set(words.values()) == {"kết quả thử"}
    with pytest.raises(NotAllowed):
        plans.reopen_task(plans.TaskStep(task_id, DAY, "chưa đạt"), by=cast.police, now=DAY)
    later = DAY + timedelta(hours=3)
    with pytest.raises(Refused, match="lý do"):
        plans.reopen_task(plans.TaskStep(task_id, later), by=cast.standing, now=later)
    plans.reopen_task(plans.TaskStep(task_id, later, "thiếu số liệu"), by=cast.standing, now=later)
    assert Task.objects.get(id=task_id).status == TaskStatus.DOING


def test_a_partner_does_not_report_for_the_leader(cast):
    task_id = a_task(cast)
    with pytest.raises(NotAllowed):
        plans.report_done_task(plans.TaskStep(task_id, DAY), by=cast.border, now=DAY)


def test_a_task_without_a_known_leader_waits_at_the_standing_office_until_entrusted(cast):
    plan_id = a_plan(cast)
    task = Task.objects.get(plan_id=plan_id, text__startswith="Tuyên truyền")
    assert task.holder_id == cast.standing.agency_id
    plans.entrust_task(task.id, cast.commune.agency_id, by=cast.standing, now=DAY)
    plans.report_done_task(plans.TaskStep(task.id, DAY, "đã xong"), by=cast.commune, now=DAY)
    with pytest.raises(Refused, match="tỉnh khác"):
        plans.entrust_task(a_task(cast), cast.outsider.agency_id, by=cast.standing, now=DAY)


def test_late_and_soon_tasks(cast):
    a_plan(cast)
    late = DATE.replace(month=7)
    assert queries.count_tasks(cast.police, late) == (1, 0)
    assert [t.state for t in queries.due_tasks(cast.police, late)] == [TaskState.LATE]
    assert queries.due_tasks(cast.commune, late) == []
    found = queries.list_tasks(cast.standing, queries.TaskFilter(state="late"), late).items
    assert [t.path for t in found] == ["II.1.-2"]
    by_agency = queries.list_tasks(cast.standing, queries.TaskFilter(agency_id=cast.health.agency_id), late).items
    assert [t.leads for t in by_agency] == [("Sở Y tế tỉnh thử nghiệm",)]


def test_a_closed_plan_takes_no_more_moves(cast):
    plan_id = a_plan(cast, PlanStatus.CLOSED)
    target = Target.objects.filter(plan_id=plan_id)[0]
    with pytest.raises(Refused, match="Đã tổng kết"):
        plans.connect_target(plan_id, target.id, "tip.resolved", by=cast.standing, now=DAY + timedelta(days=301))


def test_the_same_actions_work_in_a_batch(cast):
    with bulk() as batch:
        document_id = a_document(cast)
        plan_id = plans.approve_plandoc(document_id, by=cast.standing, now=DAY)
        batch.flush()
        task = Task.objects.filter(plan_id=plan_id, holder_id=cast.police.agency_id)[0]
        plans.start_task(plans.TaskStep(task.id, DAY), by=cast.police, now=DAY)
    assert Task.objects.filter(plan_id=plan_id, status=TaskStatus.DOING).count() == 1
    assert verify().is_whole


def test_the_annotation_has_the_readers_shape(cast):
    document_id = a_document(cast)
    document = PlanDocument.objects.get(id=document_id)
    connect_all(cast, document_id)
    said = queries.annotation_of(cast.standing, document_id)
    assert set(said) == set(document.reading)
    assert not {"was", "key"} & set(said["targets"][0])
    assert [t["indicator"] for t in said["targets"]] == ["tip.classified", "tip.resolved", "victim.need_supported"]
