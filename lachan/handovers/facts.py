"""What changed in an agency's records between two numbers of the journal, as the codes that a list may carry."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import VIETNAM
from lachan.cases import queries as cases
from lachan.handovers.mapping import FACTS
from lachan.handovers.rules import HandedKind
from lachan.journal.models import Entry
from lachan.law.book import current
from lachan.people.queries import area_names
from lachan.victims import queries as victims

Facts = dict[str, Any]
# Reading is no change: an opened name or page does not put a record on the list.
_READING = ("victim.open_identity", "victim.open_file", "case.open_words", "case.open_accused", "case.read")


def changed(agency_id: UUID, kind: HandedKind, from_seq: int, to_seq: int) -> dict[UUID, bool]:
    """Records with an act of this agency in the span, and whether they were begun in it."""
    entries = Entry.objects.filter(
        agency_id=agency_id, record_kind=str(kind), seq__gt=from_seq, seq__lte=to_seq
    ).exclude(verb__in=_READING)
    found = dict.fromkeys(entries.order_by("seq").values_list("record_id", flat=True), False)
    begun = entries.filter(from_status="").exclude(to_status="").filter(corrects=None)
    return {**found, **dict.fromkeys(begun.values_list("record_id", flat=True), True)}


def facts_of(actor: Actor, kind: HandedKind, ids: list[UUID]) -> dict[UUID, Facts]:
    """The facts of the records that the actor may know of, in words; nothing that says who a person is."""
    read = {HandedKind.VICTIM: _victims, HandedKind.ACCUSED: _accused, HandedKind.CASE: _cases}[kind]
    found = read(actor, ids)
    return {i: {name: facts[name] for name in sorted(FACTS[str(kind)])} for i, facts in found.items()}


def _victims(actor: Actor, ids: list[UUID]) -> dict[UUID, Facts]:
    lines = victims.lines_of(actor, ids)
    areas = area_names(line.area_code for line in lines.values())
    return {
        i: {
            "code": v.code, "sex": v.sex.label, "birth_year": v.birth_year, "age_band": v.age_band.label,
            "person_kind": _named("person_kinds", v.person_kind),
            "exploitation": _named("purpose_details", v.exploitation),
            "return_way": _named("return_ways", v.return_way), "area": areas.get(v.area_code, ""),
            "day": v.received_at.astimezone(VIETNAM).date().isoformat(), "status": v.status.label,
        }
        for i, v in lines.items()
    }  # fmt: skip


def _accused(actor: Actor, ids: list[UUID]) -> dict[UUID, Facts]:
    lines = cases.accused_among(actor, ids)
    of = cases.lines_of(actor, list({line.case_id for line in lines.values()}))
    return {
        i: {
            "code": a.code, "case": of[a.case_id].code if a.case_id in of else "", "sex": a.sex.label,
            "birth_year": a.birth_year, "age_at_offence": a.age_at_offence, "nationality": a.nationality.label,
            "article": a.article, "status": a.status.label,
        }
        for i, a in lines.items()
    }  # fmt: skip


def _cases(actor: Actor, ids: list[UUID]) -> dict[UUID, Facts]:
    lines = cases.lines_of(actor, ids)
    areas = area_names(line.area_code for line in lines.values())
    return {
        i: {
            "code": c.code, "article": c.article, "offence_class": c.offence_class.label,
            "suspicion": c.suspicion.label, "is_cross_border": "có" if c.is_cross_border else "không",
            "victim_count": c.victim_count, "area": areas.get(c.area_code, ""),
            "day": c.instituted_at.astimezone(VIETNAM).date().isoformat(), "status": c.status.label,
        }
        for i, c in lines.items()
    }  # fmt: skip


def _named(kind: str, code: str) -> str:
    """The words of a code of the law's lists, of whatever day it was in force."""
    row = current().code(kind, code, date.max) or next((r for r in current().rows(kind) if r.id == code), None)
    return row.name if row else "Chưa rõ"
