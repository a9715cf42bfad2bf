"""The steps of a victim's file: one form a move, and the correction of a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.access.roles import AgencyKind
from lachan.base.errors import NotFound, Refused
from lachan.facilities.queries import FacilityLine, offering
from lachan.facilities.rules import ServiceKind
from lachan.people.queries import list_agencies, list_areas
from lachan.people.rules import AreaLevel
from lachan.victims import actions
from lachan.victims.dossier import Dossier, open_dossier
from lachan.victims.rules import PROCEDURE, VictimStatus
from lachan.victims.support_rules import SupportState, items_of
from lachan.victims.survey_queries import open_rounds
from lachan.web.care_words import round_choices
from lachan.web.doors import Request, tell
from lachan.web.forms import care
from lachan.web.forms import first_contact as first
from lachan.web.forms import victims as forms
from lachan.web.forms.victims import FileStepForm, Offered, agency_choices, area_choices

K, S = AgencyKind, VictimStatus
PARTNERS = (
    K.HEALTH_DEPARTMENT, K.FACILITY, K.LEGAL_AID, K.UNION, K.PROVINCIAL_POLICE, K.COMMUNE_POLICE, K.COMMUNE,
    K.BORDER_GUARD, K.DEPARTMENT,
)  # fmt: skip
HANDED_TO = (K.HEALTH_DEPARTMENT, K.FACILITY, K.PROVINCIAL_POLICE, K.COMMUNE)

# The move drawn as the main one, by status.
MAIN = {
    S.RECEIVED: "victim.verify", S.PRESUMED: "victim.request_identification", S.IDENTIFYING: "victim.identify",
    S.IDENTIFIED: "victim.decide_support", S.SUPPORT_DECIDED: "victim.settle_residence",
    S.REINTEGRATING: "victim.provide_service", S.SUSPENDED: "victim.resume", S.REVOKED: "victim.appeal",
    S.REPATRIATED: "victim.ask_closure", S.RELATIVE: "victim.support_initially",
    S.NOT_VICTIM: "victim.ask_closure", S.CLOSED: "victim.reopen",
}  # fmt: skip


@dataclass(frozen=True)
class StepPage:
    """How one move is asked for and done. What the command has no field for is told to the action by name."""

    form: type[FileStepForm]
    do: Callable[..., Any]
    command: type[actions.Step] = actions.Step
    agencies: tuple[AgencyKind, ...] = ()
    services: tuple[ServiceKind, ...] = ()


STEPS: dict[str, StepPage] = {
    "victim.assess_safety": StepPage(first.SafetyForm, actions.assess_safety, actions.Ask),
    "victim.note_wishes": StepPage(first.WishesForm, actions.note_wishes, actions.Ask),
    "victim.explain_rights": StepPage(first.RightsForm, actions.explain_rights, actions.Ask),
    "victim.record_consent": StepPage(first.ConsentForm, actions.record_consent, actions.Ask),
    "victim.notify_health": StepPage(FileStepForm, actions.notify_health),
    "victim.hand_over": StepPage(forms.HandOverForm, actions.hand_over, actions.HandOver, HANDED_TO),
    "victim.support_initially": StepPage(forms.RegimesForm, actions.support_initially, actions.GiveSupport, PARTNERS),
    "victim.verify": StepPage(FileStepForm, actions.verify),
    "victim.rule_out": StepPage(FileStepForm, actions.rule_out),
    "victim.request_identification": StepPage(FileStepForm, actions.request_identification),
    "victim.extend_identification": StepPage(first.DecidedForm, actions.extend_identification, actions.Decided),
    "victim.suspend": StepPage(FileStepForm, actions.suspend),
    "victim.resume": StepPage(FileStepForm, actions.resume),
    "victim.identify": StepPage(first.IdentifiedForm, actions.identify, actions.Identify),
    "victim.recognise": StepPage(first.IdentifiedForm, actions.recognise, actions.Identify),
    "victim.decline_identification": StepPage(first.DecidedForm, actions.decline_identification, actions.Decided),
    "victim.revoke": StepPage(first.RevokeForm, actions.revoke, actions.Revoke),
    "victim.appeal": StepPage(FileStepForm, actions.appeal),
    "victim.uphold": StepPage(FileStepForm, actions.uphold),
    "victim.assess_needs": StepPage(forms.NeedsForm, actions.assess_needs, actions.AssessNeeds),
    "victim.apply_for_support": StepPage(FileStepForm, actions.apply_for_support),
    "victim.decide_support": StepPage(forms.RegimesForm, actions.decide_support, actions.GiveSupport, PARTNERS),
    "victim.provide_service": StepPage(
        forms.ServiceForm, actions.provide_service, actions.ProvideService, PARTNERS, tuple(ServiceKind)
    ),
    "victim.assess_risk": StepPage(care.RiskForm, actions.assess_risk, actions.AssessRisk),
    "victim.refuse_support": StepPage(care.RefuseForm, actions.refuse_support, actions.RefuseSupport),
    "victim.withdraw_refusal": StepPage(care.WithdrawRefusalForm, actions.withdraw_refusal, actions.RefuseSupport),
    "victim.link_child": StepPage(
        care.LinkChildForm, actions.link_child, actions.LinkChild, services=(ServiceKind.CHILD_PROTECTION,)
    ),
    "victim.admit": StepPage(care.AdmitForm, actions.admit, actions.AdmitPerson, services=(ServiceKind.SHELTER,)),
    "victim.extend_stay": StepPage(care.ExtendStayForm, actions.extend_stay, actions.ExtendStay),
    "victim.discharge": StepPage(care.LeaveForm, actions.discharge, actions.LeaveFacility),
    "victim.follow_up": StepPage(care.FollowUpForm, actions.follow_up, actions.FollowUp),
    "victim.note_retrafficked": StepPage(FileStepForm, actions.note_retrafficked),
    "victim.settle_residence": StepPage(forms.SettleForm, actions.settle_residence, actions.SettleResidence),
    "victim.ask_repatriation": StepPage(FileStepForm, actions.ask_repatriation),
    "victim.repatriate": StepPage(first.RepatriateForm, actions.repatriate, actions.Repatriate),
    "victim.ask_closure": StepPage(forms.CloseForm, actions.ask_closure),
    "victim.close": StepPage(FileStepForm, actions.close),
    "victim.return_closure": StepPage(FileStepForm, actions.return_closure),
    "victim.reopen": StepPage(FileStepForm, actions.reopen),
    "victim.reconsider": StepPage(FileStepForm, actions.reconsider),
}


def step(request: Request, victim_id: UUID, verb: str) -> HttpResponse:
    """The form of one move, and the move itself."""
    name = "victim." + verb.replace("-", "_")
    if name not in STEPS:
        raise NotFound
    page, file = STEPS[name], open_dossier(request.actor, victim_id, request.now)
    ask = page.form(request.POST or None, now=request.now, offered=_offered(request, file, page))
    if request.method == "POST" and ask.is_valid():
        data = ask.values()
        taken = {f.name for f in fields(page.command)} & set(data)
        try:
            command = page.command(victim_id=victim_id, **{key: data.pop(key) for key in taken})
            page.do(command, **data, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(ask, refusal)
        else:
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": PROCEDURE.move(name).label})
            return redirect("victim.show", victim_id)
    move = PROCEDURE.move(name)
    context = {"victim": file.victim, "title": move.label, "law": move.law, "label": move.label, "form": ask}
    return render(request, "victims/step.html", context)


def correct(request: Request, victim_id: UUID) -> HttpResponse:
    """Which act was written under a wrong day, and the right one."""
    file = open_dossier(request.actor, victim_id, request.now)
    form = forms.CorrectForm(request.POST or None, offered=Offered(entries=_entries(file)))
    if request.method == "POST" and form.is_valid():
        try:
            seq, when = int(form.cleaned_data["seq"]), form.cleaned_data["occurred_at"]
            actions.correct_day(victim_id, seq, when, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã đính chính. Việc ghi sai vẫn đọc được trong diễn biến."))
            return redirect("victim.show", victim_id)
    title = _("Đính chính ngày")
    context = {"victim": file.victim, "title": title, "law": "", "label": title, "form": form}
    return render(request, "victims/step.html", context)


def step_url(verb: str, victim_id: UUID) -> str:
    if verb == "victim.screen":
        return reverse("victim.screen", args=[victim_id])
    return reverse("victim.step", args=[victim_id, verb.removeprefix("victim.").replace("_", "-")])


def _offered(request: Request, file: Dossier, page: StepPage) -> Offered:
    on, province = request.now.date(), request.actor.province_code
    found = list_agencies(province, on, *page.agencies) if page.agencies else []
    areas = list_areas(province, AreaLevel.COMMUNE, on)
    regimes = tuple(regime for regime, _name in file.regimes)
    refused = {line.regime for line in file.support if line.state is SupportState.REFUSED}
    return Offered(
        regimes=file.regimes,
        agencies=agency_choices(found),
        areas=area_choices(areas),
        places=_places(request, file, page),
        items=items_of(regimes, on),
        rounds=round_choices(open_rounds(request.actor, on)),
        refused=tuple(pair for pair in file.regimes if pair[0] in refused),
    )


def _places(request: Request, file: Dossier, page: StepPage) -> tuple[tuple[str, str], ...]:
    """Facilities of the directory; where she may live only for the admission, and only with a free place."""
    if not page.services:
        return ()
    admits = ServiceKind.SHELTER in page.services and len(page.services) == 1
    found = offering(request.actor, page.services, file.victim.area_code)
    fitting = [f for f in found if (f.free if admits else not f.is_confidential)]
    return tuple((str(f.id), _place(f, admits)) for f in fitting)


def _place(facility: FacilityLine, admits: bool) -> str:
    if admits:
        return _("%(name)s (còn %(free)s chỗ)") % {"name": facility.name, "free": facility.free}
    return f"{facility.name} · {facility.public_phone}" if facility.public_phone else facility.name


def _entries(file: Dossier) -> tuple[tuple[str, str], ...]:
    """Acts on the file itself that still stand; those of a referral are corrected there."""
    standing = [x for x in file.timeline if x.record_kind == "victim" and not x.is_corrected and not x.is_void]
    return tuple((str(x.seq), f"{x.label} · {localtime(x.occurred_at):%H:%M %d/%m/%Y}") for x in standing)


URLS: list[URLPattern] = [
    path("nan-nhan/<uuid:victim_id>/buoc/<slug:verb>/", step, name="victim.step"),
    path("nan-nhan/<uuid:victim_id>/dinh-chinh/", correct, name="victim.correct"),
]
