"""What the pages of cases and of accused say alike: clauses, sentences, the timeline with its numbers, a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from lachan.base.errors import Refused
from lachan.cases.queries import AccusedLine
from lachan.cases.rules import AccusedStatus, Penalty
from lachan.journal.queries import TimelineLine
from lachan.web import parts, shown
from lachan.web.doors import tell


def attempt(form: Form, do: Callable[[], Any]) -> Any:
    """Does it, or puts the refusal beside its field; None when refused."""
    try:
        return do()
    except Refused as refusal:
        tell(form, refusal)
        return None


def entries(
    lines: Sequence[TimelineLine], decisions: dict[int, str], people: Iterable[AccusedLine], notes: dict[int, str]
) -> list[parts.TimelineEntry]:
    """The timeline with what stands behind each act: its number, whose it is, the clause, the penalty."""
    whose = {one.id: called(one).lower() for one in people}
    found = []
    for line, entry in zip(lines, shown.entries_of(lines), strict=True):
        said = [entry.text, whose.get(line.record_id, "")]
        said += [
            _("số %(number)s") % {"number": decisions[line.seq]} if line.seq in decisions else "",
            _facts_said(line.facts),
        ]
        found.append(replace(entry, text=", ".join(s for s in said if s), note=notes.get(line.seq, "")))
    return found


def clause(code: str) -> str:
    article, _dot, number = code.partition(".")
    if not number:
        return _("Điều %(article)s") % {"article": article}
    return _("Điều %(article)s khoản %(clause)s") % {"article": article, "clause": number}


def sentence_of(penalty: Penalty | None, months: int) -> str:
    """«Tù có thời hạn 10 năm 6 tháng»."""
    if penalty is None:
        return ""
    years, rest = divmod(months, 12)
    spans = [_("%(n)s năm") % {"n": years} if years else "", _("%(n)s tháng") % {"n": rest} if rest else ""]
    return " ".join([penalty.label, *(s for s in spans if s)])


def called(line: AccusedLine) -> str:
    """Bị can until the court decides to try the person, bị cáo from then on."""
    tried = (AccusedStatus.DEFENDANT, AccusedStatus.CONVICTED, AccusedStatus.ACQUITTED)
    said = _("Bị cáo %(number)s") if line.status in tried else _("Bị can %(number)s")
    return said % {"number": line.number}


def person(line: AccusedLine) -> str:
    return _("%(sex)s, %(age)s tuổi") % {"sex": line.sex.label, "age": line.age_at_offence}


def _facts_said(facts: dict[str, Any]) -> str:
    said = [clause(facts["article"])] if facts.get("article") else []
    if facts.get("penalty"):
        said.append(sentence_of(Penalty(facts["penalty"]), facts.get("months", 0)).lower())
    return ", ".join(said)
