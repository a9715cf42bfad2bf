"""Questions of the first hours as fields: radios that may be left alone; what was left alone was not asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.victims.first_contact_rules import Question, Topic, answers_to, questions_of

FIRST_TOPICS = (Topic.SAFETY, Topic.WISHES, Topic.RIGHTS, Topic.CONSENT)
SEPARATOR = "__"


def add_questions(form: forms.Form, topic: Topic, on: date) -> None:
    """A field a question; rights are ticked in one list. A question left alone was not asked."""
    rights, plain = _parted(questions_of(topic, on))
    if rights:
        listed = [(q.code, q.label) for q in rights]
        form.fields[f"{topic}{SEPARATOR}rights"] = forms.MultipleChoiceField(
            label=_("Các quyền đã giải thích"), choices=listed, required=False, widget=forms.CheckboxSelectMultiple
        )
    for question in plain:
        form.fields[f"{topic}{SEPARATOR}{question.code}"] = _field(question, on)


def names_of(form: forms.Form, topic: Topic) -> list[str]:
    return [name for name in form.fields if name.startswith(f"{topic}{SEPARATOR}")]


def answers_of(data: dict[str, Any], topic: Topic) -> tuple[tuple[str, str], ...]:
    """What was answered, as the action is told; takes the fields out of ``data``."""
    said: list[tuple[str, str]] = []
    for name in [n for n in data if n.startswith(f"{topic}{SEPARATOR}")]:
        code, value = name.partition(SEPARATOR)[2], data.pop(name)
        said += [(right, "yes") for right in value] if code == "rights" else [(code, value)] if value else []
    return tuple(said)


def _parted(questions: tuple[Question, ...]) -> tuple[list[Question], list[Question]]:
    rights = [q for q in questions if q.code.startswith("right.")]
    return rights, [q for q in questions if q not in rights]


def _field(question: Question, on: date) -> forms.ChoiceField:
    choices = list(answers_to(question, on))
    if question.answers.startswith("law:"):
        return forms.ChoiceField(label=question.label, required=False, choices=[("", _("Chưa hỏi")), *choices])
    return forms.ChoiceField(label=question.label, required=False, choices=choices, widget=forms.RadioSelect)
