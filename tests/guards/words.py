"""The Vietnamese sentences of the source that English readers need: from templates and from Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

from tests.guards.house import PACKAGE, tracked

CATALOGUE = PACKAGE / "locale/en/LC_MESSAGES/django.po"
# What templatize leaves of a template: _('...') of a translate tag, gettext('...') of a blocktranslate.
_CALL = re.compile(r"""(?:\b_|gettext)\((?P<text>u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")""")
_MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop"}


def of_template(source: str) -> set[str]:
    return {ast.literal_eval(found["text"]) for found in _CALL.finditer(templatize(source))}


def of_python(source: str) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args)
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in _MARKS
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def sources() -> list[Path]:
    pages = (path for path in tracked("lachan/*.html", "lachan/*.txt") if "templates" in path.parts)
    return [*pages, *tracked("lachan/*.py")]


def of_file(path: Path) -> set[str]:
    read = of_python if path.suffix == ".py" else of_template
    return read(path.read_text(encoding="utf-8"))
