"""Sending a referral: the need, what the directory offers for it, her consent, the recipient."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import MultipleChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.access.roles import AgencyKind as K
from lachan.base.errors import Refused
from lachan.facilities.rules import ServiceKind
from lachan.facilities.suggesting import Suggested, Suggestion, suggest
from lachan.law.book import current
from lachan.people.queries import AgencyLine, area_names, list_agencies
from lachan.victims import actions
from lachan.victims.contact_queries import is_minor
from lachan.victims.dossier import Dossier, open_dossier
from lachan.victims.support_rules import SupportState, services_for
from lachan.web.doors import Request, tell
from lachan.web.forms.referrals import SendReferralForm
from lachan.web.forms.victims import Offered, agency_choices
from lachan.web.templatetags.vietnamese import vi_date

REFERRED_TO = (K.LEGAL_AID, K.FACILITY, K.UNION, K.HEALTH_DEPARTMENT, K.PROVINCIAL_POLICE, K.COMMUNE)
FIND = "find"  # the button that asks the directory; what was typed so far stays, unjudged
HOTLINE = "111"


def send(request: Request, victim_id: UUID) -> HttpResponse:
    file, on = open_dossier(request.actor, victim_id, request.now), request.now.date()
    service = request.POST.get("service") or request.GET.get("che-do") or _needed(file)
    child = is_minor(file.victim)
    services = services_for(service, is_minor=child)
    found = suggest(request.actor, services, file.victim.area_code, on) if services else None
    others = [
        a for a in list_agencies(request.actor.province_code, on, *REFERRED_TO) if a.id != request.actor.agency_id
    ]
    offered = _offered(file, found, others)
    is_sent = request.method == "POST" and FIND not in request.POST
    form = SendReferralForm(request.POST if is_sent else None, now=request.now, offered=offered)
    if is_sent and form.is_valid():
        try:
            actions.send_referral(
                actions.SendReferral(victim_id=victim_id, **form.values()), by=request.actor, now=request.now
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã gửi. Cơ quan nhận có ba ngày làm việc để trả lời."))
            return redirect("victim.show", victim_id)
    if not is_sent:
        form.initial = {"service": service, **_typed(request, form)}
    context = {"victim": file.victim, "form": form, "service": service, **_directory(request, found, offered, service)}
    return render(request, "victims/refer.html", {**context, **(_for_a_child(file, on) if child else {})})


def _needed(file: Dossier) -> str:
    """The first need that waits: what the officer most likely came for."""
    return next((line.regime for line in file.support if line.state is SupportState.WAITING), "")


def _typed(request: Request, form: SendReferralForm) -> dict[str, Any]:
    sent = request.POST
    return {
        name: sent.getlist(name) if isinstance(field, MultipleChoiceField) else sent[name]
        for name, field in form.fields.items()
        if name in sent and name != "facility_id"  # what was picked for another need is picked anew
    }


def _offered(file: Dossier, found: Suggested | None, others: list[AgencyLine]) -> Offered:
    """A service is a choice where its agency can be sent a referral; what the own agency gives needs none."""
    known = {a.id for a in others}
    lines = [s for s in found.lines if s.facility.holder_id in known] if found else []
    names = area_names(s.facility.area_code for s in lines if s.facility.area_code)
    return Offered(
        regimes=file.regimes,
        agencies=agency_choices(others),
        places=tuple((str(s.facility.id), _said(s, names)) for s in lines),
        runs=tuple((str(s.facility.id), str(s.facility.holder_id)) for s in lines),
    )


def _said(one: Suggestion, names: dict[str, str]) -> str:
    """One line to read before choosing: where, which services, a free place, how long it is licensed, whom to call."""
    house = one.facility
    place = names.get(house.area_code, "")
    parts = (
        house.name,
        _("%(place)s (nơi tiếp nhận)") % {"place": place} if one.is_near else place,
        ", ".join(s.label for s in house.services),
        _room(one),
        _("giấy phép đến %(day)s") % {"day": vi_date(one.licence_until)} if one.licence_until else "",
        house.public_phone,
    )
    return " · ".join(part for part in parts if part)


def _room(one: Suggestion) -> str:
    house = one.facility
    if ServiceKind.SHELTER not in house.services:
        return ""
    return _("chưa ghi sức chứa") if house.free is None else _("còn %(n)s chỗ") % {"n": house.free}


def _directory(request: Request, found: Suggested | None, offered: Offered, service: str) -> dict[str, Any]:
    """What the directory answered, said in words where there is nothing to choose."""
    own = [s.facility.name for s in found.lines if s.facility.holder_id == request.actor.agency_id] if found else []
    return {
        "asked": found is not None,
        "has_places": bool(offered.places),
        "own": own,
        "full": found.full if found else 0,
        "expired": found.expired if found else 0,
        "service_name": dict(offered.regimes).get(service, ""),
        "find": FIND,
    }


def _for_a_child(file: Dossier, on: date) -> dict[str, Any]:
    hotline = next((row for row in current().codes("hotlines", on) if row.id == HOTLINE), None)
    link = next((m for m in file.moves if m.verb == "victim.link_child" and m.may), None)
    return {
        "is_child": True,
        "hotline": hotline.name if hotline else "",
        "call": f"tel:{HOTLINE}" if hotline else "",
        "link_url": reverse("victim.step", args=[file.victim.id, "link-child"]) if link else "",
    }


URLS: list[URLPattern] = [path("nan-nhan/<uuid:victim_id>/chuyen-tuyen/", send, name="referral.send")]
