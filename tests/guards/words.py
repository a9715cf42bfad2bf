"""The Vietnamese sentences of the source that English readers need: from templates and from Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation.template import templatize

from tests.guards.house import PACKAGE, tracked

CATALOGUE = PACKAGE / "locale/en/LC_MESSAGES/django.po"
# What templatize leaves of a template: _('...') of a translate tag, gettext('...') of a blocktranslate.
_CALL = re.compile(r"""(?:\b_|gettext)\((?P<text>u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")""")
_FIELD_WORDS = {"label", "help_text"}
# Shows every part of a page with made-up words, in Vietnamese only.
_GALLERY = PACKAGE / "web/pages/gallery.py"
_MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop"}


def of_template(source: str) -> set[str]:
    return {ast.literal_eval(found["text"]) for found in _CALL.finditer(templatize(source))}


def of_python(source: str) -> set[str]:
    nodes = list(ast.walk(ast.parse(source)))
    calls = [word for node in nodes if isinstance(node, ast.Call) for word in (*_marked(node), *_shown(node))]
    return {word for word in calls if word} | {word for node in nodes for word in _purposes(node)}


def _marked(call: ast.Call) -> list[str]:
    return _texts(call.args[:1]) if isinstance(call.func, ast.Name) and call.func.id in _MARKS else []


def _shown(call: ast.Call) -> list[str]:
    """Plain words that the parts of a page look up when they show them: column headings, labels and helps of fields."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "Column":
        return _texts(call.args[1:2])
    if not name.lower().endswith("field"):
        return []
    # A literal percent sign is doubled by Django before it looks a variable up.
    return [text.replace("%", "%%") for text in _texts(k.value for k in call.keywords if k.arg in _FIELD_WORDS)]


def _purposes(node: ast.AST) -> list[str]:
    """The labels of what an identity may be opened for: the one list of codes that is not a term of the law."""
    if not (isinstance(node, ast.ClassDef) and node.name == "OpeningPurpose"):
        return []
    pairs = [one.value for one in node.body if isinstance(one, ast.Assign) and isinstance(one.value, ast.Tuple)]
    return [text for pair in pairs for text in _texts(pair.elts[1:2])]


def _texts(nodes: Iterable[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def sources() -> list[Path]:
    pages = (path for path in tracked("lachan/*.html", "lachan/*.txt") if "templates" in path.parts)
    return [*pages, *(path for path in tracked("lachan/*.py") if path != _GALLERY)]


def of_file(path: Path) -> set[str]:
    read = of_python if path.suffix == ".py" else of_template
    return read(path.read_text(encoding="utf-8"))
