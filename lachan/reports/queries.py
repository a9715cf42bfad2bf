"""Reading reports: the list, one report with its versions, and its Word file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.errors import NotFound
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.people.queries import agency_by_code
from lachan.reports import access
from lachan.reports.build.assemble import proposed, titles
from lachan.reports.build.document import Document, open_blanks
from lachan.reports.build.form import load_form
from lachan.reports.freezing import Change, Content, digest, document
from lachan.reports.gathering import content_for, content_of, head_and_figures
from lachan.reports.models import Report, ReportVersion
from lachan.reports.rules import PROCEDURE, ReportKind, ReportStatus


@dataclass(frozen=True)
class ReportLine:
    id: UUID
    code: str
    kind: ReportKind
    status: ReportStatus
    period_code: str
    as_of: date
    holder_id: UUID
    opened_on: date


@dataclass(frozen=True)
class VersionLine:
    number: int
    made_at: datetime
    sha256: str
    reason: str
    changes: tuple[Change, ...]
    is_intact: bool


@dataclass(frozen=True)
class SectionLine:
    """``text`` is what the officer wrote; ``proposal`` what the figures propose while he wrote nothing."""

    key: str
    title: str
    text: str
    proposal: str


@dataclass(frozen=True)
class ReportPage:
    report: ReportLine
    head: dict[str, str]
    content: Content
    sections: tuple[SectionLine, ...]
    blanks: tuple[str, ...]
    versions: tuple[VersionLine, ...]
    moves: tuple[MoveButton, ...]
    timeline: tuple[TimelineLine, ...]


def list_reports(actor: Actor, page: int = 1) -> ListPage[ReportLine]:
    return page_of(access.visible_to(actor).order_by("-opened_on", "-id"), page, _line)


def open_report(actor: Actor, report_id: UUID) -> ReportPage:
    report = desk.fetch(access.visible_to(actor), report_id)
    versions = list(report.versions.order_by("-number"))
    content = versions[0].content if versions else content_of(report, report.as_of)
    return ReportPage(
        report=_line(report),
        head=report.head,
        content=content,
        sections=_sections(report),
        blanks=open_blanks(document(content)),
        versions=tuple(_version(v) for v in versions),
        moves=buttons(PROCEDURE, report, actor),
        timeline=tuple(timeline(report.id)),
    )


def word_file(actor: Actor, report_id: UUID, number: int | None = None) -> bytes:
    """The Word file: of a frozen version, or of the draft as it stands."""
    report = desk.fetch(access.visible_to(actor), report_id)
    if number is None:
        return _word(document(content_of(report, report.as_of)))
    version = report.versions.filter(number=number).first()
    if version is None:
        raise NotFound
    return _word(document(version.content, version=version.number))


def build_file(kind: str, agency_code: str, period_code: str, as_of: date) -> bytes:
    """A draft without a stored report: what the command line asks for. Figures are those of the pages."""
    agency = agency_by_code(agency_code)
    return _word(document(content_for(kind.replace("-", "_"), agency, period_code, as_of)))


def _word(built: Document) -> bytes:
    from lachan.reports.build.docx import write_docx  # late: python-docx is for this act alone

    return write_docx(built)


def _sections(report: Report) -> tuple[SectionLine, ...]:
    form = load_form(report.kind)
    header, figures = head_and_figures(report, report.as_of)
    offers, names = proposed(form, header, figures), titles(form, header, figures)
    return tuple(
        SectionLine(leaf.key, names[leaf.key], report.narrative.get(leaf.key, ""), offers[leaf.key])
        for leaf in form.leaves()
    )


def _version(row: ReportVersion) -> VersionLine:
    return VersionLine(
        number=row.number,
        made_at=row.made_at,
        sha256=row.sha256,
        reason=row.reason,
        changes=tuple(Change(**c) for c in row.changes),
        is_intact=digest(row.content) == row.sha256,
    )


def _line(report: Report) -> ReportLine:
    return ReportLine(
        id=report.id,
        code=report.code,
        kind=ReportKind(report.kind),
        status=ReportStatus(report.status),
        period_code=report.period_code,
        as_of=report.as_of,
        holder_id=report.holder_id,
        opened_on=report.opened_on,
    )
