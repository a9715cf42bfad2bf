"""The figures of protection (CT12), of visits after she settled, of being sold again."""

from __future__ import annotations

from lachan.indicators.dimensions import coded, law_codes, profile
from lachan.indicators.facts.tables import CODE, DAY, VERSION, facts
from lachan.indicators.measures import Cohort, Window, cohort, count_of, measure, row, share_of

profile(
    "protection",
    "victims_protectionprofile",
    coded("protected", "Người được bảo vệ", law_codes("protected_persons")),
)
facts("victims_protectionprofile", **VERSION, protected=CODE)
facts("victims_followuprow", **VERSION, visited_on=DAY, met=CODE)


@measure("protection.asked")
def protections_asked(window: Window) -> Cohort:
    return count_of("protection", ("protection.ask",))


@measure("victim.need_protected")
def need_protected(window: Window) -> Cohort:
    """Who declined protection in writing was offered it: only a grant counts, and the refusal stays in the whole."""
    return share_of("protection", ("protection.ask",), ("protection.grant",))


@measure("victim.followed_up")
def followed_up(window: Window) -> Cohort:
    """Met at a visit at least once; a visit at which nobody was met does not count."""
    met = row("met_", "victims_followuprow", "visited_on", "{row}.met = 'yes'")
    return cohort("victim", ("victim.settle_residence",), hit=(met,))


@measure("victim.retrafficked")
def retrafficked(window: Window) -> Cohort:
    return count_of("victim", ("victim.note_retrafficked",))
