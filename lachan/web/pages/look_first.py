"""Before a file is opened: is she known already, here or perhaps elsewhere; then by which way she came."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.access.checks import Place
from lachan.access.roles import AgencyKind
from lachan.base.errors import Refused
from lachan.people.queries import agency_names, area_names, former_areas, list_areas, the_agency
from lachan.people.rules import AreaLevel
from lachan.victims import access as may
from lachan.victims.lookup import Found, Likeness, LookUp, look_first
from lachan.victims.ways_in import ways_at
from lachan.web.doors import Request, tell
from lachan.web.forms.look_first import LookFirstForm
from lachan.web.parts import Cell, Column
from lachan.web.victim_words import TONES, named

COLUMNS = (
    Column("code", "Hồ sơ"), Column("alike", "Giống ở"), Column("where", "Nơi tiếp nhận, cơ quan giữ"),
    Column("status", "Trạng thái"),
)  # fmt: skip


def look(request: Request) -> HttpResponse:
    """What is typed comes by POST so that it stands in no address; it goes on to the reception by POST too."""
    may.check_may_receive(request.actor, Place(request.actor.province_code, request.actor.area_code))
    on, province = request.now.date(), request.actor.province_code
    form = LookFirstForm(
        request.POST or None, areas=list_areas(province, AreaLevel.COMMUNE, on),
        former=former_areas(province, AreaLevel.COMMUNE, on),
    )  # fmt: skip
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = look_first(LookUp(**form.cleaned_data), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
    health = the_agency(province, AgencyKind.HEALTH_DEPARTMENT, on)
    context = {
        "form": form,
        "found": found,
        "columns": COLUMNS,
        "rows": _rows(found) if found else [],
        "health": health.name if health else "",
        "ways": [(way.code, named("ways_in", way.code)) for way in ways_at(request.actor.agency_kind)],
        "typed": form.cleaned_data if request.method == "POST" and form.is_valid() else {},
    }
    return render(request, "victims/look.html", context)


def _rows(found: Found) -> list[list[Cell | str]]:
    """Codes and years, never a name."""
    agencies = agency_names(one.line.holder_id for one in found.here)
    places = area_names(one.line.area_code for one in found.here)
    return [
        [
            Cell(one.line.code, reverse("victim.show", args=[one.line.id]), note=_person(one)),
            _alike(one),
            Cell(places.get(one.line.area_code, ""), note=agencies.get(one.line.holder_id, "")),
            Cell(one.line.status.label, tone=TONES.get(one.line.status, "plain")),
        ]
        for one in found.here
    ]


def _person(one: Likeness) -> str:
    return ", ".join(str(x) for x in (one.line.sex.label, one.line.birth_year) if x)


def _alike(one: Likeness) -> str:
    words = [_("tên, số") if one.is_exact else _("tên gần giống")]
    words += [_("năm sinh")] if one.same_year else []
    words += [_("nơi ở")] if one.same_area else []
    return ", ".join(words)


URLS: list[URLPattern] = [path("nan-nhan/tim-truoc/", look, name="victim.look_first")]
