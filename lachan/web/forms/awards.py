"""Forms of compensation, on the side of the case: whose it is by the code typed, what was paid, a later judgment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from lachan.linkage.queries import AwardLine
from lachan.linkage.rules import LARGEST, EndedFor, PaymentWay
from lachan.web.forms.cases import number_field
from lachan.web.forms.steps import DayField, MoneyField, StepForm
from lachan.web.forms.victims import Choice, offer_choices
from lachan.web.templatetags.vietnamese import vi_date, vi_money

_EFFECTIVE = _("Ngày bản án có hiệu lực")
_WHEN_KNOWN = _("Để trống nếu chưa biết.")


def dong(label: Any, least: int = 1, **options: Any) -> MoneyField:
    return MoneyField(label=label, min_value=least, max_value=LARGEST - 1, **options)


class NameFileForm(StepForm):
    file_code = forms.CharField(
        label=_("Mã hồ sơ nạn nhân"), max_length=32, help_text=_("Cơ quan đang hỗ trợ người đó cho biết mã này.")
    )
    field_order: tuple[str, ...] = ("file_code", "occurred_at", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_at"].label = _("Ngày của bản án")


class GrantForm(NameFileForm):
    amount = dong(_("Số tiền bồi thường cho người này (đồng)"))
    effective_on = DayField(label=_EFFECTIVE, required=False, help_text=_WHEN_KNOWN)
    field_order = ("file_code", "amount", "occurred_at", "effective_on", "note")


class AwardStepForm(StepForm):
    """A step of one award; the day the judgment takes effect is asked as long as nobody knew it."""

    effective_on = DayField(label=_EFFECTIVE, required=False, help_text=_WHEN_KNOWN)
    field_order: tuple[str, ...] = ("occurred_at", "effective_on", "note")

    def __init__(self, *args: Any, line: AwardLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line
        if line.effective_on:
            del self.fields["effective_on"]
        self.offer()

    def offer(self) -> None:
        """Fills what depends on the award."""


class PayForm(AwardStepForm):
    amount = dong(_("Số tiền đã trả (đồng)"))
    way = forms.ChoiceField(label=_("Cách trả"), choices=PaymentWay.choices(), initial=str(PaymentWay.ENFORCEMENT))
    field_order = ("occurred_at", "amount", "way", "effective_on", "note")

    def offer(self) -> None:
        self.fields["occurred_at"].label = _("Ngày trả")
        self.fields["amount"].help_text = _("Còn phải trả %(left)s.") % {"left": vi_money(self.line.left)}

    def clean_way(self) -> PaymentWay:
        return PaymentWay(self.cleaned_data["way"])


class UndoPaymentForm(AwardStepForm):
    payment_id = forms.ChoiceField(label=_("Lần trả ghi nhầm"))
    field_order = ("payment_id", "occurred_at", "note")

    def offer(self) -> None:
        self.fields.pop("effective_on", None)
        offer_choices(self, "payment_id", [_said(p) for p in self.line.payments if not p.is_undone])

    def clean_payment_id(self) -> UUID:
        return UUID(self.cleaned_data["payment_id"])


class EndForm(AwardStepForm):
    reason = forms.ChoiceField(label=_("Căn cứ đình chỉ"), choices=EndedFor.choices())
    field_order = ("occurred_at", "reason", "effective_on", "note")

    def clean_reason(self) -> EndedFor:
        return EndedFor(self.cleaned_data["reason"])


class ReviseForm(StepForm):
    """A later judgment: the sum for all, and what each is owed from now on."""

    decision_no = number_field(label=_("Số bản án, quyết định"), help_text=_("Viết liền, ví dụ 12/2026/HS-PT."))
    total = dong(_("Tổng bồi thường cho các nạn nhân (đồng)"), 0)

    def __init__(self, *args: Any, lines: tuple[AwardLine, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.fields["occurred_at"].label = _("Ngày của bản án, quyết định")
        for n, line in enumerate(lines):
            self.fields[f"amount_{n}"] = dong(
                line.file_code, 0, initial=line.amount,
                help_text=_("Đang ghi %(amount)s. Không còn phải bồi thường thì nhập 0.")
                % {"amount": vi_money(line.amount)},
            )  # fmt: skip

    def of_judgment(self) -> list[BoundField]:
        return [self[name] for name in ("occurred_at", "decision_no", "total", "note")]

    def of_awards(self) -> list[BoundField]:
        return [self[f"amount_{n}"] for n in range(len(self.lines))]

    def amounts(self) -> tuple[tuple[UUID, int], ...]:
        return tuple((line.id, self.cleaned_data[f"amount_{n}"]) for n, line in enumerate(self.lines))


def _said(payment: Any) -> Choice:
    return str(payment.id), f"{vi_date(payment.paid_on)}: {vi_money(payment.amount)}"
