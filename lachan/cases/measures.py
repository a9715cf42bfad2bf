"""The figures of cases and accused, one function an indicator. Only trafficking offences (Articles 150, 151) count."""

from __future__ import annotations

from lachan.base.persons import Sex
from lachan.cases.rules import Nationality, Part, Penalty
from lachan.indicators.checking import cannot_precede, should_be_known
from lachan.indicators.dimensions import UNKNOWN, Dimension, coded, of, profile
from lachan.indicators.facts.tables import CODE, FLAG, NUMBER, RECORD, VERSION, facts
from lachan.indicators.limits import kept_limits
from lachan.indicators.measures import Cohort, Window, act, cohort, happened, measure, newest
from lachan.indicators.stocks import Holding, stock_measures
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
facts(_CASES, **VERSION, article=CODE, offence_class=CODE, suspicion=CODE, is_cross_border=FLAG)
facts(
    _ACCUSED, **VERSION, sex=CODE, age_at_offence=NUMBER, nationality=CODE, article=CODE, part=CODE, penalty=CODE
)  # fmt: skip
facts(
    "cases_accused", "e.record_id = r.id AND e.verb = 'accused.charge' AND e.corrects IS NULL", id=RECORD,
    case_id=RECORD,
)  # fmt: skip
cannot_precede(
    "case", ("case.conclude",), ("case.institute",), "{n} vụ án có ngày kết luận điều tra trước ngày khởi tố.",
    "case.cleared", "case.concluded",
)  # fmt: skip
cannot_precede(
    "case", ("case.prosecute",), ("case.conclude",), "{n} vụ án có ngày truy tố trước ngày kết luận điều tra.",
    "case.prosecuted", "case.indicted",
)  # fmt: skip
cannot_precede(
    "case", ("case.judge",), ("case.accept_for_trial",), "{n} vụ án có ngày xét xử trước ngày Tòa án thụ lý.",
    "case.tried", "case.judged",
)  # fmt: skip
cannot_precede(
    "accused", ("accused.convict", "accused.acquit"), ("accused.charge",),
    "{n} bị cáo có ngày tuyên án trước ngày khởi tố bị can.", "accused.convicted", "accused.acquitted",
)  # fmt: skip
should_be_known("case.accused", "sex", "giới tính bị can")


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


@measure("case.concluded")
def concluded(window: Window) -> Cohort:
    return _cases("case.conclude")


@measure("case.indicted")
def indicted(window: Window) -> Cohort:
    return _cases("case.prosecute")


@measure("case.judged")
def judged(window: Window) -> Cohort:
    return _cases("case.judge")


@measure("case.suspended")
def suspended(window: Window) -> Cohort:
    return _cases("case.suspend")


@measure("case.discontinued")
def discontinued(window: Window) -> Cohort:
    return _cases("case.discontinue")


@measure("case.returned")
def returned(window: Window) -> Cohort:
    return _cases("case.return_for_more")


@measure("case.in_time")
def in_time(window: Window) -> Cohort:
    return kept_limits("case")


@measure("accused.prosecuted")
def prosecuted_persons(window: Window) -> Cohort:
    """Persons of the cases indicted in the period, but for those against whom the case was dropped before."""
    sql = (
        f"SELECT a.id AS record_id, MIN(e.seq) AS seq, MIN(e.occurred_on) AS day, 1 AS hit FROM journal_entry e"
        f" JOIN cases_accused a ON a.case_id = e.record_id"
        f" JOIN journal_entry c_ ON c_.record_id = a.id AND c_.verb = 'accused.charge'"
        f" AND c_.occurred_on <= e.occurred_on AND c_.recorded_at <= %(as_of)s AND c_.is_void = FALSE"
        f" LEFT JOIN journal_entry c_fix ON c_fix.corrects = c_.seq AND c_fix.recorded_at <= %(as_of)s"
        f" LEFT JOIN journal_entry d_ ON d_.record_id = a.id AND d_.verb = 'accused.discontinue'"
        f" AND d_.occurred_on <= e.occurred_on AND d_.recorded_at <= %(as_of)s AND d_.is_void = FALSE"
        f" LEFT JOIN journal_entry d_fix ON d_fix.corrects = d_.seq AND d_fix.recorded_at <= %(as_of)s"
        f" WHERE {happened('e', ('case.prosecute',))} AND {_of_trafficking(_ACCUSED, 'a.id')} AND c_fix.seq IS NULL"
        f" GROUP BY a.id HAVING MAX(CASE WHEN d_.seq IS NOT NULL AND d_fix.seq IS NULL THEN 1 ELSE 0 END) = 0"
    )
    return Cohort("accused", sql)


@measure("accused.brought_to_trial")
def brought_to_trial(window: Window) -> Cohort:
    return _persons("accused.bring_to_trial")


@measure("accused.convicted")
def convicted(window: Window) -> Cohort:
    return _persons("accused.convict")


@measure("accused.acquitted")
def acquitted(window: Window) -> Cohort:
    return _persons("accused.acquit")


@measure("accused.discontinued")
def discontinued_persons(window: Window) -> Cohort:
    return _persons("accused.discontinue")


@measure("accused.wanted")
def wanted(window: Window) -> Cohort:
    return _persons("accused.declare_wanted")


def _cases(verb: str) -> Cohort:
    return cohort("case", (verb,), where=_trafficking(_CASES))


def _persons(verb: str) -> Cohort:
    return cohort("accused", (verb,), where=_trafficking(_ACCUSED))


def _share(counted: str, reached: str) -> Cohort:
    return cohort("case", (counted,), hit=(act("then_", (reached,)),), where=_trafficking(_CASES))


def _trafficking(profiles: str) -> str:
    """The newest version known at as_of names a clause of Article 150 or 151."""
    return _of_trafficking(profiles, "e.record_id")


def _of_trafficking(profiles: str, record: str) -> str:
    return newest(profiles, "kept", record, "SUBSTR(kept.article, 1, 4) IN ('150.', '151.')")


def _held(kind: str, profiles: str, opens: str, closes: tuple[str, ...], *reopens: str) -> Holding:
    return Holding(kind, (opens,), closes, reopens, lambda alias: _of_trafficking(profiles, f"{alias}.record_id"))


_ENDS = ("case.suspend", "case.discontinue")
stock_measures(
    "case.investigating",
    _held("case", _CASES, "case.institute", ("case.conclude", *_ENDS), "case.resume", "case.return_for_more"),
)
stock_measures(
    "case.prosecuting",
    _held("case", _CASES, "case.conclude", ("case.prosecute", "case.return_for_more", "case.discontinue")),
)
stock_measures(
    "case.trying",
    _held("case", _CASES, "case.accept_for_trial", ("case.judge", "case.return_for_more", "case.discontinue")),
)
stock_measures(
    "accused.pending",
    _held("accused", _ACCUSED, "accused.charge", ("accused.convict", "accused.acquit", "accused.discontinue")),
)
