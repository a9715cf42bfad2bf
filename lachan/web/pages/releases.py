"""Pages of public releases: the register, a proposal, one table as people outside see it, its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.access.checks import Place
from lachan.base.errors import Refused
from lachan.exchange import access as may
from lachan.exchange import actions, files, queries
from lachan.exchange.rules import ReleaseStatus
from lachan.people.queries import account_names
from lachan.web import shown
from lachan.web.doors import Request, tell
from lachan.web.forms.releases import ProposeForm, ReasonForm
from lachan.web.parts import Cell, Column, Tag
from lachan.web.templatetags.vietnamese import vi_date

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONES = {ReleaseStatus.PUBLISHED: "ok", ReleaseStatus.PROPOSED: "due", ReleaseStatus.DECLINED: "plain",
         ReleaseStatus.WITHDRAWN: "late"}  # fmt: skip
COLUMNS = (
    Column("table", "Bảng số liệu"), Column("period", "Kỳ"), Column("as_of", "Chốt số liệu"),
    Column("published", "Phát hành"), Column("status", "Trạng thái"),
)  # fmt: skip


def list_releases(request: Request) -> HttpResponse:
    page = queries.list_releases(request.actor, shown.page_number(request))
    may_propose = may.check_may_propose.allows(request.actor, Place(request.actor.province_code))
    context = {"page": page, "columns": COLUMNS, "rows": [_row(r) for r in page.items], "may_propose": may_propose}
    return render(request, "releases/list.html", context)


def propose(request: Request) -> HttpResponse:
    form = ProposeForm(request.POST or None, today=request.now.date())
    if request.method == "POST" and form.is_valid():
        try:
            release_id = actions.propose(actions.Propose(**form.cleaned_data), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã đề nghị. Một cán bộ khác duyệt thì số liệu mới được phát hành."))
            return redirect("release.show", release_id)
    return render(request, "releases/propose.html", {"form": form})


def show(request: Request, release_id: UUID) -> HttpResponse:
    page = queries.open_release(request.actor, release_id)
    context = {
        "page": page,
        "release": page.release,
        "grid": page.grid,
        "tags": [Tag(page.release.status.label, TONES[page.release.status])],
        "metadata": files.metadata(page.release, page.content, page.sha256) if page.content else (),
        "moves": {m.verb.partition(".")[2]: m for m in page.moves if m.may},
        "proposer": account_names([page.release.proposed_by]).get(page.release.proposed_by, ""),
        "form": ReasonForm(),
        "timeline": shown.entries_of(page.timeline),
    }
    return render(request, "releases/show.html", context)


def publish(request: Request, release_id: UUID) -> HttpResponse:
    if request.method == "POST":
        actions.publish(release_id, by=request.actor, now=request.now)
        messages.success(request, _("Đã phát hành. Bảng này từ nay giữ nguyên."))
    return redirect("release.show", release_id)


def decline(request: Request, release_id: UUID) -> HttpResponse:
    return _with_reason(request, release_id, actions.decline)


def withdraw(request: Request, release_id: UUID) -> HttpResponse:
    return _with_reason(request, release_id, actions.withdraw)


def _with_reason(request: Request, release_id: UUID, do: Any) -> HttpResponse:
    if request.method == "POST":
        do(release_id, reason=request.POST.get("reason", ""), by=request.actor, now=request.now)
        messages.success(request, _("Đã ghi."))
    return redirect("release.show", release_id)


def csv(request: Request, release_id: UUID) -> HttpResponse:
    return _file(request, release_id, files.csv_file, "text/csv; charset=utf-8", "csv")


def excel(request: Request, release_id: UUID) -> HttpResponse:
    return _file(request, release_id, files.excel_file, EXCEL, "xlsx")


def _file(request: Request, release_id: UUID, write: Any, kind: str, ending: str) -> HttpResponse:
    line, grid, content, sha256 = queries.published(request.actor, release_id)
    answer = HttpResponse(write(line, grid, content, sha256), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{line.code}.{ending}"'
    return answer


def _row(line: queries.ReleaseLine) -> list[Any]:
    return [
        Cell(line.table.title, reverse("release.show", args=[line.id]), note=line.code),
        line.period.label,
        vi_date(line.as_of),
        vi_date(line.published_on) if line.published_on else "",
        Cell(line.status.label, tone=TONES[line.status]),
    ]


URLS: list[URLPattern] = [
    path("phat-hanh/", list_releases, name="release.list"),
    path("phat-hanh/moi/", propose, name="release.propose"),
    path("phat-hanh/<uuid:release_id>/", show, name="release.show"),
    path("phat-hanh/<uuid:release_id>/duyet/", publish, name="release.publish"),
    path("phat-hanh/<uuid:release_id>/khong-duyet/", decline, name="release.decline"),
    path("phat-hanh/<uuid:release_id>/thu-hoi/", withdraw, name="release.withdraw"),
    path("phat-hanh/<uuid:release_id>/csv/", csv, name="release.csv"),
    path("phat-hanh/<uuid:release_id>/excel/", excel, name="release.excel"),
]
