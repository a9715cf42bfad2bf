"""The form of a reception: safety and wishes first, then where, who in codes, and last the words that are sealed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.law.book import current
from lachan.people.queries import AreaLine
from lachan.victims.actions import Identity, Kinship
from lachan.victims.first_contact_rules import Topic
from lachan.victims.rules import MINOR_KINDS, RELATIVE
from lachan.victims.ways_in import WayIn
from lachan.web.forms.questions import FIRST_TOPICS, add_questions, answers_of, names_of
from lachan.web.forms.steps import DayField, InstantField
from lachan.web.forms.victims import Choice, ProfileForm, area_choices, first_choice, named, offer_choices


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

    PLACE = ("received_at", "area_code", "way_in", "agreement", "gate", "return_way", "destination")
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
        if way.rests_on_agreement and not companion:
            self._ask_what_it_rests_on(on)
        for topic in FIRST_TOPICS:
            add_questions(self, topic, on)

    def _ask_what_it_rests_on(self, on: date) -> None:
        """Handed over without a notice before: the agreement and the place are asked here."""
        asked = (("agreement", _("Theo điều ước, thỏa thuận"), "agreements"), ("gate", _("Nơi giao, nhận"), "gates"))
        for name, label, kind in asked:
            choices = [("", _("Chưa rõ")), *named(kind, on)[:-1]]
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

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


def kinds_for(companion: str, on: date) -> list[Choice]:
    """Kinds of person the reception offers: those who come alone, or those under 18 who came with someone."""
    kinds = [k for k in current().codes("person_kinds", on) if k.id != RELATIVE]
    return [(k.id, k.name) for k in kinds if (k.id in MINOR_KINDS) == bool(companion)]
