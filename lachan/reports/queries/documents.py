"""Reading reports: the list, one report with its sections and versions, and its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import VIETNAM
from lachan.base.errors import NotFound
from lachan.base.listing import ListPage, MoveButton, page_of
from lachan.indicators.checking import Finding, findings
from lachan.indicators.figures import window_of
from lachan.journal import desk
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.law.periods import period
from lachan.people.queries import agency_by_code, get_agency
from lachan.reports import access
from lachan.reports.build.assemble import GROUPS, spoken, titles
from lachan.reports.build.document import Document, open_blanks
from lachan.reports.build.form import codes_of, load_form
from lachan.reports.build.numbers import known_numbers, unknown_numbers
from lachan.reports.build.said import Sentence, plain
from lachan.reports.counting import whose
from lachan.reports.freezing import (
    Change,
    Content,
    digest,
    document,
    figures_of,
    form_of,
    freeze,
    header_of_content,
)
from lachan.reports.gathering import content_for, head_and_figures
from lachan.reports.letterheads import SETTABLE, words_of
from lachan.reports.lines import receivers_of
from lachan.reports.models import DigitalSignature, Report, ReportVersion
from lachan.reports.package import Package, write_package
from lachan.reports.rules import REPORT, Basis, ReportKind, ReportStatus
from lachan.vault.signatures import Checked, SignatureState, checked


@dataclass(frozen=True)
class ReportLine:
    id: UUID
    code: str
    kind: ReportKind
    status: ReportStatus
    basis: Basis
    period_code: str
    as_of: date
    holder_id: UUID
    opened_on: date
    round_id: UUID | None
    plan_id: UUID | None


@dataclass(frozen=True)
class SignatureLine:
    """``words``: who and when as the officer wrote it; ``checked``: what the signature itself says."""

    words: str
    checked: Checked

    @property
    def holds(self) -> bool:
        return self.checked.state is SignatureState.HOLDS

    @property
    def found(self) -> str:
        """Who signed as the certificate says, and what was not asked of it."""
        one = self.checked
        if one.state is SignatureState.UNREAD:
            return f"{one.state.label}. Hãy kiểm tra bằng phần mềm ký số của cơ quan."
        at = f", ký lúc {one.signed_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}" if one.signed_at else ""
        past = "; chứng thư không còn hoặc chưa có hiệu lực lúc ký" if one.in_force is False else ""
        return f"{one.state.label}: chứng thư của {one.who}, do {one.issuer} cấp{at}{past}."


@dataclass(frozen=True)
class VersionLine:
    number: int
    made_at: datetime
    sha256: str
    reason: str
    changes: tuple[Change, ...]
    is_intact: bool
    signature: SignatureLine | None


@dataclass(frozen=True)
class SectionLine:
    """``text`` is what the officer wrote; ``proposal`` what the figures propose, its numbers tied to their figures.

    ``unknown``: numbers of his text that no figure of the report vouches for.
    """

    key: str
    title: str
    text: str
    proposal: str
    spoken: tuple[Sentence, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class ReportPage:
    report: ReportLine
    head: dict[str, str]
    letterhead: dict[str, str]
    content: Content
    sections: tuple[SectionLine, ...]
    blanks: tuple[str, ...]
    versions: tuple[VersionLine, ...]
    moves: tuple[MoveButton, ...]
    timeline: tuple[TimelineLine, ...]


def list_reports(actor: Actor, page: int = 1) -> ListPage[ReportLine]:
    return page_of(access.visible_to(actor).order_by("-opened_on", "-id"), page, line_of)


def open_report(actor: Actor, report_id: UUID) -> ReportPage:
    """The figures are gathered once, for the sections, the gaps and what a draft shows; of a signed one they stand."""
    report = desk.fetch(access.visible_to(actor), report_id)
    versions = list(report.versions.order_by("-number"))
    if versions:
        draft = versions[0].content
        form, header, figures = form_of(draft), header_of_content(draft), figures_of(draft)
    else:
        header, figures = head_and_figures(report, report.as_of)
        draft, form = freeze(report.kind, header, figures, report.narrative), load_form(report.kind)
    offers, names = spoken(form, header, figures), titles(form, header, figures)
    known = known_numbers(draft["figures"], (header.plan, header.area, figures.period_label, header.topic))
    sections = tuple(
        _section(leaf.key, names[leaf.key], report.narrative.get(leaf.key, ""), offers[leaf.key], known)
        for leaf in form.leaves()
    )
    signatures = _signatures(report.id)
    return ReportPage(
        report=line_of(report),
        head=report.head,
        letterhead={
            **words_of(get_agency(report.holder_id)),
            **{n: report.head[n] for n in SETTABLE if n in report.head},
        },
        content=draft,
        sections=sections,
        blanks=open_blanks(document(draft)),
        versions=tuple(_version(v, signatures.get(v.number)) for v in versions),
        moves=buttons(REPORT, report, actor),
        timeline=tuple(timeline(report.id)),
    )


def findings_of(actor: Actor, report_id: UUID) -> tuple[Finding, ...]:
    """What does not add up in the figures of a report made from records: looked at when it is put forward."""
    report = desk.fetch(access.visible_to(actor), report_id)
    if report.basis != Basis.RECORDS:
        return ()
    window = window_of(whose(get_agency(report.holder_id)).scope, period(report.period_code), report.as_of)
    return findings(window, [code for group in GROUPS for code, _ in codes_of(group)])


def word_file(actor: Actor, report_id: UUID, number: int | None = None) -> bytes:
    """The Word file: of a frozen version, or of the draft as it stands."""
    return _word(_drawn(actor, report_id, number))


def pdf_file(actor: Actor, report_id: UUID, number: int | None = None) -> bytes:
    """The same document as PDF/A; of a frozen version the very file that a detached signature is over."""
    if number is not None:
        return _signable(_numbered(desk.fetch(access.visible_to(actor), report_id), number))
    return _pdf(_drawn(actor, report_id, number))


def signature_file(actor: Actor, report_id: UUID, number: int | None = None) -> bytes:
    """The detached signature over the PDF of a version, as it was handed in."""
    report = desk.fetch(access.visible_to(actor), report_id)
    found = _signatures(report.id).get(number or 0)
    if found is None:
        raise NotFound
    return bytes(found.signature)


def excel_file(actor: Actor, report_id: UUID, number: int | None = None) -> bytes:
    """The tables as a workbook."""
    from lachan.reports.build.xlsx import write_xlsx  # late: XlsxWriter is for this act alone

    content = _content(actor, report_id, number)
    return write_xlsx(form_of(content), header_of_content(content, version=number), figures_of(content))


def package_file(actor: Actor, report_id: UUID, number: int) -> bytes:
    """A signed version as a file that another installation takes in."""
    report = desk.fetch(access.visible_to(actor), report_id)
    version, agency = _numbered(report, number), get_agency(report.holder_id)
    up = receivers_of(agency, report.opened_on)
    return write_package(
        Package(
            sender_code=agency.code,
            sender_kind=str(agency.kind),
            sender_name=agency.name,
            place_code=agency.area_code or agency.province_code,
            line=str(up[0].line) if up else "programme",
            kind=report.kind,
            period_code=report.period_code,
            version=version.number,
            sha256=version.sha256,
            content=version.content,
        )
    )


def build_file(kind: str, agency_code: str, period_code: str, as_of: date, form: str = "docx") -> bytes:
    """A draft without a stored report: what the command line asks for. Figures are those of the pages."""
    content = content_for(kind.replace("-", "_"), agency_by_code(agency_code), period_code, as_of)
    if form == "xlsx":
        from lachan.reports.build.xlsx import write_xlsx

        return write_xlsx(form_of(content), header_of_content(content), figures_of(content))
    return (_pdf if form == "pdf" else _word)(document(content))


def pdf_digest(actor: Actor, report_id: UUID, number: int) -> str:
    """What a digital signature is made over: the PDF without the line that says it was signed."""
    return _digest(_numbered(desk.fetch(access.visible_to(actor), report_id), number))


def _drawn(actor: Actor, report_id: UUID, number: int | None) -> Document:
    content = _content(actor, report_id, number)
    found = _signatures(report_id).get(number) if number else None
    return document(content, version=number, signed_line=_signed_words(found) if found else "")


def _content(actor: Actor, report_id: UUID, number: int | None) -> Content:
    report = desk.fetch(access.visible_to(actor), report_id)
    if number is not None:
        return _numbered(report, number).content
    header, figures = head_and_figures(report, report.as_of)
    return freeze(report.kind, header, figures, report.narrative)


def _numbered(report: Report, number: int) -> ReportVersion:
    version = report.versions.filter(number=number).first()
    if version is None:
        raise NotFound
    return version


def _word(built: Document) -> bytes:
    from lachan.reports.build.docx import write_docx  # late: python-docx is for this act alone

    return write_docx(built)


def _pdf(built: Document) -> bytes:
    from lachan.reports.build.typeset import write_pdf

    return write_pdf(built)


def _section(key: str, title: str, text: str, offer: list[Sentence], known: frozenset[str]) -> SectionLine:
    return SectionLine(key, title, text, plain(offer), tuple(offer), tuple(unknown_numbers(text, known)))


def _signatures(report_id: UUID) -> dict[int, DigitalSignature]:
    rows = DigitalSignature.objects.filter(report_id=report_id).order_by("entry_seq")
    return {row.version: row for row in rows}


def _version(row: ReportVersion, signature: DigitalSignature | None) -> VersionLine:
    return VersionLine(
        number=row.number,
        made_at=row.made_at,
        sha256=row.sha256,
        reason=row.reason,
        changes=tuple(Change(**c) for c in row.changes),
        is_intact=digest(row.content) == row.sha256,
        signature=_line(signature, row) if signature else None,
    )


def _line(found: DigitalSignature, version: ReportVersion) -> SignatureLine:
    return SignatureLine(_signed_words(found), checked(bytes(found.signature), _signable(version)))


def _signed_words(found: DigitalSignature) -> str:
    return f"Đã ký số: {found.signer}, {found.signed_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def _signable(version: ReportVersion) -> bytes:
    """The PDF as it is put before the signing tool: what it is signed over stays the same afterwards."""
    return _pdf(document(version.content, version=version.number))


def _digest(version: ReportVersion) -> str:
    return sha256(_signable(version)).hexdigest()


def line_of(report: Report) -> ReportLine:
    return ReportLine(
        id=report.id,
        code=report.code,
        kind=ReportKind(report.kind),
        status=ReportStatus(report.status),
        basis=Basis(report.basis),
        period_code=report.period_code,
        as_of=report.as_of,
        holder_id=report.holder_id,
        opened_on=report.opened_on,
        round_id=report.round_id,
        plan_id=report.plan_id,
    )
