"""The figures of victims and referrals, one function an indicator."""

from __future__ import annotations

from lachan.indicators.measures import Cohort, Window, count_of, followed_by, happened, measure, share_of
from lachan.victims.rules import IDENTIFYING_VERBS

_VERIFIED = ("victim.verify", "victim.rule_out", "victim.recognise")


@measure("victim.received")
def received(window: Window) -> Cohort:
    return count_of("victim", ("victim.receive",))


@measure("victim.identified")
def identified(window: Window) -> Cohort:
    return count_of("victim", IDENTIFYING_VERBS)


@measure("victim.verified")
def verified(window: Window) -> Cohort:
    """Both must be there: the initial verification has its result, and first support was given."""
    both = f"{followed_by('e', _VERIFIED)} AND {followed_by('e', ('victim.support_initially',))}"
    return _cohort(("victim.receive",), "1 = 1", both)


@measure("victim.supported_in_time")
def supported_in_time(window: Window) -> Cohort:
    """Supported at least once, and no support was later than the limit that ran for it."""
    any_support = _row("victims_supportrow", "supported_on", "row_.stage IN ('initial', 'decided')")
    late = _row("victims_supportrow", "supported_on", "row_.is_in_time = FALSE")
    return _cohort(("victim.receive",), _has_need(), f"{any_support} AND NOT {late}")


@measure("victim.need_supported")
def need_supported(window: Window) -> Cohort:
    decided = _row("victims_supportrow", "supported_on", "row_.stage = 'decided'")
    return _cohort(IDENTIFYING_VERBS, _has_need(), decided)


@measure("victim.referred")
def referred(window: Window) -> Cohort:
    return share_of("referral", ("referral.send",), ("referral.accept",))


def _has_need() -> str:
    return _row("victims_needrow", "assessed_on", "row_.answer = 'yes'")


def _row(table: str, day: str, condition: str) -> str:
    """The record of entry ``e`` has such a row, known at as_of, by the end of the period, of an act not called void."""
    return (
        f"EXISTS (SELECT 1 FROM {table} row_ WHERE row_.record_id = e.record_id AND {condition}"
        f" AND row_.{day} <= %(end)s AND row_.recorded_at <= %(as_of)s AND NOT EXISTS (SELECT 1 FROM journal_entry gone"
        f" WHERE gone.corrects = row_.entry_seq AND gone.is_void = TRUE AND gone.recorded_at <= %(as_of)s))"
    )


def _cohort(counted: tuple[str, ...], among: str, hit: str) -> Cohort:
    sql = (
        f"SELECT e.record_id AS record_id, MIN(e.occurred_on) AS day, MAX(CASE WHEN {hit} THEN 1 ELSE 0 END) AS hit"
        f" FROM journal_entry e WHERE {happened('e', counted)} AND {among} GROUP BY e.record_id"
    )
    return Cohort("victim", sql)
