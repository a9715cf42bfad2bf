"""The first hours in the sample: what was asked, relatives who came along, screening; a way home or a revocation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.persons import Sex
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import Cast
from lachan.jobs.seed.stage import Story
from lachan.victims import actions as victims
from lachan.victims.attributes import Country
from lachan.victims.first_contact_rules import Topic

YES, NO, UNKNOWN = "yes", "no", "unknown"
NEEDED = {NO: 62, YES: 30, UNKNOWN: 8}
LANGUAGES = {"03": "thai", "08": "hmong", "02": "tay", "07": "tay", "09": "dao", "23": "khmu", "04": "muong"}
SIGNS = (
    "acts.recruit", "acts.transport", "means.deception", "means.force", "deceptive_recruitment.01",
    "coercion_at_destination.01", "exploitation.01",
)  # fmt: skip


def answers_at_reception(chance: Chance, ethnic: str) -> dict[Topic, tuple[tuple[str, str], ...]]:
    """What a careful post asks at once; others come back to it, or never did."""
    language = LANGUAGES.get(ethnic, "vi") if chance.happens(60) else "vi"
    needs = YES if language != "vi" else NO
    kept = chance.weighed({YES: 80, NO: 14, UNKNOWN: 6})
    return {
        Topic.SAFETY: tuple((code, chance.weighed(NEEDED)) for code in ("danger", "medical", "food", "shelter")),
        Topic.WISHES: (
            ("language", language), ("interpreter", needs), ("interpreter_came", _came(chance, needs)),
            ("officer_sex", chance.weighed({"female": 48, "any": 40, "unknown": 12})), ("officer_kept", kept),
        ),
        Topic.RIGHTS: (
            ("right.support", YES), ("right.secrecy", YES), ("right.refusal", chance.weighed({YES: 85, UNKNOWN: 15})),
            ("language", language), ("understood", chance.weighed({YES: 84, UNKNOWN: 12, NO: 4})),
        ),
        Topic.CONSENT: (
            ("reception", YES), ("recording", chance.weighed({YES: 93, UNKNOWN: 5, NO: 2})),
            ("family", chance.weighed({YES: 55, NO: 30, UNKNOWN: 15})), ("given_by", "self"),
        ),
    }  # fmt: skip


def _came(chance: Chance, needs: str) -> str:
    return NO if needs == NO else chance.weighed({YES: 78, NO: 22})


def screened(chance: Chance, victim_id: UUID, now: datetime, by: Actor) -> None:
    """A few signs noted; most stay unknown, as in life."""
    known = [code for code in SIGNS if chance.happens(70)]
    answers = tuple((code, chance.weighed({YES: 64, UNKNOWN: 26, NO: 10})) for code in known)
    if answers:
        victims.screen(victims.Ask(victim_id, now, answers=answers), by=by, now=now)


def a_relative(
    chance: Chance, victim_id: UUID, received_at: datetime, area_code: str, by: Actor, now: datetime
) -> UUID:
    """A mother, a husband, a sister who came along: received, lodged, and counted apart."""
    sex = chance.pick(("female", "male"))
    who = chance.person(received_at.year, sex=sex, ages=(22, 64))
    command = victims.ReceiveRelative(
        received_at=received_at, area_code=area_code,
        identity=victims.Identity(full_name=who.name, permanent_address=who.address),
        profile=victims.Profile(sex=Sex(sex), birth_year=who.birth_year),
        accompanies_id=victim_id, kinship=chance.pick(tuple(victims.Kinship)),
    )  # fmt: skip
    relative_id: UUID = victims.receive_relative(command, by=by, now=now)
    return relative_id


def back_to_her_country(chance: Chance, cast: Cast, victim_id: UUID, area_code: str, identified_at: datetime) -> Story:
    """A foreign victim goes home through the Ministry of Foreign Affairs, or stays."""
    health = cast["health"]
    now = yield chance.office_day(identified_at, 3, 15)
    if chance.happens(25):
        victims.settle_residence(victims.SettleResidence(victim_id, now, area_code=area_code), by=health, now=now)
        return
    victims.ask_repatriation(victims.Step(victim_id, now), by=health, now=now)
    now = yield chance.office_day(now, 10, 45)
    command = victims.Repatriate(victim_id, now, to_country=chance.weighed({Country.LA: 70, Country.KH: 30}))
    victims.repatriate(command, by=health, now=now)


def revoked(chance: Chance, cast: Cast, victim_id: UUID, now: datetime) -> None:
    command = victims.Revoke(
        victim_id, now, decided_on=now.date(), decision_number=f"{chance.number(1, 90)}/QĐ-CAT",
        decided_by=victims.DecidedBy.HEAD, ground=chance.pick(tuple(victims.RevokeGround)),
    )  # fmt: skip
    victims.revoke(command, by=cast["police"], now=now)
