"""The figures of victims and referrals, one function an indicator, and what they are divided by."""

from __future__ import annotations

from typing import Any

from lachan.base.persons import Sex
from lachan.indicators.checking import cannot_precede, should_be_known
from lachan.indicators.dimensions import Dimension, coded, law_codes, of, profile
from lachan.indicators.facts.tables import CODE, DAY, FLAG, RECORD, VERSION, facts
from lachan.indicators.limits import kept_limits
from lachan.indicators.measures import (
    Cohort,
    Reach,
    Window,
    act,
    cohort,
    count_of,
    listed,
    measure,
    row,
    share_of,
    standing,
)
from lachan.indicators.stocks import Holding, stock_measures
from lachan.victims.attributes import AgeBand, Country
from lachan.victims.rules import IDENTIFYING_VERBS, NEW_LAW_FROM, PRESUMED_KINDS
from lachan.victims.support_rules import Answer

_VERIFIED = ("victim.verify", "victim.rule_out", "victim.recognise")

# The coded attributes that leave as facts: no year of birth, whose band is enough.
_ATTRIBUTES = (
    "person_kind", "sex", "age_band", "ethnicity", "nationality", "exploitation", "return_way", "destination",
    "origin_code", "legal_regime", "way_in", "abroad", "cause", "approach", "disability", "poor_household",
    "occupation", "schooling",
)  # fmt: skip
_CARE = "{row}.regime IN ('2024.health', '2024.psychology', '2011.health', '2011.psychology')"
# Bounds of the Convention on the Rights of the Child, of SDG 16.2.2 and of UNODC's questionnaire.
_MINOR = ("under_13", "13_15", "16_17")
_GROUPS = {"under_18": "Dưới 18 tuổi", "adult": "Từ 18 tuổi", "unknown": "Chưa rõ"}
_GROUP = (
    f"CASE WHEN p.age_band IN ({listed(_MINOR)}) THEN 'under_18'"
    f" WHEN p.age_band IN ('18_29', '30_44', '45_59', '60_plus') THEN 'adult' ELSE 'unknown' END"
)
# Whose confirmation was cancelled later is counted no more, from the day that is known; identified anew, she is again.
STILL_CONFIRMED = (
    "NOT EXISTS (SELECT 1 FROM journal_entry off_ WHERE off_.record_id = e.record_id"
    f" AND off_.verb = 'victim.revoke' AND off_.occurred_at >= e.occurred_at AND {standing('off_')})"
)
# Whoever is not identified yet has the law of the day one asks: once the new law is in force, that one (inferred).
_LAW = (
    f"CASE WHEN p.person_kind IN ({listed(PRESUMED_KINDS)}) AND %(end)s >= '{NEW_LAW_FROM.isoformat()}'"
    f" THEN 'L2024' ELSE p.legal_regime END"
)
profile(
    "victim",
    "victims_victimprofile",
    coded("sex", "Giới tính", of(Sex)),
    coded("age_band", "Nhóm tuổi khi tiếp nhận", of(AgeBand)),
    Dimension("age_group", "Trẻ em, người lớn", _GROUP, lambda: _GROUPS),
    coded("exploitation", "Hình thức bóc lột", law_codes("purpose_details")),
    coded("person_kind", "Đối tượng", law_codes("person_kinds")),
    coded("return_way", "Cách trở về", law_codes("return_ways")),
    coded("way_in", "Đường vào hồ sơ", law_codes("ways_in")),
    coded("ethnicity", "Dân tộc", law_codes("ethnic_groups")),
    coded("nationality", "Quốc tịch", of(Country)),
    coded("destination", "Nơi bị đưa đến", of(Country)),
    coded("abroad", "Bị đưa ra nước ngoài", of(Answer)),
    coded("origin", "Nơi cư trú trước đó", sql="p.origin_code"),
    coded("cause", "Nguyên nhân", law_codes("causes")),
    coded("approach", "Phương thức tiếp cận", law_codes("channels")),
    coded("disability", "Khuyết tật", of(Answer)),
    coded("poor_household", "Hộ nghèo, cận nghèo", of(Answer)),
    coded("occupation", "Nghề nghiệp", law_codes("occupations")),
    coded("schooling", "Trình độ học vấn", law_codes("schooling_levels")),
    coded("legal_regime", "Luật áp dụng", law_codes("laws"), sql=_LAW),
)
profile("referral", "victims_referral", coded("service", "Dịch vụ", law_codes("regimes")), key="id", is_versioned=False)
facts("victims_victimprofile", **VERSION, **dict.fromkeys(_ATTRIBUTES, CODE))
facts("victims_needrow", **VERSION, assessed_on=DAY, regime=CODE, answer=CODE)
facts("victims_supportrow", **VERSION, supported_on=DAY, regime=CODE, stage=CODE, is_in_time=FLAG)
facts(
    "victims_referral", "e.record_id = r.id AND e.verb = 'referral.send' AND e.corrects IS NULL", id=RECORD,
    service=CODE,
)  # fmt: skip
cannot_precede(
    "victim", (*IDENTIFYING_VERBS, "victim.support_initially", "victim.decide_support"), ("victim.receive",),
    "{n} người có ngày xác định hoặc hỗ trợ trước ngày tiếp nhận.", "victim.received", "victim.identified",
)  # fmt: skip
cannot_precede(
    "referral", ("referral.accept", "referral.complete"), ("referral.send",),
    "{n} chuyển tuyến có ngày tiếp nhận trước ngày gửi.", "referral.sent", "victim.referred",
)  # fmt: skip
should_be_known("victim.identified", "exploitation", "hình thức bóc lột")
should_be_known("victim.identified", "age_band", "nhóm tuổi")
should_be_known("victim.identified", "sex", "giới tính")
should_be_known("victim.received", "destination", "nơi bị đưa đến")


@measure("victim.received")
def received(window: Window) -> Cohort:
    return count_of("victim", ("victim.receive",))


@measure("victim.identified")
def identified(window: Window) -> Cohort:
    return _identified()


@measure("victim.verified")
def verified(window: Window) -> Cohort:
    """Both must be there: the initial verification has its result, and first support was given."""
    both = (act("checked_", _VERIFIED), act("helped_", ("victim.support_initially",)))
    return cohort("victim", ("victim.receive",), hit=both)


@measure("victim.supported_in_time")
def supported_in_time(window: Window) -> Cohort:
    """Supported at least once, and no support was later than the limit that ran for it."""
    given = _support("given_", "1 = 1")
    late = Reach(given.joins, f"{given.met} AND given_.is_in_time = FALSE")
    return cohort("victim", ("victim.receive",), among=(_need(),), hit=(given,), miss=(late,))


@measure("victim.need_supported")
def need_supported(window: Window) -> Cohort:
    return _identified(among=(_need(),), hit=(_support("given_", "{row}.stage = 'decided'"),))


@measure("victim.referred")
def referred(window: Window) -> Cohort:
    return share_of("referral", ("referral.send",), ("referral.accept",))


@measure("victim.presumed")
def presumed(window: Window) -> Cohort:
    return count_of("victim", ("victim.verify",))


@measure("victim.not_victim")
def not_victim(window: Window) -> Cohort:
    return count_of("victim", ("victim.rule_out", "victim.decline_identification"))


@measure("victim.referred_for_identification")
def referred_for_identification(window: Window) -> Cohort:
    return count_of("victim", ("victim.request_identification",))


@measure("victim.helped_at_first")
def helped_at_first(window: Window) -> Cohort:
    return count_of("victim", ("victim.support_initially",))


@measure("victim.support_decided")
def support_decided(window: Window) -> Cohort:
    return count_of("victim", ("victim.decide_support",))


@measure("victim.served")
def served(window: Window) -> Cohort:
    return count_of("victim", ("victim.provide_service",))


@measure("victim.resettled")
def resettled(window: Window) -> Cohort:
    return count_of("victim", ("victim.settle_residence",))


@measure("victim.closed")
def closed(window: Window) -> Cohort:
    return count_of("victim", ("victim.close",))


@measure("victim.entitled_served")
def entitled_served(window: Window) -> Cohort:
    """Every regime she said she needs was decided or provided; without an assessed need nobody knows, so no hit."""
    asked = Reach("", _need().met)
    return _identified(hit=(_every_need_met(), asked))


@measure("victim.served_after_residence")
def served_after_residence(window: Window) -> Cohort:
    given = row("given_", "victims_supportrow", "supported_on", "{row}.stage = 'provided'")
    after = Reach(given.joins, f"{given.met} AND given_.supported_on >= e.occurred_on")
    return cohort("victim", ("victim.settle_residence",), hit=(after,))


@measure("victim.counselled")
def counselled(window: Window) -> Cohort:
    """Of those who need health care or psychological support, those who were given one of them."""
    return cohort(
        "victim",
        ("victim.receive",),
        among=(_need(f"{{row}}.answer = 'yes' AND {_CARE}"),),
        hit=(_support("given_", _CARE),),
    )


@measure("victim.per_100k")
def per_100k(window: Window) -> Cohort:
    """SDG 16.2.2: victims found, by the day they were identified; divided by the population of the province."""
    return _identified()


@measure("victim.in_time")
def in_time(window: Window) -> Cohort:
    return kept_limits("victim")


@measure("victim.verified_in_time")
def verified_in_time(window: Window) -> Cohort:
    return kept_limits("victim", "victim.verify_initially")


@measure("victim.identified_in_time")
def identified_in_time(window: Window) -> Cohort:
    return kept_limits("victim", "victim.identify", "victim.identify_extended")


@measure("victim.decided_in_time")
def decided_in_time(window: Window) -> Cohort:
    return kept_limits("victim", "victim.decide_support")


@measure("referral.sent")
def sent(window: Window) -> Cohort:
    return count_of("referral", ("referral.send",))


@measure("referral.completed")
def completed(window: Window) -> Cohort:
    return share_of("referral", ("referral.send",), ("referral.complete",))


@measure("referral.declined")
def declined(window: Window) -> Cohort:
    return count_of("referral", ("referral.decline",))


@measure("referral.in_time")
def referral_in_time(window: Window) -> Cohort:
    return kept_limits("referral")


_ANSWERED = (*IDENTIFYING_VERBS, "victim.rule_out", "victim.decline_identification")
stock_measures(
    "victim.pending",
    Holding(
        "victim",
        ("victim.receive",),
        (*_ANSWERED, "victim.close"),
        reopens=("victim.reconsider", "victim.note_retrafficked"),
    ),
)
stock_measures(
    "victim.followed",
    Holding("victim", IDENTIFYING_VERBS, ("victim.close", "victim.revoke"), reopens=("victim.reopen",)),
)
stock_measures(
    "referral.waiting",
    Holding("referral", ("referral.send",), ("referral.accept", "referral.decline", "referral.revoke")),
)
stock_measures(
    "referral.ongoing",
    Holding("referral", ("referral.accept",), ("referral.complete", "referral.fail", "referral.revoke")),
)


def _identified(**asked: Any) -> Cohort:
    return cohort("victim", IDENTIFYING_VERBS, where=STILL_CONFIRMED, **asked)


def _need(condition: str = "{row}.answer = 'yes'") -> Reach:
    return row("need_", "victims_needrow", "assessed_on", condition)


def _every_need_met() -> Reach:
    """As many regimes decided or provided among those she said she needs as she said she needs."""
    need = _need()
    met = row("met_", "victims_supportrow", "supported_on", "{row}.stage IN ('decided', 'provided')")
    both = f"{need.met} AND {met.met} AND met_.regime = need_.regime"
    counts = (f"COUNT(DISTINCT CASE WHEN {which} THEN need_.regime END)" for which in (need.met, both))
    return Reach(need.joins + met.joins, "", f"CASE WHEN {' = '.join(counts)} THEN 1 ELSE 0 END")


def _support(alias: str, condition: str) -> Reach:
    return row(alias, "victims_supportrow", "supported_on", condition)
