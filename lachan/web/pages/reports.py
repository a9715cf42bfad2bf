"""Pages of reports: the list, a draft with its sections and live figures, signing, the Word file, corrections."""

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
from lachan.people.queries import agency_names
from lachan.plans.queries.tracked import list_plans
from lachan.reports import access as may
from lachan.reports import actions, queries
from lachan.reports.rules import ReportKind, ReportStatus
from lachan.web import shown
from lachan.web.doors import Request, tell, uuid_of
from lachan.web.forms.reports import CorrectForm, DraftReportForm, HeadForm
from lachan.web.parts import Cell, Column, Tag
from lachan.web.templatetags.vietnamese import vi_date

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COLUMNS = (
    Column("code", "Báo cáo"), Column("agency", "Cơ quan"), Column("as_of", "Chốt số liệu"),
    Column("status", "Trạng thái"),
)  # fmt: skip


def list_reports(request: Request) -> HttpResponse:
    page = queries.list_reports(request.actor, shown.page_number(request))
    names = agency_names(line.holder_id for line in page.items)
    may_draft = may.check_may_draft.allows(request.actor, Place(request.actor.province_code, request.actor.area_code))
    context = {"page": page, "columns": COLUMNS, "rows": [_row(r, names) for r in page.items], "may_draft": may_draft}
    return render(request, "reports/list.html", context)


def draft(request: Request) -> HttpResponse:
    plans = [(str(p.id), p.title) for p in list_plans(request.actor).items]
    given = {"period_code": request.GET.get("ky", ""), "plan_id": request.GET.get("ke-hoach", "")}
    form = DraftReportForm(request.POST or None, today=request.now.date(), plans=plans, initial=given)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        command = actions.DraftReport(
            ReportKind(data["kind"]), data["period_code"], data["as_of"],
            uuid_of(data["plan_id"]) if data["plan_id"] else None, data["topic"],
        )  # fmt: skip
        try:
            report_id = actions.draft(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect("report.show", report_id)
    return render(request, "reports/draft.html", {"form": form})


def show(request: Request, report_id: UUID) -> HttpResponse:
    page = queries.open_report(request.actor, report_id)
    head = HeadForm(initial=page.head)
    context = {
        "page": page,
        "report": page.report,
        "head": head,
        "tags": [Tag(page.report.status.label, "ok" if page.report.status is ReportStatus.SIGNED else "due")],
        "figures": page.content["figures"],
        "agency": agency_names([page.report.holder_id]).get(page.report.holder_id, ""),
        "may_write": _may(page, "report.write"),
        "may_sign": _may(page, "report.sign"),
        "may_correct": _may(page, "report.correct"),
        "correct_form": CorrectForm(initial={"as_of": request.now.date()}),
        "timeline": shown.entries_of(page.timeline),
    }
    return render(request, "reports/show.html", context)


def write(request: Request, report_id: UUID) -> HttpResponse:
    """Saves the sections; «ký» on the same form saves first and then signs."""
    if request.method != "POST":
        return redirect("report.show", report_id)
    head = HeadForm(request.POST)
    if not head.is_valid():
        raise Refused(_("Ngày ký không đọc được. Nhập dạng 22/11/2026."))
    texts = {k.removeprefix("s."): request.POST[k] for k in request.POST if k.startswith("s.")}
    actions.write(actions.WriteReport(report_id, texts, **head.cleaned_data), by=request.actor, now=request.now)
    if request.POST.get("then") == "sign":
        actions.sign(report_id, by=request.actor, now=request.now)
        messages.success(request, _("Đã ký: số liệu được khóa, bản Word mang mã băm ở chân trang."))
    else:
        messages.success(request, _("Đã lưu dự thảo."))
    return redirect("report.show", report_id)


def correct(request: Request, report_id: UUID) -> HttpResponse:
    form = CorrectForm(request.POST or None)
    if request.method != "POST":
        return redirect("report.show", report_id)
    if not form.is_valid():
        raise Refused(_("Đính chính cần ngày chốt số liệu và giải trình. Hãy nhập đủ hai ô."))
    data: dict[str, Any] = form.cleaned_data
    actions.correct(report_id, reason=data["reason"], as_of=data["as_of"], by=request.actor, now=request.now)
    messages.success(request, _("Đã lập bản đính chính. Bản đã ký trước vẫn giữ nguyên."))
    return redirect("report.show", report_id)


def word(request: Request, report_id: UUID, number: int | None = None) -> HttpResponse:
    page = queries.open_report(request.actor, report_id)
    answer = HttpResponse(queries.word_file(request.actor, report_id, number), content_type=WORD)
    tail = f"-v{number}" if number else "-du-thao"
    answer["Content-Disposition"] = f'attachment; filename="{page.report.code}{tail}.docx"'
    return answer


def _may(page: queries.ReportPage, verb: str) -> bool:
    return any(m.verb == verb and m.may for m in page.moves)


def _row(line: queries.ReportLine, names: dict[UUID, str]) -> list[Any]:
    tone = "ok" if line.status is ReportStatus.SIGNED else "due"
    return [
        Cell(f"{line.kind.label} · {line.period_code}", reverse("report.show", args=[line.id]), note=line.code),
        names.get(line.holder_id, ""),
        vi_date(line.as_of),
        Cell(line.status.label, tone=tone),
    ]


URLS: list[URLPattern] = [
    path("bao-cao/", list_reports, name="report.list"),
    path("bao-cao/moi/", draft, name="report.draft"),
    path("bao-cao/<uuid:report_id>/", show, name="report.show"),
    path("bao-cao/<uuid:report_id>/soan/", write, name="report.write"),
    path("bao-cao/<uuid:report_id>/dinh-chinh/", correct, name="report.correct"),
    path("bao-cao/<uuid:report_id>/word/", word, name="report.word"),
    path("bao-cao/<uuid:report_id>/word/<int:number>/", word, name="report.word_version"),
]
