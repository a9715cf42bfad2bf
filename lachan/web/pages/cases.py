"""Pages of cases: the list, institution from a tip, one case with its clocks and accused, each step, the judgment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.base.errors import NotFound
from lachan.cases import actions, queries
from lachan.cases.rules import PROCEDURE, AccusedStatus, CaseStatus, Stage
from lachan.law.offences import offence
from lachan.notices.actions import see
from lachan.people.queries import AreaLine, agency_names, area_names, list_areas
from lachan.people.rules import AreaLevel
from lachan.tips import queries as tips
from lachan.tips.rules import Suspicion
from lachan.web import parts, shown
from lachan.web.case_words import attempt, called, clause, entries, person, sentence_of
from lachan.web.doors import Request
from lachan.web.forms.cases import (
    CaseFilterForm,
    CaseStepForm,
    ChangeArticleForm,
    DecidedStepForm,
    DescribeForm,
    InstituteForm,
    JudgeForm,
)
from lachan.web.pages import accused
from lachan.web.parts import Cell, Column, Tag
from lachan.web.templatetags.vietnamese import vi_number

S = CaseStatus
TONES = {S.SUSPENDED: "due", S.SUPPLEMENTING: "due", S.PROSECUTED: "ok", S.JUDGED: "ok"}
MAIN_STEP = {
    S.INVESTIGATING: "case.conclude", S.SUPPLEMENTING: "case.conclude", S.SUSPENDED: "case.resume",
    S.CONCLUDED: "case.prosecute", S.PROSECUTED: "case.accept_for_trial", S.ACCEPTED: "case.bring_to_trial",
    S.ON_TRIAL: "case.judge",
}  # fmt: skip
# The act that ends each stage, as the strip dates it.
ENDS = {
    Stage.INSTITUTION: "case.institute", Stage.INVESTIGATION: "case.conclude", Stage.PROSECUTION: "case.prosecute",
    Stage.TRIAL: "case.judge",
}  # fmt: skip


@dataclass(frozen=True)
class StepPage:
    """How one move is asked for and done."""

    form: type[CaseStepForm]
    do: Callable[..., Any]


STEPS: dict[str, StepPage] = {
    "case.extend_investigation": StepPage(DecidedStepForm, actions.extend_investigation),
    "case.change_article": StepPage(ChangeArticleForm, actions.change_article),
    "case.conclude": StepPage(CaseStepForm, actions.conclude),
    "case.prosecute": StepPage(DecidedStepForm, actions.prosecute),
    "case.return_for_more": StepPage(CaseStepForm, actions.return_for_more),
    "case.accept_for_trial": StepPage(CaseStepForm, actions.accept_for_trial),
    "case.bring_to_trial": StepPage(CaseStepForm, actions.bring_to_trial),
    "case.suspend": StepPage(CaseStepForm, actions.suspend),
    "case.resume": StepPage(CaseStepForm, actions.resume),
    "case.discontinue": StepPage(CaseStepForm, actions.discontinue),
}


def list_cases(request: Request) -> HttpResponse:
    form = CaseFilterForm(request.GET, areas=_areas(request), now=request.now)
    wanted = queries.CaseFilter(**form.cleaned_data) if form.is_valid() else queries.CaseFilter()
    page = queries.list_cases(request.actor, wanted, shown.page_number(request))
    places = area_names(line.area_code for line in page.items)
    rows = [_row(line, places) for line in page.items]
    return render(request, "cases/list.html", {"form": form, "page": page, "columns": _columns(), "rows": rows})


def institute(request: Request, tip_id: UUID) -> HttpResponse:
    """The tip becomes a case: one form, one transaction."""
    tip = tips.open_tip(request.actor, tip_id, request.now)
    may = next((m for m in tip.moves if m.verb == "tip.institute"), None)
    form = InstituteForm(request.POST or None, now=request.now, areas=_areas(request), initial=_from_tip(tip))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        command = actions.Institute(tip_id=tip_id, **{**data, "suspicion": Suspicion(data["suspicion"])})
        case_id = attempt(form, lambda: actions.institute(command, by=request.actor, now=request.now))
        if case_id:
            messages.success(request, _("Đã khởi tố vụ án. Thời hạn điều tra bắt đầu tính."))
            return redirect("case.show", case_id)
    return render(request, "cases/institute.html", {"form": form, "tip": tip.tip, "may": may})


def show(request: Request, case_id: UUID, words: queries.CaseWords | None = None, purpose: str = "") -> HttpResponse:
    page = queries.open_case(request.actor, case_id, request.now)
    see(case_id, by=request.actor, now=request.now)
    case, tip = page.case, _tip_of(request, page)
    context = {
        "case": case,
        "tags": [Tag(case.status.label, TONES.get(case.status, "plain")), Tag(capfirst(case.offence_class.label))],
        "page": page,
        "tip": tip,
        "steps": _strip(page, tip),
        "facts": _facts(page),
        "clocks": shown.clocks_of(page.clocks, request.now),
        "timeline": entries(page.timeline, page.decisions, page.accused, words.notes if words else {}),
        "moves": shown.moves_of(page.moves, lambda verb: _step_url(verb, case_id)),
        "only_reads": page.moves and not any(m.may for m in page.moves),
        "main": MAIN_STEP.get(case.status, ""),
        "accused_columns": _accused_columns(),
        "accused_rows": [_accused_row(a) for a in page.accused],
        "purposes": shown.PURPOSES,
        "words": [(_("Tóm tắt vụ án"), words.summary)] if words else None,
        "purpose": dict(shown.PURPOSES).get(purpose, ""),
    }
    return render(request, "cases/show.html", context)


def open_words(request: Request, case_id: UUID) -> HttpResponse:
    """POST only: an opening is an act. The words live for this one answer."""
    case = queries.get_case(request.actor, case_id)
    if request.method != "POST":
        return redirect("case.show", case.id)
    purpose = shown.purpose_of(request)
    words = queries.open_words(case_id, purpose=purpose, by=request.actor, now=request.now)
    return show(request, case_id, words, purpose)


def step(request: Request, case_id: UUID, verb: str) -> HttpResponse:
    """The form of one move, and the move itself."""
    name = "case." + verb.replace("-", "_")
    case = queries.get_case(request.actor, case_id)
    if name not in STEPS:
        raise NotFound
    form = STEPS[name].form(request.POST or None, now=request.now, initial={"article": case.article})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        command = actions.Step(case_id, *(data.pop(key) for key in ("occurred_at", "decision_no", "note")))
        if attempt(form, lambda: STEPS[name].do(command, **data, by=request.actor, now=request.now) or True):
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": PROCEDURE.move(name).label})
            return redirect("case.show", case_id)
    return render(request, "cases/step.html", {"case": case, "move": PROCEDURE.move(name), "form": form})


def describe(request: Request, case_id: UUID) -> HttpResponse:
    case = queries.get_case(request.actor, case_id)
    known = {"suspicion": case.suspicion, "is_cross_border": case.is_cross_border, "victim_count": case.victim_count}
    form = DescribeForm(request.POST or None, now=request.now, initial=known)
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "suspicion": Suspicion(form.cleaned_data["suspicion"])}
        command = actions.Describe(case_id, **data)
        if attempt(form, lambda: actions.describe(command, by=request.actor, now=request.now) or True):
            messages.success(request, _("Đã ghi đặc điểm mới; số liệu tính từ hôm nay theo bản này."))
            return redirect("case.show", case_id)
    return render(request, "cases/describe.html", {"case": case, "form": form})


def judge(request: Request, case_id: UUID) -> HttpResponse:
    page = queries.open_case(request.actor, case_id, request.now)
    defendants = [a for a in page.accused if a.status is AccusedStatus.DEFENDANT]
    form = JudgeForm(request.POST or None, now=request.now, defendants=defendants)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        command = actions.Judge(
            case_id, data["occurred_at"], data["decision_no"],
            tuple(actions.Sentence(one.id, penalty, months) for one, penalty, months in form.outcomes()),
            data["compensation"], data["note"],
        )  # fmt: skip
        if attempt(form, lambda: actions.judge(command, by=request.actor, now=request.now) or True):
            messages.success(request, _("Đã ghi bản án sơ thẩm."))
            return redirect("case.show", case_id)
    return render(request, "cases/judge.html", {"case": page.case, "move": PROCEDURE.move("case.judge"), "form": form})


def _from_tip(page: tips.TipPage) -> dict[str, Any]:
    """What the tip already says: the form, the place, the clause it was classified under."""
    classified = next((line for line in page.timeline if line.verb == "tip.classify"), None)
    article = classified.facts.get("article") if classified else None
    return {"suspicion": page.tip.suspicion, "area_code": page.tip.area_code, "article": article}


def _areas(request: Request) -> list[AreaLine]:
    return list_areas(request.actor.province_code, AreaLevel.COMMUNE, request.now.date())


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", _("Vụ án")), Column("article", _("Tội danh")), Column("suspicion", _("Hình thức")),
        Column("victims", _("Nạn nhân"), "r"), Column("status", _("Trạng thái")),
    )  # fmt: skip


def _accused_columns() -> tuple[Column, ...]:
    return (
        Column("number", _("Bị can")), Column("name", _("Họ tên")), Column("person", _("Giới, tuổi khi phạm tội")),
        Column("article", _("Tội danh")), Column("status", _("Tình trạng")),
    )  # fmt: skip


def _row(line: queries.CaseLine, places: dict[str, str]) -> list[Any]:
    since = _("khởi tố %(day)s") % {"day": f"{localtime(line.instituted_at):%d/%m/%Y}"}
    return [
        Cell(line.code, reverse("case.show", args=[line.id]), note=since),
        Cell(clause(line.article), note=line.offence_class.label),
        Cell(line.suspicion.label, note=places.get(line.area_code, "")),
        line.victim_count,
        Cell(line.status.label, tone=TONES.get(line.status, "plain")),
    ]


def _accused_row(line: queries.AccusedLine) -> list[Any]:
    return [
        Cell(called(line), reverse("accused.show", args=[line.id]), note=line.part.label),
        "●●●",
        Cell(person(line), note=line.nationality.label),
        Cell(clause(line.article), note=sentence_of(line.penalty, line.months)),
        Cell(line.status.label, tone="late" if line.status is AccusedStatus.WANTED else "plain"),
    ]


def _tip_of(request: Request, page: queries.CasePage) -> tips.TipLine | None:
    """The tip the case comes from, for those who may see it: the court follows cases and no tips."""
    return tips.lines_of(request.actor, [page.tip_id]).get(page.tip_id) if page.tip_id else None


def _strip(page: queries.CasePage, tip: tips.TipLine | None) -> list[parts.Step]:
    """The stages in order: a stage is done when the act that ends it stands and the case is not back before it."""
    ended = {x.verb: x.occurred_at for x in reversed(page.timeline) if not x.is_corrected and not x.is_void}
    order = list(ENDS)
    here = order.index(page.case.stage) if page.case.stage else len(order)
    received = localtime(tip.received_at).date() if tip else None
    steps = [parts.Step(Stage.RECEPTION.label, "done", received)] if page.tip_id else []
    for place, (stage, verb) in enumerate(ENDS.items()):
        is_done = verb in ended and (place < here or page.case.status in (S.PROSECUTED, S.JUDGED))
        state = "done" if is_done else "now" if place == here else "next"
        day = localtime(ended[verb]).date() if is_done else None
        steps.append(parts.Step(stage.label, state, day, page.case.status.label if state == "now" else ""))
    return steps


def _facts(page: queries.CasePage) -> list[tuple[str, object]]:
    case = page.case
    return [
        (_("Tội danh"), f"{offence(case.article).name}, {clause(case.article)}"),
        (_("Khởi tố"), f"{localtime(case.instituted_at):%H:%M %d/%m/%Y}"),
        (_("Cơ quan đang giữ"), agency_names([case.holder_id]).get(case.holder_id)),
        (_("Hình thức bóc lột"), case.suspicion.label),
        (_("Nơi xảy ra"), area_names([case.area_code]).get(case.area_code)),
        (_("Qua biên giới"), _("Có") if case.is_cross_border else _("Không")),
        (_("Nạn nhân đã biết"), _("%(count)s người") % {"count": case.victim_count}),
        *([] if case.compensation is None else [(_("Bồi thường theo bản án"), _money(case.compensation))]),
    ]


def _money(amount: int) -> str:
    return _("%(amount)s đồng") % {"amount": vi_number(amount, 0)}


def _step_url(verb: str, case_id: UUID) -> str:
    if verb == "case.judge":
        return reverse("case.judge", args=[case_id])
    return reverse("case.step", args=[case_id, verb.removeprefix("case.").replace("_", "-")])


URLS: list[URLPattern] = [
    path("vu-an/", list_cases, name="case.list"),
    path("tin-bao/<uuid:tip_id>/khoi-to/", institute, name="case.institute"),
    path("vu-an/<uuid:case_id>/", show, name="case.show"),
    path("vu-an/<uuid:case_id>/noi-dung/", open_words, name="case.open_words"),
    path("vu-an/<uuid:case_id>/dac-diem/", describe, name="case.describe"),
    path("vu-an/<uuid:case_id>/ban-an/", judge, name="case.judge"),
    path("vu-an/<uuid:case_id>/buoc/<slug:verb>/", step, name="case.step"),
    *accused.URLS,
]
