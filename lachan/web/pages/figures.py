"""Pages of figures: all of a period, and one figure opened to its definition and the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from lachan.base.errors import NotFound
from lachan.indicators import figures
from lachan.indicators.definitions import Indicator, indicators
from lachan.indicators.measures import MEASURES, Scope
from lachan.law.periods import Period, period
from lachan.web import codes
from lachan.web.doors import Request
from lachan.web.parts import Cell, Column
from lachan.web.templatetags.vietnamese import vi_date

BEHIND_SHOWN = 50
COLUMNS = (Column("record", "Hồ sơ"), Column("day", "Ngày"), Column("hit", "Tính vào tử số"))
GROUPS = {"tips": "Nguồn tin về tội phạm", "cases": "Vụ án, bị can", "victims": "Nạn nhân và hỗ trợ"}


@dataclass(frozen=True)
class Asked:
    """What a figure page is asked for: period, day of knowledge, scope of the actor's own agency."""

    period: Period
    as_of: date
    scope: Scope

    @property
    def query(self) -> str:
        return f"?ky={self.period.code}&tai-ngay={self.as_of.isoformat()}"


def asked_of(request: Request) -> Asked:
    today = request.now.date()
    text = request.GET.get("ky") or _current_year(today)
    return Asked(
        period(text), min(_day(request.GET.get("tai-ngay", ""), today), today),
        Scope(request.actor.province_code, request.actor.area_code),
    )  # fmt: skip


def list_figures(request: Request) -> HttpResponse:
    asked = asked_of(request)
    window = figures.window_of(asked.scope, asked.period, asked.as_of)
    found = figures.all_figures(window)
    groups = [(title, [f for f in found if f.indicator.group == key]) for key, title in GROUPS.items()]
    context = {"asked": asked, "groups": groups, "periods": _periods(request.now.date()), "today": request.now.date()}
    return render(request, "figures/list.html", context)


def show_figure(request: Request, code: str) -> HttpResponse:
    """The records behind a figure: those the officer may see, and a count of the rest."""
    asked = asked_of(request)
    rule = _indicator(code)
    window = figures.window_of(asked.scope, asked.period, asked.as_of)
    figure = figures.figure(code, window)
    behind = figures.behind(code, window)
    if request.GET.get("chi") == "chua-dat":
        behind = [b for b in behind if not b.hit]
    kind = figures.kind_of(code, window)
    seen = codes.visible_ids(request.actor, kind, [b.record_id for b in behind])
    first = [b for b in behind if b.record_id in seen][:BEHIND_SHOWN]
    hits = codes.visible(request.actor, kind, [b.record_id for b in first])
    seen_count = sum(b.record_id in seen for b in behind)
    context = {
        "rule": rule, "figure": figure, "asked": asked, "rows": [_row(b, hits) for b in first], "columns": COLUMNS,
        "seen_count": seen_count, "hidden_count": len(behind) - seen_count, "today": request.now.date(),
        "shown_count": len(first),
    }  # fmt: skip
    return render(request, "figures/show.html", context)


def _row(record: figures.Behind, seen: dict[UUID, codes.Hit]) -> list[object]:
    mark = Cell("có", tone="ok") if record.hit else Cell("chưa", tone="due")
    hit = seen[record.record_id]
    return [Cell(hit.code, hit.url, note=hit.words), vi_date(record.day), mark]


def _indicator(code: str) -> Indicator:
    if code not in MEASURES:
        raise NotFound
    return indicators()[code]


def _periods(today: date) -> list[tuple[str, str]]:
    found = [f"{y}{part}" for y in (today.year, today.year - 1) for part in ("", "-H1", "-Q1", "-Q2", "-Q3", "-Q4")]
    return [(code, period(code).label) for code in found]


def _current_year(today: date) -> str:
    """The administrative year that today belongs to: from 15 December it is the next one."""
    return str(today.year if today <= period(str(today.year)).end else today.year + 1)


def _day(text: str, default: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return default


URLS: list[URLPattern] = [
    path("so-lieu/", list_figures, name="figure.list"),
    path("so-lieu/<str:code>/", show_figure, name="figure.show"),
]
