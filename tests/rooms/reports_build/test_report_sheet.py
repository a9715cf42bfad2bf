"""Every kind of report under the eyes of the checker, and the checker under the eyes of this test."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm, Pt, RGBColor
from sample_report import FIGURES, FROZEN, HEADER

from lachan.reports.build.docx import write_docx
from lachan.reports.build.form import KINDS
from lachan.reports.build.tables import SourceRow, TaskLine
from lachan.reports.freezing import document, freeze
from tests.sheet_checker import faults, strange_numbers

LINES = (TaskLine("Tập huấn 4 lớp cho 120 cán bộ", "Sở Y tế", "30/6/2026", "Đã hoàn thành"),)
SOURCES = (SourceRow("UBND xã Một", "05/UBND", 1, "16/6/2026", "ab" * 32),)
WHOLE = replace(FIGURES, task_lines=LINES, sources=SOURCES)


def content_of(kind, figures=WHOLE, header=HEADER):
    return freeze(kind, replace(header, topic="tình hình tuyến biên giới"), figures, {})


def file_of(kind, **more):
    return write_docx(document(content_of(kind, **more), version=1))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_report_passes_the_checker(kind):
    assert faults(file_of(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_the_document_stands_in_the_frozen_table(kind):
    assert strange_numbers(file_of(kind), content_of(kind)) == []


def test_an_unregistered_draft_passes_too():
    header = replace(HEADER, number="", dated_on=None)
    assert faults(write_docx(document(content_of("annual", header=header)))) == []


def test_a_number_that_no_table_holds_is_found():
    content = content_of("six_month")
    content["narrative"]["assessment.strengths"] = "Đã mở 9.731 lớp trong năm 2026 theo Điều 27."
    assert strange_numbers(write_docx(document(content, version=1)), content) == ["9.731"]


def spoiled(change) -> list[str]:
    word = docx.Document(io.BytesIO(file_of("annual")))
    change(word)
    made = io.BytesIO()
    word.save(made)
    return faults(made.getvalue())


def _recipients(word):
    return next(t for t in word.tables if t.rows[0].cells[0].text.startswith("Nơi nhận:")).rows[0].cells


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda w: setattr(w.sections[0], "page_width", Mm(216)), "A4"),
        (lambda w: setattr(w.sections[0], "left_margin", Mm(25)), "left margin"),
        (lambda w: setattr(w.sections[1], "right_margin", Mm(40)), "right margin"),
        (lambda w: setattr(w.sections[0], "different_first_page_header_footer", False), "first page"),
        (lambda w: setattr(w.paragraphs[20].add_run("x").font, "name", "Arial"), "font"),
        (lambda w: setattr(w.paragraphs[20].add_run("x").font, "size", Pt(15)), "size"),
        (lambda w: setattr(w.paragraphs[20].add_run("x").font, "underline", True), "underlined"),
        (lambda w: setattr(w.paragraphs[20].add_run("x").font.color, "rgb", RGBColor(255, 0, 0)), "ink"),
        (lambda w: w.tables[0].rows[0].cells[1].paragraphs[0].add_run(" "), "state name"),
        (lambda w: w.tables[0].rows[1].cells[0].paragraphs[0].add_run(" abc"), "number and symbol"),
        (lambda w: w.tables[0].rows[1].cells[1].paragraphs[0].add_run("x"), "place and day"),
        (lambda w: _recipients(w)[0].add_paragraph("Ông A"), "recipients"),
        (lambda w: _recipients(w)[0].paragraphs[-1].add_run(" và nơi khác"), "archive"),
        (lambda w: w.add_paragraph("Hết./."), "marks of the end"),
        (lambda w: w.add_paragraph("{period}"), "hole"),
        (lambda w: w.add_paragraph("Chương thứ nhất", style="Heading 1"), "heading"),
        (lambda w: next(w.element.iter(docx.oxml.ns.qn("wp:docPr"))).set("descr", ""), "picture"),
    ],
)
def test_the_checker_sees(change, named):
    assert any(named in fault for fault in spoiled(change)), spoiled(change)


def test_the_frozen_content_draws_the_same_document_when_the_form_has_changed(monkeypatch):
    from lachan.reports.build import form

    content = content_of("six_month")
    before = document(content, version=1)
    monkeypatch.setattr(form, "KINDS", ())  # no form of this name is shipped any more
    assert document(content, version=1) == before
    assert before.frozen is not None and before.frozen != FROZEN
