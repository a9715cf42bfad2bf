"""Parts that show a record: head, cards, clocks, journey, timeline, facts, moves, the sealed block."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

register = template.Library()

CLOCK_STATES = {
    "on_track": ("ok", gettext_noop("Trong hạn")),
    "at_risk": ("due", gettext_noop("Sắp đến hạn")),
    "breached": ("late", gettext_noop("Quá hạn")),
    "met": ("ok", gettext_noop("Xong đúng hạn")),
    "met_late": ("late", gettext_noop("Xong, quá hạn")),
}
TONES = ("ok", "due", "late", "plain", "unsure")


@register.filter
def clock_tone(state: object) -> str:
    return CLOCK_STATES.get(_state(state), ("plain", ""))[0]


@register.filter
def clock_state(state: object) -> str:
    words = CLOCK_STATES.get(_state(state), ("plain", ""))[1]
    return gettext(words) if words else str(state)


@register.inclusion_tag("parts/tag.html")
def tag(text: object, tone: str = "plain") -> dict[str, object]:
    return {"text": text, "tone": tone if tone in TONES else "plain"}


@register.simple_block_tag
def page_head(content: str, title: str, kicker: object = "", tags: Iterable[Any] = (), note: object = "") -> SafeString:
    """The one h1 of a page; what stands between the tags are its buttons."""
    values = {"title": title, "kicker": kicker, "tags": tags, "note": note}
    values |= {"actions": content, "has_actions": bool(content.strip())}
    return render_to_string("parts/page_head.html", values)


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    note: object = "",
    url: str = "",
    link: str = "",
    count: int | None = None,
    tone: str = "",
    id: str = "",
) -> SafeString:
    """A section with an h2; to its right a count, a note or a link."""
    values = {"title": title, "note": note, "url": url, "link": link, "count": count, "tone": tone, "id": id}
    return render_to_string("parts/card.html", values | {"content": content})


@register.simple_block_tag
def notice(content: str, tone: str = "plain", title: str = "") -> SafeString:
    """A sentence the officer should see; late is announced at once."""
    return render_to_string("parts/notice.html", {"content": content, "tone": tone, "title": title})


@register.inclusion_tag("parts/clock.html")
def clock(clock: Any) -> dict[str, object]:
    return {"clock": clock}


@register.inclusion_tag("parts/clocks.html")
def clocks(clocks: Iterable[Any]) -> dict[str, object]:
    return {"clocks": clocks}


@register.inclusion_tag("parts/journey.html")
def journey(steps: Iterable[Any], label: str = "") -> dict[str, object]:
    return {"steps": steps, "label": label or gettext("Các bước")}


@register.inclusion_tag("parts/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, object]:
    return {"entries": entries}


@register.inclusion_tag("parts/facts.html")
def facts(rows: Iterable[Sequence[object]]) -> dict[str, object]:
    """Pairs (label, value); an empty value is written as a dash."""
    return {"rows": rows}


@register.inclusion_tag("parts/sealed.html", takes_context=True)
def sealed(
    context: Context,
    action: str,
    purposes: Iterable[Sequence[str]],
    may: bool = True,
    why: str = "",
    what: str = "",
    error: str = "",
    id: str = "sealed",
) -> dict[str, object]:
    """A closed identity and the form that opens it for a stated purpose (POST `purpose`, `note`)."""
    values = {
        "action": action,
        "purposes": purposes,
        "may": may,
        "why": why,
        "what": what or gettext("Nhân thân"),
        "error": error,
        "id": id,
    }
    return values | {"csrf_token": context.get("csrf_token")}


@register.inclusion_tag("parts/opened.html")
def opened(rows: Iterable[Sequence[object]], purpose: str, at: object, close_url: str = "") -> dict[str, object]:
    """An identity opened for this one page, with the reminder that the opening is recorded."""
    return {"rows": rows, "purpose": purpose, "at": at, "close_url": close_url}


@register.inclusion_tag("parts/empty.html")
def empty(what: str, why: str = "", next_url: str = "", next_label: str = "") -> dict[str, object]:
    return {"what": what, "why": why, "next_url": next_url, "next_label": next_label}


@register.inclusion_tag("parts/moves.html", takes_context=True)
def moves(context: Context, moves: Iterable[Any], main: str = "") -> dict[str, object]:
    """Buttons from a list of moves; `main` names the verb drawn as the main one."""
    return {"moves": moves, "main": main, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("parts/figure.html")
def figure(
    value: Any,
    numerator: int | None = None,
    denominator: int | None = None,
    url: str = "",
    unit: str = "",
    label: str = "",
) -> dict[str, object]:
    """A figure that opens: a number (written with `unit`, % included) or a ready text."""
    ready = isinstance(value, str)
    return {
        "value": value,
        "is_ready": ready,
        "unit": unit,
        "numerator": numerator,
        "denominator": denominator,
        "url": url,
        "label": label,
    }


def _state(state: object) -> str:
    return str(getattr(state, "value", state)).lower().replace("-", "_").replace(" ", "_")
