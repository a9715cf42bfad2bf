"""The victim's thread through the pages: reception, the file, each step, the opened identity, a referral."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from lachan.base import clock
from lachan.facilities.rules import FacilityKind, ServiceKind
from lachan.journal.models import Entry
from lachan.victims import actions as victims
from lachan.victims.dossier import open_dossier
from lachan.victims.models import Referral, Victim
from lachan.victims.rules import VictimStatus
from tests.people import COMMUNE
from tests.world_care import a_child
from tests.world_facilities import a_service
from tests.world_victims import a_referral, a_victim

pytestmark = pytest.mark.django_db
NAME, NARRATIVE = "Lò Thị Mai Thử", "Lời kể Canary"
Open = Callable[[str], Client]


@pytest.fixture
def signed_in() -> Open:
    def client_of(who: str) -> Client:
        client = Client()
        account = get_user_model().objects.get(username=who)
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_of


def at(hours: float = 0) -> str:
    return f"{localtime(clock.now()) - timedelta(hours=hours):%Y-%m-%dT%H:%M}"


RECEPTION: dict[str, Any] = {
    "area_code": COMMUNE, "return_way": "returned_alone", "destination": "CN", "sex": "female", "birth_year": 2007,
    "ethnicity": "03", "nationality": "VN", "person_kind": "presumed_in_vietnam", "exploitation": "forced_marriage",
    "origin_code": COMMUNE, "full_name": NAME, "narrative": NARRATIVE, "tells_health": "on",
}  # fmt: skip


def received(signed_in: Open) -> Victim:
    reply = signed_in("border").post(reverse("victim.receive"), RECEPTION | {"received_at": at(20)})
    assert reply.status_code == 302, reply.content.decode()
    return Victim.objects.get()


def step(client: Client, victim: Victim, verb: str, **data: Any) -> None:
    url = reverse("victim.step", args=[victim.id, verb])
    assert client.get(url).status_code == 200
    reply = client.post(url, {"occurred_at": at(), **data})
    assert reply.status_code == 302, reply.content.decode()


def test_the_thread_from_the_border_post_to_legal_aid(cast, signed_in):
    victim = received(signed_in)
    health, police = signed_in("health"), signed_in("police")
    step(health, victim, "support-initially", regimes=["2024.essential_needs"])
    step(health, victim, "verify")
    step(health, victim, "request-identification", note="Kèm biên bản tiếp nhận")
    step(
        police, victim, "identify", decided_on=at()[:10], decision_number="15", evidence=["a", "e"],
        paper="police_certificate",
    )  # fmt: skip
    answers = {regime: "not_asked" for regime, _ in open_dossier(cast.health, victim.id, clock.now()).regimes}
    step(health, victim, "assess-needs", **answers | {"2024.legal_aid": "yes", "2024.schooling": "no"})
    step(health, victim, "decide-support", regimes=["2024.health", "2024.legal_aid"])
    sent = {
        "occurred_at": at(), "to_agency_id": cast.legal_aid.agency_id, "service": "2024.legal_aid",
        "consent_by": "self", "consented_on": at()[:10], "consent_fields": ["name"], "purpose": "support",
    }  # fmt: skip
    assert health.post(reverse("referral.send", args=[victim.id]), sent).status_code == 302
    referral = Referral.objects.get()
    aid = signed_in("legal_aid")
    assert referral.code in aid.get(reverse("referral.list")).content.decode()
    assert "Tiếp nhận chuyển tuyến" in aid.get(reverse("referral.show", args=[referral.id])).content.decode()
    accept = reverse("referral.step", args=[referral.id, "accept"])
    assert aid.post(accept, {"occurred_at": at()}).status_code == 302
    page = health.get(reverse("victim.show", args=[victim.id])).content.decode()
    for words in ("Đã quyết định hỗ trợ", "Cơ quan nhận đang thực hiện", "Không có nhu cầu", "Xác định là nạn nhân"):
        assert words in page


def test_no_page_shows_the_name_until_it_is_opened(cast, signed_in):
    victim = received(signed_in)
    health = signed_in("health")
    for url in (reverse("victim.list"), reverse("victim.show", args=[victim.id])):
        page = health.get(url).content.decode()
        assert victim.code in page
        assert NAME not in page and NARRATIVE not in page and "Mai" not in page
    opening = reverse("victim.open_identity", args=[victim.id])
    refused = health.post(opening, {"purpose": ""}).content.decode()
    assert "Chưa chọn mục đích" in refused and NAME not in refused
    page = health.post(opening, {"purpose": "support"})
    assert NAME in page.content.decode() and NARRATIVE in page.content.decode()
    assert "Chị T. · " in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert NAME not in health.get(reverse("victim.show", args=[victim.id])).content.decode()


def test_the_standing_office_is_not_offered_the_opening(cast, signed_in):
    victim = received(signed_in)
    standing = signed_in("standing")
    assert "Mở, ghi lý do" not in standing.get(reverse("victim.show", args=[victim.id])).content.decode()
    assert standing.post(reverse("victim.open_identity", args=[victim.id]), {"purpose": "support"}).status_code == 403


def test_a_mistake_in_the_form_is_said_beside_its_field_and_nothing_is_kept(cast, signed_in):
    wrong = RECEPTION | {"received_at": at(20), "full_name": ""}
    page = signed_in("border").post(reverse("victim.receive"), wrong).content.decode()
    assert "Chưa có họ tên" in page and not Victim.objects.exists()


def test_a_child_is_received_beside_the_person_she_came_with(cast, signed_in):
    victim = received(signed_in)
    border = signed_in("border")
    url = reverse("victim.receive_minor", args=[victim.id])
    assert "Người dưới 18 tuổi đi cùng" in border.get(url).content.decode()
    child = {**RECEPTION, "received_at": at(20), "person_kind": "minor_of_presumed_in_vietnam", "birth_year": 2020}
    assert border.post(url, child | {"full_name": "Lò Văn Bé Thử"}).status_code == 302
    assert (
        Victim.objects.get(accompanies_id=victim.id).code
        in border.get(reverse("victim.show", args=[victim.id])).content.decode()
    )


def test_every_form_a_page_offers_opens(cast, signed_in):
    for status in VictimStatus:
        victim_id = a_victim(cast, status)
        for who in ("health", "police", "border"):
            client = signed_in(who)
            page = client.get(reverse("victim.show", args=[victim_id])).content.decode()
            for url in {u for u in page.split('"') if u.startswith(f"/nan-nhan/{victim_id}/buoc/")}:
                assert client.get(url).status_code == 200, url


def test_a_wrong_day_is_corrected_from_the_page(cast, signed_in):
    victim = received(signed_in)
    health = signed_in("health")
    step(health, victim, "verify")
    url = reverse("victim.correct", args=[victim.id])
    assert "Ghi kết quả xác minh ban đầu ·" in health.get(url).content.decode()
    seq = Entry.objects.get(verb="victim.verify").seq
    data = {"seq": seq, "occurred_at": at(2)}
    assert health.post(url, data).status_code == 302
    assert "đính chính" in health.get(reverse("victim.show", args=[victim.id])).content.decode()


def test_a_declined_referral_says_why_it_needs_words(cast, signed_in):
    referral_id = a_referral(cast)
    client = signed_in("legal_aid")
    url = reverse("referral.step", args=[referral_id, "decline"])
    page = client.post(url, {"occurred_at": at(), "reason": "other"}).content.decode()
    assert "phải ghi rõ" in page
    assert client.post(url, {"occurred_at": at(), "reason": "no_capacity"}).status_code == 302
    victim_id = Referral.objects.get(id=referral_id).victim_id
    assert client.get(reverse("victim.show", args=[victim_id])).status_code == 404


def test_coded_attributes_are_changed_from_the_page(cast, signed_in):
    victim = received(signed_in)
    border = signed_in("border")
    url = reverse("victim.change_profile", args=[victim.id])
    assert border.get(url).status_code == 200
    kept = {name: RECEPTION[name] for name in ("sex", "birth_year", "ethnicity", "nationality", "return_way",
                                               "destination", "origin_code")}  # fmt: skip
    assert border.post(url, {**kept, "exploitation": "forced_crime"}).status_code == 302
    assert Victim.objects.get().exploitation == "forced_crime"


def referral_page(client: Client, victim_id: Any, **sent: Any) -> str:
    address = reverse("referral.send", args=[victim_id])
    return (client.post(address, sent) if sent else client.get(address)).content.decode()


SENT = {"service": "2024.psychology", "consent_by": "self", "consent_fields": ["name"], "purpose": "support"}


def test_the_directory_is_asked_for_the_need_and_the_recipient_is_who_runs_the_service(cast, signed_in):
    victim_id, health = a_victim(cast, VictimStatus.IDENTIFIED), signed_in("health")
    services = (ServiceKind.PSYCHOLOGY,)
    house = a_service(cast, FacilityKind.COUNSELLING, name="Phòng tư vấn Thử", services=services)
    sent = SENT | {"occurred_at": at(), "consented_on": at()[:10]}
    assert "Phòng tư vấn Thử" not in referral_page(health, victim_id)
    page = referral_page(health, victim_id, **sent, note="Lời ghi dở", find="1")
    assert "Phòng tư vấn Thử" in page and "(nơi tiếp nhận)" in page and "0900000031" in page
    assert "Lời ghi dở" in page, "what was typed stays"
    assert not Referral.objects.exists() and "errorlist" not in page, "asking the directory sends nothing"
    other = {"facility_id": house, "to_agency_id": cast.legal_aid.agency_id}
    assert "chỉ chọn một nơi nhận" in referral_page(health, victim_id, **sent, **other)
    assert "Chưa chọn nơi nhận" in referral_page(health, victim_id, **sent)
    legal = sent | {"service": "2024.legal_aid", "facility_id": house}
    assert "không giúp chế độ đã chọn" in referral_page(health, victim_id, **legal)
    assert not Referral.objects.exists()
    referral_page(health, victim_id, **sent, facility_id=house)
    assert Referral.objects.get().holder_id == cast.facility.agency_id


def test_where_nobody_helps_it_is_said_and_for_a_child_111_is_offered(cast, signed_in):
    mother, health = a_victim(cast, VictimStatus.IDENTIFIED), signed_in("health")
    none = referral_page(health, mother, service="2024.psychology", find="1")
    assert "Danh bạ không có nơi nào khác" in none and "111" not in none
    child = a_child(cast, mother)
    a_service(cast)
    page = referral_page(health, child, service="2024.psychology", find="1")
    assert 'href="tel:111"' in page and "Tổ bảo vệ trẻ em Thử" in page and "link-child" in page


def test_what_the_own_agency_gives_needs_no_referral(cast, signed_in):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)
    a_service(cast, FacilityKind.COUNSELLING, name="Phòng của mình", services=(ServiceKind.PSYCHOLOGY,))
    victims.hand_over(
        victims.HandOver(victim_id, clock.now(), "", cast.facility.agency_id), by=cast.health, now=clock.now()
    )
    page = referral_page(signed_in("facility"), victim_id, service="2024.psychology", find="1")
    assert "tự làm được" in page and 'name="facility_id"' not in page
