"""Pages of figures: those of a period, and one figure opened to its parts, its definition and the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lachan.base.errors import NotFound
from lachan.indicators import ctdc, figures, wording
from lachan.indicators.comparing import Compared, compare, so_far
from lachan.indicators.definitions import Indicator, indicators
from lachan.indicators.dimensions import dimension
from lachan.indicators.figures import Figure
from lachan.indicators.measures import MEASURES, Scope, Window
from lachan.indicators.opening import SHOWN, opened
from lachan.indicators.rebasing import DIVIDED, rebased, scope_of_today
from lachan.law.periods import Period, period
from lachan.web import codes, figure_words
from lachan.web.doors import Request
from lachan.web.parts import Cell, Column, Tab
from lachan.web.templatetags.vietnamese import vi_date

COLUMNS = (Column("record", "Hồ sơ"), Column("status", "Trạng thái"), Column("day", "Ngày"))
CTDC = (Column("column", "Cột"), Column("dimension", "Từ thuộc tính"), Column("fit", "Mức"), Column("why", "Cách hiểu"))
HIT = Column("hit", "Tính vào tử số")
TABS = {
    "": gettext_noop("Chỉ tiêu của kế hoạch"),
    "tips": gettext_noop("Nguồn tin về tội phạm"),
    "cases": gettext_noop("Vụ án, bị can"),
    "victims": gettext_noop("Nạn nhân và hỗ trợ"),
    "facilities": gettext_noop("Cơ sở hỗ trợ"),
}
TODAY = "nay"  # areas as they are today


@dataclass(frozen=True)
class Asked:
    """What a figure page is asked for: period, day of knowledge, scope of the actor's own agency, areas of when."""

    period: Period
    as_of: date
    scope: Scope
    areas: str = ""

    @property
    def window(self) -> Window:
        return figures.window_of(self.scope, self.period, self.as_of)

    @property
    def query(self) -> str:
        return self.query_with()

    def query_with(self, **more: str) -> str:
        own = {"ky": figure_words.period_value(self.period), "tai-ngay": self.as_of.isoformat(), "dia-ban": self.areas}
        return "?" + urlencode({name: value for name, value in {**own, **more}.items() if value})


@dataclass(frozen=True)
class Line:
    """One indicator of the list, beside the same period a year before."""

    compared: Compared
    url: str

    @property
    def figure(self) -> Figure:
        return self.compared.now

    @property
    def change(self) -> str:
        return figure_words.change(self.compared.change_on_year, self.figure.indicator)


@dataclass(frozen=True)
class Part:
    """One value of a divided figure; ``share``: of the largest one, for its bar."""

    label: str
    value: float | None
    numerator: int
    denominator: int | None
    share: float
    url: str
    is_open: bool


def asked_of(request: Request) -> Asked:
    today = request.now.date()
    chosen = figure_words.period_from(request.GET.get("ky") or _current_year(today))
    as_of = min(figure_words.day(request.GET.get("tai-ngay", ""), today), today)
    scope, areas = Scope(request.actor.province_code, request.actor.area_code), request.GET.get("dia-ban", "")
    return Asked(chosen, as_of, scope_of_today(scope, today) if areas == TODAY else scope, areas)


def list_figures(request: Request) -> HttpResponse:
    asked, group = asked_of(request), request.GET.get("nhom", "")
    chosen = [r for r in indicators().values() if r.code in MEASURES and (r.group == group if group else r.targets)]
    lines = [_line(rule, asked) for rule in chosen if not _held(rule)]
    context = {
        "asked": asked, "lines": lines, "stocks": _stocks(chosen, asked), "today": request.now.date(), "group": group,
        "periods": figure_words.period_choices(request.now.date()), "tabs": _tabs(asked, group),
        "chosen": figure_words.period_value(asked.period),
    }  # fmt: skip
    return render(request, "figures/list.html", context)


def show_figure(request: Request, code: str) -> HttpResponse:
    """The number, its parts, and the records: those the officer may see, and how many more. Its neighbours follow."""
    asked, rule = asked_of(request), indicator_named(code)
    window, _is_partial = so_far(asked.scope, asked.period, asked.as_of)
    name = request.GET.get("chia", "")
    divided = _divided(rule, asked, window, name)
    at = {name: request.GET["o"]} if divided and "o" in request.GET else {}
    misses = request.GET.get("chi") == "chua-dat"
    found = opened(code, window, codes.visible_rows(request.actor, rule.record), at=at, misses=misses)
    hits = codes.visible(request.actor, rule.record, [b.record_id for b in found.first])
    context = {
        "rule": rule, "asked": asked, "now": divided or figures.figure(code, window),
        "beside_url": reverse("figure.beside", args=[code]) + asked.query,
        "rows": [row_of(b, hits, rule) for b in found.first if b.record_id in hits], "found": found,
        "columns": (*COLUMNS, HIT) if rule.is_ratio else COLUMNS,
        "shown_count": min(found.seen, SHOWN), "today": request.now.date(), "misses": misses, "divided_by": name,
        "parts": (parts := _parts(divided, asked, at)), "part_label": next((p.label for p in parts if p.is_open), ""),
        "choices": wording.choices(code),
        "all_url": asked.query_with(chia=name) + "#chia",
        "chosen": figure_words.period_value(asked.period),
        "misses_url": asked.query_with(chi="chua-dat"),
        "why_url": reverse("figure.why", args=[code]) + asked.query, "standards": figure_words.standards(rule),
        "ctdc": _ctdc(rule), "ctdc_columns": CTDC,
    }  # fmt: skip
    return render(request, "figures/show.html", context)


def beside(request: Request, code: str) -> HttpResponse:
    """The periods before, and the months: fetched behind the records, or a page of its own where no script runs."""
    asked, rule = asked_of(request), indicator_named(code)
    compared = compare(code, asked.scope, asked.period, asked.as_of)
    context = {
        "rule": rule, "asked": asked, "compared": compared, "neighbours": figure_words.neighbours(compared),
        "months": _months(rule, asked.window), "around": "bare.html" if request.htmx else "base.html",
        "figure_url": reverse("figure.show", args=[code]) + asked.query,
    }  # fmt: skip
    return render(request, "figures/beside.html", context)


def _ctdc(rule: Indicator) -> list[list[object]]:
    """How the columns of CTDC's dataset are told from what is kept of each person counted."""
    if rule.code not in ctdc.used_by():
        return []
    tones = {ctdc.Fit.FULL: "ok", ctdc.Fit.PARTIAL: "due", ctdc.Fit.NONE: "plain"}
    found = []
    for one in ctdc.columns():
        named = dimension(rule.record, one.dimension).label if one.dimension else "–"
        unsure = one.dimension and one.confidence == "unconfirmed"
        why = f"{one.why} ({_('chưa xác nhận')})" if unsure else one.why
        found.append([one.name, named, Cell(one.fit.label, tone=tones[one.fit]), why])
    return found


def indicator_named(code: str) -> Indicator:
    if code not in MEASURES:
        raise NotFound
    return indicators()[code]


def _line(rule: Indicator, asked: Asked) -> Line:
    return Line(
        compare(rule.code, asked.scope, asked.period, asked.as_of),
        reverse("figure.show", args=[rule.code]) + asked.query,
    )


def _held(rule: Indicator) -> bool:
    """One of the four of a holding, which stand together in a table of their own."""
    return rule.code.rpartition("_")[2] in figure_words.HELD and rule.flow == "stock"


def _stocks(rules: list[Indicator], asked: Asked) -> list[tuple[str, list[tuple[Figure, str]]]]:
    """Holdings by name, with start, new, done and end."""
    rows: dict[str, list[tuple[Figure, str]]] = {}
    for rule in filter(_held, rules):
        url = reverse("figure.show", args=[rule.code]) + asked.query
        rows.setdefault(rule.name.partition(":")[0], []).append((figures.figure(rule.code, asked.window), url))
    return list(rows.items())


def _divided(rule: Indicator, asked: Asked, window: Window, name: str) -> Figure | None:
    if name not in rule.by:
        return None
    found = figures.figure(rule.code, window, (name,))
    return rebased(found, asked.as_of) if asked.areas == TODAY and name in DIVIDED else found


def _parts(divided: Figure | None, asked: Asked, at: dict[str, str]) -> list[Part]:
    if divided is None:
        return []
    (name,), (words,) = divided.by, wording.values(divided)
    most = max((c.value or 0 for c in divided.cells), default=0) or 1
    found = []
    for key, label in words.items():
        cell = divided.cell(key)
        url = asked.query_with(chia=name, o=key) + "#ho-so"
        share = 100 * (cell.value or 0) / most
        found.append(Part(label, cell.value, cell.numerator, cell.denominator, share, url, at.get(name) == key))
    return found


def _months(rule: Indicator, window: Window) -> list[tuple[str, float | None]]:
    """By month, for the chart; a stock or a limit is not a happening of a month."""
    if rule.flow != "flow" or "month" not in rule.by or (window.end - window.start).days < 31:
        return []
    cells = {c.keys[0]: c.value for c in figures.figure(rule.code, window, ("month",)).cells}
    return [(code[5:].removeprefix("M") + "/" + code[:4], cells.get(code)) for code in figure_words.months(window)]


def row_of(record: figures.Behind, seen: dict[UUID, codes.Hit], rule: Indicator) -> list[object]:
    hit = seen[record.record_id]
    mark = Cell(_("có"), tone="ok") if record.hit else Cell(_("chưa"), tone="due")
    return [Cell(hit.code, hit.url), hit.words, vi_date(record.day), *([mark] if rule.is_ratio else [])]


def _tabs(asked: Asked, group: str) -> list[Tab]:
    return [Tab(_(label), asked.query_with(nhom=key), current=key == group) for key, label in TABS.items()]


def _current_year(today: date) -> str:
    """The administrative year that today belongs to: from 15 December it is the next one."""
    return str(today.year if today <= period(str(today.year)).end else today.year + 1)


URLS: list[URLPattern] = [
    path("so-lieu/", list_figures, name="figure.list"),
    path("so-lieu/<str:code>/", show_figure, name="figure.show"),
    path("so-lieu/<str:code>/ben-canh/", beside, name="figure.beside"),
]
