"""The form that most moves need: when it happened, and words that will be sealed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.web.templatetags.vietnamese import vi_number


class InstantField(forms.DateTimeField):
    """A local instant typed or picked; the browser's own picker where there is one."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y"])
        options.setdefault("error_messages", {"invalid": _("Không đọc được ngày, giờ. Nhập dạng 22/11/2026 08:30.")})
        super().__init__(**options)


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        options.setdefault("error_messages", {"invalid": _("Không đọc được ngày. Nhập dạng 22/11/2026.")})
        super().__init__(**options)


class MoneyField(forms.IntegerField):
    """Đồng, typed and shown as people write it: 80.000.000."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"invalid": _("Không đọc được số tiền. Nhập dạng 80.000.000.")})
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(
            "".join(c for c in value if c not in "., \u00a0đ") if isinstance(value, str) else value
        )

    def prepare_value(self, value: Any) -> Any:
        return vi_number(value, 0) if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Bounds are said in words; a text field knows no least and most."""
        return {}


class StepForm(forms.Form):
    """When it happened (now, unless changed) and the reason or result."""

    occurred_at = InstantField(label="Thời điểm thực hiện")
    note = forms.CharField(
        label="Căn cứ, ghi chú",
        help_text="Số, ngày quyết định; lý do; kết quả. Nội dung này được niêm phong cùng hồ sơ.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["occurred_at"].initial = timezone.localtime(now).replace(second=0, microsecond=0)

    def clean_occurred_at(self) -> datetime:
        """The picker has no seconds: «now» must not become the future by rounding."""
        picked: datetime = self.cleaned_data["occurred_at"]
        return self.now if self.now < picked <= self.now + timedelta(minutes=1) else picked
