"""How the guards look at the house: its rooms, its files, its words. Nothing here names a room."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import lachan
from lachan.base.labels import Labelled

PACKAGE = Path(lachan.__file__).parent
ROOT = PACKAGE.parent

T = TypeVar("T")


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every module of the package, imported. Start files and migrations hold no words and no tables."""
    names = [m.name for m in pkgutil.walk_packages([str(PACKAGE)], "lachan.")]
    quiet = (".migrations", ".__main__", "lachan.config.wsgi", "lachan.config.asgi")
    return tuple(importlib.import_module(name) for name in names if not any(part in name for part in quiet))


def vocabularies() -> list[type[Labelled]]:
    """Every enum whose labels people read."""
    modules()
    found: list[type[Labelled]] = []
    waiting = [Labelled]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        found += kinds
        waiting += kinds
    return sorted((kind for kind in found if kind.__module__.startswith("lachan.")), key=lambda k: k.__qualname__)


def things(kind: type[T]) -> dict[str, T]:
    """Every module-level object of a class, by the name of its home: ``lachan.tips.rules.TIP``."""
    seen: dict[int, tuple[str, T]] = {}
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, kind):
                seen.setdefault(id(value), (f"{module.__name__}.{name}", value))
    return dict(seen.values())


def tracked(*patterns: str) -> Iterator[Path]:
    """Files the repository carries: what git tracks or would track; what looks like it where there is no git."""
    for name in sorted(_names()):
        path = ROOT / name
        if path.is_file() and (not patterns or any(fnmatch(name, pattern) for pattern in patterns)):
            yield path


@cache
def _names() -> tuple[str, ...]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return tuple(name for name in listed.stdout.split("\0") if name)
    hidden = re.compile(r"(^|/)(\.[^/]+|__pycache__|var|build|dist|test-results)/")
    names = (path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*"))
    return tuple(name for name in names if not hidden.search(name))
