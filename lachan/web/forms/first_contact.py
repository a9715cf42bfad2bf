"""Forms of the first hours and of identification: the questions of a topic, decisions with a name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.victims.attributes import Country
from lachan.victims.first_contact_rules import Topic
from lachan.victims.rules import DecidedBy, RevokeGround
from lachan.web.forms.questions import add_questions, answers_of, names_of
from lachan.web.forms.steps import DayField
from lachan.web.forms.victims import FileStepForm, IdentifyForm, offer_choices


class AskForm(FileStepForm):
    """The questions of one topic."""

    topic = Topic.SAFETY

    def offer(self) -> None:
        add_questions(self, self.topic, self.now.date())
        self.order_fields(["occurred_at", *names_of(self, self.topic), "note"])

    def values(self) -> dict[str, Any]:
        data = super().values()
        return {"answers": answers_of(data, self.topic)} | data


class SafetyForm(AskForm):
    topic = Topic.SAFETY


class WishesForm(AskForm):
    topic = Topic.WISHES


class RightsForm(AskForm):
    topic = Topic.RIGHTS


class ConsentForm(AskForm):
    topic = Topic.CONSENT


class DecidedForm(FileStepForm):
    """A step that rests on a written decision."""

    decided_on = DayField(label="Ngày quyết định", required=False)
    decision_number = forms.CharField(label="Số văn bản", required=False, max_length=60, help_text="Được niêm phong.")
    decided_by = forms.ChoiceField(
        label="Ai quyết định", choices=DecidedBy.choices(), initial=DecidedBy.UNKNOWN.value, required=False
    )
    signer = forms.CharField(label="Họ tên người ký", required=False, max_length=120, help_text="Được niêm phong.")
    field_order: tuple[str, ...] = ("occurred_at", "decided_on", "decision_number", "decided_by", "signer", "note")

    def offer(self) -> None:
        self.fields["decided_on"].initial = self.now.date()

    def values(self) -> dict[str, Any]:
        return super().values() | {"decided_by": DecidedBy(self.cleaned_data["decided_by"] or DecidedBy.UNKNOWN)}


class RevokeForm(DecidedForm):
    ground = forms.ChoiceField(label="Căn cứ hủy xác nhận")
    refund = forms.IntegerField(
        label="Số tiền phải hoàn trả (đồng)", required=False, min_value=0,
        help_text="Do cơ quan có thẩm quyền quyết định; phần mềm không tính. Để trống nếu chưa có.",
    )  # fmt: skip
    field_order = (
        "occurred_at", "ground", "decided_on", "decision_number", "decided_by", "signer", "refund", "note",
    )  # fmt: skip

    def offer(self) -> None:
        super().offer()
        offer_choices(self, "ground", [("", _("Chọn căn cứ…")), *RevokeGround.choices()])

    def values(self) -> dict[str, Any]:
        return super().values() | {"ground": RevokeGround(self.cleaned_data["ground"])}


class IdentifiedForm(IdentifyForm):
    """The decision that someone is a victim, with who took it."""

    decided_by = forms.ChoiceField(
        label="Ai quyết định", choices=DecidedBy.choices(), initial=DecidedBy.UNKNOWN.value, required=False
    )
    signer = forms.CharField(label="Họ tên người ký", required=False, max_length=120, help_text="Được niêm phong.")
    field_order = (
        "occurred_at", "decided_on", "decision_number", "decided_by", "signer", "evidence", "paper", "exploitation",
        "note",
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        return super().values() | {"decided_by": DecidedBy(self.cleaned_data["decided_by"] or DecidedBy.UNKNOWN)}


class RepatriateForm(FileStepForm):
    to_country = forms.ChoiceField(label="Nước nhận người hồi hương")
    field_order = ("occurred_at", "to_country", "note")

    def offer(self) -> None:
        left_out = (Country.VN, Country.STATELESS, Country.UNKNOWN)
        countries = [(c.value, c.label) for c in Country if c not in left_out]
        offer_choices(self, "to_country", [("", _("Chọn nước…")), *countries])

    def values(self) -> dict[str, Any]:
        return super().values() | {"to_country": Country(self.cleaned_data["to_country"])}
