"""Việc hôm nay: what the officer's agency owes, late and due, what waits for it, the targets, what just happened."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.access.roles import Role
from lachan.base.clock import end_of_day
from lachan.journal import clocks
from lachan.journal.queries import TimelineLine, recent
from lachan.law.calendar import working_calendar
from lachan.notices.queries import NoticeLine, count_unseen, unseen
from lachan.people.queries import agency_names
from lachan.plans.queries.scoring import TargetRow, scorecard
from lachan.plans.queries.tasks import TaskLine, due_tasks
from lachan.plans.queries.tracked import newest_plan
from lachan.plans.rules import TargetState, TaskState
from lachan.victims import return_queries as returns
from lachan.web import codes, shown
from lachan.web.doors import Request
from lachan.web.pages import care_due
from lachan.web.parts import Cell, Column
from lachan.web.templatetags.vietnamese import vi_date

SOON_WORKING_DAYS = 3
CLOCKS_SHOWN = 10
MOST_TARGETS = 6
WAITING_SHOWN = TASKS_SHOWN = 8
TASK_LETTERS = 110
TONES = {TargetState.MET: "ok", TargetState.AT_RISK: "due", TargetState.NOT_MET: "late"}
COLUMNS = (
    Column("record", "Hồ sơ"), Column("ower", "Cơ quan"), Column("left", "Thời hạn"), Column("law", "Căn cứ"),
)  # fmt: skip
TASKS = (Column("task", "Nhiệm vụ"), Column("leads", "Cơ quan chủ trì"), Column("due", "Hạn"))
RETURNS = (Column("record", "Đợt"), Column("expected", "Dự kiến đến"), Column("status", "Trạng thái"))
WAITING = (Column("record", "Hồ sơ"), Column("from", "Nơi gửi"), Column("when", "Lúc"))


def today(request: Request) -> HttpResponse:
    if request.actor.roles == {Role.ADMINISTRATOR}:
        return redirect("account.list")
    now, who = request.now, shown.debtor_of(request.actor)
    soon = end_of_day(working_calendar().add_working_days(now.date(), SOON_WORKING_DAYS))
    late = clocks.owed(who, now, until=now, limit=CLOCKS_SHOWN)
    due = clocks.owed(who, now, until=soon, after=now, limit=CLOCKS_SHOWN)
    hits = codes.hits_of(request.actor, [(c.record_kind, c.record_id) for c in (*late, *due)])
    owers = agency_names(c.agency_id for c in (*late, *due))
    lately = recent(request.actor)
    context = {
        "late": [_row(c, hits, owers, request) for c in late],
        "late_count": clocks.count_owed(who, until=now),
        "due": [_row(c, hits, owers, request) for c in due],
        "due_count": clocks.count_owed(who, until=soon, after=now),
        "columns": COLUMNS,
        "tasks": [_task(t) for t in due_tasks(request.actor, now.date(), limit=TASKS_SHOWN)],
        "task_columns": TASKS,
        "waiting": _waiting(unseen(request.actor, WAITING_SHOWN)),
        "waiting_columns": WAITING,
        "waiting_count": count_unseen(request.actor),
        "returns": [_return(line, now.date()) for line in returns.expected(request.actor, soon.date())],
        "return_columns": RETURNS,
        "care": care_due.of_the_day(request),
        "care_columns": care_due.OF_THE_DAY,
        "recent": shown.entries_of(lately, _links(request, lately)),
        "scores": _scores(request),
        "may_record_tip": codes.may_record_tip(request.actor),
        "may_receive_victim": codes.may_receive_victim(request.actor),
    }
    return render(request, "today.html", context)


def _row(line: clocks.ClockLine, hits: dict[UUID, codes.Hit], owers: dict[UUID, str], request: Request) -> list[object]:
    tone = {"breached": "late", "at_risk": "due"}.get(str(line.state), "ok")
    hit = hits.get(line.record_id, codes.Hit(_("Hồ sơ không mở cho bạn"), "", ""))
    unsure = _("chưa xác nhận") if line.confidence == "unconfirmed" else ""
    return [
        Cell(hit.code, hit.url, note=line.name),
        owers.get(line.agency_id, ""),
        Cell(shown.left(line, request.now), tone=tone),
        Cell(line.source, note=unsure),
    ]


def _return(line: returns.ReturnLine, on: date) -> list[object]:
    return [
        Cell(line.code, reverse("return.show", args=[line.id]), note=line.from_country.label),
        Cell(vi_date(line.expected_on), tone="late" if line.expected_on < on else "due"),
        line.status.label,
    ]


def _task(task: TaskLine) -> list[object]:
    words = task.text if len(task.text) <= TASK_LETTERS else task.text[:TASK_LETTERS].rsplit(" ", 1)[0] + "…"
    return [
        Cell(words, reverse("task.show", args=[task.id])),
        ", ".join(task.leads),
        Cell(vi_date(task.due_on), tone="late" if task.state is TaskState.LATE else "due"),
    ]


def _links(request: Request, lines: list[TimelineLine]) -> dict[UUID, tuple[str, str]]:
    hits = codes.hits_of(request.actor, [(line.record_kind, line.record_id) for line in lines])
    return {record_id: (hit.code, hit.url) for record_id, hit in hits.items()}


def _waiting(notices: list[NoticeLine]) -> list[list[object]]:
    names = agency_names(n.from_agency_id for n in notices)
    return [
        [
            Cell(n.record_code, shown.address(n.record_kind, n.record_id), note=n.label),
            names.get(n.from_agency_id, ""),
            f"{localtime(n.made_at):%H:%M %d/%m}",
        ]
        for n in notices
    ]


def _scores(request: Request) -> list[dict[str, object]]:
    """The plan of this year at a glance: its connected targets."""
    plan = newest_plan(request.actor, request.now.year)
    if plan is None:
        return []
    card = scorecard(request.actor, plan.id, request.now.date())
    url = reverse("plan.show", args=[plan.id])
    counted = [t for t in card.targets if t.figure][:MOST_TARGETS]
    return [_score(t, url) for t in counted]


def _score(target: TargetRow, url: str) -> dict[str, object]:
    sign = "" if target.comparator == "=" else f"{target.comparator} "
    tone = TONES.get(target.state, "plain")
    return {
        "label": target.subject[:1].upper() + target.subject[1:],
        "value": target.value,
        "target": target.target,
        "sign": sign,
        "tone": tone,
        "url": url,
    }


URLS: list[URLPattern] = [path("", today, name="today")]
