"""Papers of a victim's file: what can be made of it, with the state of each form, and the Word file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import get_language

from lachan.base.clock import local_day
from lachan.base.errors import NotFound
from lachan.people.queries import agency_names
from lachan.reports import actions
from lachan.reports.papers import offered, paper
from lachan.victims.dossier import open_dossier
from lachan.victims.referral_queries import consent_matrix
from lachan.web.doors import Request
from lachan.web.pages.reports import WORD


def list_papers(request: Request, victim_id: UUID) -> HttpResponse:
    file = open_dossier(request.actor, victim_id, request.now)
    if not file.may_open_identity:
        raise NotFound
    verbs = frozenset(line.verb for line in file.timeline)
    own = consent_matrix(victim_id, None, local_day(request.now))
    letters = [x for x in own if x.referral.origin_id == request.actor.agency_id and x.holds]
    is_english = get_language() == "en"
    context = {
        "victim": file.victim,
        "papers": [(p, p.title_en if is_english else p.title) for p in offered(request.actor.roles, verbs)],
        "letters": [
            (p, p.title_en if is_english else p.title, x.referral)
            for p in offered(request.actor.roles, verbs, of_referral=True)
            for x in letters
        ],
        "names": agency_names(x.referral.holder_id for x in letters),
    }
    return render(request, "papers/list.html", context)


def write(request: Request, victim_id: UUID, kind: str) -> HttpResponse:
    """The Word file. By POST only: making it opens the identity and is an entry."""
    if request.method != "POST":
        return redirect("paper.list", victim_id)
    form = paper(kind)
    referral = request.POST.get("referral", "")
    command = actions.WritePaper(victim_id, form.key, UUID(referral) if referral else None)
    answer = HttpResponse(actions.write_paper(command, by=request.actor, now=request.now), content_type=WORD)
    code = open_dossier(request.actor, victim_id, request.now).victim.code
    answer["Content-Disposition"] = f'attachment; filename="{form.key}-{code}.docx"'
    return answer


URLS: list[URLPattern] = [
    path("nan-nhan/<uuid:victim_id>/van-ban/", list_papers, name="paper.list"),
    path("nan-nhan/<uuid:victim_id>/van-ban/<slug:kind>/", write, name="paper.write"),
]
