"""Pages of one accused: the charge, the sealed identity and its recorded opening, the steps of the person's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.base.errors import NotFound
from lachan.base.persons import Sex
from lachan.cases import actions, queries
from lachan.cases.rules import ACCUSED_PROCEDURE, AccusedStatus, Nationality, Part
from lachan.web import shown
from lachan.web.case_words import attempt, called, clause, entries, person, sentence_of
from lachan.web.doors import Request
from lachan.web.forms.cases import CaseStepForm, ChangeArticleForm, ChargeForm
from lachan.web.parts import Tag

STEPS: dict[str, tuple[type[CaseStepForm], Any]] = {
    "accused.change_article": (ChangeArticleForm, actions.change_article_accused),
    "accused.declare_wanted": (CaseStepForm, actions.declare_wanted),
    "accused.end_search": (CaseStepForm, actions.end_search),
    "accused.discontinue": (CaseStepForm, actions.discontinue_accused),
}


def charge(request: Request, case_id: UUID) -> HttpResponse:
    case = queries.get_case(request.actor, case_id)
    form = ChargeForm(request.POST or None, now=request.now, initial={"article": case.article})
    if request.method == "POST" and form.is_valid():
        command = _charge(case_id, dict(form.cleaned_data))
        accused_id = attempt(form, lambda: actions.charge(command, by=request.actor, now=request.now))
        if accused_id:
            messages.success(request, _("Đã khởi tố bị can; danh tính được niêm phong."))
            return redirect("case.show", case_id)
    move = ACCUSED_PROCEDURE.move("accused.charge")
    return render(request, "cases/charge.html", {"case": case, "move": move, "form": form})


def show(
    request: Request, accused_id: UUID, identity: queries.AccusedIdentity | None = None, purpose: str = ""
) -> HttpResponse:
    page = queries.get_accused(request.actor, accused_id)
    one = page.accused
    context = {
        "accused": one,
        "called": called(one),
        "case": page.case,
        "tags": [Tag(one.status.label, "late" if one.status is AccusedStatus.WANTED else "plain")],
        "facts": _facts(one),
        "timeline": entries(page.timeline, page.decisions, (), {}),
        "moves": shown.moves_of((m for m in one.moves if m.may), lambda verb: _step_url(verb, accused_id)),
        "purposes": shown.PURPOSES,
        "identity": _identity_rows(identity) if identity else None,
        "purpose": dict(shown.PURPOSES).get(purpose, ""),
    }
    return render(request, "cases/accused.html", context)


def open_accused(request: Request, accused_id: UUID) -> HttpResponse:
    """POST only: an opening is an act. The identity lives for this one answer."""
    page = queries.get_accused(request.actor, accused_id)
    if request.method != "POST":
        return redirect("accused.show", page.accused.id)
    purpose = shown.purpose_of(request)
    identity = queries.open_accused(accused_id, purpose=purpose, by=request.actor, now=request.now)
    return show(request, accused_id, identity, purpose)


def step(request: Request, accused_id: UUID, verb: str) -> HttpResponse:
    name = "accused." + verb.replace("-", "_")
    page = queries.get_accused(request.actor, accused_id)
    if name not in STEPS:
        raise NotFound
    ask, do = STEPS[name]
    form = ask(request.POST or None, now=request.now, initial={"article": page.accused.article})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        command = actions.AccusedStep(accused_id, *(data.pop(key) for key in ("occurred_at", "decision_no", "note")))
        if attempt(form, lambda: do(command, **data, by=request.actor, now=request.now) or True):
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": ACCUSED_PROCEDURE.move(name).label})
            return redirect("accused.show", accused_id)
    one = page.accused
    context = {
        "case": page.case,
        "accused": one,
        "called": called(one),
        "move": ACCUSED_PROCEDURE.move(name),
        "form": form,
    }
    return render(request, "cases/step.html", context)


def _charge(case_id: UUID, data: dict[str, Any]) -> actions.Charge:
    year, month, day = data.pop("birth")
    coded = {"sex": Sex, "part": Part, "nationality": Nationality}
    typed: dict[str, Any] = {key: coded[key](value) if key in coded else value for key, value in data.items()}
    return actions.Charge(case_id=case_id, birth_year=year, birth_month=month, birth_day=day, **typed)


def _facts(one: queries.AccusedLine) -> list[tuple[str, object]]:
    return [
        (_("Giới, tuổi khi phạm tội"), person(one)),
        (_("Năm sinh"), one.birth_year),
        (_("Quốc tịch"), one.nationality.label),
        (_("Tội danh"), clause(one.article)),
        (_("Vai trò"), one.part.label),
        *([(_("Hình phạt"), sentence_of(one.penalty, one.months))] if one.penalty else []),
    ]


def _identity_rows(identity: queries.AccusedIdentity) -> list[tuple[str, str]]:
    labels = {
        "full_name": _("Họ tên"), "birth_date": _("Ngày sinh"), "id_number": _("Số định danh, hộ chiếu"),
        "address": _("Nơi cư trú"),
    }  # fmt: skip
    return [(label, getattr(identity, field)) for field, label in labels.items() if getattr(identity, field)]


def _step_url(verb: str, accused_id: UUID) -> str:
    return reverse("accused.step", args=[accused_id, verb.removeprefix("accused.").replace("_", "-")])


URLS: list[URLPattern] = [
    path("vu-an/<uuid:case_id>/bi-can/moi/", charge, name="accused.charge"),
    path("bi-can/<uuid:accused_id>/", show, name="accused.show"),
    path("bi-can/<uuid:accused_id>/danh-tinh/", open_accused, name="case.open_accused"),
    path("bi-can/<uuid:accused_id>/buoc/<slug:verb>/", step, name="accused.step"),
]
