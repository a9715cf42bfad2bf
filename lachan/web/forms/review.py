"""What an officer types on the review of a plan document, read into one wish: which finding, which fields, what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from lachan.base.errors import Refused
from lachan.base.text import tidy
from lachan.plans.kinds import AGENCIES, HEAD, OF_PREFIX
from lachan.plans.rules import StepKind, last_day
from lachan.plans.steps import Wish

_DAY = re.compile(r"(?:(\d{1,2})[/.-])?(?:(\d{1,2})[/.-])?(\d{4})")
LONGEST = 4000


def words(text: str) -> str | None:
    return tidy(text)[:LONGEST] or None


def number(text: str) -> float | int | None:
    """«90», «5,5», «1.200»: a point before three digits parts thousands."""
    plain = tidy(text).replace(" ", "").replace("%", "")
    if not plain:
        return None
    if "," in plain or re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", plain):
        raise Refused(f"«{tidy(text)[:40]}» không phải là số. Hãy nhập dạng 90, 5,5 hoặc 1.200.")
    value = float(plain)
    return int(value) if value.is_integer() else value


def day(text: str) -> str | None:
    """«20/01/2026», «3/2026» or «2026» as the reader writes it: 2026-01-20, 2026-03, 2026. ISO is taken too."""
    plain = tidy(text)
    if not plain:
        return None
    if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", plain) and last_day(plain):
        return plain
    found = _DAY.fullmatch(plain)
    if found:
        first, second, year = found.groups()
        parts = [year, second or first, first if second else None]
        iso = "-".join(p.zfill(2) for p in parts if p)
        if last_day(iso):
            return iso
    raise Refused(f"«{plain[:40]}» không phải ngày. Hãy nhập dạng 20/01/2026, 01/2026 hoặc 2026.")


def names(text: str) -> list[str]:
    return [n for n in (tidy(part)[:200] for part in re.split(r"[;\n]", text)) if n]


def day_said(iso: str | None) -> str:
    return "/".join(reversed((iso or "").split("-")))


def sign(text: str) -> str:
    return text if text in ("=", ">", ">=", "<", "<=") else "="


Reader = Callable[[str], Any]
_PLAIN: dict[str, Reader] = {"text": lambda t: tidy(t)[:LONGEST]}
FIELDS: dict[str, dict[str, Reader]] = {
    HEAD: {
        "title": words, "number": words, "date": day, "place": words, "issuer": words, "doc_type": words,
        "start": day, "end": day, "level": words, "area": words, "signer": words, "on_behalf": words,
        "capacity": words, "position": words, "parent": words,
    },
    "c": {"type": words, "number": words, "date": day, "issuer": words},
    "t": {
        "subject": lambda t: tidy(t)[:LONGEST], "comparator": sign, "value": number, "unit": words, "by": day,
        "kind": words, "indicator": words, "section": words,
    },
    "v": {
        "text": lambda t: tidy(t)[:LONGEST], "leads": names, "partners": names, "directed": names, "role": words,
        "path": words,
    },
    "b": {
        "what": words, "cycle": words, "due": words, "reporters": names, "recipients": names, "via": names,
        "onward": names,
    },
    "k": {"value": number, "unit": words},
    "o": {**_PLAIN, "section": words},
    **dict.fromkeys("daxnrh", _PLAIN),
}  # fmt: skip
_BOXES = {HEAD: ("is_draft",), "v": ("is_request",), "w": ("seen",)}


def wish_of(posted: QueryDict, text: Callable[[], str]) -> Wish:
    """The wish behind a posted form; a Refused whose ``field`` is the one that cannot be read. ``text``: of the
    document, asked where words are to be found in it."""
    try:
        kind = StepKind(posted.get("do", "set"))
    except ValueError:
        raise Refused("Không rõ việc cần làm. Hãy tải lại trang rồi thử lại.") from None
    key = posted.get("key", "")[:20]
    if kind is StepKind.UNDO:
        return Wish(kind, at=_whole(posted.get("step", "")))
    if kind is StepKind.ADD:
        span, fields = _span(posted, text), fields_of(key, posted)
        pasted = tidy(posted.get("words", ""))[:LONGEST]
        if pasted and not span and key in OF_PREFIX:  # words of nowhere are still the words of the finding
            fields.setdefault(OF_PREFIX[key].words, pasted)
        return Wish(kind, key, fields, span=span)
    if kind is StepKind.SET:
        return Wish(kind, key, _settled(posted) if key == AGENCIES else fields_of(key, posted))
    return Wish(kind, key, other=posted.get("other", "")[:20], at=_whole(posted.get("at", "")))


def fields_of(key: str, posted: QueryDict) -> dict[str, Any]:
    """Every field that was posted, and the boxes the form says it has."""
    prefix = key.partition("-")[0]
    found = {
        name: _read(name, read, str(posted[name])) for name, read in FIELDS.get(prefix, {}).items() if name in posted
    }
    for box in _BOXES.get(prefix, ()):
        if box in posted.getlist("box"):
            found[box] = box in posted
    if prefix == "v":
        if "deadline_raw" in posted or "deadline_date" in posted:
            found["deadline"] = _deadline(posted)
        if "themes" in posted.getlist("box"):
            found["themes"] = posted.getlist("themes")[:12]
    return found


def _read(name: str, read: Reader, typed: str) -> Any:
    try:
        return read(typed)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=name) from None


def _deadline(posted: Mapping[str, str]) -> dict[str, Any] | None:
    on = _read("deadline_date", day, posted.get("deadline_date", ""))
    raw = words(posted.get("deadline_raw", ""))
    return {"raw": raw or day_said(on), "date": on} if raw or on else None


def _settled(posted: Mapping[str, str]) -> dict[str, Any]:
    """A printed name → an agency's id, a group's code, "" for none of them, nothing for as the machine finds it."""
    name, choice = posted.get("name", ""), posted.get("found", "")
    return {name: None if choice == "-" else choice} if name else {}


def _span(posted: Mapping[str, str], text: Callable[[], str]) -> tuple[int, int] | None:
    """The chosen place; else where the pasted words stand, if they stand in the document once."""
    start, end = posted.get("from", ""), posted.get("to", "")
    if start.isdecimal() and end.isdecimal():
        whole = text()
        low, high = int(start), min(int(end), len(whole))
        cut = whole[low:high]
        low, high = low + len(cut) - len(cut.lstrip()), high - (len(cut) - len(cut.rstrip()))
        return (low, high) if low < high else None
    pasted = tidy(posted.get("words", ""))
    if not pasted:
        return None
    pattern = r"\s+".join(map(re.escape, pasted.split()))
    found = re.search(pattern, text()) if len(pasted) < LONGEST else None
    return found.span() if found else None


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def kind_names() -> list[tuple[str, str]]:
    """What can be added, prefix and name, in the order an officer meets them."""
    return [(p, OF_PREFIX[p].one) for p in "tvobcknda"]
