"""Why a figure changed between two days of knowledge: record by record, with the entries that did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lachan.base.clock import end_of_day, local_day
from lachan.base.labels import Labelled
from lachan.indicators.dimensions import PROFILES
from lachan.indicators.engines import PRIMARY
from lachan.indicators.figures import as_uuid, run
from lachan.indicators.measures import MEASURES, Cohort, Window
from lachan.journal.models import Entry

SHOWN = 100


class Cause(Labelled):
    LATE = "late", "Ghi muộn: việc xảy ra trước, ghi sau ngày đó"
    HAPPENED = "happened", "Việc mới xảy ra sau ngày đó"
    CORRECTED = "corrected", "Đính chính ngày của một việc"
    VOIDED = "voided", "Hủy một việc ghi nhầm"
    RECLASSIFIED = "reclassified", "Đổi thông tin phân loại"
    LIMIT = "limit", "Thời hạn đã qua mà chưa thực hiện"


class Effect(Labelled):
    """What became of the record in the figure; one may hold for the count and the numerator together."""

    CAME = "came", "Được tính thêm"
    WENT = "went", "Không còn được tính"
    REACHED = "reached", "Nay đạt"
    LOST = "lost", "Nay không đạt"
    CHANGED = "changed", "Đổi số lượt được tính"


@dataclass(frozen=True)
class Reason:
    """One entry between the two days that touched the record."""

    cause: Cause
    seq: int
    verb: str
    occurred_on: date
    recorded_at: datetime


@dataclass(frozen=True)
class Changed:
    """``counted`` and ``hits``: how often the record counts, and in the numerator, on the earlier and the later day."""

    record_id: UUID
    counted: tuple[int, int]
    hits: tuple[int, int]
    effect: Effect
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Explained:
    """``shown``: visible records, at most ``SHOWN``; ``hidden``: changed records of others, and those beyond the list.

    ``counted`` and ``hits`` of the figure on the two days; the changes of all records add up to their difference.
    """

    shown: tuple[Changed, ...]
    hidden: int
    counted: tuple[int, int]
    hits: tuple[int, int]
    causes: tuple[tuple[Cause, int], ...]


def explain(code: str, window: Window, earlier: date, visible: QuerySet[Any] | None = None) -> Explained:
    """What changed from the end of ``earlier`` to the window's own day of knowledge.

    ``visible``: the records an actor may know of; without it every record is listed (for commands and tests).
    """
    before = end_of_day(earlier)
    told = _told(code, window, before)
    ids = [c.record_id for c in told]
    seen = set(ids) if visible is None else set(visible.filter(id__in=ids[:_MANY]).values_list("id", flat=True))
    shown = tuple(c for c in told if c.record_id in seen)[:SHOWN]
    then = Window(window.scope, window.start, window.end, before)
    whole = tuple(_whole(MEASURES[code](w), w) for w in (then, window))
    return Explained(
        shown, len(told) - len(shown), (whole[0][0], whole[1][0]), (whole[0][1], whole[1][1]), _summed(told)
    )


_MANY = 5000
_LIMIT_ONLY = Reason(Cause.LIMIT, 0, "", date.min, end_of_day(date(1, 1, 2)))


def _told(code: str, window: Window, before: datetime) -> list[Changed]:
    """The changed records with the entries that did it: their own, else those of the record whose act counts them."""
    cohort = MEASURES[code](window)
    changed = _changed_records(cohort, window, before)
    own = _reasons(cohort, [c.record_id for c, _ in changed], before, window.as_of)
    lacking = {c.record_id: seq for c, seq in changed if c.record_id not in own}
    parents = dict(Entry.objects.filter(seq__in=list(lacking.values())).values_list("seq", "record_id"))
    of_parents = _reasons(cohort, list(set(parents.values())), before, window.as_of)

    def reasons(one: Changed) -> tuple[Reason, ...]:
        found = own.get(one.record_id) or of_parents.get(parents.get(lacking.get(one.record_id, 0), one.record_id))
        return found or (_LIMIT_ONLY,)

    return [replace(c, reasons=reasons(c)) for c, _ in changed]


def _changed_records(cohort: Cohort, window: Window, before: datetime) -> list[tuple[Changed, int]]:
    """The records that do not count alike on the two days, each with the entry that counts it, in one statement."""
    then = cohort.sql.replace("%(as_of)s", "%(before)s")
    sql = (
        "SELECT record_id, MAX(seq), SUM(n0), SUM(n1), SUM(h0), SUM(h1) FROM"
        f" (SELECT a.record_id AS record_id, a.seq AS seq, 1 AS n0, 0 AS n1, a.hit AS h0, 0 AS h1 FROM ({then}) a"
        f" UNION ALL SELECT b.record_id, b.seq, 0, 1, 0, b.hit FROM ({cohort.sql}) b) both_days"
        " GROUP BY record_id HAVING SUM(n0) <> SUM(n1) OR SUM(h0) <> SUM(h1) ORDER BY record_id"
    )
    rows = run(sql, cohort, window, before=before)
    return [(_changed(as_uuid(r), (int(n0), int(n1)), (int(h0), int(h1))), int(s)) for r, s, n0, n1, h0, h1 in rows]


def _changed(record_id: UUID, counted: tuple[int, int], hits: tuple[int, int]) -> Changed:
    if not counted[0] or not counted[1]:
        effect = Effect.WENT if counted[0] else Effect.CAME
    elif counted[0] != counted[1]:
        effect = Effect.CHANGED
    else:
        effect = Effect.REACHED if hits[1] > hits[0] else Effect.LOST
    return Changed(record_id, counted, hits, effect, ())


def _reasons(
    cohort: Cohort, ids: list[UUID], before: datetime, after: datetime
) -> dict[UUID, tuple[Reason, ...]]:  # fmt: skip
    """The entries written about these records between the two days, each with what it did."""
    found: dict[UUID, list[Reason]] = defaultdict(list)
    entries = Entry.objects.filter(recorded_at__gt=before, recorded_at__lte=after)
    for part in _pieces(ids):
        rows = list(entries.filter(record_id__in=part).order_by("seq"))
        versions = _versioned(cohort, [e.seq for e in rows])
        for entry in rows:
            found[entry.record_id].append(_reason(entry, before, entry.seq in versions))
    return {record_id: tuple(rows) for record_id, rows in found.items()}


def _reason(entry: Entry, before: datetime, is_version: bool) -> Reason:
    if entry.is_void:
        cause = Cause.VOIDED
    elif entry.corrects is not None:
        cause = Cause.CORRECTED
    elif is_version and entry.from_status == entry.to_status:
        cause = Cause.RECLASSIFIED
    else:
        cause = Cause.LATE if entry.occurred_on <= local_day(before) else Cause.HAPPENED
    return Reason(cause, entry.seq, entry.verb, entry.occurred_on, entry.recorded_at)


def _versioned(cohort: Cohort, seqs: list[int]) -> set[int]:
    """Which of the entries wrote a version of the record's coded attributes."""
    kept = PROFILES.get(cohort.kind)
    if not kept or not kept.is_versioned or not seqs:
        return set()
    holes = ", ".join(f"%(seq{n})s" for n in range(len(seqs)))
    rows = PRIMARY.run(
        f"SELECT entry_seq FROM {kept.table} WHERE entry_seq IN ({holes})", {f"seq{n}": s for n, s in enumerate(seqs)}
    )
    return {int(seq) for (seq,) in rows}


def _pieces(ids: list[UUID], size: int = 400) -> Iterable[list[UUID]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _whole(cohort: Cohort, window: Window) -> tuple[int, int]:
    counted, hits = run(f"SELECT COUNT(*), SUM(hit) FROM ({cohort.sql}) c", cohort, window)[0]
    return int(counted), int(hits or 0)


def _summed(changed: Iterable[Changed]) -> tuple[tuple[Cause, int], ...]:
    """For how many records each cause plays a part, the commonest first."""
    counts: dict[Cause, int] = defaultdict(int)
    for one in changed:
        for cause in {r.cause for r in one.reasons}:
            counts[cause] += 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
