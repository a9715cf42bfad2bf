"""Print, ready to paste, the tables of words that GLOSSARY.md does not explain yet."""

# ruff: noqa: T201
from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def table(title: str, about: str, rows: list[tuple[str, str]]) -> None:
    known = terms()
    missing = [(label, identifier) for label, identifier in rows if spoken(label) not in known]
    if missing:
        print(f"\n### {title}\n\n{about}\n\n| Tiếng Việt | identifier |\n|---|---|")
        print("\n".join(f"| {label} | `{identifier}` |" for label, identifier in missing))


def main() -> None:
    for kind in vocabularies():
        about = " ".join((kind.__doc__ or "").split())
        table(kind.__qualname__, f"`{kind.__module__}`. {about}", [(m.label, m.name) for m in kind])
    table("Kinds of record", "", [(p.label, p.kind) for p in things(Procedure).values()])
    table("Indicators", "`lachan.indicators`", [(label, code) for code, label in indicator_labels().items()])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"LACHAN_HOME": home, "DJANGO_SETTINGS_MODULE": "lachan.config.settings"}
        import django

        django.setup()
        from lachan.base.moves import Procedure
        from tests.guards.glossary import indicator_labels, spoken, terms
        from tests.guards.house import things, vocabularies

        main()
