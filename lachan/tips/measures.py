"""The figures of tips, one function an indicator, and what tips are divided by."""

from __future__ import annotations

from lachan.indicators.dimensions import coded, of, profile
from lachan.indicators.measures import Cohort, Window, act, cohort, count_of, measure, share_of
from lachan.tips.rules import RESOLVING_VERBS, Channel, Suspicion, TipKind

profile(
    "tip",
    "tips_tipprofile",
    coded("channel", "Kênh tiếp nhận", of(Channel)),
    coded("kind", "Loại nguồn tin", of(TipKind)),
    coded("suspicion", "Hình thức nghi vấn", of(Suspicion)),
)


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
