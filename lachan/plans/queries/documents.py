"""Plan documents: those waiting for a person, and all that the review of one shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.errors import NotFound
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.plans import access
from lachan.plans.attention import Attention, Progress, attention, progress
from lachan.plans.changes import Change, Tally, changes, tallies
from lachan.plans.corrected import NamedAgency, agencies_named, annotation
from lachan.plans.directory import GROUPS, Directory
from lachan.plans.gold import gold
from lachan.plans.kinds import Json
from lachan.plans.marks import Paragraph, paragraphs
from lachan.plans.models import Plan, PlanDocument, ReviewSeen
from lachan.plans.parts import Part, numbers_of, parts_of
from lachan.plans.rules import DOCUMENT, DocumentStatus
from lachan.plans.standing import NO_PARENT, directory_of, plan_day, proposed_parent

_HEAVY = ("text", "reading", "corrected")


@dataclass(frozen=True)
class DocumentLine:
    """``is_ours``: of the actor's own agency, so that it may be reviewed here."""

    id: UUID
    code: str
    status: DocumentStatus
    title: str
    read_at: datetime
    plan_id: UUID | None
    holder_id: UUID
    is_ours: bool
    pages_read: int
    page_count: int
    failure: str
    version: int


@dataclass(frozen=True)
class AgencyChoice:
    """A printed name, what it was found to be (``value``: id or group), and whether a person chose that."""

    key: str
    name: str
    count: int
    is_lead: bool
    found: str
    value: str
    is_known: bool
    is_chosen: bool
    span: tuple[int, int] | None


@dataclass(frozen=True)
class ParentChoice:
    """A plan of the level above that this one may carry out."""

    id: str
    label: str
    is_proposed: bool


@dataclass(frozen=True)
class DocumentPage:
    """Everything the review page shows. ``listed``: what an agency may be settled to, value and label."""

    document: DocumentLine
    version: int
    approved_version: int | None
    read_seconds: float
    file_id: UUID | None
    reading: Json
    state: Json
    text: str
    agencies: tuple[AgencyChoice, ...]
    listed: tuple[tuple[str, str], ...]
    directory_on: date
    attention: tuple[Attention, ...]
    seen: frozenset[str]
    progress: tuple[Progress, ...]
    parts: tuple[Part, ...]
    is_open: bool
    moves: tuple[MoveButton, ...]

    @property
    def anchors(self) -> dict[str, str]:
        return {a.name: a.key for a in self.agencies}

    def part(self, number: int) -> Part:
        return self.parts[min(max(number, 1), len(self.parts)) - 1]

    def part_with(self, key: str) -> int:
        if key.startswith("g-") and (named := next((a for a in self.agencies if a.key == key), None)):
            return next((p.number for p in self.parts if named.span and p.holds(named.span[0])), 1)
        return self._numbers.get(key, 1)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return numbers_of(self.parts, self.state) if len(self.parts) > 1 else {}

    def paragraphs(self, part: Part) -> list[Paragraph]:
        return paragraphs(self.text, self.state, self.reading, self.anchors, part.start, part.end)

    @property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.reading, self.state)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return tallies(self.reading, self.state)


def list_documents(
    actor: Actor, *statuses: DocumentStatus, page: int = 1, ours: bool = False
) -> ListPage[DocumentLine]:
    rows = access.documents_visible_to(actor).defer(*_HEAVY)
    if statuses:
        rows = rows.filter(status__in=[str(s) for s in statuses])
    if ours:
        rows = rows.filter(holder_id=actor.agency_id)
    return page_of(rows.order_by("-opened_on", "-id"), page, lambda document: _line(document, actor))


def open_document(actor: Actor, document_id: UUID, on: date) -> DocumentPage:
    document = desk.fetch(access.documents_visible_to(actor), document_id)
    state, directory = document.corrected, directory_of(document, on)
    seen = frozenset(ReviewSeen.objects.filter(document=document).values_list("key", flat=True))
    status = DocumentStatus(document.status)
    return DocumentPage(
        document=_line(document, actor),
        version=document.version,
        approved_version=document.approved_version,
        read_seconds=document.read_seconds,
        file_id=document.file_id,
        reading=document.reading,
        state=state,
        text=document.text,
        agencies=tuple(_choice(f"g-{n}", a, directory, state) for n, a in enumerate(agencies_named(state))),
        listed=_listed(directory),
        directory_on=min(plan_day(state, on), on),
        attention=attention(state, lambda name: directory.resolve(name).is_known),
        seen=seen,
        progress=progress(state, seen),
        parts=tuple(parts_of(document.text, document.reading.get("sections") or [])),
        is_open=status in (DocumentStatus.READ, DocumentStatus.REOPENED)
        and access.check_may_correct_plandoc.allows(actor, document),
        moves=buttons(DOCUMENT, document, actor),
    )


def document_line(actor: Actor, document_id: UUID) -> DocumentLine:
    """How far the reading of a document has come, without its text."""
    return _line(desk.fetch(access.documents_visible_to(actor).defer(*_HEAVY), document_id), actor)


def parents_of(actor: Actor, document_id: UUID) -> tuple[list[ParentChoice], str]:
    """The plans this document may carry out, and the one chosen: by a person, else as its bases say; "-" for none."""
    document = desk.fetch(access.documents_visible_to(actor), document_id)
    proposed = proposed_parent(document)
    rows = access.plans_visible_to(actor).filter(area_code="").exclude(document_id=document.id)
    chosen = document.corrected["head"].get("parent") or (str(proposed.id) if proposed else NO_PARENT)
    rows = rows.exclude(parent_id=document.plan_id) if document.plan_id else rows
    found = {p.id: p for p in ([proposed] if proposed else [])} | {p.id: p for p in rows.order_by("-last_year")[:60]}
    return [_parent(p, proposed) for p in found.values()], chosen


def annotation_of(actor: Actor, document_id: UUID) -> Json:
    """The corrected reading in the reader's own shape."""
    document = desk.fetch(access.documents_visible_to(actor), document_id)
    return annotation(document.reading, document.corrected)


def reviewed(code: str) -> tuple[str, Json]:
    """Text and annotation (``kh-gold/1``) of a document by its code, for whoever keeps this installation: the text of a
    plan, and what was read in it, name nobody the programme protects."""
    document = PlanDocument.objects.filter(code=code.strip().upper()).first()
    if document is None or not document.text:
        raise NotFound
    return document.text, gold(document.code, document.text, document.reading, document.corrected)


def _parent(plan: Plan, proposed: Plan | None) -> ParentChoice:
    number = f"{plan.number} · " if plan.number else ""
    return ParentChoice(str(plan.id), f"{number}{plan.title}", proposed is not None and proposed.id == plan.id)


def _listed(directory: Directory) -> tuple[tuple[str, str], ...]:
    standing = [(str(a.id), a.name) for a in directory.agencies if a.is_standing]
    ended = [(str(a.id), f"{a.name} (đã kết thúc)") for a in directory.agencies if not a.is_standing]
    return (*standing, *ended, *GROUPS.items())


def _choice(key: str, named: NamedAgency, directory: Directory, state: Json) -> AgencyChoice:
    resolved = directory.resolve(named.name)
    value = str(resolved.agency_id) if resolved.agency_id else resolved.group
    chosen: Mapping[str, str] = state["agencies"]
    return AgencyChoice(
        key, named.name, named.count, named.is_lead, directory.label(resolved), value, resolved.is_known,
        named.name in chosen, named.span,
    )  # fmt: skip


def _line(document: PlanDocument, actor: Actor) -> DocumentLine:
    return DocumentLine(
        document.id, document.code, DocumentStatus(document.status), document.title, document.read_at,
        document.plan_id, document.holder_id, document.holder_id == actor.agency_id, document.pages_read,
        document.page_count, document.failure, document.version,
    )  # fmt: skip
