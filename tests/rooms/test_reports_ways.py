"""What goes between agencies: sent, received, asked about, returned, corrected, summed; parts and proposals."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.notices.queries import unseen
from lachan.reports import actions, queries
from lachan.reports.freezing import digest
from lachan.reports.models import Submission
from lachan.reports.rules import Line, ReportKind, ReportStatus, SubmissionStatus
from tests.people import COMMUNE
from tests.world import DAY, a_tip
from tests.world_reports import LATER, PERIOD, a_draft, a_part, a_proposal, a_report, a_round, a_submission, carry

pytestmark = pytest.mark.django_db
TODAY = LATER.date()


def test_nobody_approves_what_he_put_forward_himself(cast):
    report_id = a_report(cast, status=ReportStatus.REVIEWING)
    with pytest.raises(Refused, match="người khác"):
        actions.approve(report_id, by=cast.standing, now=LATER)
    actions.approve(report_id, by=cast.standing2, now=LATER)


def test_a_report_sent_back_by_the_reviewer_is_a_draft_again(cast):
    report_id = a_report(cast, status=ReportStatus.APPROVED)
    actions.rework(report_id, by=cast.standing2, now=LATER)
    assert queries.open_report(cast.standing, report_id).report.status is ReportStatus.DRAFT
    with pytest.raises(Refused, match="Không thể «Ký"):
        actions.sign(report_id, by=cast.standing2, now=LATER)


def test_only_a_signed_report_goes_up_and_only_along_the_lines(cast):
    report_id = a_report(cast, "commune", ReportStatus.APPROVED)
    with pytest.raises(Refused, match="đã ký"):
        actions.send(report_id, cast.standing.agency_id, by=cast.commune, now=LATER)
    actions.sign(report_id, by=cast.commune2, now=LATER)
    with pytest.raises(Refused, match="không thuộc tuyến"):
        actions.send(report_id, cast.finance.agency_id, by=cast.commune, now=LATER)


def test_one_report_goes_up_both_lines_and_each_receiver_handles_it_by_itself(cast):
    report_id = a_report(cast, "commune")
    first = actions.send(report_id, cast.standing.agency_id, by=cast.commune, now=LATER)
    second = actions.send(report_id, cast.health.agency_id, by=cast.commune, now=LATER)
    assert {n.record_id for n in unseen(cast.health)} >= {second}
    actions.receive(first, by=cast.standing, now=LATER)
    actions.return_(second, reason="Thiếu số liệu hỗ trợ nạn nhân", by=cast.health, now=LATER)
    lines = {s.id: s for s in queries.submissions_of(cast.commune, report_id)}
    assert lines[first].line is Line.PROGRAMME and lines[first].status is SubmissionStatus.RECEIVED
    assert lines[second].line is Line.HEALTH and lines[second].status is SubmissionStatus.RETURNED
    with pytest.raises(NotFound):
        queries.open_submission(cast.health, first)


@pytest.mark.parametrize("who", ["outsider", "admin", "other_commune", "facility", "finance", "ministry"])
def test_others_learn_nothing_of_what_was_sent(cast, who):
    sent = a_submission(cast)
    with pytest.raises(NotFound):
        queries.open_submission(cast.actors[who], sent)


def test_the_sender_cannot_receive_its_own_report(cast):
    sent = a_submission(cast)
    with pytest.raises(NotAllowed):
        actions.receive(sent, by=cast.commune, now=LATER)


def test_a_return_needs_a_reason(cast):
    sent = a_submission(cast)
    with pytest.raises(Refused, match="lý do"):
        actions.return_(sent, reason="sai", by=cast.standing, now=LATER)


def test_a_question_about_a_cell_is_asked_and_answered_once(cast):
    sent = a_submission(cast)
    asked = actions.ask(actions.Ask(sent, "Vì sao không có tin nào?", "tips/tip.received"), by=cast.standing, now=LATER)
    with pytest.raises(NotAllowed):
        actions.answer(asked, text="Chúng tôi tự trả lời", by=cast.standing, now=LATER)
    actions.answer(asked, text="Trong kỳ không phát sinh.", by=cast.commune, now=LATER)
    (question,) = queries.open_submission(cast.standing, sent).questions
    assert (question.cell, question.answer) == ("tips/tip.received", "Trong kỳ không phát sinh.")
    with pytest.raises(Refused, match="đã được trả lời"):
        actions.answer(asked, text="Nói thêm lần nữa", by=cast.commune, now=LATER)


def test_a_correction_goes_up_again_and_the_earlier_one_stays_readable(cast):
    report_id = a_report(cast, "commune")
    first = actions.send(report_id, cast.standing.agency_id, by=cast.commune, now=LATER)
    actions.receive(first, by=cast.standing, now=LATER)
    with pytest.raises(Refused, match="đã gửi tới"):
        actions.send(report_id, cast.standing.agency_id, by=cast.commune, now=LATER)
    a_tip(cast, at=DAY + timedelta(days=1))
    later = LATER + timedelta(days=1)
    actions.correct(
        report_id, reason="Ghi bổ sung một tin tiếp nhận muộn", as_of=later.date(), by=cast.commune, now=later
    )
    second = actions.send(report_id, cast.standing.agency_id, by=cast.commune, now=later)
    old, new = (queries.open_submission(cast.standing, i) for i in (first, second))
    assert (old.submission.status, new.submission.status) == (SubmissionStatus.REPLACED, SubmissionStatus.SENT)
    assert (old.submission.version, new.submission.version) == (1, 2)
    assert old.content != new.content and old.is_intact and new.is_intact


def test_the_receiver_sees_when_records_changed_after_the_signature(cast):
    sent = a_submission(cast)
    assert queries.open_submission(cast.standing, sent).conflicts == ()
    a_tip(cast, at=DAY + timedelta(days=1))  # recorded before the day of the figures, but after the signature
    found = queries.open_submission(cast.standing, sent).conflicts
    assert any(c.cell == "tips/tip.received" and (c.left, c.right) == ("0", "1") for c in found)


def test_a_commune_is_measured_by_its_own_records(cast):
    from tests.world_plans import a_plan

    a_tip(cast)
    plan = a_plan(cast)
    theirs = actions.DraftReport(ReportKind.SIX_MONTH, PERIOD, TODAY, plan)
    own = queries.open_report(cast.commune, actions.draft(theirs, by=cast.commune, now=LATER)).content["figures"]
    other = queries.open_report(cast.other_commune, actions.draft(theirs, by=cast.other_commune, now=LATER))
    counted = {r["code"]: r["denominator"] for r in own["scorecard"] if r["denominator"] is not None}
    elsewhere = {r["code"]: r["denominator"] for r in other.content["figures"]["scorecard"]}
    assert any(counted.values())
    assert not any(elsewhere[code] for code in counted)


def test_the_round_shows_who_has_sent_and_sums_what_was_received(cast):
    a_tip(cast), a_tip(cast)
    asked = a_round(cast)
    assert any(n.record_id == asked for n in unseen(cast.commune))
    sent = a_submission(cast)
    other = a_submission(cast, "other_commune")
    before = queries.open_round(cast.standing, asked, TODAY)
    assert before.count(queries.Manner.IN_TIME) == 2 and before.cells == ()
    for one in (sent, other):
        actions.receive(one, by=cast.standing, now=LATER)
    board = queries.open_round(cast.standing, asked, TODAY)
    cell = next(c for c in board.cells if c.code == "tips/tip.received")
    assert (cell.total.value, cell.own.value, cell.differs) == (2, 2, False)
    assert {name: row.value for name, _, row in cell.parts} == {"UBND xã Thử Một": 2, "UBND xã Thử Hai": 0}
    late = queries.open_round(cast.standing, asked, TODAY + timedelta(days=30))
    assert late.count(queries.Manner.OVERDUE) == len(late.senders) - 2


def test_a_commune_sees_only_its_own_row_of_the_round(cast):
    asked = a_round(cast)
    a_submission(cast)
    board = queries.open_round(cast.commune, asked, TODAY)
    assert [row.name for row in board.senders] == ["UBND xã Thử Một"]
    assert not board.is_mine and board.cells == ()


def test_the_sum_is_of_frozen_tables_and_differs_from_the_records_when_they_moved(cast):
    asked = a_round(cast)
    sent = a_submission(cast)
    actions.receive(sent, by=cast.standing, now=LATER)
    a_tip(cast)
    board = queries.open_round(cast.standing, asked, TODAY)
    assert any(c.cell == "tips/tip.received" and (c.left, c.right) == ("0", "1") for c in board.conflicts)


def test_signing_the_sum_locks_its_sources_and_names_them(cast):
    asked = a_round(cast)
    a_tip(cast)
    sent = a_submission(cast)
    actions.receive(sent, by=cast.standing, now=LATER)
    report_id = a_draft(cast.standing, round_id=asked)
    content = queries.open_report(cast.standing, report_id).content["figures"]
    assert [s["agency"] for s in content["sources"]] == ["UBND xã Thử Một"]
    received = next(r for r in content["tables"]["tips"] if r["code"] == "tip.received")
    assert received["value"] == 1
    carry(report_id, cast.standing, cast.standing2, ReportStatus.SIGNED)
    assert Submission.objects.get(id=sent).status == SubmissionStatus.LOCKED
    with pytest.raises(Refused):
        actions.return_(sent, reason="Muốn trả lại sau khi khóa", by=cast.standing, now=LATER)


def test_a_part_is_asked_written_returned_and_merged(cast):
    report_id = a_draft(cast.standing)
    part_id = a_part(cast, report_id)
    assert any(n.record_id == part_id for n in unseen(cast.health))
    assert [p.id for p in queries.parts_waiting(cast.health)] == [part_id]
    with pytest.raises(NotFound):
        queries.open_report(cast.health, report_id)  # the part, not the report
    with pytest.raises(Refused, match="số giấy tờ"):
        actions.hand_in(part_id, text="Nạn nhân có số 098 765 432 109", by=cast.health, now=LATER)
    actions.hand_in(part_id, text="Ngành y tế đã tiếp nhận, hỗ trợ.", by=cast.health, now=LATER)
    actions.return_part(part_id, reason="Cần nêu số liệu tư vấn tâm lý", by=cast.standing, now=LATER)
    actions.hand_in(part_id, text="Ngành y tế đã tư vấn tâm lý.", by=cast.health, now=LATER)
    with pytest.raises(NotAllowed):
        actions.merge(part_id, by=cast.health, now=LATER)
    actions.merge(part_id, by=cast.standing, now=LATER)
    text = next(s.text for s in queries.open_report(cast.standing, report_id).sections if s.key == "results.victims")
    assert text.splitlines()[-2:] == ["Ngành y tế đã tư vấn tâm lý.", "Số liệu cụ thể như sau:"]
    assert text.startswith("- Người tiếp nhận"), "what the figures propose stays before it"


def test_a_proposal_goes_out_with_the_signature_and_shows_until_it_is_answered(cast):
    report_id = a_draft(cast.standing)
    proposal_id = a_proposal(cast, report_id)
    with pytest.raises(NotFound):
        queries.open_proposal(cast.finance, proposal_id)
    carry(report_id, cast.standing, cast.standing2, ReportStatus.SIGNED)
    words = queries.open_report(cast.standing, report_id).content["narrative"]["proposals"]
    assert "Đề nghị Sở Tài chính tỉnh thử nghiệm: Bố trí kinh phí hỗ trợ nạn nhân trở về." in words
    assert any(n.record_id == proposal_id for n in unseen(cast.finance))
    later = LATER + timedelta(days=20)
    following = queries.open_report(cast.standing, a_draft(cast.standing, later)).content["narrative"]["proposals"]
    assert "đến nay chưa được trả lời" in following
    actions.answer_proposal(
        proposal_id, text="Đã bố trí trong dự toán.", answered_on=later.date(), by=cast.finance, now=later
    )
    after = queries.open_report(cast.standing, a_draft(cast.standing, later)).content["narrative"]["proposals"]
    assert "chưa được trả lời" not in after


def test_a_province_hands_its_report_to_the_ministry_as_a_file(cast):
    report_id = a_report(cast)
    data = queries.package_file(cast.standing, report_id, 1)
    taken = actions.take_in(data, by=cast.ministry, now=LATER)
    page = queries.open_submission(cast.ministry, taken)
    assert page.is_intact and page.submission.sender_code == "98.BCD138"
    with pytest.raises(Refused, match="đã nhận rồi"):
        actions.take_in(data, by=cast.ministry, now=LATER)
    with pytest.raises(NotAllowed):
        actions.take_in(data, by=cast.commune, now=LATER)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda row: row["content"]["figures"]["tables"]["tips"][0].update(value=99),
        lambda row: row.update(sha256="0" * 64),
        lambda row: row.update(kind="weekly"),
        lambda row: row.update(sender_kind="nobody"),
        lambda row: row["content"].pop("figures"),
        lambda row: row.update(version="1"),
        lambda row: row.update(more=1),
        lambda row: row.update(format="other"),
    ],
)
def test_a_file_that_was_changed_is_not_taken_in(cast, spoil):
    row = json.loads(queries.package_file(cast.standing, a_report(cast), 1))
    spoil(row)
    with pytest.raises(Refused):
        actions.take_in(json.dumps(row).encode(), by=cast.ministry, now=LATER)
    assert not Submission.objects.filter(holder_id=cast.ministry.agency_id).exists()


def test_a_package_says_its_hash(cast):
    row = json.loads(queries.package_file(cast.standing, a_report(cast), 1))
    assert digest(row["content"]) == row["sha256"]


def test_the_ministry_sums_provinces_and_never_averages(cast):
    asked = actions.open_round(
        actions.OpenRound(ReportKind.SIX_MONTH, PERIOD, TODAY, Line.PROGRAMME), by=cast.ministry, now=LATER
    )
    a_tip(cast)
    data = json.loads(queries.package_file(cast.standing, a_report(cast), 1))
    other = {**data, "sender_code": "77.BCD138", "sender_name": "Ban Chỉ đạo 138 tỉnh khác", "place_code": "77"}
    row = next(r for r in other["content"]["figures"]["tables"]["tips"] if r["code"] == "tip.classified")
    row.update(numerator=9, denominator=9, value=100.0)
    other["sha256"] = digest(other["content"])
    actions.take_in(json.dumps(other).encode(), by=cast.ministry, now=LATER)
    mine = actions.send(a_report(cast), cast.ministry.agency_id, by=cast.standing, now=LATER)
    for one in Submission.objects.filter(holder_id=cast.ministry.agency_id):
        actions.receive(one.id, by=cast.ministry, now=LATER)
    board = queries.open_round(cast.ministry, asked, TODAY)
    cell = next(c for c in board.cells if c.code == "tips/tip.classified")
    assert (cell.total.numerator, cell.total.denominator, round(cell.total.value, 1)) == (9, 10, 90.0)
    assert cell.own is None and queries.open_submission(cast.ministry, mine).is_intact


def test_a_signature_that_cannot_be_read_is_shown_as_such(cast):
    report_id = a_report(cast)
    right = queries.pdf_digest(cast.standing, report_id, 1)
    signed = actions.Signed(report_id, "Nguyễn Văn Mẫu", LATER, right, b"\x30\x82chu-ky-thu", b"")
    actions.attach(signed, by=cast.standing, now=LATER)
    (version,) = queries.open_report(cast.standing, report_id).versions
    assert not version.signature.holds and "Nguyễn Văn Mẫu" in version.signature.words
    assert "Không đọc được" in version.signature.found


def test_the_area_of_the_report_is_the_senders(cast):
    sent = Submission.objects.get(id=a_submission(cast))
    assert (sent.place_code, sent.area_code, sent.holder_id) == (COMMUNE, COMMUNE, cast.standing.agency_id)
