"""Pages of reports on their way and of the police software's list: why sums differ, numbers ticked many at a time."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lachan.handovers import actions as handing
from lachan.handovers import queries as lists
from lachan.people.models import Account
from lachan.victims.rules import VictimStatus
from tests.world_reports import LATER, a_draft, a_round
from tests.world_victims import a_victim

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(who: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=who), backend=BACKEND)
    return client


def test_the_page_of_a_difference_names_who_is_not_in_the_sum_and_leads_to_the_records(cast, time_machine):
    time_machine.move_to(LATER)
    a_victim(cast, VictimStatus.PRESUMED)
    url = reverse("round.gap", args=[a_round(cast), "victim.received"])
    page = signed_in("standing").get(url, {"theo": "co-quan"}).content.decode()
    assert "chưa có báo cáo được cộng" in page and f"o={cast.border.agency_id}#ho-so" in page
    assert signed_in("health").get(url).status_code == 404


def test_the_head_of_the_document_is_written_on_the_report_page(cast, time_machine):
    time_machine.move_to(LATER)
    report_id = a_draft(cast.union)
    client = signed_in("union")
    assert 'value="CHỦ TỊCH"' in client.get(reverse("report.show", args=[report_id])).content.decode()
    sent = {"position": "PHÓ CHỦ TỊCH", "symbol": "HPN", "number": "7", "recipients": "Lưu: VT"}
    client.post(reverse("report.write", args=[report_id]), sent)
    assert 'value="PHÓ CHỦ TỊCH"' in client.get(reverse("report.show", args=[report_id])).content.decode()


def test_numbers_are_ticked_many_at_a_time_and_a_wrong_one_is_written_again(cast, time_machine):
    time_machine.move_to(LATER)
    for _ in range(3):
        a_victim(cast)
    list_id = handing.prepare(by=cast.border, now=LATER)
    handing.send(list_id, by=cast.border, now=LATER)
    handing.receive(list_id, minute_number="01/BB", minute_on=LATER.date(), by=cast.police, now=LATER)
    first, second, third = (i.id for i in lists.open_handover(cast.police, list_id).items)
    client, url = signed_in("police"), reverse("handover.tick", args=[list_id])
    answer = client.post(url, {f"n.{first}": "PM-1", f"n.{second}": " PM-2 ", f"n.{third}": ""}, follow=True)
    assert f'name="n.{third}" maxlength="40" size="16" value="" autocomplete="off" autofocus' in answer.content.decode()
    client.post(url, {f"n.{first}": "PM-9", f"n.{second}": "PM-2"})
    numbers = {i.id: i.number for i in lists.open_handover(cast.police, list_id).items}
    assert numbers == {first: "PM-9", second: "PM-2", third: ""}
    assert signed_in("border").post(url, {f"n.{third}": "PM-3"}).status_code in (302, 403)
    assert {i.number for i in lists.open_handover(cast.border, list_id).items} == {"PM-9", "PM-2", ""}
