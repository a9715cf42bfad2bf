"""Returns announced before the border in the sample: notice, list, the day at the gate, and those who came."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.persons import Sex
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import Cast, border_communes
from lachan.jobs.seed.stage import Story
from lachan.victims import actions as victims
from lachan.victims.attributes import Country
from lachan.victims.return_rules import Listed
from lachan.victims.support_rules import Answer

SENDERS = {Country.LA: "vn_la", Country.CN: "vn_cn", Country.KH: "vn_kh", Country.MM: "consular"}


def a_return(chance: Chance, cast: Cast, announced_at: datetime, people: int) -> Story:
    """A notice some days ahead, its people checked, most of them at the gate on the day; minutes."""
    border = cast[chance.pick(("border1", "border2"))]
    now = yield chance.hours_after(announced_at, 0.5, 3)
    expected = announced_at.date() + timedelta(days=chance.weighed({3: 30, 5: 40, 8: 20, 1: 10}))
    country = chance.weighed({Country.LA: 45, Country.CN: 25, Country.KH: 20, Country.MM: 10})
    group = victims.announce_return(
        victims.AnnounceReturn(
            announced_at, expected, chance.pick(border_communes()).code,
            victims.Partner.MISSION if country is Country.MM else victims.Partner.FOREIGN_AUTHORITY, country,
            SENDERS[country], "international_road", tuple(_listed(chance, expected.year) for _ in range(people)),
        ),
        by=border, now=now,
    )  # fmt: skip
    return_id: UUID = group
    now = yield chance.hours_after(now, 4, 20)
    lines = victims.listed_ids(return_id)
    for line in lines:
        command = victims.VerifyPerson(
            return_id, now, listed_id=line, verified=Answer(chance.weighed({"yes": 85, "no": 15}))
        )
        victims.verify_person(command, by=cast["police"], now=now)
    victims.confirm_list(victims.ReturnStep(return_id, now), by=cast["police"], now=now)
    now = yield chance.any_time(expected)
    arrived: list[UUID] = []
    for line in lines:
        if chance.happens(88):
            command_ = victims.AboutListed(return_id, now, listed_id=line)
            arrived.append(victims.receive_person(command_, by=border, now=now))
        else:
            reason = chance.pick(tuple(victims.AbsentReason))
            absent = victims.MarkAbsent(return_id, now, listed_id=line, reason=reason)
            victims.mark_absent(absent, by=border, now=now)
    minutes = victims.HandOverGroup(return_id, now, minutes_number=f"{chance.number(1, 90)}/BBGN")
    victims.hand_over_return(minutes, by=border, now=now)
    yield from _together(chance, cast, arrived, border, now)


def _together(chance: Chance, cast: Cast, arrived: list[UUID], border: Actor, now: datetime) -> Story:
    """Those who came together are handed over, checked and identified together."""
    health, police = cast["health"], cast["police"]
    now = yield chance.hours_after(now, 2, 10)
    for victim_id in arrived:
        victims.hand_over(victims.HandOver(victim_id, now), by=border, now=now)
    now = yield chance.office_day(now, 1, 2)
    for victim_id in arrived:
        victims.verify(victims.Step(victim_id, now), by=health, now=now)
        victims.request_identification(victims.Step(victim_id, now), by=health, now=now)
    now = yield chance.office_day(now, 6, 17)
    for victim_id in arrived:
        command = victims.Identify(
            victim_id, now, decided_on=now.date(), decision_number=f"{chance.number(1, 300)}/GXN-CAT",
            decided_by=victims.DecidedBy.DEPUTY, evidence=("dd", "e"), paper="police_certificate",
        )  # fmt: skip
        victims.identify(command, by=police, now=now)


def _listed(chance: Chance, year: int) -> Listed:
    who = chance.person(year, ages=(16, 40))
    return Listed(who.name, Sex(who.sex), who.birth_year, "", who.id_number if chance.happens(50) else "")
