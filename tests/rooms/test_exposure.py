"""Names and the address of a shelter, planted in many records, stand in nothing that anyone outside reads."""

from __future__ import annotations

import io
import logging
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from lachan.facilities.queries import open_words
from lachan.journal.models import Entry
from lachan.notices.models import Notice
from lachan.victims import actions as victims
from lachan.victims.referral_rules import FieldGroup
from tests.guards.doors import Door, doors
from tests.world import DAY, one_of_each
from tests.world_care import a_plan_of
from tests.world_facilities import HOUR, a_shelter
from tests.world_victims import a_referral, a_victim

pytestmark = pytest.mark.django_db
# Who is outside the circle of a file received by the border post: they may follow it, or see nothing.
OUTSIDE = ("standing", "police", "other_commune", "union", "auditor", "admin", "outsider_health")
IN_PART = "legal_aid"  # was told the name, by consent
LATER = DAY + timedelta(days=1)


def plant(cast, number: int) -> list[dict[str, Any]]:
    """So many women with a name and a story of their own, every fourth in a shelter of her own, one in two referred."""
    planted = []
    for n in range(number):
        words = {
            "phone": f"09{70000000 + n}",
            "narrative": f"Kể chuyện Kín{n:04}",
            "permanent_address": f"Bản Ẩn{n:04}",
        }
        one = {"id": a_victim(cast, name=f"Lò Thị Canary{n:04}", words=words), "name": f"Canary{n:04}"}
        one["words"] = [one["name"], words["phone"], words["narrative"], words["permanent_address"]]
        if n % 2:
            a_referral(cast, one["id"], fields=(FieldGroup.NAME,))
        if n % 4 == 0:
            house = a_shelter(cast, name=f"Nơi tạm lánh số {n}", capacity=1)
            when = DAY + 4 * HOUR
            admit = victims.AdmitPerson(one["id"], when, f"QĐ {n}", house)
            victims.admit(admit, by=cast.health, now=when)
            one |= {"house": house, "house_name": f"Nơi tạm lánh số {n}<"}
        planted.append(one)
    a_plan_of(cast, victim_id=planted[0]["id"])
    return planted


def signed_in(name: str) -> Client:
    client = Client(raise_request_exception=False)
    account = get_user_model().objects.get(username=name)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(reply: Any) -> str:
    """What the answer says, inside a packed file too."""
    raw = b"".join(reply.streaming_content) if reply.streaming else reply.content
    if raw[:2] != b"PK":
        return raw.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def addresses(world: dict[str, Any], persons: list[dict[str, Any]]) -> list[str]:
    """Every address of the application that can be filled: lists, one record of each kind, and these persons' pages."""
    known = {name: str(value) for name, value in world.items()}
    found = [_filled(door, known) for door in doors()]
    for one in persons:
        more = known | {"victim_id": str(one["id"]), "facility_id": str(one.get("house", world["facility_id"]))}
        found += [_filled(d, more) for d in doors() if {"victim_id", "facility_id"} & set(d.holes)]
    return sorted({url for url in found if url and not url.startswith(("/dang-xuat", "/2fa", "/ngon-ngu"))})


def _filled(door: Door, known: dict[str, str]) -> str:
    return door.url(**known) if set(door.holes) <= set(known) else ""


def seen_outside(
    cast, persons: list[dict[str, Any]], caplog: Any, who_looks: tuple[str, ...] = OUTSIDE, sample: int = 1
) -> None:
    urls = addresses(one_of_each(cast), persons[:sample])
    assert len(urls) > 60
    secrets = {word for one in persons for word in one["words"]}
    places = {"Ngách Canary Tạmlánh", "Trực Canary"}
    caplog.set_level(logging.DEBUG)
    caplog.handler.records.clear()
    for who in who_looks:
        client = signed_in(who)
        for url in urls:
            said = text_of(client.get(url))
            assert not [w for w in secrets | places if w in said], (who, url)
    client = signed_in(IN_PART)
    for url in urls:
        said = text_of(client.get(url))
        assert not [w for w in places if w in said], url
        assert not [w for one in persons for w in one["words"] if w in said], "nobody opened anything"
    said = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
    said += str([vars(n) for n in Notice.objects.all()]) + str(list(Entry.objects.values_list("facts", flat=True)))
    assert not [w for w in secrets | places if w in said]


def lives_nowhere(cast, persons: list[dict[str, Any]]) -> None:
    """Her pages say that she was taken in; which house it is, they say to the circle alone."""
    for one in (p for p in persons if "house" in p):
        for who in ("standing", "police"):
            client = signed_in(who)
            for url in (f"/nan-nhan/{one['id']}/", f"/nan-nhan/{one['id']}/ho-tro/"):
                said = text_of(client.get(url))
                assert str(one["house"]) not in said and one["house_name"][:-1] not in said, (who, url)
            assert str(one["id"]) not in text_of(client.get(f"/co-so/{one['house']}/"))
        words = open_words(one["house"], purpose="support", by=cast.health, now=LATER)
        assert "Canary Tạmlánh" in words.address


def test_eight_planted_files_are_read_by_nobody_outside_their_circle(cast, caplog, time_machine):
    time_machine.move_to(LATER)
    persons = plant(cast, 8)
    seen_outside(cast, persons, caplog, ("standing", "police", "union"))
    lives_nowhere(cast, persons)


@pytest.mark.full
def test_two_hundred_planted_files_are_read_by_nobody_outside_their_circle(cast, caplog, time_machine):
    time_machine.move_to(LATER)
    persons = plant(cast, 200)
    seen_outside(cast, persons, caplog, sample=20)
    lives_nowhere(cast, persons)


def test_the_crawl_would_see_a_name(cast, caplog, time_machine):
    """The negative control: an officer of the circle who opens the identity does read the canary on that page."""
    time_machine.move_to(LATER)
    (one,) = plant(cast, 1)
    page = signed_in("border").post(f"/nan-nhan/{one['id']}/nhan-than/", {"purpose": "support"})
    assert set(one["words"]) <= {w for w in one["words"] if w in text_of(page)}
