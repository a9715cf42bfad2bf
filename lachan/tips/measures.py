"""The figures of tips, one function an indicator."""

from __future__ import annotations

from lachan.indicators.measures import Cohort, Window, count_of, followed_by, happened, measure, share_of
from lachan.tips.rules import RESOLVING_VERBS


@measure("tip.received")
def received(window: Window) -> Cohort:
    return count_of("tip", ("tip.record",))


@measure("tip.classified")
def classified(window: Window) -> Cohort:
    return share_of("tip", ("tip.record",), ("tip.classify", "tip.transfer"))


@measure("tip.resolved")
def resolved(window: Window) -> Cohort:
    """A tip handed to another body is theirs to resolve, so it leaves the denominator."""
    sql = (
        f"SELECT e.record_id AS record_id, MIN(e.occurred_on) AS day,"
        f" MAX(CASE WHEN {followed_by('e', RESOLVING_VERBS)} THEN 1 ELSE 0 END) AS hit"
        f" FROM journal_entry e WHERE {happened('e', ('tip.record',))} AND NOT {followed_by('e', ('tip.transfer',))}"
        f" GROUP BY e.record_id"
    )
    return Cohort("tip", sql)
