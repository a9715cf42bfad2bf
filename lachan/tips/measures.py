"""The figures of tips, one function an indicator, and what tips are divided by."""

from __future__ import annotations

from lachan.indicators.checking import cannot_precede, should_be_known
from lachan.indicators.dimensions import coded, of, profile
from lachan.indicators.facts.tables import CODE, VERSION, facts
from lachan.indicators.limits import kept_limits
from lachan.indicators.measures import Cohort, Window, act, cohort, count_of, measure, share_of
from lachan.indicators.stocks import Holding, stock_measures
from lachan.tips.rules import RESOLVING_VERBS, Channel, Suspicion, TipKind

profile(
    "tip",
    "tips_tipprofile",
    coded("channel", "Kênh tiếp nhận", of(Channel)),
    coded("kind", "Loại nguồn tin", of(TipKind)),
    coded("suspicion", "Hình thức nghi vấn", of(Suspicion)),
)
facts("tips_tipprofile", **VERSION, channel=CODE, kind=CODE, suspicion=CODE)
cannot_precede(
    "tip", ("tip.classify", *RESOLVING_VERBS, "tip.transfer"), ("tip.record",),
    "{n} nguồn tin có ngày phân loại hoặc giải quyết trước ngày tiếp nhận.", "tip.classified", "tip.resolved",
)  # fmt: skip
should_be_known("tip.received", "suspicion", "hình thức nghi vấn")


@measure("tip.received")
def received(window: Window) -> Cohort:
    return count_of("tip", ("tip.record",))


@measure("tip.classified")
def classified(window: Window) -> Cohort:
    return share_of("tip", ("tip.record",), ("tip.classify", "tip.transfer"))


@measure("tip.resolved")
def resolved(window: Window) -> Cohort:
    """A tip handed to another body is theirs to resolve, so it leaves the denominator."""
    gone, done = act("gone_", ("tip.transfer",)), act("done_", RESOLVING_VERBS)
    return cohort("tip", ("tip.record",), hit=(done,), besides=(gone,))


@measure("tip.instituted")
def instituted(window: Window) -> Cohort:
    return count_of("tip", ("tip.institute",))


@measure("tip.declined")
def declined(window: Window) -> Cohort:
    return count_of("tip", ("tip.decline",))


@measure("tip.suspended")
def suspended(window: Window) -> Cohort:
    return count_of("tip", ("tip.suspend",))


@measure("tip.transferred")
def transferred(window: Window) -> Cohort:
    return count_of("tip", ("tip.transfer",))


@measure("tip.classified_in_time")
def classified_in_time(window: Window) -> Cohort:
    return kept_limits("tip", "tip.classify")


@measure("tip.resolved_in_time")
def resolved_in_time(window: Window) -> Cohort:
    return kept_limits("tip", "tip.resolve", "tip.resolve_extended", "tip.resume")


@measure("tip.in_time")
def in_time(window: Window) -> Cohort:
    return kept_limits("tip")


stock_measures("tip.held", Holding("tip", ("tip.record",), (*RESOLVING_VERBS, "tip.transfer"), reopens=("tip.resume",)))
