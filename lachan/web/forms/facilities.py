"""Forms of facilities: the filter of the directory, entering it, one form for each step that asks more than a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.facilities.actions import Found, Judged
from lachan.facilities.queries import EquipmentLine, FacilityPage, criteria_on
from lachan.facilities.rules import (
    CONFIDENTIAL,
    LICENSED,
    Condition,
    Equipment,
    FacilityKind,
    FacilityStatus,
    InspectionResult,
    ServiceKind,
)
from lachan.web.forms.steps import DayField, InstantField, StepForm
from lachan.web.forms.victims import ALL, Choice, offer_choices

NOT_WRITTEN: Choice = ("", _("Chưa ghi"))


@dataclass(frozen=True)
class Line:
    """A row of fields under one title."""

    title: str
    help: str
    fields: tuple[forms.BoundField, ...]


class FacilityFilterForm(forms.Form):
    kind = forms.ChoiceField(label="Loại hình", choices=[ALL, *FacilityKind.choices()], required=False)
    service = forms.ChoiceField(label="Dịch vụ", choices=[ALL, *ServiceKind.choices()], required=False)
    area_code = forms.ChoiceField(label="Địa bàn", required=False)
    status = forms.ChoiceField(label="Trạng thái", choices=[ALL, *FacilityStatus.choices()], required=False)
    name = forms.CharField(label="Tên gọi", required=False, max_length=80)
    has_room = forms.BooleanField(label="Còn chỗ ở", required=False)

    def __init__(self, *args: Any, areas: tuple[Choice, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "area_code", [ALL, *areas])


class RegisterForm(forms.Form):
    occurred_at = InstantField(label="Thời điểm ghi, nhận đủ hồ sơ")
    kind = forms.ChoiceField(label="Loại hình")
    name = forms.CharField(
        label="Tên gọi",
        max_length=160,
        help_text="Với nơi tạm lánh dùng tên không lộ địa điểm, như «Nơi tạm lánh số 2».",
    )
    services = forms.MultipleChoiceField(
        label="Dịch vụ", choices=ServiceKind.choices(), widget=forms.CheckboxSelectMultiple
    )
    run_by = forms.ChoiceField(label="Cơ quan quản lý, vận hành", required=False)
    capacity = forms.IntegerField(
        label="Sức chứa (người ở)", required=False, min_value=0, help_text="Để trống nếu không nhận người ở."
    )
    area_code = forms.ChoiceField(label="Xã, phường", required=False)
    public_address = forms.CharField(label="Địa chỉ công khai", required=False, max_length=250)
    public_phone = forms.CharField(label="Điện thoại công khai", required=False, max_length=40)
    address = forms.CharField(
        label="Địa chỉ niêm phong", required=False, max_length=250,
        help_text="Chỉ cơ sở và Sở Y tế mở được; không hiện trong danh bạ, tài liệu xuất ra, thông báo.",
    )  # fmt: skip
    contact = forms.CharField(label="Người liên hệ (niêm phong)", required=False, max_length=250)
    note = forms.CharField(
        label="Căn cứ, ghi chú", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    OPEN = ("occurred_at", "kind", "name", "services", "run_by", "capacity")
    PLACE = ("area_code", "public_address", "public_phone")
    SEALED = ("address", "contact", "note")

    def __init__(
        self, *args: Any, now: datetime, needs_licence: bool, areas: tuple[Choice, ...], agencies: tuple[Choice, ...],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["occurred_at"].initial = now
        kinds = [(str(k), k.label) for k in FacilityKind if (k in LICENSED) == needs_licence]
        offer_choices(self, "kind", kinds)
        offer_choices(self, "run_by", [("", _("Cơ quan của tôi")), *agencies])
        offer_choices(self, "area_code", [("", _("Chọn xã, phường…")), *areas])
        if needs_licence and {k for k, _label in kinds} <= {str(k) for k in CONFIDENTIAL}:
            for name in ("area_code", "public_address"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {
            "kind": FacilityKind(data["kind"]),
            "services": tuple(ServiceKind(s) for s in data["services"]),
            "run_by": UUID(data["run_by"]) if data["run_by"] else None,
        }

    def open_part(self) -> list[forms.BoundField]:
        return self._part(self.OPEN)

    def place(self) -> list[forms.BoundField]:
        return self._part(self.PLACE)

    def sealed(self) -> list[forms.BoundField]:
        return self._part(self.SEALED)

    def _part(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]


class FacilityStepForm(StepForm):
    """A step on one facility: what stands there now is what the form begins with."""

    def __init__(self, *args: Any, page: FacilityPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.offer()

    def offer(self) -> None:
        """Fills choices and first values."""

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class LicenseForm(FacilityStepForm):
    licence_number = forms.CharField(label="Số giấy phép", max_length=60)
    licensed_on = DayField(label="Ngày giấy phép")
    licence_until = DayField(label="Có giá trị đến", required=False, help_text="Để trống nếu giấy phép không ghi.")
    field_order = ("occurred_at", "licence_number", "licensed_on", "licence_until", "note")

    def offer(self) -> None:
        self.fields["licensed_on"].initial = self.now.date()


class DescribeForm(FacilityStepForm):
    services = forms.MultipleChoiceField(
        label="Dịch vụ", choices=ServiceKind.choices(), widget=forms.CheckboxSelectMultiple
    )
    capacity = forms.IntegerField(
        label="Sức chứa (người ở)", required=False, min_value=0, help_text="Để trống nếu không nhận người ở."
    )
    public_phone = forms.CharField(label="Điện thoại công khai", required=False, max_length=40)
    address = forms.CharField(
        label="Địa chỉ niêm phong mới", required=False, max_length=250, help_text="Để trống nếu không đổi."
    )
    contact = forms.CharField(
        label="Người liên hệ mới (niêm phong)", required=False, max_length=250, help_text="Để trống nếu không đổi."
    )
    field_order = ("occurred_at", "services", "capacity", "public_phone", "address", "contact", "note")

    def offer(self) -> None:
        facility = self.page.facility
        self.fields["services"].initial = [str(s) for s in facility.services]
        self.fields["capacity"].initial = facility.capacity
        self.fields["public_phone"].initial = facility.public_phone

    def values(self) -> dict[str, Any]:
        return super().values() | {"services": tuple(ServiceKind(s) for s in self.cleaned_data["services"])}


class EquipForm(FacilityStepForm):
    """One row of fields an item; a row without a quantity is not written."""

    def offer(self) -> None:
        known: dict[Equipment, EquipmentLine] = {line.item: line for line in self.page.equipment}
        for item in Equipment:
            line = known.get(item)
            self.fields[f"{item}-n"] = forms.IntegerField(
                label="Số lượng", required=False, min_value=0, initial=line.quantity if line else None
            )
            self.fields[f"{item}-state"] = forms.ChoiceField(
                label="Tình trạng", required=False, choices=Condition.choices(),
                initial=str(line.condition if line else Condition.GOOD),
            )  # fmt: skip
            self.fields[f"{item}-upgrade"] = DayField(
                label="Dự kiến nâng cấp", required=False, initial=line.upgrade_on if line else None
            )
        self.order_fields(["occurred_at", *(name for name in self.fields if "-" in name), "note"])

    def lines(self) -> Iterator[Line]:
        for item in Equipment:
            yield Line(item.label, "", tuple(self[f"{item}-{part}"] for part in ("n", "state", "upgrade")))

    def values(self) -> dict[str, Any]:
        data = super().values()
        rows = []
        for item in Equipment:
            number, state, upgrade = (data.pop(f"{item}-{part}") for part in ("n", "state", "upgrade"))
            if number is not None:
                rows.append(Found(item, number, Condition(state), upgrade))
        return data | {"found": tuple(rows)}


class AssessForm(FacilityStepForm):
    """Every criterion in force: its points, or nothing where it could not be judged."""

    next_on = DayField(label="Đánh giá lần sau", required=False)

    def offer(self) -> None:
        self.criteria = criteria_on(self.now.date())
        for row in self.criteria:
            self.fields[f"{row.id}-score"] = forms.IntegerField(
                label="Điểm", required=False, min_value=0, max_value=row.largest
            )
            self.fields[f"{row.id}-improve"] = forms.BooleanField(label="Phải khắc phục", required=False)
        self.order_fields(["occurred_at", *(name for name in self.fields if "-" in name), "next_on", "note"])

    def lines(self) -> Iterator[Line]:
        for row in self.criteria:
            help_text = f"{row.group} · {row.standard} · 0–{row.largest}"
            yield Line(row.name, help_text, tuple(self[f"{row.id}-{part}"] for part in ("score", "improve")))

    def values(self) -> dict[str, Any]:
        data = super().values()
        rows = tuple(Judged(r.id, data.pop(f"{r.id}-score"), data.pop(f"{r.id}-improve")) for r in self.criteria)
        return data | {"judged": rows}


class InspectForm(FacilityStepForm):
    result = forms.ChoiceField(label="Kết quả kiểm tra", choices=InspectionResult.choices())
    field_order = ("occurred_at", "result", "note")

    def values(self) -> dict[str, Any]:
        return super().values() | {"result": InspectionResult(self.cleaned_data["result"])}


def year_choices(now: datetime) -> list[Choice]:
    return [(str(year), str(year)) for year in range(now.year, now.year - 6, -1)]


class YearForm(forms.Form):
    nam = forms.ChoiceField(label="Năm", required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "nam", year_choices(now))
