"""What a row of law is: one frozen dataclass per kind, with its words, its source and the days it is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled

DAY_KINDS = {
    "holiday": "nghỉ lễ, tết",
    "compensatory": "nghỉ bù",
    "swap_off": "nghỉ hoán đổi",
    "swap_work": "làm bù",
}


class Confidence(Labelled):
    """How far the project may vouch for a row. The administrator sees it beside the row."""

    CONFIRMED = "confirmed", "đã đối chiếu văn bản"
    SECONDARY = "secondary", "theo nguồn thứ cấp hoặc suy ra"
    UNCONFIRMED = "unconfirmed", "chưa xác nhận"


class Unit(Labelled):
    HOUR = "hour", "giờ"
    DAY = "day", "ngày"
    WORKING_DAY = "working_day", "ngày làm việc"
    MONTH = "month", "tháng"


class Roll(Labelled):
    """What happens when the last day is a day off."""

    NEXT_WORKING_DAY = "next_working_day", "chuyển sang ngày làm việc tiếp theo"
    HOLIDAY_ONLY = "holiday_only", "chỉ chuyển khi trùng ngày nghỉ lễ"
    NONE = "none", "giữ nguyên"


class OffenceClass(Labelled):
    """The four classes of Article 9 of the Penal Code, by the highest penalty of the clause."""

    LESS_SERIOUS = "less_serious", "tội phạm ít nghiêm trọng"
    SERIOUS = "serious", "tội phạm nghiêm trọng"
    VERY_SERIOUS = "very_serious", "tội phạm rất nghiêm trọng"
    EXTREMELY_SERIOUS = "extremely_serious", "tội phạm đặc biệt nghiêm trọng"


class BadRow(Refused):
    """A row that cannot be law as it stands."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every row carries: its words, where it is written, how sure that is, and from when until when."""

    kind: str
    id: str
    name: str
    name_en: str
    source: str
    confidence: Confidence
    in_force_from: date
    in_force_until: date | None = None
    note: str = ""
    origin: str = "shipped"

    def covers(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


@dataclass(frozen=True, kw_only=True)
class DeadlineRow(Row):
    """A time limit. ``counts_from`` says which event starts it; ``direction="before"`` counts back from an end."""

    length: int
    unit: Unit
    roll: Roll = Roll.NEXT_WORKING_DAY
    direction: str = "after"
    label: str = ""
    counts_from: str = ""
    duty_of: str = ""
    extends: str = ""
    decided_by: str = ""


@dataclass(frozen=True, kw_only=True)
class OffenceRow(Row):
    """One clause of an article of the Penal Code. No ``offence_class``: the penalty is additional, or was not seen."""

    article: int
    clause: int = 0
    penalty: str = ""
    max_years: int = 0
    life: bool = False
    offence_class: OffenceClass | None = None
    is_trafficking: bool = False


@dataclass(frozen=True, kw_only=True)
class CodeRow(Row):
    """A member of a code list; ``code`` is how an official list writes it, ``group`` what it belongs to."""

    code: str = ""
    group: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RegimeRow(Row):
    """A support regime of one of the two laws, with the letter the law gives it."""

    law: str
    letter: str


@dataclass(frozen=True, kw_only=True)
class EligibilityRow(Row):
    """Which regimes one kind of person has under one law; ``as_appropriate`` ones are decided case by case.

    ``conditions`` pairs a regime with what the law asks for it; ``unconfirmed``: what one source gives and the law does
    not name.
    """

    law: str
    person_kind: str
    regimes: tuple[str, ...] = ()
    as_appropriate: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AmountRow(Row):
    """Money, a share, a number to divide by, with its unit. Shipped empty: an administrator sets it with its source."""

    unit: str
    regime: str = ""
    value: int | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceRow(Row):
    """One thing given under a regime, and the unit it is counted in; ``for_relatives``: given to relatives too."""

    regimes: tuple[str, ...] = ()
    unit: str = ""
    for_relatives: bool = False


@dataclass(frozen=True, kw_only=True)
class CriterionRow(Row):
    """One criterion of the quality of services, with the most points it gives and what it asks."""

    group: str = ""
    largest: int = 10
    standard: str = ""


@dataclass(frozen=True, kw_only=True)
class FormRow(Row):
    number: str
    law: str = ""
    fields_known: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarRow(Row):
    """One day that is not what its weekday says."""

    day: date
    day_kind: str


@dataclass(frozen=True, kw_only=True)
class ReportingRow(Row):
    """One period of a reporting calendar; days are ``[year offset, month, day]``. No days: the plan sets them."""

    calendar: str
    period: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    due: tuple[int, ...] = ()
    due_roll: Roll = Roll.NONE
    receiver: str = ""


@dataclass(frozen=True, kw_only=True)
class TargetRow(Row):
    comparator: str
    value: int
    unit: str
    numerator: str = ""
    denominator: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgrammeRow(Row):
    number: str
    from_year: int
    until_year: int
    objectives: tuple[str, ...] = ()


CODE_LISTS = {
    "acts": "Hành vi mua bán người",
    "purposes": "Mục đích",
    "purpose_details": "Hình thức bóc lột",
    "means": "Thủ đoạn",
    "means_details": "Thủ đoạn khác",
    "channels": "Phương thức tiếp cận",
    "person_kinds": "Đối tượng được hỗ trợ",
    "return_ways": "Tình trạng trở về",
    "ways_in": "Đường đến với cơ quan tiếp nhận",
    "causes": "Nguyên nhân, hoàn cảnh",
    "occupations": "Nghề nghiệp",
    "schooling_levels": "Trình độ học vấn",
    "agreements": "Điều ước, thỏa thuận trao trả",
    "gates": "Nơi giao, nhận",
    "languages": "Ngôn ngữ",
    "rights": "Quyền được giải thích",
    "labour_indicators": "Dấu hiệu nhận biết cưỡng bức lao động",
    "evidence": "Căn cứ xác định nạn nhân",
    "signs": "Dấu hiệu xác định nạn nhân",
    "papers": "Giấy tờ xác nhận nạn nhân",
    "circumstances": "Tình tiết định khung",
    "tip_kinds": "Nguồn tin về tội phạm",
    "prohibited_acts": "Hành vi bị nghiêm cấm",
    "protected_persons": "Người được bảo vệ",
    "protection_measures": "Biện pháp bảo vệ",
    "ethnic_groups": "Dân tộc",
    "hotlines": "Số điện thoại",
    "lenders": "Nơi cho vay",
    "loan_programmes": "Chương trình cho vay",
    "notable_days": "Ngày, đợt cao điểm",
    "laws": "Luật khung",
    "instruments": "Văn bản",
    "data_rules": "Quy định về dữ liệu",
}
KINDS: dict[str, type[Row]] = {
    "deadlines": DeadlineRow,
    "offences": OffenceRow,
    "regimes": RegimeRow,
    "eligibility": EligibilityRow,
    "amounts": AmountRow,
    "services": ServiceRow,
    "criteria": CriterionRow,
    "forms": FormRow,
    "calendar": CalendarRow,
    "reporting": ReportingRow,
    "targets": TargetRow,
    "programmes": ProgrammeRow,
    **dict.fromkeys(CODE_LISTS, CodeRow),
}
KIND_LABELS = {
    "deadlines": "Thời hạn",
    "offences": "Tội danh",
    "regimes": "Chế độ hỗ trợ",
    "eligibility": "Đối tượng và chế độ",
    "amounts": "Mức tiền, tham số",
    "services": "Dịch vụ, khoản hỗ trợ",
    "criteria": "Tiêu chí đánh giá chất lượng dịch vụ",
    "forms": "Biểu mẫu",
    "calendar": "Ngày nghỉ, ngày làm bù",
    "reporting": "Kỳ báo cáo",
    "targets": "Chỉ tiêu",
    "programmes": "Chương trình",
    **CODE_LISTS,
}
KIND_OF = {row_type: kind for kind, row_type in KINDS.items() if row_type is not CodeRow}
