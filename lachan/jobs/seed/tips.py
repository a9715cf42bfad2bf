"""Tips of the sample: who told what to whom, and what the police made of it, in time and late."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lachan.access.actor import Actor
from lachan.jobs.seed.chance import Chance, words
from lachan.jobs.seed.places import Cast, border_communes, communes
from lachan.jobs.seed.stage import Story
from lachan.tips import actions as tips
from lachan.tips.rules import Channel, Suspicion, TipKind

C, S = Channel, Suspicion
CHANNELS = {C.IN_PERSON: 27, C.HOTLINE_111: 22, C.PHONE: 18, C.AGENCY: 13, C.LETTER: 9, C.MEDIA: 7, C.FOREIGN: 4}
FORMS = {
    S.ONLINE_SCAM: 30, S.FORCED_LABOUR: 20, S.SEXUAL: 17, S.FORCED_MARRIAGE: 16, S.CHILD_ADOPTION: 6,
    S.SURROGACY: 3, S.ORGAN_REMOVAL: 1, S.BEGGING: 2, S.OTHER: 5,
}  # fmt: skip
ARTICLES = {"150.1": 34, "150.2": 44, "150.3": 6, "151.1": 9, "151.2": 7}
RECEIVERS = {"commune_police": 42, "commune": 26, "police": 20, "border": 12}
ENDINGS = {"decline": 86, "suspend": 10, "transfer": 4}


@dataclass(frozen=True)
class Told:
    """A tip that was recorded: what a case may grow from."""

    id: UUID
    form: Suspicion
    area_code: str


def receiver(chance: Chance, cast: Cast) -> tuple[Actor, str]:
    """Who records it, and the commune it is about."""
    kind = chance.weighed(RECEIVERS)
    area = chance.pick(border_communes() if kind == "border" else communes())
    if kind == "border":
        return cast[chance.pick(("border1", "border2"))], area.code
    by = {"commune_police": cast.commune_police, "commune": cast.commune_officers}.get(kind)
    return (by[area.code] if by else cast["police"]), area.code


def tip_of_its_own(chance: Chance, cast: Cast, received_at: datetime) -> Story:
    """A tip that leads to no case."""
    ending = chance.weighed(ENDINGS)
    tip_id = (yield from until_verified(chance, cast, received_at, ending)).id
    if ending == "transfer":
        return
    now = yield from _time_to_resolve(chance, cast, tip_id, received_at)
    step = tips.Step(tip_id, _before(chance, now), note(chance, ending))
    if ending == "decline":
        tips.decline(step, by=cast["police"], now=now)
        return
    tips.suspend(step, by=cast["police"], now=now)
    if chance.happens(40):
        now = yield chance.office_day(now, 30, 90)
        tips.resume(tips.Step(tip_id, now, note(chance, "resume")), by=cast["police"], now=now)
        now = yield chance.office_day(now, 10, 28)
        tips.decline(tips.Step(tip_id, now, note(chance, "decline")), by=cast["police"], now=now)


def until_verified(
    chance: Chance, cast: Cast, received_at: datetime, ending: str = ""
) -> Generator[datetime, datetime, Told]:
    """From the first word to the assigned investigator: what every tip goes through."""
    by, area_code = receiver(chance, cast)
    form = chance.weighed(FORMS)
    now = yield chance.hours_after(received_at, 0.2, 3)
    tip_id = tips.record_tip(_command(chance, received_at, area_code, form), by=by, now=now)
    is_late = chance.happens(8)
    if by != cast["police"]:
        now = yield chance.hours_after(now, 26, 60) if is_late else chance.hours_after(now, 0.5, 9)
        tips.forward(tips.Step(tip_id, now), by=by, now=now)
    police = cast["police"]
    now = yield chance.hours_after(now, 0.5, 3)
    tips.accept(tips.Step(tip_id, now), by=police, now=now)
    if ending == "transfer":
        now = yield chance.hours_after(now, 1, 6)
        tips.transfer(tips.Step(tip_id, now, note(chance, "transfer")), by=police, now=now)
        return Told(tip_id, form, area_code)
    now = yield chance.hours_after(now, 1, 7)
    tips.classify(tips.Step(tip_id, now), suspicion=form, article=chance.weighed(ARTICLES), by=police, now=now)
    now = yield chance.office_day(now, 1, 2) if not is_late else chance.office_day(now, 4, 7)
    tips.assign(tips.Step(tip_id, _before(chance, now)), by=police, now=now)
    now = yield chance.hours_after(now, 0.2, 20)
    tips.notify(tips.Step(tip_id, now), by=police, now=now)
    return Told(tip_id, form, area_code)


def _time_to_resolve(
    chance: Chance, cast: Cast, tip_id: UUID, received_at: datetime
) -> Generator[datetime, datetime, datetime]:
    """Most are resolved within twenty days, some after an extension, a few late."""
    manner = chance.weighed({"in_time": 76, "extended": 18, "late": 6})
    if manner == "extended":
        now = yield chance.office_day(received_at, 14, 18)
        tips.extend(tips.Step(tip_id, now, note(chance, "extend")), by=cast["police"], now=now)
        return (yield chance.office_day(received_at, 26, 55))
    return (yield chance.office_day(received_at, *((9, 18) if manner == "in_time" else (23, 34))))


def _command(chance: Chance, received_at: datetime, area_code: str, form: Suspicion) -> tips.RecordTip:
    who = chance.person(received_at.year, ages=(14, 35))
    informant = chance.person(received_at.year) if chance.happens(86) else None
    said = words()
    summary = chance.pick(said["tips"][str(form)]).format(
        who=who.name, how=chance.pick(said["routes"]), hamlet=chance.pick(said["hamlets"])
    )
    return tips.RecordTip(
        received_at=received_at,
        channel=chance.weighed(CHANNELS),
        kind=chance.weighed(
            {TipKind.DENUNCIATION: 52, TipKind.REPORT: 40, TipKind.RECOMMENDATION: 4, TipKind.DETECTED: 4}
        ),
        suspicion=Suspicion.UNKNOWN if chance.happens(30) else form,
        area_code=area_code,
        summary=summary,
        informant_name=informant.name if informant else "",
        informant_phone=informant.phone if informant else "",
        informant_address=informant.address if informant else "",
        refusal_reason="" if informant else chance.pick(said["notes"]["refusal"]),
    )


def note(chance: Chance, what: str) -> str:
    return chance.pick(words()["notes"][what]).format(n=chance.number(1, 400))


def _before(chance: Chance, now: datetime) -> datetime:
    """When it happened, if it was written down later: most at once, some a few days after."""
    return now - timedelta(days=chance.number(2, 4)) if chance.happens(5) else now
