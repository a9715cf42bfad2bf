"""The page of care that is due, part by part: children, risks, plans, consents."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.victims.care_due import DuePart, counts, due
from lachan.web import shown
from lachan.web.doors import Request
from lachan.web.parts import Cell, Column, Tab
from lachan.web.templatetags.vietnamese import vi_date

COLUMNS = (Column("file", "Hồ sơ"), Column("what", "Nội dung"), Column("on", "Đến hạn, chờ từ"))


def show(request: Request) -> HttpResponse:
    asked = request.GET.get("phan", "")
    part = next((p for p in DuePart if str(p) == asked), DuePart.CHILDREN)
    today = request.now.date()
    page = due(request.actor, part, today, shown.page_number(request))
    many = counts(request.actor, today)
    tabs = [Tab(p.label, f"?phan={p}", many[p], p is part) for p in DuePart]
    rows = [
        [
            Cell(line.code, reverse("victim.care", args=[line.victim_id])),
            line.words or part.label,
            Cell(vi_date(line.on), tone="late" if line.on < today else "due"),
        ]
        for line in page.items
    ]
    context = {"tabs": tabs, "columns": COLUMNS, "rows": rows, "page": page, "noun": _("việc")}
    return render(request, "care/due.html", context)


URLS: list[URLPattern] = [path("nan-nhan/den-han/", show, name="victim.due")]
