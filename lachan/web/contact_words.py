"""How the first hours, decisions and the rights of the day are put into words on a victim's file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lachan.journal.procedure import label_of
from lachan.law.regimes import Eligibility
from lachan.law.rows import Confidence
from lachan.people.queries import account_names
from lachan.victims.contact_queries import AnswerLine
from lachan.victims.dossier import Dossier
from lachan.victims.first_contact_rules import Topic, questions_of, said_of
from lachan.victims.rules import DecidedBy
from lachan.web.parts import Cell, Column
from lachan.web.templatetags.vietnamese import vi_money

SHOWN = (Topic.SAFETY, Topic.WISHES, Topic.RIGHTS, Topic.CONSENT)
DECISIONS = (Column("what", "Quyết định"), Column("on", "Ngày"), Column("by", "Ai quyết định"))


def topics_of(file: Dossier, on: date) -> list[dict[str, Any]]:
    """Each topic with its newest answers in the order they are asked, and who asked last."""
    asked = [line for topic in file.answers.values() for line in topic.values()]
    names = account_names(line.account_id for line in asked)
    found = []
    for topic in SHOWN:
        lines = file.answers.get(topic, {})
        rows = [
            (q.label, said_of(q, lines[q.code].answer, on)) for q in questions_of(topic, on) if q.code in lines
        ]  # fmt: skip
        if rows:
            found.append({"title": topic.label, "rows": rows, "asked": _asked(lines.values(), names)})
    return found


def decision_rows(file: Dossier) -> dict[str, Any]:
    rows = [
        [
            Cell(label_of(d.verb), note=_because(d)),
            f"{d.decided_on:%d/%m/%Y}",
            "" if d.decided_by is DecidedBy.UNKNOWN else d.decided_by.label,
        ]
        for d in file.decisions
    ]
    return {"columns": DECISIONS, "rows": rows}


def rights_of(file: Dossier) -> list[dict[str, Any]]:
    """The regimes of this very day, with the letter of the law and what it asks."""
    return [_right(one) for one in file.rights]


def _right(one: Eligibility) -> dict[str, Any]:
    words = [_("tùy trường hợp") if one.as_appropriate else "", one.condition]
    sure = one.confidence is not Confidence.UNCONFIRMED
    return {"letter": one.letter, "name": one.name, "note": "; ".join(w for w in words if w), "confirmed": sure}


def _because(decision: Any) -> str:
    owed = f"{_('phải hoàn trả')} {vi_money(decision.refund)}" if decision.refund is not None else ""
    return "; ".join(w for w in (decision.ground.label if decision.ground else "", owed) if w)


def _asked(lines: Iterable[AnswerLine], names: dict[Any, str]) -> str:
    last = max(lines, key=lambda x: x.on)
    return f"{last.on:%d/%m/%Y} · {names.get(last.account_id, '') if last.account_id else ''}"
