"""The figures of cases and accused, one function an indicator. Only trafficking offences (Articles 150, 151) count."""

from __future__ import annotations

from lachan.base.persons import Sex
from lachan.cases.rules import Nationality, Part, Penalty
from lachan.indicators.dimensions import UNKNOWN, Dimension, coded, of, profile
from lachan.indicators.measures import Cohort, Window, act, cohort, measure, newest
from lachan.law.rows import OffenceClass
from lachan.tips.rules import Suspicion

_CASES, _ACCUSED = "cases_caseprofile", "cases_accusedprofile"
# Age in full years at the offence, as the national statistics ask (NĐ 139/2026: 14–<16, 16–<18, 18–30, ≥31).
_AGE = (
    f"CASE WHEN p.age_at_offence IS NULL THEN '{UNKNOWN}' WHEN p.age_at_offence < 14 THEN 'under_14'"
    " WHEN p.age_at_offence < 16 THEN '14_15' WHEN p.age_at_offence < 18 THEN '16_17'"
    " WHEN p.age_at_offence < 31 THEN '18_30' ELSE '31_plus' END"
)
_AGES = {
    "under_14": "Dưới 14 tuổi", "14_15": "Từ 14 đến dưới 16 tuổi", "16_17": "Từ 16 đến dưới 18 tuổi",
    "18_30": "Từ 18 đến 30 tuổi", "31_plus": "Từ 31 tuổi", UNKNOWN: "Chưa rõ",
}  # fmt: skip

profile(
    "case",
    _CASES,
    coded("article", "Điều, khoản nặng nhất"),
    coded("offence_class", "Loại tội phạm", of(OffenceClass)),
    coded("suspicion", "Hình thức", of(Suspicion)),
    Dimension(
        "cross_border", "Phạm vi",
        f"CASE WHEN p.is_cross_border = TRUE THEN 'abroad' WHEN p.is_cross_border = FALSE THEN 'home'"
        f" ELSE '{UNKNOWN}' END",
        lambda: {"home": "Trong nước", "abroad": "Ra nước ngoài", UNKNOWN: "Chưa rõ"},
    ),
)  # fmt: skip
profile(
    "accused",
    _ACCUSED,
    coded("sex", "Giới tính", of(Sex)),
    Dimension("age", "Tuổi khi phạm tội", _AGE, lambda: _AGES),
    coded("article", "Điều, khoản nặng nhất"),
    coded("nationality", "Quốc tịch", of(Nationality)),
    coded("part", "Vai trò", of(Part)),
    coded("penalty", "Hình phạt", of(Penalty)),
)


@measure("case.instituted")
def instituted(window: Window) -> Cohort:
    return cohort("case", ("case.institute",), where=_trafficking(_CASES))


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
    return cohort("accused", ("accused.charge",), where=_trafficking(_ACCUSED))


def _share(counted: str, reached: str) -> Cohort:
    return cohort("case", (counted,), hit=(act("then_", (reached,)),), where=_trafficking(_CASES))


def _trafficking(profiles: str) -> str:
    """The newest version known at as_of names a clause of Article 150 or 151."""
    return newest(profiles, "kept", "e.record_id", "SUBSTR(kept.article, 1, 4) IN ('150.', '151.')")
