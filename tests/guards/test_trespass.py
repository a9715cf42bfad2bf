"""The import contract is worth what it catches: one wrong import per rule, planted in a copy, must be reported."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.guards.house import PACKAGE, ROOT


@dataclass(frozen=True)
class Plant:
    """A file that should not be, and the contract that says so. ``says``: what the report must contain besides."""

    contract: str
    module: str
    imports: str
    says: str = ""

    @property
    def report(self) -> str:
        return self.says or f"{self.module} -> {self.imports}"


DOWNWARD = "Rooms import downward only"
PRIVATE = (
    "tips",
    "cases",
    "victims",
    "facilities",
    "plans",
    "people",
    "bylaws",
    "notices",
    "files",
    "exchange",
    "indicators",
)

PLANTS = (
    Plant(DOWNWARD, "lachan.tips.planted_up", "lachan.web"),
    Plant(DOWNWARD, "lachan.cases.planted_up", "lachan.victims.actions"),
    Plant(DOWNWARD, "lachan.base.planted_up", "lachan.law"),
    Plant(DOWNWARD, "lachan.access.planted_up", "lachan.journal"),
    Plant(DOWNWARD, "lachan.web.planted_sideways", "lachan.jobs"),
    Plant(DOWNWARD, "lachan.tips.planted_sideways", "lachan.plans"),
    Plant(DOWNWARD, "lachan.people.planted_sideways", "lachan.bylaws"),
    Plant(DOWNWARD, "lachan.facilities.planted_sideways", "lachan.tips"),
    Plant(DOWNWARD, "lachan.facilities.planted_up", "lachan.victims.queries"),
    Plant(DOWNWARD, "lachan.attic.__init__", "", "lachan.attic"),
    Plant("Inside a room: doors above walls above rules", "lachan.tips.rules", "lachan.tips.models"),
    Plant("Plans know numbers, never records", "lachan.plans.planted_record", "lachan.tips.queries"),
    Plant("Pages and jobs use actions and queries, never tables", "lachan.web.planted_table", "lachan.tips.models"),
    Plant("Pages and jobs use actions and queries, never tables", "lachan.jobs.planted_table", "lachan.journal.models"),
    Plant("Base, law and rules are plain Python", "lachan.base.planted_django", "django.conf", "-> django"),
    Plant("Base, law and rules are plain Python", "lachan.law.planted_django", "django.db", "-> django"),
    Plant("Base, law and rules are plain Python", "lachan.victims.rules", "django.utils", "-> django"),
    Plant("Base, law and rules are plain Python", "lachan.plans.reading.planted", "django.utils", "-> django"),
    Plant("Base, law and rules are plain Python", "lachan.reports.build.planted", "django.utils", "-> django"),
    Plant("Only the vault does cryptography", "lachan.tips.planted_crypto", "cryptography.fernet", "-> cryptography"),
    Plant(
        "No cycles inside a room either",
        "lachan.tips.planted_loop",
        "lachan.tips.planted_back",
        ".planted_loop -> .planted_back",
    ),
    *(
        Plant(f"The tables of {room} belong to {room}", "lachan.reports.planted_tables", f"lachan.{room}.models")
        for room in PRIVATE
    ),
)


def lint(folder: Path) -> str:
    command = [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / ".importlinter", "--no-cache"]
    done = subprocess.run([*command, "--no-logo"], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def plant(folder: Path, module: str, line: str) -> None:
    path = folder / f"{module.replace('.', '/')}.py"
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trespass")
    shutil.copytree(PACKAGE, folder / "lachan", ignore=shutil.ignore_patterns("*.pyc", "static", "templates"))
    return folder


@pytest.fixture(scope="module")
def clean(copy: Path) -> str:
    return lint(copy)


@pytest.fixture(scope="module")
def report(copy: Path, clean: str) -> dict[str, str]:
    """What is said about each broken contract, by its name."""
    for one in PLANTS:
        plant(copy, one.module, f"import {one.imports}" if one.imports else "")
    plant(copy, "lachan.tips.planted_back", "import lachan.tips.planted_loop")
    parts = re.split(r"\n([^\n]+)\n-+\n", lint(copy))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_house_keeps_its_contract(clean: str) -> None:
    assert " 0 broken." in clean, clean


def test_every_file_of_rules_is_named_as_plain_python() -> None:
    """``lachan.*.rules`` covers the usual name; rules split off by topic must be added by hand."""
    contract = (ROOT / ".importlinter").read_text(encoding="utf-8").split("[importlinter:contract:pure-rules]")[1]
    split_off = (path.relative_to(PACKAGE.parent).with_suffix("") for path in PACKAGE.glob("*/*_rules.py"))
    names = [".".join(path.parts) for path in split_off]
    assert [name for name in names if f"    {name}\n" not in contract] == []


@pytest.mark.parametrize("one", PLANTS, ids=lambda one: f"{one.module}-{one.imports}")
def test_a_planted_import_is_reported(one: Plant, report: dict[str, str]) -> None:
    chapter = report.get(one.contract, "this contract was kept")
    assert one.report in chapter
    if one.says.startswith("->"):
        assert one.module in chapter
