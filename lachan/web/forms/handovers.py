"""Forms of a hand-over: the minute, and the totals that the software shows."""

from __future__ import annotations

from django import forms

from lachan.web.forms.steps import DayField


class MinuteForm(forms.Form):
    minute_number = forms.CharField(label="Số biên bản", max_length=40)
    minute_on = DayField(label="Ngày biên bản")


class CountForm(forms.Form):
    victim = forms.IntegerField(label="Nạn nhân trên phần mềm", min_value=0, max_value=9_999_999)
    accused = forms.IntegerField(label="Đối tượng trên phần mềm", min_value=0, max_value=9_999_999)
    case = forms.IntegerField(label="Vụ án trên phần mềm", min_value=0, max_value=9_999_999)
