"""Needs and support: three-valued answers, stages of support, and what the law of the day gives to whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.facilities.rules import ServiceKind
from lachan.law.book import current
from lachan.law.regimes import Eligibility, NoRegime, eligible_regimes, regime_for
from lachan.law.rows import RegimeRow, ServiceRow


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
    REFUSED = "refused", "Đã từ chối bằng văn bản"


_K = ServiceKind
# What the directory is asked for, by the part of a regime's id that both laws share.
_SERVICES: dict[str, tuple[ServiceKind, ...]] = {
    "essential_needs": (_K.SHELTER, _K.MEALS), "health": (_K.HEALTH,), "interpretation": (_K.INTERPRETATION,),
    "legal_support": (_K.LEGAL,), "legal_aid": (_K.LEGAL,), "travel": (_K.TRAVEL,), "psychology": (_K.PSYCHOLOGY,),
    "schooling": (_K.SCHOOLING,), "vocational": (_K.VOCATIONAL, _K.JOB), "hardship": (_K.LIVELIHOOD,),
    "schooling_vocational": (_K.SCHOOLING, _K.VOCATIONAL),
}  # fmt: skip


def services_for(regime: str, *, is_minor: bool = False) -> tuple[ServiceKind, ...]:
    """Which services of the directory carry out a regime; for a child those that protect children besides."""
    found = _SERVICES.get(regime.partition(".")[2], ())
    return (*found, _K.CHILD_PROTECTION) if is_minor else found


def state_of(
    need: Answer | None,
    stages: frozenset[SupportStage],
    is_referred: bool,
    is_accepted: bool,
    is_refused: bool = False,
) -> SupportState:
    """The furthest thing that is true wins; a need not asked about is not a need denied."""
    truths = (
        (SupportStage.PROVIDED in stages, SupportState.PROVIDED),
        (is_refused, SupportState.REFUSED),
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


def check_given(item: str, regime: str, quantity: int | None, until: date | None, on: date) -> None:
    """The thing given belongs to the regime it is written under; its end is not before its beginning."""
    if item:
        row = current().find(ServiceRow, item, on)
        if row is None or regime not in row.regimes:
            raise Refused(
                f"«{item_name(item)}» không thuộc chế độ «{name_of(regime)}». Hãy chọn lại khoản hỗ trợ.", field="item"
            )
    if quantity is not None and not 0 < quantity < 100_000:
        raise Refused("Số lượng không hợp lý. Hãy nhập lại, hoặc để trống nếu chưa rõ.", field="quantity")
    if until is not None and until < on:
        raise Refused("Ngày kết thúc trước ngày bắt đầu. Hãy kiểm tra lại.", field="until_on")


def check_school_year(year: int | None, known: Iterable[int], regime: str, on: date) -> None:
    """The first school year and the next (NĐ 162/2025 Điều 24); under the old law the first alone (Điều 37)."""
    if year is None:
        return
    if not on.year - 1 <= year <= on.year + 1:
        raise Refused(
            "Năm học không khớp ngày hỗ trợ. Hãy nhập năm bắt đầu, ví dụ 2026 cho 2026–2027.", field="school_year"
        )
    first = min([*known, year])
    last = first + (0 if regime.startswith("2011") else 1)
    if year > last:
        raise Refused(
            f"Chế độ học văn hóa chỉ cho năm học đầu {first}–{first + 1}"
            + ("" if last == first else f" và năm kế tiếp {last}–{last + 1}")
            + ". Năm học sau thuộc chính sách khác.",
            field="school_year",
        )


def items_of(regimes: Iterable[str], on: date) -> tuple[tuple[str, str], ...]:
    """What can be given under these regimes, id and name with its unit."""
    wanted = set(regimes)
    rows = (r for r in current().in_force(ServiceRow, on) if wanted & set(r.regimes))
    return tuple((r.id, f"{r.name} ({r.unit})") for r in rows)


def item_name(item: str) -> str:
    rows = current().history(ServiceRow, item)
    return rows[0].name if rows else item


def unit_of(item: str) -> str:
    rows = current().history(ServiceRow, item)
    return rows[0].unit if rows else ""


def name_of(regime: str) -> str:
    rows = current().history(RegimeRow, regime)
    return rows[0].name if rows else regime
