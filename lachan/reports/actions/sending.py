"""The way up: a signed version is sent, received, returned, asked about, replaced, locked into a sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Misbuilt, NotFound, Refused
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.procedure import carry_out
from lachan.notices import actions as notices
from lachan.people.queries import AgencyLine, get_agency
from lachan.plans.actions import SendReport, send_report
from lachan.plans.queries import duties_of
from lachan.reports import access
from lachan.reports.freezing import digest
from lachan.reports.lines import receivers_of
from lachan.reports.models import Question, Report, ReportVersion, Round, Submission
from lachan.reports.package import Package, read_package
from lachan.reports.rules import (
    SUBMISSION,
    Line,
    ReportStatus,
    RoundStatus,
    SubmissionStatus,
    check_nobody_named,
    check_said,
    check_why_returned,
)
from lachan.reports.summing import counted_in

_STANDING = (SubmissionStatus.SENT, SubmissionStatus.RECEIVED, SubmissionStatus.RETURNED, SubmissionStatus.LOCKED)


@dataclass(frozen=True)
class Ask:
    """A question about one cell, such as ``victims/victim.identified``; empty: about the report."""

    submission_id: UUID
    text: str
    cell: str = ""


@action("submission.send")
def send(report_id: UUID, to: UUID, *, by: Actor, now: datetime) -> UUID:
    """The newest signed version goes to a receiver of the agency's lines; an earlier one there is thereby replaced."""
    report = desk.fetch(access.visible_to(by), report_id)
    access.check_may_send(by, report)
    version = report.versions.order_by("-number").first()
    if version is None or report.status != ReportStatus.SIGNED:
        raise Refused("Chỉ gửi được báo cáo đã ký. Hãy trình duyệt và ký trước khi gửi.")
    agency, on = get_agency(report.holder_id), local_day(now)
    line = next((r.line for r in receivers_of(agency, on) if r.agency.id == to), None)
    if line is None:
        raise Refused("Cơ quan này không thuộc tuyến nhận báo cáo của bạn. Hãy chọn nơi nhận trong danh sách.")
    _replace_earlier(report, version, to, by, now)
    sent = _submission(agency, to, line, now)
    sent.report_id, sent.kind, sent.period_code = report.id, report.kind, report.period_code
    sent.version, sent.content, sent.sha256 = version.number, version.content, version.sha256
    sent.round_id = _round_for(to, line, report.kind, report.period_code)
    facts: dict[str, Any] = {"to": str(to), "version": version.number, "sha256": version.sha256}
    carry_out(SUBMISSION, "submission.send", sent, by=by, occurred_at=now, now=now, facts=facts)
    notices.post("submission.send", sent, to=to, by=by, now=now)
    _note_duty(report, by, now)
    return sent.id


@action("submission.take_in")
def take_in(data: bytes, *, by: Actor, now: datetime) -> UUID:
    """A report of another installation from its file; refused when the hash is not of what it says."""
    access.check_may_take_in(by, Place(by.province_code, by.area_code))
    given = read_package(data)
    if Submission.objects.filter(holder_id=by.agency_id, sender_code=given.sender_code, sha256=given.sha256).exists():
        raise Refused("Báo cáo này đã nhận rồi. Không cần nhận lại.", field="file")
    taken = _taken(given, by, now)
    _replace_older(taken, by, now)
    facts = {"version": given.version, "sha256": given.sha256}
    carry_out(SUBMISSION, "submission.take_in", taken, by=by, occurred_at=now, now=now, facts=facts)
    return taken.id


@action("submission.receive")
def receive(submission_id: UUID, *, by: Actor, now: datetime) -> None:
    sent = desk.fetch(access.submissions_visible_to(by), submission_id)
    access.check_may_receive(by, sent)
    if digest(sent.content) != sent.sha256:
        raise Refused("Mã băm không khớp nội dung nên không tiếp nhận được. Hãy yêu cầu gửi lại báo cáo.")
    carry_out(SUBMISSION, "submission.receive", sent, by=by, occurred_at=now, now=now)
    notices.post("submission.receive", sent, to=sent.origin_id, by=by, now=now)


@action("submission.return")
def return_(submission_id: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    sent = desk.fetch(access.submissions_visible_to(by), submission_id)
    access.check_may_return(by, sent)
    check_why_returned(reason)
    check_nobody_named(reason, "reason")
    sent.reason = tidy(reason)
    carry_out(SUBMISSION, "submission.return", sent, by=by, occurred_at=now, now=now, change=("reason",))
    notices.post("submission.return", sent, to=sent.origin_id, by=by, now=now)


@action("submission.ask")
def ask(command: Ask, *, by: Actor, now: datetime) -> UUID:
    sent = desk.fetch(access.submissions_visible_to(by), command.submission_id)
    access.check_may_ask(by, sent)
    check_said(command.text, "câu hỏi", "text")
    check_nobody_named(command.text, "text")
    asked = desk.add(Question(submission=sent, cell=command.cell[:120], text=tidy(command.text), asked_at=now))
    carry_out(SUBMISSION, "submission.ask", sent, by=by, occurred_at=now, now=now, facts={"question": str(asked.id)})
    notices.post("submission.ask", sent, to=sent.origin_id, by=by, now=now)
    return asked.id


@action("submission.answer")
def answer(question_id: UUID, *, text: str, by: Actor, now: datetime) -> None:
    asked = Question.objects.filter(id=question_id).first()
    if asked is None:
        raise NotFound
    sent = desk.fetch(access.submissions_visible_to(by), asked.submission_id)
    access.check_may_answer(by, sent)
    check_said(text, "câu trả lời", "text")
    check_nobody_named(text, "text")
    if asked.answered_at:
        raise Refused("Câu hỏi này đã được trả lời. Nếu cần nói thêm, hãy đính chính báo cáo và gửi bản mới.")
    asked.answer, asked.answered_at = tidy(text), now
    desk.change(asked, "answer", "answered_at")
    carry_out(SUBMISSION, "submission.answer", sent, by=by, occurred_at=now, now=now, facts={"question": str(asked.id)})
    notices.post("submission.answer", sent, to=sent.holder_id, by=by, now=now)


@action("submission.replace")
def replace(submission_id: UUID, *, by: Actor, now: datetime) -> None:
    """An earlier version makes way for the one that is sent now; part of sending, never done alone."""
    sent = desk.fetch(access.submissions_visible_to(by), submission_id)
    access.check_may_replace(by, sent)
    carry_out(SUBMISSION, "submission.replace", sent, by=by, occurred_at=now, now=now)


@action("submission.lock")
def lock(submission_id: UUID, *, by: Actor, now: datetime) -> None:
    sent = desk.fetch(access.submissions_visible_to(by), submission_id)
    access.check_may_lock(by, sent)
    carry_out(SUBMISSION, "submission.lock", sent, by=by, occurred_at=now, now=now)


def lock_sources(round_id: UUID, *, by: Actor, now: datetime) -> None:
    """What a signed sum was made of stays as it is; a correction comes as a further version."""
    for sent in counted_in(round_id):
        if sent.status == SubmissionStatus.RECEIVED:
            lock(sent.id, by=by, now=now)


def _submission(agency: AgencyLine, to: UUID, line: Line, now: datetime) -> Submission:
    """``agency`` is the sender; the record lies in its province and area, and the receiver holds it."""
    return Submission(
        code=new_handle("BCGL", agency.province_code, local_day(now).year),
        status="",
        holder_id=to,
        origin_id=agency.id,
        province_code=agency.province_code,
        area_code=agency.area_code,
        opened_on=local_day(now),
        line=str(line),
        sent_at=now,
        sender_code=agency.code,
        sender_kind=str(agency.kind),
        sender_name=agency.name,
        place_code=agency.area_code or agency.province_code,
    )


def _replace_earlier(report: Report, version: ReportVersion, to: UUID, by: Actor, now: datetime) -> None:
    rows = Submission.objects.filter(report_id=report.id, holder_id=to, status__in=[str(s) for s in _STANDING])
    for earlier in rows.order_by("sent_at"):
        if earlier.version == version.number:
            raise Refused("Bản này đã gửi tới cơ quan đó. Khi có bản đính chính, hãy gửi bản đính chính.")
        replace(earlier.id, by=by, now=now)


def _round_for(to: UUID, line: Line, kind: str, period_code: str) -> UUID | None:
    """The open round of the receiver that this report answers."""
    rows = Round.objects.filter(
        holder_id=to, line=str(line), kind=kind, period_code=period_code, status=str(RoundStatus.OPEN)
    )
    found = rows.order_by("-opened_on").first()
    return found.id if found else None


def _note_duty(report: Report, by: Actor, now: datetime) -> None:
    """The plan's own calendar learns that this agency has reported: the act is typed once and counts in both."""
    if report.plan_id is None:
        return
    for duty in duties_of(by, report.plan_id, local_day(now)):
        if duty.is_mine and duty.mine_sent_on is None and duty.period_code == report.period_code:
            send_report(SendReport(report.plan_id, duty.occurrence_id, by.agency_id, local_day(now)), by=by, now=now)


def _taken(given: Package, by: Actor, now: datetime) -> Submission:
    line = next((line for line in Line if str(line) == given.line), Line.PROGRAMME)
    return Submission(
        code=new_handle("BCGL", by.province_code, local_day(now).year),
        status="",
        holder_id=by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code="",
        opened_on=local_day(now),
        line=str(line),
        kind=given.kind,
        period_code=given.period_code,
        version=given.version,
        sent_at=now,
        sender_code=given.sender_code,
        sender_kind=str(AgencyKind(given.sender_kind)),
        sender_name=given.sender_name,
        place_code=given.place_code,
        content=given.content,
        sha256=given.sha256,
        round_id=_round_for(by.agency_id, line, given.kind, given.period_code),
    )


def _replace_older(taken: Submission, by: Actor, now: datetime) -> None:
    """A file holds the newest word of its sender: what was taken in earlier for the same period makes way."""
    rows = Submission.objects.filter(
        holder_id=by.agency_id, sender_code=taken.sender_code, kind=taken.kind, period_code=taken.period_code,
        status__in=[str(s) for s in _STANDING],
    )  # fmt: skip
    for older in rows:
        if older.version > taken.version:
            raise Refused("Đã nhận một bản mới hơn của báo cáo này. Hãy kiểm tra lại tệp.", field="file")
        if older.origin_id != by.agency_id:
            raise Misbuilt("a report of this installation came as a file")
        replace(older.id, by=by, now=now)
