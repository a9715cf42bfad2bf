"""Pages of agencies: those of the province by kind, on any day; opening one, ending one with its successor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.access.roles import AgencyKind
from lachan.base.errors import NotFound, Refused
from lachan.people import access as may
from lachan.people import actions, queries
from lachan.people.rules import ROLES_OF, AreaLevel
from lachan.web.doors import Request, tell
from lachan.web.forms.people import CloseAgencyForm, OpenAgencyForm, as_of_day
from lachan.web.parts import Cell, Column, Tag
from lachan.web.templatetags.vietnamese import vi_date

COLUMNS = (
    Column("name", "Cơ quan"), Column("kind", "Loại"), Column("area", "Địa bàn"), Column("since", "Hoạt động từ"),
)  # fmt: skip
ENDED_COLUMNS = (Column("name", "Cơ quan"), Column("span", "Hoạt động"), Column("successor", "Cơ quan kế thừa"))
FOLD_AFTER = 40


OF_COMMUNES = (AgencyKind.COMMUNE, AgencyKind.COMMUNE_POLICE)


@dataclass(frozen=True)
class Group:
    """The offices of the province in one table, in the order of their kinds; those of the communes kind by kind."""

    title: str
    rows: list[list[Any]]

    @property
    def is_long(self) -> bool:
        return len(self.rows) > FOLD_AFTER


def list_agencies(request: Request) -> HttpResponse:
    day = as_of_day(request)
    agencies = queries.list_agencies(request.actor.province_code, day)
    ended = queries.ended_agencies(request.actor.province_code, day)
    places = queries.area_names((a.area_code for a in agencies), day)
    names = queries.agency_names(a.successor_id for a in ended if a.successor_id)
    groups = [
        Group("Cấp tỉnh", _rows(agencies, places, *(kind for kind in AgencyKind if kind not in OF_COMMUNES))),
        *(Group(kind.label, _rows(agencies, places, kind)) for kind in OF_COMMUNES),
    ]
    context = {
        "columns": COLUMNS,
        "groups": [group for group in groups if group.rows],
        "count": len(agencies),
        "ended_columns": ENDED_COLUMNS,
        "ended": [_ended(a, names) for a in ended],
        "may_open": may.check_may_open_agency.allows(request.actor),
        "day": day,
        "today": request.now.date(),
    }
    return render(request, "agencies/list.html", context)


def show(request: Request, agency_id: UUID) -> HttpResponse:
    return _page(request, _own(request, agency_id), _close_form(request, agency_id))


def open_agency(request: Request) -> HttpResponse:
    may.check_may_open_agency(request.actor)
    province, today = request.actor.province_code, request.now.date()
    areas = queries.list_areas(province, AreaLevel.COMMUNE, today)
    agencies = queries.list_agencies(province, today)
    form = OpenAgencyForm(request.POST or None, agencies=agencies, areas=areas, initial={"in_force_from": today})
    if request.method == "POST" and form.is_valid():
        try:
            agency_id = actions.open_agency(_command(form.cleaned_data, province), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã lập cơ quan cùng khóa riêng của cơ quan. Bước tiếp theo: mời cán bộ."))
            return redirect("agency.show", agency_id)
    return render(request, "agencies/open.html", {"form": form, "province": province})


def close(request: Request, agency_id: UUID) -> HttpResponse:
    agency = _own(request, agency_id)
    if request.method != "POST":
        return redirect("agency.show", agency_id)
    may.check_may_close_agency(request.actor)
    form = _close_form(request, agency_id)
    if form.is_valid():
        picked = form.cleaned_data["successor_id"]
        successor = UUID(picked) if picked else None
        until = form.cleaned_data["until"]
        try:
            actions.close_agency(agency_id, until=until, successor_id=successor, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi ngày kết thúc. Hồ sơ cũ vẫn mang tên cơ quan của ngày ấy."))
            return redirect("agency.show", agency_id)
    return _page(request, agency, form)


def _own(request: Request, agency_id: UUID) -> queries.AgencyLine:
    """An agency of the actor's province; another province's is not shown here."""
    agency = queries.get_agency(agency_id)
    if agency.province_code != request.actor.province_code:
        raise NotFound
    return agency


def _close_form(request: Request, agency_id: UUID) -> CloseAgencyForm:
    others = queries.list_agencies(request.actor.province_code, request.now.date())
    return CloseAgencyForm(request.POST or None, agencies=[a for a in others if a.id != agency_id])


def _page(request: Request, agency: queries.AgencyLine, form: CloseAgencyForm) -> HttpResponse:
    places = queries.area_names([agency.area_code], agency.in_force_from)
    names = queries.agency_names([agency.successor_id] if agency.successor_id else [])
    has_ended = agency.in_force_until is not None and agency.in_force_until < request.now.date()
    context = {
        "agency": agency,
        "tags": [Tag(agency.kind.label), Tag("đã kết thúc", "late") if has_ended else Tag("đang hoạt động", "ok")],
        "facts": [
            (_("Mã"), agency.code),
            (_("Loại cơ quan"), agency.kind.label),
            (_("Địa bàn"), places.get(agency.area_code) or _("toàn tỉnh")),
            (_("Hoạt động"), _span(agency.in_force_from, agency.in_force_until)),
            (_("Cơ quan kế thừa"), names.get(agency.successor_id) if agency.successor_id else ""),
            (_("Vai trò giao được"), ", ".join(sorted(role.label for role in ROLES_OF[agency.kind]))),
        ],
        "form": form,
        "may_close": may.check_may_close_agency.allows(request.actor) and agency.in_force_until is None,
        "may_invite": may.check_may_invite.allows(request.actor) and not has_ended and bool(ROLES_OF[agency.kind]),
    }
    return render(request, "agencies/show.html", context)


def _command(data: dict[str, Any], province: str) -> actions.OpenAgency:
    return actions.OpenAgency(
        code=f"{province}.{data['code']}",
        name=data["name"],
        kind=AgencyKind(data["kind"]),
        province_code=province,
        area_code=data["area_code"],
        in_force_from=data["in_force_from"],
        parent_id=UUID(data["parent_id"]) if data["parent_id"] else None,
    )


def _rows(agencies: list[queries.AgencyLine], places: dict[str, str], *kinds: AgencyKind) -> list[list[Any]]:
    return [_row(agency, places) for kind in kinds for agency in agencies if agency.kind is kind]


def _row(agency: queries.AgencyLine, places: dict[str, str]) -> list[Any]:
    until = f"kết thúc {vi_date(agency.in_force_until)}" if agency.in_force_until else ""
    return [
        Cell(agency.name, reverse("agency.show", args=[agency.id]), note=agency.code),
        agency.kind.label,
        places.get(agency.area_code) or _("toàn tỉnh"),
        Cell(vi_date(agency.in_force_from), note=until),
    ]


def _ended(agency: queries.AgencyLine, names: dict[UUID, str]) -> list[Any]:
    successor = agency.successor_id
    url = reverse("agency.show", args=[successor]) if successor else ""
    return [
        Cell(agency.name, reverse("agency.show", args=[agency.id]), note=agency.kind.label),
        _span(agency.in_force_from, agency.in_force_until),
        Cell(names.get(successor, "") if successor else "không có", url),
    ]


def _span(since: date, until: date | None) -> str:
    return f"từ {vi_date(since)}" + (f" đến hết {vi_date(until)}" if until else "")


URLS: list[URLPattern] = [
    path("co-quan/", list_agencies, name="agency.list"),
    path("co-quan/moi/", open_agency, name="agency.open"),
    path("co-quan/<uuid:agency_id>/", show, name="agency.show"),
    path("co-quan/<uuid:agency_id>/ket-thuc/", close, name="agency.close"),
]
