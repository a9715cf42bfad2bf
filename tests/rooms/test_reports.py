"""A report from draft to signature and correction: its tables equal the figures, the frozen version never moves."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from docx import Document as Word

from lachan.base.errors import NotFound, Refused
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import period
from lachan.people.queries import get_agency
from lachan.reports import actions, queries
from lachan.reports.build.figures import vi_percent
from lachan.reports.freezing import document
from lachan.reports.gathering import content_for
from lachan.reports.models import Report, ReportVersion
from lachan.reports.rules import ReportKind
from lachan.tips.rules import TipStatus
from tests.people import HOME
from tests.world import DAY, a_tip

pytestmark = pytest.mark.django_db
NOW = DAY + timedelta(days=110)
AS_OF = NOW.date()


def a_draft(cast):
    return actions.draft(actions.DraftReport(ReportKind.SIX_MONTH, "2026-H1", AS_OF), by=cast.standing, now=NOW)


def finish(cast, report_id):
    page = queries.open_report(cast.standing, report_id)
    texts = {s.key: (s.proposal or "").replace("……", "đã thực hiện") for s in page.sections}
    head = {"number": "12", "dated_on": date(2026, 6, 20), "signer": "Nguyễn Văn Mẫu"}
    actions.write(actions.WriteReport(report_id, texts, **head), by=cast.standing, now=NOW)


def approve(cast, report_id):
    finish(cast, report_id)
    actions.submit(report_id, by=cast.standing, now=NOW)
    actions.approve(report_id, by=cast.standing2, now=NOW)


def words_of(data: bytes) -> str:
    word = Word(io.BytesIO(data))
    cells = [c.text for t in word.tables for r in t.rows for c in r.cells]
    return "\n".join([p.text for p in word.paragraphs] + cells)


def test_the_tables_of_the_word_file_equal_the_figures(cast):
    a_tip(cast), a_tip(cast, TipStatus.CLASSIFIED), a_tip(cast, TipStatus.VERIFYING)
    report_id = a_draft(cast)
    now = figure("tip.classified", window_of(Scope(HOME), period("2026-H1"), AS_OF))
    words = words_of(queries.word_file(cast.standing, report_id))
    assert (now.numerator, now.denominator) == (2, 3)
    assert vi_percent(now.value) in words
    assert "2/3" in words


def test_signing_is_refused_while_a_sentence_has_a_gap(cast):
    with pytest.raises(Refused, match="……"):
        actions.submit(a_draft(cast), by=cast.standing, now=NOW)


def test_a_signed_report_is_frozen_and_corrected_by_a_new_version(cast):
    a_tip(cast)
    report_id = a_draft(cast)
    approve(cast, report_id)
    first = actions.sign(report_id, by=cast.standing, now=NOW)
    signed = queries.word_file(cast.standing, report_id, 1)
    assert first[:16] in "".join(p.text for s in Word(io.BytesIO(signed)).sections for p in s.footer.paragraphs)
    with pytest.raises(Refused, match="không khác"):
        actions.correct(report_id, reason="thử đính chính khi không đổi", as_of=AS_OF, by=cast.standing, now=NOW)
    a_tip(cast, at=DAY + timedelta(days=1))
    later = NOW + timedelta(days=2)
    second = actions.correct(
        report_id, reason="Xã gửi bổ sung một tin tiếp nhận muộn", as_of=later.date(), by=cast.standing, now=later
    )
    page = queries.open_report(cast.standing, report_id)
    assert second != first
    assert queries.word_file(cast.standing, report_id, 1) == signed
    assert [v.number for v in page.versions] == [2, 1]
    assert any(c.label.startswith("Tố giác") and c.before == "1" and c.after == "2" for c in page.versions[0].changes)
    assert all(v.is_intact for v in page.versions)


def test_a_version_cannot_be_changed_in_the_database(cast):
    report_id = a_draft(cast)
    approve(cast, report_id)
    actions.sign(report_id, by=cast.standing, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportVersion.objects.filter(report_id=report_id).update(sha256="0" * 64)


@pytest.mark.parametrize("who", ["outsider", "admin", "commune", "facility"])
def test_others_learn_nothing_of_a_draft(cast, who):
    report_id = a_draft(cast)
    with pytest.raises(NotFound):
        queries.open_report(cast.actors[who], report_id)


def test_a_report_as_of_a_day_ignores_what_was_recorded_later(cast):
    a_tip(cast)
    early = actions.DraftReport(ReportKind.SIX_MONTH, "2026-H1", DAY.date())
    report_id = actions.draft(early, by=cast.standing, now=NOW)
    before = queries.word_file(cast.standing, report_id)
    a_tip(cast, at=DAY + timedelta(days=1))
    assert queries.word_file(cast.standing, report_id) == before
    assert Report.objects.get(id=report_id).status == "draft"


@pytest.mark.parametrize("kind", list(ReportKind), ids=str)
def test_a_real_report_of_every_kind_passes_the_checker_and_says_no_number_of_its_own(cast, kind):
    from tests.sheet_checker import faults, strange_numbers
    from tests.world_plans import a_plan

    a_tip(cast), a_tip(cast, TipStatus.CLASSIFIED)
    command = actions.DraftReport(kind, "2026-H1", AS_OF, a_plan(cast), "tình hình tuyến biên giới")
    report_id = actions.draft(command, by=cast.standing, now=NOW)
    data = queries.word_file(cast.standing, report_id)
    assert faults(data) == []
    assert strange_numbers(data, queries.open_report(cast.standing, report_id).content) == []


def test_a_review_of_a_plan_needs_one(cast):
    with pytest.raises(Refused, match="kế hoạch"):
        actions.draft(actions.DraftReport(ReportKind.REVIEW, "2026", AS_OF), by=cast.standing, now=NOW)
    with pytest.raises(Refused, match="chuyên đề"):
        actions.draft(actions.DraftReport(ReportKind.THEMATIC, "2026", AS_OF), by=cast.standing, now=NOW)


def test_a_review_tells_of_the_plan_since_its_start_beside_the_phase_before(cast):
    from tests.world_plans import a_plan

    a_tip(cast)
    command = actions.DraftReport(ReportKind.FINAL_REVIEW, "2026-H1", AS_OF, a_plan(cast))
    figures = queries.open_report(cast.standing, actions.draft(command, by=cast.standing, now=NOW)).content["figures"]
    assert figures["period_label"] == "Năm 2026" and figures["before_label"] == "năm 2025"
    assert figures["task_lines"] and all(line["task"] for line in figures["task_lines"])
    assert any(row["previous"] is not None or row["denominator"] is not None for row in figures["scorecard"])


def test_the_month_stands_beside_the_year_so_far(cast):
    a_tip(cast)
    command = actions.DraftReport(ReportKind.MONTHLY, "2026-M03", AS_OF)
    figures = queries.open_report(cast.standing, actions.draft(command, by=cast.standing, now=NOW)).content["figures"]
    received = next(r for r in figures["tables"]["tips"] if r["code"] == "tip.received")
    assert (received["value"], received["to_date"]) == (1, 1)
    later = actions.DraftReport(ReportKind.MONTHLY, "2026-M04", AS_OF)
    figures = queries.open_report(cast.standing, actions.draft(later, by=cast.standing, now=NOW)).content["figures"]
    received = next(r for r in figures["tables"]["tips"] if r["code"] == "tip.received")
    assert (received["value"], received["to_date"]) == (0, 1)


def test_numbers_of_the_officers_text_that_no_figure_holds_are_shown_to_him(cast):
    report_id = a_draft(cast)
    texts = {"assessment.strengths": "Đã mở 9.731 lớp trong năm 2026."}
    actions.write(actions.WriteReport(report_id, texts), by=cast.standing, now=NOW)
    page = queries.open_report(cast.standing, report_id)
    assert next(s.unknown for s in page.sections if s.key == "assessment.strengths") == ("9.731",)


def test_a_long_number_of_somebody_never_enters_a_report(cast):
    texts = {"assessment.strengths": "Chị có số 098765432109 đã được hỗ trợ."}
    with pytest.raises(Refused, match="định danh"):
        actions.write(actions.WriteReport(a_draft(cast), texts), by=cast.standing, now=NOW)


def test_a_report_put_forward_is_looked_through(cast):
    cache.clear()  # tests roll the journal back, so that one number of it means several states
    a_tip(cast)
    report_id = a_draft(cast)
    assert [f for f in queries.findings_of(cast.standing, report_id) if f.weight == "grave"] == []
    with pytest.raises(NotFound):
        queries.findings_of(cast.outsider, report_id)


def test_a_report_signed_by_an_older_form_is_still_drawn_by_it(cast):
    """What forms of earlier versions named, and the fields that frozen figures had then."""
    content = content_for("monthly", get_agency(cast.standing.agency_id), "2026-M06", AS_OF)
    content["form"]["sections"][0]["tells"] = ["summary", "unsure"]
    content["form"]["opening"] = ["Số liệu trong báo cáo tính theo kỳ {period}, đến hết ngày {as_of}."]
    for name in ("start", "end", "own", "of_agency", "doubles"):
        del content["figures"][name]
    for row in (row for rows in content["figures"]["tables"].values() for row in rows):
        del row["whole"], row["phrase"]
    assert document(content, version=1).parts
