"""Parts that take something in: fields, the summary of mistakes, dialogs, the as-of date; and marked text."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

register = template.Library()

AS_OF = "tai-ngay"
MARKS = {"k": gettext_noop("chỉ tiêu"), "a": gettext_noop("cơ quan"), "d": gettext_noop("thời hạn")}


@register.inclusion_tag("parts/field.html")
def field(field: BoundField, label: str = "", help: str | None = None, wide: bool = False) -> dict[str, object]:
    """One field of a Django form. A replaced label also takes away the placeholder; help="" takes away the help."""
    if label:
        field.label = label
        field.field.widget.attrs.pop("placeholder", None)
    if help is not None:
        field.help_text = help
    return {"field": field, "wide": wide, "kind": _kind(field)}


@register.inclusion_tag("parts/fields.html")
def fields(form: BaseForm) -> dict[str, object]:
    """Every field of a form, hidden ones included."""
    return {"form": form}


@register.inclusion_tag("parts/errors.html")
def errors(form: BaseForm | None, title: str = "") -> dict[str, object]:
    """The list of mistakes at the top of a form, each a link to its field."""
    return {"form": form if form is not None and form.errors else None, "title": title}


@register.simple_block_tag
def dialog(content: str, label: str, tone: str = "", title: str = "", is_open: bool = False) -> SafeString:
    """A button that unfolds a sheet beneath it: <details>, so it needs no script."""
    values = {"content": content, "label": label, "tone": tone, "title": title, "is_open": is_open}
    return render_to_string("parts/dialog.html", values)


@register.simple_block_tag
def more(content: str, label: str) -> SafeString:
    """Text that unfolds in place."""
    return format_html('<details class="more"><summary>{}</summary>{}</details>', label, content)


@register.inclusion_tag("parts/as_of.html", takes_context=True)
def as_of(context: Context, on: date | None = None, latest: date | None = None, label: str = "") -> dict[str, object]:
    """Xem như tại ngày…: a GET form that keeps the page's other parameters; the parameter is `tai-ngay`."""
    request = context.get("request")
    query: QueryDict = request.GET if request else QueryDict()
    kept = [(name, value) for name, values in query.lists() for value in values if name != AS_OF]
    return {"on": on, "latest": latest, "kept": kept, "name": AS_OF, "label": label, "path": _path(request)}


@register.simple_tag
def mark(text: str, kind: str = "", id: str = "") -> SafeString:
    """A stretch of a document: kind k (target), a (agency), d (deadline) or none."""
    said = MARKS.get(kind)
    title = format_html(' title="{}"', gettext(said)) if said else ""
    name = format_html(' class="{}"', kind) if said else ""
    anchor = format_html(' id="{}"', id) if id else ""
    return format_html("<mark{}{}{}>{}</mark>", name, title, anchor, text)


@register.inclusion_tag("parts/marked.html")
def marked(segments: Iterable[Any]) -> dict[str, object]:
    """Segments of a text in order: text, kind ("" for plain), id."""
    return {"segments": segments}


@register.inclusion_tag("parts/marks_legend.html")
def marks_legend() -> dict[str, object]:
    return {"marks": [(kind, gettext(label)) for kind, label in MARKS.items()]}


def _path(request: Any) -> str:
    return request.path if request else ""


def _kind(field: BoundField) -> str:
    if field.is_hidden:
        return "hidden"
    if field.widget_type == "checkbox":
        return "checkbox"
    return "group" if field.use_fieldset else "plain"
