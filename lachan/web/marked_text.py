"""The text of a plan document as HTML: every character in its place, what was read marked and linked to its finding."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lachan.plans.marks import Paragraph, Segment

WORDS = {
    "k": gettext_noop("chỉ tiêu"), "a": gettext_noop("cơ quan"), "d": gettext_noop("thời hạn"),
    "c": gettext_noop("căn cứ"), "f": gettext_noop("số, ngày, trích yếu"), "n": gettext_noop("kinh phí"),
    "s": gettext_noop("phạm vi"),
}  # fmt: skip
POINTS = {
    "v": gettext_noop("nhiệm vụ"), "o": gettext_noop("mục tiêu"), "b": gettext_noop("chế độ báo cáo"),
    "warn": gettext_noop("cần người xem"),
}  # fmt: skip
LEGEND = (*WORDS.items(), *POINTS.items())


def marked(paragraphs: Iterable[Paragraph]) -> SafeString:
    """A template loop over a long plan would take seconds. ``data-at``: a paragraph's first place."""
    rows = ((p.start, _class(p), _inner(p)) for p in paragraphs)
    return format_html_join("\n", '<p data-at="{}"{}>{}</p>', rows)


def _class(paragraph: Paragraph) -> SafeString:
    kinds = [name for name, is_so in (("h", paragraph.is_heading), ("i", paragraph.is_item)) if is_so]
    return format_html(' class="{}"', " ".join(kinds)) if kinds else mark_safe("")


def _inner(paragraph: Paragraph) -> SafeString:
    return mark_safe("".join(_segment(s) for s in paragraph.segments))  # noqa: S308  each segment is escaped


def _segment(segment: Segment) -> SafeString:
    """Points draw their sign by the style sheet, so that the text holds nothing that is not in the document."""
    if not segment.kind:
        return conditional_escape(segment.text)
    goes = segment.leads_to
    id = format_html(' id="m-{}"', goes) if segment.is_first else ""
    if segment.kind in POINTS:
        number = goes.partition("-")[2]
        sign = "!" if segment.kind == "warn" else str(int(number) + 1) if number.isdecimal() else "+"
        label = f"{_(POINTS[segment.kind])} {sign}" if segment.kind != "warn" else _(POINTS["warn"])
        mark = '<a class="pin {}" href="?mo={}#{}" data-to="{}" data-sign="{}" aria-label="{}"{}></a>'
        return format_html(mark, segment.kind, goes, goes, goes, sign, label, id)
    mark = '<a class="m {}" href="?mo={}#{}" data-to="{}" title="{}"{}>{}</a>'
    return format_html(mark, segment.kind, goes, goes, goes, _(WORDS[segment.kind]), id, segment.text)
