"""Pages of what goes between agencies: rounds with their board, reports received, questions, files taken in."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.base.errors import NotFound, Refused
from lachan.indicators.opening import SHOWN
from lachan.law.periods import period
from lachan.notices.actions import see
from lachan.people.queries import agency_names, get_agency
from lachan.reports import access as may
from lachan.reports import actions, queries
from lachan.reports.rules import ROUND, SUBMISSION, Line, ReportKind, SubmissionStatus
from lachan.web import codes, figure_words, parts, shown
from lachan.web.doors import Request, tell, uuid_of
from lachan.web.forms.reports import AnswerForm, AskForm, PackageForm, ReasonForm, RoundForm, SendForm
from lachan.web.pages.reports import TITLES, tabs
from lachan.web.parts import Cell, Column, Tag
from lachan.web.templatetags.vietnamese import vi_date

TONES = {
    SubmissionStatus.SENT: "due", SubmissionStatus.RECEIVED: "ok", SubmissionStatus.LOCKED: "ok",
    SubmissionStatus.RETURNED: "late",
}  # fmt: skip
MANNER_TONES = {
    queries.Manner.IN_TIME: "ok", queries.Manner.LATE: "due", queries.Manner.WAITING: "plain",
    queries.Manner.OVERDUE: "late", queries.Manner.RETURNED: "due",
}  # fmt: skip
ROUNDS = (
    Column("code", "Đợt"), Column("line", "Tuyến"), Column("due", "Hạn gửi"), Column("holder", "Nơi thu"),
    Column("status", "Trạng thái"),
)  # fmt: skip
RECEIVED = (
    Column("sender", "Nơi gửi"), Column("kind", "Báo cáo"), Column("sent", "Ngày gửi"), Column("status", "Trạng thái"),
)  # fmt: skip


def list_rounds(request: Request) -> HttpResponse:
    page = queries.list_rounds(request.actor, shown.page_number(request))
    names = agency_names(line.holder_id for line in page.items)
    rows = [
        [
            Cell(f"{r.kind.label} · {period(r.period_code).label}", reverse("round.show", args=[r.id]), note=r.code),
            r.line.label, vi_date(r.due_on), names.get(r.holder_id, ""), r.status.label,
        ]
        for r in page.items
    ]  # fmt: skip
    context = {
        "page": page, "columns": ROUNDS, "rows": rows, "tabs": tabs(request, "round.list"),
        "may_open": bool(_lines(request)),
    }  # fmt: skip
    return render(request, "reports/rounds.html", context)


def open_round(request: Request) -> HttpResponse:
    lines = _lines(request)
    form = RoundForm(request.POST or None, today=request.now.date(), lines=lines)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        command = actions.OpenRound(
            ReportKind(data["kind"]), data["period_code"], data["due_on"], Line(data["line"]), brief=data["brief"]
        )
        try:
            round_id = actions.open_round(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã mở đợt. Các cơ quan phải báo cáo nhận được thông báo."))
            return redirect("round.show", round_id)
    return render(request, "reports/open_round.html", {"form": form, "may_open": bool(lines)})


def _lines(request: Request) -> list[Line]:
    """The lines that end at the actor's agency, if he may collect reports there."""
    if not request.actor.roles & set(may.RECEIVERS):
        return []
    return queries.own_lines(request.actor)


def show_round(request: Request, round_id: UUID) -> HttpResponse:
    board = queries.open_round(request.actor, round_id, request.now.date())
    see(round_id, by=request.actor, now=request.now)
    asked, manner = board.round, queries.Manner
    context = {
        "board": board, "round": asked, "period": period(asked.period_code),
        "collector": get_agency(asked.holder_id).name,
        "tags": [Tag(asked.status.label), Tag(asked.line.label)],
        "rows": [_sender(row) for row in board.senders if row.submission_id],
        "silent": [row for row in board.senders if not row.submission_id],
        "conflicts": [c for c in board.conflicts if c.who],
        "gaps": sum(c.differs for c in board.cells), "agency_gaps": sum(c.differs for c in board.agency_cells),
        "columns": (
            Column("name", "Cơ quan"), Column("manner", "Tình trạng"), Column("sent", "Ngày gửi"),
            Column("status", "Xử lý"), Column("open", "Cần xem"),
        ),
        "counts": [
            (_("Đã gửi"), board.count(manner.IN_TIME, manner.LATE), "ok"),
            (_("Gửi chậm"), board.count(manner.LATE), "due"),
            (_("Đã trả lại"), board.count(manner.RETURNED), "due"),
            (_("Chưa gửi"), board.count(manner.WAITING, manner.OVERDUE), "late"),
        ],
        "moves": _round_moves(board),
        "draft_url": f"{reverse('report.draft')}?loai={asked.kind}&ky={asked.period_code}",
    }  # fmt: skip
    return render(request, "reports/round.html", context)


def show_gap(request: Request, round_id: UUID, code: str) -> HttpResponse:
    """Why a sum of reports is not the number of records: what is not in, what changed, what is counted twice."""
    by_agency = request.GET.get("theo") == "co-quan"
    gap = queries.open_gap(request.actor, round_id, code, by_agency=by_agency, on=request.now.date())
    found = codes.visible(request.actor, gap.rule.record, list(gap.shared[:SHOWN]))
    context = {
        "gap": gap, "rule": gap.rule, "back": reverse("round.show", args=[round_id]),
        "missing": [(line, _records_of(gap, line)) for line in gap.lines if line.sent is None and any(line.now)],
        "changed": [(line, _records_of(gap, line)) for line in gap.lines if line.sent is not None and line.differs],
        "rows": [[Cell(hit.code, hit.url), hit.words] for hit in found.values()],
        "columns": (Column("record", "Hồ sơ"), Column("status", "Trạng thái")),
        "hidden": len(gap.shared) - len(found), "nowhere": _("Hồ sơ không thuộc địa bàn cấp xã nào"),
        "kicker": _("Cộng theo cơ quan") if gap.by_agency else _("Cộng theo địa bàn"), "note": _("Vì sao lệch?"),
    }  # fmt: skip
    return render(request, "reports/gap.html", context)


def _records_of(gap: queries.Gap, line: queries.GapLine) -> str:
    """Where the records of one part are, as the figure lists them: those the officer may see, the rest counted."""
    name = "agency" if gap.by_agency else "area"
    if name not in gap.rule.by or not line.key or gap.rule.flow == "stock":
        return ""
    asked = {
        "ky": figure_words.period_value(gap.period),
        "tai-ngay": gap.as_of.isoformat(),
        "chia": name,
        "o": line.key,
    }
    return f"{reverse('figure.show', args=[gap.rule.code])}?{urlencode(asked)}#ho-so"


def close_round(request: Request, round_id: UUID) -> HttpResponse:
    if request.method != "POST":
        queries.open_round(request.actor, round_id, request.now.date())
        return redirect("round.show", round_id)
    actions.close_round(round_id, by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": ROUND.move("round.close").label})
    return redirect("round.show", round_id)


def list_submissions(request: Request) -> HttpResponse:
    page = queries.received(request.actor, shown.page_number(request))
    rows = [
        [
            Cell(s.sender_name, reverse("submission.show", args=[s.id]), note=s.code),
            Cell(f"{s.kind.label} · {period(s.period_code).label}", note=s.line.label), vi_date(s.sent_at),
            Cell(s.status.label, tone=TONES.get(s.status, "plain")),
        ]
        for s in page.items
    ]  # fmt: skip
    context = {
        "page": page, "columns": RECEIVED, "rows": rows, "tabs": tabs(request, "submission.list"),
        "may_take_in": bool(_lines(request)),
    }  # fmt: skip
    return render(request, "reports/received.html", context)


def take_in(request: Request) -> HttpResponse:
    form = PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.take_in(form.cleaned_data["file"].read(), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã nhận báo cáo từ tệp; mã băm khớp nội dung."))
            return redirect("submission.show", taken)
    return render(request, "reports/take_in.html", {"form": form})


def send(request: Request, report_id: UUID) -> HttpResponse:
    page = queries.open_report(request.actor, report_id)
    if request.method != "POST":
        return redirect("report.show", report_id)
    form = SendForm(request.POST, receivers=queries.receivers(request.actor, request.now.date()))
    if not form.is_valid():
        raise Refused(_("Chưa chọn nơi nhận. Hãy chọn ít nhất một cơ quan rồi gửi."))
    for agency_id in form.cleaned_data["to"]:
        actions.send(report_id, uuid_of(agency_id), by=request.actor, now=request.now)
    messages.success(request, _("Đã gửi báo cáo. Nơi nhận được thông báo ngay."))
    return redirect("report.show", page.report.id)


def show_submission(request: Request, submission_id: UUID) -> HttpResponse:
    page = queries.open_submission(request.actor, submission_id)
    see(submission_id, by=request.actor, now=request.now)
    sent = page.submission
    figures = page.content["figures"]
    names = agency_names([sent.holder_id])
    context = {
        "page": page, "sent": sent, "figures": figures,
        "tags": [Tag(sent.status.label, TONES.get(sent.status, "plain")), Tag(sent.line.label)],
        "tables": [(TITLES.get(k, k), [(f"{k}/{r['code']}", r) for r in rows]) for k, rows in figures["tables"].items()
                   if rows],
        "facts": [
            (_("Nơi gửi"), sent.sender_name), (_("Nơi nhận"), names.get(sent.holder_id)),
            (_("Bản"), sent.version), (_("Số liệu chốt đến"), vi_date(date.fromisoformat(figures["as_of"]))),
            ("SHA-256", f"{sent.sha256[:16]}…"),
        ],
        "texts": [(title, text.splitlines()) for title, text in page.texts],
        "moves": _submission_moves(page), "reason_form": ReasonForm(),
        "may_return": _may(page, "submission.return"), "may_ask": _may(page, "submission.ask"),
        "ask_form": AskForm(cells=_cells(page), initial={"cell": request.GET.get("o", "")}),
        "answer_form": AnswerForm(), "timeline": shown.entries_of(page.timeline),
        "is_sender": request.actor.agency_id == sent.origin_id,
    }  # fmt: skip
    return render(request, "reports/submission.html", context)


def submission_step(request: Request, submission_id: UUID, verb: str) -> HttpResponse:
    """Receive, return with a reason, ask about a cell."""
    page = queries.open_submission(request.actor, submission_id)
    if verb not in ("receive", "return", "ask"):
        raise NotFound
    if request.method != "POST":
        return redirect("submission.show", submission_id)
    if verb == "receive":
        actions.receive(submission_id, by=request.actor, now=request.now)
    elif verb == "return":
        actions.return_(submission_id, reason=request.POST.get("reason", ""), by=request.actor, now=request.now)
    else:
        form = AskForm(request.POST, cells=_cells(page))
        cell = form.cleaned_data["cell"] if form.is_valid() else ""
        asked = actions.Ask(submission_id, request.POST.get("text", ""), cell)
        actions.ask(asked, by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": SUBMISSION.move(f"submission.{verb}").label})
    return redirect("submission.show", submission_id)


def answer(request: Request, submission_id: UUID, question_id: UUID) -> HttpResponse:
    page = queries.open_submission(request.actor, submission_id)
    if question_id not in {q.id for q in page.questions}:
        raise NotFound
    if request.method == "POST":
        actions.answer(question_id, text=request.POST.get("text", ""), by=request.actor, now=request.now)
        messages.success(request, _("Đã gửi câu trả lời."))
    return redirect("submission.show", submission_id)


def _cells(page: queries.SubmissionPage) -> list[tuple[str, str]]:
    tables = page.content["figures"]["tables"]
    return [(f"{name}/{r['code']}", r["label"]) for name, rows in tables.items() for r in rows if not r["is_detail"]]


def _sender(row: queries.SenderRow) -> list[Any]:
    url = reverse("submission.show", args=[row.submission_id]) if row.submission_id else ""
    late = _("chậm %(n)s ngày") % {"n": row.days_late} if row.days_late else ""
    todo = [
        _("%(n)s câu hỏi chưa trả lời") % {"n": row.open_questions} if row.open_questions else "",
        _("%(n)s chỗ lệch") % {"n": row.conflicts} if row.conflicts else "",
    ]  # fmt: skip
    note = _("đã cộng theo địa bàn") if row.is_summed else _("đã cộng theo cơ quan") if row.is_added else ""
    return [
        Cell(row.name, url, note=note), Cell(row.manner.label, tone=MANNER_TONES[row.manner], note=late),
        vi_date(row.sent_on) if row.sent_on else "–", row.status.label if row.status else "–",
        "; ".join(t for t in todo if t) or "–",
    ]  # fmt: skip


def _round_moves(board: queries.Board) -> list[parts.Move]:
    if not board.is_mine:
        return []
    url = reverse("round.close", args=[board.round.id])
    return [parts.Move(m.verb, m.label, m.may, m.why, post_url=url) for m in board.moves]


def _submission_moves(page: queries.SubmissionPage) -> list[parts.Move]:
    """Receiving is one click; returning and asking have their forms below."""
    url = reverse("submission.step", args=[page.submission.id, "receive"])
    return [parts.Move(m.verb, m.label, m.may, m.why, post_url=url) for m in page.moves
            if m.verb == "submission.receive"]  # fmt: skip


def _may(page: queries.SubmissionPage, verb: str) -> bool:
    return any(m.verb == verb and m.may for m in page.moves)


URLS: list[URLPattern] = [
    path("bao-cao/<uuid:report_id>/gui/", send, name="submission.send"),
    path("bao-cao/dot/", list_rounds, name="round.list"),
    path("bao-cao/dot/moi/", open_round, name="round.open"),
    path("bao-cao/dot/<uuid:round_id>/", show_round, name="round.show"),
    path("bao-cao/dot/<uuid:round_id>/lech/<str:code>/", show_gap, name="round.gap"),
    path("bao-cao/dot/<uuid:round_id>/dong/", close_round, name="round.close"),
    path("bao-cao/nhan/", list_submissions, name="submission.list"),
    path("bao-cao/nhan/tu-tep/", take_in, name="submission.take_in"),
    path("bao-cao/nhan/<uuid:submission_id>/", show_submission, name="submission.show"),
    path("bao-cao/nhan/<uuid:submission_id>/buoc/<str:verb>/", submission_step, name="submission.step"),
    path("bao-cao/nhan/<uuid:submission_id>/tra-loi/<uuid:question_id>/", answer, name="submission.answer"),
]
