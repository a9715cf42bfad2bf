"""Pages of tasks: the list an agency works from, one task, its steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lachan.base.errors import NotFound, Refused
from lachan.base.listing import MoveButton
from lachan.journal.queries import TimelineLine
from lachan.notices.actions import see
from lachan.people.queries import list_agencies
from lachan.plans import access as may
from lachan.plans import actions, queries
from lachan.plans.rules import TASK, AgencyRole, TaskState
from lachan.web import shown
from lachan.web.doors import Request, tell, uuid_of
from lachan.web.forms.plans import EntrustForm, ResultForm, TaskFilterForm
from lachan.web.parts import Cell, Column, Tab, Tag

TONES = {
    TaskState.DONE: "ok", TaskState.LATE: "late", TaskState.SOON: "due", TaskState.OPEN: "plain",
    TaskState.WITHDRAWN: "plain",
}  # fmt: skip
COLUMNS = (
    Column("text", "Nhiệm vụ"), Column("leads", "Chủ trì"), Column("due", "Hạn"), Column("state", "Tình trạng"),
)  # fmt: skip
STEPS = {
    "task.start": actions.start_task, "task.report_done": actions.report_done_task, "task.reopen": actions.reopen_task,
}  # fmt: skip


def list_tasks(request: Request) -> HttpResponse:
    today = request.now.date()
    follows = bool(request.actor.roles & may.FOLLOWERS)
    agencies = list_agencies(request.actor.province_code, today) if follows else []
    plans = [(str(p.id), f"{p.number or p.code} · {p.years}") for p in queries.list_plans(request.actor).items]
    form = TaskFilterForm(request.GET, agencies=agencies, plans=plans)
    data = form.cleaned_data if form.is_valid() else {}
    wanted = queries.TaskFilter(
        state=data.get("state") or "",
        agency_id=uuid_of(data["agency_id"]) if data.get("agency_id") else None,
        plan_id=uuid_of(data["plan_id"]) if data.get("plan_id") else None,
        role="" if follows else request.GET.get("vai", ""),
    )
    page = queries.list_tasks(request.actor, wanted, today, shown.page_number(request))
    late, soon = queries.count_tasks(request.actor, today)
    context = {
        "form": form, "page": page, "columns": COLUMNS, "rows": [_row(t) for t in page.items], "late": late,
        "soon": soon, "follows": follows, "tabs": [] if follows else _tabs(wanted.role),
    }  # fmt: skip
    return render(request, "tasks/list.html", context)


def show_task(request: Request, task_id: UUID, words: dict[int, str] | None = None) -> HttpResponse:
    page = queries.open_task(request.actor, task_id, request.now.date())
    see(task_id, by=request.actor, now=request.now)
    task = page.task
    lines = [_with_words(line, words or {}) for line in page.timeline]
    context = {
        "page": page,
        "task": task,
        "tags": _tags(task),
        "facts": _facts(task),
        "moves": shown.moves_of(_on_this_page(page.moves), lambda verb: _step_url(verb, task_id)),
        "timeline": shown.entries_of(lines),
        "purposes": shown.PURPOSES,
        "has_opened": words is not None,
    }
    return render(request, "tasks/show.html", context)


def _on_this_page(moves: Iterable[MoveButton]) -> list[MoveButton]:
    """What is done to the task itself; revising and withdrawing come with a corrected document of the plan."""
    return [m for m in moves if m.verb in STEPS or m.verb == "task.entrust"]


def open_words(request: Request, task_id: UUID) -> HttpResponse:
    """POST only: an opening is an act. The words live for this one answer."""
    if request.method != "POST":
        return redirect("task.show", task_id)
    purpose = shown.purpose_of(request)
    words = actions.open_words(task_id, purpose=purpose, by=request.actor, now=request.now)
    return show_task(request, task_id, words)


def step(request: Request, task_id: UUID, verb: str) -> HttpResponse:
    """The form of one move, and the move itself."""
    name = "task." + verb.replace("-", "_")
    page = queries.open_task(request.actor, task_id, request.now.date())
    if name == "task.entrust":
        return _entrust(request, page)
    if name not in STEPS:
        raise NotFound
    form = ResultForm(request.POST or None, now=request.now)
    if request.method == "POST" and form.is_valid():
        command = actions.TaskStep(task_id, form.cleaned_data["occurred_at"], form.cleaned_data["note"])
        try:
            STEPS[name](command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, f"Đã ghi: {TASK.move(name).label}.")
            return redirect("task.show", task_id)
    return render(request, "tasks/step.html", {"task": page.task, "move": TASK.move(name), "form": form})


def _entrust(request: Request, page: queries.TaskPage) -> HttpResponse:
    agencies = list_agencies(request.actor.province_code, request.now.date())
    form = EntrustForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        try:
            actions.entrust_task(page.task.id, form.cleaned_data["agency_id"], by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã giao cơ quan chủ trì; cơ quan đó đã nhận thông báo."))
            return redirect("task.show", page.task.id)
    return render(request, "tasks/step.html", {"task": page.task, "move": TASK.move("task.entrust"), "form": form})


def _row(task: queries.TaskLine) -> list[Any]:
    words = task.text if len(task.text) < 180 else f"{task.text[:170].rsplit(' ', 1)[0]}…"
    note = " · ".join(p for p in (task.path, task.plan_title) if p)
    due = f"{task.due_on:%d/%m/%Y}"
    return [
        Cell(words, reverse("task.show", args=[task.id]), note=note),
        ", ".join(task.leads),
        Cell(due, note="" if task.deadline_on else "hết kỳ kế hoạch"),
        Cell(_state_label(task), tone=TONES[task.state]),
    ]


def _state_label(task: queries.TaskLine) -> str:
    return task.status.label if task.state in (TaskState.OPEN, TaskState.DONE) else task.state.label


def _tags(task: queries.TaskLine) -> list[Tag]:
    found = [Tag(task.status.label, "ok" if task.state is TaskState.DONE else "plain")]
    if task.state in (TaskState.LATE, TaskState.SOON):
        found.append(Tag(task.state.label, TONES[task.state]))
    return [*found, Tag("Đề nghị")] if task.is_request else found


def _facts(task: queries.TaskLine) -> list[tuple[str, object]]:
    named = {role: ", ".join(a.name for a in task.agencies if a.role is role) for role in AgencyRole}
    due = f"{task.due_on:%d/%m/%Y}"
    own = task.deadline_raw or (due if task.deadline_on else "")
    return [
        *((role.label, named[role]) for role in AgencyRole),
        (_("Hạn ghi trong kế hoạch"), own or _("không ghi")),
        (_("Tính quá hạn sau ngày"), due if task.deadline_on else f"{due} (hết kỳ kế hoạch)"),
        (_("Mục trong kế hoạch"), task.path),
    ]


def _tabs(role: str) -> list[Tab]:
    named = [("", _("Tất cả")), *((str(r), f"Cơ quan tôi {r.label.lower()}") for r in AgencyRole)]
    return [Tab(label, f"?vai={code}" if code else "?", current=role == code) for code, label in named]


def _with_words(line: TimelineLine, words: dict[int, str]) -> TimelineLine:
    return replace(line, words=words.get(line.seq, ""))


def _step_url(verb: str, task_id: UUID) -> str:
    return reverse("task.step", args=[task_id, verb.removeprefix("task.").replace("_", "-")])


URLS: list[URLPattern] = [
    path("nhiem-vu/", list_tasks, name="task.list"),
    path("nhiem-vu/<uuid:task_id>/", show_task, name="task.show"),
    path("nhiem-vu/<uuid:task_id>/loi-ghi/", open_words, name="task.open_words"),
    path("nhiem-vu/<uuid:task_id>/buoc/<slug:verb>/", step, name="task.step"),
]
