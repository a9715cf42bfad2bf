"""Pages of the parts asked of other agencies, and of proposals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.base.errors import NotFound, Refused
from lachan.notices.actions import see
from lachan.people.queries import agency_names, list_agencies
from lachan.reports import actions, queries
from lachan.reports.rules import PART, PROPOSAL, PartStatus, ProposalStatus
from lachan.web import shown
from lachan.web.doors import Request, uuid_of
from lachan.web.forms.reports import AnswerProposalForm, RaiseForm, ReasonForm, RequestPartForm
from lachan.web.pages.reports import tabs
from lachan.web.parts import Cell, Column, Tag
from lachan.web.templatetags.vietnamese import vi_date

PART_TONES = {PartStatus.MERGED: "ok", PartStatus.HANDED_IN: "due", PartStatus.RETURNED: "late"}
PROPOSAL_TONES = {ProposalStatus.ANSWERED: "ok", ProposalStatus.SENT: "due"}
PROPOSALS = (
    Column("text", "Kiến nghị"), Column("to", "Gửi tới"), Column("sent", "Ngày gửi"), Column("status", "Trạng thái"),
)  # fmt: skip


def request_part(request: Request, report_id: UUID) -> HttpResponse:
    page = queries.open_report(request.actor, report_id)
    if request.method != "POST":
        return redirect("report.show", report_id)
    sections = [(s.key, s.title) for s in page.sections]
    form = RequestPartForm(request.POST, agencies=_agencies(request), sections=sections, prefix="part")
    if not form.is_valid():
        raise Refused(_("Yêu cầu viết phần cần mục, cơ quan và hạn gửi. Hãy nhập đủ."))
    data = form.cleaned_data
    command = actions.RequestPart(report_id, data["section"], uuid_of(data["to"]), data["due_on"], data["brief"])
    actions.request(command, by=request.actor, now=request.now)
    messages.success(request, _("Đã gửi yêu cầu. Cơ quan được yêu cầu nhận thông báo."))
    return redirect("report.show", report_id)


def show_part(request: Request, part_id: UUID) -> HttpResponse:
    page = queries.open_part(request.actor, part_id)
    see(part_id, by=request.actor, now=request.now)
    part = page.part
    names = agency_names([part.holder_id, part.origin_id])
    context = {
        "page": page, "part": part, "tags": [Tag(part.status.label, PART_TONES.get(part.status, "due"))],
        "facts": [
            (_("Báo cáo"), part.report_words), (_("Cơ quan yêu cầu"), names.get(part.origin_id)),
            (_("Cơ quan viết"), names.get(part.holder_id)), (_("Hạn gửi"), vi_date(part.due_on)),
            (_("Yêu cầu"), part.brief),
        ],
        "may_write": _may(page.moves, "part.write"), "may_return": _may(page.moves, "part.return"),
        "may_merge": _may(page.moves, "part.merge"), "reason_form": ReasonForm(),
        "timeline": shown.entries_of(page.timeline), "is_late": part.due_on < request.now.date(),
        "report_url": reverse("report.show", args=[part.report_id])
        if part.origin_id == request.actor.agency_id else "",
    }  # fmt: skip
    return render(request, "reports/part.html", context)


def part_step(request: Request, part_id: UUID, verb: str) -> HttpResponse:
    queries.open_part(request.actor, part_id)
    if verb not in ("write", "hand_in", "return", "merge"):
        raise NotFound
    if request.method != "POST":
        return redirect("part.show", part_id)
    text, reason = request.POST.get("text", ""), request.POST.get("reason", "")
    if verb == "write":
        actions.write_part(part_id, text=text, by=request.actor, now=request.now)
    elif verb == "hand_in":
        actions.hand_in(part_id, text=text, by=request.actor, now=request.now)
    elif verb == "return":
        actions.return_part(part_id, reason=reason, by=request.actor, now=request.now)
    else:
        actions.merge(part_id, instead=request.POST.get("instead") == "yes", by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": PART.move(f"part.{verb}").label})
    return redirect("part.show", part_id)


def raise_proposal(request: Request, report_id: UUID) -> HttpResponse:
    queries.open_report(request.actor, report_id)
    if request.method != "POST":
        return redirect("report.show", report_id)
    form = RaiseForm(request.POST, agencies=_agencies(request), prefix="raise")
    if not form.is_valid():
        raise Refused(_("Kiến nghị cần nội dung và nơi gửi. Hãy nhập đủ."))
    data = form.cleaned_data
    to = uuid_of(data["to"]) if data["to"] else None
    command = actions.Raise(report_id, data["text"], to, data["to_name"])
    actions.raise_(command, by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi kiến nghị vào báo cáo; kiến nghị được gửi đi khi ký."))
    return redirect("report.show", report_id)


def list_proposals(request: Request) -> HttpResponse:
    only_open = request.GET.get("chi") == "chua-tra-loi"
    page = queries.list_proposals(request.actor, only_open, shown.page_number(request))
    names = agency_names(p.origin_id for p in page.items)
    rows = [_row(p, names) for p in page.items]
    context = {
        "page": page, "columns": PROPOSALS, "rows": rows, "tabs": tabs(request, "proposal.list"),
        "only_open": only_open,
    }  # fmt: skip
    return render(request, "reports/proposals.html", context)


def show_proposal(request: Request, proposal_id: UUID) -> HttpResponse:
    page = queries.open_proposal(request.actor, proposal_id)
    see(proposal_id, by=request.actor, now=request.now)
    proposal = page.proposal
    names = agency_names([proposal.origin_id])
    context = {
        "page": page, "proposal": proposal,
        "tags": [Tag(proposal.status.label, PROPOSAL_TONES.get(proposal.status, "plain"))],
        "facts": [
            (_("Gửi tới"), proposal.to_name), (_("Nơi kiến nghị"), names.get(proposal.origin_id)),
            (_("Ngày gửi"), vi_date(proposal.sent_on)), (_("Ngày trả lời"), vi_date(proposal.answered_on)),
        ],
        "may_answer": _may(page.moves, "proposal.answer"), "may_withdraw": _may(page.moves, "proposal.withdraw"),
        "answer_form": AnswerProposalForm(initial={"answered_on": request.now.date()}),
        "timeline": shown.entries_of(page.timeline),
        "report_url": reverse("report.show", args=[proposal.report_id])
        if proposal.origin_id == request.actor.agency_id else "",
    }  # fmt: skip
    return render(request, "reports/proposal.html", context)


def proposal_step(request: Request, proposal_id: UUID, verb: str) -> HttpResponse:
    queries.open_proposal(request.actor, proposal_id)
    if verb not in ("answer", "withdraw"):
        raise NotFound
    if request.method != "POST":
        return redirect("proposal.show", proposal_id)
    if verb == "withdraw":
        actions.withdraw(proposal_id, by=request.actor, now=request.now)
    else:
        form = AnswerProposalForm(request.POST)
        if not form.is_valid():
            raise Refused(_("Trả lời cần nội dung và ngày trả lời. Hãy nhập đủ."))
        actions.answer_proposal(proposal_id, **form.cleaned_data, by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": PROPOSAL.move(f"proposal.{verb}").label})
    return redirect("proposal.show", proposal_id)


def _agencies(request: Request) -> list[tuple[str, str]]:
    agencies = list_agencies(request.actor.province_code, request.now.date())
    return [(str(a.id), a.name) for a in agencies if a.id != request.actor.agency_id]


def _row(line: queries.ProposalRow, names: dict[UUID, str]) -> list[Any]:
    short = line.text if len(line.text) < 140 else f"{line.text[:138]}…"
    return [
        Cell(short, reverse("proposal.show", args=[line.id]), note=names.get(line.origin_id, "")), line.to_name,
        vi_date(line.sent_on) if line.sent_on else "–",
        Cell(line.status.label, tone=PROPOSAL_TONES.get(line.status, "plain")),
    ]  # fmt: skip


def _may(moves: tuple[Any, ...], verb: str) -> bool:
    return any(m.verb == verb and m.may for m in moves)


URLS: list[URLPattern] = [
    path("bao-cao/<uuid:report_id>/yeu-cau-phan/", request_part, name="part.request"),
    path("bao-cao/phan/<uuid:part_id>/", show_part, name="part.show"),
    path("bao-cao/phan/<uuid:part_id>/buoc/<str:verb>/", part_step, name="part.step"),
    path("bao-cao/<uuid:report_id>/kien-nghi/", raise_proposal, name="proposal.raise"),
    path("kien-nghi/", list_proposals, name="proposal.list"),
    path("kien-nghi/<uuid:proposal_id>/", show_proposal, name="proposal.show"),
    path("kien-nghi/<uuid:proposal_id>/buoc/<str:verb>/", proposal_step, name="proposal.step"),
]
