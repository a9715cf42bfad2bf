"""A round of reports: opened by the receiving agency for one kind and period, closed when they are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.procedure import carry_out
from lachan.law.periods import period
from lachan.notices import actions as notices
from lachan.people.queries import get_agency
from lachan.reports import access
from lachan.reports.lines import senders_to
from lachan.reports.models import Owed, Round
from lachan.reports.rules import ROUND, Line, ReportKind, RoundStatus, check_due, check_nobody_named


@dataclass(frozen=True)
class OpenRound:
    """``owed_by``: the agencies asked; empty: every one of the line."""

    kind: ReportKind
    period_code: str
    due_on: date
    line: Line
    owed_by: tuple[UUID, ...] = ()
    brief: str = ""


@action("round.open")
def open_round(command: OpenRound, *, by: Actor, now: datetime) -> UUID:
    access.check_may_open_round(by, Place(by.province_code, by.area_code))
    span = period(command.period_code)
    check_due(command.due_on < now.date())
    check_nobody_named(command.brief, "brief")
    owed = _owed(command, by, now.date())
    asked = Round(
        code=new_handle("DBC", by.province_code, span.end.year),
        status="",
        holder_id=by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code=by.area_code,
        opened_on=now.date(),
        kind=str(command.kind),
        period_code=span.code,
        due_on=command.due_on,
        line=str(command.line),
        brief=tidy(command.brief),
    )
    facts = {"period": span.code, "kind": str(command.kind), "owed": len(owed)}
    carry_out(ROUND, "round.open", asked, by=by, occurred_at=now, now=now, facts=facts)
    for agency_id in owed:
        desk.add(Owed(round=asked, agency_id=agency_id))
        notices.post("round.open", asked, to=agency_id, by=by, now=now)
    return asked.id


@action("round.close")
def close_round(round_id: UUID, *, by: Actor, now: datetime) -> None:
    asked = desk.fetch(access.rounds_visible_to(by), round_id)
    access.check_may_close_round(by, asked)
    carry_out(ROUND, "round.close", asked, by=by, occurred_at=now, now=now)


def _owed(command: OpenRound, by: Actor, on: date) -> list[UUID]:
    known = [a.id for a in senders_to(get_agency(by.agency_id), command.line, on) if a.id != by.agency_id]
    if not known:
        raise Refused("Tuyến này không có cơ quan nào báo cáo cho bạn. Hãy chọn tuyến khác.", field="line")
    standing = Round.objects.filter(
        holder_id=by.agency_id, kind=str(command.kind), period_code=command.period_code, line=str(command.line),
        status=str(RoundStatus.OPEN),
    )  # fmt: skip
    if standing.exists():
        raise Refused("Đợt thu báo cáo này đang mở rồi. Hãy dùng đợt đó, hoặc đóng nó trước.", field="kind")
    return [a for a in known if not command.owed_by or a in command.owed_by]
