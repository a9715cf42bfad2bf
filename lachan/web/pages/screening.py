"""Screening: the law's elements and operational indicators, each yes, no or unknown. An aid that never decides."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from lachan.base.errors import Refused
from lachan.people.queries import account_names
from lachan.victims import actions
from lachan.victims.contact_queries import AnswerLine, ScreeningPage, open_screening
from lachan.victims.screening_rules import Weight, element_questions, indicator_questions
from lachan.victims.support_rules import Answer
from lachan.web.doors import Request, tell
from lachan.web.forms.screening import ScreenForm
from lachan.web.parts import Tag

TONES = {Answer.YES: "due", Answer.NO: "ok", Answer.UNKNOWN: "plain"}


def screen(request: Request, victim_id: UUID) -> HttpResponse:
    page = open_screening(request.actor, victim_id, request.now)
    on = request.now.date()
    form = ScreenForm(request.POST or None, now=request.now, said={c: x.answer for c, x in page.answers.items()})
    if request.method == "POST" and form.is_valid():
        try:
            command = actions.Ask(
                victim_id, form.cleaned_data["occurred_at"], form.cleaned_data["note"], form.changed()
            )
            actions.screen(command, by=request.actor, now=request.now)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi dấu hiệu. Trạng thái hồ sơ không đổi."))
            return redirect("victim.screen", victim_id)
    context = {
        "screening": page, "form": form, "elements": _elements(form, on), "dimensions": _dimensions(form, page, on),
        "result": _result(page), "asked": _asked(page), "victim_id": victim_id,
    }  # fmt: skip
    return render(request, "victims/screen.html", context)


def _elements(form: ScreenForm, on: date) -> list[tuple[str, list[object]]]:
    titles = {
        "acts": _("Hành vi"), "means": _("Thủ đoạn"), "purposes": _("Mục đích"),
        "signs": _("Dấu hiệu của Điều 32 khoản 2"),
    }  # fmt: skip
    return [(titles[group], [form[q.code] for q in questions]) for group, questions in element_questions(on)]


def _dimensions(form: ScreenForm, page: ScreeningPage, on: date) -> list[dict[str, object]]:
    found = dict(page.reading.dimensions)
    return [
        {
            "title": dimension.label,
            "tag": Tag(found[dimension].label, TONES[found[dimension]]),
            "fields": [form[q.code] for q, row in rows if Weight(row.points[page.is_minor]) is not Weight.NONE],
        }
        for dimension, rows in indicator_questions(on)
    ]


def _result(page: ScreeningPage) -> list[tuple[str, Tag]]:
    reading = page.reading
    lines = [(_("Hành vi"), reading.act), (_("Mục đích"), reading.purpose)]
    if reading.needs_means:
        lines.insert(1, (_("Thủ đoạn"), reading.means))
    lines += [(_("Đủ yếu tố theo Điều 2"), reading.elements), (_("Dấu hiệu cưỡng bức lao động"), reading.labour)]
    return [(label, Tag(said.label, TONES[said])) for label, said in lines]


def _asked(page: ScreeningPage) -> list[str]:
    """Who answered and when, the latest first."""
    lines = sorted(page.answers.values(), key=lambda x: x.on, reverse=True)
    names = account_names(line.account_id for line in lines)
    return list(dict.fromkeys(_by(line, names) for line in lines))


def _by(line: AnswerLine, names: dict[UUID, str]) -> str:
    return f"{line.on:%d/%m/%Y} · {names.get(line.account_id, '') if line.account_id else ''}"


URLS: list[URLPattern] = [path("nan-nhan/<uuid:victim_id>/sang-loc/", screen, name="victim.screen")]
