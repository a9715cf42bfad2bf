"""The figures of compensation: to how many a judgment owes it, how much, and what reached them. Persons are counted."""

from __future__ import annotations

from lachan.indicators.dimensions import acts_leave, own
from lachan.indicators.facts.tables import CODE, DAY, NUMBER, RECORD, VERSION, facts
from lachan.indicators.measures import Cohort, Window, happened, measure
from lachan.linkage.rules import AwardStatus, PaymentState

facts("linkage_awardrow", **VERSION, award_id=RECORD, amount=NUMBER, status=CODE)
facts("linkage_paymentrow", **VERSION, id=RECORD, award_id=RECORD, paid_on=DAY, amount=NUMBER, undoes=RECORD)
acts_leave("award", "victim")
own("payment", "Tình hình thi hành bồi thường", lambda: dict(PaymentState.choices()))

_GONE = f"'{AwardStatus.WITHDRAWN}', '{AwardStatus.SET_ASIDE}', '{AwardStatus.DENIED}'"
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM linkage_awardrow later WHERE later.award_id = v.award_id"
    " AND later.entry_seq > v.entry_seq AND later.recorded_at <= %(as_of)s)"
)
# One row an award written in the period that still stands: whose, what is owed now, what was paid by the period's end.
_AWARDS = (
    "SELECT a.record_id AS record_id, e.seq AS seq, e.occurred_on AS day, v.amount AS owed, v.status AS status,"
    " COALESCE(SUM(p.amount), 0) AS paid FROM journal_entry e"
    " JOIN linkage_awardrow a ON a.entry_seq = e.seq"
    " JOIN linkage_awardrow v ON v.award_id = a.award_id AND v.recorded_at <= %(as_of)s"
    " LEFT JOIN linkage_paymentrow p ON p.award_id = a.award_id AND p.recorded_at <= %(as_of)s AND p.paid_on <= %(end)s"
    f" WHERE {happened('e', ('award.grant',))} AND {_NEWEST} AND v.status NOT IN ({_GONE})"
    " GROUP BY a.award_id, a.record_id, e.seq, e.occurred_on, v.amount, v.status"
)
# All paid; else the worst that is known of any of hers; nobody having said anything is a value of its own.
_STATE = (
    "CASE WHEN SUM(CASE WHEN w.paid < w.owed THEN 1 ELSE 0 END) = 0 THEN 'paid'"
    " WHEN SUM(CASE WHEN w.paid < w.owed AND w.status = 'unable' THEN 1 ELSE 0 END) > 0 THEN 'unable'"
    " WHEN SUM(CASE WHEN w.paid < w.owed AND w.status = 'ended' THEN 1 ELSE 0 END) > 0 THEN 'ended'"
    " WHEN SUM(w.paid) > 0 THEN 'partly'"
    " WHEN SUM(CASE WHEN w.status = 'enforcing' THEN 1 ELSE 0 END) > 0 THEN 'unpaid' ELSE 'unknown' END"
)
_ALL_PAID = "CASE WHEN SUM(CASE WHEN w.paid < w.owed THEN 1 ELSE 0 END) = 0 THEN 1 ELSE 0 END"


@measure("victim.compensation_awarded")
def awarded(window: Window) -> Cohort:
    return _persons("1")


@measure("victim.compensation_paid")
def paid_in_full(window: Window) -> Cohort:
    """Of those whose payment was looked after: whoever nobody has asked about is left out, not counted as unpaid."""
    known = "SUM(w.paid) > 0 OR SUM(CASE WHEN w.status <> 'awarded' THEN 1 ELSE 0 END) > 0"
    return _persons(_ALL_PAID, f" HAVING {known}")


@measure("compensation.owed")
def owed(window: Window) -> Cohort:
    return _persons("SUM(w.owed)")


@measure("compensation.paid")
def paid(window: Window) -> Cohort:
    """By the day the money was paid, whenever the judgment was; a payment taken back is not counted any more."""
    sql = (
        "SELECT p.record_id AS record_id, MIN(e.seq) AS seq, MIN(e.occurred_on) AS day, SUM(p.amount) AS hit"
        " FROM journal_entry e JOIN linkage_paymentrow p ON p.entry_seq = e.seq"
        f" WHERE {happened('e', ('award.pay',))} AND NOT EXISTS (SELECT 1 FROM linkage_paymentrow back"
        " WHERE back.undoes = p.id AND back.recorded_at <= %(as_of)s) GROUP BY p.record_id"
    )
    return Cohort("victim", sql)


def _persons(hit: str, having: str = "") -> Cohort:
    sql = (
        f"SELECT w.record_id AS record_id, MIN(w.seq) AS seq, MIN(w.day) AS day, {hit} AS hit, {_STATE} AS payment"
        f" FROM ({_AWARDS}) w GROUP BY w.record_id{having}"
    )
    return Cohort("victim", sql, columns=("payment",))
