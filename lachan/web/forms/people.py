"""Forms of accounts, agencies and areas, and of the invitation that an officer accepts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.access.roles import AgencyKind, Role
from lachan.people.queries import AgencyLine, AreaLine
from lachan.people.rules import ROLES_OF
from lachan.web.forms.steps import DayField

NONE = ("", "–")
_KINDS_OF_AREA = ("xã", "phường", "đặc khu")


class AccountFilterForm(forms.Form):
    words = forms.CharField(label="Tên, cơ quan", required=False, max_length=80)


class PickAgencyForm(forms.Form):
    """First the agency: it decides which roles can be given."""

    agency = forms.ChoiceField(label="Cơ quan")

    def __init__(self, *args: Any, agencies: list[AgencyLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = agency_choices(agencies)  # type: ignore[attr-defined]


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Vai trò", widget=forms.CheckboxSelectMultiple, help_text="Chỉ những vai trò của loại cơ quan này."
    )

    def __init__(self, *args: Any, kind: AgencyKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in Role if role in ROLES_OF[kind]]
        self.fields["roles"].choices = [(str(r), r.label) for r in roles]  # type: ignore[attr-defined]
        if len(roles) == 1 and not self.initial.get("roles"):
            self.fields["roles"].initial = [str(roles[0])]

    def clean_roles(self) -> frozenset[Role]:
        return frozenset(Role(value) for value in self.cleaned_data["roles"])


class InviteForm(RolesForm):
    username = forms.RegexField(
        label="Tên đăng nhập", regex=r"^[a-z0-9][a-z0-9._-]{2,59}$",
        help_text="Theo chức vụ, đơn vị: chữ thường không dấu, số, dấu chấm. Không dùng số định danh, số điện thoại.",
        error_messages={"invalid": _("Chỉ dùng chữ thường không dấu, số, dấu chấm, gạch ngang; từ 3 ký tự.")},
    )  # fmt: skip
    display_name = forms.CharField(
        label="Tên hiển thị", max_length=80, help_text="Người khác trong hệ thống thấy tên này trong nhật ký."
    )
    field_order = ("username", "display_name", "roles")


class AcceptInvitationForm(forms.Form):
    word = forms.CharField(
        label="Từ mời", max_length=80, strip=True, widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Chuỗi ký tự quản trị viên đưa cho bạn; chỉ dùng được một lần, trong 7 ngày.",
    )  # fmt: skip
    password = forms.CharField(
        label="Mật khẩu mới", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Từ 12 ký tự, không giống tên đăng nhập. Một câu dài dễ nhớ là tốt nhất.",
    )  # fmt: skip
    again = forms.CharField(
        label="Nhập lại mật khẩu", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "password" in data and "again" in data and data["password"] != data["again"]:
            self.add_error("again", _("Hai lần nhập không giống nhau. Hãy nhập lại."))
        return data


class OpenAgencyForm(forms.Form):
    name = forms.CharField(label="Tên cơ quan", max_length=160)
    kind = forms.ChoiceField(label="Loại cơ quan", choices=AgencyKind.choices())
    code = forms.RegexField(
        label="Mã", regex=r"^[A-Z0-9][A-Z0-9.]{1,36}$",
        help_text="Chữ in không dấu, số, dấu chấm; mã tỉnh tự thêm ở đầu. Ví dụ: SYT, XA.98001.",
        error_messages={"invalid": _("Chỉ dùng chữ in không dấu, số, dấu chấm. Ví dụ: XA.98001.")},
    )  # fmt: skip
    area_code = forms.ChoiceField(label="Địa bàn cấp xã", required=False, help_text="Để trống: cơ quan của toàn tỉnh.")
    parent_id = forms.ChoiceField(label="Cơ quan cấp trên", required=False)
    in_force_from = DayField(label="Hoạt động từ ngày")

    def __init__(self, *args: Any, agencies: list[AgencyLine], areas: list[AreaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_code"].choices = [NONE, *((a.code, a.full_name) for a in areas)]  # type: ignore[attr-defined]
        self.fields["parent_id"].choices = [NONE, *agency_choices(agencies)]  # type: ignore[attr-defined]


class CloseAgencyForm(forms.Form):
    until = DayField(label="Hoạt động đến hết ngày")
    successor_id = forms.ChoiceField(
        label="Cơ quan kế thừa", required=False, help_text="Cơ quan tiếp nhận nhiệm vụ, hồ sơ. Lập trước nếu chưa có."
    )

    def __init__(self, *args: Any, agencies: list[AgencyLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor_id"].choices = [NONE, *agency_choices(agencies)]  # type: ignore[attr-defined]


class OpenAreaForm(forms.Form):
    name = forms.CharField(label="Tên đơn vị", max_length=80, help_text="Không kèm chữ xã, phường. Ví dụ: Suối Ngàn.")
    kind = forms.ChoiceField(label="Loại", choices=[(kind, kind) for kind in _KINDS_OF_AREA])
    code = forms.RegexField(
        label="Mã đơn vị hành chính", regex=r"^\d{5}$", help_text="Năm chữ số theo danh mục của Cục Thống kê.",
        error_messages={"invalid": _("Mã cấp xã có đúng năm chữ số.")},
    )  # fmt: skip
    in_force_from = DayField(label="Có hiệu lực từ ngày")
    source = forms.CharField(
        label="Căn cứ", max_length=120, help_text="Nghị quyết, quyết định: số, ngày. Ví dụ: Nghị quyết 12/NQ-UBTVQH15."
    )
    replaces = forms.MultipleChoiceField(
        label="Thay cho", required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Nhập (nhiều đơn vị cũ thành một): chọn mọi đơn vị cũ. Tách: lập từng đơn vị mới, mỗi lần chọn cùng"
        " một đơn vị cũ. Giữ phím Ctrl để chọn nhiều.",
    )  # fmt: skip

    def __init__(self, *args: Any, areas: list[AreaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(a.code, f"{a.full_name} ({a.code})") for a in areas]
        self.fields["replaces"].choices = named  # type: ignore[attr-defined]


def agency_choices(agencies: list[AgencyLine]) -> list[tuple[str, Any]]:
    """Grouped by kind, in the order of the kinds."""
    groups = {kind: [(str(a.id), a.name) for a in agencies if a.kind is kind] for kind in AgencyKind}
    return [(kind.label, rows) for kind, rows in groups.items() if rows]


def as_of_day(request: Any) -> date:
    """The day a list is looked at: ``tai-ngay``, today when there is none or it cannot be read."""
    try:
        return date.fromisoformat(request.GET.get("tai-ngay", ""))
    except ValueError:
        today: date = request.now.date()
        return today
