"""What the review page draws: its sections, the rows in them, and the values of one finding's form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lachan.indicators.definitions import Indicator, indicators
from lachan.plans.changes import named, value_said
from lachan.plans.corrected import find, level_said, living
from lachan.plans.kinds import HEAD, HEAD_FIELDS, OF_PREFIX, Json, kind_of
from lachan.plans.parts import Part, findings_of
from lachan.plans.queries import DocumentPage
from lachan.plans.rules import DutyCycle, DutyKind, PlanLevel, Theme, plain_number
from lachan.web.forms.review import day_said
from lachan.web.parts import Tag

NO_LEAD = gettext_noop("Chưa nêu cơ quan chủ trì")
# id of the section → its title, the kinds it holds
SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("f", gettext_noop("Văn bản"), "f"), ("t", gettext_noop("Chỉ tiêu"), "t"), ("v", gettext_noop("Nhiệm vụ"), "v"),
    ("g", gettext_noop("Cơ quan"), "g"), ("b", gettext_noop("Chế độ báo cáo"), "b"),
    ("k", gettext_noop("Kinh phí"), "kn"), ("c", gettext_noop("Căn cứ pháp lý"), "c"),
    ("o", gettext_noop("Mục đích, mục tiêu"), "o"), ("p", gettext_noop("Phạm vi, nơi nhận"), "daxrh"),
)  # fmt: skip
SECTION_OF = {prefix: id for id, _title, prefixes in SECTIONS for prefix in prefixes}


@dataclass(frozen=True)
class Row:
    """A finding as one line: ``place`` its mark in the document, ``span`` its characters there."""

    key: str
    text: str
    place: str = ""
    tags: tuple[Tag, ...] = ()
    span: str = ""
    is_seen: bool = False
    is_gone: bool = False
    is_ours: bool = False
    needs: bool = False
    gone_to: str = ""
    name: str = ""

    @property
    def prefix(self) -> str:
        return self.key.partition("-")[0]


@dataclass(frozen=True)
class Group:
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """``add``: what can be added here, prefix and name. ``seen`` of ``total`` over the whole document."""

    id: str
    title: str
    groups: tuple[Group, ...]
    add: tuple[tuple[str, str], ...]
    seen: int
    total: int
    needs: int

    @property
    def is_done(self) -> bool:
        return self.total > 0 and self.seen >= self.total and not self.needs


def sections(page: DocumentPage, part: Part, only: Sequence[str] = ()) -> list[Section]:
    """The sections of the page (or those named), each with its rows of this part."""
    held, asking = findings_of(page.state, part), asking_keys(page)
    counts = {p.prefix: p for p in page.progress}
    found = []
    for id, title, prefixes in SECTIONS:
        if only and id not in only:
            continue
        mine = [counts[p] for p in prefixes if p in counts]
        found.append(
            Section(
                id, _(title), tuple(_groups(page, part, prefixes, held, asking)),
                tuple((p, OF_PREFIX[p].one) for p in prefixes if p in OF_PREFIX) if page.is_open else (),
                sum(p.seen for p in mine), sum(p.total for p in mine),
                sum(1 for key in asking if key.partition("-")[0] in prefixes),
            )
        )  # fmt: skip
    return found


def asking_keys(page: DocumentPage) -> set[str]:
    return {a.key for a in page.attention}


def _groups(
    page: DocumentPage, part: Part, prefixes: str, held: dict[str, list[Json]], asking: set[str]
) -> Iterator[Group]:
    if prefixes == "f":
        return
    if prefixes == "g":
        yield Group("", tuple(_agencies(page, part, asking)))
    elif prefixes == "v":
        by_lead: dict[str, list[Row]] = {}
        for item in held["v"]:
            leads = item.get("leads") or []
            by_lead.setdefault(leads[0]["name"] if leads else _(NO_LEAD), []).append(row_of(page, item, asking))
        yield from (Group(name, tuple(rows)) for name, rows in by_lead.items())
    else:
        several = len(prefixes) > 1
        for prefix in prefixes:
            if rows := tuple(row_of(page, item, asking) for item in held[prefix]):
                yield Group(OF_PREFIX[prefix].label if several else "", rows)


def _agencies(page: DocumentPage, part: Part, asking: set[str]) -> Iterator[Row]:
    for one in page.agencies:
        if not (part.holds(one.span[0]) if one.span else part.is_first):
            continue
        found = Tag(one.found, "ok") if one.is_known else Tag(_("chưa có trong danh mục"), "due" if one.is_lead else "")
        count = _("%(n)s chỗ") % {"n": one.count}
        lead = (Tag(_("chủ trì")),) if one.is_lead else ()
        yield Row(
            one.key, one.name, tags=(*lead, Tag(count), found), span=_span(one.span), needs=one.key in asking,
            is_ours=one.is_chosen, name=one.name,
        )  # fmt: skip


def row_of(page: DocumentPage, item: Json, asking: set[str]) -> Row:
    key, prefix = item["key"], item["key"].partition("-")[0]
    goes = find(page.state, item["into"]) if item.get("into") else None
    return Row(
        key, _text(prefix, item), str(item.get("path") or item.get("section") or ""),
        tuple(t for t in TAGS.get(prefix, _no_tags)(item) if t.text), _span(item.get("span")), key in page.seen,
        bool(item.get("gone")), item.get("was") is None, key in asking,
        named(kind_of(key), goes) if goes else "",
    )  # fmt: skip


def _span(span: Any) -> str:
    return f"{span[0]},{span[1]}" if span else ""


def _text(prefix: str, item: Json) -> str:
    if prefix == "t":
        subject = item.get("subject") or ""
        return subject[:1].upper() + subject[1:]
    if prefix == "b":
        reporters, recipients = item.get("reporters") or [], item.get("recipients") or []
        who = f": {', '.join(reporters)}" if reporters else ""
        return f"{DutyKind.label_of(item.get('what'))}{who}{' → ' + ', '.join(recipients) if recipients else ''}"
    if prefix in "ck":
        return named(OF_PREFIX[prefix], item)
    return str(item.get("text") or "")


def _no_tags(item: Json) -> Iterator[Tag]:
    return iter(())


def _target_tags(item: Json) -> Iterator[Tag]:
    yield Tag(level_said(item))
    known = indicators().get(item.get("indicator") or "")
    if known:
        yield Tag(known.name, "ok")
    elif item.get("value") is not None:
        yield Tag(_("chọn cách tính…"), "due")
    else:
        yield Tag(_("định tính"))
    if item.get("by"):
        yield Tag(_("đến %(day)s") % {"day": day_said(item["by"])})


def _task_tags(item: Json) -> Iterator[Tag]:
    if item.get("is_request"):
        yield Tag(_("Đề nghị"))
    leads = item.get("leads") or []
    if len(leads) > 1:
        yield Tag(_("cùng chủ trì: %(n)s") % {"n": len(leads)})
    if item.get("partners"):
        yield Tag(_("phối hợp: %(n)s") % {"n": len(item["partners"])})
    yield Tag((item.get("deadline") or {}).get("raw") or "", "due")


def _duty_tags(item: Json) -> Iterator[Tag]:
    yield Tag(DutyCycle.label_of(item.get("cycle")))
    yield Tag(item["due"], "due") if item.get("due") else Tag(_("chưa ghi hạn"), "unsure")


def _basis_tags(item: Json) -> Iterator[Tag]:
    yield Tag(day_said(item.get("date")))
    yield Tag(item.get("issuer") or "")


TAGS = {"t": _target_tags, "v": _task_tags, "b": _duty_tags, "c": _basis_tags}


def head_facts(page: DocumentPage) -> list[tuple[str, str]]:
    """The head as it stands, without what is not there; signatory as one line."""
    head = page.state["head"]
    shown = ("title", "number", "date", "place", "issuer", "doc_type", "is_draft", "area")
    facts = [(_(HEAD_FIELDS[n].capitalize()), value_said(n, head.get(n))) for n in shown]
    span = [day_said(head.get(k)) for k in ("start", "end")]
    period = span[0] if span[0] == span[1] else " – ".join(filter(None, span))
    signed = " · ".join(filter(None, (head.get(k) for k in ("on_behalf", "capacity", "position", "signer"))))
    level = PlanLevel.label_of(head.get("level"))
    return [(a, b) for a, b in (*facts, (_("Thời kỳ"), period), (_("Cấp"), level), (_("Người ký"), signed)) if b]


@dataclass(frozen=True)
class IndicatorChoice:
    """A way of counting as the searchable list shows it: what is counted, and whether the reader proposed it."""

    indicator: Indicator
    note: str
    is_proposed: bool


def editor(page: DocumentPage, key: str) -> dict[str, Any] | None:
    """What the form of one finding shows; nothing where there is no such finding."""
    if key.startswith("g-"):
        agency = next((a for a in page.agencies if a.key == key), None)
        return {"key": "g", "row_key": key, "template": "reader/edit/agency.html", "agency": agency} if agency else None
    item = find(page.state, key)
    if item is None:
        return None
    prefix = HEAD if key == HEAD else key.partition("-")[0]
    base = {"key": key, "row_key": key, "item": item, "prefix": prefix, "template": TEMPLATES.get(prefix, _WORDS)}
    return base | _values(page, prefix, item)


_WORDS = "reader/edit/words.html"
TEMPLATES = {
    HEAD: "reader/edit/head.html", "t": "reader/edit/target.html", "v": "reader/edit/task.html",
    "b": "reader/edit/duty.html", "c": "reader/edit/basis.html", "k": "reader/edit/amount.html",
}  # fmt: skip


def _values(page: DocumentPage, prefix: str, item: Json) -> dict[str, Any]:
    if prefix == HEAD:
        return {"days": {k: day_said(item.get(k)) for k in ("date", "start", "end")}}
    shown: dict[str, Any] = {"one": kind_of(item["key"]).one, "into": _neighbours(page, item)}
    shown["cuts"] = cuts(item.get(kind_of(item["key"]).words)) if kind_of(item["key"]).joins else []
    if prefix == "t":
        shown |= {"value": plain_number(item.get("value")), "by": day_said(item.get("by")), "ways": _ways(page, item)}
    elif prefix == "v":
        deadline = item.get("deadline") or {}
        lists = {role: "; ".join(a["name"] for a in item.get(role) or []) for role in ("leads", "partners", "directed")}
        shown |= {**lists, "raw": deadline.get("raw") or "", "date": day_said(deadline.get("date"))}
        shown["themes"] = [(t.value, t.label, t.value in (item.get("themes") or [])) for t in Theme]
        names = [a["name"] for role in ("leads", "partners", "directed") for a in item.get(role) or []]
        shown["agencies"] = [a for a in page.agencies if a.name in names]
    elif prefix == "b":
        shown |= {k: "; ".join(item.get(k) or []) for k in ("reporters", "recipients", "via", "onward")}
        own = item.get("cycle") or ""
        shown["cycles"] = [*DutyCycle.choices(), *([(own, own)] if own and own not in set(DutyCycle) else [])]
    elif prefix == "c":
        shown["date"] = day_said(item.get("date"))
    elif prefix == "k":
        shown["value"] = plain_number(item.get("value"))
    return shown


def _ways(page: DocumentPage, item: Json) -> list[IndicatorChoice]:
    """Every way of counting; the one the reader proposed first, with its reason."""
    was = item.get("was")
    original = page.reading["targets"][was] if was is not None else {}
    proposed = original.get("indicator")
    reason = original.get("reason") or ""
    ways = [IndicatorChoice(i, reason if i.code == proposed else i.numerator, i.code == proposed)
            for i in indicators().values()]  # fmt: skip
    return sorted(ways, key=lambda w: not w.is_proposed)


def _neighbours(page: DocumentPage, item: Json) -> list[tuple[str, str]]:
    """What a finding may be merged with: the one after and the one before it, then the others near."""
    kind = kind_of(item["key"])
    if not kind.joins or item.get("gone"):
        return []
    rows = living(page.state, kind)
    here = next(n for n, r in enumerate(rows) if r["key"] == item["key"])
    near = sorted(
        (n for n in range(len(rows)) if n != here and abs(n - here) <= 20), key=lambda n: (abs(n - here), n < here)
    )
    return [(rows[n]["key"], named(kind, rows[n])) for n in near]


def cuts(words: str | None) -> list[tuple[int, str, str]]:
    """Places where a text may be cut: before a clause. The place, the end of one half, the start of the other."""
    text = words or ""
    places = [
        n + 1 for n, c in enumerate(text) if c in ";.:," and 8 < n < len(text) - 8 and text[n + 1 : n + 2].isspace()
    ]
    strong = [p for p in places if text[p - 1] in ";."] or places
    return [(p, text[max(0, p - 50) : p].strip(), text[p : p + 50].strip()) for p in strong[:20]]
