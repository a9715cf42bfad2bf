"""Forms of victims: the reception, the filter of the list, and one form for each step that asks more than a day."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.base.persons import Sex
from lachan.law.book import current
from lachan.people.queries import AgencyLine, AreaLine
from lachan.victims.actions import Identity, Kinship, Profile
from lachan.victims.attributes import CODED, UNKNOWN, Country
from lachan.victims.first_contact_rules import Topic
from lachan.victims.rules import MINOR_KINDS, RELATIVE, CloseReason, VictimStatus
from lachan.victims.support_rules import Answer
from lachan.victims.ways_in import WayIn
from lachan.web.forms.questions import FIRST_TOPICS, add_questions, answers_of, names_of
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


class ReceiveForm(ProfileForm):
    """What a post asks of someone who has just arrived: little, and in the order it is asked."""

    received_at = InstantField(label="Thời điểm tiếp nhận", help_text="Các thời hạn của luật tính từ lúc này.")
    area_code = forms.ChoiceField(label="Nơi tiếp nhận")
    person_kind = forms.ChoiceField(label="Đối tượng")
    full_name = forms.CharField(label="Họ và tên", required=False, max_length=120)
    other_name = forms.CharField(label="Tên gọi khác", required=False, max_length=120)
    birth_date = DayField(label="Ngày sinh", required=False, help_text="Nếu biết đủ ngày, tháng, năm.")
    id_number = forms.CharField(label="Số định danh, hộ chiếu", required=False, max_length=20)
    phone = forms.CharField(label="Điện thoại", required=False, max_length=20)
    permanent_address = forms.CharField(label="Nơi thường trú", required=False, max_length=250)
    relatives_contact = forms.CharField(label="Người thân cần liên hệ", required=False, max_length=250)
    language_note = forms.CharField(
        label="Ghi chú về ngôn ngữ", required=False, max_length=250,
        help_text="Chỉ khi mục 2 chưa đủ: phương ngữ, chữ viết, khiếm thính.",
    )  # fmt: skip
    narrative = forms.CharField(
        label="Lời kể", required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Chỉ ghi điều người đó tự kể; không hỏi lại nhiều lần.",
    )  # fmt: skip
    note = forms.CharField(
        label="Ghi chú khi tiếp nhận", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nếu chưa biết họ tên, ghi rõ vì sao.",
    )  # fmt: skip
    tells_health = forms.BooleanField(label="Thông báo ngay cho Sở Y tế cùng lúc này", required=False, initial=True)

    PLACE = ("received_at", "area_code", "way_in", "return_way", "destination")
    PERSON = ("sex", "birth_year", "ethnicity")
    PERSON_MORE = (
        "person_kind", "nationality", "exploitation", "abroad", "origin_code", "cause", "approach", "disability",
        "poor_household", "occupation", "schooling",
    )  # fmt: skip
    WORDS = ("full_name", "birth_date", "narrative")
    WORDS_MORE = ("other_name", "id_number", "phone", "permanent_address", "relatives_contact", "language_note")
    WISHES_FIRST = ("language", "interpreter", "officer_sex", "officer_kept")

    def __init__(
        self, *args: Any, areas: list[AreaLine], own: list[AreaLine], on: date, companion: str = "", way: WayIn,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, areas=areas, on=on, **kwargs)
        self.way = way
        offer_choices(self, "area_code", [*first_choice(_("Chọn xã, phường…"), own), *area_choices(own)])
        offer_choices(self, "person_kind", kinds_for(companion, on))
        self.fields["person_kind"].initial = "minor_of_presumed_in_vietnam" if companion else "presumed_in_vietnam"
        if companion:
            del self.fields["tells_health"]
        if companion == "relative":
            self.fields["kinship"] = forms.ChoiceField(label=_("Quan hệ với người đó"), choices=Kinship.choices())
            del self.fields["person_kind"]
        for topic in FIRST_TOPICS:
            add_questions(self, topic, on)

    def answers(self) -> dict[Topic, tuple[tuple[str, str], ...]]:
        """What was asked at once, by topic."""
        data = dict(self.cleaned_data)
        return {topic: answers_of(data, topic) for topic in FIRST_TOPICS}

    def safety(self) -> list[forms.BoundField]:
        return self._part(names_of(self, Topic.SAFETY))

    def wishes(self) -> list[forms.BoundField]:
        return self._part(n for n in names_of(self, Topic.WISHES) if n.endswith(self.WISHES_FIRST))

    def wishes_more(self) -> list[forms.BoundField]:
        return self._part(n for n in names_of(self, Topic.WISHES) if not n.endswith(self.WISHES_FIRST))

    def rights(self) -> list[forms.BoundField]:
        return self._part(names_of(self, Topic.RIGHTS))

    def consent(self) -> list[forms.BoundField]:
        return self._part(names_of(self, Topic.CONSENT))

    def identity(self) -> Identity:
        words = {name: self.cleaned_data[name] for name in Identity.__dataclass_fields__}
        born = words["birth_date"]
        return Identity(**{**words, "birth_date": born.isoformat() if born else ""})

    def place(self) -> list[forms.BoundField]:
        return self._part(self.PLACE)

    def person(self) -> list[forms.BoundField]:
        """What this way asks besides comes up at once; the rest waits under «nếu đã biết»."""
        return self._part(("kinship", *self.PERSON, *(n for n in self.PERSON_MORE if n in self.way.asks)))

    def person_more(self) -> list[forms.BoundField]:
        return self._part(n for n in self.PERSON_MORE if n not in self.way.asks)

    def words(self) -> list[forms.BoundField]:
        return self._part(self.WORDS)

    def words_more(self) -> list[forms.BoundField]:
        return self._part(self.WORDS_MORE)

    def last(self) -> list[forms.BoundField]:
        return self._part(("tells_health", "note"))

    def _part(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]


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

    def values(self) -> dict[str, Any]:
        return super().values() | {"reason": CloseReason(self.cleaned_data["reason"])}


class CorrectForm(forms.Form):
    """Which act, and the day it really happened."""

    seq = forms.ChoiceField(label="Việc cần đính chính")
    occurred_at = InstantField(label="Thời điểm đúng")

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "seq", list(offered.entries))


def kinds_for(companion: str, on: date) -> list[Choice]:
    """Kinds of person the reception offers: those who come alone, or those under 18 who came with someone."""
    kinds = [k for k in current().codes("person_kinds", on) if k.id != RELATIVE]
    return [(k.id, k.name) for k in kinds if (k.id in MINOR_KINDS) == bool(companion)]


def offer_choices(form: forms.Form, name: str, choices: list[Choice]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def first_choice(label: Any, among: Sized) -> list[Choice]:
    """An empty first choice where there is something to choose; a single choice is made already."""
    return [("", label)] if len(among) > 1 else []


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None
