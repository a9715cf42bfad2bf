"""Persons of the sample who were received: at the border, by rescue, on their own; and what was done for them."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.persons import Sex
from lachan.jobs.seed.afterwards import protected
from lachan.jobs.seed.care import child_linked
from lachan.jobs.seed.chance import Chance, words
from lachan.jobs.seed.first_hours import a_relative, answers_at_reception, back_to_her_country, revoked, screened
from lachan.jobs.seed.places import Cast, border_communes, communes
from lachan.jobs.seed.stage import Story, beside
from lachan.jobs.seed.support import after_identification, regimes_for
from lachan.jobs.seed.tips import note
from lachan.victims import actions as victims
from lachan.victims.attributes import Country
from lachan.victims.first_contact_rules import Topic
from lachan.victims.rules import NEW_LAW_FROM
from lachan.victims.support_rules import Answer

FORMS = {
    "female": {"forced_crime": 28, "forced_marriage": 26, "forced_prostitution": 25, "forced_labour": 11,
               "forced_childbirth": 5, "foetus_trade": 2, "other": 3},
    "male": {"forced_crime": 64, "forced_labour": 31, "organ_removal": 1, "forced_begging": 2, "other": 2},
}  # fmt: skip
DESTINATIONS = {
    "forced_crime": {Country.KH: 44, Country.MM: 30, Country.LA: 18, Country.PH: 5, Country.VN: 3},
    "forced_marriage": {Country.CN: 94, Country.VN: 6},
    "forced_prostitution": {Country.VN: 55, Country.CN: 18, Country.MY: 9, Country.LA: 10, Country.KH: 8},
    "forced_labour": {Country.VN: 46, Country.KH: 20, Country.LA: 14, Country.TH: 12, Country.RU: 8},
}
ELSEWHERE = {Country.VN: 60, Country.CN: 25, Country.KH: 15}
OWN_WAYS = {
    "xa": {"self_commune": 70, "survey": 14, "hotline": 16}, "cax": {"self_police": 82, "hotline": 18},
    "bdbp": {"self_border": 100}, "cat": {"self_police": 100},
}  # fmt: skip
CAUSES = {"poverty": 24, "no_job": 26, "little_knowledge": 18, "debt": 8, "family_trouble": 8, "marriage_wish": 4,
          "out_of_school": 3, "earlier_trafficking": 2, "unknown": 7}  # fmt: skip
APPROACHES = {"zalo": 18, "facebook": 24, "telegram": 7, "tiktok": 5, "acquaintance": 20, "job_broker": 12,
              "marriage_broker": 6,
              "stranger": 6, "unknown": 8}  # fmt: skip
DISABILITY = {Answer.NO: 62, Answer.UNKNOWN: 33, Answer.YES: 5}
POOR = {Answer.YES: 34, Answer.NO: 40, Answer.UNKNOWN: 26}
OCCUPATIONS = {"farmer": 30, "worker": 18, "freelance": 22, "services": 10, "homemaker": 6, "none": 10, "unknown": 4}
SCHOOLING = {"none": 7, "some_primary": 10, "primary": 20, "lower_secondary": 33, "upper_secondary": 20,
             "vocational": 4, "unknown": 6}  # fmt: skip
AGES = {(5, 12): 3, (13, 15): 11, (16, 17): 14, (18, 29): 50, (30, 44): 18, (45, 62): 4}


@dataclass(frozen=True)
class Reception:
    """Where, how and by whom persons are received."""

    by: Actor
    area_code: str
    way: str
    is_foreign: bool = False

    @property
    def is_handed_over(self) -> bool:
        return str(self.by.agency_kind) in ("bdbp", "cat")


def at_the_border(chance: Chance, cast: Cast) -> Reception:
    area = chance.pick(border_communes())
    way = chance.weighed({"handed_over": 55, "returned_alone": 35, "rescued": 10})
    return Reception(cast[chance.pick(("border1", "border2"))], area.code, way)


def in_a_commune(chance: Chance, cast: Cast) -> Reception:
    area = chance.pick(communes())
    officers = cast.commune_officers if chance.happens(72) else cast.commune_police
    if chance.happens(4):
        return Reception(cast["facility"], area.code, "returned_alone")
    way, is_foreign = chance.weighed({"returned_alone": 88, "rescued": 12}), chance.happens(6)
    return Reception(officers[area.code], area.code, way, is_foreign)


def by_rescue(chance: Chance, cast: Cast) -> Reception:
    return Reception(cast["police"], chance.pick(communes()).code, "rescued", chance.happens(8))


def person_received(
    chance: Chance, cast: Cast, received_at: datetime, where: Reception, minors: int = 0,
    met: list[UUID] | None = None,
) -> Story:  # fmt: skip
    """One person, with those under 18 who came along, from the reception to where the file stands today.

    ``met`` is told of her file once she is identified: the case that she is a victim of comes back to it.
    """
    now = yield chance.hours_after(received_at, 0.5, 4)
    tells = chance.happens(88)
    victim_id, form = _receive(chance, where, received_at, now, tells)
    for _ in range(minors):
        now = yield now + timedelta(minutes=chance.number(5, 20))
        child_id, _form = _receive(chance, where, received_at, now, tells, accompanies=victim_id)
        child_linked(chance, child_id, where.area_code, where.by, now)
    if chance.happens(6):
        now = yield now + timedelta(minutes=chance.number(5, 20))
        a_relative(chance, victim_id, received_at, where.area_code, where.by, now)
    life = _life(chance, cast, victim_id, where, form, now, tells, met)
    if now.date() >= NEW_LAW_FROM and chance.happens(8):  # no list of measures before that day
        life = beside(life, protected(chance.apart(), cast, victim_id, where.by, now))
    yield from life


def _life(
    chance: Chance, cast: Cast, victim_id: UUID, where: Reception, form: str, now: datetime, tells: bool,
    met: list[UUID] | None,
) -> Story:  # fmt: skip
    now = yield from _first_days(chance, cast, victim_id, where, now, tells)
    identified_at = yield from _identify(chance, cast, victim_id, where, form, now)
    if identified_at and met is not None:
        met.append(victim_id)
    if identified_at and where.is_foreign:
        yield from back_to_her_country(chance, cast, victim_id, where.area_code, identified_at)
    elif identified_at and chance.happens(1.5):
        now = yield chance.office_day(identified_at, 10, 60)
        revoked(chance, cast, victim_id, now)
    elif identified_at:
        yield from after_identification(chance, cast, victim_id, where.area_code, identified_at)


def _receive(
    chance: Chance, where: Reception, received_at: datetime, now: datetime, tells: bool, accompanies: UUID | None = None
) -> tuple[UUID, str]:
    ages = (1, 15) if accompanies else chance.weighed(AGES)
    sex = chance.weighed({"female": 60, "male": 40})
    who = chance.person(received_at.year, sex=sex, ages=ages)
    form = chance.weighed(FORMS[sex]) if ages[0] >= 13 else "illegal_adoption" if not accompanies else "unknown"
    said = words()
    told = said["narratives"].get(form, said["narratives"]["other"])
    command = victims.ReceiveVictim(
        received_at=received_at,
        area_code=where.area_code,
        identity=victims.Identity(
            full_name=who.name,
            birth_date=f"{who.birth_year}-{chance.number(1, 12):02}" if chance.happens(80) else "",
            id_number=who.id_number if ages[0] >= 14 and chance.happens(55) else "",
            phone=who.phone if chance.happens(45) and not accompanies else "",
            permanent_address=who.address,
            narrative="" if accompanies else chance.pick(told).format(how=chance.pick(said["routes"])),
        ),
        profile=victims.Profile(
            sex=Sex(sex),
            birth_year=who.birth_year,
            ethnicity=who.ethnic,
            nationality=chance.weighed({Country.LA: 70, Country.KH: 30}) if where.is_foreign else Country.VN,
            person_kind=_kind(where, accompanies),
            exploitation=form,
            return_way=where.way,
            destination=Country.VN if where.is_foreign else chance.weighed(DESTINATIONS.get(form, ELSEWHERE)),
            origin_code=chance.pick(communes()).code,
            **_circumstances(chance, where, ages[0], is_alone=accompanies is None),
        ),
        tells_health=tells,
        accompanies_id=accompanies,
    )
    asked = answers_at_reception(chance, who.ethnic) if chance.happens(40) and not accompanies else {}
    if ("recording", "no") in asked.get(Topic.CONSENT, ()):
        command = replace(command, identity=replace(command.identity, narrative=""))
    return victims.receive_and_ask(command, asked, by=where.by, now=now), form


def _kind(where: Reception, accompanies: UUID | None) -> str:
    if accompanies:
        return "minor_of_presumed_in_vietnam"
    return "foreign_presumed" if where.is_foreign else "presumed_in_vietnam"


def _circumstances(chance: Chance, where: Reception, youngest: int, *, is_alone: bool) -> dict[str, Any]:
    """What is asked besides; often nobody knows, and that is not a no. A child who came along has a kind of its own."""
    ways = {"rescued": {"rescued": 1}, "handed_over": {"foreign_handover": 80, "mission": 20}}
    if where.is_foreign and is_alone:
        ways = {where.way: {"foreigner": 1}}
    child = {"child": 100} if youngest < 6 else {"pupil": 100} if youngest < 15 else None
    return {
        "way_in": chance.weighed(ways.get(where.way) or OWN_WAYS.get(str(where.by.agency_kind), {"self_agency": 1})),
        "cause": chance.weighed(CAUSES),
        "approach": chance.weighed(APPROACHES),
        "disability": chance.weighed(DISABILITY),
        "poor_household": chance.weighed(POOR),
        "occupation": chance.weighed(child or OCCUPATIONS),
        "schooling": chance.weighed({"none": 60, "some_primary": 40} if child else SCHOOLING),
    }


def _first_days(
    chance: Chance, cast: Cast, victim_id: UUID, where: Reception, now: datetime, told: bool
) -> Generator[datetime, datetime, datetime]:
    """First support, the notice where it did not go out at once, the handing over by those who must hand over."""
    by = where.by
    if chance.happens(94):
        now = yield chance.hours_after(now, 0.3, 5) if chance.happens(92) else chance.hours_after(now, 26, 70)
        wanted = regimes_for(now.date(), ("essential_needs", "health", "psychology"), chance, 1)
        victims.support_initially(victims.GiveSupport(victim_id, now, regimes=wanted), by=by, now=now)
    if not told:
        now = yield chance.hours_after(now, 3, 20) if chance.happens(60) else chance.hours_after(now, 26, 60)
        victims.notify_health(victims.Step(victim_id, now), by=by, now=now)
    if where.is_handed_over:
        now = yield chance.hours_after(now, 2, 12) if chance.happens(92) else chance.hours_after(now, 27, 50)
        victims.hand_over(victims.HandOver(victim_id, now), by=by, now=now)
    return now


def _identify(
    chance: Chance, cast: Cast, victim_id: UUID, where: Reception, form: str, now: datetime
) -> Generator[datetime, datetime, datetime | None]:
    """The health department's check, then the police's answer; when she was identified, or nothing."""
    health, police = cast["health"], cast["police"]
    now = yield chance.office_day(now, *((1, 1) if chance.happens(88) else (4, 8)))
    if chance.happens(6):
        victims.rule_out(victims.Step(victim_id, now, note(chance, "rule_out")), by=health, now=now)
        return None
    victims.verify(victims.Step(victim_id, now), by=health, now=now)
    now = yield now + timedelta(minutes=chance.number(20, 90))
    asked = ("health", "psychology", "legal_aid", "schooling", "vocational", "hardship")
    yes = regimes_for(now.date(), asked, chance, 2)
    answers = tuple((regime, Answer.YES if chance.happens(85) else Answer.UNKNOWN) for regime in yes)
    victims.assess_needs(victims.AssessNeeds(victim_id, now, answers=answers), by=health, now=now)
    if where.way == "rescued" and chance.happens(55):
        now = yield chance.office_day(now, 1, 3)
        command = _decision(chance, victim_id, now, form, paper="rescuer_certificate")
        victims.recognise(command, by=health, now=now)
        return now
    now = yield chance.office_day(now, 1, 2)
    victims.request_identification(victims.Step(victim_id, now), by=health, now=now)
    if chance.happens(30):
        screened(chance, victim_id, now, health)
    if chance.happens(4):
        now = yield chance.office_day(now, 3, 12)
        victims.suspend(victims.Step(victim_id, now, note(chance, "extend_identification")), by=police, now=now)
        now = yield chance.office_day(now, 20, 60)
        victims.resume(victims.Step(victim_id, now), by=police, now=now)
    now = yield chance.office_day(now, *chance.weighed({(4, 17): 84, (22, 34): 7, (14, 17): 9}))
    if chance.happens(9):
        step = decided(chance, victim_id, now, "extend_identification")
        victims.extend_identification(step, by=police, now=now)
        now = yield chance.office_day(now, 10, 25)
    if chance.happens(22):
        step = decided(chance, victim_id, now, "decline_identification")
        victims.decline_identification(step, by=police, now=now)
        if chance.happens(10):
            now = yield chance.office_day(now, 5, 20)
            victims.appeal(victims.Step(victim_id, now, note(chance, "rule_out")), by=health, now=now)
            now = yield chance.office_day(now, 5, 20)
            victims.uphold(victims.Step(victim_id, now, note(chance, "decline_identification")), by=police, now=now)
        return None
    command = _decision(
        chance, victim_id, now, form, evidence=chance.pick((("e",), ("e", "g"), ("b", "e"), ("dd", "h")))
    )
    victims.identify(command, by=police, now=now)
    return now


def _decision(
    chance: Chance, victim_id: UUID, now: datetime, form: str, *, evidence: tuple[str, ...] = (), paper: str = ""
) -> victims.Identify:
    return victims.Identify(
        victim_id,
        now,
        decided_on=now.date(),
        decision_number=f"{chance.number(1, 300)}/GXN-CAT",
        decided_by=victims.DecidedBy.DEPUTY if chance.happens(70) else victims.DecidedBy.HEAD,
        evidence=evidence,
        paper=paper,
        exploitation=form,
    )


def decided(chance: Chance, victim_id: UUID, now: datetime, words: str) -> victims.Decided:
    """A step with the decision it rests on, of the same day."""
    return victims.Decided(
        victim_id, now, note(chance, words), now.date(), f"{chance.number(10, 400)}/QĐ-CAT",
        victims.DecidedBy.DEPUTY if chance.happens(70) else victims.DecidedBy.HEAD,
    )  # fmt: skip
