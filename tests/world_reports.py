"""Reports carried to a wanted status through the real actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from lachan.access.actor import Actor
from lachan.reports import actions, queries
from lachan.reports.models import Question
from lachan.reports.rules import Line, ReportKind, ReportStatus
from tests.people import Cast
from tests.world import DAY

LATER = DAY + timedelta(days=110)
PERIOD = "2026-H1"
S = ReportStatus


def a_draft(by: Actor, at: datetime = LATER, kind: ReportKind = ReportKind.SIX_MONTH, **more: object) -> UUID:
    return actions.draft(actions.DraftReport(kind, PERIOD, at.date(), **more), by=by, now=at)  # type: ignore[arg-type]


def write_up(report_id: UUID, by: Actor, at: datetime = LATER) -> None:
    """Every gap filled, so that it can be put forward."""
    page = queries.open_report(by, report_id)
    texts = {s.key: (s.text or s.proposal).replace("……", "đã thực hiện") for s in page.sections if "……" in s.proposal}
    head = {"number": "12", "dated_on": date(2026, 6, 20), "signer": "Nguyễn Văn Mẫu"}
    actions.write(actions.WriteReport(report_id, texts, **head), by=by, now=at)  # type: ignore[arg-type]


def a_report(cast: Cast, name: str = "standing", status: ReportStatus = S.SIGNED, at: datetime = LATER) -> UUID:
    """A six-month report of one of the agencies where two officers work."""
    by, other = cast.actors[name], cast.actors[f"{name}2"]
    report_id = a_draft(by, at)
    carry(report_id, by, other, status, at)
    return report_id


def carry(report_id: UUID, by: Actor, other: Actor, status: ReportStatus, at: datetime = LATER) -> None:
    if status is S.DRAFT:
        return
    write_up(report_id, by, at)
    actions.submit(report_id, by=by, now=at)
    if status is not S.REVIEWING:
        actions.approve(report_id, by=other, now=at)
    if status is S.SIGNED:
        actions.sign(report_id, by=other, now=at)


def a_round(cast: Cast, at: datetime = LATER) -> UUID:
    command = actions.OpenRound(ReportKind.SIX_MONTH, PERIOD, at.date() + timedelta(days=5), Line.PROGRAMME)
    return actions.open_round(command, by=cast.standing, now=at)


def a_submission(cast: Cast, name: str = "commune", at: datetime = LATER) -> UUID:
    """A commune's signed report at the standing office."""
    return actions.send(a_report(cast, name, at=at), cast.standing.agency_id, by=cast.actors[name], now=at)


def a_part(cast: Cast, report_id: UUID, at: datetime = LATER) -> UUID:
    due = at.date() + timedelta(days=3)
    command = actions.RequestPart(report_id, "results.victims", cast.health.agency_id, due, "Số liệu hỗ trợ nạn nhân")
    return actions.request(command, by=cast.standing, now=at)


def a_proposal(cast: Cast, report_id: UUID, at: datetime = LATER) -> UUID:
    command = actions.Raise(report_id, "Bố trí kinh phí hỗ trợ nạn nhân trở về", cast.finance.agency_id)
    return actions.raise_(command, by=cast.standing, now=at)


def reports_of_each(cast: Cast) -> dict[str, object]:
    """One real record of each kind of this room, by the name of the address argument that leads to it."""
    report_id = a_draft(cast.standing)
    submission_id = a_submission(cast)
    question_id = actions.ask(actions.Ask(submission_id, "Vì sao số này giảm?"), by=cast.standing, now=LATER)
    assert Question.objects.filter(id=question_id).exists()
    return {
        "report_id": report_id,
        "round_id": a_round(cast),
        "submission_id": submission_id,
        "question_id": question_id,
        "part_id": a_part(cast, report_id),
        "proposal_id": a_proposal(cast, report_id),
        **a_handover(cast),
    }


def a_handover(cast: Cast) -> dict[str, object]:
    """The border guard's list with its first line; there must be a record of its own to list."""
    from lachan.handovers import actions as handing
    from lachan.handovers.queries import open_handover
    from tests.world_victims import a_victim

    a_victim(cast)
    handover_id = handing.prepare(by=cast.border, now=LATER)
    return {"handover_id": handover_id, "item_id": open_handover(cast.border, handover_id).items[0].id}
