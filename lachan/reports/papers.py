"""Papers made from a victim's file: forms in data (papers.toml), each with what is known of its official form."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lachan.access.roles import Role
from lachan.base.errors import NotFound
from lachan.people.queries import AgencyLine
from lachan.reports.build.document import BLANK, Bullet, Document, Paragraph, Part, Signature
from lachan.reports.letterheads import header_of

FILE = Path(__file__).parent / "papers.toml"
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Paper:
    """``after``: acts of which one must be in the file; ``sides``: who signs a paper that two or more sign.

    ``is_personal``: hers, without an agency's head. ``is_of_referral``: made from a referral, with what she agreed to.
    """

    key: str
    title: str
    title_en: str
    type_name: str
    subject: str
    symbol: str
    after: tuple[str, ...]
    roles: tuple[str, ...]
    body: tuple[str, ...]
    source: str
    confidence: str
    form: str = ""
    sides: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    is_personal: bool = False
    is_of_referral: bool = False


@cache
def papers() -> dict[str, Paper]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["paper"]
    found = [_read(row) for row in rows]
    return {paper.key: paper for paper in found}


def _read(row: dict[str, Any]) -> Paper:
    frozen: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Paper(**frozen)


def paper(key: str) -> Paper:
    try:
        return papers()[key]
    except KeyError:
        raise NotFound from None


def offered(roles: frozenset[Role], verbs: frozenset[str], *, of_referral: bool = False) -> list[Paper]:
    """The papers these offices make of a file with these acts."""
    return [
        p
        for p in papers().values()
        if p.is_of_referral == of_referral and {str(r) for r in roles} & set(p.roles) and verbs & set(p.after)
    ]


def holes(one: Paper) -> frozenset[str]:
    """Every word of the record that the form asks for."""
    return frozenset(name for text in (one.subject, *one.body, *one.addressed_to) for name in _HOLE.findall(text))


def document_of(one: Paper, words: dict[str, str], agency: AgencyLine, on: date) -> Document:
    """``words`` by hole; what the record does not know stays a blank to be written by hand."""
    head = header_of(agency, plan="", plan_short="", is_sample=agency.is_sample, head={"dated_on": on.isoformat()})
    signature = Signature("") if one.sides else head.signature
    return Document(
        issuer=() if one.is_personal else head.issuer,
        superior=() if one.is_personal else head.superior,
        symbol="" if one.is_personal else "-".join(x for x in (one.symbol, head.agency_symbol) if x),
        place=head.place,
        type_name=one.type_name,
        subject=_filled(one.subject, words),
        parts=tuple(_body(one, words)),
        signature=replace(signature, name=""),
        recipients=() if one.sides or one.is_personal else ("Như trên", "Lưu: VT."),
        dated_on=on,
        addressed_to=tuple(_filled(a, words) for a in one.addressed_to),
        legal_bases=one.bases,
        is_sample=agency.is_sample,
        sides=one.sides,
    )


def _body(one: Paper, words: dict[str, str]) -> list[Part]:
    texts = (_filled(text, words) for text in one.body)
    return [Bullet(t.removeprefix("- ")) if t.startswith("- ") else Paragraph(t) for t in texts]


def _filled(text: str, words: dict[str, str]) -> str:
    return _HOLE.sub(lambda found: words.get(found[1]) or BLANK, text)
