"""Forms of an announced return: the notice with its list, and the steps on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from lachan.people.queries import AreaLine
from lachan.victims.attributes import Country
from lachan.victims.return_rules import AbsentReason, Partner, ReturnStatus, parse_list
from lachan.victims.support_rules import Answer
from lachan.web.forms.steps import DayField, InstantField, StepForm
from lachan.web.forms.victims import ALL, area_choices, first_choice, named, offer_choices

ABROAD = [(c.value, c.label) for c in Country if c not in (Country.VN, Country.STATELESS, Country.UNKNOWN)]


class ReturnFilterForm(forms.Form):
    status = forms.ChoiceField(label="Trạng thái", choices=[ALL, *ReturnStatus.choices()], required=False)
    from_country = forms.ChoiceField(label="Từ nước", choices=[ALL, *ABROAD], required=False)


class ListField(forms.CharField):
    """People as lines of a notice; pasted, not typed one by one."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Danh sách trong thông báo"))
        help_text = _(
            "Mỗi người một dòng: họ tên; giới tính; năm sinh hoặc ngày sinh; số giấy tờ. Dán thẳng từ văn bản được."
            " Được niêm phong."
        )
        options.setdefault("help_text", help_text)
        super().__init__(max_length=40_000, **options)


class AnnounceForm(forms.Form):
    announced_at = InstantField(label="Nhận thông báo lúc")
    partner = forms.ChoiceField(label="Bên trao trả", choices=Partner.choices())
    from_country = forms.ChoiceField(label="Từ nước")
    agreement = forms.ChoiceField(label="Theo điều ước, thỏa thuận")
    gate = forms.ChoiceField(label="Nơi giao, nhận")
    area_code = forms.ChoiceField(label="Thuộc xã, phường")
    expected_on = DayField(label="Ngày dự kiến đến")
    listed = ListField(required=False)
    note = forms.CharField(
        label="Số, ngày văn bản thông báo", required=False, max_length=2000, help_text="Được niêm phong."
    )

    def __init__(self, *args: Any, now: datetime, areas: list[AreaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on: date = now.date()
        self.fields["announced_at"].initial = localtime(now).replace(second=0, microsecond=0)
        offer_choices(self, "from_country", [("", _("Chọn nước…")), *ABROAD])
        offer_choices(self, "agreement", named("agreements", self.on)[:-1])
        offer_choices(self, "gate", named("gates", self.on)[:-1])
        offer_choices(self, "area_code", [*first_choice(_("Chọn xã, phường…"), areas), *area_choices(areas)])

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        listed = parse_list(data["listed"], self.on) if data["listed"].strip() else ()
        return data | {
            "partner": Partner(data["partner"]), "from_country": Country(data["from_country"]), "listed": listed,
        }  # fmt: skip


class ReturnStepForm(StepForm):
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ListPersonsForm(ReturnStepForm):
    listed = ListField()
    field_order = ("occurred_at", "listed", "note")

    def values(self) -> dict[str, Any]:
        return super().values() | {"listed": parse_list(self.cleaned_data["listed"], self.now.date())}


class RescheduleForm(ReturnStepForm):
    expected_on = DayField(label="Ngày dự kiến mới")
    field_order = ("occurred_at", "expected_on", "note")


class MinutesForm(ReturnStepForm):
    minutes_number = forms.CharField(
        label="Số biên bản giao, nhận", max_length=60, required=False, help_text="Được niêm phong."
    )
    field_order = ("occurred_at", "minutes_number", "note")


class VerifyPersonForm(forms.Form):
    listed_id = forms.UUIDField(widget=forms.HiddenInput)
    verified = forms.ChoiceField(choices=Answer.choices())

    def values(self) -> dict[str, Any]:
        return {"listed_id": _id(self), "verified": Answer(self.cleaned_data["verified"])}


class AbsentForm(forms.Form):
    listed_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(choices=AbsentReason.choices())

    def values(self) -> dict[str, Any]:
        return {"listed_id": _id(self), "reason": AbsentReason(self.cleaned_data["reason"])}


class ArrivedForm(forms.Form):
    listed_id = forms.UUIDField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        return {"listed_id": _id(self)}


def _id(form: forms.Form) -> UUID:
    found: UUID = form.cleaned_data["listed_id"]
    return found
