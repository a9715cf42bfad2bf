"""Her own file: shown to the person it is about, in large type and plain words, and printed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from lachan.reports.build.typeset import write_own_pdf
from lachan.reports.own_file import own_file
from lachan.web.doors import Request


def show(request: Request, victim_id: UUID) -> HttpResponse:
    """POST only: showing her file opens her identity, and that is an act."""
    if request.method != "POST":
        return redirect("victim.show", victim_id)
    file = own_file(victim_id, by=request.actor, now=request.now)
    return render(request, "own_file/show.html", {"file": file})


def pdf(request: Request, victim_id: UUID) -> HttpResponse:
    if request.method != "POST":
        return redirect("victim.show", victim_id)
    file = own_file(victim_id, by=request.actor, now=request.now)
    made = write_own_pdf(file.title, list(file.intro), file.sheet(), request.now)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{file.code}.pdf"'
    return answer


URLS: list[URLPattern] = [
    path("nan-nhan/<uuid:victim_id>/cua-toi/", show, name="own.show"),
    path("nan-nhan/<uuid:victim_id>/cua-toi/pdf/", pdf, name="own.pdf"),
]
