"""Forms of victims: the reception, the filter of the list, and one form for each step that asks more than a day."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.base.persons import Sex
from lachan.law.book import current
from lachan.people.queries import AgencyLine, AreaLine
from lachan.victims.actions import Profile
from lachan.victims.attributes import CODED, UNKNOWN, Country
from lachan.victims.rules import CloseReason, VictimStatus
from lachan.victims.support_rules import Answer
from lachan.web.forms.steps import DayField, InstantField, StepForm

Choice = tuple[str, Any]  # the code, and words that may wait for the language of the reader
ALL: Choice = ("", _("Tất cả"))
NOT_KNOWN: Choice = (UNKNOWN, _("Chưa rõ"))


@dataclass(frozen=True)
class Offered:
    """What the forms of one file offer: regimes of the person, agencies and communes of the province."""

    regimes: tuple[Choice, ...] = ()
    agencies: tuple[Choice, ...] = ()
    areas: tuple[Choice, ...] = ()
    entries: tuple[Choice, ...] = ()
    places: tuple[Choice, ...] = ()
    items: tuple[Choice, ...] = ()
    rounds: tuple[Choice, ...] = ()
    refused: tuple[Choice, ...] = ()
    runs: tuple[tuple[str, str], ...] = ()  # a facility of the directory and the agency that runs it
    is_schooling: bool = True


def named(kind: str, on: date) -> list[Choice]:
    """A code list of the law as choices, «chưa rõ» last."""
    return [*((row.id, row.name) for row in current().codes(kind, on)), NOT_KNOWN]


def area_choices(areas: list[AreaLine]) -> tuple[Choice, ...]:
    return tuple((a.code, a.full_name) for a in areas)


def agency_choices(agencies: list[AgencyLine]) -> tuple[Choice, ...]:
    return tuple((str(a.id), a.name) for a in agencies)


class VictimFilterForm(forms.Form):
    status = forms.ChoiceField(label="Trạng thái", choices=[ALL, *VictimStatus.choices()], required=False)
    return_way = forms.ChoiceField(label="Trở về", required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=[ALL, *Sex.choices()], required=False)
    area_code = forms.ChoiceField(label="Nơi tiếp nhận", required=False)
    legal_regime = forms.ChoiceField(label="Luật áp dụng", required=False)
    code = forms.CharField(label="Mã hồ sơ", required=False, max_length=32)

    def __init__(self, *args: Any, areas: list[AreaLine], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "legal_regime", [ALL, *((r.id, r.name) for r in current().rows("laws"))])
        offer_choices(self, "return_way", [ALL, *named("return_ways", on)])
        offer_choices(self, "area_code", [ALL, *area_choices(areas)])


class ProfileForm(forms.Form):
    """The coded attributes; «chưa rõ» is an answer, an empty year too."""

    sex = forms.ChoiceField(label="Giới tính", choices=Sex.choices(), widget=forms.RadioSelect)
    birth_year = forms.IntegerField(
        label="Năm sinh", required=False, min_value=1900, max_value=2100, help_text="Để trống nếu chưa rõ."
    )
    ethnicity = forms.ChoiceField(label="Dân tộc", initial=UNKNOWN)
    nationality = forms.ChoiceField(label="Quốc tịch", choices=Country.choices(), initial=Country.VN.value)
    return_way = forms.ChoiceField(label="Trở về bằng cách nào", initial=UNKNOWN)
    destination = forms.ChoiceField(
        label="Nước đã bị đưa đến", choices=Country.choices(), initial=Country.UNKNOWN.value,
        help_text="Chọn Việt Nam nếu bị mua bán trong nước.",
    )  # fmt: skip
    exploitation = forms.ChoiceField(label="Hình thức bóc lột", initial=UNKNOWN)
    origin_code = forms.ChoiceField(label="Nơi ở trước khi bị mua bán", required=False)
    way_in = forms.ChoiceField(label="Đến với cơ quan tiếp nhận bằng cách nào", required=False, initial=UNKNOWN)
    abroad = forms.ChoiceField(
        label="Bị mua bán ra nước ngoài", choices=Answer.choices(), required=False, initial=UNKNOWN,
        help_text="Chỉ cần chọn khi chưa rõ nước đã bị đưa đến.",
    )  # fmt: skip
    cause = forms.ChoiceField(label="Nguyên nhân, hoàn cảnh", required=False, initial=UNKNOWN)
    approach = forms.ChoiceField(label="Bị tiếp cận qua đâu", required=False, initial=UNKNOWN)
    disability = forms.ChoiceField(label="Khuyết tật", choices=Answer.choices(), required=False, initial=UNKNOWN)
    poor_household = forms.ChoiceField(label="Hộ nghèo", choices=Answer.choices(), required=False, initial=UNKNOWN)
    occupation = forms.ChoiceField(label="Nghề nghiệp trước đây", required=False, initial=UNKNOWN)
    schooling = forms.ChoiceField(label="Trình độ học vấn", required=False, initial=UNKNOWN)

    def __init__(self, *args: Any, areas: list[AreaLine], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in CODED.items():
            offer_choices(self, name, named(kind, on))
        offer_choices(self, "origin_code", [("", _("Ngoài tỉnh, hoặc chưa rõ")), *area_choices(areas)])

    def profile(self, person_kind: str) -> Profile:
        data = self.cleaned_data
        return Profile(
            sex=Sex(data["sex"]),
            birth_year=data["birth_year"],
            ethnicity=data["ethnicity"],
            nationality=Country(data["nationality"]),
            person_kind=person_kind,
            exploitation=data["exploitation"],
            return_way=data["return_way"],
            destination=Country(data["destination"]),
            origin_code=data["origin_code"],
            way_in=data["way_in"] or UNKNOWN,
            abroad=Answer(data["abroad"] or UNKNOWN),
            cause=data["cause"] or UNKNOWN,
            approach=data["approach"] or UNKNOWN,
            disability=Answer(data["disability"] or UNKNOWN),
            poor_household=Answer(data["poor_household"] or UNKNOWN),
            occupation=data["occupation"] or UNKNOWN,
            schooling=data["schooling"] or UNKNOWN,
        )


class FileStepForm(StepForm):
    """A step on a file: its choices come from the file's own regimes and the province's agencies and communes."""

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.offer()

    def offer(self) -> None:
        """Fills the choices of this form."""

    def values(self) -> dict[str, Any]:
        """What the action is told, in its own types."""
        return dict(self.cleaned_data)


class HandOverForm(FileStepForm):
    to_agency_id = forms.ChoiceField(label="Cơ quan nhận bàn giao")
    field_order = ("occurred_at", "to_agency_id", "note")

    def offer(self) -> None:
        offer_choices(
            self, "to_agency_id", [*first_choice(_("Chọn cơ quan…"), self.offered.agencies), *self.offered.agencies]
        )

    def values(self) -> dict[str, Any]:
        return super().values() | {"to_agency_id": UUID(self.cleaned_data["to_agency_id"])}


class IdentifyForm(FileStepForm):
    decided_on = DayField(label="Ngày quyết định, ngày cấp giấy tờ")
    decision_number = forms.CharField(label="Số văn bản", required=False, max_length=60, help_text="Được niêm phong.")
    evidence = forms.MultipleChoiceField(
        label="Căn cứ (Luật 53/2024 Điều 32 khoản 1)", widget=forms.CheckboxSelectMultiple, required=False
    )
    paper = forms.ChoiceField(label="Giấy tờ xác nhận nạn nhân", required=False)
    exploitation = forms.ChoiceField(label="Hình thức bóc lột đã xác định", required=False)
    field_order: tuple[str, ...] = (
        "occurred_at", "decided_on", "decision_number", "evidence", "paper", "exploitation", "note",
    )  # fmt: skip

    def offer(self) -> None:
        on = self.now.date()
        self.fields["decided_on"].initial = on
        offer_choices(self, "evidence", [(r.id, f"{r.code}) {r.name}") for r in current().codes("evidence", on)])
        offer_choices(self, "paper", [("", _("Không có")), *named("papers", on)[:-1]])
        offer_choices(self, "exploitation", [("", _("Giữ như đã ghi")), *named("purpose_details", on)[:-1]])

    def values(self) -> dict[str, Any]:
        return super().values() | {"evidence": tuple(self.cleaned_data["evidence"])}


class RegimesForm(FileStepForm):
    regimes = forms.MultipleChoiceField(label="Chế độ", widget=forms.CheckboxSelectMultiple)
    provider_id = forms.ChoiceField(label="Cơ quan thực hiện", required=False)
    field_order = ("occurred_at", "regimes", "provider_id", "note")

    def offer(self) -> None:
        offer_choices(self, "regimes", list(self.offered.regimes))
        offer_choices(self, "provider_id", [("", _("Chưa giao, hoặc cơ quan của tôi")), *self.offered.agencies])

    def values(self) -> dict[str, Any]:
        return super().values() | {
            "regimes": tuple(self.cleaned_data["regimes"]),
            "provider_id": _uuid(self.cleaned_data["provider_id"]),
        }


class ServiceForm(FileStepForm):
    regime = forms.ChoiceField(label="Chế độ đã thực hiện")
    provider_id = forms.ChoiceField(label="Cơ quan thực hiện", required=False)
    cost = forms.IntegerField(label="Chi phí (đồng)", required=False, min_value=0, help_text="Để trống nếu chưa rõ.")
    item = forms.ChoiceField(label="Khoản, dịch vụ cụ thể", required=False)
    quantity = forms.IntegerField(
        label="Số lượng", required=False, min_value=1, help_text="Theo đơn vị trong ngoặc; để trống nếu chưa rõ."
    )
    until_on = DayField(label="Đến ngày", required=False, help_text="Nếu kéo dài nhiều ngày.")
    school_year = forms.IntegerField(
        label="Năm học bắt đầu", required=False, min_value=2000, max_value=2100,
        help_text="Chỉ với học văn hóa: năm 2026 cho năm học 2026–2027.",
    )  # fmt: skip
    facility_id = forms.ChoiceField(label="Tại cơ sở trong danh bạ", required=False)
    field_order = (
        "occurred_at", "regime", "item", "quantity", "until_on", "school_year", "provider_id", "facility_id", "cost",
        "note",
    )  # fmt: skip

    def offer(self) -> None:
        offer_choices(self, "item", [("", _("Không nêu cụ thể")), *self.offered.items])
        offer_choices(self, "facility_id", [("", _("Không qua cơ sở nào")), *self.offered.places])
        offer_choices(self, "regime", [*first_choice(_("Chọn chế độ…"), self.offered.regimes), *self.offered.regimes])
        offer_choices(self, "provider_id", [("", _("Cơ quan của tôi")), *self.offered.agencies])

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().values() | {
            "provider_id": _uuid(data["provider_id"]), "facility_id": _uuid(data["facility_id"]),
        }  # fmt: skip


class NeedsForm(FileStepForm):
    """One question a regime; a regime not asked about stays as it was."""

    NOT_ASKED = ("not_asked", _("Chưa hỏi, giữ như cũ"))
    round_id = forms.ChoiceField(label="Thuộc đợt rà soát", required=False)
    met = forms.ChoiceField(
        label="Đã gặp được người đó", choices=Answer.choices(), initial=Answer.YES.value, required=False
    )

    def offer(self) -> None:
        if self.offered.rounds:
            offer_choices(self, "round_id", [("", _("Không thuộc đợt nào")), *self.offered.rounds])
        else:
            del self.fields["round_id"], self.fields["met"]
        for regime, name in self.offered.regimes:
            self.fields[regime] = forms.ChoiceField(label=name, choices=[self.NOT_ASKED, *Answer.choices()])
        asked = (regime for regime, _ in self.offered.regimes)
        self.order_fields(["occurred_at", "round_id", "met", *asked, "note"])

    def values(self) -> dict[str, Any]:
        data = super().values()
        asked = [(regime, data.pop(regime)) for regime, _ in self.offered.regimes]
        answers = tuple((regime, Answer(said)) for regime, said in asked if said != self.NOT_ASKED[0])
        sheet = {"round_id": _uuid(data.pop("round_id", "")), "met": Answer(data.pop("met", "") or Answer.YES)}
        return data | {"answers": answers} | sheet


class SettleForm(FileStepForm):
    area_code = forms.ChoiceField(label="Xã, phường cư trú", help_text="UBND xã, phường này sẽ theo dõi hồ sơ.")
    field_order = ("occurred_at", "area_code", "note")

    def offer(self) -> None:
        offer_choices(
            self, "area_code", [*first_choice(_("Chọn xã, phường…"), self.offered.areas), *self.offered.areas]
        )


class CloseForm(FileStepForm):
    reason = forms.ChoiceField(label="Lý do kết thúc", choices=CloseReason.choices())
    field_order = ("occurred_at", "reason", "note")

    def offer(self) -> None:
        self.fields["note"].label = _("Tóm tắt kết quả")
        self.fields["note"].help_text = _(
            "Đã hỗ trợ gì, nay sống thế nào, vì sao kết thúc. Được niêm phong cùng hồ sơ."
        )

    def values(self) -> dict[str, Any]:
        return super().values() | {"reason": CloseReason(self.cleaned_data["reason"])}


class CorrectForm(forms.Form):
    """Which act, and the day it really happened."""

    seq = forms.ChoiceField(label="Việc cần đính chính")
    occurred_at = InstantField(label="Thời điểm đúng")

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "seq", list(offered.entries))


def offer_choices(form: forms.Form, name: str, choices: list[Choice]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def first_choice(label: Any, among: Sized) -> list[Choice]:
    """An empty first choice where there is something to choose; a single choice is made already."""
    return [("", label)] if len(among) > 1 else []


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None
