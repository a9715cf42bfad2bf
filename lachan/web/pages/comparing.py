"""A plan beside another: what was raised, lowered, added, given up, carried over."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.plans import queries
from lachan.plans.comparing import Comparison, Outcome
from lachan.plans.queries import PlanLine
from lachan.web.compared import PARTS, TONES, Part, leads_of, lines_of, parts_of
from lachan.web.doors import Request, uuid_of

WANTED, LEAD, OTHER = "ket-qua", "chu-tri", "voi"


@dataclass(frozen=True)
class Count:
    """How many of one outcome, with the address that shows them alone."""

    number: int
    tone: str
    url: str


@dataclass(frozen=True)
class Summary:
    title: str
    counts: tuple[Count, ...]


def choose_plan(request: Request, plan_id: UUID) -> HttpResponse:
    """Without another named: the likeliest one, or the reason why there is none."""
    others = queries.comparable(request.actor, plan_id)
    chosen = _chosen(request, others)
    if chosen:
        return redirect(_kept(request, reverse("plan.compare", args=[plan_id, chosen])))
    plan = queries.open_plan(request.actor, plan_id).plan
    return render(
        request, "plans/nothing_to_compare.html", {"plan": plan, "back": reverse("plan.show", args=[plan_id])}
    )


def compare_plans(request: Request, plan_id: UUID, other_id: UUID) -> HttpResponse:
    got = queries.compare_plans(request.actor, plan_id, other_id, request.now.date())
    own = reverse("plan.compare", args=[plan_id, other_id])
    context = {
        "before": got.before, "after": got.after, "all_tasks": got.all_tasks, "labels": _labels(got.before, got.after),
        "others": queries.comparable(request.actor, plan_id), "chosen": other_id,
        "choose_url": reverse("plan.choose_comparison", args=[plan_id]),
        "file_url": _kept(request, reverse("plan.comparison_file", args=[plan_id, other_id])),
        "back": reverse("plan.show", args=[plan_id]), **_drawn(request, got.found, own),
    }  # fmt: skip
    return render(request, "plans/compare.html", context)


def comparison_file(request: Request, plan_id: UUID, other_id: UUID) -> HttpResponse:
    """What the page shows as a table file that a spreadsheet opens with its Vietnamese letters."""
    got = queries.compare_plans(request.actor, plan_id, other_id, request.now.date())
    reply = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = f'attachment; filename="so-sanh-{got.before.code}-{got.after.code}.csv"'
    csv.writer(reply).writerows(lines_of(parts_of(got.found, *_asked(request))))
    return reply


def choose_for_document(request: Request, document_id: UUID) -> HttpResponse:
    others = queries.comparable_with_document(request.actor, document_id)
    chosen = _chosen(request, others)
    if chosen:
        return redirect(_kept(request, reverse("plandoc.compare", args=[document_id, chosen])))
    back = reverse("plandoc.show", args=[document_id])
    return render(request, "plans/nothing_to_compare.html", {"plan": None, "back": back})


def compare_document(request: Request, document_id: UUID, plan_id: UUID) -> HttpResponse:
    """A document under review, as corrected so far, beside a plan that is followed."""
    got = queries.compare_document(request.actor, document_id, plan_id, request.now.date())
    own = reverse("plandoc.compare", args=[document_id, plan_id])
    context = {
        "before": got.before, "title": got.title, "labels": (_short(got.before), _("Văn bản đang duyệt")),
        "others": queries.comparable_with_document(request.actor, document_id), "chosen": plan_id, "all_tasks": True,
        "choose_url": reverse("plandoc.choose_comparison", args=[document_id]),
        "back": reverse("plandoc.show", args=[document_id]), **_drawn(request, got.found, own),
    }  # fmt: skip
    return render(request, "plans/compare.html", context)


def _chosen(request: Request, others: list[PlanLine]) -> UUID | None:
    if asked := request.GET.get(OTHER):
        return uuid_of(asked)
    return others[0].id if others else None


def _drawn(request: Request, found: Comparison, own: str) -> dict[str, Any]:
    wanted, lead = _asked(request)
    parts = parts_of(found, wanted, lead)
    return {
        "parts": [p for p in parts if any(p.counts.values())],
        "summary": [_summary(p, own, lead) for p in parts],
        "outcomes": list(Outcome), "wanted": wanted, "lead": lead, "leads": leads_of(found.tasks), "own": own,
        "is_same": not any(n for p in parts for o, n in p.counts.items() if o is not Outcome.KEPT),
    }  # fmt: skip


def _summary(part: Part, own: str, lead: str) -> Summary:
    def url(outcome: Outcome) -> str:
        asked = {WANTED: str(outcome), **({LEAD: lead} if lead else {})}
        return f"{own}?{urlencode(asked)}#{part.name}"

    return Summary(PARTS[part.name], tuple(Count(n, TONES[o], url(o)) for o, n in part.counts.items()))


def _asked(request: Request) -> tuple[str, str]:
    wanted = request.GET.get(WANTED, "")
    return wanted if wanted in {str(o) for o in Outcome} else "", request.GET.get(LEAD, "")[:200]


def _kept(request: Request, url: str) -> str:
    """The address with the filters in use."""
    asked = {k: v for k, v in zip((WANTED, LEAD), _asked(request), strict=True) if v}
    return f"{url}?{urlencode(asked)}" if asked else url


def _labels(before: PlanLine, after: PlanLine) -> tuple[str, str]:
    if before.years != after.years:
        return _short(before), _short(after)
    return before.number or before.code, after.number or after.code


def _short(plan: PlanLine) -> str:
    return _("Kế hoạch %(years)s") % {"years": plan.years}


URLS: list[URLPattern] = [
    path("ke-hoach/<uuid:plan_id>/so-sanh/", choose_plan, name="plan.choose_comparison"),
    path("ke-hoach/<uuid:plan_id>/so-sanh/<uuid:other_id>/", compare_plans, name="plan.compare"),
    path("ke-hoach/<uuid:plan_id>/so-sanh/<uuid:other_id>/tep/", comparison_file, name="plan.comparison_file"),
    path("ke-hoach/van-ban/<uuid:document_id>/so-sanh/", choose_for_document, name="plandoc.choose_comparison"),
    path("ke-hoach/van-ban/<uuid:document_id>/so-sanh/<uuid:plan_id>/", compare_document, name="plandoc.compare"),
]
