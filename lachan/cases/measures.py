"""The figures of cases and accused, one function an indicator. Only trafficking offences (Articles 150, 151) count."""

from __future__ import annotations

from lachan.indicators.measures import Cohort, Window, followed_by, happened, measure

_CASES, _ACCUSED = "cases_caseprofile", "cases_accusedprofile"


@measure("case.instituted")
def instituted(window: Window) -> Cohort:
    return _count("case", _CASES, "case.institute")


@measure("case.cleared")
def cleared(window: Window) -> Cohort:
    return _share("case.institute", "case.conclude")


@measure("case.prosecuted")
def prosecuted(window: Window) -> Cohort:
    return _share("case.conclude", "case.prosecute")


@measure("case.tried")
def tried(window: Window) -> Cohort:
    return _share("case.accept_for_trial", "case.judge")


@measure("case.accused")
def accused(window: Window) -> Cohort:
    return _count("accused", _ACCUSED, "accused.charge")


def _count(kind: str, profiles: str, verb: str) -> Cohort:
    sql = (
        f"SELECT e.record_id AS record_id, MIN(e.occurred_on) AS day, 1 AS hit"
        f" FROM journal_entry e WHERE {happened('e', (verb,))} AND {_trafficking(profiles)} GROUP BY e.record_id"
    )
    return Cohort(kind, sql)


def _share(counted: str, reached: str) -> Cohort:
    sql = (
        f"SELECT e.record_id AS record_id, MIN(e.occurred_on) AS day,"
        f" MAX(CASE WHEN {followed_by('e', (reached,))} THEN 1 ELSE 0 END) AS hit"
        f" FROM journal_entry e WHERE {happened('e', (counted,))} AND {_trafficking(_CASES)} GROUP BY e.record_id"
    )
    return Cohort("case", sql)


def _trafficking(profiles: str) -> str:
    """The newest version known at as_of names a clause of Article 150 or 151."""
    return (
        f"EXISTS (SELECT 1 FROM {profiles} p WHERE p.record_id = e.record_id"
        f" AND SUBSTR(p.article, 1, 4) IN ('150.', '151.') AND p.entry_seq = (SELECT MAX(q.entry_seq)"
        f" FROM {profiles} q WHERE q.record_id = e.record_id AND q.recorded_at <= %(as_of)s))"
    )
