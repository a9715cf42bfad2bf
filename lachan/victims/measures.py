"""The figures of victims and referrals, one function an indicator, and what they are divided by."""

from __future__ import annotations

from lachan.base.persons import Sex
from lachan.indicators.dimensions import Dimension, coded, law_codes, of, profile
from lachan.indicators.measures import Cohort, Reach, Window, act, cohort, count_of, listed, measure, row, share_of
from lachan.victims.attributes import AgeBand, Country
from lachan.victims.rules import IDENTIFYING_VERBS
from lachan.victims.support_rules import Answer

_VERIFIED = ("victim.verify", "victim.rule_out", "victim.recognise")

# Bounds of the Convention on the Rights of the Child, of SDG 16.2.2 and of UNODC's questionnaire.
_MINOR = ("under_13", "13_15", "16_17")
_GROUPS = {"under_18": "Dưới 18 tuổi", "adult": "Từ 18 tuổi", "unknown": "Chưa rõ"}
_GROUP = (
    f"CASE WHEN p.age_band IN ({listed(_MINOR)}) THEN 'under_18'"
    f" WHEN p.age_band IN ('18_29', '30_44', '45_59', '60_plus') THEN 'adult' ELSE 'unknown' END"
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
    coded("legal_regime", "Luật áp dụng", law_codes("laws")),
)
profile("referral", "victims_referral", coded("service", "Dịch vụ", law_codes("regimes")), key="id", is_versioned=False)


@measure("victim.received")
def received(window: Window) -> Cohort:
    return count_of("victim", ("victim.receive",))


@measure("victim.identified")
def identified(window: Window) -> Cohort:
    return count_of("victim", IDENTIFYING_VERBS)


@measure("victim.verified")
def verified(window: Window) -> Cohort:
    """Both must be there: the initial verification has its result, and first support was given."""
    both = (act("checked_", _VERIFIED), act("helped_", ("victim.support_initially",)))
    return cohort("victim", ("victim.receive",), hit=both)


@measure("victim.supported_in_time")
def supported_in_time(window: Window) -> Cohort:
    """Supported at least once, and no support was later than the limit that ran for it."""
    given = _support("given_", "{row}.stage IN ('initial', 'decided')")
    late = _support("late_", "{row}.is_in_time = FALSE")
    return cohort("victim", ("victim.receive",), among=(_need(),), hit=(given,), miss=(late,))


@measure("victim.need_supported")
def need_supported(window: Window) -> Cohort:
    return cohort("victim", IDENTIFYING_VERBS, among=(_need(),), hit=(_support("given_", "{row}.stage = 'decided'"),))


@measure("victim.referred")
def referred(window: Window) -> Cohort:
    return share_of("referral", ("referral.send",), ("referral.accept",))


def _need(condition: str = "{row}.answer = 'yes'") -> Reach:
    return row("need_", "victims_needrow", "assessed_on", condition)


def _support(alias: str, condition: str) -> Reach:
    return row(alias, "victims_supportrow", "supported_on", condition)
