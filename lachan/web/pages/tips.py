"""Pages of tips: the list, a new tip, one tip with its clocks and timeline, each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.errors import NotFound, Refused
from lachan.notices.actions import see
from lachan.people.queries import AreaLine, agency_names, area_names, list_areas
from lachan.people.rules import AreaLevel
from lachan.tips import access as may
from lachan.tips import actions, queries
from lachan.tips.rules import PROCEDURE, Channel, Suspicion, TipKind, TipStatus
from lachan.web import shown
from lachan.web.doors import Request, tell
from lachan.web.forms.steps import StepForm
from lachan.web.forms.tips import ClassifyForm, RecordTipForm, TipFilterForm
from lachan.web.parts import Cell, Column, Tag

TONES = {
    TipStatus.RECEIVED: "due", TipStatus.FORWARDED: "due", TipStatus.INSTITUTED: "ok", TipStatus.DECLINED: "ok",
}  # fmt: skip
COLUMNS = (
    Column("code", "Hồ sơ"), Column("received", "Tiếp nhận"), Column("suspicion", "Dấu hiệu về"),
    Column("holder", "Cơ quan giữ"), Column("status", "Trạng thái"),
)  # fmt: skip


@dataclass(frozen=True)
class StepPage:
    """How one move is asked for and done."""

    form: type[StepForm]
    do: Callable[..., Any]


STEPS: dict[str, StepPage] = {
    "tip.forward": StepPage(StepForm, actions.forward),
    "tip.accept": StepPage(StepForm, actions.accept),
    "tip.classify": StepPage(ClassifyForm, actions.classify),
    "tip.assign": StepPage(StepForm, actions.assign),
    "tip.notify": StepPage(StepForm, actions.notify),
    "tip.extend": StepPage(StepForm, actions.extend),
    "tip.decline": StepPage(StepForm, actions.decline),
    "tip.suspend": StepPage(StepForm, actions.suspend),
    "tip.resume": StepPage(StepForm, actions.resume),
    "tip.transfer": StepPage(StepForm, actions.transfer),
}


def list_tips(request: Request) -> HttpResponse:
    form = TipFilterForm(request.GET, areas=_areas(request))
    wanted = queries.TipFilter(**form.cleaned_data) if form.is_valid() else queries.TipFilter()
    page = queries.list_tips(request.actor, wanted, shown.page_number(request))
    names = agency_names(line.holder_id for line in page.items)
    places = area_names(line.area_code for line in page.items)
    rows = [_row(line, names, places) for line in page.items]
    may_record = may.check_may_record.allows(request.actor, _own_place(request.actor))
    context = {"form": form, "page": page, "columns": COLUMNS, "rows": rows, "may_record": may_record}
    return render(request, "tips/list.html", context)


def record(request: Request) -> HttpResponse:
    form = RecordTipForm(request.POST or None, areas=_areas(request), initial={"received_at": request.now})
    if request.method == "POST" and form.is_valid():
        try:
            tip_id = actions.record_tip(_command(form.cleaned_data), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã tiếp nhận. Các thời hạn của luật bắt đầu tính."))
            return redirect("tip.show", tip_id)
    return render(request, "tips/record.html", {"form": form})


def show(request: Request, tip_id: UUID, words: queries.TipWords | None = None, purpose: str = "") -> HttpResponse:
    page = queries.open_tip(request.actor, tip_id, request.now)
    see(tip_id, by=request.actor, now=request.now)
    tip = page.tip
    context = {
        "tip": tip,
        "tags": [Tag(tip.status.label, TONES.get(tip.status, "plain")), Tag(tip.channel.label), Tag(tip.kind.label)],
        "facts": _facts(page),
        "clocks": shown.clocks_of(page.clocks, request.now),
        "timeline": shown.entries_of(page.timeline),
        "moves": shown.moves_of(page.moves, lambda verb: _step_url(verb, tip_id)),
        "case_url": reverse("case.show", args=[page.case_id]) if page.case_id else "",
        "page": page,
        "purposes": shown.PURPOSES,
        "words": _word_rows(words) if words else None,
        "purpose": dict(shown.PURPOSES).get(purpose, ""),
    }
    return render(request, "tips/show.html", context)


def open_words(request: Request, tip_id: UUID) -> HttpResponse:
    """POST only: an opening is an act. The words live for this one answer."""
    if request.method != "POST":
        return redirect("tip.show", tip_id)
    purpose = shown.purpose_of(request)
    words = queries.open_words(tip_id, purpose=purpose, by=request.actor, now=request.now)
    return show(request, tip_id, words, purpose)


def step(request: Request, tip_id: UUID, verb: str) -> HttpResponse:
    """The form of one move, and the move itself."""
    name = "tip." + verb.replace("-", "_")
    if name not in STEPS:
        raise NotFound
    page = queries.open_tip(request.actor, tip_id, request.now)
    ask = STEPS[name].form(request.POST or None, now=request.now)
    if request.method == "POST" and ask.is_valid():
        data = dict(ask.cleaned_data)
        command = actions.Step(tip_id, data.pop("occurred_at"), data.pop("note", ""))
        try:
            STEPS[name].do(command, **data, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(ask, refusal)
        else:
            messages.success(request, f"Đã ghi: {PROCEDURE.move(name).label}.")
            return redirect("tip.show", tip_id)
    return render(request, "tips/step.html", {"tip": page.tip, "move": PROCEDURE.move(name), "form": ask})


def _command(data: dict[str, Any]) -> actions.RecordTip:
    coded = {
        "channel": Channel(data["channel"]),
        "kind": TipKind(data["kind"]),
        "suspicion": Suspicion(data["suspicion"]),
    }
    return actions.RecordTip(**{**data, **coded})


def _areas(request: Request) -> list[AreaLine]:
    areas = list_areas(request.actor.province_code, AreaLevel.COMMUNE, request.now.date())
    own = request.actor.area_code
    return [a for a in areas if not own or a.code == own]


def _own_place(actor: Actor) -> Place:
    return Place(actor.province_code, actor.area_code)


def _row(line: queries.TipLine, names: dict[UUID, str], places: dict[str, str]) -> list[Any]:
    return [
        Cell(line.code, reverse("tip.show", args=[line.id]), note=line.channel.label),
        Cell(_when(line), note=places.get(line.area_code, "")),
        line.suspicion.label,
        names.get(line.holder_id, ""),
        Cell(line.status.label, tone=TONES.get(line.status, "plain")),
    ]


def _when(line: queries.TipLine) -> str:
    return f"{localtime(line.received_at):%H:%M %d/%m/%Y}"


def _facts(page: queries.TipPage) -> list[tuple[str, object]]:
    tip = page.tip
    names = agency_names([tip.holder_id, page.origin_id])
    return [
        (_("Tiếp nhận lúc"), _when(tip)),
        (_("Cơ quan tiếp nhận"), names.get(page.origin_id)),
        (_("Cơ quan đang giữ"), names.get(tip.holder_id)),
        (_("Nơi liên quan"), area_names([tip.area_code]).get(tip.area_code)),
        (_("Dấu hiệu về"), tip.suspicion.label),
    ]


def _word_rows(words: queries.TipWords) -> list[tuple[str, str]]:
    labels = {
        "informant_name": _("Người báo tin"), "informant_phone": _("Điện thoại"), "informant_address": _("Địa chỉ"),
        "refusal_reason": _("Lý do không cho biết tên"), "summary": _("Nội dung tin"),
    }  # fmt: skip
    return [(label, getattr(words, field)) for field, label in labels.items() if getattr(words, field)]


def _step_url(verb: str, tip_id: UUID) -> str:
    if verb == "tip.institute":
        return reverse("case.institute", args=[tip_id])
    return reverse("tip.step", args=[tip_id, verb.removeprefix("tip.").replace("_", "-")])


URLS: list[URLPattern] = [
    path("tin-bao/", list_tips, name="tip.list"),
    path("tin-bao/moi/", record, name="tip.record"),
    path("tin-bao/<uuid:tip_id>/", show, name="tip.show"),
    path("tin-bao/<uuid:tip_id>/noi-dung/", open_words, name="tip.open_words"),
    path("tin-bao/<uuid:tip_id>/buoc/<slug:verb>/", step, name="tip.step"),
]
