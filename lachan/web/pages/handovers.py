"""Pages of the hand-over to the police software: what waits, the lists, one list with its lines and totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.access.checks import Place
from lachan.base.errors import NotFound, Refused
from lachan.handovers import access as may
from lachan.handovers import actions, queries
from lachan.handovers.mapping import software
from lachan.handovers.rules import HANDOVER, HandedKind, HandoverStatus
from lachan.notices.actions import see
from lachan.people.queries import agency_names
from lachan.victims.rules import OpeningPurpose
from lachan.web import parts, shown
from lachan.web.doors import Request
from lachan.web.forms.handovers import CountForm, MinuteForm
from lachan.web.pages.reports import SHEET, attached
from lachan.web.parts import Cell, Column, Tag
from lachan.web.templatetags.vietnamese import vi_date

TONES = {HandoverStatus.ENTERED: "ok", HandoverStatus.RECEIVED: "due", HandoverStatus.SENT: "due"}
COLUMNS = (
    Column("code", "Danh sách"), Column("from", "Cơ quan gửi"), Column("lines", "Đã nhập", "r"),
    Column("status", "Trạng thái"),
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """The lines of one kind: those still to be entered, and those that stand in the software."""

    label: str
    waiting: list[queries.ItemLine]
    entered: list[queries.ItemLine]

    @property
    def count(self) -> int:
        return len(self.waiting) + len(self.entered)


def list_handovers(request: Request) -> HttpResponse:
    page = queries.list_handovers(request.actor, shown.page_number(request))
    names = agency_names(line.origin_id for line in page.items)
    rows = [
        [
            Cell(line.code, reverse("handover.show", args=[line.id]), note=vi_date(line.opened_on)),
            names.get(line.origin_id, ""), f"{line.entered}/{line.items}",
            Cell(line.status.label, tone=TONES.get(line.status, "plain")),
        ]
        for line in page.items
    ]  # fmt: skip
    actor = request.actor
    prepares = may.check_may_prepare.allows(actor, Place(actor.province_code, actor.area_code))
    waiting = queries.waiting(actor) if prepares else {}
    context = {
        "page": page, "columns": COLUMNS, "rows": rows, "prepares": prepares, "software": software(),
        "waiting": [(kind.label, n) for kind, n in waiting.items()], "any_waiting": any(waiting.values()),
    }  # fmt: skip
    return render(request, "handovers/list.html", context)


def prepare(request: Request) -> HttpResponse:
    if request.method != "POST":
        return redirect("handover.list")
    handover_id = actions.prepare(by=request.actor, now=request.now)
    messages.success(request, _("Đã lập danh sách. Kiểm tra rồi gửi."))
    return redirect("handover.show", handover_id)


def show(request: Request, handover_id: UUID) -> HttpResponse:
    page = queries.open_handover(request.actor, handover_id)
    see(handover_id, by=request.actor, now=request.now)
    line = page.handover
    names = agency_names([line.holder_id, line.origin_id])
    waiting = [i for i in page.items if not i.number]
    context = {
        "page": page, "line": line, "tags": [Tag(line.status.label, TONES.get(line.status, "plain"))],
        "facts": [
            (_("Cơ quan gửi"), names.get(line.origin_id)), (_("Nơi nhận"), names.get(line.holder_id)),
            (_("Ngày lập"), vi_date(line.opened_on)), (_("Biên bản"), _minute(line)),
        ],
        "groups": [group for kind in HandedKind if (group := _group(page, kind)).count],
        "waiting": len(waiting), "next": waiting[0].id if waiting and "tiep" in request.GET else None,
        "moves": _moves(page), "may_receive": _may(page, "receive"), "may_tick": _may(page, "tick"),
        "may_count": _may(page, "count"), "minute_form": MinuteForm(initial={"minute_on": request.now.date()}),
        "count_form": CountForm(initial={str(t.kind): t.shown for t in page.totals}),
        "purposes": OpeningPurpose.choices(), 
        "timeline": shown.entries_of([x for x in page.timeline if x.verb != "handover.tick"]),
    }  # fmt: skip
    return render(request, "handovers/show.html", context)


def step(request: Request, handover_id: UUID, verb: str) -> HttpResponse:
    """Send, receive with the minute, count, close."""
    queries.open_handover(request.actor, handover_id)
    if verb not in ("send", "receive", "count", "close"):
        raise NotFound
    if request.method != "POST":
        return redirect("handover.show", handover_id)
    if verb == "receive":
        _receive(request, handover_id)
    elif verb == "count":
        _count(request, handover_id)
    else:
        do = actions.send if verb == "send" else actions.close
        do(handover_id, by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": HANDOVER.move(f"handover.{verb}").label})
    return redirect("handover.show", handover_id)


def _group(page: queries.HandoverPage, kind: HandedKind) -> Group:
    items = [i for i in page.items if i.kind is kind]
    return Group(kind.label, [i for i in items if not i.number], [i for i in items if i.number])


def tick(request: Request, handover_id: UUID) -> HttpResponse:
    """Every number that was filled in, or is another one than was written down."""
    page = queries.open_handover(request.actor, handover_id)
    if request.method != "POST":
        return redirect("handover.show", handover_id)
    filled = [(i, n) for i in page.items if (n := request.POST.get(f"n.{i.id}", "").strip()) and n != i.number]
    if not filled:
        raise Refused(_("Chưa điền số nào. Hãy điền số trên phần mềm của dòng đã nhập."))
    for item, number in filled:
        actions.tick(item.id, number=number, by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi %(n)s dòng.") % {"n": len(filled)})
    return redirect(reverse("handover.show", args=[handover_id]) + "?tiep=1")


def file(request: Request, handover_id: UUID) -> HttpResponse:
    code, data = queries.list_file(request.actor, handover_id)
    return attached(data, SHEET, f"{code}.xlsx")


def identities(request: Request, handover_id: UUID) -> HttpResponse:
    """POST only: an opening is an act, for a stated purpose."""
    if request.method != "POST":
        queries.open_handover(request.actor, handover_id)
        return redirect("handover.show", handover_id)
    purpose = request.POST.get("purpose", "")
    if purpose not in dict(OpeningPurpose.choices()):
        raise Refused(_("Chưa chọn mục đích mở. Hãy chọn một mục đích rồi mở lại."))
    opened = actions.open_identities(handover_id, purpose=OpeningPurpose(purpose), by=request.actor, now=request.now)
    return attached(opened.data, SHEET, f"{opened.code}-nhan-than.xlsx")


def _receive(request: Request, handover_id: UUID) -> None:
    form = MinuteForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Biên bản cần số và ngày. Hãy nhập đủ."))
    actions.receive(handover_id, **form.cleaned_data, by=request.actor, now=request.now)


def _count(request: Request, handover_id: UUID) -> None:
    form = CountForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Tổng số trên phần mềm cần ba con số. Hãy nhập đủ."))
    data = form.cleaned_data
    totals = actions.Totals(handover_id, data["victim"], data["accused"], data["case"])
    actions.count(totals, by=request.actor, now=request.now)


def _minute(line: queries.HandoverLine) -> str:
    return f"{line.minute_number}, {vi_date(line.minute_on)}" if line.minute_number else ""


def _may(page: queries.HandoverPage, verb: str) -> bool:
    return any(m.verb == f"handover.{verb}" and m.may for m in page.moves)


def _moves(page: queries.HandoverPage) -> list[Any]:
    """What a click does; the minute, the numbers and the totals have their own forms."""
    return [
        parts.Move(m.verb, m.label, m.may, m.why,
                   post_url=reverse("handover.step", args=[page.handover.id, m.verb.removeprefix("handover.")]))
        for m in page.moves if m.verb in ("handover.send", "handover.close")
    ]  # fmt: skip


URLS: list[URLPattern] = [
    path("ban-giao/", list_handovers, name="handover.list"),
    path("ban-giao/lap/", prepare, name="handover.prepare"),
    path("ban-giao/<uuid:handover_id>/", show, name="handover.show"),
    path("ban-giao/<uuid:handover_id>/buoc/<str:verb>/", step, name="handover.step"),
    path("ban-giao/<uuid:handover_id>/dong/", tick, name="handover.tick"),
    path("ban-giao/<uuid:handover_id>/tep/", file, name="handover.file"),
    path("ban-giao/<uuid:handover_id>/nhan-than/", identities, name="handover.identities"),
]
