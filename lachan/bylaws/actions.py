"""Setting a row of law with the province's own source and dates, and withdrawing one that was set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lachan.access.actor import Actor
from lachan.access.checks import Subject
from lachan.base.errors import NotFound, Refused
from lachan.base.text import tidy
from lachan.bylaws import access, overlay
from lachan.bylaws.models import LocalRow
from lachan.bylaws.rules import check_row, settable, subject_id
from lachan.journal.actions import action, record
from lachan.journal.models import Entry
from lachan.journal.procedure import name_verbs
from lachan.law.book import current, row_values
from lachan.law.loading import parse, revised
from lachan.law.rows import Row

name_verbs({"law.set": "Đặt quy định của địa phương", "law.withdraw": "Thu hồi quy định của địa phương"})


@dataclass(frozen=True)
class SetLaw:
    """``changes`` are plain values by field name: what is not named stays as in the row it is laid over."""

    kind: str
    row_id: str
    changes: Mapping[str, Any]


@action("law.set")
def set_(command: SetLaw, *, by: Actor, now: datetime) -> None:
    access.check_may_set(by)
    changes = {key: tidy(value) if isinstance(value, str) else value for key, value in command.changes.items()}
    row = _over(command.kind, command.row_id, changes)
    check_row(row)
    entry = _write("law.set", row, by, now)
    _version(row, entry, by, now, is_withdrawn=False)


@action("law.withdraw")
def withdraw(kind: str, row_id: str, in_force_from: date, *, by: Actor, now: datetime) -> None:
    """The local row of that first day no longer holds; what lay under it applies again. Its versions stay readable."""
    access.check_may_withdraw(by)
    version = next(
        (v for v in overlay.standing() if (v.kind, v.row_id, v.in_force_from) == (kind, row_id, in_force_from)), None
    )
    if version is None:
        raise NotFound
    row = overlay.row_of(version)
    entry = _write("law.withdraw", row, by, now)
    _version(row, entry, by, now, is_withdrawn=True)


def _over(kind: str, row_id: str, changes: dict[str, Any]) -> Row:
    """The new row over the one it changes; a row of an id that the law does not know must be whole (a new day off)."""
    under = [r for r in current().rows(kind) if r.id == row_id]
    if not under:
        return parse(kind, {**changes, "id": row_id}, origin="local")
    strangers = sorted(set(changes) - set(settable(kind)))
    if strangers:
        raise Refused(f"Không sửa được {', '.join(strangers)} của quy định này. Chỉ sửa: {', '.join(settable(kind))}.")
    # What is laid over is the row of the days meant, so that an older version of the law is not mixed in.
    day = changes.get("in_force_from")
    base = next((r for r in under if isinstance(day, date) and r.covers(day)), under[0])
    return revised(base, changes)


def _version(row: Row, entry: Entry, by: Actor, now: datetime, *, is_withdrawn: bool) -> None:
    values = {key: value for key, value in row_values(row).items() if key not in ("kind", "origin")}
    # Written at once, not through the desk: the next limit of the same batch is computed from it.
    LocalRow(
        kind=row.kind,
        row_id=row.id,
        values=values,
        source=row.source,
        confidence=str(row.confidence),
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
        is_withdrawn=is_withdrawn,
        set_at=now,
        set_by_id=by.account_id,
        entry_seq=entry.seq,
    ).save(force_insert=True)
    overlay.written()


def _write(verb: str, row: Row, by: Actor, now: datetime) -> Entry:
    subject = Subject(subject_id(row.kind, row.id), by.province_code, by.area_code, by.agency_id, by.agency_id)
    facts = {
        "kind": row.kind,
        "row": row.id,
        "confidence": str(row.confidence),
        "from": row.in_force_from.isoformat(),
        "until": row.in_force_until.isoformat() if row.in_force_until else "",
    }
    return record(verb, subject, "law", by=by, occurred_at=now, now=now, facts=facts)
