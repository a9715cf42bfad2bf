"""What the pages of cases and of accused say alike: clauses, sentences, the timeline with its numbers, a refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.forms import Form

from lachan.base.errors import Refused
from lachan.cases.queries import AccusedLine
from lachan.cases.rules import Penalty
from lachan.journal.queries import TimelineLine
from lachan.web import parts, shown
from lachan.web.doors import Request


def attempt(form: Form, do: Callable[[], Any]) -> Any:
    """Does it, or puts the refusal beside its field; None when refused."""
    try:
        return do()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return None


def purpose_of(request: Request) -> str:
    purpose: str = request.POST.get("purpose", "")
    if purpose not in dict(shown.PURPOSES):
        raise Refused("Chưa chọn mục đích mở. Hãy chọn một mục đích rồi mở lại.")
    return purpose


def entries(
    lines: tuple[TimelineLine, ...], decisions: dict[int, str], numbers: dict[UUID, int], notes: dict[int, str]
) -> list[parts.TimelineEntry]:
    """The timeline with what stands behind each act: its number, whose it is, the clause, the penalty."""
    found = []
    for line, entry in zip(lines, shown.entries_of(lines), strict=True):
        said = [entry.text, f"bị can {numbers[line.record_id]}" if line.record_id in numbers else ""]
        said += [f"số {decisions[line.seq]}" if line.seq in decisions else "", _facts_said(line.facts)]
        found.append(replace(entry, text=", ".join(s for s in said if s), note=notes.get(line.seq, "")))
    return found


def clause(code: str) -> str:
    article, _, number = code.partition(".")
    return f"Điều {article} khoản {number}" if number else f"Điều {article}"


def sentence_of(penalty: Penalty | None, months: int) -> str:
    """«Tù có thời hạn 10 năm 6 tháng»."""
    if penalty is None:
        return ""
    years, rest = divmod(months, 12)
    spans = [f"{years} năm" if years else "", f"{rest} tháng" if rest else ""]
    return " ".join([penalty.label, *(s for s in spans if s)])


def person(line: AccusedLine) -> str:
    return f"{line.sex.label}, {line.age_at_offence} tuổi"


def _facts_said(facts: dict[str, Any]) -> str:
    said = [clause(facts["article"])] if facts.get("article") else []
    if facts.get("penalty"):
        said.append(sentence_of(Penalty(facts["penalty"]), facts.get("months", 0)).lower())
    return ", ".join(said)
