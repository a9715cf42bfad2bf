"""Every word of the procedures that an officer reads stands in GLOSSARY.md, so that one term has one identifier."""

from __future__ import annotations

import pytest

from lachan.base.labels import Labelled
from lachan.base.moves import Procedure
from tests.guards.glossary import indicator_labels, spoken, terms
from tests.guards.house import things, vocabularies


@pytest.mark.parametrize("kind", vocabularies(), ids=lambda kind: kind.__qualname__)
def test_every_status_kind_and_role_is_in_the_glossary(kind: type[Labelled]) -> None:
    known = terms()
    assert [f"{m.name}: {m.label}" for m in kind if spoken(m.label) not in known] == []


def test_every_indicator_is_in_the_glossary() -> None:
    known = terms()
    assert [f"{code}: {label}" for code, label in indicator_labels().items() if spoken(label) not in known] == []


def test_every_kind_of_record_is_in_the_glossary() -> None:
    known = terms()
    assert [p.label for p in things(Procedure).values() if spoken(p.label) not in known] == []


def test_a_label_is_vietnamese_and_not_its_own_code() -> None:
    """``Labelled`` falls back on the value where a label was forgotten; a forgotten label is a fault."""
    assert [f"{k.__qualname__}.{m.name}" for k in vocabularies() for m in k if m.label == m.value] == []
