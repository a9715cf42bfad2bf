"""A facility and its services: kinds, statuses, the table of moves, and what a licence, a place and a score must be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class FacilityStatus(Labelled):
    APPLIED = "applied", "Chờ cấp phép"
    ACTIVE = "active", "Đang hoạt động"
    REFUSED = "refused", "Bị từ chối cấp phép"
    SUSPENDED = "suspended", "Tạm dừng hoạt động"
    ENDED = "ended", "Đã chấm dứt hoạt động"


class FacilityKind(Labelled):
    """What kind of place a service is given at. A shelter's place is known to its circle only."""

    VICTIM_SHELTER = "victim_shelter", "Cơ sở hỗ trợ nạn nhân"
    SOCIAL_CENTRE = "social_centre", "Cơ sở trợ giúp xã hội"
    SAFE_HOUSE = "safe_house", "Nơi tạm lánh"
    CHILD_PROTECTION = "child_protection", "Đơn vị dịch vụ bảo vệ trẻ em"
    HEALTH_FACILITY = "health_facility", "Cơ sở khám bệnh, chữa bệnh"
    LEGAL_AID_CENTRE = "legal_aid_centre", "Tổ chức trợ giúp pháp lý"
    COUNSELLING = "counselling", "Đơn vị tư vấn, hỗ trợ tâm lý"
    TRAINING = "training", "Cơ sở giáo dục, dạy nghề"
    JOB_CENTRE = "job_centre", "Trung tâm dịch vụ việc làm"
    ORGANISATION = "organisation", "Hội, tổ chức xã hội"


class ServiceKind(Labelled):
    """What a person can be given there; the words of the support regimes, told apart as a referral needs them."""

    SHELTER = "shelter", "Chỗ ở tạm thời"
    MEALS = "meals", "Ăn uống, đồ dùng thiết yếu"
    HEALTH = "health", "Khám, chữa bệnh"
    PSYCHOLOGY = "psychology", "Tư vấn, hỗ trợ tâm lý"
    LEGAL = "legal", "Tư vấn pháp luật, trợ giúp pháp lý"
    INTERPRETATION = "interpretation", "Phiên dịch"
    TRAVEL = "travel", "Đưa đón, chi phí đi lại"
    SCHOOLING = "schooling", "Học văn hóa"
    VOCATIONAL = "vocational", "Học nghề"
    JOB = "job", "Giới thiệu việc làm"
    LIVELIHOOD = "livelihood", "Sinh kế, vay vốn"
    CHILD_PROTECTION = "child_protection", "Bảo vệ, chăm sóc trẻ em"


class Equipment(Labelled):
    RECEPTION_ROOM = "reception_room", "Phòng tiếp đón"
    BEDROOM = "bedroom", "Phòng ở"
    BED = "bed", "Giường"
    CHILD_CORNER = "child_corner", "Góc trẻ em"
    KITCHEN = "kitchen", "Bếp, nhà ăn"
    WASHROOM = "washroom", "Nhà tắm, nhà vệ sinh"
    COUNSELLING_ROOM = "counselling_room", "Phòng tư vấn riêng"
    FIRST_AID = "first_aid", "Tủ thuốc, dụng cụ sơ cứu"
    SECURITY = "security", "Khóa, chuông báo, camera ngoài cổng"
    VEHICLE = "vehicle", "Xe đưa đón"
    COMPUTER = "computer", "Máy tính, tủ hồ sơ có khóa"


class Condition(Labelled):
    GOOD = "good", "Dùng tốt"
    WORN = "worn", "Cần sửa chữa"
    MISSING = "missing", "Còn thiếu"


class AdmissionGround(Labelled):
    BEING_IDENTIFIED = "being_identified", "Đang xác định là nạn nhân, cần chỗ ở"
    VICTIM = "victim", "Nạn nhân cần chăm sóc, chưa có nơi ở"
    ACCOMPANYING = "accompanying", "Người dưới 18 tuổi đi cùng"
    EMERGENCY = "emergency", "Tiếp nhận khẩn cấp"


class DischargeReason(Labelled):
    WENT_HOME = "went_home", "Về với gia đình, nơi cư trú"
    INDEPENDENT = "independent", "Tự ổn định cuộc sống"
    MOVED = "moved", "Chuyển cơ sở khác"
    PERIOD_ENDED = "period_ended", "Hết thời gian hỗ trợ"
    OWN_WISH = "own_wish", "Tự nguyện rời cơ sở"
    LEFT = "left", "Tự ý rời đi, mất liên lạc"
    DIED = "died", "Đã chết"


class InspectionResult(Labelled):
    MEETS = "meets", "Bảo đảm điều kiện"
    TO_IMPROVE = "to_improve", "Có nội dung phải khắc phục"
    VIOLATION = "violation", "Có vi phạm"


F = FacilityStatus
STANDING = (F.ACTIVE, F.SUSPENDED)
_LICENCE = "TTHC 1.014010; Luật 53/2024/QH15 Điều 46, 47"

PROCEDURE = Procedure(
    "facility",
    "Cơ sở, dịch vụ",
    FacilityStatus,
    (
        Move("facility.apply", "Nhận hồ sơ xin cấp phép", target=F.APPLIED, law=_LICENCE,
             needs="hạn cấp phép tính từ đây, khi luật của ngày đó có"),
        Move("facility.list", "Ghi vào danh bạ", target=F.ACTIVE,
             needs="cơ sở hoạt động theo luật khác, không cần phép"),
        Move("facility.license", "Cấp phép", (F.APPLIED,), F.ACTIVE, stops=("facility.license",), law=_LICENCE,
             needs="số, ngày giấy phép"),
        Move("facility.refuse", "Từ chối cấp phép", (F.APPLIED,), F.REFUSED, stops=("facility.license",), law=_LICENCE,
             needs="lý do bằng văn bản"),
        Move("facility.describe", "Cập nhật sức chứa, dịch vụ", STANDING, None),
        Move("facility.equip", "Cập nhật trang thiết bị", STANDING, None),
        Move("facility.assess", "Đánh giá chất lượng dịch vụ", STANDING, None),
        Move("facility.inspect", "Ghi kết quả kiểm tra", STANDING, None, stops=("facility.inspect",),
             law="TT 35/2013/TT-BLĐTBXH Điều 7"),
        Move("facility.admit", "Tiếp nhận người vào cơ sở", (F.ACTIVE,), None,
             law="NĐ 162/2025/NĐ-CP Điều 17; NĐ 20/2021/NĐ-CP Điều 28"),
        Move("facility.discharge", "Cho người rời cơ sở", STANDING, None, law="NĐ 162/2025/NĐ-CP Điều 17"),
        Move("facility.suspend", "Tạm dừng hoạt động", (F.ACTIVE,), F.SUSPENDED, needs="lý do"),
        Move("facility.resume", "Hoạt động trở lại", (F.SUSPENDED,), F.ACTIVE),
        Move("facility.end", "Chấm dứt hoạt động", STANDING, F.ENDED, stops=("facility.",),
             law="TT 35/2013/TT-BLĐTBXH Điều 8", needs="không còn ai đang ở"),
    ),
)  # fmt: skip

# Where someone lives who may be looked for: the place is sealed and the directory does not say it.
CONFIDENTIAL = frozenset({FacilityKind.VICTIM_SHELTER, FacilityKind.SAFE_HOUSE})
# These work under a licence for the support of victims; the others under laws of their own.
LICENSED = frozenset({FacilityKind.VICTIM_SHELTER, FacilityKind.SAFE_HOUSE})
LARGEST = 2000


def check_name(name: str) -> None:
    if len(name) < 3:
        raise Refused(
            "Chưa có tên gọi. Hãy nhập tên; với nơi tạm lánh dùng tên không lộ địa điểm, ví dụ «Nơi tạm lánh số 2».",
            field="name",
        )


def check_services(services: Iterable[str]) -> None:
    if not tuple(services):
        raise Refused("Chưa chọn dịch vụ nào. Hãy chọn ít nhất một dịch vụ có ở cơ sở.", field="services")


def check_place(is_confidential: bool, public_address: str, area_code: str, address: str) -> None:
    """A confidential place stands nowhere but in its sealed field; an open one must be findable."""
    if is_confidential and (public_address or area_code):
        raise Refused(
            "Địa điểm của nơi này phải giữ kín: để trống địa chỉ công khai và xã, phường;"
            " ghi ở ô «Địa chỉ niêm phong».",
            field="public_address",
        )
    if is_confidential and not address:
        raise Refused("Chưa ghi địa chỉ niêm phong. Chỉ người trong cơ sở và Sở Y tế mở được.", field="address")
    if not is_confidential and not area_code:
        raise Refused("Chưa chọn xã, phường. Danh bạ tìm dịch vụ theo địa bàn.", field="area_code")


def check_capacity(capacity: int | None) -> None:
    if capacity is not None and not 0 <= capacity <= LARGEST:
        raise Refused(
            "Sức chứa không hợp lý. Hãy nhập số người, hoặc để trống nếu không nhận người ở.", field="capacity"
        )


def check_licence(number: str, licensed_on: date | None, until: date | None, on: date) -> None:
    if not number or licensed_on is None:
        raise Refused("Cấp phép phải có số và ngày giấy phép. Hãy nhập đủ.", field="licence_number")
    if licensed_on > on:
        raise Refused("Ngày giấy phép sau ngày ghi. Hãy kiểm tra lại.", field="licensed_on")
    if until is not None and until <= licensed_on:
        raise Refused("Giấy phép hết hạn trước khi có hiệu lực. Hãy kiểm tra lại hai ngày.", field="licence_until")


def check_room(capacity: int | None, taken: int) -> None:
    if capacity is None:
        raise Refused("Cơ sở này chưa ghi sức chứa nên chưa nhận người ở. Hãy cập nhật sức chứa trước.")
    if taken >= capacity:
        raise Refused(
            f"Cơ sở đã hết chỗ ({taken}/{capacity}). Hãy tìm cơ sở còn chỗ trong danh bạ, hoặc ghi người đã rời đi.",
            field="facility_id",
        )


def check_score(score: int | None, largest: int, name: str) -> None:
    if score is not None and not 0 <= score <= largest:
        raise Refused(f"Điểm của tiêu chí «{name}» phải từ 0 đến {largest}, hoặc để trống nếu chưa đánh giá được.")


def percent(scores: Iterable[tuple[int | None, int]]) -> float | None:
    """The share of the points that could be judged; what was not judged is neither nought nor full."""
    judged = [(score, largest) for score, largest in scores if score is not None]
    whole = sum(largest for _, largest in judged)
    return 100 * sum(score for score, _ in judged) / whole if whole else None
