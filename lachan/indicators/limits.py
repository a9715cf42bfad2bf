"""Limits of the law that fell due in a period, and those that were kept: one row a limit, divided by its rule."""

from __future__ import annotations

from lachan.indicators.dimensions import own
from lachan.indicators.measures import Cohort, listed
from lachan.journal.clocks import rule_names

own("rule", "Thời hạn", rule_names)


def kept_limits(kind: str, *rules: str) -> Cohort:
    """Limits of a kind of record (only these rules, where some are named) due in the period.

    A limit that ran out unmet counts once its last day has passed on the day of knowledge; one that another limit
    replaced (extended, of another class) does not count. Met means: the act that ends it happened no later than the
    due instant, as that act is known at as_of, its corrections included.
    """
    named = f" AND t.rule IN ({listed(rules)})" if rules else ""
    met = "((k.seq IS NOT NULL AND k_fix.seq IS NULL AND k.occurred_at <= t.due_at)"
    met += " OR (m.seq IS NOT NULL AND m_fix.seq IS NULL AND m.occurred_at <= t.due_at))"
    sql = (
        f"SELECT t.record_id AS record_id, t.start_seq AS seq, MIN(b.occurred_on) AS day, t.rule AS rule,"
        f" MAX(CASE WHEN {met} THEN 1 ELSE 0 END) AS hit FROM journal_clock t"
        f" JOIN journal_entry b ON b.seq = t.start_seq AND b.recorded_at <= %(as_of)s"
        f" LEFT JOIN journal_entry b_gone ON b_gone.corrects = b.seq AND b_gone.is_void = TRUE"
        f" AND b_gone.recorded_at <= %(as_of)s"
        f" LEFT JOIN journal_entry k ON k.seq = t.stop_seq AND k.recorded_at <= %(as_of)s AND k.is_void = FALSE"
        f" LEFT JOIN journal_entry k_fix ON k_fix.corrects = k.seq AND k_fix.recorded_at <= %(as_of)s"
        f" LEFT JOIN journal_entry m ON m.record_id = k.record_id AND m.verb = k.verb AND m.seq > k.seq"
        f" AND m.corrects IS NOT NULL AND m.is_void = FALSE AND m.recorded_at <= %(as_of)s"
        f" LEFT JOIN journal_entry m_fix ON m_fix.corrects = m.seq AND m_fix.recorded_at <= %(as_of)s"
        f" WHERE t.record_kind = '{kind}' AND {{place:t}}{named} AND t.due_at BETWEEN %(start_at)s AND %(end_at)s"
        f" AND b_gone.seq IS NULL AND (k.seq IS NULL OR t.stopped_by = 'done')"
        f" AND (k.seq IS NOT NULL OR t.due_at <= %(as_of)s)"
        f" GROUP BY t.id, t.record_id, t.start_seq, t.rule"
    )
    return Cohort(kind, sql, columns=("rule",))
