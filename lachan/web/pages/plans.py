"""Pages of plans: the list, the scorecard of one as on a day, its targets connected and amended, reports noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.errors import NotFound, Refused
from lachan.indicators.definitions import indicators
from lachan.law.periods import period
from lachan.notices.actions import see
from lachan.people.queries import AgencyLine, area_names, list_agencies
from lachan.plans import access as may
from lachan.plans import actions, queries
from lachan.plans.queries import DutyRow, LeadRow, Scorecard, TargetRow
from lachan.plans.rules import DocumentStatus, PlanStatus, TargetState
from lachan.web import shown
from lachan.web.doors import Request, tell, uuid_of
from lachan.web.forms.plans import PlanFilterForm, SendReportForm, TargetForm
from lachan.web.pages import comparing
from lachan.web.parts import Cell, Column, Tab, Tag
from lachan.web.templatetags.entry import AS_OF
from lachan.web.templatetags.vietnamese import vi_date

TONES = {
    TargetState.MET: "ok", TargetState.AT_RISK: "due", TargetState.NOT_MET: "late", TargetState.NO_DATA: "plain",
    TargetState.NOT_CONNECTED: "unsure", TargetState.QUALITATIVE: "plain",
}  # fmt: skip
COLUMNS = (
    Column("title", "Kế hoạch"), Column("issuer", "Cơ quan ban hành"), Column("years", "Thời kỳ"),
    Column("status", "Trạng thái"),
)  # fmt: skip
PARTS = ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4")


@dataclass(frozen=True)
class Row:
    """A target as the scorecard draws it. ``tick`` and ``bar`` in percent of the meter."""

    target: TargetRow
    name: str
    tone: str
    bar: float | None
    tick: float | None
    url: str
    edit_url: str


@dataclass(frozen=True)
class Lead:
    lead: LeadRow
    done: float
    url: str

    @property
    def tone(self) -> str:
        return "late" if self.lead.late else "ok"


@dataclass(frozen=True)
class Owed:
    """A report owed, as drawn: how many sent it, how it stands on the day."""

    duty: DutyRow
    fraction: float
    tone: str
    label: str


def list_plans(request: Request) -> HttpResponse:
    form = PlanFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = queries.list_plans(
        request.actor, wanted.get("status") or "", wanted.get("year"), shown.page_number(request),
        wanted.get("whose") or "",
    )  # fmt: skip
    waiting = queries.list_documents(
        request.actor, DocumentStatus.READING, DocumentStatus.READ, DocumentStatus.REOPENED, ours=True
    )
    context = {
        "form": form, "page": page, "columns": COLUMNS, "rows": [_line(p) for p in page.items],
        "may_read": _may_read(request.actor), "waiting": waiting.items,
    }  # fmt: skip
    return render(request, "plans/list.html", context)


def show_plan(request: Request, plan_id: UUID) -> HttpResponse:
    """The scorecard as on a day (``tai-ngay``), over a period (``ky``)."""
    today = request.now.date()
    as_of = min(_day(request.GET.get(AS_OF, ""), today), today)
    page = queries.open_plan(request.actor, plan_id)
    card = queries.scorecard(request.actor, plan_id, as_of, request.GET.get("ky", ""))
    see(plan_id, by=request.actor, now=request.now)
    runs = page.plan.status is PlanStatus.ADOPTED
    may_connect = page.may_connect and runs
    owners = list_agencies(request.actor.province_code, today) if may_connect else _own(request)
    owed = [_owed(d, as_of) for d in card.duties]
    closing = reverse("plan.close", args=[plan_id])
    context = {
        "page": page,
        "plan": page.plan,
        "card": card,
        "kicker": _kicker(page.plan),
        "note": _note(card),
        "tags": [Tag(page.plan.status.label, "ok" if runs else "plain"), *_tally(card)],
        "as_of": as_of,
        "today": today,
        "is_past": as_of < today,
        "tabs": _tabs(card, as_of),
        "rows": [_row(card, t, may_connect) for t in card.targets],
        "leads": [_lead(card, x, request.actor) for x in card.leads],
        "owed": [o for o in owed if _is_near(o.duty, card)],
        "owed_far": [o for o in owed if not _is_near(o.duty, card)],
        "send": SendReportForm(agencies=owners, today=today) if runs and owners else None,
        "sendable": [d for d in card.duties if may_connect or (d.is_mine and not d.mine_sent_on)],
        "timeline": shown.entries_of(page.timeline),
        "moves": shown.moves_of([m for m in page.moves if m.verb == "plan.close" and m.may], lambda _: closing),
        "may_read": _may_read(request.actor),
        "report_url": reverse("report.list"),
    }
    return render(request, "plans/show.html", context)


def amend_target(request: Request, plan_id: UUID) -> HttpResponse:
    """Connects a target (``chi-tieu``) to the figure that answers it, or amends its level."""
    card = queries.scorecard(request.actor, plan_id, request.now.date())
    target = next((t for t in card.targets if t.id == uuid_of(request.GET.get("chi-tieu", ""))), None)
    if target is None:
        raise NotFound
    was = {
        "indicator": target.indicator, "subject": target.subject, "comparator": target.comparator,
        "value": _whole(target.target), "unit": target.unit,
    }  # fmt: skip
    form = TargetForm(request.POST or None, initial=was)
    if request.method == "POST" and form.is_valid():
        try:
            _amend(request, plan_id, target, was, form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi. Bảng theo dõi tính lại ngay; các ngày trước giữ mức cũ."))
            return redirect("plan.show", plan_id)
    context = {"plan": card.plan, "target": target, "form": form, "indicators": indicators().values()}
    return render(request, "plans/target.html", context)


def send_report(request: Request, plan_id: UUID) -> HttpResponse:
    if request.method == "POST":
        known = list_agencies(request.actor.province_code, request.now.date())
        form = SendReportForm(request.POST, agencies=known, today=request.now.date())
        if not form.is_valid():
            raise Refused(_("Chưa ghi nhận được: chọn kỳ báo cáo, cơ quan và ngày gửi rồi thử lại."))
        command = actions.SendReport(plan_id, **form.cleaned_data)
        actions.send_report(command, by=request.actor, now=request.now)
        messages.success(request, _("Đã ghi nhận báo cáo."))
    return redirect("plan.show", plan_id)


def close_plan(request: Request, plan_id: UUID) -> HttpResponse:
    page = queries.open_plan(request.actor, plan_id)
    if request.method == "POST":
        actions.close_plan(plan_id, by=request.actor, now=request.now)
        messages.success(request, _("Đã tổng kết. Kế hoạch và số liệu vẫn xem được như cũ."))
        return redirect("plan.show", plan_id)
    card = queries.scorecard(request.actor, plan_id, request.now.date())
    return render(request, "plans/close.html", {"plan": page.plan, "card": card})


def _amend(request: Request, plan_id: UUID, target: TargetRow, was: dict[str, Any], data: dict[str, Any]) -> None:
    if data["indicator"] != was["indicator"]:
        actions.connect_target(plan_id, target.id, data["indicator"], by=request.actor, now=request.now)
    level = {k: data[k] for k in ("comparator", "value", "unit", "subject")}
    if any(level[k] != was[k] for k in level):
        command = actions.AmendTarget(plan_id, target.id, **level)
        actions.amend_target(command, by=request.actor, now=request.now)


def _whole(value: float | None) -> float | int | None:
    """100 rather than 100,0 in a field."""
    return int(value) if value is not None and value.is_integer() else value


def _line(plan: queries.PlanLine) -> list[Any]:
    tone = "ok" if plan.status is PlanStatus.ADOPTED else "plain"
    number = f"{plan.number} · {plan.code}" if plan.number else plan.code
    return [
        Cell(plan.title, reverse("plan.show", args=[plan.id]), note=number), plan.issuer, plan.years,
        Cell(plan.status.label, tone=tone),
    ]  # fmt: skip


def _row(card: Scorecard, target: TargetRow, may_connect: bool) -> Row:
    counted = target.figure
    name = indicators()[target.indicator].name if target.indicator in indicators() else ""
    ratio = counted is not None and counted.denominator is not None
    scale = 1.0 if ratio else 100 / target.target if target.target else 0.0
    edit = f"{reverse('plan.amend_target', args=[card.plan.id])}?{urlencode({'chi-tieu': str(target.id)})}"
    return Row(
        target=target,
        name=name,
        tone=TONES[target.state],
        bar=None if target.value is None else target.value * scale,
        tick=None if target.target is None else target.target * scale,
        url=_figure_url(card, target) if counted else "",
        edit_url=edit if may_connect else "",
    )


def _figure_url(card: Scorecard, target: TargetRow) -> str:
    """The records behind the figure; a period of several years has no page of its own."""
    if card.period.code != card.plan.years and "–" in card.plan.years and len(card.period.code) > 8:
        return ""
    asked = urlencode({"ky": card.period.code, AS_OF: card.as_of.isoformat(), "ke-hoach": str(card.plan.id)})
    return f"{reverse('figure.show', args=[target.indicator])}?{asked}"


def _lead(card: Scorecard, lead: LeadRow, actor: Actor) -> Lead:
    follows = bool(actor.roles & may.FOLLOWERS)
    asked = {"plan_id": str(card.plan.id), **({"agency_id": str(lead.agency_id)} if follows else {})}
    mine = lead.agency_id == actor.agency_id
    url = f"{reverse('task.list')}?{urlencode(asked)}" if mine or (follows and lead.agency_id) else ""
    return Lead(lead, 100 * lead.done / lead.assigned if lead.assigned else 0, url)


def _owed(duty: DutyRow, on: date) -> Owed:
    due, whole = duty.due, max(duty.expected, duty.sent)
    fraction = duty.sent / whole if whole else 0.0
    if whole and duty.sent >= whole:
        return Owed(duty, 1.0, "ok", "đã gửi đủ")
    if duty.mine_sent_on:
        return Owed(duty, fraction, "ok", f"đã gửi {duty.mine_sent_on:%d/%m/%Y}")
    if due is None:
        return Owed(duty, fraction, "plain", "chưa ghi hạn")
    tone = "late" if due < on else "due" if (due - on).days <= 30 else "plain"
    return Owed(duty, fraction, tone, f"{'quá hạn' if due < on else 'hạn'} {due:%d/%m/%Y}")


def _is_near(duty: DutyRow, card: Scorecard) -> bool:
    """Of a plan of several years only this year's reports stand open."""
    return duty.due is None or duty.due.year in (card.as_of.year, card.period.end.year)


def _tabs(card: Scorecard, as_of: date) -> list[Tab]:
    first, last = card.plan.first_year, card.plan.last_year
    kept = {AS_OF: as_of.isoformat()}
    own = str(first) if first == last else f"{first}-{last}"
    codes = [own, *(f"{first}{p}" for p in PARTS[1:])] if first == last else [own, *map(str, range(first, last + 1))]
    labels = {own: _("Cả kỳ kế hoạch")}
    return [
        Tab(labels.get(c) or _short(c), f"?{urlencode({'ky': c, **kept})}", current=card.period.code == c)
        for c in codes
    ]


def _short(code: str) -> str:
    """«6 tháng đầu», «Quý II» of a plan of one year; «Năm 2024» of several."""
    return period(code).label.removesuffix(f" năm {code[:4]}")


def _tally(card: Scorecard) -> list[Tag]:
    counted = [(state, card.count(state)) for state in TargetState]
    return [Tag(f"{n} {state.label.lower()}", TONES[state]) for state, n in counted if n]


def _kicker(plan: queries.PlanLine) -> str:
    place = area_names([plan.area_code]).get(plan.area_code, "") if plan.area_code else ""
    parts = (f"Kế hoạch {plan.number}" if plan.number else plan.code, plan.issuer, place, f"năm {plan.years}")
    return " · ".join(p for p in parts if p)


def _note(card: Scorecard) -> str:
    start, end = vi_date(card.period.start), vi_date(card.period.end)
    return f"Kỳ số liệu {start} – {end}, tính đến hết ngày {vi_date(card.as_of)}"


def _own(request: Request) -> list[AgencyLine]:
    known = list_agencies(request.actor.province_code, request.now.date())
    return [a for a in known if a.id == request.actor.agency_id]


def _may_read(actor: Actor) -> bool:
    return may.check_may_read_plandoc.allows(actor, _here(actor))


def _here(actor: Actor) -> Place:
    return Place(actor.province_code, actor.area_code)


def _day(text: str, default: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return default


URLS: list[URLPattern] = [
    path("ke-hoach/", list_plans, name="plan.list"),
    path("ke-hoach/<uuid:plan_id>/", show_plan, name="plan.show"),
    path("ke-hoach/<uuid:plan_id>/chi-tieu/", amend_target, name="plan.amend_target"),
    path("ke-hoach/<uuid:plan_id>/bao-cao/", send_report, name="plan.send_report"),
    path("ke-hoach/<uuid:plan_id>/tong-ket/", close_plan, name="plan.close"),
    *comparing.URLS,
]
