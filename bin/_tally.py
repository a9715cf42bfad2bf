"""Add up what one run of bin/test wrote (JUnit files, lines of steps) and end with one plain line."""

# ruff: noqa: S314, T201
from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def of_suite(path: Path) -> tuple[int, int, int]:
    """Passed, failed, skipped of one JUnit file that pytest wrote."""
    suites = list(ElementTree.parse(path).getroot().iter("testsuite"))
    count = {
        name: sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    }
    failed = count["failures"] + count["errors"]
    return count["tests"] - failed - count["skipped"], failed, count["skipped"]


def of_lines(path: Path) -> tuple[int, int, int]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    failed = sum(line.startswith("failed ") for line in lines)
    return len(lines) - failed, failed, 0


def main(folder: Path) -> int:
    suites = [of_suite(path) for path in sorted(folder.glob("*.xml"))]
    checks = of_lines(folder / "checks")
    passed, failed, skipped = (sum(column) for column in zip(checks, *suites, strict=True))
    # A step that fell over without a failing test (a crash, no browser) is a failure too.
    failed = failed or of_lines(folder / "steps")[1]
    if skipped:
        print(f"\n{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
