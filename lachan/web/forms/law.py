"""Forms of the law page: the filter, the province's own value of a row, a day off or a day worked instead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.bylaws.rules import settable
from lachan.law.rows import DAY_KINDS, KIND_LABELS, Confidence, Roll, Row, Unit
from lachan.web.forms.steps import DayField
from lachan.web.law_words import COMPARATORS

_LONG = forms.Textarea(attrs={"rows": 3})
_OWN_SOURCE = _("Số, ngày văn bản; điều, khoản. Ví dụ: Quyết định 12/2026/QĐ-UBND Điều 3.")


class LawFilterForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", _("Tất cả")), *KIND_LABELS.items()])
    words = forms.CharField(label="Từ khóa", required=False, max_length=80)
    only_unconfirmed = forms.BooleanField(label="Chỉ quy định chưa xác nhận", required=False)
    only_local = forms.BooleanField(label="Chỉ quy định địa phương đặt", required=False)


class DayTripleField(forms.CharField):
    """Year offset, month, day, as the law room keeps them: ``0, 12, 25``."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Ba số: năm so với kỳ (0 cùng năm, 1 năm sau, -1 năm trước), tháng, ngày."))
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[int]:
        words = super().clean(value).replace(",", " ").split()
        try:
            numbers = [int(word) for word in words]
        except ValueError:
            numbers = [0]
        if numbers and (len(numbers) != 3 or not (1 <= numbers[1] <= 12 and 1 <= numbers[2] <= 31)):
            raise forms.ValidationError(_("Nhập ba số: năm so với kỳ, tháng, ngày. Ví dụ: 0, 12, 25."))
        return numbers


def _value_field(kind: str, name: str) -> forms.Field:
    """The field for one value; ``unit`` is a code for a limit and words elsewhere."""
    if name == "unit" and kind == "deadlines":
        return forms.ChoiceField(label="Đơn vị", choices=Unit.choices())
    if name == "value" and kind == "amounts":
        return forms.IntegerField(label="Mức", required=False, min_value=0)
    return _FIELDS[name]()


_FIELDS: dict[str, Any] = {
    "length": lambda: forms.IntegerField(
        label="Thời hạn",
        min_value=1,
        max_value=1000,
        error_messages={"min_value": _("Nhập số từ 1 đến 1000."), "max_value": _("Nhập số từ 1 đến 1000.")},
    ),
    "unit": lambda: forms.CharField(label="Đơn vị tính", max_length=60),
    "roll": lambda: forms.ChoiceField(label="Ngày cuối là ngày nghỉ", choices=Roll.choices()),
    "value": lambda: forms.IntegerField(label="Giá trị", min_value=0),
    "day_kind": lambda: forms.ChoiceField(label="Loại ngày", choices=list(DAY_KINDS.items())),
    "number": lambda: forms.CharField(label="Số mẫu", max_length=60),
    "fields_known": lambda: forms.CharField(label="Các trường đã biết", required=False, max_length=600, widget=_LONG),
    "starts": lambda: DayTripleField(label="Ngày đầu kỳ"),
    "ends": lambda: DayTripleField(label="Ngày cuối kỳ"),
    "due": lambda: DayTripleField(label="Ngày gửi"),
    "receiver": lambda: forms.CharField(label="Nơi nhận", required=False, max_length=200),
    "comparator": lambda: forms.ChoiceField(label="So sánh", choices=list(COMPARATORS.items())),
    "name": lambda: forms.CharField(label="Tên quy định", max_length=200),
    "source": lambda: forms.CharField(label="Căn cứ", max_length=300, help_text=_OWN_SOURCE),
    "confidence": lambda: forms.ChoiceField(label="Mức tin cậy", choices=Confidence.choices()),
    "in_force_from": lambda: DayField(label="Áp dụng từ ngày"),
    "in_force_until": lambda: DayField(label="Đến hết ngày", required=False, help_text="Để trống: chưa có ngày hết."),
    "note": lambda: forms.CharField(label="Ghi chú", required=False, max_length=600, widget=_LONG),
}


class SetLawForm(forms.Form):
    """The values that this kind of row lets a province set. Source and note are the province's own, never copied."""

    def __init__(self, *args: Any, row: Row, **kwargs: Any) -> None:
        names = settable(row.kind)
        initial = {name: getattr(row, name) for name in names}
        if row.origin == "shipped":
            initial["source"] = initial["note"] = ""
        super().__init__(*args, **{**kwargs, "initial": initial})
        for name in names:
            self.fields[name] = _value_field(row.kind, name)


class AddDayForm(forms.Form):
    day = DayField(label="Ngày")
    day_kind = forms.ChoiceField(label="Loại ngày", choices=list(DAY_KINDS.items()))
    name = forms.CharField(label="Tên", max_length=120, help_text="Ví dụ: Nghỉ bù Quốc khánh.")
    source = forms.CharField(label="Căn cứ", max_length=300, help_text=_OWN_SOURCE)
    confidence = forms.ChoiceField(label="Mức tin cậy", choices=Confidence.choices())
