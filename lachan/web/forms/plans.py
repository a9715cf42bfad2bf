"""Forms of plans: giving a document, noting a report, amending a target, filtering and entrusting tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.files.rules import ALLOWED
from lachan.indicators.definitions import indicators
from lachan.people.queries import AgencyLine
from lachan.plans.rules import PlanStatus, TaskState
from lachan.web.forms.people import agency_choices
from lachan.web.forms.steps import DayField, StepForm

READABLE = tuple(f".{e}" for e in ALLOWED if e != "xlsx")
SIGNS = [("=", "="), (">", ">"), (">=", "≥"), ("<", "<"), ("<=", "≤")]
NOT_CONNECTED = _("Chưa nối cách tính")


def indicator_choices(empty: Any = NOT_CONNECTED) -> list[tuple[str, Any]]:
    return [("", empty), *((i.code, i.name) for i in indicators().values())]


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp văn bản",
        required=False,
        help_text="Word (.docx), PDF, .txt, .html, .md, hoặc ảnh chụp một trang (.png, .jpg); nặng nhất 12 MB. "
        "Bản quét đọc lâu hơn, vài giây một trang. Tệp được niêm phong khi lưu.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(READABLE)}),
    )
    text = forms.CharField(
        label="Hoặc dán nội dung văn bản",
        required=False,
        max_length=2_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and not (data.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Chưa có văn bản để đọc. Chọn một tệp, hoặc dán nội dung vào ô bên dưới."))
        return data


class PlanFilterForm(forms.Form):
    status = forms.ChoiceField(label="Trạng thái", choices=[("", _("Tất cả")), *PlanStatus.choices()], required=False)
    year = forms.IntegerField(label="Năm", required=False, min_value=2011, max_value=2100)
    whose = forms.ChoiceField(
        label="Của", choices=[("", _("Mọi cơ quan")), ("ours", _("Cơ quan mình"))], required=False
    )


class TargetForm(forms.Form):
    """The way of counting a target, and its level when a document amends it."""

    indicator = forms.ChoiceField(label="Cách tính", required=False)
    subject = forms.CharField(label="Nội dung chỉ tiêu", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    comparator = forms.ChoiceField(label="So sánh", choices=SIGNS)
    value = forms.FloatField(
        label="Mức giao", required=False, localize=True, help_text="Để trống nếu là chỉ tiêu định tính."
    )
    unit = forms.CharField(label="Đơn vị", required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = indicator_choices()  # type: ignore[attr-defined]


class SendReportForm(forms.Form):
    occurrence_id = forms.UUIDField(widget=forms.HiddenInput)
    agency_id = forms.UUIDField(label="Cơ quan", widget=forms.Select)
    sent_on = DayField(label="Ngày gửi")

    def __init__(self, *args: Any, agencies: list[AgencyLine], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency_id"].widget.choices = [(str(a.id), a.name) for a in agencies]  # type: ignore[attr-defined]
        self.fields["sent_on"].initial = today


class TaskFilterForm(forms.Form):
    state = forms.ChoiceField(label="Tình trạng", choices=[("", _("Tất cả")), *TaskState.choices()], required=False)
    agency_id = forms.ChoiceField(label="Cơ quan chủ trì", required=False)
    plan_id = forms.ChoiceField(label="Kế hoạch", required=False)

    def __init__(self, *args: Any, agencies: list[AgencyLine], plans: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(a.id), a.name) for a in agencies]
        self.fields["agency_id"].choices = [("", _("Tất cả")), *named]  # type: ignore[attr-defined]
        self.fields["plan_id"].choices = [("", _("Tất cả")), *plans]  # type: ignore[attr-defined]


class ResultForm(StepForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Kết quả, lý do")
        self.fields["note"].help_text = _("Việc đã làm, số lượng, văn bản. Nội dung này được niêm phong cùng kế hoạch.")


class EntrustForm(forms.Form):
    agency_id = forms.UUIDField(label="Cơ quan chủ trì", widget=forms.Select)

    def __init__(self, *args: Any, agencies: list[AgencyLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency_id"].widget.choices = agency_choices(agencies)  # type: ignore[attr-defined]
