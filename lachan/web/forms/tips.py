"""Forms of tips: a new one, its classification, and the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.law.book import current
from lachan.law.rows import OffenceRow
from lachan.people.queries import AreaLine
from lachan.tips.rules import Channel, Suspicion, TipKind, TipStatus
from lachan.web.forms.steps import InstantField, StepForm

_LONG = forms.Textarea(attrs={"rows": 6})


class RecordTipForm(forms.Form):
    received_at = InstantField(label="Thời điểm tiếp nhận", help_text="Các thời hạn của luật tính từ lúc này.")
    channel = forms.ChoiceField(label="Nguồn đến", choices=Channel.choices())
    kind = forms.ChoiceField(label="Loại nguồn tin", choices=TipKind.choices(), initial=TipKind.REPORT.value)
    suspicion = forms.ChoiceField(label="Dấu hiệu về", choices=Suspicion.choices(), initial=Suspicion.UNKNOWN.value)
    area_code = forms.ChoiceField(label="Nơi xảy ra, nơi liên quan")
    summary = forms.CharField(
        label="Nội dung tin", widget=_LONG, max_length=20000,
        help_text="Ghi nguyên lời người báo tin; nội dung được niêm phong. Không ghi tin thuộc bí mật nhà nước.",
    )  # fmt: skip
    informant_name = forms.CharField(label="Họ tên người báo tin", required=False, max_length=120)
    informant_phone = forms.CharField(label="Điện thoại người báo tin", required=False, max_length=20)
    informant_address = forms.CharField(label="Địa chỉ người báo tin", required=False, max_length=250)
    refusal_reason = forms.CharField(
        label="Lý do không cho biết tên", required=False, max_length=250,
        help_text="Tin nặc danh vẫn phải tiếp nhận; ghi lý do thay cho tên.",
    )  # fmt: skip

    def __init__(self, *args: Any, areas: list[AreaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_code"].choices = [(a.code, a.full_name) for a in areas]  # type: ignore[attr-defined]


class ClassifyForm(StepForm):
    suspicion = forms.ChoiceField(label="Hình thức", choices=Suspicion.choices())
    article = forms.ChoiceField(label="Dấu hiệu của tội danh")

    field_order = ("occurred_at", "article", "suspicion", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].choices = offence_choices(self.now)  # type: ignore[attr-defined]


class TipFilterForm(forms.Form):
    status = forms.ChoiceField(label="Trạng thái", choices=[("", _("Tất cả")), *TipStatus.choices()], required=False)
    channel = forms.ChoiceField(label="Nguồn đến", choices=[("", _("Tất cả")), *Channel.choices()], required=False)
    area_code = forms.ChoiceField(label="Địa bàn", required=False)
    code = forms.CharField(label="Mã hồ sơ", required=False, max_length=32)

    def __init__(self, *args: Any, areas: list[AreaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tất cả")), *((a.code, a.full_name) for a in areas)]
        self.fields["area_code"].choices = choices  # type: ignore[attr-defined]


def offence_choices(now: Any) -> list[tuple[str, str]]:
    """The trafficking clauses in force, then the related ones."""
    rows = [r for r in current().in_force(OffenceRow, now.date()) if r.offence_class]
    rows.sort(key=lambda r: (not r.is_trafficking, r.article, r.clause))
    return [(r.id, f"Điều {r.article} khoản {r.clause} · {r.name}") for r in rows]
