"""Forms of reports: a draft, its head, parts and proposals, sending, questions, rounds, corrections."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.law.periods import period
from lachan.reports.lines import Receiver
from lachan.reports.rules import Line, ReportKind
from lachan.web.forms.steps import DayField, InstantField

Choices = list[tuple[str, str]]


def period_choices(today: date) -> Choices:
    """Periods of this year and the last: halves, the year, quarters, nine months, then months."""
    tails = ("-H1", "-H2", "", "-Q1", "-Q2", "-Q3", "-Q4", "-9M", *(f"-M{n:02}" for n in range(1, 13)))
    return [(c, _label(c)) for c in (f"{y}{tail}" for y in (today.year, today.year - 1) for tail in tails)]


class DraftReportForm(forms.Form):
    kind = forms.ChoiceField(label="Loại báo cáo", choices=ReportKind.choices())
    period_code = forms.ChoiceField(label="Kỳ báo cáo")
    as_of = DayField(label="Chốt số liệu đến hết ngày", help_text="Những gì ghi sau ngày này không tính vào báo cáo.")
    plan_id = forms.ChoiceField(label="Kế hoạch", required=False, help_text="Chỉ tiêu, nhiệm vụ lấy từ kế hoạch này.")
    topic = forms.CharField(label="Chuyên đề", required=False, max_length=200,
                            help_text="Chỉ dùng cho báo cáo chuyên đề, đột xuất: báo cáo về việc gì.")  # fmt: skip
    round_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, plans: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period_code"].choices = period_choices(today)  # type: ignore[attr-defined]
        self.fields["plan_id"].choices = [("", _("Không kèm kế hoạch")), *plans]  # type: ignore[attr-defined]
        self.fields["as_of"].initial = today

    def clean_round_id(self) -> str:
        return str(self.cleaned_data["round_id"] or "")


class HeadForm(forms.Form):
    number = forms.CharField(label="Số văn bản", required=False, max_length=12)
    dated_on = DayField(label="Ngày ký", required=False)
    signer = forms.CharField(label="Họ tên người ký", required=False, max_length=80)
    topic = forms.CharField(label="Chuyên đề", required=False, max_length=200)


class LetterheadForm(forms.Form):
    """Head and foot of the document; as usual for the agency until somebody writes otherwise."""

    superior = forms.CharField(label="Cơ quan chủ quản", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    issuer = forms.CharField(label="Cơ quan ban hành", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    symbol = forms.CharField(label="Ký hiệu cơ quan (sau «BC-»)", required=False, max_length=30)
    addressed_to = forms.CharField(
        label="Kính gửi", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi nơi một dòng. Để trống nếu báo cáo không ghi «Kính gửi».",
    )  # fmt: skip
    on_behalf = forms.CharField(label="Thay mặt (TM.)", required=False, max_length=80)
    capacity = forms.CharField(label="Ký thay, thừa lệnh (KT., TL.)", required=False, max_length=80)
    position = forms.CharField(label="Chức vụ người ký", required=False, max_length=80)
    recipients = forms.CharField(
        label="Nơi nhận", required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi nơi một dòng; dòng cuối là «Lưu: VT, …».",
    )  # fmt: skip


class CorrectForm(forms.Form):
    as_of = DayField(label="Số liệu như đã ghi đến hết ngày")
    reason = forms.CharField(label="Giải trình", widget=forms.Textarea(attrs={"rows": 4}))


class SignatureForm(forms.Form):
    signer = forms.CharField(label="Người ký số", max_length=80)
    signed_at = InstantField(label="Thời điểm ký")
    file = forms.FileField(label="Tệp chữ ký tách rời (.p7s)", widget=forms.FileInput(attrs={"accept": ".p7s,.sig"}))


class SendForm(forms.Form):
    to = forms.MultipleChoiceField(label="Gửi tới", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, receivers: list[Receiver], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(r.agency.id), f"{r.agency.name} ({r.line.label})") for r in receivers]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class RequestPartForm(forms.Form):
    section = forms.ChoiceField(label="Mục cần viết")
    to = forms.ChoiceField(label="Cơ quan viết")
    due_on = DayField(label="Hạn gửi")
    brief = forms.CharField(label="Yêu cầu cụ thể", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, agencies: Choices, sections: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
        self.fields["to"].choices = agencies  # type: ignore[attr-defined]


class RaiseForm(forms.Form):
    text = forms.CharField(label="Nội dung kiến nghị", widget=forms.Textarea(attrs={"rows": 3}))
    to = forms.ChoiceField(label="Gửi tới cơ quan trong tỉnh", required=False)
    to_name = forms.CharField(
        label="Hoặc nơi khác", required=False, max_length=200,
        help_text="Ví dụ: Bộ Công an. Trả lời bằng công văn thì ghi lại ở trang kiến nghị.",
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Chọn cơ quan")), *agencies]  # type: ignore[attr-defined]


class AnswerProposalForm(forms.Form):
    text = forms.CharField(label="Nội dung trả lời", widget=forms.Textarea(attrs={"rows": 4}))
    answered_on = DayField(label="Ngày trả lời")


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}))


class AskForm(forms.Form):
    cell = forms.ChoiceField(label="Hỏi về số liệu", required=False)
    text = forms.CharField(label="Câu hỏi", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, cells: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = [("", _("Cả báo cáo")), *cells]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    text = forms.CharField(label="Trả lời", widget=forms.Textarea(attrs={"rows": 3}))


class RoundForm(forms.Form):
    kind = forms.ChoiceField(label="Loại báo cáo", choices=ReportKind.choices())
    period_code = forms.ChoiceField(label="Kỳ báo cáo")
    line = forms.ChoiceField(label="Tuyến")
    due_on = DayField(label="Hạn gửi", help_text="Các cơ quan thấy hạn này; nơi gửi sau hạn được đánh dấu gửi chậm.")
    brief = forms.CharField(label="Yêu cầu kèm theo", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, today: date, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period_code"].choices = period_choices(today)  # type: ignore[attr-defined]
        self.fields["line"].choices = [(str(x), x.label) for x in lines]  # type: ignore[attr-defined]


class PackageForm(forms.Form):
    file = forms.FileField(label="Gói báo cáo (.json)", widget=forms.FileInput(attrs={"accept": ".json"}))


def _label(code: str) -> str:
    span = period(code)
    return f"{span.label} ({span.start:%d/%m/%Y} – {span.end:%d/%m/%Y})"
