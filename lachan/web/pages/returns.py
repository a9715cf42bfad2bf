"""Pages of announced returns: the list, the notice, one return with its people, and each step on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.access.checks import Place
from lachan.base.errors import NotFound, Refused
from lachan.notices.actions import see
from lachan.people.queries import AreaLine, area_names, list_areas
from lachan.people.rules import AreaLevel
from lachan.victims import access as may
from lachan.victims import actions
from lachan.victims.queries import lines_of as files_of
from lachan.victims.return_queries import ListedLine, ReturnFilter, ReturnPage, list_returns, open_list, open_return
from lachan.victims.return_rules import OPEN, PROCEDURE, AbsentReason, Outcome, ReturnStatus
from lachan.victims.rules import OpeningPurpose
from lachan.victims.support_rules import Answer
from lachan.web import shown
from lachan.web.doors import Request, tell
from lachan.web.forms import returns as forms
from lachan.web.parts import Cell, Column, Tag
from lachan.web.victim_words import named, told

S = ReturnStatus
TONES = {S.ANNOUNCED: "due", S.VERIFIED: "due", S.RECEIVED: "ok"}
OUTCOME_TONES = {Outcome.EXPECTED: "due", Outcome.ARRIVED: "ok", Outcome.ABSENT: "plain"}
COLUMNS = (
    Column("code", "Đợt", is_sortable=True), Column("expected", "Dự kiến đến", is_sortable=True),
    Column("from", "Từ, theo"), Column("announced", "Thông báo", is_sortable=True), Column("status", "Trạng thái"),
)  # fmt: skip

# Steps of the whole group with a form of their own; steps on one line of the list are sent from the list itself.
STEPS: dict[str, tuple[type[forms.ReturnStepForm], Callable[..., Any], type[actions.ReturnStep]]] = {
    "list-persons": (forms.ListPersonsForm, actions.list_persons, actions.ListPersons),
    "confirm-list": (forms.ReturnStepForm, actions.confirm_list, actions.ReturnStep),
    "reschedule": (forms.RescheduleForm, actions.reschedule, actions.Reschedule),
    "hand-over": (forms.MinutesForm, actions.hand_over_return, actions.HandOverGroup),
    "cancel": (forms.ReturnStepForm, actions.cancel_return, actions.ReturnStep),
}
ON_LINE: dict[str, tuple[type[django_forms.Form], Callable[..., Any], type[actions.AboutListed]]] = {
    "verify-person": (forms.VerifyPersonForm, actions.verify_person, actions.VerifyPerson),
    "receive-person": (forms.ArrivedForm, actions.receive_person, actions.AboutListed),
    "mark-absent": (forms.AbsentForm, actions.mark_absent, actions.MarkAbsent),
}


def list_(request: Request) -> HttpResponse:
    form = forms.ReturnFilterForm(request.GET)
    wanted = ReturnFilter(**form.cleaned_data) if form.is_valid() else ReturnFilter()
    page = list_returns(request.actor, wanted, shown.page_number(request), request.GET.get("sap-xep", ""))
    places = area_names(line.area_code for line in page.items)
    rows = [
        [
            Cell(line.code, reverse("return.show", args=[line.id])),
            Cell(f"{line.expected_on:%d/%m/%Y}", note=places.get(line.area_code, "")),
            Cell(line.from_country.label, note=named("agreements", line.agreement)),
            Cell(f"{localtime(line.announced_at):%d/%m/%Y}", note=_timeliness(line.in_time)),
            Cell(line.status.label, tone=TONES.get(line.status, "plain")),
        ]
        for line in page.items
    ]
    may_add = may.check_may_announce_return.allows(request.actor, _place(request))
    context = {"form": form, "page": page, "columns": COLUMNS, "rows": rows, "may_announce": may_add}
    return render(request, "returns/list.html", context)


def announce(request: Request) -> HttpResponse:
    may.check_may_announce_return(request.actor, _place(request))
    form = forms.AnnounceForm(request.POST or None, now=request.now, areas=_areas(request))
    if request.method == "POST" and form.is_valid():
        try:
            command = actions.AnnounceReturn(**form.values())
            made = actions.announce_return(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi. Công an tỉnh và Sở Y tế được báo; tên trong danh sách đã niêm phong."))
            return redirect("return.show", made)
    return render(request, "returns/announce.html", {"form": form})


def show(
    request: Request, return_id: UUID, names: dict[UUID, dict[str, str]] | None = None, error: str = ""
) -> HttpResponse:
    page = open_return(request.actor, return_id)
    see(return_id, by=request.actor, now=request.now)
    group = page.group
    moves = [m for m in shown.moves_of(page.moves, lambda verb: _step_url(verb, return_id)) if m.url]
    context = {
        "page": page,
        "group": group,
        "tags": [Tag(group.status.label, TONES.get(group.status, "plain"))],
        "facts": _facts(page),
        "people": _people(request, page, names or {}),
        "is_open": group.status in OPEN,
        "is_listed": names is not None,
        "moves": [m for m in moves if m.may],
        "timeline": told(page.timeline),
        "purposes": OpeningPurpose.choices(),
        "answers": Answer.choices(),
        "reasons": AbsentReason.choices(),
        "error": error,
    }
    return render(request, "returns/show.html", context)


def open_names(request: Request, return_id: UUID) -> HttpResponse:
    """POST only: an opening is an act. The words live for this one answer."""
    if request.method != "POST":
        return redirect("return.show", return_id)
    purpose = request.POST.get("purpose", "")
    if purpose not in dict(OpeningPurpose.choices()):
        return show(request, return_id, error=_("Chưa chọn mục đích. Chọn một mục đích rồi mở lại."))
    names = open_list(return_id, purpose=OpeningPurpose(purpose), by=request.actor, now=request.now)
    return show(request, return_id, names)


def step(request: Request, return_id: UUID, verb: str) -> HttpResponse:
    if verb in ON_LINE:
        return _on_line(request, return_id, verb)
    if verb not in STEPS:
        raise NotFound
    page = open_return(request.actor, return_id)
    form, do, command = STEPS[verb]
    ask = form(request.POST or None, now=request.now)
    if request.method == "POST" and ask.is_valid():
        try:
            do(command(return_id, **ask.values()), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(ask, refusal)
        else:
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": _move(verb).label})
            return redirect("return.show", return_id)
    return render(request, "returns/step.html", {"group": page.group, "move": _move(verb), "form": ask})


def _on_line(request: Request, return_id: UUID, verb: str) -> HttpResponse:
    """What is said of one person of the list, in one press; a person who came leads to her file."""
    open_return(request.actor, return_id)
    form, do, command = ON_LINE[verb]
    ask = form(request.POST or None)
    if request.method != "POST" or not ask.is_valid():
        return redirect("return.show", return_id)
    try:
        values = ask.values()  # type: ignore[attr-defined]
        minute = request.now.replace(second=0, microsecond=0)  # as the forms of the next steps tell time
        made = do(command(return_id, minute, **values), by=request.actor, now=request.now)
    except Refused as refusal:
        return show(request, return_id, error=refusal.sentence)
    messages.success(request, _("Đã ghi: %(step)s.") % {"step": _move(verb).label})
    return redirect("victim.show", made) if made else redirect("return.show", return_id)


def _people(request: Request, page: ReturnPage, names: dict[UUID, dict[str, str]]) -> list[dict[str, Any]]:
    files = files_of(request.actor, [p.victim_id for p in page.people if p.victim_id])
    return [_person(p, files, names.get(p.id, {})) for p in page.people]


def _person(person: ListedLine, files: dict[UUID, Any], words: dict[str, str]) -> dict[str, Any]:
    file = files.get(person.victim_id) if person.victim_id else None
    reason = person.absent_reason.label if person.absent_reason else ""
    return {
        "line": person,
        "name": words.get("full_name", ""),
        "paper": " · ".join(w for w in (words.get("birth_date", ""), words.get("id_number", "")) if w),
        "about": ", ".join(str(x) for x in (person.sex.label, person.birth_year) if x),
        "outcome": Tag(person.outcome.label, OUTCOME_TONES[person.outcome]),
        "reason": reason,
        "file": file,
        "waits": person.outcome is not Outcome.ARRIVED,
    }


def _facts(page: ReturnPage) -> list[tuple[str, Any]]:
    group = page.group
    places = area_names([group.area_code])
    by = f"{group.notice_by:%d/%m/%Y}" if group.notice_by else ""
    return [
        (_("Bên trao trả"), group.partner.label),
        (_("Từ nước"), group.from_country.label),
        (_("Theo"), named("agreements", group.agreement)),
        (_("Nơi giao, nhận"), named("gates", group.gate)),
        (_("Thuộc"), places.get(group.area_code)),
        (_("Nhận thông báo"), f"{localtime(group.announced_at):%H:%M %d/%m/%Y}"),
        (_("Thông báo chậm nhất"), by),
        (_("Thông báo"), _timeliness(group.in_time)),
        (_("Đã giao, nhận"), f"{group.handed_over_on:%d/%m/%Y}" if group.handed_over_on else ""),
    ]


def _timeliness(in_time: bool | None) -> str:
    return "" if in_time is None else _("đủ ngày trước khi đến") if in_time else _("muộn hơn mức 03 ngày")


def _move(verb: str) -> Any:
    return PROCEDURE.move("return." + verb.replace("-", "_"))


def _step_url(verb: str, return_id: UUID) -> str:
    slug = verb.removeprefix("return.").replace("_", "-")
    return reverse("return.step", args=[return_id, slug]) if slug in STEPS else ""


def _areas(request: Request) -> list[AreaLine]:
    areas = list_areas(request.actor.province_code, AreaLevel.COMMUNE, request.now.date())
    return [a for a in areas if not request.actor.area_code or a.code == request.actor.area_code]


def _place(request: Request) -> Place:
    return Place(request.actor.province_code, request.actor.area_code)


URLS: list[URLPattern] = [
    path("trao-tra/", list_, name="return.list"),
    path("trao-tra/moi/", announce, name="return.announce"),
    path("trao-tra/<uuid:return_id>/", show, name="return.show"),
    path("trao-tra/<uuid:return_id>/danh-sach/", open_names, name="return.open_list"),
    path("trao-tra/<uuid:return_id>/buoc/<slug:verb>/", step, name="return.step"),
]
