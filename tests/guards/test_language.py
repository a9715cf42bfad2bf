"""Vietnamese stands in the source; English comes from the catalogue, and no page may be half translated."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

from tests.guards.house import PACKAGE, ROOT, tracked

CATALOGUE = PACKAGE / "locale/en/LC_MESSAGES/django.po"
# What templatize leaves of a template: _('...') of a translate tag, gettext('...') of a blocktranslate.
CALL = re.compile(r"""(?:\b_|gettext)\((?P<text>u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")""")


def sentences(template: str) -> set[str]:
    """The Vietnamese originals in one template, as the catalogue names them."""
    return {ast.literal_eval(found["text"]) for found in CALL.finditer(templatize(template))}


def english() -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}


TEMPLATES = [path for path in tracked("lachan/*.html", "lachan/*.txt") if "templates" in path.parts]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_sentence_of_a_page_has_its_english(path: Path) -> None:
    known = english() if CATALOGUE.exists() else {}
    missing = sorted(text for text in sentences(path.read_text(encoding="utf-8")) if not known.get(text))
    assert missing == [], f"not in {CATALOGUE.relative_to(ROOT)}"


def test_the_guard_reads_both_tags() -> None:
    template = """{% load i18n %}<p>{% translate "Việc hôm nay" %}</p>{% trans 'Nạn nhân' as title %}
        {% blocktranslate trimmed with n=count %}Còn {{ n }}
        ngày{% endblocktranslate %}"""
    assert sentences(template) == {"Việc hôm nay", "Nạn nhân", "Còn %(n)s ngày"}


def test_the_placeholders_of_a_sentence_survive_translation() -> None:
    known = english() if CATALOGUE.exists() else {}
    holes = re.compile(r"%\(\w+\)s|\{\w*\}")
    assert [vi for vi, en in known.items() if en and sorted(holes.findall(vi)) != sorted(holes.findall(en))] == []
