"""The figures of facilities: licences in time, services assessed, people taken in, people there on the last day."""

from __future__ import annotations

from lachan.facilities.rules import FacilityKind
from lachan.indicators.dimensions import Dimension, of, profile
from lachan.indicators.facts.tables import CODE, DAY, MOMENT, NUMBER, RECORD, VERSION, facts, joined
from lachan.indicators.measures import Cohort, Reach, Window, act, cohort, happened, measure, share_of, unvoided

profile("facility", "facilities_facilityprofile", Dimension("facility_kind", "Loại hình", "p.kind", of(FacilityKind)))
facts("facilities_facilityprofile", **VERSION, kind=CODE)
facts(
    "stay_begun", "e.seq = r.entry_seq", "facilities_stay", id=RECORD, facility_id=RECORD, entry_seq=NUMBER,
    admitted_on=DAY,
)  # fmt: skip
facts(
    "stay_ended", "e.seq = r.left_seq", "facilities_stay", id=RECORD, left_seq=NUMBER, left_on=DAY,
    left_recorded_at=MOMENT,
)  # fmt: skip
joined(
    "facilities_stay",
    "SELECT b.*, t.left_seq, t.left_on, t.left_recorded_at FROM stay_begun b LEFT JOIN stay_ended t ON t.id = b.id",
)


@measure("facility.licensed_in_time")
def licensed_in_time(window: Window) -> Cohort:
    """Applications answered within the working days that ran for them."""
    in_time = Reach(
        " LEFT JOIN journal_clock c ON c.record_id = e.record_id AND c.stop_seq = e.seq"
        " AND c.rule = 'facility.license'",
        "c.stopped_at <= c.due_at",
    )
    return cohort("facility", ("facility.license", "facility.refuse"), hit=(in_time,))


@measure("facility.assessed")
def assessed(window: Window) -> Cohort:
    """Of the facilities that stood at the end of the period, those whose services were assessed within it."""
    judged, ended = act("judged_", ("facility.assess",)), act("ended_", ("facility.end",))
    within = Reach(judged.joins, f"{judged.met} AND judged_.occurred_on >= %(start)s")
    sql = (
        f"SELECT e.record_id AS record_id, MIN(e.seq) AS seq, MIN(e.occurred_on) AS day, {within.flag} AS hit"
        f" FROM journal_entry e{within.joins}{ended.joins}"
        f" WHERE {happened('e', ('facility.license', 'facility.list'), within=False)}"
        f" GROUP BY e.record_id HAVING {ended.flag} = 0"
    )
    return Cohort("facility", sql)


@measure("facility.admitted")
def admitted(window: Window) -> Cohort:
    """Stays begun in the period, one row a stay."""
    return _stays("s.admitted_on BETWEEN %(start)s AND %(end)s")


@measure("facility.people")
def people(window: Window) -> Cohort:
    """Stock: who lived in a facility at the end of the last day, as known then."""
    gone = "s.left_on IS NOT NULL AND s.left_on <= %(end)s AND s.left_recorded_at <= %(as_of)s"
    return _stays(f"s.admitted_on <= %(end)s AND NOT ({gone})")


@measure("facility.inspected")
def inspected(window: Window) -> Cohort:
    return share_of("facility", ("facility.license",), ("facility.inspect",))


def _stays(where: str) -> Cohort:
    sql = (
        "SELECT s.facility_id AS record_id, e.seq AS seq, s.admitted_on AS day, 1 AS hit FROM facilities_stay s"
        f" JOIN journal_entry e ON e.seq = s.entry_seq WHERE {{scope:e}} AND {where}"
        f" AND e.recorded_at <= %(as_of)s AND {unvoided('s')}"
    )
    return Cohort("facility", sql)
