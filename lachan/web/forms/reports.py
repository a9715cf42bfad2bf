"""Forms of reports: a new draft, its head, the explanation of a correction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.law.periods import period
from lachan.reports.rules import ReportKind
from lachan.web.forms.steps import DayField


class DraftReportForm(forms.Form):
    kind = forms.ChoiceField(label="Loại báo cáo", choices=ReportKind.choices())
    period_code = forms.ChoiceField(label="Kỳ báo cáo")
    as_of = DayField(label="Chốt số liệu đến hết ngày", help_text="Những gì ghi sau ngày này không tính vào báo cáo.")
    plan_id = forms.ChoiceField(label="Kế hoạch", required=False, help_text="Chỉ tiêu, nhiệm vụ lấy từ kế hoạch này.")
    topic = forms.CharField(label="Chuyên đề", required=False, max_length=200)

    def __init__(self, *args: Any, today: date, plans: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [
            f"{y}{part}"
            for y in (today.year, today.year - 1)
            for part in ("-H1", "-H2", "", "-Q1", "-Q2", "-Q3", "-Q4")
        ]
        self.fields["period_code"].choices = [(c, _label(c)) for c in codes]  # type: ignore[attr-defined]
        self.fields["plan_id"].choices = [("", _("Không kèm kế hoạch")), *plans]  # type: ignore[attr-defined]
        self.fields["as_of"].initial = today


class HeadForm(forms.Form):
    number = forms.CharField(label="Số văn bản", required=False, max_length=12)
    dated_on = DayField(label="Ngày ký", required=False)
    signer = forms.CharField(label="Họ tên người ký", required=False, max_length=80)
    topic = forms.CharField(label="Chuyên đề", required=False, max_length=200)


class CorrectForm(forms.Form):
    as_of = DayField(label="Số liệu như đã ghi đến hết ngày")
    reason = forms.CharField(label="Giải trình", widget=forms.Textarea(attrs={"rows": 4}))


def _label(code: str) -> str:
    span = period(code)
    return f"{span.label} ({span.start:%d/%m/%Y} – {span.end:%d/%m/%Y})"
