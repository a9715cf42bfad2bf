"""The explorer: an indicator by one to three dimensions as table, chart, map, lines; opened, saved, exported as is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.base.sheets import csv_of, excel_of
from lachan.indicators import actions, figures, wording
from lachan.indicators.crosstab import MOST, Crosstab, Panel, crosstab
from lachan.indicators.definitions import Indicator, indicators
from lachan.indicators.figures import Cell as Counted
from lachan.indicators.measures import MEASURES, Scope, Window
from lachan.indicators.opening import SHOWN, opened
from lachan.indicators.queries import list_views
from lachan.law.periods import Period, period
from lachan.people.queries import list_areas
from lachan.people.rules import AreaLevel
from lachan.web import codes, explorer_words, figure_words
from lachan.web.doors import Request
from lachan.web.pages.figures import COLUMNS, HIT, row_of
from lachan.web.parts import Tab

START = "victim.identified"
KINDS = {"csv": "text/csv; charset=utf-8",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
YEARS = (1, 3, 5)
NAMES = ("hang", "cot", "lop")


@dataclass(frozen=True)
class Asked:
    """What the explorer is asked for; everything stands in the address, so that it can be saved and sent on."""

    rule: Indicator
    by: tuple[str, ...]
    period: Period
    years: int
    as_of: date
    scope: Scope

    @property
    def window(self) -> Window:
        """The period, or as many years up to its end."""
        if self.years == 1:
            return figures.window_of(self.scope, self.period, self.as_of)
        first = period(str(self.period.end.year - self.years + 1), self.period.calendar)
        found = figures.window_of(self.scope, self.period, self.as_of)
        return Window(found.scope, first.start, found.end, found.as_of)

    @property
    def span(self) -> str:
        if self.years == 1:
            return self.period.label
        return _("{n} năm đến {label}").format(n=self.years, label=self.period.label)

    def query(self, **more: str) -> str:
        own = {"ma": self.rule.code, **dict(zip(NAMES, self.by, strict=False)),
               "ky": figure_words.period_value(self.period), "nam": str(self.years) if self.years > 1 else "",
               "tai-ngay": self.as_of.isoformat()}  # fmt: skip
        return "?" + urlencode({name: value for name, value in {**own, **more}.items() if value})


def asked_of(request: Request) -> Asked:
    """Anything unknown in the address falls back to what can be shown."""
    today, given = request.now.date(), request.GET
    rule = indicators().get(given.get("ma", ""))
    rule = rule if rule and rule.code in MEASURES else indicators()[START]
    wanted = [given.get(name, "") for name in NAMES]
    by = tuple(dict.fromkeys(name for name in wanted if name in rule.by))[:MOST] or rule.by[:1]
    years = int(given["nam"]) if given.get("nam", "") in map(str, YEARS) else 1
    text = given.get("ky") or str(today.year if today <= period(str(today.year)).end else today.year + 1)
    as_of = min(figure_words.day(given.get("tai-ngay", ""), today), today)
    scope = Scope(request.actor.province_code, request.actor.area_code)
    return Asked(rule, by, figure_words.period_from(text), years, as_of, scope)


def explore(request: Request) -> HttpResponse:
    asked = asked_of(request)
    figure = figures.figure(asked.rule.code, asked.window, asked.by)
    table = crosstab(figure)
    at = _opened_part(request, asked)
    context = {
        "asked": asked, "rule": asked.rule, "table": table, "figure": figure, "today": request.now.date(),
        "lines": [_lines(panel, table, asked) for panel in table.panels],
        "bars": [(p.label, [(r.label, r.total.value) for r in p.rows]) for p in table.panels],
        "map": _map(table, asked, request), "is_map": asked.by[0] in ("area", "province"),
        "choices": explorer_words.choices(asked.rule, asked.by), "indicators": explorer_words.indicator_groups(),
        "periods": figure_words.period_choices(request.now.date()), "years": YEARS,
        "chosen": figure_words.period_value(asked.period), "views": _views(request, asked),
        "query": asked.query(), "may_line": table.runs_over_time, **_behind(request, asked, table, at),
    }  # fmt: skip
    return render(request, "explorer/show.html", context)


def export(request: Request, kind: str) -> HttpResponse:
    """Exactly what the page shows, with a line that says what it is."""
    asked = asked_of(request)
    table = crosstab(figures.figure(asked.rule.code, asked.window, asked.by))
    rows, about = explorer_words.rows_of(table), explorer_words.about(table, asked.span, asked.as_of)
    sheets = ((_("Số liệu"), rows, (34, 14)), (_("Cách tính"), about, (28, 90)))
    made = csv_of((*rows, (), *about)) if kind == "csv" else excel_of(sheets)
    answer = HttpResponse(made, content_type=KINDS[kind])
    name = asked.rule.code.replace(".", "-")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{asked.period.code}.{kind}"'
    return answer


def save_view(request: Request) -> HttpResponse:
    address = reverse("explorer.show") + "?" + request.POST.get("query", "").removeprefix("?")
    if request.method == "POST":
        query = request.POST.get("query", "").removeprefix("?")
        actions.save(request.POST.get("name", ""), query, by=request.actor, now=request.now)
        messages.success(request, _("Đã lưu khung nhìn."))
    return redirect(address)


def drop_view(request: Request, view_id: UUID) -> HttpResponse:
    if request.method == "POST":
        actions.drop(view_id, by=request.actor, now=request.now)
        messages.success(request, _("Đã bỏ khung nhìn."))
    return redirect("explorer.show")


def _opened_part(request: Request, asked: Asked) -> dict[str, str]:
    """The cell that is open: a value for each of the first dimensions that the address names."""
    given = (request.GET.get(f"o-{name}", "") for name in NAMES)
    return {name: value for name, value in zip(asked.by, given, strict=False) if value}


def _behind(request: Request, asked: Asked, table: Crosstab, at: dict[str, str]) -> dict[str, object]:
    """The records behind the open cell, those the officer may see; nothing while no cell is open."""
    if not at:
        return {"opened": None}
    rule = asked.rule
    found = opened(rule.code, asked.window, codes.visible_rows(request.actor, rule.record), at=at)
    hits = codes.visible(request.actor, rule.record, [b.record_id for b in found.first])
    words = dict(zip(asked.by, wording.values(table.figure), strict=True))
    label = " · ".join(words[name].get(value, value) for name, value in at.items())
    rows = [row_of(b, hits, rule) for b in found.first if b.record_id in hits]
    columns = (*COLUMNS, HIT) if rule.is_ratio else COLUMNS
    return {"opened": found, "opened_label": label, "opened_rows": rows, "opened_columns": columns,
            "shown_count": min(found.seen, SHOWN)}  # fmt: skip


def _lines(panel: Panel, table: Crosstab, asked: Asked) -> dict[str, object]:
    """A panel's rows with the address that opens each cell, and the line over time where the columns are periods."""
    rows = [
        {
            "row": row,
            "cells": [(c, _address(asked, row.key, key, panel.key)) for c, (key, _w) in _paired(row.cells, panel)],
            "total_url": _address(asked, row.key, "", panel.key),
            "points": [c.value for c in row.cells] if table.runs_over_time else [],
        }
        for row in panel.rows
    ]
    return {"panel": panel, "rows": rows}


def _paired(cells: tuple[Counted, ...], panel: Panel) -> list[tuple[Counted, tuple[str, str]]]:
    return list(zip(cells, panel.columns, strict=True))


def _address(asked: Asked, row: str, column: str, third: str) -> str:
    """The same page with this cell open; a total opens all of its row."""
    keys = {"o-hang": row, "o-cot": column, "o-lop": third}
    return asked.query(**keys) + "#ho-so"


def _map(table: Crosstab, asked: Asked, request: Request) -> object:
    """Values for the tile map: by code for the country, by name for the communes of a province."""
    values = {row.key: (row.total.value, _address(asked, row.key, "", "")) for row in table.panels[0].rows}
    if asked.by[0] == "province":
        return values
    if asked.by[0] != "area":
        return None
    places = list_areas(request.actor.province_code, AreaLevel.COMMUNE, request.now.date())
    names = {a.code: a.name for a in places} | {r.key: r.label for r in table.panels[0].rows}
    return [(words, *values.get(code, (0.0, ""))) for code, words in names.items()]


def _views(request: Request, asked: Asked) -> list[tuple[Tab, str]]:
    base, own = reverse("explorer.show"), asked.query()
    views = list_views(request.actor)
    return [
        (Tab(v.name, f"{base}?{v.query}", current=f"?{v.query}" == own), reverse("view.drop", args=[v.id]))
        for v in views
    ]


URLS: list[URLPattern] = [
    path("so-lieu/kham-pha/", explore, name="explorer.show"),
    path("so-lieu/kham-pha/csv/", export, {"kind": "csv"}, name="explorer.csv"),
    path("so-lieu/kham-pha/excel/", export, {"kind": "xlsx"}, name="explorer.excel"),
    path("so-lieu/kham-pha/luu/", save_view, name="view.save"),
    path("so-lieu/kham-pha/<uuid:view_id>/bo/", drop_view, name="view.drop"),
]
