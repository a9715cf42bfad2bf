"""Pages of referrals: those sent and those waiting here, one of them, and each answer."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.base.errors import NotFound, Refused
from lachan.base.listing import MoveButton
from lachan.notices.actions import see
from lachan.people.queries import agency_names
from lachan.victims import actions
from lachan.victims.referral_queries import ReferralFilter, ReferralLine, ReferralPage, list_referrals, open_referral
from lachan.victims.referral_rules import PROCEDURE
from lachan.web import shown
from lachan.web.consent_words import history_table
from lachan.web.doors import Request, tell
from lachan.web.forms.referrals import (
    BeginForm,
    DeclineForm,
    FailForm,
    ReferralFilterForm,
    RenewForm,
    WithdrawForm,
)
from lachan.web.forms.victims import FileStepForm, Offered
from lachan.web.parts import Cell, Column, Tag
from lachan.web.templatetags.vietnamese import vi_date
from lachan.web.victim_words import REFERRAL_TONES, openings_of, told

COLUMNS = (
    Column("sent", "Chuyển tuyến", is_sortable=True), Column("service", "Để được", is_sortable=True),
    Column("from", "Cơ quan gửi"), Column("to", "Cơ quan nhận"), Column("until", "Đồng ý đến", is_sortable=True),
    Column("status", "Trạng thái", is_sortable=True),
)  # fmt: skip

STEPS = {
    "accept": (FileStepForm, actions.accept_referral, actions.ReferralStep),
    "decline": (DeclineForm, actions.decline_referral, actions.ReferralStep),
    "begin": (BeginForm, actions.begin_referral, actions.ReferralStep),
    "complete": (FileStepForm, actions.complete_referral, actions.ReferralStep),
    "fail": (FailForm, actions.fail_referral, actions.ReferralStep),
    "revoke": (FileStepForm, actions.revoke_referral, actions.ReferralStep),
    "withdraw": (WithdrawForm, actions.withdraw_referral, actions.WithdrawConsent),
    "renew": (RenewForm, actions.renew_referral, actions.RenewConsent),
}


def list_(request: Request) -> HttpResponse:
    form = ReferralFilterForm(request.GET)
    wanted = ReferralFilter(**form.cleaned_data) if form.is_valid() else ReferralFilter()
    page = list_referrals(request.actor, wanted, shown.page_number(request), request.GET.get("sap-xep", "-sent"))
    names = agency_names(i for line in page.items for i in (line.origin_id, line.holder_id))
    rows = [
        [
            Cell(line.code, reverse("referral.show", args=[line.id]), note=f"{localtime(line.sent_at):%d/%m/%Y}"),
            line.service_name,
            names.get(line.origin_id, ""),
            names.get(line.holder_id, ""),
            _until(line, request.now.date()),
            Cell(line.status.label, tone=REFERRAL_TONES.get(line.status, "plain")),
        ]
        for line in page.items
    ]
    return render(request, "referrals/list.html", {"form": form, "page": page, "columns": COLUMNS, "rows": rows})


def _until(line: ReferralLine, today: date) -> Cell:
    if line.consent_ended_on:
        return Cell(_("đã hết"), tone="late", note=vi_date(line.consent_ended_on))
    if line.consent_until is None:
        return Cell(_("không hạn"))
    return Cell(vi_date(line.consent_until), tone="due" if (line.consent_until - today).days <= 14 else "")


def show(request: Request, referral_id: UUID) -> HttpResponse:
    page = open_referral(request.actor, referral_id, request.now)
    see(referral_id, by=request.actor, now=request.now)
    line = page.referral
    context = {
        "page": page,
        "referral": line,
        "tags": [Tag(line.status.label, REFERRAL_TONES.get(line.status, "plain"))],
        "clocks": shown.clocks_of(page.clocks, request.now),
        "timeline": told(page.timeline),
        "moves": [m for m in shown.moves_of(_offered(page), lambda verb: _step_url(verb, referral_id)) if m.may],
        "history": history_table(page.history),
        "openings": openings_of(page.openings),
        "facts": _facts(page),
    }
    return render(request, "referrals/show.html", context)


def step(request: Request, referral_id: UUID, verb: str) -> HttpResponse:
    if verb not in STEPS:
        raise NotFound
    page = open_referral(request.actor, referral_id, request.now)
    form, do, command_type = STEPS[verb]
    shared = Offered(regimes=tuple((str(g), g.label) for g in page.consent_fields))
    ask = form(request.POST or None, now=request.now, offered=shared)
    if request.method == "POST" and ask.is_valid():
        data = ask.values()
        taken = {f.name for f in fields(command_type)} & set(data)
        command = command_type(referral_id=referral_id, **{name: data.pop(name) for name in taken})
        try:
            do(command, **data, by=request.actor, now=request.now)  # type: ignore[operator]
        except Refused as refusal:
            tell(ask, refusal)
        else:
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": PROCEDURE.move(f"referral.{verb}").label})
            return redirect("referral.show", referral_id)
    move = PROCEDURE.move(f"referral.{verb}")
    return render(request, "referrals/step.html", {"referral": page.referral, "move": move, "form": ask})


def _offered(page: ReferralPage) -> list[MoveButton]:
    """Asking again is offered only once the consent is over; running out is nobody's click."""
    hidden = {"referral.expire", "referral.renew" if page.holds else "referral.withdraw"}
    return [m for m in page.moves if m.verb not in hidden]


def _facts(page: ReferralPage) -> list[tuple[str, Any]]:
    line = page.referral
    names = agency_names([line.origin_id, line.holder_id])
    return [
        (_("Để được"), line.service_name),
        (_("Cơ quan gửi"), names.get(line.origin_id)),
        (_("Cơ quan nhận"), names.get(line.holder_id)),
        (_("Gửi lúc"), f"{localtime(line.sent_at):%H:%M %d/%m/%Y}"),
        (_("Bàn giao ngày"), vi_date(page.handed_over_on) if page.handed_over_on else None),
    ]


def _step_url(verb: str, referral_id: UUID) -> str:
    return reverse("referral.step", args=[referral_id, verb.removeprefix("referral.")])


URLS: list[URLPattern] = [
    path("chuyen-tuyen/", list_, name="referral.list"),
    path("chuyen-tuyen/<uuid:referral_id>/", show, name="referral.show"),
    path("chuyen-tuyen/<uuid:referral_id>/buoc/<slug:verb>/", step, name="referral.step"),
]
