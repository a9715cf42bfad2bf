"""The commands of the clone: the lock check sees a stale or talkative lock, and the last line of bin/test is true."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from tests.guards.house import ROOT

COMMANDS = [
    "bin/start",
    "bin/test",
    "bin/check",
    "bin/fix",
    "bin/lock",
    "bin/_chromium",
    "bin/_tesseract",
    "bin/_soffice",
    ".ci/run",
]


def script(name: str) -> ModuleType:
    loader = importlib.machinery.SourceFileLoader(f"bin_{Path(name).stem.strip('_')}", str(ROOT / "bin" / name))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def lock(tmp_path: Path) -> ModuleType:
    module = script("lock")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    module.ROOT = tmp_path
    return module


GOOD = "django==5.2.19 \\\n    --hash=sha256:00\n    # via lachan (pyproject.toml)\n"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (GOOD, []),
        (f"--index-url https://mirror.example/simple\n{GOOD}", ["names a host"]),
        (f"{GOOD}httpx==0.28.0\n", ["without a hash"]),
    ],
)
def test_the_lock_check_sees(lock: ModuleType, body: str, says: list[str]) -> None:
    (lock.ROOT / "some.lock").write_text(f"{lock.MARK}{lock.wanted_digest()}\n{body}", encoding="utf-8")
    found = lock.faults("some.lock")
    assert len(found) == len(says)
    assert all(word in fault for word, fault in zip(says, found, strict=True))


def test_a_new_dependency_makes_the_lock_stale(lock: ModuleType) -> None:
    (lock.ROOT / "some.lock").write_text(f"{lock.MARK}{lock.wanted_digest()}\n{GOOD}", encoding="utf-8")
    pyproject = lock.ROOT / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    pyproject.write_text(text.replace("dependencies = [", 'dependencies = [\n    "one-more",', 1), encoding="utf-8")
    assert ["other dependencies" in fault for fault in lock.faults("some.lock")] == [True]


def test_the_committed_locks_are_current() -> None:
    assert subprocess.run([ROOT / "bin/lock", "--check"], check=False).returncode == 0


SUITE = '<x><testsuite tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"/></x>'


@pytest.mark.parametrize(
    ("steps", "last_line", "code"),
    [
        ("", "14 passed, 0 failed", 0),
        ("failed journeys\n", "14 passed, 1 failed", 1),
    ],
)
def test_the_last_line_adds_up_every_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], steps: str, last_line: str, code: int
) -> None:
    for name in ("sqlite.xml", "postgresql.xml"):
        (tmp_path / name).write_text(SUITE.format(tests=7, failures=0, errors=0, skipped=1))
    (tmp_path / "checks").write_text("passed linter\npassed types\n")
    (tmp_path / "steps").write_text(steps)
    assert script("_tally.py").main(tmp_path) == code
    assert capsys.readouterr().out.splitlines()[-1] == last_line


def test_a_failing_test_and_a_failing_check_both_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sqlite.xml").write_text(SUITE.format(tests=7, failures=1, errors=2, skipped=0))
    (tmp_path / "checks").write_text("failed linter\n")
    assert script("_tally.py").main(tmp_path) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "4 passed, 4 failed"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_started(name: str) -> None:
    path = ROOT / name
    assert path.stat().st_mode & 0o111, f"{name} is not executable"
    if b"bash" in path.read_bytes().splitlines()[0]:
        assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
