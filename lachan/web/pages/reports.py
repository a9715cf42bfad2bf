"""Pages of reports: the list, a draft with its sections and live figures, review and signature, files, corrections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.errors import NotFound, Refused
from lachan.indicators.checking import Weight
from lachan.law.periods import period
from lachan.notices.actions import see
from lachan.people.queries import agency_names, list_agencies
from lachan.plans.queries.tracked import list_plans
from lachan.reports import access as may
from lachan.reports import actions, queries
from lachan.reports.build.said import Said
from lachan.reports.rules import REPORT, ReportKind, ReportStatus
from lachan.web import parts, shown
from lachan.web.doors import Request, tell, uuid_of
from lachan.web.forms.reports import (
    CorrectForm,
    DraftReportForm,
    HeadForm,
    LetterheadForm,
    RaiseForm,
    RequestPartForm,
    SendForm,
    SignatureForm,
)
from lachan.web.parts import Cell, Column, Tab, Tag
from lachan.web.templatetags.vietnamese import vi_date

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    Column("code", "Báo cáo"), Column("agency", "Cơ quan"), Column("as_of", "Chốt số liệu"),
    Column("status", "Trạng thái"),
)  # fmt: skip
TONES = {ReportStatus.SIGNED: "ok", ReportStatus.APPROVED: "ok"}
TITLES = {"tips": "Nguồn tin về tội phạm", "cases": "Vụ án, bị can", "victims": "Nạn nhân và hỗ trợ"}
# Moves that a click carries out; writing, correcting and signatures have their own forms on the page.
AT_ONCE: dict[str, Callable[..., Any]] = {
    "submit": actions.submit, "approve": actions.approve, "rework": actions.rework, "sign": actions.sign,
}  # fmt: skip
FILES: dict[str, tuple[Callable[..., bytes], str, str]] = {
    "word": (queries.word_file, WORD, "docx"),
    "pdf": (queries.pdf_file, "application/pdf", "pdf"),
    "excel": (queries.excel_file, SHEET, "xlsx"),
    "signature": (queries.signature_file, "application/pkcs7-signature", "p7s"),
}


def list_reports(request: Request) -> HttpResponse:
    page = queries.list_reports(request.actor, shown.page_number(request))
    names = agency_names(line.holder_id for line in page.items)
    context = {
        "page": page, "columns": COLUMNS, "rows": [_row(r, names) for r in page.items],
        "may_draft": may.check_may_draft.allows(request.actor, _place(request.actor)),
        "tabs": tabs(request, "report.list"), "waiting": queries.parts_waiting(request.actor),
    }  # fmt: skip
    return render(request, "reports/list.html", context)


def tabs(request: Request, here: str) -> list[Tab]:
    """The four lists of the room."""
    rows = (
        ("report.list", _("Báo cáo của cơ quan")), ("round.list", _("Đợt thu báo cáo")),
        ("submission.list", _("Báo cáo nhận được")), ("proposal.list", _("Kiến nghị")),
    )  # fmt: skip
    return [Tab(label, reverse(name), current=name == here) for name, label in rows]


def draft(request: Request) -> HttpResponse:
    plans = [(str(p.id), p.title) for p in list_plans(request.actor).items]
    given = {name: request.GET.get(key, "") for name, key in _ASKED.items()}
    form = DraftReportForm(request.POST or None, today=request.now.date(), plans=plans, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            report_id = actions.draft(_command(form.cleaned_data), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect("report.show", report_id)
    return render(request, "reports/draft.html", {"form": form})


_ASKED = {"kind": "loai", "period_code": "ky", "plan_id": "ke-hoach", "round_id": "dot"}


def _command(data: dict[str, Any]) -> actions.DraftReport:
    return actions.DraftReport(
        ReportKind(data["kind"]), data["period_code"], data["as_of"],
        uuid_of(data["plan_id"]) if data["plan_id"] else None, data["topic"],
        uuid_of(data["round_id"]) if data["round_id"] else None,
    )  # fmt: skip


def show(request: Request, report_id: UUID) -> HttpResponse:
    page = queries.open_report(request.actor, report_id)
    see(report_id, by=request.actor, now=request.now)
    report = page.report
    is_mine = report.holder_id == request.actor.agency_id
    context = {
        "page": page,
        "report": report,
        "is_mine": is_mine,
        "head": HeadForm(initial=page.head),
        "letterhead": LetterheadForm(initial=page.letterhead),
        "tags": [Tag(report.status.label, TONES.get(report.status, "due")), Tag(report.basis.label)],
        "figures": page.content["figures"],
        "tables": [(TITLES.get(name, name), rows) for name, rows in page.content["figures"]["tables"].items() if rows],
        "query": f"?ky={report.period_code}&tai-ngay={report.as_of.isoformat()}",
        "sections": [_section(s, report) for s in page.sections],
        "agency": agency_names([report.holder_id]).get(report.holder_id, ""),
        "moves": _moves(page),
        "may_write": _may(page, "report.write"),
        "may_submit": _may(page, "report.submit"),
        "may_correct": _may(page, "report.correct"),
        "checks": [] if page.versions else list(TITLES.items()),
        "correct_form": CorrectForm(initial={"as_of": request.now.date()}),
        "newest": page.versions[0].number if page.versions else None,
        "timeline": shown.entries_of(page.timeline),
        **(_around(request, page) if is_mine else {}),
    }
    return render(request, "reports/show.html", context)


def _around(request: Request, page: queries.ReportPage) -> dict[str, Any]:
    """What the agency that reports has beside the text: parts, proposals, where it was sent."""
    report, on = page.report, request.now.date()
    agencies = [a for a in list_agencies(request.actor.province_code, on) if a.id != report.holder_id]
    choices = [(str(a.id), a.name) for a in agencies]
    sent = queries.submissions_of(request.actor, report.id)
    got = {line.holder_id for line in sent if page.versions and line.version == page.versions[0].number}
    left = [r for r in queries.receivers(request.actor, on) if r.agency.id not in got]
    sections = [(s.key, s.title) for s in page.sections]
    return {
        "parts": queries.parts_of(request.actor, report.id),
        "part_form": RequestPartForm(agencies=choices, sections=sections, prefix="part"),
        "proposals": queries.proposals_of(request.actor, report.id),
        "raise_form": RaiseForm(agencies=choices, prefix="raise"),
        "sent": sent,
        "names": agency_names([line.holder_id for line in sent] + [a.id for a in agencies]),
        "send_form": SendForm(receivers=left) if left and page.versions else None,
        "signature_form": SignatureForm() if page.versions and not page.versions[0].signature else None,
    }


def write(request: Request, report_id: UUID) -> HttpResponse:
    """Saves the sections; «trình duyệt» on the same form saves first and then puts the report forward."""
    if request.method != "POST":
        return redirect("report.show", report_id)
    head = HeadForm(request.POST)
    if not head.is_valid():
        raise Refused(_("Ngày ký không đọc được. Nhập dạng 22/11/2026."))
    page = queries.open_report(request.actor, report_id)
    offers = {s.key: s.proposal for s in page.sections}
    texts = {k.removeprefix("s."): request.POST[k] for k in request.POST if k.startswith("s.")}
    own = {k: v for k, v in texts.items() if _same(v) != _same(offers.get(k, ""))}
    letterhead = LetterheadForm(request.POST)
    words = letterhead.cleaned_data if letterhead.is_valid() and "position" in request.POST else {}
    command = actions.WriteReport(report_id, own, **head.cleaned_data, words=words)
    actions.write(command, by=request.actor, now=request.now)
    if request.POST.get("then") == "submit":
        actions.submit(report_id, by=request.actor, now=request.now)
        messages.success(request, _("Đã trình duyệt. Người khác trong cơ quan duyệt rồi ký."))
        _say_findings(request, report_id)
    else:
        messages.success(request, _("Đã lưu dự thảo."))
    return redirect("report.show", report_id)


def _say_findings(request: Request, report_id: UUID) -> None:
    """What the reviewer should look at first; nothing is blocked by it: the official signs."""
    grave = [f for f in queries.findings_of(request.actor, report_id) if f.weight is Weight.GRAVE]
    if grave:
        said = _("Số liệu có %(n)s điểm cần sửa trước khi gửi, ví dụ: %(first)s Xem «Kiểm tra trước khi gửi».")
        messages.warning(request, said % {"n": len(grave), "first": grave[0].sentence})


def step(request: Request, report_id: UUID, verb: str) -> HttpResponse:
    """One move that a click carries out."""
    if verb not in AT_ONCE:
        raise NotFound
    if request.method != "POST":
        queries.open_report(request.actor, report_id)
        return redirect("report.show", report_id)
    AT_ONCE[verb](report_id, by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": REPORT.move(f"report.{verb}").label})
    return redirect("report.show", report_id)


def correct(request: Request, report_id: UUID) -> HttpResponse:
    form = CorrectForm(request.POST or None)
    if request.method != "POST":
        return redirect("report.show", report_id)
    if not form.is_valid():
        raise Refused(_("Đính chính cần ngày chốt số liệu và giải trình. Hãy nhập đủ hai ô."))
    data: dict[str, Any] = form.cleaned_data
    actions.correct(report_id, reason=data["reason"], as_of=data["as_of"], by=request.actor, now=request.now)
    messages.success(request, _("Đã lập bản đính chính. Bản đã ký trước vẫn giữ nguyên; hãy gửi bản mới lên cấp trên."))
    return redirect("report.show", report_id)


def attach(request: Request, report_id: UUID) -> HttpResponse:
    """The detached signature that a signing tool made over our PDF."""
    form = SignatureForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return redirect("report.show", report_id)
    if not form.is_valid():
        raise Refused(_("Chữ ký số cần họ tên người ký, thời điểm ký và tệp .p7s. Hãy nhập đủ."))
    page = queries.open_report(request.actor, report_id)
    digest = queries.pdf_digest(request.actor, report_id, page.versions[0].number) if page.versions else ""
    data = form.cleaned_data
    pdf = queries.pdf_file(request.actor, report_id, page.versions[0].number) if page.versions else b""
    command = actions.Signed(report_id, data["signer"], data["signed_at"], digest, data["file"].read(), pdf)
    actions.attach(command, by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi chữ ký số."))
    return redirect("report.show", report_id)


def file(request: Request, report_id: UUID, kind: str, number: int | None = None) -> HttpResponse:
    if kind not in FILES:
        raise NotFound
    make, media, ending = FILES[kind]
    page = queries.open_report(request.actor, report_id)
    tail = f"-v{number}" if number else "-du-thao"
    return attached(make(request.actor, report_id, number), media, f"{page.report.code}{tail}.{ending}")


def package(request: Request, report_id: UUID, number: int) -> HttpResponse:
    data = queries.package_file(request.actor, report_id, number)
    page = queries.open_report(request.actor, report_id)
    return attached(data, "application/json", f"{page.report.code}-v{number}.json")


def attached(data: bytes, media: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _moves(page: queries.ReportPage) -> list[parts.Move]:
    """The buttons that act at once; what is written on the page itself is left out."""
    verbs = {f"report.{verb}" for verb in AT_ONCE} - {"report.submit"}
    return [
        parts.Move(m.verb, m.label, m.may, m.why,
                   post_url=reverse("report.step", args=[page.report.id, m.verb.removeprefix("report.")]))
        for m in page.moves if m.verb in verbs
    ]  # fmt: skip


def _section(line: queries.SectionLine, report: queries.ReportLine) -> dict[str, Any]:
    pieces = [[_piece(said, report) for said in sentence] for sentence in line.spoken]
    return {"line": line, "spoken": pieces, "has_figures": any(said.code for s in line.spoken for said in s)}


def _piece(said: Said, report: queries.ReportLine) -> tuple[str, str]:
    """The words, and the address of the figure they come from."""
    if not said.code:
        return said.text, ""
    code = report.period_code
    before = f"{int(code[:4]) - 1}{code[4:]}"
    return said.text, figure_url(said.code, before if said.is_before else code, report.as_of)


def figure_url(code: str, period_code: str, as_of: date) -> str:
    return f"{reverse('figure.show', args=[code])}?ky={period_code}&tai-ngay={as_of.isoformat()}"


def _same(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _may(page: queries.ReportPage, verb: str) -> bool:
    return any(m.verb == verb and m.may for m in page.moves)


def _place(actor: Actor) -> Place:
    return Place(actor.province_code, actor.area_code)


def _row(line: queries.ReportLine, names: dict[UUID, str]) -> list[Any]:
    return [
        Cell(f"{line.kind.label} · {period(line.period_code).label}", reverse("report.show", args=[line.id]),
             note=line.code),
        names.get(line.holder_id, ""),
        vi_date(line.as_of),
        Cell(line.status.label, tone=TONES.get(line.status, "due")),
    ]  # fmt: skip


URLS: list[URLPattern] = [
    path("bao-cao/", list_reports, name="report.list"),
    path("bao-cao/moi/", draft, name="report.draft"),
    path("bao-cao/<uuid:report_id>/", show, name="report.show"),
    path("bao-cao/<uuid:report_id>/soan/", write, name="report.write"),
    path("bao-cao/<uuid:report_id>/buoc/<str:verb>/", step, name="report.step"),
    path("bao-cao/<uuid:report_id>/dinh-chinh/", correct, name="report.correct"),
    path("bao-cao/<uuid:report_id>/chu-ky-so/", attach, name="report.attach"),
    path("bao-cao/<uuid:report_id>/tep/<str:kind>/", file, name="report.file"),
    path("bao-cao/<uuid:report_id>/tep/<str:kind>/<int:number>/", file, name="report.file_version"),
    path("bao-cao/<uuid:report_id>/goi/<int:number>/", package, name="report.package"),
]
