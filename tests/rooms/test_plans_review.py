"""Reviewing a reading through its actions: each step, its refusals, two officers at once, undoing, reopening."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.journal.models import Entry
from lachan.journal.queries import replayed_status, verify
from lachan.notices.models import Notice
from lachan.plans import actions as plans
from lachan.plans import queries
from lachan.plans.apart import TooLong, read_apart
from lachan.plans.models import (
    DutyOccurrence,
    Objective,
    Plan,
    PlanDocument,
    ReviewSeen,
    ReviewStep,
    Target,
    TargetVersion,
    Task,
)
from lachan.plans.rules import DocumentStatus, PlanStatus, StepKind, TaskStatus
from tests.world import DAY
from tests.world_plans import TEXT, a_document, a_plan, connect_all, put, wish

pytestmark = pytest.mark.django_db
DATE = DAY.date()
LATER = DAY + timedelta(days=30)


def state_of(document_id):
    return PlanDocument.objects.get(id=document_id).corrected


def test_a_step_is_saved_with_its_entry_and_its_words(cast):
    document_id = a_document(cast)
    saved = put(cast, document_id, "f", number="16/KH-UBND", place="Thử Hai")
    assert (saved.version, saved.is_changed, saved.touched) == (1, True, ("f",))
    step = ReviewStep.objects.get()
    assert ["f", "number", "15/KH-UBND", "16/KH-UBND"] in step.writes
    entry = Entry.objects.get(verb="plandoc.correct")
    assert (entry.seq, entry.facts) == (step.entry_seq, {"version": 1, "step": "set", "finding": "f"})
    assert "16/KH" not in str(entry.facts)
    page = queries.open_document(cast.standing, document_id, DATE)
    assert [(c.field, c.after) for c in page.changes] == [("số, ký hiệu", "16/KH-UBND"), ("nơi ban hành", "Thử Hai")]
    assert verify().is_whole


def test_a_wish_that_changes_nothing_writes_nothing(cast):
    document_id = a_document(cast)
    assert put(cast, document_id, "f", number="15/KH-UBND") == plans.Saved(0, False)
    assert not ReviewStep.objects.exists() and not Entry.objects.filter(verb="plandoc.correct").exists()


def test_two_officers_on_different_fields_both_keep_their_work(cast):
    document_id = a_document(cast)
    put(cast, document_id, "t-0", value=95)
    saved = wish(cast, document_id, StepKind.SET, "t-0", version=0, fields={"unit": "tin"})
    assert saved.version == 2
    target = state_of(document_id)["targets"][0]
    assert (target["value"], target["unit"]) == (95, "tin")


def test_two_officers_on_one_field_clash_and_nothing_is_lost(cast):
    document_id = a_document(cast)
    put(cast, document_id, "t-0", value=95)
    with pytest.raises(plans.Clash, match="Người khác vừa sửa «mức»") as clash:
        wish(cast, document_id, StepKind.SET, "t-0", version=0, fields={"value": 97})
    found = clash.value
    assert (found.mine, found.theirs, found.account_id) == ("97", "95", cast.standing.account_id)
    assert state_of(document_id)["targets"][0]["value"] == 95
    same = wish(cast, document_id, StepKind.SET, "t-0", version=0, fields={"value": 95})
    assert not same.is_changed, "who wrote the same has nothing to clash about"


def test_a_whole_form_sent_from_an_old_page_carries_only_what_its_officer_changed(cast):
    document_id = a_document(cast)
    was = state_of(document_id)["targets"][0]
    put(cast, document_id, "t-0", value=95)
    form = {"value": was["value"], "unit": "vụ", "comparator": was["comparator"]}
    wish(cast, document_id, StepKind.SET, "t-0", version=0, fields=form)
    target = state_of(document_id)["targets"][0]
    assert (target["value"], target["unit"]) == (95, "vụ")


def test_dropping_what_a_colleague_corrected_clashes_not_but_correcting_what_he_dropped_is_refused(cast):
    document_id = a_document(cast)
    wish(cast, document_id, StepKind.DROP, "v-1")
    with pytest.raises(Refused, match="đã được bỏ"):
        wish(cast, document_id, StepKind.SET, "v-1", version=0, fields={"text": "khác"})


def test_merge_split_add_drop_and_restore_through_the_action(cast):
    document_id = a_document(cast)
    wish(cast, document_id, StepKind.MERGE, "v-0", other="v-1")
    words = state_of(document_id)["tasks"][2]["text"]
    made = wish(cast, document_id, StepKind.SPLIT, "v-2", at=words.index("; phối") + 1)
    start = TEXT.index("Giảm nguy cơ")
    added = wish(cast, document_id, StepKind.ADD, "v", span=(start, start + 24))
    wish(cast, document_id, StepKind.DROP, "t-1")
    wish(cast, document_id, StepKind.RESTORE, "t-1")
    assert made.touched[-1] == "v-n2" and added.touched == ("v-n3",)
    living = [t["key"] for t in state_of(document_id)["tasks"] if not t.get("gone")]
    assert living == ["v-n3", "v-0", "v-2", "v-n2", "v-3", "v-4"]
    page = queries.open_document(cast.standing, document_id, DATE)
    assert sorted({str(c.how) for c in page.changes}) == ["added", "changed", "merged", "split"]


def test_undoing_is_a_further_step_and_can_be_undone(cast):
    document_id = a_document(cast)
    put(cast, document_id, "t-0", value=95)
    wish(cast, document_id, StepKind.UNDO, at=1)
    assert state_of(document_id)["targets"][0]["value"] == 100
    with pytest.raises(Refused, match="đã được hoàn tác"):
        wish(cast, document_id, StepKind.UNDO, at=1)
    wish(cast, document_id, StepKind.UNDO, at=2)
    assert state_of(document_id)["targets"][0]["value"] == 95
    steps = queries.list_steps(cast.standing, document_id).items
    assert [(s.number, str(s.kind), s.is_undone) for s in steps] == [
        (3, "undo", False),
        (2, "undo", True),
        (1, "set", False),
    ]
    assert steps[-1].values == (("mức", "100", "95"),)
    assert queries.last_step(cast.standing, document_id, cast.standing.account_id) == 1
    with pytest.raises(NotFound):
        wish(cast, document_id, StepKind.UNDO, at=99)


def test_what_was_written_over_is_undone_in_its_order(cast):
    document_id = a_document(cast)
    put(cast, document_id, "t-0", value=95)
    put(cast, document_id, "t-0", value=96)
    with pytest.raises(Refused, match="Hãy hoàn tác bước sau trước"):
        wish(cast, document_id, StepKind.UNDO, at=1)
    wish(cast, document_id, StepKind.UNDO, at=2)
    wish(cast, document_id, StepKind.UNDO, at=1)
    assert state_of(document_id)["targets"][0]["value"] == 100


def test_a_printed_name_is_settled_to_the_directory_and_back(cast):
    document_id = a_document(cast)
    put(cast, document_id, "g", **{"Sở Y tế": str(cast.police.agency_id)})
    found = {a.name: a for a in queries.open_document(cast.standing, document_id, DATE).agencies}
    assert found["Sở Y tế"].found == "Công an tỉnh thử nghiệm" and found["Sở Y tế"].is_chosen
    put(cast, document_id, "g", **{"Sở Y tế": None})
    found = {a.name: a for a in queries.open_document(cast.standing, document_id, DATE).agencies}
    assert found["Sở Y tế"].found == "Sở Y tế tỉnh thử nghiệm" and not found["Sở Y tế"].is_chosen


def test_what_was_seen_is_remembered_once_and_unknown_keys_are_not(cast):
    document_id = a_document(cast)
    for _ in range(2):
        plans.see_findings(document_id, ["t-0", "v-1", "x-77", "t-0"], by=cast.standing, now=DAY)
    assert sorted(ReviewSeen.objects.values_list("key", flat=True)) == ["t-0", "v-1"]
    put(cast, document_id, "t-1", value=80)
    page = queries.open_document(cast.standing, document_id, DATE)
    assert {p.prefix: p.seen for p in page.progress}["t"] == 2
    with pytest.raises(NotFound):
        plans.see_findings(document_id, ["t-0"], by=cast.outsider, now=DAY)


@pytest.mark.parametrize("who", ["police", "health", "commune", "outsider", "admin"])
def test_others_correct_nothing(cast, who):
    document_id = a_document(cast)
    with pytest.raises(NotFound):
        wish(cast, document_id, StepKind.SET, "t-0", by=cast.actors[who], fields={"value": 1})


def test_the_auditor_reads_a_document_and_corrects_nothing(cast):
    document_id = a_document(cast)
    assert not queries.open_document(cast.auditor, document_id, DATE).is_open
    with pytest.raises(NotAllowed, match="sửa kết quả đọc"):
        wish(cast, document_id, StepKind.SET, "t-0", by=cast.auditor, fields={"value": 1})


def test_a_document_passed_over_is_taken_back(cast):
    document_id = a_document(cast)
    plans.reject_plandoc(document_id, by=cast.standing, now=DAY)
    with pytest.raises(Refused, match="Đã bỏ qua"):
        put(cast, document_id, "t-0", value=1)
    plans.restore_plandoc(document_id, by=cast.standing, now=DAY)
    put(cast, document_id, "t-0", value=1)
    assert replayed_status(document_id) == DocumentStatus.READ


def test_only_what_lives_becomes_the_plan(cast):
    document_id = a_document(cast)
    connect_all(cast, document_id)
    wish(cast, document_id, StepKind.DROP, "v-1")
    wish(cast, document_id, StepKind.DROP, "t-2")
    plan_id = plans.approve_plandoc(document_id, by=cast.standing, now=DAY)
    assert Task.objects.filter(plan_id=plan_id).count() == 4
    assert list(Target.objects.filter(plan_id=plan_id).order_by("position").values_list("finding", flat=True)) == [
        "t-0",
        "t-1",
    ]


def reopened(cast):
    plan_id = a_plan(cast)
    document_id = Plan.objects.get(id=plan_id).document_id
    plans.reopen_plandoc(document_id, by=cast.standing, now=LATER)
    return plan_id, document_id


def test_an_approved_document_is_corrected_only_after_it_was_reopened(cast):
    plan_id = a_plan(cast)
    document_id = Plan.objects.get(id=plan_id).document_id
    with pytest.raises(Refused, match="Đã duyệt"):
        put(cast, document_id, "t-0", value=1)
    plans.reopen_plandoc(document_id, by=cast.standing, now=LATER)
    put(cast, document_id, "t-0", LATER, value=95)
    assert TargetVersion.objects.filter(plan_id=plan_id).count() == 3, "the plan waits for the confirmation"
    with pytest.raises(Refused):
        plans.approve_plandoc(document_id, by=cast.standing, now=LATER)
    assert plans.confirm_plandoc(document_id, by=cast.standing, now=LATER) == plan_id
    assert replayed_status(document_id) == DocumentStatus.APPROVED


def test_a_confirmed_correction_reaches_the_plan_and_past_days_keep_the_past(cast):
    plan_id, document_id = reopened(cast)
    put(cast, document_id, "t-0", LATER, value=95, comparator=">=")
    wish(cast, document_id, StepKind.DROP, "t-2", LATER)
    wish(cast, document_id, StepKind.ADD, "t", LATER, fields={"subject": "Chỉ tiêu thêm", "value": 5})
    put(cast, document_id, "f", LATER, number="16/KH-UBND")
    plans.confirm_plandoc(document_id, by=cast.standing, now=LATER)
    before = queries.scorecard(cast.standing, plan_id, DATE)
    after = queries.scorecard(cast.standing, plan_id, LATER.date())
    assert [t.assigned for t in before.targets] == ["100%", "> 90%", "100%"]
    assert [t.assigned for t in after.targets] == ["≥ 95%", "> 90%", "5%"]
    assert Plan.objects.get(id=plan_id).number == "16/KH-UBND"
    assert verify().is_whole


def test_a_target_amended_on_the_plan_is_not_put_back_by_a_correction_of_another(cast):
    plan_id, document_id = reopened(cast)
    first, second = Target.objects.filter(plan_id=plan_id).order_by("position")[:2]
    command = plans.AmendTarget(plan_id, first.id, ">=", 80.0, "%", "Sửa trên trang kế hoạch")
    plans.amend_target(command, by=cast.standing, now=LATER)
    put(cast, document_id, second.finding, LATER, value=91)
    plans.confirm_plandoc(document_id, by=cast.standing, now=LATER)
    card = queries.scorecard(cast.standing, plan_id, LATER.date())
    assert [t.assigned for t in card.targets][:2] == ["≥ 80%", "> 91%"]


def test_tasks_are_revised_withdrawn_renewed_and_added(cast):
    plan_id, document_id = reopened(cast)
    tasks = {t.finding: t for t in Task.objects.filter(plan_id=plan_id)}
    put(cast, document_id, "v-0", LATER, text="Mở hai đợt cao điểm", leads=["Sở Y tế"])
    wish(cast, document_id, StepKind.DROP, "v-1", LATER)
    wish(cast, document_id, StepKind.ADD, "v", LATER, fields={"text": "Việc thêm", "leads": ["Công an tỉnh"]})
    plans.confirm_plandoc(document_id, by=cast.standing, now=LATER)
    revised = Task.objects.get(id=tasks["v-0"].id)
    assert (revised.text, revised.holder_id) == ("Mở hai đợt cao điểm", cast.health.agency_id)
    assert Task.objects.get(id=tasks["v-1"].id).status == TaskStatus.WITHDRAWN
    assert Task.objects.get(plan_id=plan_id, text="Việc thêm").holder_id == cast.police.agency_id
    assert Notice.objects.filter(verb="plan.revise", agency_id=cast.health.agency_id).exists()
    listed = queries.list_tasks(cast.standing, queries.TaskFilter(), LATER.date()).items
    assert tasks["v-1"].id not in {t.id for t in listed}
    assert queries.scorecard(cast.standing, plan_id, LATER.date()).tasks.assigned == 5
    with pytest.raises(Refused, match="Đã rút khỏi kế hoạch"):
        plans.start_task(plans.TaskStep(tasks["v-1"].id, LATER), by=cast.police, now=LATER)
    plans.reopen_plandoc(document_id, by=cast.standing, now=LATER)
    wish(cast, document_id, StepKind.RESTORE, "v-1", LATER)
    plans.confirm_plandoc(document_id, by=cast.standing, now=LATER)
    assert Task.objects.get(id=tasks["v-1"].id).status == TaskStatus.ASSIGNED
    for task in Task.objects.filter(plan_id=plan_id):
        assert replayed_status(task.id) == task.status


def test_a_corrected_duty_is_rolled_out_anew_and_a_report_noted_stays(cast):
    plan_id, document_id = reopened(cast)
    first = DutyOccurrence.objects.filter(plan_id=plan_id, due_on="2026-06-15")[0]
    sent = plans.SendReport(plan_id, first.id, cast.police.agency_id, LATER.date())
    plans.send_report(sent, by=cast.police, now=LATER)
    state = state_of(document_id)
    half, year = (next(d["key"] for d in state["duties"] if d["due"] == due) for due in ("15/6", "15/12"))
    put(cast, document_id, half, LATER, due="20/6")
    put(cast, document_id, year, LATER, due="20/12")
    plans.confirm_plandoc(document_id, by=cast.standing, now=LATER)
    days = sorted(str(o.due_on) for o in DutyOccurrence.objects.filter(plan_id=plan_id))
    assert days == ["2026-06-15", "2026-06-30", "2026-12-20"]


def test_objectives_follow_their_correction(cast):
    plan_id, document_id = reopened(cast)
    put(cast, document_id, "o-0", LATER, text="Mục tiêu đã sửa")
    plans.confirm_plandoc(document_id, by=cast.standing, now=LATER)
    assert list(Objective.objects.filter(plan_id=plan_id).values_list("text", flat=True)) == ["Mục tiêu đã sửa"]


def test_confirming_without_a_correction_leaves_the_plan_alone(cast):
    _plan_id, document_id = reopened(cast)
    plans.confirm_plandoc(document_id, by=cast.standing, now=LATER)
    assert not Entry.objects.filter(verb="plan.revise").exists()


def test_a_closed_plan_takes_no_correction(cast):
    plan_id = a_plan(cast, PlanStatus.CLOSED)
    document_id = Plan.objects.get(id=plan_id).document_id
    later = DAY + timedelta(days=301)
    plans.reopen_plandoc(document_id, by=cast.standing, now=later)
    put(cast, document_id, "t-0", later, value=95)
    with pytest.raises(Refused, match="Đã tổng kết"):
        plans.confirm_plandoc(document_id, by=cast.standing, now=later)


def test_a_document_read_behind_the_page(cast):
    document_id = received(cast)
    line = queries.document_line(cast.standing, document_id)
    assert line.status is DocumentStatus.READING
    with pytest.raises(Refused, match="Đang đọc"):
        wish(cast, document_id, StepKind.SET, "f", version=0, fields={"number": "1"})
    plans.finish_plandoc(document_id, by=cast.standing, now=DAY)
    page = queries.open_document(cast.standing, document_id, DATE)
    assert page.document.status is DocumentStatus.READ and len(page.state["targets"]) == 3
    assert replayed_status(document_id) == DocumentStatus.READ


def test_what_cannot_be_read_behind_the_page_is_kept_with_its_sentence(cast):
    document_id = received(cast, b"%PDF-1.4 x", "a.pdf")
    plans.finish_plandoc(document_id, by=cast.standing, now=DAY)
    line = queries.document_line(cast.standing, document_id)
    assert line.status is DocumentStatus.UNREAD and line.failure.endswith(".")


def received(cast, data=b"", name="a.txt"):
    data = data or TEXT.encode()
    return plans.receive_plandoc(plans.ReadDocument(name, data), by=cast.standing, now=DAY)


def test_a_document_that_takes_longer_than_an_officer_waits_is_read_behind_the_page(cast):
    page = f"<html><body><h1>KẾ HOẠCH</h1><p>{TEXT}</p></body></html>".encode()
    command = plans.ReadDocument("a.html", page)
    at_once = plans.give_plandoc(command, by=cast.standing, now=DAY, patience=60)
    later = plans.give_plandoc(command, by=cast.standing, now=DAY, patience=0)
    status = {d.id: d.status for d in queries.list_documents(cast.standing).items}
    assert (status[at_once], status[later]) == (DocumentStatus.READ, DocumentStatus.READING)
    assert plans.read_next(lambda: LATER) and not plans.read_next(lambda: LATER)
    both = [PlanDocument.objects.get(id=one) for one in (at_once, later)]
    assert both[0].reading == both[1].reading and both[0].text == both[1].text
    with pytest.raises(Refused, match="không đúng là"):
        plans.give_plandoc(plans.ReadDocument("a.docx", b"abc"), by=cast.standing, now=DAY)


def test_progress_is_told_page_by_page(cast, monkeypatch):
    document_id, seen = received(cast, b"<p>x</p>", "a.html"), []

    def turning(data, name, *, seconds, progress):
        progress(3, 12)
        line = queries.document_line(cast.standing, document_id)
        seen.append((line.pages_read, line.page_count))
        return read_apart(data, name, seconds=seconds)

    monkeypatch.setattr("lachan.plans.actions.documents.read_apart", turning)
    plans.read_next(lambda: LATER)
    assert seen == [(3, 12)]


def test_a_reading_that_died_is_taken_up_again_and_given_up_after_the_second_time(cast, monkeypatch):
    def dies(data, name, *, seconds, progress):
        raise MemoryError

    monkeypatch.setattr("lachan.plans.actions.documents.read_apart", dies)
    document_id = received(cast, b"<p>x</p>", "a.html")
    for again in range(3):
        clock = partial(lambda minutes: LATER + timedelta(minutes=minutes), 6 * again)
        assert plans.read_next(clock)
        assert not plans.read_next(clock), "nobody takes it up while it may still be read"
    line = queries.document_line(cast.standing, document_id)
    assert line.status is DocumentStatus.UNREAD and "hai lần" in line.failure
    assert replayed_status(document_id) == DocumentStatus.UNREAD


def test_a_reading_that_never_ends_is_ended_and_said(cast, monkeypatch):
    def hangs(data, name, *, seconds, progress):
        raise TooLong

    monkeypatch.setattr("lachan.plans.actions.documents.read_apart", hangs)
    document_id = received(cast, b"<p>x</p>", "a.html")
    plans.read_next(lambda: LATER)
    assert "quá 10 phút" in queries.document_line(cast.standing, document_id).failure


def test_a_process_that_hangs_is_killed_and_one_that_breaks_is_said(monkeypatch):
    import sys

    from lachan.plans import apart
    from lachan.plans.reading import Unreadable

    def program(words):
        return lambda command, **pipes: popen([sys.executable, "-c", words], **pipes)

    popen = apart.subprocess.Popen
    ready = "import sys, time; sys.stdin.buffer.read(); print('ready', file=sys.stderr, flush=True); "
    monkeypatch.setattr(apart.subprocess, "Popen", program(ready + "time.sleep(60)"))
    with pytest.raises(TooLong):
        read_apart(b"x" * 500_000, "a.pdf", seconds=0.1)
    monkeypatch.setattr(apart.subprocess, "Popen", program(ready + "sys.exit(3)"))
    with pytest.raises(Unreadable, match="bị dừng giữa chừng"):
        read_apart(b"x", "a.pdf", seconds=5)
