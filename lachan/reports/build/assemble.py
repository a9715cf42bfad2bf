"""Form + header + frozen figures + the officer's own text = one official document. No figure is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from lachan.base.errors import Misbuilt
from lachan.reports.build.document import (
    BLANK,
    Annex,
    Bullet,
    Document,
    Frozen,
    Heading,
    Paragraph,
    Part,
    Signature,
)
from lachan.reports.build.figures import vi_date, vi_percent
from lachan.reports.build.form import PLACEHOLDER, Form, FormSection
from lachan.reports.build.tables import FigureRow, ScorecardRow, TableWriter, TaskRow, shown

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True)
class Header:
    """Who issues the report, to whom, who signs. ``issuer`` in ordinary case, one item per line of the letterhead.

    ``agency_symbol`` is what follows the type in the document's symbol: "BCĐ138" gives "BC-BCĐ138". ``plan`` is
    the full citation that a document owes at first mention, ``plan_short`` the type and number it uses afterwards.
    """

    issuer: tuple[str, ...]
    agency_symbol: str
    place: str
    signature: Signature
    recipients: tuple[str, ...]
    superior: tuple[str, ...] = ()
    number: str = ""
    dated_on: date | None = None
    addressed_to: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    area: str = ""
    plan: str = ""
    plan_short: str = ""
    topic: str = ""
    is_draft: bool = False
    is_sample: bool = False
    frozen: Frozen | None = None


@dataclass(frozen=True)
class ReportFigures:
    """The frozen figures of a report; ``tables`` by the names the forms use: tips, cases, victims.

    A table handed in empty says that nothing arose; one that is not handed in was not counted, and is left out.
    """

    period_label: str
    as_of: date
    next_period_label: str = ""
    scorecard: tuple[ScorecardRow, ...] = ()
    tables: Mapping[str, tuple[FigureRow, ...]] = field(default_factory=dict)
    tasks: tuple[TaskRow, ...] = ()


def assemble(form: Form, header: Header, figures: ReportFigures, narrative: Mapping[str, str]) -> Document:
    """``narrative`` replaces the proposed text of a section by its key; blank lines and "- " make the paragraphs."""
    _refuse_strangers(form, figures, narrative)
    texts = {**proposed(form, header, figures), **{key: text for key, text in narrative.items() if text.strip()}}
    words = _words(header, figures)
    writer = TableWriter(form, figures.scorecard, figures.tables, figures.tasks, words["period"])
    opening = tuple(Paragraph(_fill(text, words)) for text in form.opening)
    body = tuple(_sections(form.sections, texts, words, writer))
    return Document(
        issuer=header.issuer,
        symbol=f"{form.symbol}-{header.agency_symbol}",
        place=header.place,
        type_name=form.type_name,
        subject=_fill(form.subject, words),
        parts=(*opening, *body, Paragraph(_fill(form.closing, words))),
        signature=header.signature,
        recipients=header.recipients,
        superior=header.superior,
        number=header.number,
        dated_on=header.dated_on,
        addressed_to=header.addressed_to,
        legal_bases=header.legal_bases,
        annexes=tuple(_annexes(form, writer)),
        is_draft=header.is_draft,
        is_sample=header.is_sample,
        frozen=header.frozen,
    )


def proposed(form: Form, header: Header, figures: ReportFigures) -> dict[str, str]:
    """The text proposed for each section, one sentence a line; what is not known stays "……" for the officer."""
    words = _words(header, figures)
    return {leaf.key: "\n".join(_fill(text, words) for text in leaf.sentences) for leaf in form.leaves()}


def titles(form: Form, header: Header, figures: ReportFigures) -> dict[str, str]:
    """The title of each section as the document will show it."""
    words = _words(header, figures)
    return {leaf.key: _fill(leaf.title, words) for leaf in form.leaves()}


def _refuse_strangers(form: Form, figures: ReportFigures, narrative: Mapping[str, str]) -> None:
    sections = narrative.keys() - {leaf.key for leaf in form.leaves()}
    tables = figures.tables.keys() - form.tables.keys()
    if sections or tables:
        raise Misbuilt(f"report form {form.kind!r} does not know {sorted(sections | tables)}")


def _words(header: Header, figures: ReportFigures) -> dict[str, str]:
    """What the placeholders of a form stand for: the header's words, and each figure under its code."""
    rows = [row for table in figures.tables.values() for row in table if row.value is not None]
    words = {row.code: shown(row.value, row.unit) for row in rows if row.code}
    words |= {row.code: vi_percent(row.value) for row in figures.scorecard if row.code and row.value is not None}
    words |= {
        "period": figures.period_label,
        "next_period": figures.next_period_label,
        "as_of": vi_date(figures.as_of),
        "issuer": " ".join(header.issuer),
        "area": header.area,
        "plan": header.plan,
        "plan_short": header.plan_short or header.plan,
        "topic": header.topic,
    }
    return words


def _fill(text: str, words: Mapping[str, str]) -> str:
    filled = PLACEHOLDER.sub(lambda found: words.get(found[1]) or BLANK, text)
    return filled[:1].upper() + filled[1:]


def _sections(
    sections: tuple[FormSection, ...],
    texts: Mapping[str, str],
    words: Mapping[str, str],
    writer: TableWriter,
    level: int = 1,
) -> Iterator[Part]:
    for position, section in enumerate(sections):
        title = _fill(section.title, words)
        yield Heading(level, _number(level, position), title.upper() if level == 1 else title)
        if section.parts:
            yield from _sections(section.parts, texts, words, writer, level + 1)
            continue
        yield from _paragraphs(texts[section.key])
        yield from writer.write(section.tables)


def _number(level: int, position: int) -> str:
    return {1: f"{_ROMAN[position]}.", 2: f"{position + 1}.", 3: f"{_LETTERS[position]})"}[level]


def _paragraphs(text: str) -> Iterator[Part]:
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith(("- ", "+ ", "• ")):
            yield Bullet(line[2:].strip())
        elif line:
            yield Paragraph(line)


def _annexes(form: Form, writer: TableWriter) -> Iterator[Annex]:
    is_single = len(form.annexes) == 1
    for position, annex in enumerate(form.annexes):
        yield Annex(
            "" if is_single else _ROMAN[position], annex.title, tuple(writer.write(annex.tables)), annex.is_landscape
        )
