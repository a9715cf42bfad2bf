"""Reading cases: lists, the page of one case with its accused, and the recorded opening of what is sealed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import CHECKS
from lachan.base.clock import local_day
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.base.persons import Sex
from lachan.cases import access
from lachan.cases.models import Accused, AccusedProfile, Case, Decision
from lachan.cases.rules import (
    ACCUSED_PROCEDURE,
    PROCEDURE,
    STAGE_OF,
    WITH_INVESTIGATORS,
    AccusedStatus,
    CaseStatus,
    Nationality,
    Part,
    Penalty,
    Stage,
)
from lachan.journal import clocks, desk
from lachan.journal.actions import action, permit
from lachan.journal.buttons import buttons
from lachan.journal.models import Entry
from lachan.journal.queries import TimelineLine, timeline
from lachan.law.rows import OffenceClass
from lachan.tips.rules import Suspicion
from lachan.vault.keys import data_key
from lachan.vault.sealing import unseal

# Acts on one accused that are recorded by themselves; the others follow from an act on the case.
OWN_STEPS = ("accused.change_article", "accused.declare_wanted", "accused.end_search", "accused.discontinue")


@dataclass(frozen=True)
class CaseLine:
    id: UUID
    code: str
    status: CaseStatus
    stage: Stage | None
    article: str
    offence_class: OffenceClass
    suspicion: Suspicion
    area_code: str
    holder_id: UUID
    instituted_at: datetime
    is_cross_border: bool
    victim_count: int
    compensation: int | None


@dataclass(frozen=True)
class AccusedLine:
    """One accused while the identity stays sealed."""

    id: UUID
    case_id: UUID
    code: str
    number: int
    status: AccusedStatus
    sex: Sex
    birth_year: int
    age_at_offence: int
    nationality: Nationality
    article: str
    part: Part
    penalty: Penalty | None
    months: int
    may_open: bool
    moves: tuple[MoveButton, ...]


@dataclass(frozen=True)
class CasePage:
    """Everything the page of a case shows. ``decisions``: numbers by the entry they stand behind."""

    case: CaseLine
    tip_id: UUID | None
    clocks: tuple[clocks.ClockLine, ...]
    timeline: tuple[TimelineLine, ...]
    decisions: dict[int, str]
    accused: tuple[AccusedLine, ...]
    moves: tuple[MoveButton, ...]
    may_charge: bool
    may_describe: bool
    may_open_words: bool
    may_correct: bool


@dataclass(frozen=True)
class Judged:
    """What a room above may know of a case to write beside it: its place, and what its newest judgment owes to all.

    ``judged_on``: none before the first-instance judgment.
    """

    id: UUID
    code: str
    holder_id: UUID
    origin_id: UUID
    province_code: str
    area_code: str
    judged_on: date | None
    total: int


@dataclass(frozen=True)
class AccusedPage:
    accused: AccusedLine
    case: CaseLine
    timeline: tuple[TimelineLine, ...]
    decisions: dict[int, str]


@dataclass(frozen=True)
class AccusedCode:
    """What a list of records shows of an accused; ``id`` is that of the case, whose page leads to the person."""

    id: UUID
    code: str
    status: AccusedStatus


@dataclass(frozen=True)
class CaseWords:
    """The sealed words of a case: what it is about, and the note beside each act by its entry."""

    summary: str
    notes: dict[int, str]


@dataclass(frozen=True)
class AccusedIdentity:
    full_name: str
    birth_date: str
    id_number: str
    address: str


@dataclass(frozen=True)
class CaseFilter:
    """``article``: an article (150) or a clause (150.2)."""

    status: str = ""
    article: str = ""
    offence_class: str = ""
    suspicion: str = ""
    area_code: str = ""
    code: str = ""


def list_cases(actor: Actor, wanted: CaseFilter, page: int = 1) -> ListPage[CaseLine]:
    rows = access.visible_to(actor, many=True)
    for field in ("status", "offence_class", "suspicion", "area_code"):
        if value := getattr(wanted, field):
            rows = rows.filter(**{field: value})
    if wanted.article:
        rows = (
            rows.filter(article=wanted.article)
            if "." in wanted.article
            else rows.filter(article__startswith=f"{wanted.article}.")
        )
    if wanted.code:
        rows = rows.filter(code__contains=wanted.code.upper())
    return page_of(rows.order_by("-opened_on", "-id"), page, _line)


def open_case(actor: Actor, case_id: UUID, now: datetime) -> CasePage:
    case = desk.fetch(access.visible_to(actor), case_id)
    people = tuple(Accused.objects.filter(case_id=case_id).order_by("number"))
    ids = [case.id, *(a.id for a in people)]
    charging = access.check_may_charge.allows(actor, case) and case.status in WITH_INVESTIGATORS
    return CasePage(
        case=_line(case),
        tip_id=case.tip_id,
        clocks=tuple(clocks.of_record(case.id, now)),
        timeline=_timeline(ids),
        decisions=_decisions(ids),
        accused=_accused_lines(people, case, actor),
        moves=buttons(PROCEDURE, case, actor),
        may_charge=charging,
        may_describe=access.check_may_describe.allows(actor, case),
        may_open_words=access.check_may_open_words.allows(actor, case),
        may_correct=access.check_may_correct.allows(actor, case),
    )


def get_case(actor: Actor, case_id: UUID) -> CaseLine:
    return _line(desk.fetch(access.visible_to(actor), case_id))


def judged(actor: Actor, case_id: UUID) -> Judged:
    """Locked within an action, so that two officers cannot share out the same sum twice."""
    case = desk.fetch(access.visible_to(actor), case_id)
    return Judged(
        case.id, case.code, case.holder_id, case.origin_id, case.province_code, case.area_code,
        _judged_on(case.id) if case.status == CaseStatus.JUDGED else None, case.compensation or 0,
    )  # fmt: skip


def _judged_on(case_id: UUID) -> date | None:
    """The day of the judgment, a corrected one where the day was written wrongly."""
    if desk.batch() is not None:
        days = [e.occurred_on for e in desk.mine(Entry, case_id) if e.verb == "case.judge"]
    else:
        lines = [x for x in timeline(case_id) if x.verb == "case.judge" and not x.is_corrected and not x.is_void]
        days = [local_day(x.occurred_at) for x in lines]
    return days[-1] if days else None


def get_accused(actor: Actor, accused_id: UUID) -> AccusedPage:
    accused = desk.fetch(access.visible_accused(actor), accused_id)
    return AccusedPage(
        accused=_accused_lines((accused,), accused.case, actor)[0],
        case=_line(accused.case),
        timeline=_timeline([accused_id]),
        decisions=_decisions([accused_id]),
    )


@action("case.open_words")
def open_words(case_id: UUID, *, purpose: str, by: Actor, now: datetime) -> CaseWords:
    """Opens what the case is about and the notes beside its acts; the opening is an entry first."""
    case = desk.fetch(access.visible_to(by), case_id)
    access.check_may_open_words(by, case)
    seen = permit("case.open_words", case, "case", by=by, now=now, purpose=purpose)
    key = data_key(case.id, seen.agency_id)
    ids = [case.id, *Accused.objects.filter(case_id=case_id).values_list("id", flat=True)]
    notes = {line.seq: line.words for i in ids for line in timeline(i, key) if line.words}
    return CaseWords(unseal(case, seen, "summary")["summary"], notes)


@action("case.open_accused")
def open_accused(accused_id: UUID, *, purpose: str, by: Actor, now: datetime) -> AccusedIdentity:
    """Opens one identity; the entry says whose. The seal is the case's, so the permit is for the case's key."""
    accused = desk.fetch(access.visible_accused(by), accused_id)
    access.check_may_open_accused(by, accused.case)
    seen = permit("case.open_accused", accused, "accused", by=by, now=now, purpose=purpose)
    of_case = replace(seen, subject_id=accused.case_id)
    return AccusedIdentity(**unseal(accused, of_case, *AccusedIdentity.__dataclass_fields__))


def find_by_code(actor: Actor, code: str) -> list[CaseLine]:
    """By the code of the case or of one of its accused."""
    rows = access.visible_to(actor)
    found = rows.filter(code=code.upper())[:5] or rows.filter(accused__code=code.upper())[:5]
    return [_line(c) for c in found]


def lines_of(actor: Actor, ids: list[UUID]) -> dict[UUID, CaseLine]:
    """The visible ones among these records: what a figure may open."""
    return {c.id: _line(c) for c in access.visible_to(actor).filter(id__in=ids)}


def lines_of_accused(actor: Actor, ids: list[UUID]) -> dict[UUID, AccusedCode]:
    """The visible ones among these accused: what a figure that counts persons may open."""
    rows = access.visible_accused(actor).filter(id__in=ids)
    return {a.id: AccusedCode(a.case_id, a.code, AccusedStatus(a.status)) for a in rows}


def accused_among(actor: Actor, ids: list[UUID]) -> dict[UUID, AccusedLine]:
    """The visible ones among these accused with their coded attributes; the identity stays sealed."""
    rows = list(access.visible_accused(actor).filter(id__in=ids).select_related("case"))
    versions = AccusedProfile.objects.filter(record_id__in=[a.id for a in rows]).order_by("entry_seq")
    newest = {p.record_id: p for p in versions}
    return {a.id: _accused(a, newest[a.id], False, ()) for a in rows}


def _decisions(ids: list[UUID]) -> dict[int, str]:
    return dict(Decision.objects.filter(record_id__in=ids).values_list("entry_seq", "number"))


def _timeline(ids: list[UUID]) -> tuple[TimelineLine, ...]:
    lines = [line for i in ids for line in timeline(i)]
    return tuple(sorted(lines, key=lambda x: (x.occurred_at, x.seq), reverse=True))


def _accused_lines(people: tuple[Accused, ...], case: Case, actor: Actor) -> tuple[AccusedLine, ...]:
    rows = AccusedProfile.objects.filter(record_id__in=[a.id for a in people]).order_by("entry_seq")
    newest = {p.record_id: p for p in rows}
    may_open = access.check_may_open_accused.allows(actor, case)
    return tuple(_accused(a, newest[a.id], may_open, _own_steps(a, case, actor)) for a in people)


def _own_steps(accused: Accused, case: Case, actor: Actor) -> tuple[MoveButton, ...]:
    """Relations are those of the agency to the case."""
    found = []
    for move in ACCUSED_PROCEDURE.from_status(accused.status):
        if move.verb in OWN_STEPS and case.status in WITH_INVESTIGATORS:
            may = CHECKS[move.verb].allows(actor, case)
            found.append(MoveButton(move.verb, move.label, may, "" if may else CHECKS[move.verb].why_not(actor)))
    return tuple(found)


def _accused(row: Accused, profile: Any, may_open: bool, moves: tuple[MoveButton, ...]) -> AccusedLine:
    return AccusedLine(
        id=row.id,
        case_id=row.case_id,
        code=row.code,
        number=row.number,
        status=AccusedStatus(row.status),
        sex=Sex(profile.sex),
        birth_year=profile.birth_year,
        age_at_offence=profile.age_at_offence,
        nationality=Nationality(profile.nationality),
        article=profile.article,
        part=Part(profile.part),
        penalty=Penalty(profile.penalty) if profile.penalty else None,
        months=profile.months,
        may_open=may_open,
        moves=moves,
    )


def _line(case: Case) -> CaseLine:
    status = CaseStatus(case.status)
    return CaseLine(
        id=case.id,
        code=case.code,
        status=status,
        stage=STAGE_OF.get(status),
        article=case.article,
        offence_class=OffenceClass(case.offence_class),
        suspicion=Suspicion(case.suspicion),
        area_code=case.area_code,
        holder_id=case.holder_id,
        instituted_at=case.instituted_at,
        is_cross_border=case.is_cross_border,
        victim_count=case.victim_count,
        compensation=case.compensation,
    )
