"""Pages of the journal: what was done, by whom, when it happened and when it was written; is the chain whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lachan.access.roles import Role
from lachan.base.errors import NotFound
from lachan.journal import queries
from lachan.people.queries import account_names, agency_names
from lachan.web import shown
from lachan.web.doors import Request
from lachan.web.forms.steps import DayField
from lachan.web.parts import Cell, Column

COLUMNS = (
    Column("seq", "Số"), Column("recorded_at", "Ghi lúc"), Column("verb", "Việc"), Column("who", "Người làm"),
    Column("record", "Về"),
)  # fmt: skip
PAGE = 25
WALK_LIMIT = 50_000  # entries a page may walk through while someone waits; beyond, the command does it


class JournalFilterForm(forms.Form):
    verb = forms.ChoiceField(label="Việc", required=False)
    day = DayField(label="Ngày xảy ra", required=False)

    def __init__(self, *args: Any, verbs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("Tất cả")), *verbs]  # type: ignore[attr-defined]


def list_entries(request: Request, verdict: queries.Verdict | None = None) -> HttpResponse:
    form = JournalFilterForm(request.GET, verbs=queries.audited_verbs(request.actor))
    wanted = form.cleaned_data if form.is_valid() else {"verb": "", "day": None}
    lines = queries.audit(request.actor, **wanted, before=_before(request), limit=PAGE + 1)
    people = account_names(line.account_id for line in lines)
    agencies = agency_names(line.agency_id for line in lines)
    may_verify = bool(request.actor.roles & queries.VERIFIERS)
    length, digest = queries.head_of_chain() if may_verify else (0, "")
    context = {
        "form": form,
        "columns": COLUMNS,
        "rows": [_row(line, people, agencies, request) for line in lines[:PAGE]],
        "older": _older(request, lines[PAGE - 1].seq) if len(lines) > PAGE else "",
        "is_first": not _before(request),
        "scope": _scope(request),
        "may_verify": may_verify,
        "length": length,
        "digest": digest,
        "is_too_long": length > WALK_LIMIT,
        "verdict": verdict,
    }
    return render(request, "journal/list.html", context)


def verify(request: Request) -> HttpResponse:
    """Walks the chain; only for those who answer for it, and only as long as a person would wait."""
    if not request.actor.roles & queries.VERIFIERS:
        raise NotFound
    if request.method != "POST" or queries.head_of_chain()[0] > WALK_LIMIT:
        return redirect("journal.list")
    return list_entries(request, queries.verify())


def _before(request: Request) -> int | None:
    text = request.GET.get("truoc", "")
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _older(request: Request, seq: int) -> str:
    query = request.GET.copy()
    query["truoc"] = str(seq)
    return f"?{query.urlencode()}"


def _scope(request: Request) -> str:
    if request.actor.has(Role.ADMINISTRATOR):
        return _("Việc quản trị của tỉnh: tài khoản, cơ quan, địa bàn, pháp luật. Việc về hồ sơ không hiện ở đây.")
    if request.actor.roles & queries.READS_ALL:
        return _("Mọi việc đã ghi trong tỉnh.")
    return _("Những việc cơ quan bạn đã làm.")


def _row(line: queries.TimelineLine, people: dict[UUID, str], agencies: dict[UUID, str], request: Request) -> list[Any]:
    happened = f"xảy ra {localtime(line.occurred_at):%d/%m/%Y}" if line.is_late else ""
    return [
        line.seq,
        Cell(f"{localtime(line.recorded_at):%H:%M %d/%m/%Y}", note=happened),
        Cell(line.label, note=_remark(line)),
        Cell(people.get(line.account_id, "") if line.account_id else "", note=agencies.get(line.agency_id, "")),
        Cell(queries.kind_label(line.record_kind), _address(line, request), note=_which(line)),
    ]


def _remark(line: queries.TimelineLine) -> str:
    """Corrected, correcting, or the purpose for which something sealed was opened."""
    if line.is_corrected:
        return _("đã được đính chính")
    if line.corrects is not None:
        return f"{'hủy' if line.is_void else 'đính chính'} số {line.corrects}"
    purpose = dict(shown.PURPOSES).get(line.facts.get("purpose", ""))
    return _(purpose) if purpose else ""


def _which(line: queries.TimelineLine) -> str:
    """Enough to tell two records apart, nothing that says who they are about."""
    return str(line.facts.get("row", "")) if line.record_kind == "law" else f"…{str(line.record_id)[-6:]}"


def _address(line: queries.TimelineLine, request: Request) -> str:
    """Where the reader may go from here; an auditor reads what was done, not the record."""
    actor = request.actor
    if line.record_kind == "law":
        return reverse("law.show", args=[f"{line.facts.get('kind')}.{line.facts.get('row')}"])
    if line.record_kind == "agency":
        return reverse("agency.show", args=[line.record_id])
    if line.record_kind == "account":
        return reverse("account.show", args=[line.record_id]) if actor.has(Role.ADMINISTRATOR) else ""
    return "" if actor.has(Role.AUDITOR, Role.ADMINISTRATOR) else shown.address(line.record_kind, line.record_id)


URLS: list[URLPattern] = [
    path("nhat-ky/", list_entries, name="journal.list"),
    path("nhat-ky/kiem-tra/", verify, name="journal.verify"),
]
