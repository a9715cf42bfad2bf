"""The report forms shipped with the program: complete, sourced, and refused when faulty."""

from __future__ import annotations

import copy
import tomllib

import pytest

from lachan.base.errors import Misbuilt
from lachan.law.rows import Confidence
from lachan.reports.build.form import FORMS, KINDS, load_form, read_form


def _tables():
    return tomllib.loads((FORMS / "tables.toml").read_text(encoding="utf-8"))


def _form():
    return copy.deepcopy(tomllib.loads((FORMS / "six_month.toml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_is_whole_and_says_its_source(kind):
    form = load_form(kind)
    assert form.kind == kind
    assert form.type_name == "BÁO CÁO"
    assert "128/2017" in form.source and "09/2019" in form.source
    assert form.confidence is Confidence.SECONDARY
    assert form.closing.endswith("./.")


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_follows_the_contents_the_decree_asks_for(kind):
    keys = [section.key for section in load_form(kind).sections]
    wanted = ["situation", "results", "assessment", "forecast", "next_tasks", "proposals"]
    assert [key for key in keys if key in wanted] == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_shows_the_scorecard(kind):
    assert "scorecard" in [name for leaf in load_form(kind).leaves() for name in leaf.tables]


def test_the_command_name_of_a_form_is_understood():
    assert load_form("final-review") == load_form("final_review")


def test_an_unknown_form_is_refused():
    with pytest.raises(Misbuilt):
        load_form("weekly")


def test_every_toml_beside_the_tables_is_a_form():
    assert {path.stem for path in FORMS.glob("*.toml")} == {*KINDS, "tables"}


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (lambda row: row.pop("closing"), "closing"),
        (lambda row: row.update(source=""), "source"),
        (lambda row: row.update(subject="Về {nobody}"), "nobody"),
        (lambda row: row["sections"][3].update(tables=["weather"]), "weather"),
        (lambda row: row["sections"][3].update(sentences=[]), "forecast"),
        (lambda row: row["sections"][3].update(key="proposals"), "proposals"),
    ],
)
def test_a_faulty_form_is_named_with_its_fault(fault, named):
    row = _form()
    fault(row)
    with pytest.raises(Misbuilt, match=named):
        read_form(row, _tables())


def test_a_column_can_only_show_what_the_row_has():
    tables = _tables()
    tables["tips"]["columns"][1]["shows"] = "name_of_victim"
    with pytest.raises(Misbuilt, match="name_of_victim"):
        read_form(_form(), tables)


def test_a_form_may_define_its_own_table():
    row = _form()
    row["tables"] = {"tips": {**_tables()["tips"], "title": "Bảng riêng"}}
    assert read_form(row, _tables()).tables["tips"].title == "Bảng riêng"
