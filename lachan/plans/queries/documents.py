"""Plan documents: those waiting for a person, and the review page of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.people.queries import list_agencies
from lachan.plans import access
from lachan.plans.corrected import (
    Attention,
    Change,
    Json,
    NamedAgency,
    agencies_named,
    annotation,
    attention,
    changes,
)
from lachan.plans.directory import GROUPS, Directory, Listed
from lachan.plans.marks import Paragraph, paragraphs
from lachan.plans.models import PlanDocument
from lachan.plans.rules import DOCUMENT, DocumentStatus

_HEAVY = ("text", "reading", "corrected")


@dataclass(frozen=True)
class DocumentLine:
    id: UUID
    code: str
    status: DocumentStatus
    title: str
    read_at: datetime
    plan_id: UUID | None


@dataclass(frozen=True)
class AgencyChoice:
    """A printed name, what it was found to be, and whether a person chose that."""

    name: str
    count: int
    is_lead: bool
    found: str
    is_known: bool
    is_chosen: bool


@dataclass(frozen=True)
class DocumentPage:
    """Everything the review page shows. ``names``: what an agency may be settled to, by label → id or group code."""

    document: DocumentLine
    version: int
    read_seconds: float
    file_id: UUID | None
    reading: Json
    corrected: Json
    chosen: dict[str, str]
    agencies: tuple[AgencyChoice, ...]
    names: dict[str, str]
    attention: tuple[Attention, ...]
    changes: tuple[Change, ...]
    paragraphs: tuple[Paragraph, ...]
    moves: tuple[MoveButton, ...]


def list_documents(actor: Actor, status: str = "", page: int = 1) -> ListPage[DocumentLine]:
    rows = access.documents_visible_to(actor).defer(*_HEAVY)
    if status:
        rows = rows.filter(status=status)
    return page_of(rows.order_by("-opened_on", "-id"), page, _line)


def open_document(actor: Actor, document_id: UUID, on: date) -> DocumentPage:
    document = desk.fetch(access.documents_visible_to(actor), document_id)
    directory = Directory(
        (Listed(a.id, a.name, a.kind, a.area_code) for a in list_agencies(document.province_code, on)),
        document.agencies,
    )
    named = agencies_named(document.corrected)
    sections, anchors = document.reading.get("sections") or [], {n.name: f"g-{at}" for at, n in enumerate(named)}
    return DocumentPage(
        document=_line(document),
        version=document.version,
        read_seconds=document.read_seconds,
        file_id=document.file_id,
        reading=document.reading,
        corrected=document.corrected,
        chosen=document.agencies,
        agencies=tuple(_choice(n, directory, document.agencies) for n in named),
        names={**{a.name: str(a.id) for a in directory.agencies}, **{label: code for code, label in GROUPS.items()}},
        attention=attention(document.corrected, lambda name: directory.resolve(name).is_known),
        changes=changes(document.reading, document.corrected),
        paragraphs=tuple(paragraphs(document.text, document.corrected, sections, anchors)),
        moves=buttons(DOCUMENT, document, actor),
    )


def annotation_of(actor: Actor, document_id: UUID) -> Json:
    """The corrected reading in the reader's own shape."""
    document = desk.fetch(access.documents_visible_to(actor), document_id)
    return annotation(document.reading, document.corrected)


def _choice(named: NamedAgency, directory: Directory, chosen: dict[str, str]) -> AgencyChoice:
    resolved = directory.resolve(named.name)
    return AgencyChoice(
        named.name, named.count, named.is_lead, directory.label(resolved), resolved.is_known, named.name in chosen
    )


def _line(document: PlanDocument) -> DocumentLine:
    return DocumentLine(
        document.id, document.code, DocumentStatus(document.status), document.title, document.read_at, document.plan_id
    )
