"""Every word of the procedures that an officer reads stands in GLOSSARY.md, so that one term has one identifier."""

from __future__ import annotations

import re
import tomllib

import pytest

from lachan.base.labels import Labelled
from lachan.base.moves import Procedure
from tests.guards.house import PACKAGE, ROOT, things, vocabularies


def spoken(text: str) -> str:
    return " ".join(text.casefold().split())


def terms() -> set[str]:
    """Every cell of every table; a cell may hold several terms, parted by a middle dot or a semicolon."""
    found: set[str] = set()
    for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            cells = [cell.replace("`", "") for cell in line.strip("| ").split("|")]
            found |= {spoken(part) for cell in cells for part in [cell, *re.split(r" · |; ", cell)]}
    return found


def indicator_labels() -> dict[str, str]:
    """Code and name of every indicator defined in the data of the indicators' room."""
    found = {}
    for path in sorted(PACKAGE.glob("indicators/**/*.toml")):
        for rows in tomllib.loads(path.read_text(encoding="utf-8")).values():
            for row in rows if isinstance(rows, list) else []:
                if label := row.get("label") or row.get("name"):
                    found[str(row.get("code") or row.get("id"))] = label
    return found


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
