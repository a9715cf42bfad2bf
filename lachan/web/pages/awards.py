"""Pages of compensation on a case: what the judgment owes to whom, by the codes typed, and what was paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.base.clock import at
from lachan.base.errors import NotFound
from lachan.journal.queries import TimelineLine
from lachan.linkage import actions
from lachan.linkage.queries import AwardLine, AwardsPage, open_awards
from lachan.linkage.queries import open_words as open_notes
from lachan.linkage.rules import PROCEDURE, AwardStatus
from lachan.web import shown
from lachan.web.award_words import STATE_TONES, facts_of, payments_table, summary_of
from lachan.web.case_words import attempt
from lachan.web.doors import Request
from lachan.web.forms import awards as forms
from lachan.web.forms.steps import StepForm

Do = Callable[..., Any]
STEPS: dict[str, tuple[type[forms.AwardStepForm], Do, type[actions.AwardStep]]] = {
    "award.pay": (forms.PayForm, actions.pay, actions.PayAward),
    "award.undo_payment": (forms.UndoPaymentForm, actions.undo_payment, actions.AwardStep),
    "award.note_unpaid": (forms.AwardStepForm, actions.note_unpaid, actions.AwardStep),
    "award.note_unable": (forms.AwardStepForm, actions.note_unable, actions.AwardStep),
    "award.end": (forms.EndForm, actions.end, actions.EndAward),
    "award.withdraw": (forms.AwardStepForm, actions.withdraw, actions.AwardStep),
}


def show(request: Request, case_id: UUID, notes: dict[int, str] | None = None) -> HttpResponse:
    page = open_awards(request.actor, case_id)
    context = {
        "page": page,
        "case": page.case,
        "summary": summary_of(page),
        "awards": [_view(line, case_id, notes or {}) for line in page.awards],
        "purposes": shown.PURPOSES,
        "has_opened": notes is not None,
        "has_owed": any(line.is_owed for line in page.awards),
    }
    return render(request, "awards/show.html", context)


def grant(request: Request, case_id: UUID) -> HttpResponse:
    """The judgment owes somebody: her code and the sum."""
    return _name_file(request, case_id, "award.grant", forms.GrantForm, actions.grant, actions.GrantAward)


def deny(request: Request, case_id: UUID) -> HttpResponse:
    return _name_file(request, case_id, "award.deny", forms.NameFileForm, actions.deny, actions.NameFile)


def revise(request: Request, case_id: UUID) -> HttpResponse:
    page = open_awards(request.actor, case_id)
    lines = tuple(line for line in page.awards if line.is_owed)
    form = forms.ReviseForm(request.POST or None, now=request.now, lines=lines, initial={"total": page.case.total})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        command = actions.Revise(
            case_id, data["occurred_at"], data["decision_no"], data["total"], form.amounts(), data["note"]
        )
        if attempt(form, lambda: _done(actions.revise, command, by=request.actor, now=request.now)):
            messages.success(request, _("Đã ghi bản án sau. Số tiền của từng người đã theo bản án mới."))
            return redirect("award.list", case_id)
    return render(request, "awards/revise.html", {"case": page.case, "form": form})


def step(request: Request, case_id: UUID, award_id: UUID, verb: str) -> HttpResponse:
    name = "award." + verb.replace("-", "_")
    page = open_awards(request.actor, case_id)
    line = next((a for a in page.awards if a.id == award_id), None)
    if line is None or name not in STEPS:
        raise NotFound
    form_type, do, command_type = STEPS[name]
    form = form_type(request.POST or None, now=request.now, line=line)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        more = {"payment_id": data.pop("payment_id")} if "payment_id" in data else {}
        command = command_type(award_id=line.id, **data)
        if attempt(form, lambda: _done(do, command, **more, by=request.actor, now=request.now)):
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": PROCEDURE.move(name).label})
            return redirect("award.list", case_id)
    return _form(request, page, name, form, line.file_code)


def open_words(request: Request, case_id: UUID) -> HttpResponse:
    """POST only: an opening is an act."""
    if request.method != "POST":
        return redirect("award.list", case_id)
    purpose = shown.purpose_of(request)
    return show(request, case_id, open_notes(case_id, purpose=purpose, by=request.actor, now=request.now))


def _name_file(
    request: Request, case_id: UUID, verb: str, form_type: type[forms.NameFileForm], do: Do, command_type: Any
) -> HttpResponse:
    page = open_awards(request.actor, case_id)
    day = {"occurred_at": localtime(at(page.case.judged_on, 8))} if page.case.judged_on else {}
    form = form_type(request.POST or None, now=request.now, initial=day)
    if request.method == "POST" and form.is_valid():
        command = command_type(case_id=case_id, **form.cleaned_data)
        if attempt(form, lambda: do(command, by=request.actor, now=request.now)):
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": PROCEDURE.move(verb).label})
            return redirect("award.list", case_id)
    return _form(request, page, verb, form, "")


def _form(request: Request, page: AwardsPage, verb: str, form: StepForm, file_code: str) -> HttpResponse:
    context = {"case": page.case, "move": PROCEDURE.move(verb), "form": form, "file_code": file_code}
    return render(request, "awards/step.html", context)


def _done(do: Do, *args: Any, **kwargs: Any) -> bool:
    do(*args, **kwargs)
    return True


def _view(line: AwardLine, case_id: UUID, notes: dict[int, str]) -> dict[str, Any]:
    def url(verb: str) -> str:
        return reverse("award.step", args=[case_id, line.id, verb.partition(".")[2].replace("_", "-")])

    label = line.status.label if line.status in (AwardStatus.DENIED, AwardStatus.WITHDRAWN) else line.state.label
    return {
        "line": line,
        "label": label,
        "tone": STATE_TONES.get(line.state, "plain") if line.is_owed else "plain",
        "facts": facts_of(line),
        "payments": payments_table(line.payments),
        "moves": shown.moves_of(line.moves, url),
        "timeline": shown.entries_of([_noted(x, notes) for x in line.timeline]),
    }


def _noted(line: TimelineLine, notes: dict[int, str]) -> TimelineLine:
    return replace(line, words=notes[line.seq]) if line.seq in notes else line


URLS: list[URLPattern] = [
    path("vu-an/<uuid:case_id>/boi-thuong/", show, name="award.list"),
    path("vu-an/<uuid:case_id>/boi-thuong/ghi/", grant, name="award.grant"),
    path("vu-an/<uuid:case_id>/boi-thuong/khong-buoc/", deny, name="award.deny"),
    path("vu-an/<uuid:case_id>/boi-thuong/ban-an-sau/", revise, name="award.revise"),
    path("vu-an/<uuid:case_id>/boi-thuong/ghi-chu/", open_words, name="award.open_words"),
    path("vu-an/<uuid:case_id>/boi-thuong/<uuid:award_id>/buoc/<slug:verb>/", step, name="award.step"),
]
