"""What the tests of the plan reader share: a real Tesseract."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def tesseract() -> str:
    """A Tesseract that reads Vietnamese. Its absence is a failure with a sentence, never a quiet skip."""
    found = subprocess.run([ROOT / "bin/_tesseract"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(found.stderr)
    return found.stdout.strip()
