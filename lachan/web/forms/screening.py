"""The form of a screening: a row of three radios a question, kept as answered before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.victims.screening_rules import element_questions, indicator_questions
from lachan.victims.support_rules import Answer
from lachan.web.forms.steps import StepForm


class ScreenForm(StepForm):
    """``said``: the newest answers; only what changes is told to the action."""

    def __init__(self, *args: Any, now: datetime, said: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, now=now, **kwargs)
        self.said = said
        questions = [q for _group, found in element_questions(now.date()) for q in found]
        questions += [q for _dimension, rows in indicator_questions(now.date()) for q, _row in rows]
        for question in questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.label, choices=Answer.choices(), required=False, widget=forms.RadioSelect,
                initial=said.get(question.code),
            )  # fmt: skip
        self.codes = [q.code for q in questions]
        self.fields["note"].help_text = _("Nguồn của câu trả lời. Nội dung này được niêm phong cùng hồ sơ.")

    def changed(self) -> tuple[tuple[str, str], ...]:
        data = self.cleaned_data
        return tuple((code, data[code]) for code in self.codes if data[code] and data[code] != self.said.get(code))
