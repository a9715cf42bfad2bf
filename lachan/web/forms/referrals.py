"""Forms of referrals: sending with consent, answering, the filter of the list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.victims.referral_rules import ConsentBy, DeclineReason, FieldGroup, ReferralStatus
from lachan.web.forms.steps import DayField
from lachan.web.forms.victims import ALL, FileStepForm, first_choice, offer_choices


class ReferralFilterForm(forms.Form):
    side = forms.ChoiceField(
        label="Chiều", choices=[ALL, ("in", _("Gửi đến cơ quan tôi")), ("out", _("Cơ quan tôi gửi đi"))], required=False
    )
    status = forms.ChoiceField(label="Trạng thái", choices=[ALL, *ReferralStatus.choices()], required=False)


class SendReferralForm(FileStepForm):
    """Consent stands before the recipient: without it nothing is sent."""

    to_agency_id = forms.ChoiceField(label="Chuyển đến")
    service = forms.ChoiceField(label="Để được")
    consent_by = forms.ChoiceField(label="Người đồng ý", choices=ConsentBy.choices(), widget=forms.RadioSelect)
    consented_on = DayField(label="Ngày đồng ý")
    consent_fields = forms.MultipleChoiceField(
        label="Đồng ý cho cơ quan nhận biết", choices=FieldGroup.choices(), widget=forms.CheckboxSelectMultiple,
        help_text="Cơ quan nhận chỉ mở được những mục này, và các thông tin thống kê của hồ sơ.",
    )  # fmt: skip

    ABOUT = ("occurred_at", "to_agency_id", "service", "note")
    CONSENT = ("consent_by", "consented_on", "consent_fields")

    def offer(self) -> None:
        for name, label, among in (
            ("to_agency_id", _("Chọn cơ quan…"), self.offered.agencies),
            ("service", _("Chọn chế độ…"), self.offered.regimes),
        ):
            offer_choices(self, name, [*first_choice(label, among), *among])
        self.fields["consented_on"].initial = self.now.date()
        self.fields["consent_by"].initial = ConsentBy.SELF.value

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().values() | {
            "to_agency_id": UUID(data["to_agency_id"]),
            "consent_by": ConsentBy(data["consent_by"]),
            "consent_fields": tuple(FieldGroup(group) for group in data["consent_fields"]),
        }

    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ABOUT]

    def consent(self) -> list[forms.BoundField]:
        return [self[name] for name in self.CONSENT]


class DeclineForm(FileStepForm):
    reason = forms.ChoiceField(label="Lý do từ chối", choices=DeclineReason.choices())
    field_order = ("occurred_at", "reason", "note")

    def values(self) -> dict[str, Any]:
        return super().values() | {"reason": DeclineReason(self.cleaned_data["reason"])}
