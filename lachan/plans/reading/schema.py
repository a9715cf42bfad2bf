"""The shape of a reading: one frozen tree, each finding with the span of text it came from."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass

SCHEMA = "lachan-plan/1"
Span = tuple[int, int]


@dataclass(frozen=True)
class Metadata:
    number: str | None = None
    date: str | None = None
    place: str | None = None
    title: str | None = None
    issuer: str | None = None
    doc_type: str | None = None
    is_draft: bool = False


@dataclass(frozen=True)
class Words:
    """Words of the document that stand for a finding by themselves."""

    text: str
    span: Span


@dataclass(frozen=True)
class Scope:
    level: str | None = None
    place: str | None = None
    priority_areas: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Period:
    start: str | None = None
    end: str | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Evidence:
    """The words behind a field that has no span of its own."""

    field: str
    span: Span


@dataclass(frozen=True)
class LegalBasis:
    type: str
    number: str | None
    date: str | None
    issuer: str | None
    span: Span


@dataclass(frozen=True)
class Objective:
    section: str
    text: str
    span: Span


@dataclass(frozen=True)
class Target:
    """A measurable promise; `reason` says why the indicator was chosen and stays None where there is none."""

    section: str
    comparator: str | None
    value: float | None
    unit: str | None
    subject: str
    indicator: str | None
    by: str | None
    kind: str
    span: Span
    reason: str | None = None


@dataclass(frozen=True)
class Section:
    path: str
    label: str
    heading: str | None
    text: str
    leaf: bool
    span: Span


@dataclass(frozen=True)
class AgencyRef:
    """`name` is the canonical Vietnamese name, `raw` the words in the document."""

    name: str
    raw: str
    span: Span


@dataclass(frozen=True)
class Deadline:
    raw: str
    date: str | None
    span: Span


@dataclass(frozen=True)
class Task:
    """Bodies by name; generic groups («các cơ quan liên quan») beside them, since no desk answers for a group."""

    path: str
    text: str
    role: str
    leads: tuple[AgencyRef, ...]
    partners: tuple[AgencyRef, ...]
    directed: tuple[AgencyRef, ...]
    is_request: bool
    deadline: Deadline | None
    themes: tuple[str, ...]
    span: Span
    partner_groups: tuple[str, ...] = ()
    directed_groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duty:
    what: str
    cycle: str | None
    due: str | None
    reporters: tuple[str, ...]
    recipients: tuple[str, ...]
    via: tuple[str, ...]
    onward: tuple[str, ...]
    span: Span


@dataclass(frozen=True)
class Amount:
    value: float
    unit: str
    span: Span


@dataclass(frozen=True)
class Source:
    text: str
    span: Span


@dataclass(frozen=True)
class Budget:
    amounts: tuple[Amount, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Signatory:
    name: str | None
    on_behalf: str | None
    capacity: str | None
    position: str | None


@dataclass(frozen=True)
class Warning_:
    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True)
class PlanReading:
    """What the reader found in one document; spans are character offsets in `text`."""

    text: str = field(repr=False)
    metadata: Metadata = Metadata()
    scope: Scope = Scope()
    beneficiaries: tuple[Words, ...] = ()
    period: Period = Period()
    legal_bases: tuple[LegalBasis, ...] = ()
    objectives: tuple[Objective, ...] = ()
    targets: tuple[Target, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    budget: Budget = Budget()
    recipients: tuple[str, ...] = ()
    signatory: Signatory | None = None
    hotlines: tuple[str, ...] = ()
    pilot_areas: tuple[str, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: str = "high"

    def as_json(self) -> dict[str, object]:
        """The reading in the shape `lachan-plan/1`, ready for json.dumps."""
        body = {f.name: plain(getattr(self, f.name)) for f in fields(self) if f.name != "text"}
        return {"schema": SCHEMA, **body}


def plain(value: object) -> object:
    """Dataclasses and tuples as dicts and lists; numbers without a useless fraction."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
