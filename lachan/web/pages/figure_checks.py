"""Why a figure is another one than on an earlier day, and what to look at before figures are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.indicators.checking import Finding, Weight, findings
from lachan.indicators.definitions import indicators
from lachan.indicators.explaining import Cause, Changed, Reason, explain
from lachan.journal.procedure import label_of
from lachan.web import codes, figure_words
from lachan.web.doors import Request
from lachan.web.pages.figures import TABS, Asked, asked_of, indicator_named
from lachan.web.parts import Cell, Column, Tab
from lachan.web.templatetags.vietnamese import vi_date, vi_datetime

NAMED = 8  # records of a finding that are listed by code
WHY = (
    Column("record", "Hồ sơ"), Column("effect", "Thay đổi"), Column("cause", "Vì sao"), Column("act", "Việc"),
    Column("day", "Ngày xảy ra"), Column("written", "Ghi lúc"),
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A finding with the records the officer may open, and how many more there are."""

    finding: Finding
    hits: list[codes.Hit]
    hidden: int

    @property
    def tone(self) -> str:
        return "late" if self.finding.weight is Weight.GRAVE else "due"


def why(request: Request, code: str) -> HttpResponse:
    """The change of a figure from one day of knowledge to another, record by record."""
    asked, rule = asked_of(request), indicator_named(code)
    earlier = min(figure_words.day(request.GET.get("tu", ""), asked.as_of - timedelta(days=30)), asked.as_of)
    told = explain(code, asked.window, earlier, codes.visible_rows(request.actor, rule.record))
    hits = codes.visible(request.actor, rule.record, [c.record_id for c in told.shown])
    context = {
        "rule": rule, "asked": asked, "earlier": earlier, "told": told, "columns": WHY, "today": request.now.date(),
        "rows": [_why_row(c, r, hits[c.record_id]) for c in told.shown if c.record_id in hits for r in c.reasons],
        "back": reverse("figure.show", args=[code]) + asked.query, "is_ratio": rule.is_ratio,
        "chosen": figure_words.period_value(asked.period),
    }  # fmt: skip
    return render(request, "figures/why.html", context)


def check(request: Request) -> HttpResponse:
    """What does not add up or should be looked at, for one group of figures."""
    asked, group = asked_of(request), request.GET.get("nhom", "")
    wanted = [r.code for r in indicators().values() if (r.group == group if group else r.targets)]
    told = [_told(request, f) for f in findings(asked.window, wanted)]
    context = {
        "asked": asked, "told": told, "tabs": _tabs(asked, group), "group": group, "today": request.now.date(),
        "periods": figure_words.period_choices(request.now.date()), "chosen": figure_words.period_value(asked.period),
        "grave": sum(t.finding.weight is Weight.GRAVE for t in told), "back": reverse("figure.list") + asked.query,
    }  # fmt: skip
    return render(request, "figures/checks.html", context)


def _told(request: Request, finding: Finding) -> Told:
    hits = codes.visible(request.actor, finding.kind, list(finding.records)) if finding.kind else {}
    shown = [hits[i] for i in finding.records if i in hits][:NAMED]
    return Told(finding, shown, finding.count - len(shown))


def _why_row(changed: Changed, reason: Reason, hit: codes.Hit) -> list[object]:
    record = [Cell(hit.code, hit.url, note=hit.words), Cell(changed.effect.label), Cell(reason.cause.label)]
    if reason.cause is Cause.LIMIT:
        return [*record, "–", "–", "–"]
    return [*record, label_of(reason.verb), vi_date(reason.occurred_on), vi_datetime(reason.recorded_at)]


def _tabs(asked: Asked, group: str) -> list[Tab]:
    return [Tab(_(label), asked.query_with(nhom=key), current=key == group) for key, label in TABS.items()]


URLS: list[URLPattern] = [
    path("so-lieu/kiem-tra/", check, name="figure.check"),
    path("so-lieu/<str:code>/vi-sao/", why, name="figure.why"),
]
