"""What the explorer offers and exports: indicators by group, dimensions, the table as rows, what it is."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from lachan.base.sheets import Value
from lachan.indicators import wording
from lachan.indicators.crosstab import Crosstab, Panel
from lachan.indicators.definitions import Indicator, indicators
from lachan.indicators.figures import Cell
from lachan.indicators.measures import MEASURES
from lachan.web.templatetags.vietnamese import vi_date

GROUPS = {
    "tips": _("Nguồn tin về tội phạm"),
    "cases": _("Vụ án, bị can"),
    "victims": _("Nạn nhân và hỗ trợ"),
    "facilities": _("Cơ sở hỗ trợ"),
}
TOTAL = _("Tổng")
SLOTS = (("hang", _("Hàng")), ("cot", _("Cột")), ("lop", _("Chia thành nhiều bảng")))


def indicator_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every indicator that is counted, by group, for the choice."""
    counted = [rule for code, rule in indicators().items() if code in MEASURES]
    names = list(dict.fromkeys([*GROUPS, *(rule.group for rule in counted)]))
    is_english = get_language() == "en"
    return [
        (gettext(GROUPS.get(group, group)), found)
        for group in names
        if (found := [(r.code, r.name_en if is_english else r.name) for r in counted if r.group == group])
    ]


def choices(rule: Indicator, by: tuple[str, ...]) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """For rows, columns and panels: parameter, words, what is chosen, what may be."""
    offered = wording.choices(rule.code)
    found = []
    for n, (name, label) in enumerate(SLOTS):
        chosen = by[n] if n < len(by) else ""
        found.append((name, gettext(label), chosen, offered if n == 0 else [("", "–"), *offered]))
    return found


def rows_of(table: Crosstab) -> list[list[Value]]:
    """The table as it is seen: a head, its rows, the totals; panels below one another."""
    rows: list[list[Value]] = []
    for panel in table.panels:
        if panel.label:
            rows += [[], [panel.label]] if rows else [[panel.label]]
        rows += _of_panel(panel, table)
    return rows


def about(table: Crosstab, span: str, as_of: date) -> list[tuple[str, Value]]:
    rule = table.figure.indicator
    unsure = f" ({gettext('công thức chưa xác nhận')})" if rule.confidence == "unconfirmed" else ""
    return [
        (gettext("Số liệu"), rule.name),
        (gettext("Kỳ"), span),
        (gettext("Từ ngày"), vi_date(table.figure.start)),
        (gettext("Đến ngày"), vi_date(table.figure.end)),
        (gettext("Theo những gì đã ghi đến hết ngày"), vi_date(as_of)),
        (gettext("Tử số") if rule.denominator else gettext("Đếm"), rule.numerator),
        *([(gettext("Mẫu số"), rule.denominator)] if rule.denominator else []),
        (gettext("Căn cứ"), rule.source + unsure),
        (gettext("Mã"), rule.code),
        (gettext("Lưu ý"), gettext("Số liệu nội bộ, chính xác. Công bố ra ngoài phải qua «Số liệu phát hành».")),
    ]


def _of_panel(panel: Panel, table: Crosstab) -> list[list[Value]]:
    columns = [words for _key, words in panel.columns]
    rows: list[list[Value]] = [[table.heads[0], *columns, gettext(TOTAL)]]
    rows += [[row.label, *(_value(c) for c in row.cells), _value(row.total)] for row in panel.rows]
    return [*rows, [gettext(TOTAL), *(_value(c) for c in panel.totals), _value(panel.total)]]


def _value(cell: Cell) -> Value:
    """A share with its precision, a count as a whole number."""
    return round(cell.value, 4) if cell.rule.is_ratio and cell.value is not None else cell.numerator
