"""Builds records by running the real actions up to a wanted status, so that no test holds an impossible record."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lachan.base.clock import VIETNAM
from lachan.tips import actions as tips
from lachan.tips.rules import Channel, Suspicion, TipKind, TipStatus
from tests.people import COMMUNE, Cast

DAY = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)


def a_tip(
    cast: Cast, status: TipStatus = TipStatus.RECEIVED, at: datetime = DAY, summary: str = "Nội dung thử"
) -> UUID:
    """A tip passed on by hotline 111 to a commune, carried on by the provincial police, an hour a step."""
    command = tips.RecordTip(
        received_at=at, channel=Channel.HOTLINE_111, kind=TipKind.REPORT, suspicion=Suspicion.UNKNOWN,
        area_code=COMMUNE, summary=summary, informant_name="Người Báo Tin", informant_phone="0900000001",
    )  # fmt: skip
    tip_id = tips.record_tip(command, by=cast.commune, now=at)
    named = {"suspicion": Suspicion.ONLINE_SCAM, "article": "150.2"}
    way = [
        (TipStatus.ACCEPTED, lambda s, n: tips.accept(s, by=cast.police, now=n)),
        (TipStatus.CLASSIFIED, lambda s, n: tips.classify(s, **named, by=cast.police, now=n)),
        (TipStatus.VERIFYING, lambda s, n: tips.assign(s, by=cast.police, now=n)),
    ]  # fmt: skip
    order = [TipStatus.RECEIVED, *(s for s, _ in way)]
    for hours, (_, go) in enumerate(way[: order.index(status)], 1):
        when = at + timedelta(hours=hours)
        go(tips.Step(tip_id, when), when)
    return tip_id


def one_of_each(cast: Cast) -> dict[str, object]:
    """One real record of each kind of the home province, by the name of the address argument that leads to it."""
    from lachan.cases.queries import open_case
    from lachan.cases.rules import CaseStatus
    from lachan.exchange import actions as releases
    from lachan.indicators import actions as views
    from lachan.plans.models import Task
    from tests.world_awards import an_award
    from tests.world_care import a_loan, a_round
    from tests.world_cases import a_case, the_accused
    from tests.world_facilities import a_shelter
    from tests.world_plans import a_document, a_plan, a_task
    from tests.world_protection import a_protection
    from tests.world_reports import reports_of_each
    from tests.world_victims import a_referral, a_return, a_victim

    later = DAY + timedelta(days=30)
    victim_id = a_victim(cast)
    case_id = a_case(cast, CaseStatus.JUDGED)
    task_id = a_task(cast)
    return {
        "tip_id": open_case(cast.police, case_id, later).tip_id,
        "case_id": case_id,
        "award_id": an_award(cast, case_id=case_id, victim_id=victim_id),
        "accused_id": the_accused(case_id).id,
        "victim_id": victim_id,
        "referral_id": a_referral(cast, victim_id),
        "return_id": a_return(cast),
        "facility_id": a_shelter(cast),
        "loan_id": a_loan(cast, victim_id=victim_id),
        "protection_id": a_protection(cast, victim_id=victim_id),
        "round_id": a_round(cast),
        "document_id": a_document(cast),
        "plan_id": a_plan(cast),
        "other_id": Task.objects.values_list("plan_id", flat=True).get(id=task_id),  # a second plan, to compare with
        "task_id": task_id,
        **reports_of_each(cast),
        "view_id": views.save("Của tôi", "ma=tip.received", by=cast.standing, now=later),
        "release_id": releases.propose(releases.Propose("cases", "2025", later.date()), by=cast.standing, now=later),
    }
