"""Looking before a file is opened: Vietnamese names, years, communes old and new; nothing of other agencies' files."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.base.errors import NotAllowed, Refused
from lachan.base.ids import new_id
from lachan.journal.models import Entry
from lachan.notices.models import Notice
from lachan.people.models import Area, Succession
from lachan.victims import lookup
from lachan.victims.lookup import LookUp, look_first
from lachan.victims.name_index import NameIndex, forget_indexes, is_one_apart
from lachan.victims.referral_rules import FieldGroup
from tests.people import COMMUNE
from tests.world import DAY
from tests.world_victims import a_referral, a_victim

pytestmark = pytest.mark.django_db
NOW = DAY + timedelta(days=1)
NAME = "Lò Thị Hoà Thử"


@pytest.fixture(autouse=True)
def no_names_in_memory():
    forget_indexes()
    yield
    forget_indexes()


def look(cast, who="border", **words):
    return look_first(LookUp(**words), by=cast.actors[who], now=NOW)


SPELLINGS = [
    ("Lò Thị Hoà Thử", True), ("lo thi hoa thu", True), ("Lò Thị Hòa Thử", True), ("Hoà Lò", True),
    ("THỬ HÒA THỊ LÒ", True), (unicodedata.normalize("NFD", NAME), True), ("Lò Thị Ngọc Hoà", False),
    ("Giàng Thị Hoà", False),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "exact"), SPELLINGS)
def test_a_name_is_found_however_it_is_typed(cast, typed, exact):
    victim_id = a_victim(cast, name=NAME)
    found = look(cast, full_name=typed).here
    assert [(one.line.id, one.is_exact) for one in found] == [(victim_id, exact)]


def test_a_slip_of_one_letter_finds_and_another_name_does_not(cast):
    victim_id = a_victim(cast, name="Nguyễn Phương Thảo")
    assert [x.line.id for x in look(cast, full_name="Nguyen Phuonh Thao").here] == [victim_id]
    assert look(cast, full_name="Trần Văn Dũng").here == ()


def test_the_year_alone_narrows_and_a_year_apart_is_forgiven(cast):
    a_victim(cast, name=NAME)
    [same] = look(cast, full_name="Lò Hoà", birth_year=2008).here
    assert same.same_year
    [other] = look(cast, full_name=NAME, birth_year=1980).here
    assert not other.same_year, "the same name is shown; that the year differs is said"


def test_a_commune_of_before_the_merger_is_the_same_place(cast):
    old = Area.objects.create(
        code="98999", name="Cũ", kind="xã", level="commune", province_code="98", in_force_from=date(2012, 1, 1),
        in_force_until=date(2025, 6, 30), source="thử",
    )  # fmt: skip
    Succession.objects.create(old=old, new=Area.objects.get(code=COMMUNE, in_force_until=None), source="thử")
    a_victim(cast, name=NAME)
    assert look(cast, full_name=NAME, area_code="98999").here[0].same_area
    assert look(cast, full_name=NAME, area_code=COMMUNE).here[0].same_area
    assert not look(cast, full_name=NAME).here[0].same_area


def test_elsewhere_is_only_perhaps_and_the_health_department_is_told(cast):
    victim_id = a_victim(cast, name=NAME)
    Notice.objects.all().delete()
    found = look(cast, "commune", full_name="lo thi hoa thu", birth_year=2007)
    assert (found.here, found.elsewhere) == ((), True)
    told = Notice.objects.get()
    assert (told.agency_id, told.record_id, told.from_agency_id) == (
        cast.health.agency_id, victim_id, cast.commune.agency_id,
    )  # fmt: skip
    entry = Entry.objects.get(verb="victim.look_first")
    assert entry.record_id == cast.commune.agency_id and entry.facts == {"found": 0, "elsewhere": True}


NOT_TOLD = [
    {"full_name": "Lò Thị Hoà Thử"},  # no year: nobody tries names alone against the province
    {"full_name": "Lò Hoà", "birth_year": 1980},
    {"full_name": "Giàng Thị Hoà", "birth_year": 2007},  # near is not enough elsewhere
]


@pytest.mark.parametrize("words", NOT_TOLD)
def test_elsewhere_asks_for_the_whole_name_and_the_year(cast, words):
    a_victim(cast, name=NAME)
    assert not look(cast, "commune", **words).elsewhere


def test_a_number_is_found_elsewhere_by_equality_alone(cast):
    a_victim(cast, name=NAME, words={"id_number": "001307000001"})
    assert look(cast, "commune", number="001307000001").elsewhere is True
    assert look(cast, "commune", number="001307000002").elsewhere is False
    assert look(cast, number="001307000001").here[0].is_exact


def test_a_recipient_of_a_referral_looks_only_by_what_was_consented(cast):
    victim_id = a_victim(cast, name=NAME, words={"id_number": "001307000001"})
    a_referral(cast, victim_id, to="facility", fields=(FieldGroup.NAME,))
    assert [x.line.id for x in look(cast, "facility", full_name=NAME).here] == [victim_id]
    assert look(cast, "facility", number="001307000001").here == ()
    other = a_victim(cast, name="Vàng Khác Thử", words={"id_number": "001307000009"})
    a_referral(cast, other, to="facility", fields=(FieldGroup.PAPERS,))
    assert look(cast, "facility", full_name="Vàng Khác Thử").here == ()
    assert [x.line.id for x in look(cast, "facility", number="001307000009").here] == [other]


def test_after_the_days_quota_elsewhere_is_not_asked_any_more(cast, monkeypatch):
    monkeypatch.setattr(lookup, "ASKED_ELSEWHERE_A_DAY", 2)
    a_victim(cast, name=NAME)
    for _ in range(2):
        assert look(cast, "commune", full_name=NAME, birth_year=2007).elsewhere is True
    third = look(cast, "commune", full_name=NAME, birth_year=2007)
    assert (third.elsewhere, third.is_quota_used) == (None, True)
    later = look_first(LookUp(NAME, 2007), by=cast.commune, now=NOW + timedelta(days=1))
    assert later.elsewhere is True


def test_who_receives_nobody_may_not_look_and_too_little_is_refused(cast):
    for who in ("standing", "procuracy", "admin"):
        with pytest.raises(NotAllowed):
            look(cast, who, full_name=NAME, birth_year=2007)
    with pytest.raises(Refused, match="ít nhất hai chữ"):
        look(cast, full_name="Hoà")


def test_a_file_of_another_province_is_no_hit(cast):
    a_victim(cast, name=NAME)
    assert look(cast, "outsider", full_name=NAME, birth_year=2007).elsewhere is False


@settings(deadline=None, max_examples=50)
@given(st.text("abcdeghiklmnopqrstuvxy", min_size=4, max_size=9), st.integers(0, 8), st.sampled_from("abcxyz"))
def test_one_letter_apart_is_found_whatever_the_letter(word, place, letter):
    place = min(place, len(word) - 1)
    for slip in (
        word[:place] + letter + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + word[place + 1 :],
    ):
        assert slip == word or is_one_apart(word, slip) == is_one_apart(slip, word) is True
    index = NameIndex()
    index.put(key := new_id(), f"Vàng {word}")
    assert dict(index.near(f"{word} vang")) == {key: True}
