"""A file that nobody can read in one sitting is a fault, and so is a function that does not fit on a screen."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.guards.house import ROOT, tracked

LINES_OF_A_FILE = 500
LINES_OF_A_FUNCTION = 60


def long_functions(source: str) -> list[str]:
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        f"{node.name}, line {node.lineno}: {length} lines"
        for node in functions
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LINES_OF_A_FUNCTION
    ]


def oversized(path: Path) -> list[str]:
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")
    found = [f"{lines} lines"] if lines > LINES_OF_A_FILE else []
    return found + (long_functions(source) if path.suffix == ".py" else [])


def test_no_file_and_no_function_is_too_long() -> None:
    code = tracked("lachan/*.py", "tests/*.py", "bench/*.py", "bin/*", "lachan/*.html", "lachan/*.css", "lachan/*.js")
    found = {path.relative_to(ROOT).as_posix(): oversized(path) for path in code if "migrations" not in path.parts}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_guard_sees_a_function_that_is_too_long() -> None:
    body = "\n".join(f"    x{i} = {i}" for i in range(LINES_OF_A_FUNCTION))
    assert long_functions(f"def long():\n{body}\n") == ["long, line 1: 61 lines"]
    assert long_functions(f"def fits():\n{body[: body.rindex(chr(10))]}\n") == []
