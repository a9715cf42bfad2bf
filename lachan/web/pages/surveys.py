"""Pages of rounds of needs survey: the list, opening one, its sums by commune; what persons say of the services."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from lachan.access.checks import Place
from lachan.base.errors import Refused
from lachan.people.queries import list_areas
from lachan.people.rules import AreaLevel
from lachan.victims import access as may
from lachan.victims import actions, survey_queries
from lachan.web import care_words as words
from lachan.web import shown
from lachan.web.doors import Request, tell
from lachan.web.forms.care import OpenRoundForm, RoundFilterForm
from lachan.web.forms.victims import Choice, area_choices
from lachan.web.parts import Tag


def list_rounds(request: Request) -> HttpResponse:
    form = RoundFilterForm(request.GET)
    status = form.cleaned_data["status"] if form.is_valid() else ""
    sort = request.GET.get("sap-xep", "-starts")
    page = survey_queries.list_rounds(request.actor, status, shown.page_number(request), sort)
    context = {
        "form": form,
        "page": page,
        "columns": words.ROUND_COLUMNS,
        "rows": words.round_rows(page.items),
        "may_open": may.check_may_open_needsround.allows(request.actor, _own_place(request)),
        "feedback": words.feedback_view(survey_queries.feedback_of(request.actor)),
    }
    return render(request, "surveys/list.html", context)


def open_round(request: Request) -> HttpResponse:
    may.check_may_open_needsround(request.actor, _own_place(request))
    form = OpenRoundForm(request.POST or None, areas=_areas(request), initial={"starts_on": request.now.date()})
    if request.method == "POST" and form.is_valid():
        try:
            command = actions.OpenRound(request.now, **form.cleaned_data)
            round_id = actions.open_needsround(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã mở đợt. Ghi phiếu từng người ở bước «Đánh giá nhu cầu» của hồ sơ."))
            return redirect("needsround.show", round_id)
    return render(request, "surveys/open.html", {"form": form})


def show(request: Request, round_id: UUID) -> HttpResponse:
    page = survey_queries.open_round_page(request.actor, round_id)
    line = page.line
    tags = [Tag(line.status.label, "ok" if page.may_close else "plain")]
    context = {"page": page, "round": line, "tags": tags, "table": words.round_table(page)}
    return render(request, "surveys/show.html", context)


def close(request: Request, round_id: UUID) -> HttpResponse:
    survey_queries.open_round_page(request.actor, round_id)
    if request.method == "POST":
        command = actions.CloseRound(round_id, request.now)
        actions.close_needsround(command, by=request.actor, now=request.now)
        messages.success(request, _("Đã kết thúc đợt. Số đã ghi giữ nguyên."))
    return redirect("needsround.show", round_id)


def _areas(request: Request) -> tuple[Choice, ...]:
    areas = list_areas(request.actor.province_code, AreaLevel.COMMUNE, request.now.date())
    own = request.actor.area_code
    if own:
        return area_choices([a for a in areas if a.code == own])
    return (("", _("Toàn tỉnh")), *area_choices(areas))


def _own_place(request: Request) -> Place:
    return Place(request.actor.province_code, request.actor.area_code)


URLS: list[URLPattern] = [
    path("ra-soat-nhu-cau/", list_rounds, name="needsround.list"),
    path("ra-soat-nhu-cau/moi/", open_round, name="needsround.open"),
    path("ra-soat-nhu-cau/<uuid:round_id>/", show, name="needsround.show"),
    path("ra-soat-nhu-cau/<uuid:round_id>/ket-thuc/", close, name="needsround.close"),
]
