"""How the care of one person is put into words and rows: rights, risks, plan, what was given, loans, survey sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lachan.law.regimes import Matrix, Right
from lachan.law.rows import AmountRow, Confidence
from lachan.people.queries import agency_names, area_names
from lachan.victims.care_queries import CarePage, ChildLinkLine, GivenLine, LoanLine, PlanLine, RiskLine, VisitLine
from lachan.victims.care_rules import CarePlanStatus, LinkOutcome, LoanStatus, RiskLevel, RoundStatus
from lachan.victims.followup_rules import Outcome
from lachan.victims.rules import DecidedBy
from lachan.victims.support_rules import Answer, name_of
from lachan.victims.survey_queries import AgencyFeedback, RoundLine, RoundPage
from lachan.web.parts import Cell, Column
from lachan.web.templatetags.vietnamese import vi_date, vi_money, vi_number
from lachan.web.victim_words import named

SIGNS = {Right.YES: "●", Right.AS_APPROPRIATE: "○", Right.CONDITION: "◐", Right.UNCONFIRMED: "?", Right.NO: "–"}
LEVEL_TONES = {RiskLevel.HIGH: "late", RiskLevel.MEDIUM: "due", RiskLevel.UNKNOWN: "unsure", RiskLevel.LOW: "ok",
               RiskLevel.NONE: "ok"}  # fmt: skip
PLAN_TONES = {CarePlanStatus.PROPOSED: "due", CarePlanStatus.APPROVED: "ok", CarePlanStatus.RETURNED: "late"}
LOAN_TONES = {LoanStatus.ASKED: "due", LoanStatus.GRANTED: "ok", LoanStatus.PAID: "ok", LoanStatus.REPAID: "ok",
              LoanStatus.REFUSED: "late"}  # fmt: skip
ANSWER_TONES = {Answer.YES: "ok", Answer.NO: "late", Answer.UNKNOWN: "unsure"}
LINK_TONES = {LinkOutcome.LINKED: "ok", LinkOutcome.NONE_THERE: "late"}
RISK_COLUMNS = (Column("danger", "Nguy cơ"), Column("level", "Mức"))
GOAL_COLUMNS = (
    Column("goal", "Mục tiêu, việc sẽ làm"), Column("regime", "Chế độ"), Column("who", "Cơ quan"),
    Column("due", "Xong trước"), Column("reached", "Đã đạt"),
)  # fmt: skip
GIVEN_COLUMNS = (
    Column("on", "Ngày"), Column("what", "Khoản hỗ trợ"), Column("need", "Nhu cầu"), Column("who", "Cơ quan"),
    Column("stage", "Mức độ"), Column("cost", "Chi phí", "r"),
)  # fmt: skip
LOAN_COLUMNS = (
    Column("lender", "Nơi cho vay"), Column("purpose", "Vay để"), Column("asked", "Đề nghị", "r"),
    Column("granted", "Được duyệt", "r"), Column("status", "Trạng thái"), Column("use", "Dùng đúng mục đích"),
)  # fmt: skip
AMOUNT_COLUMNS = (Column("name", "Khoản"), Column("value", "Mức", "r"), Column("source", "Căn cứ"))
ROUND_COLUMNS = (
    Column("code", "Đợt"), Column("starts", "Từ ngày", is_sortable=True), Column("ends", "Đến ngày", is_sortable=True),
    Column("area", "Địa bàn", is_sortable=True), Column("sheets", "Số phiếu", "r"),
    Column("status", "Trạng thái", is_sortable=True),
)  # fmt: skip


def matrix_view(found: Matrix, person_kind: str) -> dict[str, Any]:
    """The table of the law with this person's own line marked."""
    return {
        "heads": [(r.letter, r.name) for r in found.regimes],
        "rows": [
            {
                "name": row.name,
                "is_own": row.person_kind == person_kind,
                "cells": [(SIGNS[cell], cell.label) for cell in row.cells],
                "note": row.note,
                "is_unsure": row.confidence is not Confidence.CONFIRMED,
            }
            for row in found.rows
        ],
        "law": named("laws", found.law),
        "has_own": any(row.person_kind == person_kind for row in found.rows),
    }


VISIT_TONES = {Answer.YES: "ok", Answer.NO: "late", Answer.UNKNOWN: "plain"}


def visits_table(lines: Iterable[VisitLine]) -> dict[str, Any]:
    """Outcomes in rows, visits in columns: how a life goes over time. The newest six."""
    kept = list(lines)[:6]
    columns = (Column("what", "Điều đã hỏi"), *(Column(f"v{n}", vi_date(v.on)) for n, v in enumerate(kept)))
    met = [_("Đã gặp"), *(Cell(v.met.label, tone=VISIT_TONES[v.met], note=v.way.label) for v in kept)]
    rows = [[o.label, *(Cell(v.said[o].label, tone=VISIT_TONES[v.said[o]]) for v in kept)] for o in Outcome]
    return {"columns": columns, "rows": [met, *rows] if kept else [], "next_on": kept[0].next_on if kept else None}


def risks_table(lines: Iterable[RiskLine]) -> dict[str, Any]:
    rows = [
        [
            Cell(line.danger.label, note=vi_date(line.on)),
            Cell(
                line.level.label,
                tone=LEVEL_TONES[line.level],
                note=_("xem lại %(day)s") % {"day": vi_date(line.next_on)} if line.next_on else "",
            ),
        ]
        for line in lines
    ]
    return {"columns": RISK_COLUMNS, "rows": rows}


def plan_view(plan: PlanLine, words: dict[UUID, tuple[str, str]]) -> dict[str, Any]:
    """One version: its head line, its goals, the opened words where there are any."""
    agencies = agency_names([plan.drafted_by, *(g.who_id for g in plan.goals if g.who_id)])
    rows = [
        [
            Cell(*_goal_words(goal.place, words.get(goal.id))),
            goal.regime,
            agencies.get(goal.who_id, "") if goal.who_id else "",
            vi_date(goal.due_on) if goal.due_on else "",
            Cell(goal.reached.label, tone=ANSWER_TONES[goal.reached]) if goal.reached else _("chưa xem lại"),
        ]
        for goal in plan.goals
    ]
    approved = ""
    if plan.approved_on:
        approved = f"{vi_date(plan.approved_on)}, {DecidedBy.label_of(plan.approved_by).lower()}"
    facts = [
        (_("Lập ngày"), f"{vi_date(plan.drafted_on)}, {agencies.get(plan.drafted_by, '')}"),
        (_("Duyệt ngày"), approved),
        (_("Xem lại ngày"), vi_date(plan.review_on)),
    ]
    return {"plan": plan, "columns": GOAL_COLUMNS, "rows": rows, "facts": facts,
            "tone": PLAN_TONES.get(plan.status, "plain")}  # fmt: skip


def _goal_words(place: int, words: tuple[str, str] | None) -> tuple[str, str, str]:
    """Text, no link, note: the goal and how it is to be reached, or its number and the seal."""
    return (words[0], "", words[1]) if words else (f"{place}. ●●●", "", "")


def given_table(lines: Sequence[GivenLine]) -> dict[str, Any]:
    agencies = agency_names(line.provider_id for line in lines if line.provider_id)
    rows = [
        [
            Cell(vi_date(line.on), note=_("đến %(day)s") % {"day": vi_date(line.until_on)} if line.until_on else ""),
            Cell(line.item or line.regime, note=_quantity(line)),
            line.need,
            agencies.get(line.provider_id, "") if line.provider_id else "",
            Cell(
                line.stage.label, tone="ok" if line.is_in_time else "late", note="" if line.is_in_time else _("quá hạn")
            ),
            vi_money(line.cost),
        ]
        for line in lines
    ]
    return {"columns": GIVEN_COLUMNS, "rows": rows}


def _quantity(line: GivenLine) -> str:
    said = [line.regime] if line.item else []
    if line.quantity is not None:
        said.append(f"{vi_number(line.quantity)} {line.unit}".strip())
    if line.school_year:
        said.append(_("năm học %(first)s–%(next)s") % {"first": line.school_year, "next": line.school_year + 1})
    return " · ".join(said)


def loans_table(lines: Iterable[LoanLine]) -> dict[str, Any]:
    rows = [
        [
            Cell(named("lenders", x.lender), reverse("loan.show", args=[x.id]),
                 note=named("loan_programmes", x.programme) if x.programme else ""),
            x.purpose.label,
            Cell(vi_money(x.asked), note=vi_date(x.asked_on)),
            Cell(vi_money(x.granted), note=vi_date(x.decided_on)) if x.granted else "",
            Cell(x.status.label, tone=LOAN_TONES[x.status], note=x.refusal.label if x.refusal else ""),
            Cell(x.as_meant.label, tone=ANSWER_TONES[x.as_meant]) if x.as_meant else "",
        ]
        for x in lines
    ]  # fmt: skip
    return {"columns": LOAN_COLUMNS, "rows": rows}


def loan_facts(x: LoanLine) -> list[tuple[str, Any]]:
    return [
        (_("Nơi cho vay"), named("lenders", x.lender)),
        (_("Chương trình"), named("loan_programmes", x.programme) if x.programme else None),
        (_("Vay để"), x.purpose.label),
        (_("Đề nghị"), f"{vi_money(x.asked)}, {vi_date(x.asked_on)}"),
        (_("Được duyệt"), f"{vi_money(x.granted)}, {vi_date(x.decided_on)}" if x.granted else None),
        (_("Giải ngân"), vi_date(x.paid_on) if x.paid_on else None),
        (_("Không cho vay vì"), x.refusal.label if x.refusal else None),
        (_("Dùng đúng mục đích"), x.as_meant.label if x.as_meant else None),
    ]


def amounts_table(rows: Iterable[AmountRow]) -> dict[str, Any]:
    """What the province has set; what nobody has set says so."""
    lines = [
        [
            Cell(row.name, note=row.unit),
            Cell(_("chưa xác nhận"), tone="unsure") if row.value is None else vi_number(row.value, 0),
            row.source,
        ]
        for row in rows
    ]
    return {"columns": AMOUNT_COLUMNS, "rows": lines}


def link_view(page: CarePage, names: dict[UUID, str]) -> dict[str, Any] | None:
    if not page.is_child:
        return None
    line = page.link
    return {"asked": line is not None, "text": _link_words(line, names) if line else "",
            "tone": LINK_TONES.get(line.outcome, "plain") if line else "due"}  # fmt: skip


def _link_words(line: ChildLinkLine, names: dict[UUID, str]) -> str:
    parts = [
        line.outcome.label,
        names.get(line.facility_id, "") if line.facility_id else "",
        _("Tổng đài 111") if line.by_hotline else "",
        line.reason.label if line.reason else "",
        vi_date(line.on),
    ]
    return " · ".join(part for part in parts if part)


def round_choices(rounds: Iterable[RoundLine]) -> tuple[tuple[str, str], ...]:
    return tuple((str(r.id), f"{r.code} ({vi_date(r.starts_on)}–{vi_date(r.ends_on)})") for r in rounds)


def round_rows(lines: Sequence[RoundLine]) -> list[list[Any]]:
    areas = area_names(line.area_code for line in lines if line.area_code)
    return [
        [
            Cell(line.code, reverse("needsround.show", args=[line.id])),
            vi_date(line.starts_on),
            vi_date(line.ends_on),
            areas.get(line.area_code, line.area_code) if line.area_code else _("Toàn tỉnh"),
            line.sheets,
            Cell(line.status.label, tone="ok" if line.status is RoundStatus.OPEN else "plain"),
        ]
        for line in lines
    ]


def round_table(page: RoundPage) -> dict[str, Any]:
    """Communes down, regimes across; each cell yes, no, not known."""
    areas = area_names(c.area_code for c in page.communes)
    columns = (
        Column("area", "Xã, phường"), Column("sheets", "Phiếu", "r"), Column("met", "Đã gặp", "r"),
        *(Column(regime, name_of(regime)) for regime in page.regimes),
    )  # fmt: skip
    rows = [
        [areas.get(c.area_code, c.area_code), c.sheets, c.met, *(_cell(c.needs.get(r)) for r in page.regimes)]
        for c in page.communes
    ]
    whole = [_("Cộng"), sum(c.sheets for c in page.communes), sum(c.met for c in page.communes)]
    totals = [{a: sum(c.needs.get(r, {}).get(a, 0) for c in page.communes) for a in Answer} for r in page.regimes]
    return {"columns": columns, "rows": [*rows, [*whole, *(_cell(t) for t in totals)]] if rows else []}


def _cell(answers: dict[Answer, int] | None) -> Cell | str:
    """How many said yes; below, in small, the others, each by its name."""
    if not answers:
        return ""
    yes = _("%(n)s có") % {"n": answers[Answer.YES]}
    rest = _("%(no)s không, %(unknown)s chưa rõ") % {"no": answers[Answer.NO], "unknown": answers[Answer.UNKNOWN]}
    return Cell(yes, note=rest)


def _sum(answers: dict[Answer, int] | None) -> str:
    if not answers:
        return ""
    return _("%(yes)s có, %(no)s không, %(unknown)s chưa rõ") % {
        "yes": answers[Answer.YES], "no": answers[Answer.NO], "unknown": answers[Answer.UNKNOWN],
    }  # fmt: skip


def feedback_view(found: Iterable[AgencyFeedback]) -> list[dict[str, Any]]:
    lines = list(found)
    names = agency_names(f.agency_id for f in lines)
    return [
        {
            "name": names.get(f.agency_id, ""),
            "sheets": f.sheets,
            "rows": [(x.question.label, _sum(x.answers) or _("chưa đủ 5 phiếu")) for x in f.lines],
        }
        for f in lines
    ]
