"""Every address the application answers to, read from Django's own table of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
from django.utils.regex_helper import normalize

_HOLE = re.compile(r"<(?:[^>:]+:)?([^>]+)>")

# Two ids that no record has: what one of them answers, the other must answer too.
NOBODY = {
    UUIDConverter: ("00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"),
    IntConverter: ("990000001", "990000002"),
}
NO_WORD = ("khongco1", "khongco2")


@dataclass(frozen=True)
class Door:
    """One address: its name, and its path with a hole for each argument."""

    name: str
    path: str
    holes: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def url(self, **known: Any) -> str:
        return self.path.format(**known)

    def nobody(self, which: int) -> dict[str, str]:
        """Arguments that lead to no record."""
        return {name: NOBODY.get(type(converter), NO_WORD)[which] for name, converter in self.holes.items()}

    def __str__(self) -> str:
        return f"{self.name or 'unnamed'} {self.path}"


def doors() -> list[Door]:
    return list(_walk(get_resolver().url_patterns, "/", {}))


def _walk(patterns: list[URLPattern | URLResolver], path: str, holes: dict[str, Any]) -> Iterator[Door]:
    for entry in patterns:
        here = path + _spelled(entry.pattern)
        known = {**holes, **(entry.pattern.converters or _groups(entry.pattern))}
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, here, known)
        else:
            yield Door(entry.name or "", here, known)


def _spelled(pattern: Any) -> str:
    if isinstance(pattern, LocalePrefixPattern):
        return str(pattern)
    if isinstance(pattern, RoutePattern):
        return _HOLE.sub(r"{\1}", str(pattern))
    [(text, _names), *_others] = normalize(pattern.regex.pattern)
    return re.sub(r"%\((\w+)\)s", r"{\1}", text)


def _groups(pattern: Any) -> dict[str, Any]:
    return dict.fromkeys(pattern.regex.groupindex) if hasattr(pattern, "regex") else {}
