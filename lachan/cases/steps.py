"""What every act on a case or an accused has in common: when, under which number, with which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.roles import AgencyKind
from lachan.base.errors import Refused
from lachan.base.moves import Procedure
from lachan.base.text import tidy
from lachan.cases import access
from lachan.cases.models import Accused, Case, CaseProfile, Decision
from lachan.cases.rules import PROCEDURE, AccusedStatus, check_number, check_since
from lachan.journal import desk
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.shares import key_of, open_to
from lachan.notices import actions as notices
from lachan.people.queries import the_agency


@dataclass(frozen=True)
class Step:
    """A move on a case: when it happened, the number of the decision, and words beside it (sealed)."""

    case_id: UUID
    occurred_at: datetime
    decision_no: str = ""
    note: str = ""


@dataclass(frozen=True)
class AccusedStep:
    """A move on one accused."""

    accused_id: UUID
    occurred_at: datetime
    decision_no: str = ""
    note: str = ""


def take(
    procedure: Procedure, verb: str, row: Case | Accused, step: Any, *, case: Case, by: Actor, now: datetime,
    change: tuple[str, ...] = (), facts: dict[str, Any] | None = None,
) -> Entry:  # fmt: skip
    """Carries the move out and keeps its number and its words. ``step``: occurred_at, decision_no, note."""
    check_number(verb, step.decision_no)
    check_since(step.occurred_at, case.instituted_at)
    entry = carry_out(procedure, verb, row, by=by, occurred_at=step.occurred_at, now=now, change=change, facts=facts)
    if step.decision_no:
        desk.add(Decision(record_id=row.id, entry_seq=entry.seq, number=step.decision_no))
    if step.note:
        add_note(entry, tidy(step.note), key_of(case.id, by.agency_id))
    return entry


def accused_of(case_id: UUID) -> list[Accused]:
    """Everyone charged in the case, in order; within a batch, those of the batch."""
    if desk.batch() is not None:
        return [a for a in desk.mine(Accused) if a.case_id == case_id]
    return list(Accused.objects.filter(case_id=case_id).order_by("number"))


def the_body(province_code: str, kind: AgencyKind, on: date) -> UUID:
    """The procuracy or the court that a limit is owed by."""
    agency = the_agency(province_code, kind, on)
    if agency is None:
        raise Refused(
            f"Chưa lập «{kind.label}» trong danh mục cơ quan. Hãy nhờ quản trị viên lập trước khi ghi bước này."
        )
    return agency.id


def fetch_case(case_id: UUID, by: Actor) -> Case:
    return desk.fetch(access.visible_to(by), case_id)


def still(case: Case, *statuses: AccusedStatus) -> list[Accused]:
    return [a for a in accused_of(case.id) if a.status in statuses]


def take_case(verb: str, case: Case, step: Any, by: Actor, now: datetime, **more: Any) -> Entry:
    return take(PROCEDURE, verb, case, step, case=case, by=by, now=now, **more)


def hand_file(case: Case, agency_id: UUID, purpose: str, entry: Entry, by: Actor, now: datetime) -> None:
    """The body that decides next sees the case with its words, and is told."""
    key = key_of(case.id, by.agency_id)
    open_to(case, "case", agency_id, purpose, opened_on=case.opened_on, now=now, key=key)
    notices.post(entry.verb, case, to=agency_id, by=by, now=now)


def new_profile(case: Case, entry: Entry) -> None:
    desk.add(
        CaseProfile(
            record_id=case.id,
            entry_seq=entry.seq,
            recorded_at=entry.recorded_at,
            article=case.article,
            offence_class=case.offence_class,
            suspicion=case.suspicion,
            place_code=case.area_code or case.province_code,
            is_cross_border=case.is_cross_border,
            victim_count=case.victim_count,
            compensation=case.compensation,
        )
    )
