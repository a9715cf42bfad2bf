"""What GLOSSARY.md already explains, and the words it has to."""

from __future__ import annotations

import re
import tomllib

from tests.guards.house import PACKAGE, ROOT

GLOSSARY = ROOT / "GLOSSARY.md"


def spoken(text: str) -> str:
    return " ".join(text.casefold().split())


def terms() -> set[str]:
    """Every cell of every table; a cell may hold several terms, parted by a middle dot or a semicolon."""
    found: set[str] = set()
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if GLOSSARY.exists() else []:
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
