"""Pages of areas: the provinces and the communes of one's own, on any day, with what they have become since."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.base.errors import Refused
from lachan.people import access as may
from lachan.people import actions, queries
from lachan.people.rules import NO_DISTRICT_SINCE, AreaLevel
from lachan.web.doors import Request, tell
from lachan.web.forms.people import OpenAreaForm, as_of_day
from lachan.web.parts import Cell, Column, Tab
from lachan.web.templatetags.vietnamese import vi_date

BEFORE = date(2025, 6, 30)  # the last day of the 63 provinces
COLUMNS = (
    Column("name", "Đơn vị"), Column("code", "Mã"), Column("span", "Có hiệu lực"), Column("became", "Nay là"),
    Column("source", "Căn cứ"),
)  # fmt: skip


def list_areas(request: Request) -> HttpResponse:
    today, day = request.now.date(), as_of_day(request)
    own = request.actor.province_code
    is_country = request.GET.get("cap") == "tinh"
    areas = queries.list_provinces(day) if is_country else queries.areas_and_successors(own, AreaLevel.COMMUNE, day)
    province = queries.area_names([own], day).get(own) or queries.area_names([own]).get(own, own)
    kept = f"&tai-ngay={day.isoformat()}" if day != today else ""
    context = {
        "columns": COLUMNS,
        "rows": [_row(area) for area in areas],
        "count": len(areas),
        "tabs": [
            Tab(f"Cấp xã của {province}", f"?cap=xa{kept}", None, not is_country),
            Tab("Cấp tỉnh trong cả nước", f"?cap=tinh{kept}", None, is_country),
        ],
        "days": _days(today, day, "tinh" if is_country else "xa"),
        "is_country": is_country,
        "is_before": day < NO_DISTRICT_SINCE,
        "day": day,
        "today": today,
        "may_open": may.check_may_open_area.allows(request.actor),
    }
    return render(request, "areas/list.html", context)


def open_area(request: Request) -> HttpResponse:
    """A new commune, alone, in place of several (merger), or as one part of a split."""
    may.check_may_open_area(request.actor)
    province = request.actor.province_code
    areas = queries.list_areas(province, AreaLevel.COMMUNE, request.now.date())
    form = OpenAreaForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        replaces = tuple(data.pop("replaces"))
        command = actions.OpenArea(AreaLevel.COMMUNE, province_code=province, replaces=replaces, **data)
        try:
            actions.open_area(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã lập địa bàn. Đơn vị được thay kết thúc vào ngày liền trước."))
            return redirect(f"{reverse('area.list')}?tai-ngay={command.in_force_from.isoformat()}")
    return render(request, "areas/open.html", {"form": form})


def _days(today: date, day: date, level: str) -> list[Tab]:
    """The two days most asked for; any other is picked by hand."""
    return [
        Tab(_("Hôm nay"), f"?cap={level}", None, day == today),
        Tab(f"Đến {vi_date(BEFORE)}", f"?cap={level}&tai-ngay={BEFORE.isoformat()}", None, day == BEFORE),
        Tab(
            f"Từ {vi_date(NO_DISTRICT_SINCE)}",
            f"?cap={level}&tai-ngay={NO_DISTRICT_SINCE.isoformat()}",
            None,
            day == NO_DISTRICT_SINCE,
        ),
    ]


def _row(area: queries.AreaLine) -> list[Any]:
    until = f" đến {vi_date(area.in_force_until)}" if area.in_force_until else ""
    became = ", ".join(name for _, name in area.successors)
    return [
        Cell(area.full_name[:1].upper() + area.full_name[1:]),
        area.code,
        f"từ {vi_date(area.in_force_from)}{until}",
        became or ("đang tồn tại" if area.in_force_until is None else ""),
        area.source,
    ]


URLS: list[URLPattern] = [
    path("dia-ban/", list_areas, name="area.list"),
    path("dia-ban/moi/", open_area, name="area.open"),
]
