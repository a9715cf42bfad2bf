"""Pages of facilities: the directory, entering it, one facility with its places and scores, the yearly review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.access.checks import Place
from lachan.access.roles import AgencyKind
from lachan.base.errors import NotFound, Refused
from lachan.facilities import access as may
from lachan.facilities import actions, queries
from lachan.facilities.rules import PROCEDURE, FacilityStatus
from lachan.notices.actions import see
from lachan.people.queries import list_agencies, list_areas
from lachan.people.rules import AreaLevel
from lachan.web import facility_words as words
from lachan.web import shown
from lachan.web.doors import Request, tell
from lachan.web.forms import facilities as forms
from lachan.web.forms.victims import agency_choices, area_choices

RUN_BY = (
    AgencyKind.FACILITY, AgencyKind.UNION, AgencyKind.LEGAL_AID, AgencyKind.HEALTH_DEPARTMENT, AgencyKind.COMMUNE,
    AgencyKind.DEPARTMENT,
)  # fmt: skip


@dataclass(frozen=True)
class StepPage:
    """How one move is asked for and done."""

    form: type[forms.FacilityStepForm]
    do: Callable[..., Any]
    command: type[actions.Step] = actions.Step


STEPS: dict[str, StepPage] = {
    "facility.license": StepPage(forms.LicenseForm, actions.license_, actions.License),
    "facility.refuse": StepPage(forms.FacilityStepForm, actions.refuse),
    "facility.describe": StepPage(forms.DescribeForm, actions.describe, actions.Describe),
    "facility.equip": StepPage(forms.EquipForm, actions.equip, actions.Equip),
    "facility.assess": StepPage(forms.AssessForm, actions.assess, actions.Assess),
    "facility.inspect": StepPage(forms.InspectForm, actions.inspect, actions.Inspect),
    "facility.suspend": StepPage(forms.FacilityStepForm, actions.suspend),
    "facility.resume": StepPage(forms.FacilityStepForm, actions.resume),
    "facility.end": StepPage(forms.FacilityStepForm, actions.end),
}
# The move drawn as the main one, by status.
MAIN = {FacilityStatus.APPLIED: "facility.license", FacilityStatus.ACTIVE: "facility.assess",
        FacilityStatus.SUSPENDED: "facility.resume"}  # fmt: skip


def list_(request: Request) -> HttpResponse:
    form = forms.FacilityFilterForm(request.GET, areas=_areas(request))
    wanted = queries.FacilityFilter(**form.cleaned_data) if form.is_valid() else queries.FacilityFilter()
    sort = request.GET.get("sap-xep", "name")
    page = queries.list_facilities(request.actor, wanted, shown.page_number(request), sort)
    context = {
        "form": form,
        "page": page,
        "columns": words.COLUMNS,
        "rows": words.rows_of(page.items),
        "may_list": may.check_may_list.allows(request.actor, _own_place(request)),
        "may_apply": may.check_may_apply.allows(request.actor, _own_place(request)),
    }
    return render(request, "facilities/list.html", context)


def enter(request: Request, needs_licence: bool) -> HttpResponse:
    """Into the directory, or the application for a licence."""
    check, do = (
        (may.check_may_apply, actions.apply_facility) if needs_licence else (may.check_may_list, actions.list_facility)
    )
    check(request.actor, _own_place(request))
    run_by = list_agencies(request.actor.province_code, request.now.date(), *RUN_BY)
    form = forms.RegisterForm(
        request.POST or None, now=request.now, needs_licence=needs_licence, areas=_areas(request),
        agencies=agency_choices([a for a in run_by if a.id != request.actor.agency_id]),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            facility_id = do(actions.Register(**form.values()), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi vào danh bạ."))
            return redirect("facility.show", facility_id)
    move = PROCEDURE.move("facility.apply" if needs_licence else "facility.list")
    return render(request, "facilities/enter.html", {"form": form, "move": move, "needs_licence": needs_licence})


def show(
    request: Request, facility_id: UUID, opened: queries.OpenedFacility | None = None, purpose: str = ""
) -> HttpResponse:
    page = queries.open_facility(request.actor, facility_id, request.now)
    see(facility_id, by=request.actor, now=request.now)
    moves = shown.moves_of(page.moves, lambda verb: step_url(verb, facility_id))
    context = {
        "page": page,
        "facility": page.facility,
        "tags": words.tags_of(page, request.now.date()),
        "facts": words.facts_of(page),
        "places": words.places_of(page.facility),
        "may": [m for m in moves if m.may and m.verb in STEPS],
        "main": MAIN.get(page.facility.status, ""),
        "clocks": shown.clocks_of((c for c in page.clocks if c.is_open), request.now),
        "timeline": words.told(page.timeline, dict(opened.notes) if opened else {}),
        "equipment": words.equipment_table(page.equipment),
        "latest": page.assessments[0] if page.assessments else None,
        "criteria": words.criteria_table(page.assessments[0]) if page.assessments else None,
        "earlier": words.assessments_table(page.assessments[1:]),
        "inspections": words.inspections_table(page.inspections),
        "stays": words.stays_table(page.stays, request.actor),
        "purposes": shown.PURPOSES,
        "opened": words.opened_rows(opened) if opened else None,
        "purpose": dict(shown.PURPOSES).get(purpose, ""),
    }
    return render(request, "facilities/show.html", context)


def open_words(request: Request, facility_id: UUID) -> HttpResponse:
    """POST only: an opening is an act."""
    if request.method != "POST":
        return redirect("facility.show", facility_id)
    purpose = shown.purpose_of(request)
    opened = queries.open_words(facility_id, purpose=purpose, by=request.actor, now=request.now)
    return show(request, facility_id, opened, purpose)


def step(request: Request, facility_id: UUID, verb: str) -> HttpResponse:
    name = "facility." + verb.replace("-", "_")
    if name not in STEPS:
        raise NotFound
    how, page = STEPS[name], queries.open_facility(request.actor, facility_id, request.now)
    form = how.form(request.POST or None, now=request.now, page=page)
    if request.method == "POST" and form.is_valid():
        data = form.values()
        taken = {f.name for f in fields(how.command)} & set(data)
        try:
            command = how.command(facility_id=facility_id, **{key: data[key] for key in taken})
            how.do(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": PROCEDURE.move(name).label})
            return redirect("facility.show", facility_id)
    move = PROCEDURE.move(name)
    return render(request, "facilities/step.html", {"facility": page.facility, "move": move, "form": form})


def review(request: Request) -> HttpResponse:
    """The yearly review of services, from what was recorded."""
    form = forms.YearForm(request.GET or None, now=request.now)
    year = int(form.cleaned_data["nam"] or request.now.year) if form.is_valid() else request.now.year
    found = queries.review(request.actor, year, request.now.date())
    form = forms.YearForm({"nam": str(year)}, now=request.now)
    context = {"form": form, "year": year, "review": found, "columns": words.REVIEW_COLUMNS,
               "rows": words.review_rows(found), "totals": words.review_totals(found)}  # fmt: skip
    return render(request, "facilities/review.html", context)


def step_url(verb: str, facility_id: UUID) -> str:
    return reverse("facility.step", args=[facility_id, verb.removeprefix("facility.").replace("_", "-")])


def _areas(request: Request) -> tuple[tuple[str, Any], ...]:
    return area_choices(list_areas(request.actor.province_code, AreaLevel.COMMUNE, request.now.date()))


def _own_place(request: Request) -> Place:
    return Place(request.actor.province_code, request.actor.area_code)


URLS: list[URLPattern] = [
    path("co-so/", list_, name="facility.list"),
    path("co-so/moi/", enter, {"needs_licence": False}, name="facility.enter"),
    path("co-so/xin-phep/", enter, {"needs_licence": True}, name="facility.apply"),
    path("co-so/ra-soat/", review, name="facility.review"),
    path("co-so/<uuid:facility_id>/", show, name="facility.show"),
    path("co-so/<uuid:facility_id>/dia-chi/", open_words, name="facility.open_words"),
    path("co-so/<uuid:facility_id>/buoc/<slug:verb>/", step, name="facility.step"),
]
