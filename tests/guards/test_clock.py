"""Time comes in as an argument: only a door may ask what time it is, so that every rule can be tested on any day."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.guards.house import PACKAGE, tracked

MAY_ASK = ("base", "config", "web", "api", "jobs")
READS = {
    "clock.now", "clock.today", "timezone.now", "timezone.localdate", "timezone.localtime",
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
}  # fmt: skip
BY_NAME = {"lachan.base.clock": {"now", "today"}, "django.utils.timezone": {"now", "localdate"}, "time": {"time"}}


def reads_of_the_clock(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            said = ".".join(ast.unparse(node).split(".")[-2:])
            found += [f"line {node.lineno}: {said}"] if said in READS else []
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names} & BY_NAME.get(node.module or "", set())
            found += [f"line {node.lineno}: {node.module}.{name}" for name in sorted(names)]
    return found


def below_the_doors(path: Path) -> bool:
    room, *rest = path.relative_to(PACKAGE).parts
    return bool(rest) and room not in MAY_ASK and "migrations" not in rest


def test_no_room_below_the_doors_reads_the_clock() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): reads_of_the_clock(path.read_text(encoding="utf-8"))
        for path in tracked("lachan/*.py")
        if below_the_doors(path)
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_guard_sees_both_ways_of_asking() -> None:
    assert reads_of_the_clock("from lachan.base.clock import VIETNAM, now") == ["line 1: lachan.base.clock.now"]
    assert reads_of_the_clock("x = datetime.datetime.now(VIETNAM)") == ["line 1: datetime.now"]
    assert reads_of_the_clock("x = clock.now") == ["line 1: clock.now"]
    assert reads_of_the_clock("def f(now): return now + clock.at(day)") == []
