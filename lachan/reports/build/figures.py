"""How numbers, percentages and dates are written in a Vietnamese official document."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

Number = int | float | Decimal
NO_FIGURE = "–"


def vi_number(value: Number | None, digits: int | None = None) -> str:
    """1234.5 becomes "1.234,5"; all given digits are kept unless ``digits`` says how many; no value is "–".

    A float carries no digits of its own: 17.0 is the count 17.
    """
    if value is None:
        return NO_FIGURE
    exact = _exact(value)
    rounded = exact if digits is None else _rounded(exact, digits)
    text = f"{rounded:,f}" if rounded else f"{abs(rounded):,f}"
    return text.translate(str.maketrans(",.", ".,"))


def vi_percent(value: Number | None, digits: int = 1) -> str:
    """94.117 becomes "94,1%" and 100 "100%". Beside a target of 90%, 89.97 must not read "90%".

    So a value that is not whole gets more digits, up to four, until it no longer prints as a whole number.
    """
    if value is None:
        return NO_FIGURE
    exact = _exact(value)
    if exact == exact.to_integral_value():
        return f"{vi_number(exact, 0)}%"
    shown = next((n for n in range(digits, 4) if not _is_whole(_rounded(exact, n))), 4)
    return f"{vi_number(exact, shown)}%"


def vi_share(numerator: Number | None, denominator: Number | None) -> str:
    """Numerator over denominator, "16/17": the two counts a percentage is made of."""
    if numerator is None or denominator is None:
        return NO_FIGURE
    return f"{vi_number(numerator)}/{vi_number(denominator)}"


def in_a_sentence(words: str) -> str:
    """A label as it stands within a sentence: «Năm 2026» is «năm 2026»; a name of capitals keeps them."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def vi_date(day: date | None) -> str:
    """09/7/2021, 14/02/2026: days under 10 and the months 1 and 2 carry a zero (Decree 30/2020, Appendix I)."""
    return NO_FIGURE if day is None else f"{day.day:02d}/{_month(day)}/{day.year}"


def vi_long_date(day: date | None) -> str:
    """The date beside the place name; without a day, blanks for the clerk's pen."""
    if day is None:
        return "ngày      tháng      năm 20    "
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def vi_ordinal(number: str) -> str:
    """A document number: under 10 with a zero before it; anything but digits is left as given."""
    return f"{int(number):02d}" if number.isdecimal() else number


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def _exact(value: Number) -> Decimal:
    if isinstance(value, float) and value.is_integer():
        return Decimal(int(value))
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()
