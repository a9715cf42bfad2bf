"""Figures as frozen data: one canonical form, its hash, back into a document, and the differences of two versions."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from lachan.reports.build.assemble import Header, ReportFigures, assemble, texts_of
from lachan.reports.build.document import Document, Frozen, Signature
from lachan.reports.build.figures import vi_percent
from lachan.reports.build.form import Form, form_row, load_form, read_form
from lachan.reports.build.narrative import ProposalLine
from lachan.reports.build.tables import DoubleRow, FigureRow, ScorecardRow, SourceRow, TaskLine, TaskRow, shown

Content = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One figure that is not what it was."""

    label: str
    before: str
    after: str


def freeze(kind: str, header: Header, figures: ReportFigures, narrative: dict[str, str]) -> Content:
    """Everything the document shows as plain JSON: the form it was made by, the head, the figures, every sentence."""
    row = form_row(kind)
    head = {k: v for k, v in asdict(header).items() if k not in ("frozen", "is_draft", "signed_line")}
    head["dated_on"] = header.dated_on.isoformat() if header.dated_on else None
    numbers = asdict(figures)
    numbers["as_of"] = figures.as_of.isoformat()
    texts = texts_of(read_form(row, {}), header, figures, narrative)
    frozen = {"kind": kind, "form": row, "head": head, "figures": numbers, "narrative": texts}
    return json.loads(json.dumps(frozen, default=str))


def digest(content: Content) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def document(content: Content, *, version: int | None = None, signed_line: str = "") -> Document:
    """The document of a frozen content; with a version its footer carries the hash, without one it is a draft."""
    head = header_of_content(content, version=version, signed_line=signed_line)
    return assemble(form_of(content), head, figures_of(content), content["narrative"])


def header_of_content(content: Content, *, version: int | None = None, signed_line: str = "") -> Header:
    head = _head(content["head"], Frozen(digest(content), version) if version else None)
    return replace(head, signed_line=signed_line)


def form_of(content: Content) -> Form:
    """The form the report was made by, not the one of today."""
    return read_form(content["form"], {}) if "form" in content else load_form(content["kind"])


def figures_of(content: Content) -> ReportFigures:
    row = content["figures"]
    return ReportFigures(
        period_label=row["period_label"],
        as_of=date.fromisoformat(row["as_of"]),
        start=_day(row.get("start")),
        end=_day(row.get("end")),
        next_period_label=row["next_period_label"],
        scorecard=tuple(ScorecardRow(**r) for r in row["scorecard"]),
        tables={name: tuple(FigureRow(**r) for r in rows) for name, rows in row["tables"].items()},
        tasks=tuple(TaskRow(**r) for r in row["tasks"]),
        task_lines=_rows(TaskLine, row.get("task_lines")),
        sources=_rows(SourceRow, row.get("sources")),
        proposals=tuple(ProposalLine(**r) for r in row.get("proposals", ())),
        before_label=row.get("before_label", "cùng kỳ năm trước"),
        own=tuple(FigureRow(**r) for r in row.get("own", ())),
        of_agency=row.get("of_agency", ""),
        doubles=_rows(DoubleRow, row.get("doubles")),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _rows(kind: type[Any], rows: list[dict[str, Any]] | None) -> tuple[Any, ...] | None:
    return None if rows is None else tuple(kind(**r) for r in rows)


def changes(old: Content, new: Content) -> list[Change]:
    """Every figure that differs, in the order of the new version."""
    before, after = _named(old), _named(new)
    keys = [*after, *(k for k in before if k not in after)]
    found = [Change(k, before.get(k, "–"), after.get(k, "–")) for k in keys if before.get(k) != after.get(k)]
    titles = {leaf.key: leaf.title for leaf in form_of(new).leaves()}
    written = [k for k in titles if old["narrative"].get(k, "") != new["narrative"].get(k, "")]
    return found + [Change(f"Lời mục «{titles[k]}»", "bản cũ", "đã sửa") for k in written]


def _head(row: dict[str, Any], frozen: Frozen | None) -> Header:
    plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    plain["signature"] = Signature(**row["signature"])
    plain["dated_on"] = date.fromisoformat(row["dated_on"]) if row["dated_on"] else None
    return Header(**plain, frozen=frozen, is_draft=frozen is None)


def _named(content: Content) -> dict[str, str]:
    figures = figures_of(content)
    named = {f"Chỉ tiêu: {r.target}": _with_share(vi_percent(r.value), r) for r in figures.scorecard}
    for rows in figures.tables.values():
        named |= {r.label: _with_share(shown(r.value, r.unit), r) for r in rows}
    named |= {f"Nhiệm vụ của {r.agency}": f"{r.assigned}/{r.done}/{r.in_progress}/{r.late}" for r in figures.tasks}
    return named


def _with_share(text: str, row: ScorecardRow | FigureRow) -> str:
    return f"{text} ({row.numerator}/{row.denominator})" if row.denominator is not None else text
