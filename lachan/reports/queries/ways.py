"""Reading what goes between agencies: reports sent up, questions about them, parts asked for, proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.people.queries import get_agency
from lachan.reports import access
from lachan.reports.build.assemble import titles
from lachan.reports.build.form import load_form
from lachan.reports.consolidation import Conflict, since_sent, within
from lachan.reports.freezing import Content, digest, figures_of, form_of, header_of_content
from lachan.reports.gathering import figures_now, proposed_text
from lachan.reports.lines import Receiver, receivers_of
from lachan.reports.models import Part, Proposal, Question, Submission
from lachan.reports.rules import (
    PART,
    PROPOSAL,
    SUBMISSION,
    Line,
    PartStatus,
    ProposalStatus,
    ReportKind,
    SubmissionStatus,
)


@dataclass(frozen=True)
class QuestionLine:
    id: UUID
    cell: str
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class SubmissionLine:
    id: UUID
    code: str
    status: SubmissionStatus
    report_id: UUID | None
    line: Line
    kind: ReportKind
    period_code: str
    version: int
    sent_at: datetime
    holder_id: UUID
    origin_id: UUID
    sender_name: str
    sender_code: str
    reason: str
    sha256: str


@dataclass(frozen=True)
class SubmissionPage:
    """``texts``: the words of the report, section by section under its title."""

    submission: SubmissionLine
    content: Content
    texts: tuple[tuple[str, str], ...]
    is_intact: bool
    questions: tuple[QuestionLine, ...]
    conflicts: tuple[Conflict, ...]
    moves: tuple[MoveButton, ...]
    may_answer: bool
    timeline: tuple[TimelineLine, ...]


@dataclass(frozen=True)
class PartLine:
    id: UUID
    code: str
    status: PartStatus
    report_id: UUID
    section: str
    title: str
    due_on: date
    holder_id: UUID
    origin_id: UUID
    brief: str
    text: str
    reason: str
    report_words: str


@dataclass(frozen=True)
class PartPage:
    """``proposal``: what the figures propose for this section, to begin from."""

    part: PartLine
    proposal: str
    moves: tuple[MoveButton, ...]
    timeline: tuple[TimelineLine, ...]


@dataclass(frozen=True)
class ProposalRow:
    id: UUID
    code: str
    status: ProposalStatus
    report_id: UUID
    to_name: str
    text: str
    sent_on: date | None
    answer: str
    answered_on: date | None
    origin_id: UUID
    holder_id: UUID


@dataclass(frozen=True)
class ProposalPage:
    proposal: ProposalRow
    moves: tuple[MoveButton, ...]
    timeline: tuple[TimelineLine, ...]


def submissions_of(actor: Actor, report_id: UUID) -> list[SubmissionLine]:
    """Where a report went, the newest first."""
    rows = access.submissions_visible_to(actor).filter(report_id=report_id).order_by("-sent_at")
    return [submission_line(row) for row in rows]


def received(actor: Actor, page: int = 1) -> ListPage[SubmissionLine]:
    """What came to the actor's agency, the newest first."""
    rows = access.submissions_visible_to(actor).filter(holder_id=actor.agency_id).order_by("-sent_at", "-id")
    return page_of(rows, page, submission_line)


def open_submission(actor: Actor, submission_id: UUID) -> SubmissionPage:
    row = desk.fetch(access.submissions_visible_to(actor), submission_id)
    return SubmissionPage(
        submission=submission_line(row),
        content=row.content,
        texts=tuple(_texts(row.content)),
        is_intact=digest(row.content) == row.sha256,
        questions=tuple(_question(q) for q in row.questions.order_by("asked_at")),
        conflicts=tuple(_conflicts(row)),
        moves=tuple(b for b in buttons(SUBMISSION, row, actor) if b.verb not in _WITHIN_OTHERS),
        may_answer=access.check_may_answer.allows(actor, row),
        timeline=tuple(timeline(row.id)),
    )


_WITHIN_OTHERS = frozenset({"submission.replace", "submission.lock", "submission.answer"})


def receivers(actor: Actor, on: date) -> list[Receiver]:
    return receivers_of(get_agency(actor.agency_id), on)


def parts_of(actor: Actor, report_id: UUID) -> list[PartLine]:
    rows = access.parts_visible_to(actor).filter(report_id=report_id).order_by("due_on", "code")
    return [_part(row) for row in rows.select_related("report")]


def parts_waiting(actor: Actor, limit: int = 20) -> list[PartLine]:
    """What the actor's agency still has to write."""
    rows = access.parts_visible_to(actor).filter(holder_id=actor.agency_id)
    open_ = rows.filter(status__in=[str(PartStatus.REQUESTED), str(PartStatus.RETURNED)])
    return [_part(row) for row in open_.select_related("report").order_by("due_on")[:limit]]


def open_part(actor: Actor, part_id: UUID) -> PartPage:
    row = desk.fetch(access.parts_visible_to(actor).select_related("report"), part_id)
    return PartPage(_part(row), proposed_text(row.report, row.section), buttons(PART, row, actor),
                    tuple(timeline(row.id)))  # fmt: skip


def proposals_of(actor: Actor, report_id: UUID) -> list[ProposalRow]:
    rows = access.proposals_visible_to(actor).filter(report_id=report_id).order_by("code")
    return [_proposal(row) for row in rows]


def list_proposals(actor: Actor, only_open: bool = False, page: int = 1) -> ListPage[ProposalRow]:
    rows = access.proposals_visible_to(actor)
    if only_open:
        rows = rows.filter(status=str(ProposalStatus.SENT))
    return page_of(rows.order_by("-opened_on", "-id"), page, _proposal)


def open_proposal(actor: Actor, proposal_id: UUID) -> ProposalPage:
    row = desk.fetch(access.proposals_visible_to(actor), proposal_id)
    return ProposalPage(_proposal(row), buttons(PROPOSAL, row, actor), tuple(timeline(row.id)))


def submission_line(row: Submission) -> SubmissionLine:
    return SubmissionLine(
        id=row.id,
        code=row.code,
        status=SubmissionStatus(row.status),
        report_id=row.report_id,
        line=Line(row.line),
        kind=ReportKind(row.kind),
        period_code=row.period_code,
        version=row.version,
        sent_at=row.sent_at,
        holder_id=row.holder_id,
        origin_id=row.origin_id,
        sender_name=row.sender_name,
        sender_code=row.sender_code,
        reason=row.reason,
        sha256=row.sha256,
    )


def _conflicts(row: Submission) -> list[Conflict]:
    """Within the report; and for one of this installation, against its own records as they stand on its day."""
    sent = figures_of(row.content)
    found = list(within(sent))
    if row.report_id and row.origin_id != row.holder_id:
        sender = get_agency(row.origin_id)
        found += since_sent(sent, figures_now(sender, row.period_code, sent.as_of), row.sender_name)
    return found


def _texts(content: Content) -> list[tuple[str, str]]:
    """The words of the report under the titles of its own form."""
    form, words = form_of(content), content["narrative"]
    names = titles(form, header_of_content(content), figures_of(content))
    return [(names[leaf.key], words[leaf.key]) for leaf in form.leaves() if words.get(leaf.key)]


def _question(row: Question) -> QuestionLine:
    return QuestionLine(row.id, row.cell, row.text, row.asked_at, row.answer, row.answered_at)


def _part(row: Part) -> PartLine:
    titles = {leaf.key: leaf.title for leaf in load_form(row.report.kind).leaves()}
    return PartLine(
        id=row.id,
        code=row.code,
        status=PartStatus(row.status),
        report_id=row.report_id,
        section=row.section,
        title=titles.get(row.section, row.section),
        due_on=row.due_on,
        holder_id=row.holder_id,
        origin_id=row.origin_id,
        brief=row.brief,
        text=row.text,
        reason=row.reason,
        report_words=f"{ReportKind(row.report.kind).label} {row.report.period_code}",
    )


def _proposal(row: Proposal) -> ProposalRow:
    return ProposalRow(
        id=row.id,
        code=row.code,
        status=ProposalStatus(row.status),
        report_id=row.report_id,
        to_name=row.to_name,
        text=row.text,
        sent_on=row.sent_on,
        answer=row.answer,
        answered_on=row.answered_on,
        origin_id=row.origin_id,
        holder_id=row.holder_id,
    )
