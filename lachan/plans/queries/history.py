"""What was corrected in a reading, step by step, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.listing import ListPage, page_of
from lachan.journal import desk
from lachan.plans import access
from lachan.plans.changes import named, value_said
from lachan.plans.corrected import find
from lachan.plans.kinds import AGENCIES, HEAD, Json, kind_of, label_of
from lachan.plans.models import ReviewStep
from lachan.plans.rules import StepKind
from lachan.plans.standing import undone_steps
from lachan.plans.steps import NEW

_SILENT = frozenset({"span", "into", "gone", NEW})


@dataclass(frozen=True)
class StepLine:
    """``values``: what was written, (field, before, after). ``is_undone``: a later step took it back."""

    number: int
    kind: StepKind
    key: str
    what: str
    values: tuple[tuple[str, str, str], ...]
    account_id: UUID
    recorded_at: datetime
    is_undone: bool
    undoes: int | None


def list_steps(actor: Actor, document_id: UUID, page: int = 1) -> ListPage[StepLine]:
    """The newest first."""
    document = desk.fetch(access.documents_visible_to(actor), document_id)
    undone = undone_steps(document)
    rows = ReviewStep.objects.filter(document=document).order_by("-number")
    return page_of(rows, page, lambda step: _line(step, document.corrected, undone))


def keys_since(actor: Actor, document_id: UUID, version: int) -> dict[str, set[str]]:
    """The findings written by steps after ``version``, with their fields."""
    document = desk.fetch(access.documents_visible_to(actor).only("id"), document_id)
    touched: dict[str, set[str]] = {}
    for step in ReviewStep.objects.filter(document=document, number__gt=version):
        for key, field, _before, _after in step.writes:
            touched.setdefault(key, set()).add(field)
    return touched


def last_step(actor: Actor, document_id: UUID, account_id: UUID) -> int | None:
    """The newest step of this officer that stands: what «undo» takes back."""
    document = desk.fetch(access.documents_visible_to(actor).only("id"), document_id)
    undone = undone_steps(document)
    rows = ReviewStep.objects.filter(document=document, account_id=account_id).exclude(kind=str(StepKind.UNDO))
    return next((n for n in rows.order_by("-number").values_list("number", flat=True) if n not in undone), None)


def _line(step: ReviewStep, state: Json, undone: set[int]) -> StepLine:
    values = tuple(
        (label_of(key, field), value_said(field, before), value_said(field, after))
        for key, field, before, after in step.writes
        if field not in _SILENT and key != AGENCIES
    )
    return StepLine(
        step.number, StepKind(step.kind), step.key, _what(step, state), values, step.account_id, step.recorded_at,
        step.number in undone, step.undoes,
    )  # fmt: skip


def _what(step: ReviewStep, state: Json) -> str:
    if step.key == HEAD:
        return "Văn bản"
    if step.key == AGENCIES:
        return f"Cơ quan «{step.writes[0][1]}»"
    item = find(state, step.key)
    kind = kind_of(step.key)
    return f"{kind.one[:1].upper()}{kind.one[1:]} {named(kind, item)}" if item else kind.label
