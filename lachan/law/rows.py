"""What a row of law is: one frozen dataclass per kind, read from TOML or from a local record, and validated."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lachan.base.errors import Refused
from lachan.base.labels import Labelled

DAY_KINDS = {
    "holiday": "nghỉ lễ, tết",
    "compensatory": "nghỉ bù",
    "swap_off": "nghỉ hoán đổi",
    "swap_work": "làm bù",
}
DATA = Path(__file__).parent / "data"


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
    roll: Roll = Roll.NONE
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

    ``conditions`` pairs a regime with what the law asks for it.
    """

    law: str
    person_kind: str
    regimes: tuple[str, ...] = ()
    as_appropriate: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class AmountRow(Row):
    """A sum of money or a share, with its unit. Shipped without a value: an administrator sets it with its source."""

    unit: str
    regime: str = ""
    value: int | None = None


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
    "amounts": "Mức tiền",
    "forms": "Biểu mẫu",
    "calendar": "Ngày nghỉ, ngày làm bù",
    "reporting": "Kỳ báo cáo",
    "targets": "Chỉ tiêu",
    "programmes": "Chương trình",
    **CODE_LISTS,
}
KIND_OF = {row_type: kind for kind, row_type in KINDS.items() if row_type is not CodeRow}
_ENUMS: dict[str, type[Labelled]] = {
    "confidence": Confidence,
    "roll": Roll,
    "due_roll": Roll,
    "offence_class": OffenceClass,
}
_TEXT_REQUIRED = ("id", "name", "source")


def parse(kind: str, raw: Mapping[str, Any], *, origin: str = "shipped") -> Row:
    """One row from plain values (TOML, or a local record). Raises ``BadRow`` with a sentence."""
    row_type = KINDS.get(kind)
    if row_type is None:
        raise BadRow(f"Không có loại quy định «{kind}». Chọn một trong: {', '.join(KINDS)}.", field="kind")
    values = {"name_en": raw.get("name", ""), **raw, "kind": kind, "origin": origin}
    _check_fields(row_type, values)
    row = row_type(**{key: _value(row_type, key, value) for key, value in values.items()})
    _check(row)
    return row


def _check_fields(row_type: type[Row], values: Mapping[str, Any]) -> None:
    known = {f.name: f for f in fields(row_type)}
    strangers = [key for key in values if key not in known]
    missing = [name for name, f in known.items() if f.default is MISSING and name not in values]
    if strangers or missing:
        raise BadRow(
            f"Quy định «{values.get('id', '?')}» chưa đúng mẫu: thiếu {', '.join(missing) or 'không'},"
            f" thừa {', '.join(strangers) or 'không'}. Sửa các trường đó rồi lưu lại."
        )


def _value(row_type: type[Row], key: str, value: Any) -> Any:
    enum = Unit if key == "unit" and row_type is DeadlineRow else _ENUMS.get(key)
    if enum is not None and value is not None:
        return _member(enum, key, value)
    if isinstance(value, list | tuple):
        return _frozen(value)
    if key.startswith("in_force") or key == "day":
        return _day(key, value)
    return value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list | tuple) else value


def _member(enum: type[Labelled], key: str, value: Any) -> Labelled:
    try:
        return enum(value)
    except ValueError:
        options = ", ".join(str(m.value) for m in enum)
        raise BadRow(f"Giá trị «{value}» không dùng được cho {key}. Chọn một trong: {options}.", field=key) from None


def _day(key: str, value: Any) -> date | None:
    if value is None or value == "":
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadRow(f"«{value}» không phải là ngày. Ghi theo dạng 2025-07-01.", field=key) from None


def _check(row: Row) -> None:
    for name in _TEXT_REQUIRED:
        if not str(getattr(row, name)).strip():
            raise BadRow(f"Quy định «{row.id}» chưa có {name}. Ghi đủ tên và căn cứ trước khi lưu.", field=name)
    if row.in_force_from is None:
        raise BadRow(f"Quy định «{row.id}» chưa có ngày hiệu lực. Ghi ngày bắt đầu áp dụng.", field="in_force_from")
    if row.in_force_until is not None and row.in_force_until < row.in_force_from:
        raise BadRow(f"Quy định «{row.id}» hết hiệu lực trước khi bắt đầu. Sửa lại hai ngày.", field="in_force_until")
    if isinstance(row, DeadlineRow) and (row.length < 1 or row.direction not in ("after", "before")):
        raise BadRow(f"Thời hạn «{row.id}» phải dài ít nhất 1 {row.unit.label}.", field="length")
    if isinstance(row, CalendarRow) and row.day_kind not in ("holiday", "compensatory", "swap_off", "swap_work"):
        raise BadRow(
            f"Ngày «{row.id}» phải là một trong: holiday, compensatory, swap_off, swap_work.", field="day_kind"
        )


def read_file(path: Path) -> Iterator[Row]:
    """The rows of one data file; its ``[defaults]`` fill what a row leaves out."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    defaults = table.get("defaults", {})
    for raw in table["row"]:
        yield from (parse(path.stem, {**defaults, **one}) for one in _by_class(raw))


def _by_class(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A limit that the law gives per class of offence is one paragraph there and one row here."""
    per_class = raw.get("by_class")
    if per_class is None:
        yield raw
        return
    shared = {key: value for key, value in raw.items() if key != "by_class"}
    for code, (length, unit) in per_class.items():
        offence_class = OffenceClass(code)
        words = {"name": f"{raw['name']}: {offence_class.label}", "name_en": f"{raw['name_en']}: {_english(code)}"}
        yield {**shared, **words, "id": f"{raw['id']}.{code}", "length": length, "unit": unit}


def _english(code: str) -> str:
    return f"{code.replace('_', ' ')} offences"


@cache
def shipped_rows() -> tuple[Row, ...]:
    """Every row of every data file that comes with the program."""
    return tuple(row for path in sorted(DATA.glob("*.toml")) for row in read_file(path))
