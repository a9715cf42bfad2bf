"""The figures of protection: who asked, who was protected of those who needed it (CT12)."""

from __future__ import annotations

from lachan.indicators.dimensions import coded, law_codes, profile
from lachan.indicators.facts.tables import CODE, VERSION, facts
from lachan.indicators.measures import Cohort, Window, count_of, measure, share_of

profile(
    "protection",
    "victims_protectionprofile",
    coded("protected", "Người được bảo vệ", law_codes("protected_persons")),
)
facts("victims_protectionprofile", **VERSION, protected=CODE)


@measure("protection.asked")
def protections_asked(window: Window) -> Cohort:
    return count_of("protection", ("protection.ask",))


@measure("victim.need_protected")
def need_protected(window: Window) -> Cohort:
    """Who declined protection in writing was offered it: only a grant counts, and the refusal stays in the whole."""
    return share_of("protection", ("protection.ask",), ("protection.grant",))
