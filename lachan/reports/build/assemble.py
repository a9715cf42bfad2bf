"""Form + header + frozen figures + the officer's own text = one official document. No figure is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lachan.base.errors import Misbuilt
from lachan.reports.build.charts import chart
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
from lachan.reports.build.figures import in_a_sentence, vi_date, vi_number, vi_percent
from lachan.reports.build.form import PLACEHOLDER, Form, FormSection
from lachan.reports.build.narrative import TELLS, ProposalLine, Told, trend
from lachan.reports.build.said import Said, Sentence, plain
from lachan.reports.build.tables import (
    DoubleRow,
    FigureRow,
    ScorecardRow,
    SourceRow,
    TableWriter,
    TaskLine,
    TaskRow,
    shown,
)

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
GROUPS = ("tips", "cases", "victims")
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
    signed_line: str = ""


@dataclass(frozen=True)
class ReportFigures:
    """The frozen figures of a report; ``tables`` by group: tips, cases, victims.

    A table handed in empty says that nothing arose; one that is not handed in was not counted, and is left out.
    ``before_label``: what «previous» is, the same period last year or the phase before. ``own``: what the agency
    itself did and held, which receivers add up; ``of_agency``: its name, where the tables tell of nothing else.
    ``doubles``: of a sum of reports, what is in several of them; None: whoever sums has no records to tell.
    """

    period_label: str
    as_of: date
    start: date | None = None
    end: date | None = None
    next_period_label: str = ""
    scorecard: tuple[ScorecardRow, ...] = ()
    tables: Mapping[str, tuple[FigureRow, ...]] = field(default_factory=dict)
    tasks: tuple[TaskRow, ...] = ()
    task_lines: tuple[TaskLine, ...] | None = None
    sources: tuple[SourceRow, ...] | None = None
    proposals: tuple[ProposalLine, ...] = ()
    before_label: str = "cùng kỳ năm trước"
    own: tuple[FigureRow, ...] = ()
    of_agency: str = ""
    doubles: tuple[DoubleRow, ...] | None = None

    @property
    def lists(self) -> dict[str, tuple[TaskLine, ...] | tuple[SourceRow, ...]]:
        """The tables of single lines, by the names the forms use; one that was not gathered is left out."""
        named = {"task_lines": self.task_lines, "sources": self.sources}
        return {name: rows for name, rows in named.items() if rows is not None}


def assemble(form: Form, header: Header, figures: ReportFigures, narrative: Mapping[str, str]) -> Document:
    """``narrative`` replaces the proposed text of a section by its key; blank lines and "- " make the paragraphs."""
    _refuse_strangers(form, figures, narrative)
    texts = texts_of(form, header, figures, narrative)
    words = _words(header, figures)
    writer = TableWriter(
        form, figures.scorecard, figures.tables, figures.tasks, words["period"], figures.lists, figures.before_label
    )
    opening = tuple(
        Paragraph(_fill(text, words)) for text in (*form.opening, *_whose_numbers(figures), *_summed_from(figures))
    )
    body = tuple(_sections(form.sections, texts, words, writer, figures))
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
        signed_line=header.signed_line,
    )


def _whose_numbers(figures: ReportFigures) -> Iterator[str]:
    """Said at the beginning where the numbers are not those of the whole area."""
    if figures.of_agency:
        wholes = {row.whole for row in figures.scorecard} | {r.whole for t in figures.tables.values() for r in t}
        beside = "".join(f"; số liệu ghi «{whole}» là số chung, nêu để đối chiếu" for whole in sorted(wholes - {""}))
        yield f"Số liệu là những việc do {figures.of_agency} thực hiện và hồ sơ do cơ quan giữ trong kỳ{beside}."


def _summed_from(figures: ReportFigures) -> Iterator[str]:
    if figures.sources is None:
        return
    said = f"Số liệu được cộng từ {vi_number(len(figures.sources))} báo cáo đã ký của cấp dưới (danh sách kèm theo)"
    rule = "hồ sơ có việc ở nhiều nơi được tính ở từng nơi"
    if figures.doubles is None:
        yield f"{said}; {rule}."
    elif not figures.doubles:
        yield f"{said}; không có hồ sơ nào được tính ở hai nơi."
    else:
        counted = "; ".join(
            f"{row.label[:1].lower()}{row.label[1:]}: cộng các báo cáo {vi_number(row.total)} {row.unit}, tính mỗi"
            f" hồ sơ một lần {vi_number(row.distinct)} {row.unit}" for row in figures.doubles
        )  # fmt: skip
        yield f"{said}; {rule}, cụ thể: {counted}."


def texts_of(form: Form, header: Header, figures: ReportFigures, narrative: Mapping[str, str]) -> dict[str, str]:
    """The text of every section: the officer's where there is one, else the proposal."""
    return {**proposed(form, header, figures), **{key: text for key, text in narrative.items() if text.strip()}}


def proposed(form: Form, header: Header, figures: ReportFigures) -> dict[str, str]:
    """The text proposed for each section, one sentence a line; what is not known stays "……" for the officer."""
    return {key: plain(sentences) for key, sentences in spoken(form, header, figures).items()}


def spoken(form: Form, header: Header, figures: ReportFigures) -> dict[str, list[Sentence]]:
    """The same with every number still tied to its figure."""
    words, rows = _words(header, figures), _rows_by_code(figures)
    told = Told(figures.tables, figures.scorecard, figures.tasks, figures.proposals, figures.before_label)

    def sentences(leaf: FormSection) -> Iterator[Sentence]:
        yield from (_spoken(text, words, rows, told.before) for text in leaf.sentences)
        for name in leaf.tells:
            yield from TELLS[name](told)
        yield from (_spoken(text, words, rows, told.before) for text in leaf.asks)

    return {leaf.key: list(sentences(leaf)) for leaf in form.leaves()}


def titles(form: Form, header: Header, figures: ReportFigures) -> dict[str, str]:
    """The title of each section as the document will show it."""
    words = _words(header, figures)
    return {leaf.key: _fill(leaf.title, words) for leaf in form.leaves()}


def _refuse_strangers(form: Form, figures: ReportFigures, narrative: Mapping[str, str]) -> None:
    sections = narrative.keys() - {leaf.key for leaf in form.leaves()}
    tables = figures.tables.keys() - set(GROUPS)
    if sections or tables:
        raise Misbuilt(f"report form {form.kind!r} does not know {sorted(sections | tables)}")


def _words(header: Header, figures: ReportFigures) -> dict[str, str]:
    """What the placeholders of a form stand for: the header's words, and each figure under its code."""
    rows = [row for row in _rows_by_code(figures).values() if row.value is not None]
    words = {row.code: shown(row.value, row.unit) for row in rows}
    words |= {row.code: vi_percent(row.value) for row in figures.scorecard if row.code and row.value is not None}
    words |= {
        "period": in_a_sentence(figures.period_label),
        "span": _span(figures),
        "next_period": in_a_sentence(figures.next_period_label),
        "before": figures.before_label,
        "as_of": vi_date(figures.as_of),
        "issuer": " ".join(header.issuer),
        "area": header.area,
        "plan": header.plan,
        "plan_short": header.plan_short or header.plan,
        "topic": header.topic,
    }
    return words


def _span(figures: ReportFigures) -> str:
    """The first and the last day of the period: six months of a report are not those of the calendar."""
    if figures.start is None or figures.end is None:
        return f"theo kỳ {in_a_sentence(figures.period_label)}"
    return f"từ ngày {vi_date(figures.start)} đến ngày {vi_date(figures.end)}"


def _rows_by_code(figures: ReportFigures) -> dict[str, FigureRow]:
    """The row of each figure; of several with one code (its breakdown) the first, which is the whole."""
    found: dict[str, FigureRow] = {}
    for row in (row for table in figures.tables.values() for row in table if row.code and not row.is_detail):
        found.setdefault(row.code, row)
    return found


def _fill(text: str, words: Mapping[str, str]) -> str:
    filled = PLACEHOLDER.sub(lambda found: words.get(found[1]) or BLANK, text)
    return filled[:1].upper() + filled[1:]


def _spoken(text: str, words: Mapping[str, str], rows: Mapping[str, FigureRow], before: str) -> Sentence:
    """The sentence with its holes filled; what fills a hole with a dot in its name is a figure."""
    pieces: list[Said] = []
    end = 0
    for hole in PLACEHOLDER.finditer(text):
        pieces.append(Said(text[end : hole.start()]))
        name, end = hole[1], hole.end()
        if hole[2]:
            moved = trend(rows[name], before) if name in rows else ()
            pieces += (Said(", "), *moved) if moved else ()
        else:
            pieces.append(Said(words.get(name) or BLANK, name if "." in name and words.get(name) else ""))
    pieces.append(Said(text[end:]))
    kept = [piece for piece in pieces if piece.text]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text[:1].upper() + kept[0].text[1:])
    return tuple(kept)


def _sections(
    sections: tuple[FormSection, ...],
    texts: Mapping[str, str],
    words: Mapping[str, str],
    writer: TableWriter,
    figures: ReportFigures,
    level: int = 1,
) -> Iterator[Part]:
    for position, section in enumerate(sections):
        title = _fill(section.title, words)
        yield Heading(level, _number(level, position), title.upper() if level == 1 else title)
        if section.parts:
            yield from _sections(section.parts, texts, words, writer, figures, level + 1)
            continue
        yield from _paragraphs(texts[section.key])
        yield from writer.write(section.tables)
        yield from _charts(section, figures)


def _charts(section: FormSection, figures: ReportFigures) -> Iterator[Part]:
    for name in section.charts:
        period = in_a_sentence(figures.period_label)
        drawn = chart(name, dict(figures.tables), figures.scorecard, period, figures.before_label)
        if drawn:
            yield drawn


def _number(level: int, position: int) -> str:
    return {1: f"{_ROMAN[position]}.", 2: f"{position + 1}.", 3: f"{_LETTERS[position]})"}[level]


def _paragraphs(text: str) -> Iterator[Part]:
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith(("- ", "+ ", "• ")):
            yield Bullet(line[2:].strip())
        elif line:
            yield Paragraph(line)


def _annexes(form: Form, writer: TableWriter) -> Iterator[Annex]:
    """Those that have something to show, numbered among themselves."""
    written = [(annex, tuple(writer.write(annex.tables))) for annex in form.annexes]
    shown_ = [(annex, parts) for annex, parts in written if parts]
    for position, (annex, parts) in enumerate(shown_):
        yield Annex("" if len(shown_) == 1 else _ROMAN[position], annex.title, parts, annex.is_landscape)
