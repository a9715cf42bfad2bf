"""What every act on a victim's file has in common: the step, the file, its key, the version of its attributes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Held
from lachan.access.roles import AgencyKind
from lachan.base.errors import Refused
from lachan.base.text import tidy
from lachan.journal import clocks, desk
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.shares import key_of
from lachan.law.book import LawBook, current
from lachan.people.queries import the_agency
from lachan.victims import access
from lachan.victims.attributes import UNKNOWN
from lachan.victims.models import ATTRIBUTES, Victim, VictimProfile
from lachan.victims.rules import FOREIGN_KINDS, MINOR_KINDS, PROCEDURE, RELATIVE, Standing, check_order, check_stands


@dataclass(frozen=True)
class Step:
    """A move on a file: when it happened, and the reason or result in words (sealed)."""

    victim_id: UUID
    occurred_at: datetime
    note: str = ""


def fetch(victim_id: UUID, by: Actor) -> Victim:
    return desk.fetch(access.visible_to(by), victim_id)


def carry(
    verb: str, victim: Victim, step: Step, by: Actor, now: datetime, *, change: tuple[str, ...] = (),
    facts: dict[str, Any] | None = None, owed_by: UUID | None = None, is_closing: bool = False,
) -> Entry:  # fmt: skip
    check_order(step.occurred_at, victim.received_at)
    check_stands(verb, standing_of(victim, is_closing=is_closing))
    if victim.closing_since and PROCEDURE.move(verb).target is not None:
        victim.closing_since, change = None, (*change, "closing_since")
    entry = carry_out(
        PROCEDURE, verb, victim, by=by, occurred_at=step.occurred_at, now=now, change=change, facts=facts,
        owed_by=owed_by,
    )  # fmt: skip
    if step.note:
        add_note(entry, tidy(step.note), key_of(victim.id, by.agency_id))
    return entry


def standing_of(victim: Victim, *, is_closing: bool = False) -> Standing:
    return Standing(
        is_known=victim.identified_on is not None,
        is_minor=victim.person_kind in MINOR_KINDS,
        is_told=any(c.rule == "victim.verify_initially" for c in clocks.running(victim.id)),
        is_relative=victim.person_kind == RELATIVE,
        is_foreign=victim.person_kind in FOREIGN_KINDS,
        is_closing=is_closing,
    )


def new_profile(victim: Victim, entry: Entry) -> None:
    """Writes down how the coded attributes stand after this entry."""
    values = {name: getattr(victim, name) for name in ATTRIBUTES}
    desk.add(VictimProfile(record_id=victim.id, entry_seq=entry.seq, recorded_at=entry.recorded_at, **values))


def start_where_law_has(rule: str, record: Held, entry: Entry, agency_id: UUID) -> None:
    """Starts a limit that only one of the two laws knows; under the other there is nothing to start."""
    clocks.start_where_law_has(rule, record, entry, agency_id)


def agency_of(province_code: str, kind: AgencyKind, on: date) -> UUID:
    found = the_agency(province_code, kind, on)
    if found is None:
        raise Refused(f"Chưa có {kind.label} trong danh mục cơ quan. Hãy nhờ quản trị viên lập trước khi ghi bước này.")
    return found.id


def check_code(kind: str, code: str, on: date, field: str) -> None:
    """A code of the law's lists, or «unknown»."""
    if code != UNKNOWN and code not in _codes(current(), kind, on):
        raise Refused("Giá trị đã chọn không có trong danh mục của ngày đó. Hãy chọn lại từ danh sách.", field=field)


@lru_cache(maxsize=8192)
def _codes(book: LawBook, kind: str, on: date) -> frozenset[str]:
    return frozenset(row.id for row in book.codes(kind, on))


def minors_of(victim_id: UUID) -> list[Victim]:
    """Those under 18 who came with this person; relatives are tied to her as well, and the law does not name them."""
    buffered = [v for v in desk.mine(Victim) if v.accompanies_id == victim_id]
    found = buffered if buffered or desk.batch() is not None else Victim.objects.filter(accompanies_id=victim_id)
    return [v for v in found if v.person_kind in MINOR_KINDS]


def with_reason(step: Step) -> None:
    if not step.note:
        raise Refused("Kết luận này phải nêu lý do. Hãy nhập vào ô «Căn cứ, ghi chú».", field="note")
