"""The official report forms: which sections, proposed sentences and tables a report has, read from dated TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lachan.base.errors import Misbuilt
from lachan.law.rows import Confidence
from lachan.reports.build.document import Align

FORMS = Path(__file__).parent.parent / "forms"
KINDS = (
    "six_month", "annual", "monthly", "thematic", "adhoc", "review", "midterm_review", "final_review", "plan_annex",
)  # fmt: skip
PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)(\|trend)?\}")
HEADER_WORDS = frozenset(
    {"period", "span", "next_period", "before", "as_of", "issuer", "area", "plan", "plan_short", "topic"}
)  # fmt: skip
# Sentences that the machine writes from the figures, by name; narrative.py has one function for each. None is ever
# taken away: a signed report keeps its form, and is drawn by it again.
TELLERS = frozenset(
    {"summary", "tips", "cases", "victims", "targets", "shortfalls", "tasks", "proposals", "pending", "unsure"}
)
CHARTS = frozenset({"targets", "tips", "cases", "victims"})
ROW_FIELDS = {
    "scorecard": ("position", "target", "assigned", "value", "share", "status", "previous"),
    "figure": ("position", "label", "unit", "value", "share", "previous", "to_date"),
    "task": ("position", "agency", "assigned", "done", "in_progress", "late", "note"),
    "task_line": ("position", "task", "agency", "due", "status", "note"),
    "source": ("position", "agency", "number", "version", "sent_on", "sha256"),
}


@dataclass(frozen=True)
class FormColumn:
    """``shows`` names the field of the row; an optional column disappears when no row has anything in it."""

    title: str
    shows: str
    width: int
    align: Align
    is_optional: bool = False


@dataclass(frozen=True)
class FormTable:
    """``rows_of``: another table's rows with columns of its own; ``empty``: what is said where there is no row."""

    name: str
    title: str
    row_kind: str
    columns: tuple[FormColumn, ...]
    note: str = ""
    empty: str = "Không phát sinh"
    rows_of: str = ""


@dataclass(frozen=True)
class FormSection:
    """``sentences`` are proposed to the officer, who rewrites them under ``key``; those that the machine writes from
    the figures (``tells``) follow them, and ``asks`` at the end are what only a person can know.
    """

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    parts: tuple[FormSection, ...] = ()
    tells: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormAnnex:
    title: str
    tables: tuple[str, ...]
    is_landscape: bool


@dataclass(frozen=True)
class Form:
    kind: str
    name: str
    type_name: str
    symbol: str
    subject: str
    opening: tuple[str, ...]
    closing: str
    sections: tuple[FormSection, ...]
    tables: dict[str, FormTable]
    annexes: tuple[FormAnnex, ...]
    source: str
    confidence: Confidence
    note: str
    in_force_from: date
    in_force_until: date | None

    def leaves(self) -> Iterator[FormSection]:
        """The sections that hold text, in the order of the document."""
        return _leaves(self.sections)


@cache
def load_form(kind: str) -> Form:
    """The form of a kind of report, ``six_month`` or ``six-month``; a faulty file is the programmer's mistake."""
    return read_form(form_row(kind), {})


def form_row(kind: str) -> dict[str, Any]:
    """The form as the file has it, with the tables it may use: what a signed report keeps beside its figures."""
    name = kind.replace("-", "_")
    if name not in KINDS:
        raise Misbuilt(f"no report form {kind!r}")
    shared = tomllib.loads((FORMS / "tables.toml").read_text(encoding="utf-8"))
    row = tomllib.loads((FORMS / f"{name}.toml").read_text(encoding="utf-8"))
    used = set(_used_tables(row))
    tables = {n: t for n, t in {**shared, **row.get("tables", {})}.items() if n in used}
    return {**row, "tables": tables}


@cache
def phrases_of(group: str) -> dict[str, str]:
    """How a figure of a shared table is said in the sentence that sums up the period."""
    shared = tomllib.loads((FORMS / "tables.toml").read_text(encoding="utf-8"))
    return dict(shared[group].get("phrases", {}))


@cache
def codes_of(group: str) -> tuple[tuple[str, bool], ...]:
    """The figures of a shared table in its order, each with whether it is told in words."""
    shared = tomllib.loads((FORMS / "tables.toml").read_text(encoding="utf-8"))
    return tuple((code, code in shared[group]["key"]) for code in shared[group]["codes"])


def _used_tables(row: dict[str, Any]) -> Iterator[str]:
    for section in (*row.get("sections", ()), *row.get("parts", ()), *row.get("annexes", ())):
        yield from section.get("tables", ())
        yield from _used_tables({"parts": section.get("parts", ())})


def read_form(row: dict[str, Any], shared_tables: dict[str, Any]) -> Form:
    """A form from its TOML; the tables it defines itself come before the shared ones of the same name."""
    try:
        form = Form(
            kind=row["kind"],
            name=row["name"],
            type_name=row["type_name"],
            symbol=row["symbol"],
            subject=row["subject"],
            opening=tuple(row["opening"]),
            closing=row["closing"],
            sections=tuple(_section(s) for s in row["sections"]),
            tables={n: _table(n, t) for n, t in {**shared_tables, **row.get("tables", {})}.items()},
            annexes=tuple(_annex(a) for a in row.get("annexes", ())),
            source=row["source"],
            confidence=Confidence(row["confidence"]),
            note=row.get("note", ""),
            in_force_from=_day(row["in_force_from"]),
            in_force_until=_day(row["in_force_until"]) if row.get("in_force_until") else None,
        )
    except KeyError as missing:
        raise Misbuilt(f"report form {row.get('kind')!r} lacks {missing}") from missing
    _check(form)
    return form


def _day(given: date | str) -> date:
    """A day of TOML, or of the JSON that a signed report keeps."""
    return date.fromisoformat(given) if isinstance(given, str) else given


def _section(row: dict[str, Any]) -> FormSection:
    return FormSection(
        row["key"],
        row["title"],
        tuple(row.get("sentences", ())),
        tuple(row.get("tables", ())),
        tuple(_section(part) for part in row.get("parts", ())),
        tuple(row.get("tells", ())),
        tuple(row.get("asks", ())),
        tuple(row.get("charts", ())),
    )


def _table(name: str, row: dict[str, Any]) -> FormTable:
    columns = tuple(
        FormColumn(c["title"], c["shows"], c["width"], Align(c["align"]), c.get("is_optional", False))
        for c in row["columns"]
    )
    words = row.get("note", ""), row.get("empty", "Không phát sinh"), row.get("rows_of", name)
    return FormTable(name, row["title"], row["row_kind"], columns, *words)


def _annex(row: dict[str, Any]) -> FormAnnex:
    return FormAnnex(row["title"], tuple(row["tables"]), row.get("is_landscape", False))


def _leaves(sections: tuple[FormSection, ...]) -> Iterator[FormSection]:
    for section in sections:
        if section.parts:
            yield from _leaves(section.parts)
        else:
            yield section


def _check(form: Form) -> None:
    faults = [*_faults_of_sections(form), *_faults_of_tables(form), *_faults_of_words(form)]
    if not form.source:
        faults.append("no source")
    if faults:
        raise Misbuilt(f"report form {form.kind!r}: {'; '.join(faults)}")


def _faults_of_sections(form: Form) -> Iterator[str]:
    leaves = list(form.leaves())
    keys = [leaf.key for leaf in leaves]
    yield from (f"two sections {key!r}" for key in {k for k in keys if keys.count(k) > 1})
    yield from (
        f"section {leaf.key!r} is empty" for leaf in leaves if not (leaf.sentences or leaf.tables or leaf.tells)
    )
    yield from (f"{leaf.key!r} tells {t!r}" for leaf in leaves for t in leaf.tells if t not in TELLERS)
    yield from (f"{leaf.key!r} draws {c!r}" for leaf in leaves for c in leaf.charts if c not in CHARTS)


def _faults_of_tables(form: Form) -> Iterator[str]:
    used = [name for leaf in form.leaves() for name in leaf.tables]
    used += [name for annex in form.annexes for name in annex.tables]
    yield from (f"table {name!r} is not defined" for name in used if name not in form.tables)
    for table in form.tables.values():
        fields = ROW_FIELDS.get(table.row_kind, ())
        yield from (f"{table.name!r} has no field {c.shows!r}" for c in table.columns if c.shows not in fields)


def _faults_of_words(form: Form) -> Iterator[str]:
    texts = [form.subject, *form.opening, form.closing]
    texts += [text for leaf in form.leaves() for text in (leaf.title, *leaf.sentences, *leaf.asks)]
    words = {word for text in texts for word, _ in PLACEHOLDER.findall(text)}
    # A word with a dot is the code of a figure: which figures exist is not the form's to know.
    yield from (f"unknown word {{{word}}}" for word in words if "." not in word and word not in HEADER_WORDS)
