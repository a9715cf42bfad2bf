"""The pages of cases as officers walk them: from the tip's page to the judgment, and what readers see."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from lachan.base import clock
from lachan.cases.models import Accused, Case
from lachan.cases.rules import CaseStatus
from lachan.journal.models import Entry
from lachan.tips.rules import TipStatus
from tests.people import COMMUNE
from tests.world import DAY, a_tip
from tests.world_cases import NAME, a_case, the_accused

pytestmark = pytest.mark.django_db
WHEN = "2026-03-20T08:00"


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """The pages are read in May of the sample year."""
    moment = DAY.replace(month=5)
    monkeypatch.setattr(clock, "now", lambda: moment)


def signed_in(who):
    client = Client()
    account = get_user_model().objects.get(username=who)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(reply):
    return reply.content.decode()


def test_from_the_tip_to_the_charge(cast):
    client, tip_id = signed_in("police"), a_tip(cast, TipStatus.VERIFYING)
    ask = text_of(client.get(reverse("case.institute", args=[tip_id])))
    assert '<option value="150.2" selected>' in ask
    given = {
        "occurred_at": WHEN, "decision_no": "05/QĐ-CSHS", "article": "150.2", "suspicion": "online_scam",
        "area_code": COMMUNE, "is_cross_border": "on", "victim_count": "3", "summary": "Tóm tắt",
    }  # fmt: skip
    reply = client.post(reverse("case.institute", args=[tip_id]), given)
    case = Case.objects.get()
    assert reply["Location"] == reverse("case.show", args=[case.id])
    charge = {
        "occurred_at": WHEN, "decision_no": "21/QĐ-CSHS", "article": "150.2", "part": "organiser",
        "offended_on": "2025-11-20", "full_name": NAME, "birth": "04/1990", "sex": "male", "nationality": "VN",
    }  # fmt: skip
    client.post(reverse("accused.charge", args=[case.id]), charge)
    page = text_of(client.get(reverse("case.show", args=[case.id])))
    assert "Bị can 1" in page
    assert "số 21/QĐ-CSHS" in page
    assert NAME not in page


@pytest.mark.parametrize("birth", ["1990", "04/1990", "09/04/1990"])
def test_a_birth_date_as_far_as_it_is_known(cast, birth):
    case_id = a_case(cast, accused=0)
    charge = {
        "occurred_at": WHEN, "decision_no": "21/QĐ", "article": "150.2", "part": "helper", "birth": birth,
        "offended_on": "2025-11-20", "full_name": NAME, "sex": "male", "nationality": "VN",
    }  # fmt: skip
    client = signed_in("police")
    client.post(reverse("accused.charge", args=[case_id]), charge)
    reply = client.post(reverse("case.open_accused", args=[the_accused(case_id).id]), {"purpose": "handling"})
    assert NAME in text_of(reply)
    assert birth in text_of(reply)


@pytest.mark.parametrize("birth", ["31/02/1990", "13/1990", "90", "không rõ"])
def test_a_birth_date_that_cannot_be(cast, birth):
    case_id = a_case(cast, accused=0)
    reply = signed_in("police").post(reverse("accused.charge", args=[case_id]), {"birth": birth})
    assert "ngày sinh" in text_of(reply).lower()
    assert Accused.objects.count() == 0


def test_every_step_up_to_the_judgment(cast):
    case_id, client = a_case(cast, accused=2), signed_in("police")
    for verb in ("conclude", "prosecute", "accept-for-trial", "bring-to-trial"):
        address = reverse("case.step", args=[case_id, verb])
        assert client.get(address).status_code == 200
        reply = client.post(address, {"occurred_at": WHEN, "decision_no": "7/QĐ"})
        assert reply["Location"] == reverse("case.show", args=[case_id])
    judged = {
        "occurred_at": WHEN, "decision_no": "34/2026/HS-ST", "compensation": "80000000",
        "penalty_1": "prison", "months_1": "126", "penalty_2": "acquitted",
    }  # fmt: skip
    client.post(reverse("case.judge", args=[case_id]), judged)
    page = text_of(client.get(reverse("case.show", args=[case_id])))
    assert "10 năm 6 tháng" in page
    assert "80.000.000 đồng" in page
    assert Case.objects.get(id=case_id).status == CaseStatus.JUDGED


def test_a_refusal_stands_beside_its_field(cast):
    case_id = a_case(cast)
    reply = signed_in("police").post(
        reverse("case.step", args=[case_id, "extend-investigation"]), {"occurred_at": WHEN, "decision_no": "ông Mẫu"}
    )
    assert "Số văn bản chỉ gồm chữ, số" in text_of(reply)


def test_words_and_notes_are_read_once_with_a_purpose(cast):
    case_id, client = a_case(cast, summary="Lừa qua mạng rồi bán sang nước ngoài"), signed_in("police")
    step = {"occurred_at": WHEN, "note": "Bị can bỏ trốn khỏi nơi cư trú"}
    client.post(reverse("accused.step", args=[the_accused(case_id).id, "declare-wanted"]), step)
    address = reverse("case.open_words", args=[case_id])
    assert client.post(address, {"purpose": "curiosity"}).status_code == 400
    opened = text_of(client.post(address, {"purpose": "handling"}))
    assert "Lừa qua mạng" in opened
    assert "Bị can bỏ trốn" in opened
    assert "Lừa qua mạng" not in text_of(client.get(reverse("case.show", args=[case_id])))
    assert Entry.objects.filter(verb="case.open_words").count() == 1


@pytest.mark.parametrize("who", ["standing", "procuracy", "court"])
def test_readers_see_the_case_and_no_identity(cast, who):
    case_id, client = a_case(cast, accused=2), signed_in(who)
    assert Case.objects.get().code in text_of(client.get(reverse("case.list")))
    page = text_of(client.get(reverse("case.show", args=[case_id])))
    assert "Bị can 2" in page
    assert NAME not in page
    accused = reverse("case.open_accused", args=[the_accused(case_id).id])
    assert client.post(accused, {"purpose": "handling"}).status_code == 403


@pytest.mark.parametrize("who", ["outsider", "admin", "commune", "health"])
def test_others_find_no_page(cast, who):
    case_id, client = a_case(cast), signed_in(who)
    accused_id = the_accused(case_id).id
    for name, key in (
        ("case.show", case_id), ("case.judge", case_id), ("case.describe", case_id), ("case.open_words", case_id),
        ("accused.charge", case_id), ("accused.show", accused_id), ("case.open_accused", accused_id),
    ):  # fmt: skip
        address = reverse(name, args=[key])
        assert {client.get(address).status_code, client.post(address).status_code} == {404}, name


@pytest.mark.parametrize("wanted", [{"article": "151"}, {"status": "judged"}, {"suspicion": "sexual"}])
def test_the_list_is_filtered(cast, wanted):
    a_case(cast)
    client = signed_in("police")
    assert "Chưa có vụ án nào" in text_of(client.get(f"{reverse('case.list')}?{urlencode(wanted)}"))
    assert "Chưa có vụ án nào" not in text_of(client.get(f"{reverse('case.list')}?article=150&status=investigating"))


def test_what_became_known_is_written_from_the_page(cast):
    case_id, client = a_case(cast), signed_in("police")
    given = {"occurred_at": WHEN, "suspicion": "sexual", "victim_count": "9"}
    client.post(reverse("case.describe", args=[case_id]), given)
    assert "9 người" in text_of(client.get(reverse("case.show", args=[case_id])))
