"""One step of reviewing a reading: saved at once, beside what colleagues save, and never over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.errors import NotFound, Refused
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.procedure import carry_out
from lachan.plans import access
from lachan.plans.attention import places
from lachan.plans.changes import value_said
from lachan.plans.kinds import label_of
from lachan.plans.models import PlanDocument, ReviewSeen, ReviewStep
from lachan.plans.rules import DOCUMENT, StepKind
from lachan.plans.standing import undone_steps
from lachan.plans.steps import Wish, Write, lay, writes_of

MOST_SEEN = 2000


@dataclass(frozen=True)
class CorrectDocument:
    """``version``: the one the officer saw. What a colleague wrote since stays, and a clash is said."""

    document_id: UUID
    version: int
    wish: Wish


@dataclass(frozen=True)
class Saved:
    """``version`` now, whether anything was written, and the findings that this step touched."""

    version: int
    is_changed: bool
    touched: tuple[str, ...] = ()


class Clash(Refused):
    """A colleague wrote the same field since. Nothing was saved of this wish; both values are in hand."""

    def __init__(self, key: str, field: str, mine: str, theirs: str, account_id: UUID, at: datetime) -> None:
        self.key, self.name, self.mine, self.theirs, self.account_id, self.at = key, field, mine, theirs, account_id, at
        super().__init__(
            f"Người khác vừa sửa «{label_of(key, field)}» của chỗ này, nên bản của bạn chưa ghi đè lên."
            " Hãy xem bản của họ rồi chọn giữ bản nào."
        )


class _Unchanged(Exception):
    pass


def correct_plandoc(command: CorrectDocument, *, by: Actor, now: datetime) -> Saved:
    """Raises Clash where a colleague wrote the same since ``version``; a wish that changes nothing writes nothing."""
    try:
        return _correct(command, by=by, now=now)
    except _Unchanged:
        return Saved(command.version, False)


@action("plandoc.correct")
def _correct(command: CorrectDocument, *, by: Actor, now: datetime) -> Saved:
    document = desk.fetch(access.documents_visible_to(by), command.document_id)
    access.check_may_correct_plandoc(by, document)
    DOCUMENT.step("plandoc.correct", document.status)
    wish, number = command.wish, document.version + 1
    undone = _step_to_undo(document, wish.at) if wish.kind is StepKind.UNDO else []
    writes = writes_of(wish, document.corrected, document.text, number, undone)
    if wish.kind is not StepKind.UNDO:  # an undo looks for itself whether its fields were written since
        writes = _own(document, command, writes)
    if not writes:
        raise _Unchanged
    return _lay(document, wish, writes, by, now)


def _lay(document: PlanDocument, wish: Wish, writes: list[Write], by: Actor, now: datetime) -> Saved:
    document.corrected = lay(document.corrected, writes)
    document.title = tidy(document.corrected["head"].get("title") or "")[:500]
    document.version += 1
    facts = {"version": document.version, "step": str(wish.kind), "finding": writes[0].key}
    entry = carry_out(
        DOCUMENT, "plandoc.correct", document, by=by, occurred_at=now, now=now, facts=facts,
        change=("corrected", "title", "version"),
    )  # fmt: skip
    desk.add(
        ReviewStep(
            document=document, number=document.version, entry_seq=entry.seq, recorded_at=now,
            account_id=by.account_id, kind=str(wish.kind), key=writes[0].key,
            writes=[[w.key, w.field, w.before, w.after] for w in writes],
            undoes=wish.at if wish.kind is StepKind.UNDO else None,
        )
    )  # fmt: skip
    touched = tuple(dict.fromkeys(w.key for w in writes))
    _note_seen(document, touched, by, now)
    return Saved(document.version, True, touched)


def see_findings(document_id: UUID, keys: Iterable[str], *, by: Actor, now: datetime) -> None:
    """That the officer looked at these findings; no official act, so no entry."""
    document = desk.fetch(access.documents_visible_to(by).only("id", "holder_id", "corrected"), document_id)
    if document.holder_id == by.agency_id:
        _note_seen(document, keys, by, now)


def _note_seen(document: PlanDocument, keys: Iterable[str], by: Actor, now: datetime) -> None:
    known = {key for row in places(document.corrected).values() for key in row}
    rows = [
        ReviewSeen(document=document, key=key, account_id=by.account_id, seen_at=now)
        for key in list(dict.fromkeys(keys))[:MOST_SEEN]
        if key in known
    ]
    ReviewSeen.objects.bulk_create(rows, ignore_conflicts=True)


def _own(document: PlanDocument, command: CorrectDocument, writes: list[Write]) -> list[Write]:
    """A field written since the officer looked is not written over: a clash, unless his form only brought back what he
    saw. Steps are read from the newest, so that the last before of a field is what he saw."""
    wanted, saw, theirs = {w.place: w for w in writes}, dict[tuple[str, str], Any](), dict[tuple[str, str], Any]()
    for step in ReviewStep.objects.filter(document=document, number__gt=command.version).order_by("-number"):
        for key, field, before, after in step.writes:
            if (key, field) in wanted:
                saw[key, field] = before
                theirs.setdefault((key, field), (after, step))
    for place, (after, step) in theirs.items():
        mine = wanted[place]
        if command.wish.kind is StepKind.SET and mine.after == saw[place]:
            writes = [w for w in writes if w is not mine]
        elif mine.after != after:
            said = value_said(place[1], mine.after), value_said(place[1], after)
            raise Clash(*place, *said, step.account_id, step.recorded_at)
    return writes


def _step_to_undo(document: PlanDocument, number: int) -> list[Write]:
    step = ReviewStep.objects.filter(document=document, number=number).first()
    if step is None:
        raise NotFound
    if number in undone_steps(document):
        raise Refused("Bước này đã được hoàn tác. Muốn lấy lại, hãy hoàn tác bước hoàn tác.")
    return [_write(row) for row in step.writes]


def _write(row: list[Any]) -> Write:
    return Write(row[0], row[1], row[2], row[3])
