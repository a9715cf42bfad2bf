"""A return by agreement or mission starts before the border: notice, list, verification, gate and day, minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure
from lachan.base.persons import Sex
from lachan.base.text import fold_vi, tidy
from lachan.law.deadlines import NoRowInForce, due


class ReturnStatus(Labelled):
    ANNOUNCED = "announced", "Đã nhận thông báo trước"
    VERIFIED = "verified", "Đã xác minh danh sách"
    RECEIVED = "received", "Đã giao, nhận tại cửa khẩu"
    CANCELLED = "cancelled", "Đã hủy đợt trao trả"


class Partner(Labelled):
    """Who sends the people home."""

    FOREIGN_AUTHORITY = "foreign_authority", "Nhà chức trách nước ngoài"
    MISSION = "mission", "Cơ quan đại diện Việt Nam ở nước ngoài"
    ORGANISATION = "organisation", "Tổ chức quốc tế, tổ chức khác"


class Outcome(Labelled):
    """What became of a listed person."""

    EXPECTED = "expected", "Chưa đến"
    ARRIVED = "arrived", "Đã đến, có hồ sơ"
    ABSENT = "absent", "Không đến"


class AbsentReason(Labelled):
    STAYED = "stayed", "Ở lại, từ chối trở về"
    ILL = "ill", "Ốm đau, điều trị"
    OTHER_GATE = "other_gate", "Về bằng đường khác"
    NOT_HANDED_OVER = "not_handed_over", "Phía nước ngoài không trao trả"
    UNKNOWN = "unknown", "Chưa rõ lý do"


R = ReturnStatus
OPEN = (R.ANNOUNCED, R.VERIFIED)
NOTICE_RULE = "victim.announce_return"

PROCEDURE = Procedure(
    "return",
    "Đợt trao trả",
    ReturnStatus,
    (
        Move("return.announce", "Ghi thông báo trước", target=R.ANNOUNCED,
             law="Luật 53/2024/QH15 Điều 30", needs="điều ước, thỏa thuận; cửa khẩu; ngày dự kiến"),
        Move("return.list_persons", "Thêm người vào danh sách", OPEN, None, law="Luật 53/2024/QH15 Điều 30"),
        Move("return.verify_person", "Ghi kết quả xác minh một người", OPEN, None, law="Luật 53/2024/QH15 Điều 29, 30"),
        Move("return.confirm_list", "Xong xác minh danh sách", (R.ANNOUNCED,), R.VERIFIED,
             law="Luật 53/2024/QH15 Điều 29, 30", needs="mọi người trong danh sách đã có kết quả"),
        Move("return.reschedule", "Đổi ngày dự kiến", OPEN, None),
        Move("return.receive_person", "Người trong danh sách đã đến", (*OPEN, R.RECEIVED), None,
             law="Luật 53/2024/QH15 Điều 30"),
        Move("return.mark_absent", "Người trong danh sách không đến", OPEN, None, law="Luật 53/2024/QH15 Điều 30"),
        Move("return.hand_over", "Lập biên bản giao, nhận", OPEN, R.RECEIVED, law="Luật 53/2024/QH15 Điều 30",
             needs="mọi người trong danh sách đã đến hoặc ghi không đến"),
        Move("return.cancel", "Hủy đợt trao trả", OPEN, R.CANCELLED, needs="lý do"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """One person as the notice names her; words that will be sealed."""

    full_name: str
    sex: Sex = Sex.UNKNOWN
    birth_year: int | None = None
    birth_date: str = ""
    id_number: str = ""


_SEXES = {"nu": Sex.FEMALE, "nam": Sex.MALE, "f": Sex.FEMALE, "m": Sex.MALE}
MOST_LISTED = 200


def parse_list(text: str, on: date) -> tuple[Listed, ...]:
    """Lines as they come in a notice: name; sex; year or date of birth; paper number. Order is free after the name."""
    people = tuple(_line(number, line, on) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    if not people:
        raise Refused(
            "Danh sách chưa có ai. Mỗi người một dòng: họ tên; giới tính; năm sinh; số giấy tờ.", field="listed"
        )
    if len(people) > MOST_LISTED:
        raise Refused(f"Danh sách dài hơn {MOST_LISTED} người. Hãy chia thành nhiều đợt.", field="listed")
    return people


def _line(number: int, line: str, on: date) -> Listed:
    name, *rest = [tidy(part) for part in line.replace("\t", ";").replace("|", ";").split(";")]
    if not any(c.isalpha() for c in name):
        raise Refused(f"Dòng {number} chưa có họ tên ở đầu dòng. Hãy sửa dòng đó.", field="listed")
    sex, year, born, paper = Sex.UNKNOWN, None, "", ""
    for part in filter(None, rest):
        if fold_vi(part) in _SEXES:
            sex = _SEXES[fold_vi(part)]
        elif part.isdigit() and len(part) == 4 and 1900 <= int(part) <= on.year:
            year = int(part)
        elif (day := _day(part)) and day <= on:
            year, born = day.year, day.isoformat()
        else:
            paper = part
    return Listed(name, sex, year, born, paper)


def _day(text: str) -> date | None:
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(p.isdigit() for p in parts):
        return None
    day, month, year = (int(p) for p in (parts if len(parts[2]) == 4 else reversed(parts)))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day_of_notice(expected_on: date) -> date | None:
    """The day by which the notice had to be there; nothing where no row of law is in force."""
    try:
        return due(NOTICE_RULE, expected_on).due
    except NoRowInForce:
        return None


def is_notice_in_time(announced_on: date, expected_on: date) -> bool | None:
    last = last_day_of_notice(expected_on)
    return None if last is None else announced_on <= last
