"""One search box over what the officer may see: a record's code, or the name of a person in the files open to him."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from lachan.web import codes
from lachan.web.doors import Request

MAX_LETTERS = 80


def search(request: Request) -> HttpResponse:
    """A name is sent by POST so that it stands in no address, log or history; a code may come by GET."""
    typed = (request.POST.get("q") or request.GET.get("q") or "").strip()[:MAX_LETTERS]
    by_code = codes.by_code(request.actor, typed) if typed else []
    if len(by_code) == 1:
        return redirect(by_code[0].url)
    people = codes.by_name(request.actor, typed, request.now) if typed and not by_code else []
    context = {"search_query": typed, "found": by_code + people, "is_asked": bool(typed)}
    return render(request, "search/search.html", context)


URLS: list[URLPattern] = [path("tim/", search, name="search")]
