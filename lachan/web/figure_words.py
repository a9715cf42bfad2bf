"""Figures in words and choices: periods of each calendar, what rose and fell, which standards use a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lachan.base.text import tidy
from lachan.indicators.comparing import Change, Compared
from lachan.indicators.comparing import change as change_between
from lachan.indicators.definitions import Indicator
from lachan.indicators.dimensions import period_code
from lachan.indicators.figures import Figure
from lachan.indicators.measures import Window
from lachan.law.periods import ADMINISTRATIVE, Period, period
from lachan.web.templatetags.vietnamese import vi_date, vi_number, vi_percent

HELD = ("start", "new", "done", "end")
# calendar, its words, the parts it is asked by
CALENDARS = (
    (ADMINISTRATIVE, gettext_noop("Kỳ báo cáo hành chính"), ("", "-H1", "-9M", "-Q1", "-Q2", "-Q3", "-Q4")),
    ("statistics", gettext_noop("Thống kê, năm dương lịch"), ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4")),
    ("investigation", gettext_noop("Năm công tác điều tra"), ("", "-Q1", "-H1", "-9M")),
    ("us_tip", gettext_noop("Báo cáo mua bán người của Hoa Kỳ"), ("",)),
)


@dataclass(frozen=True)
class Neighbour:
    """A figure of another time beside the one shown, and the change in words."""

    label: str
    figure: Figure
    span: str
    change: str
    direction: int


def period_value(chosen: Period) -> str:
    return chosen.code if chosen.calendar == ADMINISTRATIVE else f"{chosen.calendar}.{chosen.code}"


def period_from(text: str) -> Period:
    calendar, _dot, code = text.rpartition(".")
    return period(code, calendar or ADMINISTRATIVE)


def period_choices(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each calendar, the periods of this year and the two before; months of the administrative year as well."""
    found = []
    for calendar, words, parts in CALENDARS:
        spans = [period(f"{y}{part}", calendar) for y in range(today.year, today.year - 3, -1) for part in parts]
        if calendar == ADMINISTRATIVE:
            spans += [period(f"{today.year}-M{month:02d}") for month in range(1, 13)]
        found.append((_(words), [(period_value(span), span.label) for span in spans]))
    return found


def day(text: str, default: date) -> date:
    try:
        return date.fromisoformat(tidy(text))
    except ValueError:
        return default


def months(window: Window) -> list[str]:
    """The administrative months of a window, at most three years of them."""
    found: dict[str, None] = {}
    on = window.start
    while on <= window.end and len(found) < 36:
        found[period_code("month", on)] = None
        on += timedelta(days=14)
    return list(found)


def value(figure: Figure) -> str:
    """The number as people write it, with its unit."""
    rule = figure.indicator
    if figure.value is None:
        return _("chưa có số liệu")
    if rule.is_ratio:
        return vi_percent(figure.value)
    return f"{vi_number(figure.value)}{'' if rule.unit.startswith('/') else ' '}{rule.unit}"


def change(found: Change, rule: Indicator) -> str:
    """«tăng 12 (25%)», «giảm 3,5 điểm %», «không đổi»."""
    if found.difference is None:
        return ""
    if not found.direction:
        return _("không đổi")
    verb = _("tăng") if found.direction > 0 else _("giảm")
    if rule.is_ratio:
        return f"{verb} {vi_number(abs(found.difference), 1)} {_('điểm %')}"
    share = f" ({vi_percent(abs(found.share))})" if found.share is not None else ""
    return f"{verb} {vi_number(abs(found.difference))}{share}"


def neighbours(compared: Compared) -> list[Neighbour]:
    sides = [(_("Cùng kỳ năm trước"), compared.year_before, compared.period_year_before)]
    if compared.period_before.code != compared.period_year_before.code:
        sides.insert(0, (_("Kỳ trước"), compared.before, compared.period_before))
    found = []
    for label, figure, span in sides:
        between = change_between(compared.now, figure)
        days = f"{span.label} ({vi_date(figure.start)} – {vi_date(figure.end)})"
        found.append(Neighbour(label, figure, days, change(between, compared.now.indicator), between.direction))
    return found


def standards(rule: Indicator) -> list[str]:
    """Plan targets and lists of others that use the figure."""
    return [*(f"{_('Chỉ tiêu')} {code}" for code in rule.targets), *rule.standards]
