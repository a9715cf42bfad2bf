"""Needs and support: three-valued answers, stages of support, and what the law of the day gives to whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.law.book import current
from lachan.law.regimes import Eligibility, NoRegime, eligible_regimes, regime_for
from lachan.law.rows import RegimeRow


class Answer(Labelled):
    """Unknown is not no."""

    YES = "yes", "Có"
    NO = "no", "Không"
    UNKNOWN = "unknown", "Chưa rõ"


class SupportStage(Labelled):
    INITIAL = "initial", "Đã hỗ trợ ban đầu"
    DECIDED = "decided", "Đã quyết định"
    PROVIDED = "provided", "Đã hỗ trợ"


class SupportState(Labelled):
    """How one regime stands for one person, from her need to what she received."""

    NOT_ASKED = "not_asked", "Chưa đánh giá"
    NO_NEED = "no_need", "Không có nhu cầu"
    WAITING = "waiting", "Chờ quyết định"
    REFERRED = "referred", "Chờ nhận chuyển tuyến"
    UNDER_WAY = "under_way", "Cơ quan nhận đang thực hiện"
    INITIAL = "initial", "Đã hỗ trợ ban đầu"
    DECIDED = "decided", "Đã quyết định, chờ thực hiện"
    PROVIDED = "provided", "Đã hỗ trợ"


def state_of(
    need: Answer | None, stages: frozenset[SupportStage], is_referred: bool, is_accepted: bool
) -> SupportState:
    """The furthest thing that is true wins; a need not asked about is not a need denied."""
    truths = (
        (SupportStage.PROVIDED in stages, SupportState.PROVIDED),
        (is_accepted, SupportState.UNDER_WAY),
        (is_referred, SupportState.REFERRED),
        (SupportStage.DECIDED in stages, SupportState.DECIDED),
        (SupportStage.INITIAL in stages, SupportState.INITIAL),
        (need is Answer.YES, SupportState.WAITING),
        (need is Answer.NO, SupportState.NO_NEED),
    )
    return next((state for is_true, state in truths if is_true), SupportState.NOT_ASKED)


def regimes_of(person_kind: str, identified_on: date | None, on: date) -> tuple[Eligibility, ...]:
    """What this person has on that day; nothing where the law of the day names no such person."""
    try:
        return eligible_regimes(person_kind, identified_on, on=on)
    except NoRegime:
        return ()


def support_regime(legal_regime: str, identified_on: date | None, on: date) -> str:
    """Which law gives support: that of the day of identification, before it that of the day one asks."""
    return legal_regime if identified_on else regime_for(on)


def offered(person_kind: str, identified_on: date | None, on: date) -> tuple[tuple[str, str], ...]:
    """Regimes a form offers, id and name: the person's own, else all of the law of the day."""
    own = tuple((e.regime, f"{e.name} (điểm {e.letter})") for e in regimes_of(person_kind, identified_on, on))
    return own or tuple(
        (r.id, f"{r.name} (điểm {r.letter})") for r in current().in_force(RegimeRow, identified_on or on)
    )


def check_initial(regimes: Iterable[str], on: date) -> None:
    """First support is given at once, before anyone is identified: any regime of the day's law may be named."""
    wanted = tuple(regimes)
    if not wanted:
        raise Refused("Chưa chọn hình thức hỗ trợ nào. Hãy chọn ít nhất một.", field="regimes")
    for regime in wanted:
        if current().find(RegimeRow, regime, on) is None:
            raise Refused(
                f"Ngày {on:%d/%m/%Y} không có chế độ «{regime}». Hãy chọn chế độ của luật có hiệu lực ngày đó."
            )


def check_eligible(regimes: Iterable[str], person_kind: str, identified_on: date | None, on: date) -> None:
    """Support is decided within the law the person falls under (Luật 53/2024 Điều 37, Điều 63)."""
    wanted = tuple(regimes)
    if not wanted:
        raise Refused("Chưa chọn chế độ nào. Hãy chọn ít nhất một chế độ hỗ trợ.", field="regimes")
    allowed = {e.regime: e for e in eligible_regimes(person_kind, identified_on, on=on)}
    outside = [r for r in wanted if r not in allowed]
    if outside:
        names = ", ".join(f"«{name_of(r)}»" for r in outside)
        has = ", ".join(e.name for e in allowed.values())
        raise Refused(
            f"Người này không thuộc đối tượng của chế độ {names}. Các chế độ được hưởng: {has}.", field="regimes"
        )


def check_cost(cost: int | None) -> None:
    if cost is not None and not 0 <= cost < 10**10:
        raise Refused("Chi phí không hợp lý. Hãy nhập số đồng, hoặc để trống nếu chưa rõ.", field="cost")


def name_of(regime: str) -> str:
    rows = current().history(RegimeRow, regime)
    return rows[0].name if rows else regime
