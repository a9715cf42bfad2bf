"""Filters that write dates, instants, figures and names the Vietnamese way."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django import template
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

register = template.Library()

Number = int | float | Decimal
T = TypeVar("T", date, datetime)

NOTHING = "–"
DAY_ENDS = ((0, 0), (23, 59))
WEEKDAYS = (
    gettext_noop("Thứ hai"),
    gettext_noop("Thứ ba"),
    gettext_noop("Thứ tư"),
    gettext_noop("Thứ năm"),
    gettext_noop("Thứ sáu"),
    gettext_noop("Thứ bảy"),
    gettext_noop("Chủ nhật"),
)


@register.filter
def vi_date(value: date | datetime | None) -> str:
    """22/11/2026; an aware instant is taken to the local day first."""
    if not value:
        return NOTHING
    return f"{_local(value):%d/%m/%Y}"


@register.filter
def vi_datetime(value: datetime | None) -> str:
    """08:12 18/11/2026."""
    if not value:
        return NOTHING
    return f"{_local(value):%H:%M %d/%m/%Y}"


@register.filter
def vi_due(value: date | datetime | None) -> str:
    """The end of a time limit: with its hour where it ends inside a day, the bare day where it ends with the day."""
    if isinstance(value, datetime) and (_local(value).hour, _local(value).minute) not in DAY_ENDS:
        return vi_datetime(value)
    return vi_date(value)


@register.filter
def vi_day(value: date | datetime | None) -> str:
    """Chủ nhật, 22/11/2026."""
    if not value:
        return NOTHING
    local = _local(value)
    return f"{gettext(WEEKDAYS[local.weekday()])}, {local:%d/%m/%Y}"


@register.filter
def vi_number(value: Number | None, places: int = 2) -> str:
    """1.234 and 0,5: at most `places` decimals, none for nothing."""
    if value is None or value == "":
        return NOTHING
    whole, _, rest = f"{value:,.{places}f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


@register.filter
def vi_short(value: Number | None) -> str:
    """A number where there is little room: 12,5 tr for 12.500.000, 1,2 tỷ for 1.200.000.000; below 100.000 as it is."""
    size = abs(float(value or 0))
    if not value or size < 10**5:
        return vi_number(value, 1)
    unit, name = (10**9, gettext("tỷ")) if size >= 10**9 else (10**6, gettext("tr"))
    return f"{vi_number(value / unit, 1)}\N{NO-BREAK SPACE}{name}"


@register.filter
def vi_percent(value: Number | None, places: int = 1) -> str:
    """87,5%, from a percentage (87.5), not from a ratio."""
    return NOTHING if value is None or value == "" else f"{vi_number(value, places)}%"


@register.filter
def vi_money(value: Number | None) -> str:
    """1.200.000 đ."""
    return NOTHING if value is None or value == "" else f"{vi_number(value, 0)}\N{NO-BREAK SPACE}đ"


@register.filter
def initials(name: str | None) -> str:
    """TH for Trần Thu Hà: the middle and given names carry a Vietnamese name."""
    return "".join(word[0] for word in (name or "").split()[-2:]).upper()


def _local(value: T) -> T:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
