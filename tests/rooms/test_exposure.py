"""Names and the address of a shelter, planted in many records, stand in nothing that anyone outside reads."""

from __future__ import annotations

import io
import logging
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pypdfium2
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from lachan.facilities import rules as facility_rules
from lachan.facilities.queries import open_words
from lachan.indicators.facts.export import export
from lachan.journal.models import Entry
from lachan.notices.models import Notice
from lachan.reports.papers import papers
from lachan.victims import actions as victims
from lachan.victims import care_rules, referral_rules, rules
from lachan.victims.followup_rules import VisitWay
from lachan.victims.protection_rules import PROTECTION, Threat
from lachan.victims.referral_rules import FieldGroup
from lachan.victims.rules import VictimStatus
from lachan.victims.support_rules import Answer
from lachan.web.pages.reports import FILES
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
EVENING = DAY + 12 * HOUR


FOLLOWED = 5  # of six files one was followed home and sold again, one was protected, every fourth lives in a shelter


def plant(cast, number: int) -> list[dict[str, Any]]:
    """So many women with a name and a story of their own; what is written down of them later is planted too."""
    planted = []
    for n in range(number):
        words = {
            "phone": f"09{70000000 + n}",
            "narrative": f"Kể chuyện Kín{n:04}",
            "permanent_address": f"Bản Ẩn{n:04}",
        }
        status = VictimStatus.REINTEGRATING if n % 6 == FOLLOWED else VictimStatus.RECEIVED
        one = {"id": a_victim(cast, status, name=f"Lò Thị Canary{n:04}", words=words), "name": f"Canary{n:04}"}
        one["words"] = [one["name"], words["phone"], words["narrative"], words["permanent_address"]]
        one["with_police"] = n % 6 in (0, FOLLOWED)  # who identifies or protects her is of the circle
        if n % 2:
            a_referral(cast, one["id"], fields=(FieldGroup.NAME,), at=EVENING)
        if n % 4 == 0:
            house = a_shelter(cast, name=f"Nơi tạm lánh số {n}", capacity=1)
            when = DAY + 4 * HOUR
            admit = victims.AdmitPerson(one["id"], when, f"QĐ {n}", house)
            victims.admit(admit, by=cast.health, now=when)
            one |= {"house": house, "house_name": f"Nơi tạm lánh số {n}<"}
        if n % 6 == 0:
            protect(cast, one, n)
        if n % 6 == FOLLOWED:
            follow(cast, one, n)
        planted.append(one)
    a_plan_of(cast, victim_id=planted[0]["id"])
    return planted


def protect(cast, one: dict[str, Any], n: int) -> None:
    """Sealed for its circle: where she is, her plan, the number of the decision, what she is afraid of."""
    place, plan, number, fear = f"Nhà Lánh{n:04}", f"Gọi chị Antoàn{n:04}", f"{n:04}/QĐ-Bímật", f"Sợ người Dọa{n:04}"
    asked = victims.AskProtection(one["id"], EVENING, fear, "victim", (Threat.FOLLOWED,), plan)
    one["protection"] = victims.ask_protection(asked, by=cast.health, now=EVENING)
    review = EVENING.date() + timedelta(days=9)
    when = EVENING + HOUR
    grant = victims.GrantProtection(one["protection"], when, "", ("shelter",), review, number, place)
    victims.grant_protection(grant, by=cast.police, now=when)
    one["words"] += [place, plan, number, fear]


def follow(cast, one: dict[str, Any], n: int) -> None:
    searched, heard = f"Hỏi nhà Tìm{n:04}", f"Tin của bác Nghe{n:04}"
    missed = victims.FollowUp(one["id"], EVENING, searched, VisitWay.HOME, Answer.NO)
    victims.follow_up(missed, by=cast.health, now=EVENING)
    again = victims.Step(one["id"], EVENING + HOUR, heard)
    victims.note_retrafficked(again, by=cast.health, now=EVENING + HOUR)
    one["words"] += [searched, heard]


def signed_in(name: str) -> Client:
    client = Client(raise_request_exception=False)
    account = get_user_model().objects.get(username=name)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(reply: Any) -> str:
    """What the answer says, inside a packed file too."""
    raw = b"".join(reply.streaming_content) if reply.streaming else reply.content
    if raw[:4] == b"%PDF":
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(raw))
    if raw[:2] != b"PK":
        return raw.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def _verbs(*procedures: Any) -> tuple[str, ...]:
    return tuple(m.verb.partition(".")[2].replace("_", "-") for p in procedures for m in p.moves)


# What a hole that is no record is filled with, by the name of the address.
VICTIM_FIGURES = ("victim.received", "victim.need_protected", "victim.retrafficked", "protection.asked")
FILLED: dict[str, tuple[str, tuple[str, ...]]] = {
    "victim.step": ("verb", _verbs(rules.PROCEDURE)),
    "protection.step": ("verb", _verbs(PROTECTION)),
    "careplan.step": ("verb", _verbs(care_rules.PLAN)),
    "referral.step": ("verb", _verbs(referral_rules.PROCEDURE)),
    "facility.step": ("verb", _verbs(facility_rules.PROCEDURE)),
    "report.file": ("kind", tuple(FILES)),
    "figure.show": ("code", VICTIM_FIGURES),
    "figure.why": ("code", VICTIM_FIGURES),
}
# What opens sealed words by a POST: asked by those outside, each must give nothing away.
OPENINGS = ("victim.open_identity", "own.show", "own.pdf", "careplan.open_words", "protection.open_words",
            "facility.open_words", "paper.write")  # fmt: skip


def addresses(world: dict[str, Any], persons: list[dict[str, Any]]) -> list[str]:
    """Every address of the application that can be filled: lists, one record of each kind, and these persons' pages."""
    known = {name: str(value) for name, value in world.items()}
    found = [url for door in doors() for url in _filled(door, known)]
    for one in persons:
        of_her = {"victim_id": "id", "facility_id": "house", "protection_id": "protection"}
        more = known | {hole: str(one[key]) for hole, key in of_her.items() if key in one}
        found += [url for d in doors() if {*of_her} & set(d.holes) for url in _filled(d, more)]
    return sorted({url for url in found if not url.startswith(("/dang-xuat", "/2fa", "/ngon-ngu"))})


def _filled(door: Door, known: dict[str, str]) -> list[str]:
    hole, values = FILLED.get(door.name, ("", ("",)))
    all_known = [known | {hole: value} for value in values]
    return [door.url(**each) for each in all_known if set(door.holes) <= set(each)]


def nobody_opens(cast, persons: list[dict[str, Any]], who_tries: tuple[str, ...]) -> None:
    """By POST, with a purpose, as a form would. The police are told of those alone whom they identify or protect."""
    by_name = {door.name: door for door in doors()}
    for who in who_tries:
        client = signed_in(who)
        for one in persons:
            if who == "police" and one["with_police"]:
                continue
            known = {"victim_id": one["id"], "facility_id": one.get("house"), "protection_id": one.get("protection")}
            for name in OPENINGS:
                door = by_name[name]
                if None in {known.get(hole, "") for hole in door.holes}:
                    continue
                for kind in papers() if name == "paper.write" else ("",):
                    said = text_of(client.post(door.url(**known, kind=kind), {"purpose": "support"}))
                    planted = [*one["words"], "Ngách Canary Tạmlánh", "Trực Canary"]
                    assert not [w for w in planted if w in said], (who, name, kind)


def exported_nowhere(persons: list[dict[str, Any]], folder: Path) -> None:
    """The facts for the data warehouse, cell by cell and as the bytes lie on the disk."""
    export(folder)
    files = sorted(folder.rglob("*.parquet"))
    assert len(files) > 5
    said = "\n".join(str(duckdb.sql(f"SELECT * FROM read_parquet('{one}')").fetchall()) for one in files)
    raw = b"".join(one.read_bytes() for one in files)
    words = [w for one in persons for w in one["words"]]
    assert not [w for w in words if w in said or w.encode() in raw]


def seen_outside(
    cast, persons: list[dict[str, Any]], caplog: Any, who_looks: tuple[str, ...] = OUTSIDE, sample: int = 1
) -> None:
    urls = addresses(one_of_each(cast), persons[:sample])
    assert len(urls) > 60
    secrets = {word for one in persons for word in one["words"]}
    places = {"Ngách Canary Tạmlánh", "Trực Canary"}
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


def test_two_dozen_planted_files_are_read_by_nobody_outside_their_circle(cast, caplog, time_machine, tmp_path):
    caplog.set_level(logging.DEBUG)  # what is logged while the files are written is read too
    time_machine.move_to(LATER)
    persons = plant(cast, 24)
    seen_outside(cast, persons, caplog, ("standing", "police", "union"))
    nobody_opens(cast, persons[:6], (*OUTSIDE, "outsider"))
    lives_nowhere(cast, persons[:8])
    exported_nowhere(persons, tmp_path)


@pytest.mark.full
def test_two_hundred_planted_files_are_read_by_nobody_outside_their_circle(cast, caplog, time_machine, tmp_path):
    caplog.set_level(logging.DEBUG)
    time_machine.move_to(LATER)
    persons = plant(cast, 200)
    seen_outside(cast, persons, caplog, sample=20)
    nobody_opens(cast, persons[:60], (*OUTSIDE, "outsider"))
    lives_nowhere(cast, persons)
    exported_nowhere(persons, tmp_path)


def test_the_crawl_would_see_a_name(cast, caplog, time_machine):
    """The negative control: an officer of the circle who opens the identity does read the canary on that page."""
    time_machine.move_to(LATER)
    (one,) = plant(cast, 1)
    page = signed_in("border").post(f"/nan-nhan/{one['id']}/nhan-than/", {"purpose": "support"})
    said = text_of(page)
    assert all(w in said for w in one["words"][:4]), "what protection seals has a page of its own"
    opening = f"/nan-nhan/{one['id']}/bao-ve/{one['protection']}/mo/"
    said = text_of(signed_in("police").post(opening, {"purpose": "support"}))
    assert one["words"][4] in said and one["words"][5] in said
