"""The security policy lets a page run and style nothing of its own; what a browser would refuse may not be written."""

from __future__ import annotations

import re

import pytest

from tests.guards.house import ROOT, tracked

INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/json)",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)


def inline(page: str) -> list[str]:
    return [found.group().strip() for found in INLINE.finditer(COMMENT.sub("", page))]


def test_no_page_holds_script_or_style() -> None:
    pages = {path: inline(path.read_text(encoding="utf-8")) for path in tracked("lachan/*.html")}
    assert {path.relative_to(ROOT).as_posix(): found for path, found in pages.items() if found} == {}


def test_no_page_asks_another_host() -> None:
    pages = [path for path in tracked("lachan/*.html") if ELSEWHERE.search(COMMENT.sub("", path.read_text("utf-8")))]
    assert [path.relative_to(ROOT).as_posix() for path in pages] == []


@pytest.mark.parametrize(
    "page",
    [
        "<script>x()</script>",
        '<p style="color:red">',
        "<style>p{}</style>",
        "<a onclick='x()'>",
        '<a href="javascript:x">',
    ],
)
def test_the_guard_sees(page: str) -> None:
    assert inline(page)


def test_the_guard_lets_files_of_our_own_pass() -> None:
    assert (
        inline('<script type="module" src="/static/x.js"></script><svg width="4"><p data-on="x" class="style">') == []
    )
