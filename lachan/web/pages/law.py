"""Pages of the law: every row with its source and how sure it is; the administrator sets what is not confirmed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.base.errors import NotFound, Refused
from lachan.bylaws import access as may
from lachan.bylaws import actions, queries
from lachan.law.book import current
from lachan.law.rows import KIND_LABELS, Row
from lachan.people.queries import account_names
from lachan.web import law_words as words
from lachan.web import shown
from lachan.web.doors import Request, tell
from lachan.web.forms.law import AddDayForm, LawFilterForm, SetLawForm
from lachan.web.parts import Cell, Column, Tab, Tag

COLUMNS = (
    Column("name", "Quy định"), Column("value", "Nội dung"), Column("source", "Căn cứ"),
    Column("confidence", "Mức tin cậy"), Column("in_force", "Hiệu lực"), Column("origin", "Nguồn"),
)  # fmt: skip
OTHER_COLUMNS = (
    Column("value", "Nội dung"), Column("in_force", "Hiệu lực"), Column("source", "Căn cứ"),
    Column("confidence", "Mức tin cậy"), Column("origin", "Nguồn"),
)  # fmt: skip
VERSION_COLUMNS = (
    Column("set_at", "Lúc đặt"), Column("value", "Nội dung"), Column("in_force", "Hiệu lực"),
    Column("source", "Căn cứ"), Column("state", "Tình trạng"),
)  # fmt: skip
FIRST_KINDS = ("deadlines", "amounts", "forms", "calendar", "reporting", "targets", "offences", "regimes")


def list_law(request: Request) -> HttpResponse:
    form = LawFilterForm(request.GET)
    wanted = queries.LawFilter(**form.cleaned_data) if form.is_valid() else queries.LawFilter()
    today = request.now.date()
    page = queries.list_law(wanted, today, shown.page_number(request))
    counts = queries.count_law(today)
    context = {
        "form": form,
        "page": page,
        "columns": COLUMNS,
        "rows": [_line(row, "" if wanted.kind else KIND_LABELS[row.kind]) for row in page.items],
        "tabs": _tabs(counts, wanted),
        "unconfirmed": sum(one.unconfirmed for one in counts),
        "every": sum(one.rows for one in counts),
        "open_kinds": [one for one in counts if one.unconfirmed],
        "may_set": may.check_may_set.allows(request.actor),
    }
    return render(request, "law/list.html", context)


def show(request: Request, row_id: str) -> HttpResponse:
    page = _page(request, row_id)
    row = page.row
    names = account_names(version.set_by for version in page.versions)
    context = {
        "row": row,
        "kind": KIND_LABELS[row.kind],
        "tags": [words.confidence_of(row), words.origin_of(row), *_standing(row, request)],
        "facts": words.facts_of(row),
        "other_columns": OTHER_COLUMNS,
        "others": [_other(one) for one in page.others],
        "version_columns": VERSION_COLUMNS,
        "versions": [_version(one, names.get(one.set_by, "")) for one in page.versions],
        "standing": [(one, words.value_of(one.row), words.span_of(one.row)) for one in page.versions if one.stands],
        "may_set": may.check_may_set.allows(request.actor),
        "key": row_id,
    }
    return render(request, "law/show.html", context)


def set_law(request: Request, row_id: str) -> HttpResponse:
    """The form of the province's own value, and the setting itself."""
    may.check_may_set(request.actor)
    row = _page(request, row_id).row
    form = SetLawForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_(actions.SetLaw(row.kind, row.id, form.cleaned_data), by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã đặt quy định của địa phương. Thời hạn đang chạy giữ ngày đã tính."))
            return redirect("law.show", row_id)
    context = {"row": row, "form": form, "key": row_id, "facts": words.facts_of(row), "kind": KIND_LABELS[row.kind]}
    return render(request, "law/set.html", context)


def add_day(request: Request) -> HttpResponse:
    """A day off or a day worked instead that the shipped calendar does not know."""
    may.check_may_set(request.actor)
    form = AddDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        day = data["day"]
        changes = {**data, "in_force_from": day, "in_force_until": day}
        if any(row.id == day.isoformat() for row in current().rows("calendar")):
            del changes["day"]  # the day of a known row is its identity
        command = actions.SetLaw("calendar", day.isoformat(), changes)
        actions.set_(command, by=request.actor, now=request.now)
        messages.success(request, _("Đã ghi ngày. Các thời hạn tính theo ngày làm việc từ nay tính cả ngày này."))
        return redirect("law.show", f"calendar.{day.isoformat()}")
    return render(request, "law/add_day.html", {"form": form})


def withdraw(request: Request, row_id: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("law.show", row_id)
    kind, _dot, name = row_id.partition(".")
    try:
        since = date.fromisoformat(request.POST.get("in_force_from", ""))
    except ValueError:
        raise NotFound from None
    actions.withdraw(kind, name, since, by=request.actor, now=request.now)
    messages.success(request, _("Đã thu hồi. Quy định kèm phần mềm áp dụng trở lại; bản đã đặt vẫn còn trong lịch sử."))
    return redirect("law.show", row_id)


def _page(request: Request, row_id: str) -> queries.LawPage:
    """``deadlines.tip.classify``: the kind, and after the first point the id of the row."""
    kind, _, name = row_id.partition(".")
    if not name:
        raise NotFound
    return queries.get_law(kind, name, request.now.date())


def key_of(row: Row) -> str:
    return f"{row.kind}.{row.id}"


def _tabs(counts: list[queries.LawCount], wanted: queries.LawFilter) -> list[Tab]:
    known = {one.kind: one for one in counts}
    every = Tab(_("Tất cả"), "?", sum(one.rows for one in counts), not wanted.kind)
    picked = [kind for kind in (*FIRST_KINDS, wanted.kind) if kind in known]
    return [every, *(Tab(known[k].label, f"?kind={k}", known[k].rows, k == wanted.kind) for k in dict.fromkeys(picked))]


def _line(row: Row, note: str) -> list[Any]:
    confidence, origin = words.confidence_of(row), words.origin_of(row)
    return [
        Cell(row.name, reverse("law.show", args=[key_of(row)]), note=note),
        words.value_of(row),
        row.source,
        Cell(confidence.text, tone=confidence.tone),
        words.span_of(row),
        Cell(origin.text, tone=origin.tone) if row.origin == "local" else origin.text,
    ]


def _other(row: Row) -> list[Any]:
    confidence = words.confidence_of(row)
    return [
        words.value_of(row), words.span_of(row), row.source, Cell(confidence.text, tone=confidence.tone),
        words.origin_of(row).text,
    ]  # fmt: skip


def _version(version: queries.LocalVersion, who: str) -> list[Any]:
    state = Tag("đang áp dụng", "ok") if version.stands else Tag("đã có bản mới hơn")
    state = Tag("đã thu hồi", "late") if version.is_withdrawn else state
    return [
        Cell(f"{localtime(version.set_at):%H:%M %d/%m/%Y}", note=who),
        words.value_of(version.row),
        words.span_of(version.row),
        Cell(version.row.source, note=version.row.confidence.label),
        Cell(state.text, tone=state.tone),
    ]


def _standing(row: Row, request: Request) -> list[Tag]:
    if row.covers(request.now.date()):
        return []
    return [Tag("chưa đến ngày áp dụng" if row.in_force_from > request.now.date() else "đã hết hiệu lực", "due")]


URLS: list[URLPattern] = [
    path("phap-luat/", list_law, name="law.list"),
    path("phap-luat/ngay-nghi/moi/", add_day, name="law.add_day"),
    path("phap-luat/<str:row_id>/", show, name="law.show"),
    path("phap-luat/<str:row_id>/dat/", set_law, name="law.set"),
    path("phap-luat/<str:row_id>/thu-hoi/", withdraw, name="law.withdraw"),
]
