"""The statutory clocks: started and stopped by entries, due as the law of the starting day says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from lachan.access.checks import Held
from lachan.base.clock import end_of_day, local_day
from lachan.journal import desk
from lachan.journal.models import Clock, Entry
from lachan.law import deadlines
from lachan.law.book import current
from lachan.law.rows import Confidence, DeadlineRow, Unit


@dataclass(frozen=True)
class ClockLine:
    """One clock as a page shows it. ``fraction`` of the time used, 0 to 1; ``state`` of law.deadlines."""

    rule: str
    name: str
    record_kind: str
    record_id: UUID
    agency_id: UUID
    started_at: datetime
    due_at: datetime
    unit: str
    length: int
    source: str
    confidence: str
    state: deadlines.ClockState
    fraction: float
    stopped_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.stopped_at is None


def start(
    rule: str, record: Held, entry: Entry, agency_id: UUID, *, at: datetime | None = None, until: date | None = None
) -> Clock:
    """Starts the limit for the agency that owes the step, counted from the entry's instant unless ``at`` is given.

    ``until``: the last day where a decision names it; the law of the day still says under which rule.
    """
    started = at or entry.occurred_at
    due = deadlines.due(rule, started)
    return desk.add(
        Clock(
            rule=rule,
            record_kind=entry.record_kind,
            record_id=record.id,
            agency_id=agency_id,
            province_code=record.province_code,
            area_code=record.area_code,
            started_at=started,
            due_at=instant(until or due.due),
            unit=str(Unit.DAY) if until else due.unit,
            length=(until - local_day(started)).days if until else due.length,
            source=due.source,
            confidence=due.confidence,
            start_seq=entry.seq,
        )
    )


def start_where_law_has(rule: str, record: Held, entry: Entry, agency_id: UUID) -> None:
    """Starts a limit that only one of the two laws knows; under the other there is nothing to start."""
    if any(c.rule == rule for c in running(record.id)):
        return
    try:
        start(rule, record, entry, agency_id)
    except deadlines.NoRowInForce:
        return


def stop(rules: Iterable[str], record: Held, entry: Entry, *, how: str = "done") -> None:
    """Stops what runs of these rules (a name ending in '.' stops every rule under it); not running is no error."""
    wanted = tuple(rules)
    for clock in running(record.id):
        if any(clock.rule == r or (r.endswith(".") and clock.rule.startswith(r)) for r in wanted):
            clock.stopped_at, clock.stop_seq, clock.stopped_by = entry.occurred_at, entry.seq, how
            desk.change(clock, "stopped_at", "stop_seq", "stopped_by")


def hand_to(record: Held, rules: Iterable[str], agency_id: UUID) -> None:
    """The running limits are now owed by another agency; they keep running from where they started."""
    wanted = set(rules)
    for clock in running(record.id):
        if clock.rule in wanted:
            clock.agency_id = agency_id
            desk.change(clock, "agency_id")


def running(record_id: UUID) -> list[Clock]:
    buffered = [c for c in desk.mine(Clock, record_id) if c.stopped_at is None]
    if desk.batch() is not None:
        return buffered
    return list(Clock.objects.filter(record_id=record_id, stopped_at=None).order_by("due_at"))


def of_record(record_id: UUID, now: datetime) -> list[ClockLine]:
    """Every clock of a record, open ones first, then by due date."""
    rows = Clock.objects.filter(record_id=record_id).order_by("due_at")
    return sorted((line(c, now) for c in rows), key=lambda x: (not x.is_open, x.due_at))


@dataclass(frozen=True)
class Debtor:
    """Whose limits are asked for: one agency's, or those of every agency of a province."""

    agency_id: UUID | None = None
    province_code: str = ""


def owed(
    by: Debtor, now: datetime, *, until: datetime, after: datetime | None = None, limit: int = 20
) -> list[ClockLine]:
    """What is owed between the two instants, the most overdue first."""
    return [line(c, now) for c in _owed(by, until, after).order_by("due_at")[:limit]]


def count_owed(by: Debtor, *, until: datetime, after: datetime | None = None) -> int:
    return _owed(by, until, after).count()


def _owed(by: Debtor, until: datetime, after: datetime | None) -> QuerySet[Clock]:
    rows = Clock.objects.filter(stopped_at=None, due_at__lte=until)
    rows = rows.filter(agency_id=by.agency_id) if by.agency_id else rows.filter(province_code=by.province_code)
    return rows.filter(due_at__gt=after) if after else rows


def line(clock: Clock, now: datetime) -> ClockLine:
    whole = (clock.due_at - clock.started_at).total_seconds()
    used = ((clock.stopped_at or now) - clock.started_at).total_seconds()
    return ClockLine(
        rule=clock.rule,
        name=name_of(clock.rule),
        record_kind=clock.record_kind,
        record_id=clock.record_id,
        agency_id=clock.agency_id,
        started_at=clock.started_at,
        due_at=clock.due_at,
        unit=clock.unit,
        length=clock.length,
        source=clock.source,
        confidence=clock.confidence,
        state=deadlines.state(_due_of(clock), now, clock.stopped_at),
        fraction=min(max(used / whole, 0.0), 1.0) if whole > 0 else 1.0,
        stopped_at=clock.stopped_at,
    )


def name_of(rule: str) -> str:
    """What officers call the limit; the rule's own id for a rule the book no longer knows."""
    rows = current().history(DeadlineRow, rule)
    return rows[0].name if rows else rule


def rule_names() -> dict[str, str]:
    """Every limit the book knows, by its rule."""
    found: dict[str, str] = {}
    for row in current().all_of(DeadlineRow):
        found.setdefault(row.id, row.name)
    return found


def _due_of(clock: Clock) -> deadlines.Due:
    """The stored limit as the law's own value: a change of law never rewrites it."""
    unit = Unit(clock.unit)
    return deadlines.Due(
        rule=clock.rule,
        start=clock.started_at,
        due=clock.due_at if unit is Unit.HOUR else local_day(clock.due_at),
        unit=unit,
        length=clock.length,
        source=clock.source,
        confidence=Confidence(clock.confidence),
        in_force_from=local_day(clock.started_at),
        label="",
    )


def instant(due: date | datetime) -> datetime:
    """A day's limit ends at 24:00 of that day (BLTTHS Điều 134)."""
    return due if isinstance(due, datetime) else end_of_day(due)


def due_day(clock: ClockLine) -> date:
    return local_day(clock.due_at)
