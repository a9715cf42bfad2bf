"""Pages of care: what a person needs and was given, her plan, her loans, what she says of a service."""

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
from lachan.facilities.queries import names_of
from lachan.people.queries import list_agencies
from lachan.victims import actions
from lachan.victims.care_queries import CarePage, open_care, open_loan
from lachan.victims.care_rules import LOAN, PLAN, CarePlanStatus
from lachan.victims.dossier import open_dossier
from lachan.victims.rules import OTHER_EYES
from lachan.victims.support_rules import name_of
from lachan.web import care_words as words
from lachan.web import shown
from lachan.web.consent_words import matrix_table
from lachan.web.doors import Request, tell
from lachan.web.forms import care as forms
from lachan.web.forms.victims import FileStepForm, Offered, agency_choices
from lachan.web.pages.victim_steps import PARTNERS, step_url
from lachan.web.parts import Tag
from lachan.web.victim_words import needs_table

PLAN_STEPS: dict[str, tuple[Any, Any, type[actions.Step]]] = {
    "approve": (forms.ApprovePlanForm, actions.approve_careplan, actions.ApprovePlan),
    "return": (FileStepForm, actions.return_careplan, actions.Step),
    "review": (forms.ReviewPlanForm, actions.review_careplan, actions.ReviewPlan),
}
LOAN_STEPS: dict[str, tuple[Any, Any, type[actions.LoanStep]]] = {
    "grant": (forms.GrantLoanForm, actions.grant_loan, actions.GrantLoan),
    "refuse": (forms.RefuseLoanForm, actions.refuse_loan, actions.RefuseLoan),
    "pay": (forms.StepForm, actions.pay_loan, actions.LoanStep),
    "follow": (forms.FollowLoanForm, actions.follow_loan, actions.FollowLoan),
    "repay": (forms.StepForm, actions.repay_loan, actions.LoanStep),
}


def show(request: Request, victim_id: UUID, opened: dict[UUID, tuple[str, str]] | None = None) -> HttpResponse:
    page = open_care(request.actor, victim_id, request.now)
    file = open_dossier(request.actor, victim_id, request.now)
    moves = [m for m in shown.moves_of(page.moves, lambda verb: step_url(verb, victim_id)) if m.may]
    plans = [words.plan_view(p, opened or {}) for p in page.plans]
    link = names_of(request.actor, [page.link.facility_id] if page.link and page.link.facility_id else [])
    context = {
        "page": page,
        "victim": page.victim,
        "moves": moves,
        "urls": {m.verb.partition(".")[2]: m.url for m in moves},
        "needs": needs_table(file),
        "matrix": words.matrix_view(page.matrix, page.victim.person_kind),
        "risks": words.risks_table(page.risks),
        "visits": words.visits_table(page.visits),
        "plan": plans[0] if plans else None,
        "earlier": plans[1:],
        "plan_moves": _plan_moves(page, victim_id),
        "has_opened": bool(opened),
        "given": words.given_table(page.given),
        "amounts": words.amounts_table(page.amounts),
        "stay_clock": shown.clocks_of([page.stay.clock], request.now) if page.stay.clock else [],
        "loans": words.loans_table(page.loans),
        "refused": [name_of(r) for r in page.refused],
        "link": words.link_view(page, link),
        "consents": matrix_table(page.consents),
        "purposes": shown.PURPOSES,
    }
    return render(request, "care/show.html", context)


def open_words(request: Request, victim_id: UUID) -> HttpResponse:
    """POST only: an opening is an act."""
    if request.method != "POST":
        return redirect("victim.care", victim_id)
    purpose = shown.purpose_of(request)
    opened = actions.open_careplan(victim_id, purpose=purpose, by=request.actor, now=request.now)
    return show(request, victim_id, opened)


def draft_plan(request: Request, victim_id: UUID) -> HttpResponse:
    page, file = open_care(request.actor, victim_id, request.now), open_dossier(request.actor, victim_id, request.now)
    form = forms.DraftPlanForm(request.POST or None, now=request.now, offered=_offered(request, file.regimes))
    if request.method == "POST" and form.is_valid():
        try:
            command = actions.DraftPlan(victim_id=victim_id, **form.values())
            actions.draft_careplan(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã lập. Kế hoạch chờ người đứng đầu duyệt."))
            return redirect("victim.care", victim_id)
    return _form(request, page, PLAN.move("careplan.draft").label, form)


def plan_step(request: Request, victim_id: UUID, verb: str) -> HttpResponse:
    """A move on the version that waits for it."""
    if verb not in PLAN_STEPS:
        raise NotFound
    page = open_care(request.actor, victim_id, request.now)
    form_type, do, command_type = PLAN_STEPS[verb]
    more = {"goals": _standing_goals(page)} if verb == "review" else {}
    form: Any = form_type(request.POST or None, now=request.now, offered=Offered(), **more)
    if request.method == "POST" and form.is_valid():
        try:
            do(command_type(victim_id=victim_id, **form.values()), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": PLAN.move(f"careplan.{verb}").label})
            return redirect("victim.care", victim_id)
    return _form(request, page, PLAN.move(f"careplan.{verb}").label, form)


def ask_loan(request: Request, victim_id: UUID) -> HttpResponse:
    page = open_care(request.actor, victim_id, request.now)
    form = forms.AskLoanForm(request.POST or None, now=request.now, offered=Offered())
    if request.method == "POST" and form.is_valid():
        try:
            command = actions.AskLoan(victim_id=victim_id, **form.values())
            actions.ask_loan(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": LOAN.move("loan.ask").label})
            return redirect("victim.care", victim_id)
    return _form(request, page, LOAN.move("loan.ask").label, form)


def loan(request: Request, loan_id: UUID) -> HttpResponse:
    victim, line = open_loan(request.actor, loan_id)
    moves = shown.moves_of(line.moves, lambda verb: reverse("loan.step", args=[loan_id, verb.partition(".")[2]]))
    tags = [Tag(line.status.label, words.LOAN_TONES[line.status])]
    context = {"victim": victim, "loan": line, "facts": words.loan_facts(line), "moves": [m for m in moves if m.may],
               "tags": tags}  # fmt: skip
    return render(request, "care/loan.html", context)


def loan_step(request: Request, loan_id: UUID, verb: str) -> HttpResponse:
    if verb not in LOAN_STEPS:
        raise NotFound
    victim, _line = open_loan(request.actor, loan_id)
    form_type, do, command_type = LOAN_STEPS[verb]
    form = form_type(request.POST or None, now=request.now)
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = {
            k: forms.LOAN_VALUES[k](v) if k in forms.LOAN_VALUES else v for k, v in form.cleaned_data.items()
        }
        taken = {f.name for f in fields(command_type)} & set(data)
        try:
            do(command_type(loan_id=loan_id, **{k: data[k] for k in taken}), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": LOAN.move(f"loan.{verb}").label})
            return redirect("loan.show", loan_id)
    back = reverse("loan.show", args=[loan_id])
    context = {"victim": victim, "title": LOAN.move(f"loan.{verb}").label, "form": form, "back": back}
    return render(request, "care/step.html", context)


def give_feedback(request: Request, victim_id: UUID) -> HttpResponse:
    """Asked by another agency than the one spoken of; nothing of her is kept beside the answers."""
    page, file = open_care(request.actor, victim_id, request.now), open_dossier(request.actor, victim_id, request.now)
    found = list_agencies(request.actor.province_code, request.now.date(), *PARTNERS)
    others = agency_choices([a for a in found if a.id != request.actor.agency_id])
    form = forms.FeedbackForm(request.POST or None, agencies=others, regimes=file.regimes)
    if request.method == "POST" and form.is_valid():
        try:
            command = actions.GiveFeedback(victim_id=victim_id, **form.values())
            actions.give_feedback(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi, không kèm hồ sơ của ai. Cơ quan kia chỉ đọc được khi đủ 5 phiếu."))
            return redirect("victim.care", victim_id)
    return _form(request, page, _("Ý kiến của người được hỗ trợ"), form)


def _form(request: Request, page: CarePage, title: str, form: Any) -> HttpResponse:
    back = reverse("victim.care", args=[page.victim.id])
    return render(request, "care/step.html", {"victim": page.victim, "title": title, "form": form, "back": back})


def _standing_goals(page: CarePage) -> tuple[Any, ...]:
    return next((p.goals for p in page.plans if p.status is CarePlanStatus.APPROVED), ())


def _plan_moves(page: CarePage, victim_id: UUID) -> list[Any]:
    """The moves that any version waits for, each once; one that waits for other eyes says so."""
    open_here = (m for p in page.plans for m in p.moves if m.verb.partition(".")[2] in PLAN_STEPS)
    found = {m.verb: m for m in open_here if m.may or m.why == OTHER_EYES}
    return shown.moves_of(
        found.values(), lambda verb: reverse("careplan.step", args=[victim_id, verb.partition(".")[2]])
    )


def _offered(request: Request, regimes: tuple[tuple[str, str], ...]) -> Offered:
    found = list_agencies(request.actor.province_code, request.now.date(), *PARTNERS)
    return Offered(regimes=regimes, agencies=agency_choices(found))


URLS: list[URLPattern] = [
    path("nan-nhan/<uuid:victim_id>/ho-tro/", show, name="victim.care"),
    path("nan-nhan/<uuid:victim_id>/ke-hoach/", draft_plan, name="careplan.draft"),
    path("nan-nhan/<uuid:victim_id>/ke-hoach/mo/", open_words, name="careplan.open_words"),
    path("nan-nhan/<uuid:victim_id>/ke-hoach/<slug:verb>/", plan_step, name="careplan.step"),
    path("nan-nhan/<uuid:victim_id>/vay-von/", ask_loan, name="loan.ask"),
    path("nan-nhan/<uuid:victim_id>/y-kien/", give_feedback, name="feedback.give"),
    path("vay-von/<uuid:loan_id>/", loan, name="loan.show"),
    path("vay-von/<uuid:loan_id>/buoc/<slug:verb>/", loan_step, name="loan.step"),
]
