"""Forms of public releases: which fixed table of which period, and the reason of a step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from lachan.exchange.tables import fixed_tables
from lachan.law.periods import period
from lachan.web.forms.steps import DayField


class ProposeForm(forms.Form):
    table = forms.ChoiceField(
        label="Bảng số liệu",
        widget=forms.RadioSelect,
        help_text="Danh mục cố định. Không tự ghép bảng, không lọc thêm: số nhỏ lộ ra chính từ những phép lọc như vậy.",
    )
    period_code = forms.ChoiceField(label="Kỳ", help_text="Chỉ các kỳ đã kết thúc.")
    as_of = DayField(label="Chốt số liệu đến hết ngày", help_text="Những gì ghi sau ngày này không tính vào bảng.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables = [(t.key, f"{t.title} ({_lengths(t.parts)})") for t in fixed_tables().values()]
        self.fields["table"].choices = tables  # type: ignore[attr-defined]
        self.fields["period_code"].choices = closed_periods(today)  # type: ignore[attr-defined]
        self.fields["as_of"].initial = today


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}), max_length=600)


def closed_periods(today: date) -> list[tuple[str, str]]:
    """Quarters, half-years and years that are over, the newest first."""
    codes = [f"{y}{part}" for y in range(today.year, today.year - 4, -1) for part in ("", "-H2", "-H1")]
    codes += [f"{y}-Q{n}" for y in range(today.year, today.year - 4, -1) for n in (4, 3, 2, 1)]
    spans = sorted((period(code) for code in codes), key=lambda s: (s.end, s.start), reverse=True)
    return [(s.code, f"{s.label} ({s.start:%d/%m/%Y} – {s.end:%d/%m/%Y})") for s in spans if s.end < today]


def _lengths(parts: tuple[str, ...]) -> str:
    return ", ".join({"Q": "quý", "H": "6 tháng", "Y": "năm"}[part] for part in parts)
