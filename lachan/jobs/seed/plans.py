"""Plans of the sample: last year's and this year's document, read, approved, and carried out by the agencies named;
under this year's a commune's own plan and a department's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import at
from lachan.jobs.seed.chance import Chance
from lachan.jobs.seed.places import OFFICES, Cast, border_communes
from lachan.jobs.seed.stage import Story, play
from lachan.plans import actions as plans
from lachan.plans import queries
from lachan.plans.attention import places
from lachan.plans.rules import AgencyRole, StepKind
from lachan.plans.steps import Wish

DATA = Path(__file__).parent / "data"
DOCUMENT = DATA / "ke-hoach.txt"
ISSUED = (1, 20)
# What the plan of the year before said otherwise, so that the two can be laid side by side.
EARLIER = (
    ("mua bán người đạt trên 90%.\n", "mua bán người đạt trên 85%.\n"),
    ("4. 95% số vụ án", "4. 93% số vụ án"),
    ("ít nhất 02 buổi", "ít nhất 01 buổi"),
    ("tiếng Việt, tiếng Thái, tiếng Mông", "tiếng Việt"),
    ("30/10/{year}.\n", "30/10/{year}.\nd) In và cấp phát 5.000 tờ rơi cho các hộ dân ở khu vực biên giới. "
     "Giao Công an tỉnh chủ trì, hoàn thành trước ngày 15/9/{year}.\n"),
    ("Giao Trung tâm Công tác xã hội tỉnh chủ trì, phối hợp với Sở Tài chính", "Giao Sở Y tế chủ trì"),
    ("ít nhất 08 xã, phường", "ít nhất 05 xã, phường"),
    ("2.450 triệu đồng", "2.100 triệu đồng"),
    ("năm trước ngày 15/12", "năm trước ngày 10/12"),
)  # fmt: skip
NOT_REPORTING = frozenset({"standing", "police", "inspectorate"})
RESULTS = (
    "Đã hoàn thành, có báo cáo kết quả kèm theo.",
    "Đã thực hiện đủ nội dung, số liệu gửi cơ quan thường trực.",
    "Hoàn thành; đề nghị duy trì trong năm sau.",
)


def build_plans(cast: Cast, seed: int, on: date) -> None:
    """Told before the records, since nothing in them waits for a plan."""
    for year in (on.year - 1, on.year):
        adopted_at = at(date(year, *ISSUED) + timedelta(days=3), 9, 30)
        if adopted_at < at(on, 0):
            plan_id = _adopt(cast["standing"], year, adopted_at, EARLIER if year < on.year else ())
            play(_stories(cast, Chance(seed, -year), plan_id, adopted_at, on), at(on, 0))
    adopted_at = at(date(on.year, 2, 10), 14)
    if adopted_at < at(on, 0):
        for place, (office, name) in enumerate(_own_plans(cast), 1):
            plan_id = _adopt(office, on.year, adopted_at, document=DATA / name)
            play(_own_tasks(cast, Chance(seed, -on.year - place), plan_id, adopted_at, on, office), at(on, 0))


def _own_plans(cast: Cast) -> Iterator[tuple[Actor, str]]:
    """Who has a plan of its own under the province's: a commune at the border, the health department."""
    border = border_communes()[0]
    yield cast.commune_officers[border.code], "ke-hoach-xa.txt"
    yield cast["health"], "ke-hoach-so.txt"


def _adopt(
    office: Actor,
    year: int,
    now: datetime,
    otherwise: tuple[tuple[str, str], ...] = (),
    document: Path = DOCUMENT,
) -> UUID:
    text = document.read_text(encoding="utf-8")
    for words, earlier in otherwise:
        text = text.replace(words, earlier)
    text = text.format(year=year, number=7 + year % 10)
    read = plans.ReadDocument(f"ke-hoach-{year}.txt", text.encode())
    document_id = plans.read_plandoc(read, by=office, now=now - timedelta(hours=1))
    _correct(document_id, office, now - timedelta(minutes=20))
    return plans.approve_plandoc(document_id, by=office, now=now)


def _correct(document_id: UUID, office: Actor, now: datetime) -> None:
    """What the officer puts right before approving: a report due in December is that of the year."""
    page = queries.open_document(office, document_id, now.date())
    version = page.version
    for duty in page.state["duties"]:
        if (duty.get("due") or "").endswith("/12") and duty.get("cycle") == "semiannual":
            wish = Wish(StepKind.SET, duty["key"], {"cycle": "annual"})
            version = plans.correct_plandoc(
                plans.CorrectDocument(document_id, version, wish), by=office, now=now
            ).version
    seen = [key for keys in places(page.state).values() for key in keys]
    plans.see_findings(document_id, seen, by=office, now=now)


def _own_tasks(
    cast: Cast, chance: Chance, plan_id: UUID, adopted_at: datetime, on: date, office: Actor
) -> Iterator[Story]:
    officers = {a.agency_id: a for a in (*cast.actors.values(), *cast.commune_police.values())}
    for task in queries.list_tasks(office, queries.TaskFilter(plan_id=plan_id), on).items:
        lead = next((a.agency_id for a in task.agencies if a.role is AgencyRole.LEAD and a.agency_id), None)
        yield _carried_out(chance, task, officers.get(lead, office) if lead else office, adopted_at)


def _stories(cast: Cast, chance: Chance, plan_id: UUID, adopted_at: datetime, on: date) -> Iterator[Story]:
    office = cast["standing"]
    officers = {actor.agency_id: actor for actor in cast.actors.values()}
    tasks = queries.list_tasks(office, queries.TaskFilter(plan_id=plan_id), on).items
    for task in tasks:
        lead = next((a.agency_id for a in task.agencies if a.role is AgencyRole.LEAD and a.agency_id), None)
        yield _carried_out(chance, task, officers.get(lead, office) if lead else office, adopted_at)
    for duty in queries.scorecard(office, plan_id, on).duties:
        if duty.due:
            for by in (*_offices(cast), *cast.commune_officers.values()):
                if by.province_code == office.province_code:
                    yield _reported(chance, plan_id, duty.occurrence_id, duty.due, by)
    if adopted_at.year < on.year:
        yield _closed(plan_id, office, at(date(adopted_at.year + 1, 1, 12), 10))


def _offices(cast: Cast) -> Iterator[Actor]:
    return (cast[key] for key, *_, accounts in OFFICES if accounts and key not in NOT_REPORTING)


def _carried_out(chance: Chance, task: queries.TaskLine, by: Actor, adopted_at: datetime) -> Story:
    """Begun in good time, and four in five done before the day named."""
    begun = chance.office_day(at(task.due_on - timedelta(days=chance.number(40, 110))), 0, 5)
    now = yield max(begun, chance.office_day(adopted_at, 1, 8))
    plans.start_task(plans.TaskStep(task.id, now), by=by, now=now)
    if chance.happens(6):
        return
    days = chance.number(-24, -2) if chance.happens(82) else chance.number(3, 40)
    now = yield max(chance.office_day(at(task.due_on + timedelta(days=days)), 0, 2), now + timedelta(days=1))
    plans.report_done_task(plans.TaskStep(task.id, now, chance.pick(RESULTS)), by=by, now=now)


def _reported(chance: Chance, plan_id: UUID, occurrence_id: UUID, due: date, by: Actor) -> Story:
    manner = chance.weighed({"in_time": 84, "late": 11, "never": 5})
    if manner == "never":
        return
    now = yield chance.office_day(at(due), *((-9, -2) if manner == "in_time" else (2, 12)))
    plans.send_report(plans.SendReport(plan_id, occurrence_id, by.agency_id, now.date()), by=by, now=now)


def _closed(plan_id: UUID, office: Actor, when: datetime) -> Story:
    now = yield when
    plans.close_plan(plan_id, by=office, now=now)
