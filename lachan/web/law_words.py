"""A row of law in words: its value, its span of days, how sure it is, where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lachan.law.rows import (
    DAY_KINDS,
    AmountRow,
    CalendarRow,
    CodeRow,
    Confidence,
    DeadlineRow,
    EligibilityRow,
    FormRow,
    OffenceRow,
    ProgrammeRow,
    RegimeRow,
    ReportingRow,
    Row,
    TargetRow,
)
from lachan.web.parts import Tag
from lachan.web.templatetags.vietnamese import vi_date, vi_number

TONES = {Confidence.CONFIRMED: "ok", Confidence.SECONDARY: "plain", Confidence.UNCONFIRMED: "unsure"}
ORIGINS = {"shipped": "Kèm phần mềm", "local": "Địa phương đặt"}
COMPARATORS = {">=": "từ … trở lên", ">": "trên", "=": "đúng", "<=": "không quá", "<": "dưới"}
_SIGNS = {">=": "≥", ">": ">", "=": "=", "<=": "≤", "<": "<"}
_YEARS = {-1: " năm trước", 0: "", 1: " năm sau"}


def value_of(row: Row) -> str:
    """What the row says, short enough for a list."""
    write = _WRITERS.get(type(row))
    return write(row) if write else ""


def span_of(row: Row) -> str:
    until = f" đến {vi_date(row.in_force_until)}" if row.in_force_until else ""
    return f"từ\N{NO-BREAK SPACE}{vi_date(row.in_force_from)}{until}"


def confidence_of(row: Row) -> Tag:
    return Tag(row.confidence.label, TONES[row.confidence])


def origin_of(row: Row) -> Tag:
    return Tag(ORIGINS[row.origin], "ok" if row.origin == "local" else "plain")


def _deadline(row: DeadlineRow) -> str:
    plain = f"{'trước ' if row.direction == 'before' else ''}{row.length} {row.unit.label}"
    return f"{row.label} ({plain})" if row.label else plain


def _amount(row: AmountRow) -> str:
    return f"chưa có mức ({row.unit})" if row.value is None else f"{vi_number(row.value)} {row.unit}"


def _reporting(row: ReportingRow) -> str:
    if not row.due:
        return "theo kế hoạch"
    span = f"số liệu {_day(row.starts)} – {_day(row.ends)}; " if row.starts and row.ends else ""
    return f"{span}gửi {_day(row.due)}"


def _day(triple: Sequence[int]) -> str:
    """``[-1, 12, 15]`` is 15/12 of the year before."""
    year, month, day = triple
    return f"{day:02d}/{month:02d}{_YEARS.get(year, '')}"


def _offence(row: OffenceRow) -> str:
    return " · ".join(part for part in (row.penalty, row.offence_class.label if row.offence_class else "") if part)


def _regime(row: RegimeRow) -> str:
    return f"điểm {row.letter}" if row.letter else ""


def _eligibility(row: EligibilityRow) -> str:
    more = f", {len(row.as_appropriate)} xét từng trường hợp" if row.as_appropriate else ""
    return f"{len(row.regimes)} chế độ{more}"


_WRITERS: dict[type[Row], Callable[[Any], str]] = {
    DeadlineRow: _deadline,
    AmountRow: _amount,
    CalendarRow: lambda row: f"{vi_date(row.day)}: {DAY_KINDS[row.day_kind]}",
    ReportingRow: _reporting,
    TargetRow: lambda row: f"{_SIGNS.get(row.comparator, row.comparator)} {vi_number(row.value)} {row.unit}",
    FormRow: lambda row: row.number,
    OffenceRow: _offence,
    RegimeRow: _regime,
    EligibilityRow: _eligibility,
    ProgrammeRow: lambda row: f"{row.from_year}–{row.until_year}",
    CodeRow: lambda row: row.code,
}


def facts_of(row: Row) -> list[tuple[str, object]]:
    """Everything the row says that an officer may want to compare with the text of the law."""
    named = [(label, getattr(row, field, "")) for field, label in _MORE.items()]
    return [
        (_("Mã"), row.id),
        (_("Nội dung"), value_of(row)),
        *((label, getattr(value, "label", value)) for label, value in named if value),
        (_("Căn cứ"), row.source),
        (_("Hiệu lực"), span_of(row)),
        *([(_("Ghi chú"), row.note)] if row.note else []),
    ]


_MORE = {
    "counts_from": gettext_noop("Tính từ"),
    "duty_of": gettext_noop("Trách nhiệm"),
    "roll": gettext_noop("Ngày cuối là ngày nghỉ"),
    "decided_by": gettext_noop("Người quyết định"),
    "receiver": gettext_noop("Nơi nhận"),
    "numerator": gettext_noop("Tử số"),
    "denominator": gettext_noop("Mẫu số"),
    "fields_known": gettext_noop("Các trường đã biết"),
}
