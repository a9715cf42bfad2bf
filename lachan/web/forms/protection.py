"""Forms of protection: asking for it, deciding, looking again, ending."""

from __future__ import annotations

from typing import Any

from django import forms

from lachan.law.book import current
from lachan.victims.protection_rules import EndReason, Threat
from lachan.web.forms.steps import DayField, StepForm
from lachan.web.forms.victims import FileStepForm, offer_choices


class AskProtectionForm(FileStepForm):
    protected = forms.ChoiceField(label="Bảo vệ ai")
    threats = forms.MultipleChoiceField(
        label="Nguy cơ", choices=Threat.choices(), widget=forms.CheckboxSelectMultiple,
        help_text="Hỏi bằng lời dễ hiểu. Chưa biết thì chọn «Chưa rõ».",
    )  # fmt: skip
    safety_plan = forms.CharField(
        label="Kế hoạch an toàn",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Khi có nguy hiểm thì đi đâu, gọi ai, mang theo gì, ai biết. Được niêm phong.",
    )
    field_order = ("occurred_at", "protected", "threats", "note", "safety_plan")

    def offer(self) -> None:
        rows = current().codes("protected_persons", self.now.date())
        offer_choices(self, "protected", [(r.id, r.name) for r in rows])

    def values(self) -> dict[str, Any]:
        return super().values() | {"threats": tuple(Threat(t) for t in self.cleaned_data["threats"])}


class _MeasuresForm(StepForm):
    measures = forms.MultipleChoiceField(label="Biện pháp bảo vệ", widget=forms.CheckboxSelectMultiple)
    review_on = DayField(label="Xem xét lại ngày")
    safe_place = forms.CharField(
        label="Nơi an toàn", required=False, max_length=300,
        help_text="Chỉ cơ quan bảo vệ, cơ quan đề nghị và cơ quan giữ hồ sơ mở được; mỗi lần mở đều được ghi.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = current().codes("protection_measures", self.now.date())
        offer_choices(self, "measures", [(r.id, r.name) for r in rows])


class GrantProtectionForm(_MeasuresForm):
    decision_number = forms.CharField(label="Số quyết định", required=False, max_length=60)
    field_order = ("occurred_at", "decision_number", "measures", "review_on", "safe_place", "note")


class ReviewProtectionForm(_MeasuresForm):
    safety_plan = forms.CharField(
        label="Kế hoạch an toàn", widget=forms.Textarea(attrs={"rows": 4}), required=False,
        help_text="Để trống thì giữ kế hoạch, nơi an toàn đã niêm phong trước đó.",
    )  # fmt: skip
    field_order = ("occurred_at", "measures", "review_on", "safe_place", "safety_plan", "note")


class EndProtectionForm(StepForm):
    reason = forms.ChoiceField(label="Lý do chấm dứt", choices=EndReason.choices())
    field_order = ("occurred_at", "reason", "note")
