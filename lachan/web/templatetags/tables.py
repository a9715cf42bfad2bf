"""Lists: the table with sort and stacking, pages, tabs, the filter bar."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lachan.web.parts import Cell, Column

register = template.Library()

SORT, PAGE = "sap-xep", "trang"


@register.inclusion_tag("parts/table.html", takes_context=True)
def table(
    context: Context, columns: Sequence[Column], rows: Iterable[Sequence[Any]], caption: str = "", id: str = ""
) -> dict[str, object]:
    """Rows of cells (text, or Cell); sorting is the query parameter `sap-xep`, `-` before the key for descending."""
    query = _query(context)
    now = query.get(SORT, "") if query is not None else ""
    return {
        "heads": [_head(column, now, query) for column in columns],
        "rows": [[(column, _cell(cell)) for column, cell in zip(columns, row, strict=True)] for row in rows],
        "caption": caption,
        "id": id,
    }


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context: Context, page: Page, noun: str = "") -> dict[str, object]:
    """Trang i/n with links that keep the filters; the page number is the query parameter `trang`."""
    query = _query(context)
    return {
        "page": page,
        "noun": noun or gettext("hồ sơ"),
        "previous": _with(query, PAGE, page.number - 1) if page.has_previous() else "",
        "following": _with(query, PAGE, page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("parts/tabs.html")
def tabs(items: Iterable[Any], label: str = "") -> dict[str, object]:
    return {"items": items, "label": label or gettext("Các phần của trang")}


@register.simple_block_tag
def filters(content: str, action: str = "", clear_url: str = "", label: str = "") -> SafeString:
    """A GET form around the filter fields; works without scripts."""
    values = {"content": content, "action": action, "clear_url": clear_url, "label": label or gettext("Lọc danh sách")}
    return render_to_string("parts/filters.html", values)


def _query(context: Context) -> Any:
    request = context.get("request")
    return None if request is None else request.GET


def _head(column: Column, now: str, query: Any) -> dict[str, object]:
    order = {column.key: "ascending", f"-{column.key}": "descending"}.get(now, "")
    flipped = f"-{column.key}" if order == "ascending" else column.key
    return {"column": column, "order": order, "url": _with(query, SORT, flipped) if column.is_sortable else ""}


def _cell(cell: Any) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(text=cell)


def _with(query: Any, name: str, value: object) -> str:
    if query is None:
        return f"?{name}={value}"
    changed = query.copy()
    changed[name] = str(value)
    if name == SORT:
        changed.pop(PAGE, None)
    return f"?{changed.urlencode()}"
