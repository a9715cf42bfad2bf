"""Pages of protection: what protects a person now, asking for it, the steps of the police, the sealed safe place."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.base.errors import NotFound, Refused
from lachan.people.queries import agency_names
from lachan.victims import actions
from lachan.victims.protection_queries import ProtectionLine, ProtectionPage, open_protections
from lachan.victims.protection_rules import PROTECTION, EndReason, ProtectionStatus
from lachan.web import shown
from lachan.web.doors import Request, tell
from lachan.web.forms import protection as forms
from lachan.web.forms.steps import StepForm
from lachan.web.forms.victims import Offered
from lachan.web.templatetags.vietnamese import vi_date

STEPS: dict[str, tuple[Any, Any, type[actions.ProtectionStep]]] = {
    "grant": (forms.GrantProtectionForm, actions.grant_protection, actions.GrantProtection),
    "refuse": (StepForm, actions.refuse_protection, actions.ProtectionStep),
    "decline": (StepForm, actions.decline_protection, actions.ProtectionStep),
    "review": (forms.ReviewProtectionForm, actions.review_protection, actions.ReviewProtection),
    "end": (forms.EndProtectionForm, actions.end_protection, actions.EndProtection),
}
TONES = {ProtectionStatus.ASKED: "due", ProtectionStatus.GRANTED: "ok"}


def show(request: Request, victim_id: UUID, opened: tuple[UUID, Any] | None = None) -> HttpResponse:
    page = open_protections(request.actor, victim_id, request.now)
    names = agency_names(p.holder_id for p in page.protections)
    context = {
        "page": page, "victim": page.victim, "purposes": shown.PURPOSES,
        "protections": [_view(p, names, request, opened) for p in page.protections],
    }  # fmt: skip
    return render(request, "protection/show.html", context)


def ask(request: Request, victim_id: UUID) -> HttpResponse:
    page = open_protections(request.actor, victim_id, request.now)
    form = forms.AskProtectionForm(request.POST or None, now=request.now, offered=Offered())
    if request.method == "POST" and form.is_valid():
        try:
            command = actions.AskProtection(victim_id=victim_id, **form.values())
            actions.ask_protection(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã gửi đề nghị bảo vệ tới Công an tỉnh. Nguy cấp thì gọi 113 ngay."))
            return redirect("protection.show", victim_id)
    return _form(request, page, PROTECTION.move("protection.ask").label, form)


def step(request: Request, victim_id: UUID, protection_id: UUID, verb: str) -> HttpResponse:
    if verb not in STEPS:
        raise NotFound
    page, line = _line(request, victim_id, protection_id)
    form_type, do, command_type = STEPS[verb]
    form = form_type(request.POST or None, now=request.now)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        if "reason" in data:
            data["reason"] = EndReason(data["reason"])
        taken = {f.name for f in fields(command_type)} & set(data)
        try:
            do(command_type(protection_id=line.id, **{k: data[k] for k in taken}), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": PROTECTION.move(f"protection.{verb}").label})
            return redirect("protection.show", victim_id)
    return _form(request, page, PROTECTION.move(f"protection.{verb}").label, form)


def open_words(request: Request, victim_id: UUID, protection_id: UUID) -> HttpResponse:
    """POST only: an opening is an act."""
    if request.method != "POST":
        return redirect("protection.show", victim_id)
    purpose = shown.purpose_of(request)
    words = actions.open_protection(protection_id, purpose=purpose, by=request.actor, now=request.now)
    return show(request, victim_id, (protection_id, words))


def _view(
    line: ProtectionLine, names: dict[UUID, str], request: Request, opened: tuple[UUID, Any] | None
) -> dict[str, Any]:
    def url(verb: str) -> str:
        return reverse("protection.step", args=[line.victim_id, line.id, verb.partition(".")[2]])

    kept = _("chỉ cơ quan bảo vệ, cơ quan đề nghị và nơi giữ hồ sơ được biết")
    facts = [
        (_("Bảo vệ"), line.protected),
        (_("Nguy cơ"), ", ".join(t.label for t in line.threats) if line.is_own else kept),
        (_("Biện pháp"), ", ".join(line.measures) or "–" if line.is_own else kept),
        (_("Cơ quan bảo vệ"), names.get(line.holder_id, "")),
        (_("Đề nghị ngày"), vi_date(line.asked_on) if line.asked_on else None),
        (_("Quyết định ngày"), vi_date(line.decided_on) if line.decided_on else None),
        (_("Xem xét lại"), vi_date(line.review_on) if line.review_on else None),
        (_("Chấm dứt"), vi_date(line.ended_on) if line.ended_on else None),
    ]
    return {
        "line": line, "tone": TONES.get(line.status, "plain"), "facts": facts,
        "moves": shown.moves_of(line.moves, url), "clocks": shown.clocks_of(line.clocks, request.now),
        "timeline": shown.entries_of(line.timeline), "words": opened[1] if opened and opened[0] == line.id else None,
    }  # fmt: skip


def _line(request: Request, victim_id: UUID, protection_id: UUID) -> tuple[ProtectionPage, ProtectionLine]:
    page = open_protections(request.actor, victim_id, request.now)
    found = next((p for p in page.protections if p.id == protection_id), None)
    if found is None:
        raise NotFound
    return page, found


def _form(request: Request, page: ProtectionPage, title: str, form: Any) -> HttpResponse:
    back = reverse("protection.show", args=[page.victim.id])
    return render(request, "care/step.html", {"victim": page.victim, "title": title, "form": form, "back": back})


URLS: list[URLPattern] = [
    path("nan-nhan/<uuid:victim_id>/bao-ve/", show, name="protection.show"),
    path("nan-nhan/<uuid:victim_id>/bao-ve/de-nghi/", ask, name="protection.ask"),
    path("nan-nhan/<uuid:victim_id>/bao-ve/<uuid:protection_id>/mo/", open_words, name="protection.open_words"),
    path("nan-nhan/<uuid:victim_id>/bao-ve/<uuid:protection_id>/buoc/<slug:verb>/", step, name="protection.step"),
]
