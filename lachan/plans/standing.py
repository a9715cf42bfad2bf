"""What a plan stands among: the agencies of its area on its day and what they are today, whom its issuer may charge,
and the plan of the level above."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind, Role
from lachan.people.queries import AgencyLine, list_agencies
from lachan.plans.directory import Directory, Listed
from lachan.plans.kinds import Json
from lachan.plans.models import Plan, PlanDocument, ReviewStep
from lachan.plans.rules import last_day

NO_PARENT = "-"
# kind of the issuer → kinds of agencies that stand under it
UNDER: dict[AgencyKind, frozenset[AgencyKind]] = {
    AgencyKind.HEALTH_DEPARTMENT: frozenset({AgencyKind.FACILITY}),
    AgencyKind.PROVINCIAL_POLICE: frozenset({AgencyKind.COMMUNE_POLICE}),
    AgencyKind.BORDER_GUARD: frozenset({AgencyKind.BORDER_GUARD}),
}


def directory_of(document: PlanDocument, today: date) -> Directory:
    """Those that stood when the plan was issued, and those that stand today; what a person settled comes first."""
    state: Json = document.corrected
    on = min(plan_day(state, today), today)
    rows = {a.id: (a, True) for a in list_agencies(document.province_code, today)}
    if on != today:
        for then in list_agencies(document.province_code, on):
            rows.setdefault(then.id, (then, False))
    listed = [_listed(agency, is_standing) for agency, is_standing in rows.values()]
    return Directory(listed, state["agencies"], document.area_code, state["head"].get("level") or "")


def plan_day(state: Json, otherwise: date) -> date:
    head = state["head"]
    return last_day(head.get("date")) or last_day(head.get("start")) or otherwise


def _listed(agency: AgencyLine, is_standing: bool) -> Listed:
    return Listed(agency.id, agency.name, agency.kind, agency.area_code, is_standing, agency.successor_id)


def reach_of(actor: Actor, directory: Directory) -> frozenset[UUID] | None:
    """Whom the issuer of a plan may give tasks to: the standing office everyone (nothing said), a commune the offices
    of its area, a department itself and what stands under it. Others are named in its plan, not charged by it."""
    if actor.has(Role.STANDING_OFFICE):
        return None
    kinds = UNDER.get(actor.agency_kind, frozenset())
    return frozenset(
        a.id
        for a in directory.agencies
        if a.is_standing and (a.area_code == actor.area_code if actor.area_code else a.kind in kinds)
    ) | {actor.agency_id}


def proposed_parent(document: PlanDocument) -> Plan | None:
    """The followed plan of the province that this document names among its bases."""
    numbers = {spelled_number(b.get("number")) for b in document.corrected["legal_bases"] if not b.get("gone")} - {""}
    if not numbers:
        return None
    rows = Plan.objects.filter(province_code=document.province_code, area_code="").exclude(number="")
    rows = rows.exclude(document_id=document.id).order_by("-last_year", "-id")
    return next((p for p in rows[:200] if spelled_number(p.number) in numbers), None)


def parent_of(document: PlanDocument) -> UUID | None:
    """As a person chose it; else as the machine proposes it."""
    chosen = document.corrected["head"].get("parent")
    if chosen == NO_PARENT:
        return None
    if chosen:
        return UUID(chosen)
    proposed = proposed_parent(document)
    return proposed.id if proposed else None


def spelled_number(number: str | None) -> str:
    return "".join((number or "").upper().split())


def undone_steps(document: PlanDocument) -> set[int]:
    """The numbers of the steps that stand undone: an undo that was itself undone no longer counts."""
    rows = ReviewStep.objects.filter(document=document).exclude(undoes=None).order_by("-number")
    undone: set[int] = set()
    for number, what in rows.values_list("number", "undoes"):
        if what is not None and number not in undone:
            undone.add(what)
    return undone
