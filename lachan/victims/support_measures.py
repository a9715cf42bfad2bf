"""The figures of care beside those of support: relatives, children linked, refusals, loans, rounds of survey."""

from __future__ import annotations

from lachan.indicators.dimensions import acts_leave, coded, law_codes, of, profile
from lachan.indicators.facts.tables import CODE, DAY, RECORD, VERSION, facts
from lachan.indicators.measures import Cohort, Reach, Window, cohort, count_of, listed, measure, row, share_of
from lachan.victims.care_rules import LoanPurpose
from lachan.victims.measures import STILL_CONFIRMED
from lachan.victims.rules import IDENTIFYING_VERBS

_PROFILES = "victims_victimprofile"
_MINOR = ("under_13", "13_15", "16_17")
_MINOR_KINDS = ("accompanying_minor", "minor_of_presumed_in_vietnam", "minor_of_presumed_abroad")
RECEIVED = ("victim.receive",)
RELATIVES = ("victim.receive_relative",)

profile(
    "loan",
    "victims_loan",
    coded("lender", "Nơi cho vay", law_codes("lenders")),
    coded("programme", "Chương trình cho vay", law_codes("loan_programmes")),
    coded("loan_purpose", "Vay để", of(LoanPurpose), sql="p.purpose"),
    key="id",
    is_versioned=False,
)
facts("victims_childlinkrow", **VERSION, asked_on=DAY, outcome=CODE)
facts("victims_sheetrow", **VERSION, asked_on=DAY)
facts("victims_loanuse", **VERSION, seen_on=DAY, as_meant=CODE)
facts(
    "victims_loan", "e.record_id = r.id AND e.verb = 'loan.ask' AND e.corrects IS NULL", id=RECORD, lender=CODE,
    programme=CODE, purpose=CODE,
)  # fmt: skip
facts(
    "victims_careplan", "e.record_id = r.id AND e.verb = 'careplan.draft' AND e.corrects IS NULL", id=RECORD,
    victim_id=RECORD,
)  # fmt: skip
acts_leave("careplan", "victim")


@measure("relative.received")
def relatives_received(window: Window) -> Cohort:
    return count_of("victim", RELATIVES)


@measure("relative.supported_in_time")
def relatives_in_time(window: Window) -> Cohort:
    """The relatives alone: with a need written down, helped, and no help later than the limit that ran for it."""
    return _in_time(RELATIVES)


@measure("victim.with_relatives_in_time")
def together_in_time(window: Window) -> Cohort:
    """«Nạn nhân và thân nhân được hỗ trợ kịp thời»: both counted together."""
    return _in_time((*RECEIVED, *RELATIVES))


@measure("victim.refused_support")
def refused_support(window: Window) -> Cohort:
    return count_of("victim", ("victim.refuse_support",))


@measure("child.asked")
def children_asked(window: Window) -> Cohort:
    """Children received, victims or accompanying, of whom the link to child protection was asked."""
    return cohort("victim", RECEIVED, among=(_child(),), hit=(_link("asked_"),))


@measure("child.linked")
def children_linked(window: Window) -> Cohort:
    """Of the children received, without those who need no link: linked to a service or to hotline 111."""
    return cohort(
        "victim", RECEIVED, among=(_child(),), besides=(_link("spared_", "{row}.outcome = 'not_needed'"),),
        hit=(_link("linked_", "{row}.outcome = 'linked'"),),
    )  # fmt: skip


@measure("child.none_there")
def children_without(window: Window) -> Cohort:
    """Where the place of reception has no such service: children received and so answered."""
    return cohort("victim", RECEIVED, among=(_child(), _link("none_", "{row}.outcome = 'none_there'")))


@measure("victim.planned")
def planned(window: Window) -> Cohort:
    """Of those identified, those with a support plan that the head approved, and whose approval was not taken back."""
    plan = Reach(
        " LEFT JOIN victims_careplan plan_ ON plan_.victim_id = e.record_id"
        " LEFT JOIN journal_entry approved_ ON approved_.record_id = plan_.id AND approved_.verb = 'careplan.approve'"
        " AND approved_.occurred_on <= %(end)s AND approved_.recorded_at <= %(as_of)s AND approved_.is_void = FALSE"
        " LEFT JOIN journal_entry approved_fix ON approved_fix.corrects = approved_.seq"
        " AND approved_fix.recorded_at <= %(as_of)s",
        "approved_.seq IS NOT NULL AND approved_fix.seq IS NULL",
    )
    return cohort("victim", IDENTIFYING_VERBS, hit=(plan,), where=STILL_CONFIRMED)


@measure("victim.surveyed")
def surveyed(window: Window) -> Cohort:
    """Persons with a sheet in a round of needs survey."""
    return cohort("victim", ("victim.assess_needs",), among=(row("sheet_", "victims_sheetrow", "asked_on"),))


@measure("loan.asked")
def loans_asked(window: Window) -> Cohort:
    return count_of("loan", ("loan.ask",))


@measure("loan.granted")
def loans_granted(window: Window) -> Cohort:
    return share_of("loan", ("loan.ask",), ("loan.grant",))


@measure("loan.used_as_meant")
def loans_used(window: Window) -> Cohort:
    """Of the loans paid and followed with a clear answer: used as meant. Unknown is neither."""
    known = row("known_", "victims_loanuse", "seen_on", "{row}.as_meant IN ('yes', 'no')")
    wrong = row("wrong_", "victims_loanuse", "seen_on", "{row}.as_meant = 'no'")
    return cohort("loan", ("loan.pay",), among=(known,), miss=(wrong,))


@measure("referral.not_completed")
def not_completed(window: Window) -> Cohort:
    return count_of("referral", ("referral.fail",))


@measure("referral.consent_withdrawn")
def consent_withdrawn(window: Window) -> Cohort:
    return count_of("referral", ("referral.withdraw",))


def _in_time(received: tuple[str, ...]) -> Cohort:
    need = row("need_", "victims_needrow", "assessed_on", "{row}.answer = 'yes'")
    helped = row("given_", "victims_supportrow", "supported_on")
    late = Reach(helped.joins, f"{helped.met} AND given_.is_in_time = FALSE")
    return cohort("victim", received, among=(need,), hit=(helped,), miss=(late,))


def _child() -> Reach:
    """Under 18 in any version of the profile known then."""
    known = (
        "child_.record_id = e.record_id AND child_.recorded_at <= %(as_of)s"
        f" AND (child_.age_band IN ({listed(_MINOR)}) OR child_.person_kind IN ({listed(_MINOR_KINDS)}))"
    )
    return Reach(
        f" LEFT JOIN {_PROFILES} child_ ON {known}",
        "child_.record_id IS NOT NULL",
        there=f"EXISTS (SELECT 1 FROM {_PROFILES} child_ WHERE {known})",
    )


def _link(alias: str, condition: str = "1 = 1") -> Reach:
    return row(alias, "victims_childlinkrow", "asked_on", condition)
