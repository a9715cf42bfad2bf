"""The figures of facilities: licences in time, services assessed, people taken in, people there on the last day."""

from __future__ import annotations

from lachan.indicators.measures import Cohort, Window, happened, measure, share_of, standing


@measure("facility.licensed_in_time")
def licensed_in_time(window: Window) -> Cohort:
    """Applications answered within the working days that ran for them."""
    in_time = (
        "EXISTS (SELECT 1 FROM journal_clock c WHERE c.stop_seq = e.seq AND c.rule = 'facility.license'"
        " AND c.stopped_at <= c.due_at)"
    )
    sql = (
        "SELECT e.record_id AS record_id, MIN(e.occurred_on) AS day,"
        f" MAX(CASE WHEN {in_time} THEN 1 ELSE 0 END) AS hit"
        f" FROM journal_entry e WHERE {happened('e', ('facility.license', 'facility.refuse'))} GROUP BY e.record_id"
    )
    return Cohort("facility", sql)


@measure("facility.assessed")
def assessed(window: Window) -> Cohort:
    """Of the facilities that stood at the end of the period, those whose services were assessed within it."""
    return Cohort(
        "facility",
        "SELECT e.record_id AS record_id, MIN(e.occurred_on) AS day,"
        f" MAX(CASE WHEN EXISTS (SELECT 1 FROM journal_entry a WHERE a.record_id = e.record_id"
        f" AND {_within('a', 'facility.assess')}) THEN 1 ELSE 0 END) AS hit FROM journal_entry e"
        f" WHERE {happened('e', ('facility.license', 'facility.list'), within=False)}"
        f" AND NOT EXISTS (SELECT 1 FROM journal_entry gone WHERE gone.record_id = e.record_id"
        f" AND gone.verb = 'facility.end' AND gone.occurred_on <= %(end)s AND {standing('gone')}) GROUP BY e.record_id",
    )


@measure("facility.admitted")
def admitted(window: Window) -> Cohort:
    """Stays begun in the period, one row a stay."""
    return Cohort("facility", _stays("1", "s.admitted_on BETWEEN %(start)s AND %(end)s"))


@measure("facility.people")
def people(window: Window) -> Cohort:
    """Stock: who lived in a facility at the end of the last day, as known then."""
    gone = "s.left_on IS NOT NULL AND s.left_on <= %(end)s AND s.left_recorded_at <= %(as_of)s"
    return Cohort("facility", _stays("1", f"s.admitted_on <= %(end)s AND NOT ({gone})"))


@measure("facility.inspected")
def inspected(window: Window) -> Cohort:
    return share_of("facility", ("facility.license",), ("facility.inspect",))


def _stays(hit: str, where: str) -> str:
    return (
        f"SELECT s.facility_id AS record_id, s.admitted_on AS day, {hit} AS hit FROM facilities_stay s"
        f" JOIN journal_entry e ON e.seq = s.entry_seq WHERE {{scope:e}} AND {where} AND {standing('e')}"
    )


def _within(alias: str, verb: str) -> str:
    return f"{alias}.verb = '{verb}' AND {alias}.occurred_on BETWEEN %(start)s AND %(end)s AND {standing(alias)}"
