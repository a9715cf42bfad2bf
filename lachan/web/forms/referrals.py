"""Forms of referrals: sending with consent, answering, the filter of the list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.victims.referral_rules import (
    ConsentBy,
    DeclineReason,
    FailReason,
    FieldGroup,
    ReferralPurpose,
    ReferralStatus,
)
from lachan.web.forms.steps import DayField
from lachan.web.forms.victims import ALL, FileStepForm, first_choice, offer_choices


class ReferralFilterForm(forms.Form):
    side = forms.ChoiceField(
        label="Chiều", choices=[ALL, ("in", _("Gửi đến cơ quan tôi")), ("out", _("Cơ quan tôi gửi đi"))], required=False
    )
    status = forms.ChoiceField(label="Trạng thái", choices=[ALL, *ReferralStatus.choices()], required=False)


class SendReferralForm(FileStepForm):
    """Consent stands before the recipient: without it nothing is sent. One recipient: of the directory, or another."""

    service = forms.ChoiceField(label="Để được")
    facility_id = forms.ChoiceField(
        label="Dịch vụ trong danh bạ", required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Nơi này không giúp chế độ đã chọn. Hãy bấm «Tìm trong danh bạ» lại.")},
    )  # fmt: skip
    to_agency_id = forms.ChoiceField(label="Hoặc cơ quan khác", required=False)
    consent_by = forms.ChoiceField(label="Người đồng ý", choices=ConsentBy.choices(), widget=forms.RadioSelect)
    consented_on = DayField(label="Ngày đồng ý")
    consent_until = DayField(
        label="Đồng ý đến hết ngày", required=False, help_text="Hết ngày này hồ sơ tự đóng lại với cơ quan nhận."
    )
    purpose = forms.ChoiceField(
        label="Đồng ý để làm gì", choices=ReferralPurpose.choices(), initial=ReferralPurpose.SUPPORT.value,
        help_text="Cơ quan nhận không mở được nhân thân cho việc khác.", required=False,
    )  # fmt: skip
    consent_fields = forms.MultipleChoiceField(
        label="Đồng ý cho cơ quan nhận biết", choices=FieldGroup.choices(), widget=forms.CheckboxSelectMultiple,
        help_text="Cơ quan nhận chỉ mở được những mục này, và các thông tin thống kê của hồ sơ.",
    )  # fmt: skip

    ABOUT = ("occurred_at", "note")
    CONSENT = ("consent_by", "consented_on", "purpose", "consent_fields", "consent_until")

    def offer(self) -> None:
        offer_choices(self, "to_agency_id", [("", _("Chọn cơ quan…")), *self.offered.agencies])
        offer_choices(self, "service", [*first_choice(_("Chọn chế độ…"), self.offered.regimes), *self.offered.regimes])
        offer_choices(self, "facility_id", [("", _("Không chọn trong danh bạ")), *self.offered.places])
        self.fields["consented_on"].initial = self.now.date()
        self.fields["consent_by"].initial = ConsentBy.SELF.value

    def clean(self) -> dict[str, Any]:
        """Two recipients named by mistake would be one too many to tell of her."""
        data = super().clean() or self.cleaned_data
        runs, other = dict(self.offered.runs).get(data.get("facility_id", "")), data.get("to_agency_id")
        if not runs and not other:
            self.add_error("to_agency_id", _("Chưa chọn nơi nhận. Hãy chọn một nơi trong danh bạ hoặc một cơ quan."))
        elif runs and other and runs != other:
            words = _("Dịch vụ đã chọn thuộc một cơ quan khác cơ quan chọn ở đây. Hãy chỉ chọn một nơi nhận.")
            self.add_error("to_agency_id", words)
        return {**data, "to_agency_id": runs or other}

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        told = {name: value for name, value in super().values().items() if name != "facility_id"}
        return told | {
            "to_agency_id": UUID(data["to_agency_id"]),
            "consent_by": ConsentBy(data["consent_by"]),
            "purpose": ReferralPurpose(data["purpose"] or ReferralPurpose.SUPPORT),
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


class BeginForm(FileStepForm):
    """The minutes of the hand-over: their words are put together and sealed as the note of the step."""

    minutes = forms.CharField(label="Số, ngày biên bản", max_length=120)
    giver = forms.CharField(label="Người giao", max_length=120)
    taker = forms.CharField(label="Người nhận", max_length=120)
    things = forms.CharField(
        label="Giấy tờ, đồ dùng giao kèm", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("occurred_at", "minutes", "giver", "taker", "things", "note")

    def values(self) -> dict[str, Any]:
        data = super().values()
        said = [(self.fields[name].label, data.pop(name)) for name in ("minutes", "giver", "taker", "things")]
        words = [f"{label}: {text}" for label, text in said if text]
        return data | {"note": "\n".join([*words, *filter(None, [data["note"]])])}


class FailForm(FileStepForm):
    reason = forms.ChoiceField(label="Vì sao không hoàn thành", choices=FailReason.choices())
    field_order = ("occurred_at", "reason", "note")

    def values(self) -> dict[str, Any]:
        return super().values() | {"reason": FailReason(self.cleaned_data["reason"])}


class WithdrawForm(FileStepForm):
    """What she no longer wants shared; nothing chosen means all of it."""

    said_by = forms.ChoiceField(
        label="Người nói rút lại", choices=ConsentBy.choices(), widget=forms.RadioSelect, initial=ConsentBy.SELF.value
    )
    removed = forms.MultipleChoiceField(
        label="Rút lại mục nào", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn mục nào là rút lại tất cả: hồ sơ đóng ngay với cơ quan nhận.",
    )  # fmt: skip
    field_order = ("occurred_at", "said_by", "removed", "note")

    def offer(self) -> None:
        offer_choices(self, "removed", list(self.offered.regimes))

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().values() | {
            "said_by": ConsentBy(data["said_by"]),
            "removed": tuple(FieldGroup(group) for group in data["removed"]),
        }


class RenewForm(FileStepForm):
    said_by = forms.ChoiceField(
        label="Người đồng ý", choices=ConsentBy.choices(), widget=forms.RadioSelect, initial=ConsentBy.SELF.value
    )
    consented_on = DayField(label="Ngày đồng ý")
    consent_fields = forms.MultipleChoiceField(
        label="Đồng ý cho cơ quan nhận biết", choices=FieldGroup.choices(), widget=forms.CheckboxSelectMultiple
    )
    consent_until = DayField(label="Đồng ý đến hết ngày", required=False)
    field_order = ("occurred_at", "said_by", "consented_on", "consent_fields", "consent_until", "note")

    def offer(self) -> None:
        self.fields["consented_on"].initial = self.now.date()

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().values() | {
            "said_by": ConsentBy(data["said_by"]),
            "consent_fields": tuple(FieldGroup(group) for group in data["consent_fields"]),
        }
