"""Forms of cases and accused: institution, steps with a number, a charge, a judgment, the filter of the list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from lachan.base.persons import Sex
from lachan.cases.queries import AccusedLine
from lachan.cases.rules import CaseStatus, Nationality, Part, Penalty
from lachan.law.book import current
from lachan.law.rows import OffenceRow
from lachan.people.queries import AreaLine
from lachan.tips.rules import Suspicion
from lachan.web.forms.steps import DayField, MoneyField, StepForm
from lachan.web.forms.tips import offence_choices

ACQUITTED = "acquitted"
OUTCOMES = [("", _("Chọn kết quả…")), *Penalty.choices(), (ACQUITTED, _("Tuyên không có tội"))]
_SEALED = _("Được niêm phong; chỉ cơ quan giữ hồ sơ và Viện kiểm sát đang thụ lý mở được.")
_BIRTH = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")


def number_field(**options: Any) -> forms.CharField:
    options.setdefault("label", _("Số văn bản"))
    options.setdefault("help_text", _("Viết liền, ví dụ 12/CT-VKS."))
    return forms.CharField(max_length=40, **options)


class CaseStepForm(StepForm):
    """A step with the number of the decision where there is one."""

    decision_no = number_field(required=False)
    field_order: tuple[str, ...] = ("occurred_at", "decision_no", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Lý do, ghi chú")
        self.fields["note"].help_text = _("Nội dung này được niêm phong cùng hồ sơ.")


class DecidedStepForm(CaseStepForm):
    """A step that the law ties to a numbered decision."""

    decision_no = number_field()


class ChangeArticleForm(CaseStepForm):
    article = forms.ChoiceField(label=_("Điều khoản mới"))
    field_order = ("occurred_at", "article", "decision_no", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "article", offence_choices(self.now))


class InstituteForm(CaseStepForm):
    decision_no = number_field(label=_("Số quyết định khởi tố"), help_text=_("Viết liền, ví dụ 05/QĐ-CSHS."))
    article = forms.ChoiceField(
        label=_("Điều khoản"), help_text=_("Khoản quyết định loại tội phạm và thời hạn điều tra.")
    )
    suspicion = forms.ChoiceField(label=_("Hình thức bóc lột"), choices=Suspicion.choices())
    area_code = forms.ChoiceField(label=_("Nơi xảy ra"))
    is_cross_border = forms.BooleanField(label=_("Có yếu tố qua biên giới"), required=False)
    victim_count = forms.IntegerField(label=_("Số nạn nhân đã biết"), min_value=0, max_value=10_000, initial=0)
    summary = forms.CharField(
        label=_("Tóm tắt vụ án"), widget=forms.Textarea(attrs={"rows": 5}), max_length=20_000, required=False,
        help_text=_("Được niêm phong cùng hồ sơ. Không ghi nội dung thuộc bí mật nhà nước."),
    )  # fmt: skip
    field_order = (
        "occurred_at", "decision_no", "article", "suspicion", "area_code", "is_cross_border", "victim_count",
        "summary", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, areas: list[AreaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]
        _choose(self, "article", offence_choices(self.now))
        _choose(self, "area_code", [(a.code, a.full_name) for a in areas])


class DescribeForm(CaseStepForm):
    suspicion = forms.ChoiceField(label=_("Hình thức bóc lột"), choices=Suspicion.choices())
    is_cross_border = forms.BooleanField(label=_("Có yếu tố qua biên giới"), required=False)
    victim_count = forms.IntegerField(label=_("Số nạn nhân đã biết"), min_value=0, max_value=10_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"], self.fields["decision_no"]


class BirthField(forms.CharField):
    """A whole birth date, a month and a year, or a year: cleaned to (year, month, day), 0 where not known."""

    def clean(self, value: Any) -> tuple[int, int, int]:
        found = _BIRTH.fullmatch(super().clean(value).strip())
        if not found:
            raise forms.ValidationError(_("Không đọc được ngày sinh. Nhập dạng 09/04/1990, 04/1990 hoặc 1990."))
        day, month, year = (int(part or 0) for part in found.groups())
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            raise forms.ValidationError(_("Ngày sinh này không có trong lịch. Hãy kiểm tra lại.")) from None
        return year, month, day


class ChargeForm(CaseStepForm):
    decision_no = number_field(label=_("Số quyết định khởi tố bị can"), help_text=_("Viết liền, ví dụ 21/QĐ-CSHS."))
    article = forms.ChoiceField(label=_("Điều khoản"))
    part = forms.ChoiceField(label=_("Vai trò"), choices=Part.choices(), initial=Part.PERFORMER.value)
    offended_on = DayField(
        label=_("Ngày phạm tội"), help_text=_("Ngày đầu tiên, để tính tuổi khi phạm tội (BLHS Điều 12).")
    )
    full_name = forms.CharField(label=_("Họ tên"), max_length=120, help_text=_SEALED)
    birth = BirthField(
        label=_("Ngày sinh"), max_length=10, help_text=_("09/04/1990; chỉ biết tháng: 04/1990; năm: 1990.")
    )
    sex = forms.ChoiceField(label=_("Giới tính"), choices=Sex.choices())
    nationality = forms.ChoiceField(label=_("Quốc tịch"), choices=Nationality.choices())
    id_number = forms.CharField(label=_("Số định danh, hộ chiếu"), max_length=20, required=False)
    address = forms.CharField(label=_("Nơi cư trú"), max_length=250, required=False)
    field_order = (
        "occurred_at", "decision_no", "article", "part", "offended_on", "full_name", "birth", "sex", "nationality",
        "id_number", "address", "note",
    )  # fmt: skip
    DECISION = ("occurred_at", "decision_no", "article", "part", "offended_on")
    PERSON = ("full_name", "birth", "sex", "nationality", "id_number", "address", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "article", offence_choices(self.now))

    def of_decision(self) -> list[BoundField]:
        return [self[name] for name in self.DECISION]

    def of_person(self) -> list[BoundField]:
        return [self[name] for name in self.PERSON]


class JudgeForm(CaseStepForm):
    """The judgment, with an outcome for each defendant."""

    decision_no = number_field(label=_("Số bản án"), help_text=_("Viết liền, ví dụ 34/2026/HS-ST."))
    compensation = MoneyField(
        label=_("Bồi thường cho nạn nhân (đồng)"), min_value=0, max_value=10**12 - 1, initial=0,
        help_text=_("Tổng số tiền bản án buộc bồi thường cho các nạn nhân; không có thì ghi 0."),
    )  # fmt: skip

    def __init__(self, *args: Any, defendants: Iterable[AccusedLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = tuple(defendants)
        for one in self.lines:
            self.fields[f"penalty_{one.number}"] = forms.ChoiceField(label=_("Kết quả"), choices=OUTCOMES)
            self.fields[f"months_{one.number}"] = forms.IntegerField(
                label=_("Thời hạn (tháng)"),
                min_value=1,
                max_value=360,
                required=False,
                help_text=_("Bỏ trống khi tù chung thân hoặc không có tội."),
            )

    def of_judgment(self) -> list[BoundField]:
        return [self[name] for name in ("occurred_at", "decision_no", "compensation", "note")]

    def of_defendants(self) -> list[tuple[AccusedLine, BoundField, BoundField]]:
        return [(one, self[f"penalty_{one.number}"], self[f"months_{one.number}"]) for one in self.lines]

    def outcomes(self) -> list[tuple[AccusedLine, Penalty | None, int]]:
        """Of each defendant: the penalty (none: acquitted) and its months."""
        found = []
        for one in self.lines:
            said = self.cleaned_data[f"penalty_{one.number}"]
            penalty = None if said == ACQUITTED else Penalty(said)
            found.append((one, penalty, self.cleaned_data[f"months_{one.number}"] or 0))
        return found


class CaseFilterForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Trạng thái"), choices=[("", _("Tất cả")), *CaseStatus.choices()], required=False
    )
    article = forms.ChoiceField(label=_("Tội danh"), required=False)
    suspicion = forms.ChoiceField(
        label=_("Hình thức"), choices=[("", _("Tất cả")), *Suspicion.choices()], required=False
    )
    area_code = forms.ChoiceField(label=_("Địa bàn"), required=False)

    def __init__(self, *args: Any, areas: list[AreaLine], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [r for r in current().in_force(OffenceRow, now.date()) if r.offence_class]
        articles = {str(r.article): f"Điều {r.article}" for r in sorted(rows, key=lambda r: r.article)}
        _choose(self, "article", [("", _("Tất cả")), *articles.items()])
        _choose(self, "area_code", [("", _("Tất cả")), *((a.code, a.full_name) for a in areas)])


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
