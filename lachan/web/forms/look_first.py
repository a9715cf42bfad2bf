"""The form of looking before a file is opened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.people.queries import AreaLine
from lachan.web.forms.victims import area_choices, offer_choices


class LookFirstForm(forms.Form):
    full_name = forms.CharField(
        label="Họ và tên", required=False, max_length=120,
        help_text="Có dấu hay không dấu, thứ tự nào cũng được; sai một chữ cái vẫn tìm được.",
    )  # fmt: skip
    birth_year = forms.IntegerField(
        label="Năm sinh", required=False, min_value=1900, max_value=2100, help_text="Gần đúng cũng được."
    )
    area_code = forms.ChoiceField(
        label="Xã, phường nơi ở", required=False, help_text="Tên trước hay sau khi sắp xếp lại đều được."
    )
    number = forms.CharField(label="Số giấy tờ hoặc điện thoại", required=False, max_length=30)

    def __init__(self, *args: Any, areas: list[AreaLine], former: list[AreaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now: list[tuple[Any, Any]] = [("", _("Chưa rõ")), *area_choices(areas)]
        if former:
            now = [(_("Đang dùng"), now), (_("Tên cũ"), area_choices(former))]
        offer_choices(self, "area_code", now)
