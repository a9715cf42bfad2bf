"""Cases of the sample: instituted from a tip, investigated, prosecuted, tried; each stage with its own officers."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from lachan.base.persons import Sex
from lachan.cases import actions as cases
from lachan.cases.rules import Nationality, Part, Penalty
from lachan.jobs.seed.awards import owed
from lachan.jobs.seed.chance import Chance, words
from lachan.jobs.seed.places import Cast
from lachan.jobs.seed.stage import Story
from lachan.jobs.seed.tips import ARTICLES, note, until_verified
from lachan.tips.rules import Suspicion

AGES = {(14, 15): 1, (16, 17): 4, (18, 30): 50, (31, 62): 45}
OUTCOMES = {"tried": 88, "suspended": 7, "discontinued": 2, "returned": 3}
MONTHS = {"150.1": (60, 108), "150.2": (96, 168), "150.3": (144, 240), "151.1": (84, 132), "151.2": (144, 216)}
ABROAD = frozenset({Suspicion.ONLINE_SCAM, Suspicion.FORCED_MARRIAGE})


def case_from_tip(
    chance: Chance, cast: Cast, received_at: datetime, accused: int, victims: int, met: Sequence[UUID] = ()
) -> Story:
    """A tip that leads to a case, as far as the year has come. ``met``: the files of its victims, as they come."""
    tip = yield from until_verified(chance, cast, received_at)
    now = yield chance.office_day(received_at, 6, 18)
    article = chance.weighed(ARTICLES)
    command = cases.Institute(
        occurred_at=now,
        article=article,
        suspicion=tip.form,
        area_code=tip.area_code,
        tip_id=tip.id,
        decision_no=number(chance, now, "QĐ-CSHS"),
        is_cross_border=tip.form in ABROAD or chance.happens(25),
        victim_count=victims,
        summary=chance.pick(words()["cases"]["summary"]).format(hamlet=chance.pick(words()["hamlets"])),
    )
    case_id = cases.institute(command, by=cast["police"], now=now)
    charged, charged_at = yield from _charge(chance, cast, case_id, now, article, accused)
    yield from _to_the_end(chance, cast, case_id, article, charged, charged_at, met)


def _charge(
    chance: Chance, cast: Cast, case_id: UUID, now: datetime, article: str, count: int
) -> Generator[datetime, datetime, tuple[list[UUID], datetime]]:
    charged: list[UUID] = []
    for place in range(count):
        now = yield chance.hours_after(now, 0.2, 4) if place == 0 else chance.office_day(now, 0, 12)
        charged.append(cases.charge(_suspect(chance, case_id, now, article, place), by=cast["police"], now=now))
        if chance.happens(4):
            now = yield chance.office_day(now, 5, 20)
            cases.declare_wanted(cases.AccusedStep(charged[-1], now), by=cast["police"], now=now)
            now = yield chance.office_day(now, 6, 25)
            cases.end_search(cases.AccusedStep(charged[-1], now), by=cast["police"], now=now)
    return charged, now


def _suspect(chance: Chance, case_id: UUID, now: datetime, article: str, place: int) -> cases.Charge:
    offended_on = now.date() - timedelta(days=chance.number(20, 260))
    ages = chance.weighed(AGES)
    who = chance.person(offended_on.year - 1, sex=chance.weighed({"male": 57, "female": 43}), ages=ages)
    return cases.Charge(
        case_id=case_id,
        occurred_at=now,
        article=article,
        full_name=who.name,
        birth_year=who.birth_year,
        birth_month=chance.number(1, 12),
        offended_on=offended_on,
        sex=Sex(who.sex),
        part=Part.ORGANISER
        if place == 0
        else chance.weighed({Part.PERFORMER: 65, Part.HELPER: 30, Part.INSTIGATOR: 5}),
        nationality=chance.weighed({Nationality.VN: 96, Nationality.CN: 2, Nationality.LA: 2}),
        id_number=who.id_number,
        address=who.address,
        decision_no=number(chance, now, "QĐ-KTBC"),
    )


def _to_the_end(
    chance: Chance, cast: Cast, case_id: UUID, article: str, charged: list[UUID], now: datetime, met: Sequence[UUID]
) -> Story:
    """Investigation, the procuracy, the court; one case in eight leaves this road."""
    police, outcome = cast["police"], chance.weighed(OUTCOMES)
    if outcome == "suspended":
        now = yield chance.office_day(now, 50, 80)
        cases.suspend(cases.Step(case_id, now, note=note(chance, "case_suspend")), by=police, now=now)
        now = yield chance.office_day(now, 40, 120)
        cases.resume(cases.Step(case_id, now), by=police, now=now)
    if outcome == "discontinued":
        now = yield chance.office_day(now, 30, 80)
        cases.discontinue(cases.Step(case_id, now, number(chance, now, "QĐ-ĐCVA")), by=police, now=now)
        return
    now = yield from _investigate(chance, cast, case_id, now)
    if outcome == "returned":
        now = yield chance.office_day(now, 10, 25)
        cases.return_for_more(cases.Step(case_id, now), by=cast["procuracy"], now=now)
        now = yield chance.office_day(now, 20, 50)
        cases.conclude(cases.Step(case_id, now, number(chance, now, "KLĐT")), by=police, now=now)
    yield from _try(chance, cast, case_id, article, charged, now, met)


def _investigate(chance: Chance, cast: Cast, case_id: UUID, now: datetime) -> Generator[datetime, datetime, datetime]:
    """Four months for these classes; a sixth needs an extension, which the procuracy numbers."""
    police, started = cast["police"], now
    if chance.happens(16):
        now = yield chance.office_day(started, 88, 100)
        step = cases.Step(case_id, now, number(chance, now, "QĐ-VKS"))
        cases.extend_investigation(step, by=police, now=now)
        now = yield chance.office_day(started, 130, 200)
    else:
        now = yield chance.office_day(started, 30, 96)
    cases.conclude(cases.Step(case_id, now, number(chance, now, "KLĐT")), by=police, now=now)
    return now


def _try(
    chance: Chance, cast: Cast, case_id: UUID, article: str, charged: list[UUID], now: datetime, met: Sequence[UUID]
) -> Story:
    is_late = chance.happens(7)
    now = yield chance.office_day(now, *((33, 45) if is_late else (10, 27)))
    cases.prosecute(cases.Step(case_id, now, number(chance, now, "CT-VKS")), by=cast["procuracy"], now=now)
    court = cast["court"]
    now = yield chance.office_day(now, 2, 9)
    cases.accept_for_trial(cases.Step(case_id, now), by=court, now=now)
    now = yield chance.office_day(now, 18, 52)
    cases.bring_to_trial(cases.Step(case_id, now, number(chance, now, "QĐXX")), by=court, now=now)
    now = yield chance.office_day(now, 9, 15)
    judgment = cases.Judge(
        case_id=case_id,
        occurred_at=now,
        decision_no=number(chance, now, "HSST"),
        sentences=tuple(cases.Sentence(a, Penalty.PRISON, chance.number(*MONTHS[article])) for a in charged),
        compensation=chance.number(0, 12) * 10_000_000,
    )
    cases.judge(judgment, by=court, now=now)
    yield from owed(chance, cast, case_id, now, judgment.compensation, met, number(chance, now, "HSPT"))


def number(chance: Chance, now: datetime, kind: str) -> str:
    return f"{chance.number(1, 420)}/{now.year}/{kind}"
