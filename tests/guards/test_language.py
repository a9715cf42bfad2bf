"""Vietnamese stands in the source; English comes from the catalogue, and no page may be half translated."""

from __future__ import annotations

import re

import polib

from tests.guards.house import ROOT
from tests.guards.words import CATALOGUE, of_file, of_python, of_template, sources

HOLES = re.compile(r"%\(\w+\)s|\{\w*\}")


def english() -> dict[str, str]:
    if not CATALOGUE.exists():
        return {}
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}


def test_every_sentence_of_a_page_has_its_english() -> None:
    """bin/fix writes the missing originals into the catalogue; a person writes the English."""
    known = english()
    missing = {
        path.relative_to(ROOT).as_posix(): sorted(text for text in of_file(path) if not known.get(text))
        for path in sources()
    }
    assert {name: texts for name, texts in missing.items() if texts} == {}


def test_the_catalogue_holds_nothing_that_no_page_says() -> None:
    said = {text for path in sources() for text in of_file(path)}
    assert sorted(set(english()) - said) == []


def test_the_holes_of_a_sentence_survive_translation() -> None:
    known = english()
    assert [vi for vi, en in known.items() if en and sorted(HOLES.findall(vi)) != sorted(HOLES.findall(en))] == []


def test_the_guard_reads_templates_and_python() -> None:
    template = """{% load i18n %}<p>{% translate "Việc hôm nay" %}</p>{% trans 'Nạn nhân' as title %}
        {% blocktranslate trimmed with n=count %}Còn {{ n }}
        ngày{% endblocktranslate %}"""
    assert of_template(template) == {"Việc hôm nay", "Nạn nhân", "Còn %(n)s ngày"}
    assert of_python('a = _("Vụ án"); b = gettext_noop("Địa bàn"); c = print("không")') == {"Vụ án", "Địa bàn"}
    shown = 'Column("code", "Hồ sơ"); DayField(label="Ngày", help_text="Tự ghi"); Clock("a", label="còn")'
    assert of_python(shown) == {"Hồ sơ", "Ngày", "Tự ghi"}
    assert of_python('class OpeningPurpose(Labelled):\n    VERIFY = "verify", "Xác minh"') == {"Xác minh"}
