"""Looking after a facility: its equipment, the assessment of its services by criteria of the law book, inspections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.facilities import access
from lachan.facilities.models import EquipmentRow, Facility, InspectionRow, ScoreRow
from lachan.facilities.registering import Step, carry, fetch
from lachan.facilities.rules import Condition, Equipment, InspectionResult, check_score
from lachan.journal import clocks, desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.law.book import current
from lachan.law.rows import CriterionRow
from lachan.notices import actions as notices


@dataclass(frozen=True)
class Found:
    """``upgrade_on``: the day by which it is planned to be repaired, bought or enlarged."""

    item: Equipment
    quantity: int
    condition: Condition
    upgrade_on: date | None = None


@dataclass(frozen=True)
class Equip(Step):
    found: tuple[Found, ...] = ()


@dataclass(frozen=True)
class Judged:
    """No score: it could not be judged."""

    criterion: str
    score: int | None
    must_improve: bool = False


@dataclass(frozen=True)
class Assess(Step):
    """``next_on``: when it is to be assessed again. What must be bettered stands in the note, sealed."""

    judged: tuple[Judged, ...] = ()
    next_on: date | None = None


@dataclass(frozen=True)
class Inspect(Step):
    result: InspectionResult = InspectionResult.MEETS


@action("facility.equip")
def equip(command: Equip, *, by: Actor, now: datetime) -> None:
    facility = fetch(command, by)
    access.check_may_equip(by, facility)
    if not command.found:
        raise Refused("Chưa ghi trang thiết bị nào. Hãy nhập ít nhất một dòng.")
    for one in command.found:
        if not 0 <= one.quantity <= 10_000:
            raise Refused(f"Số lượng «{one.item.label}» không hợp lý. Hãy nhập lại.")
    entry = carry("facility.equip", facility, command, by, now, facts={"items": len(command.found)})
    for one in command.found:
        desk.add(
            EquipmentRow(
                **_of(facility, entry),
                found_on=entry.occurred_on,
                item=str(one.item),
                quantity=one.quantity,
                condition=str(one.condition),
                upgrade_on=one.upgrade_on,
            )  # fmt: skip
        )


@action("facility.assess")
def assess(command: Assess, *, by: Actor, now: datetime) -> None:
    facility = fetch(command, by)
    access.check_may_assess(by, facility)
    on = local_day(command.occurred_at)
    rows = _criteria(command, on)
    if command.next_on is not None and command.next_on <= on:
        raise Refused("Ngày đánh giá lần sau phải sau lần này. Hãy kiểm tra lại.", field="next_on")
    if any(one.must_improve for one in command.judged) and not command.note:
        raise Refused("Có tiêu chí phải khắc phục. Hãy ghi việc phải làm vào ô «Căn cứ, ghi chú».", field="note")
    entry = carry("facility.assess", facility, command, by, now, facts={"criteria": len(command.judged)})
    for one in command.judged:
        desk.add(
            ScoreRow(
                **_of(facility, entry),
                assessed_on=entry.occurred_on,
                next_on=command.next_on,
                criterion=one.criterion,
                score=one.score,
                largest=rows[one.criterion].largest,
                must_improve=one.must_improve,
            )  # fmt: skip
        )
    notices.post("facility.assess", facility, to=facility.holder_id, by=by, now=now)


@action("facility.inspect")
def inspect(command: Inspect, *, by: Actor, now: datetime) -> None:
    """Ends the running limit of inspection and starts the next one, where the law of the day has it."""
    facility = fetch(command, by)
    access.check_may_inspect(by, facility)
    if command.result is not InspectionResult.MEETS and not command.note:
        raise Refused("Hãy ghi nội dung phải khắc phục hoặc vi phạm vào ô «Căn cứ, ghi chú».", field="note")
    limit = next((c.due_at for c in clocks.running(facility.id) if c.rule == "facility.inspect"), None)
    entry = carry("facility.inspect", facility, command, by, now, facts={"result": str(command.result)})
    in_time = limit is None or entry.occurred_at <= limit
    row = InspectionRow(
        **_of(facility, entry), inspected_on=entry.occurred_on, result=str(command.result), is_in_time=in_time
    )
    desk.add(row)
    clocks.start_where_law_has("facility.inspect", facility, entry, by.agency_id)
    notices.post("facility.inspect", facility, to=facility.holder_id, by=by, now=now)


def _criteria(command: Assess, on: date) -> dict[str, CriterionRow]:
    """The criteria in force on the day, by id; every score within the points its row gives."""
    rows = {row.id: row for row in current().in_force(CriterionRow, on)}
    if not any(one.score is not None for one in command.judged):
        raise Refused("Chưa chấm tiêu chí nào. Hãy chấm ít nhất một tiêu chí.")
    for one in command.judged:
        if one.criterion not in rows:
            raise Refused(f"Ngày {on:%d/%m/%Y} không có tiêu chí «{one.criterion}». Xem danh mục ở trang Pháp luật.")
        check_score(one.score, rows[one.criterion].largest, rows[one.criterion].name)
    return rows


def _of(facility: Facility, entry: Entry) -> dict[str, UUID | int | datetime]:
    return {"record_id": facility.id, "entry_seq": entry.seq, "recorded_at": entry.recorded_at}
