"""The coded attributes of a person that statistics divide by: their vocabularies, and how an age band is told."""

from __future__ import annotations

from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.victims.support_rules import Answer

UNKNOWN = "unknown"


class AgeBand(Labelled):
    """Bounds at 16 (BLHS Điều 151) and 18 (Luật 53/2024 Điều 2), as the law asks."""

    UNDER_13 = "under_13", "Dưới 13 tuổi"
    FROM_13 = "13_15", "Từ 13 đến dưới 16 tuổi"
    FROM_16 = "16_17", "Từ 16 đến dưới 18 tuổi"
    FROM_18 = "18_29", "Từ 18 đến 29 tuổi"
    FROM_30 = "30_44", "Từ 30 đến 44 tuổi"
    FROM_45 = "45_59", "Từ 45 đến 59 tuổi"
    FROM_60 = "60_plus", "Từ 60 tuổi"
    UNKNOWN = "unknown", "Chưa rõ"


class Country(Labelled):
    """ISO 3166 codes of the countries that files name, as nationality and as destination."""

    VN = "VN", "Việt Nam"
    CN = "CN", "Trung Quốc"
    KH = "KH", "Campuchia"
    LA = "LA", "Lào"
    MM = "MM", "Myanmar"
    TH = "TH", "Thái Lan"
    MY = "MY", "Malaysia"
    PH = "PH", "Philippines"
    SG = "SG", "Singapore"
    TW = "TW", "Đài Loan"
    KR = "KR", "Hàn Quốc"
    JP = "JP", "Nhật Bản"
    RU = "RU", "Liên bang Nga"
    AE = "AE", "Các Tiểu vương quốc Ả Rập Thống nhất"
    STATELESS = "XX", "Không quốc tịch"
    OTHER = "ZZ", "Nước khác"
    UNKNOWN = "unknown", "Chưa rõ"


# Attributes whose codes are lists of the law room.
CODED = {
    "ethnicity": "ethnic_groups", "exploitation": "purpose_details", "return_way": "return_ways", "way_in": "ways_in",
    "cause": "causes", "approach": "channels", "occupation": "occupations", "schooling": "schooling_levels",
}  # fmt: skip

_BANDS = (
    (13, AgeBand.UNDER_13), (16, AgeBand.FROM_13), (18, AgeBand.FROM_16), (30, AgeBand.FROM_18),
    (45, AgeBand.FROM_30), (60, AgeBand.FROM_45), (200, AgeBand.FROM_60),
)  # fmt: skip


def age_on(day: date, birth_year: int | None, birth_date: str = "") -> int | None:
    """Whole years on that day; by the year alone where the date of birth is not fully known."""
    if not birth_year:
        return None
    born = full_date(birth_date)
    if born is None:
        return day.year - birth_year
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_band(age: int | None) -> AgeBand:
    if age is None or age < 0:
        return AgeBand.UNKNOWN
    return next((band for limit, band in _BANDS if age < limit), AgeBand.UNKNOWN)


def taken_abroad(destination: Country, said: Answer) -> Answer:
    """Domestic or abroad: a known country answers, else what the person said."""
    if destination in (Country.UNKNOWN, Country.STATELESS):
        return said
    return Answer.NO if destination is Country.VN else Answer.YES


def full_date(text: str) -> date | None:
    """A date of birth as it is sealed: ``2007-03-21``; a part of it (``2007-03``) is not a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def check_birth(birth_year: int | None, birth_date: str, on: date) -> None:
    born = full_date(birth_date)
    if birth_year and not 1900 <= birth_year <= on.year:
        raise Refused("Năm sinh không hợp lý. Hãy kiểm tra lại, hoặc để trống nếu chưa rõ.", field="birth_year")
    if born and birth_year and born.year != birth_year:
        raise Refused("Năm sinh không khớp ngày sinh. Hãy sửa một trong hai.", field="birth_year")
    if born and born > on:
        raise Refused("Ngày sinh sau ngày tiếp nhận. Hãy kiểm tra lại.", field="birth_date")
