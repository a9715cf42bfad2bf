"""The settings of the house, with a home of its own for each test process: no test touches the one in use.

tests/conftest.py clears the home when the process ends.
"""

# ruff: noqa: F403, F405, E402
from __future__ import annotations

import os
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="lachan-tests-"))
# Before the first import from lachan: paths and keys are found through it.
os.environ["LACHAN_HOME"] = str(_home)
(_home / "static").mkdir()

from lachan.config.settings import *

# Hashing a password the way production does takes longer than the test around it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as in production (its locks are not those of a database in memory); a power cut cannot hurt it.
    DATABASES["default"]["TEST"] = {"NAME": str(_home / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"
