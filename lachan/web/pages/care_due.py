"""The page of care that is due, part by part, and its few lines on the page of the day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.base.listing import COUNT_CAP
from lachan.victims.care_due import DuePart, counts, due, own_parts_of, parts_of
from lachan.web import shown
from lachan.web.doors import Request
from lachan.web.parts import Cell, Column, Tab
from lachan.web.templatetags.vietnamese import vi_date, vi_number

COLUMNS = (Column("file", "Hồ sơ"), Column("what", "Nội dung"), Column("on", "Đến hạn, chờ từ"))
OF_THE_DAY = (Column("part", "Việc"), Column("count", "Số việc", align="r"))
LEADS_TO = {DuePart.PROTECTIONS: "protection.show", DuePart.CLOSINGS: "victim.show"}  # all others to the page of care


def show(request: Request) -> HttpResponse:
    asked, parts = request.GET.get("phan", ""), parts_of(request.actor)
    part = next((p for p in parts if str(p) == asked), DuePart.CHILDREN)
    today = request.now.date()
    page = due(request.actor, part, today, shown.page_number(request))
    many = counts(request.actor, today, parts)
    tabs = [Tab(p.label, f"?phan={p}", min(many[p], COUNT_CAP), p is part, many[p] > COUNT_CAP) for p in parts]
    rows = [
        [
            Cell(line.code, reverse(LEADS_TO.get(part, "victim.care"), args=[line.victim_id])),
            line.words or part.label,
            Cell(vi_date(line.on), tone="late" if line.on < today else "due"),
        ]
        for line in page.items
    ]
    context = {"tabs": tabs, "columns": COLUMNS, "rows": rows, "page": page, "noun": _("việc")}
    return render(request, "care/due.html", context)


def of_the_day(request: Request) -> list[list[object]]:
    """What waits in the files this officer cares for, where anything does."""
    many = counts(request.actor, request.now.date(), own_parts_of(request.actor))
    return [
        [Cell(part.label, f"{reverse('victim.due')}?phan={part}"), vi_number(min(n, COUNT_CAP)) + "+" * (n > COUNT_CAP)]
        for part, n in many.items()
        if n
    ]


URLS: list[URLPattern] = [path("nan-nhan/den-han/", show, name="victim.due")]
