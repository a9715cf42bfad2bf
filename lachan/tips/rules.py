"""The procedure of a tip: TTLT 01/2017 (am. 2021) and BLTTHS Điều 143–149, as a table of moves."""

from __future__ import annotations

from datetime import datetime

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class TipStatus(Labelled):
    RECEIVED = "received", "Đã tiếp nhận"
    FORWARDED = "forwarded", "Đã chuyển Công an tỉnh"
    ACCEPTED = "accepted", "Cơ quan điều tra đã nhận"
    CLASSIFIED = "classified", "Đã phân loại"
    VERIFYING = "verifying", "Đang kiểm tra, xác minh"
    INSTITUTED = "instituted", "Đã khởi tố vụ án"
    DECLINED = "declined", "Không khởi tố"
    SUSPENDED = "suspended", "Tạm đình chỉ giải quyết"
    TRANSFERRED = "transferred", "Đã chuyển cơ quan có thẩm quyền"


class TipKind(Labelled):
    """Sources of BLTTHS Điều 143, 144."""

    DENUNCIATION = "denunciation", "Tố giác về tội phạm"
    REPORT = "report", "Tin báo về tội phạm"
    RECOMMENDATION = "recommendation", "Kiến nghị khởi tố"
    DETECTED = "detected", "Trực tiếp phát hiện"
    SURRENDER = "surrender", "Tự thú, đầu thú"


class Channel(Labelled):
    HOTLINE_111 = "hotline_111", "Tổng đài 111"
    IN_PERSON = "in_person", "Trực tiếp"
    PHONE = "phone", "Điện thoại"
    LETTER = "letter", "Đơn, thư"
    AGENCY = "agency", "Cơ quan, tổ chức chuyển đến"
    MEDIA = "media", "Báo chí, mạng xã hội"
    FOREIGN = "foreign", "Cơ quan nước ngoài, cơ quan đại diện"


class Suspicion(Labelled):
    """What the tip is about, in the forms of exploitation of today (law.md section 2.1)."""

    SEXUAL = "sexual", "Bóc lột tình dục, mại dâm"
    FORCED_LABOUR = "forced_labour", "Cưỡng bức lao động"
    ONLINE_SCAM = "online_scam", "Ép buộc lừa đảo trực tuyến"
    FORCED_MARRIAGE = "forced_marriage", "Ép làm vợ, ép kết hôn"
    ORGAN_REMOVAL = "organ_removal", "Lấy bộ phận cơ thể"
    CHILD_ADOPTION = "child_adoption", "Mua bán trẻ em, nuôi con nuôi trái phép"
    SURROGACY = "surrogacy", "Ép mang thai, đẻ con; mua bán bào thai"
    BEGGING = "begging", "Ép ăn xin"
    OTHER = "other", "Hình thức khác"
    UNKNOWN = "unknown", "Chưa rõ"


S = TipStatus
OPEN = (S.ACCEPTED, S.CLASSIFIED, S.VERIFYING)

PROCEDURE = Procedure(
    "tip",
    "Nguồn tin về tội phạm",
    TipStatus,
    (
        Move("tip.record", "Tiếp nhận tin báo", target=S.RECEIVED, starts=("tip.classify", "tip.resolve"),
             law="TTLT 01/2017 Điều 5, Điều 8", needs="Công an cấp xã, UBND cấp xã: thêm hạn chuyển tin"),
        Move("tip.forward", "Chuyển Công an tỉnh", (S.RECEIVED,), S.FORWARDED, stops=("tip.forward_from_commune",),
             law="TTLT 01/2017 Điều 8 khoản 5"),
        Move("tip.accept", "Nhận nguồn tin", (S.RECEIVED, S.FORWARDED), S.ACCEPTED, starts=("tip.assign", "tip.notify"),
             stops=("tip.forward_from_commune",), law="TTLT 01/2017 Điều 8 khoản 1"),
        Move("tip.classify", "Phân loại nguồn tin", (S.ACCEPTED,), S.CLASSIFIED, stops=("tip.classify",),
             law="TTLT 01/2017 Điều 8 khoản 1"),
        Move("tip.assign", "Phân công điều tra viên", (S.CLASSIFIED,), S.VERIFYING, stops=("tip.assign",),
             law="TTLT 01/2017 Điều 9 khoản 1"),
        Move("tip.notify", "Thông báo cho người báo tin", OPEN, None, stops=("tip.notify",),
             law="TTLT 01/2017 Điều 14 khoản 1"),
        Move("tip.extend", "Gia hạn giải quyết", (S.CLASSIFIED, S.VERIFYING), None, law="BLTTHS Điều 147 khoản 2",
             needs="quyết định của Thủ trưởng cơ quan điều tra"),
        Move("tip.institute", "Khởi tố vụ án", (S.CLASSIFIED, S.VERIFYING), S.INSTITUTED,
             stops=("tip.resolve", "tip.resolve_extended", "tip.resume", "tip.assign"), law="BLTTHS Điều 143, 153"),
        Move("tip.decline", "Quyết định không khởi tố", (S.CLASSIFIED, S.VERIFYING), S.DECLINED,
             stops=("tip.resolve", "tip.resolve_extended", "tip.resume", "tip.assign"), law="BLTTHS Điều 157, 158"),
        Move("tip.suspend", "Tạm đình chỉ giải quyết", (S.VERIFYING,), S.SUSPENDED,
             stops=("tip.resolve", "tip.resolve_extended", "tip.resume"), law="BLTTHS Điều 148"),
        Move("tip.resume", "Phục hồi giải quyết", (S.SUSPENDED,), S.VERIFYING, starts=("tip.resume",),
             law="BLTTHS Điều 149"),
        Move("tip.transfer", "Chuyển cơ quan có thẩm quyền", (S.ACCEPTED, S.CLASSIFIED), S.TRANSFERRED,
             stops=("tip.classify", "tip.resolve", "tip.assign", "tip.notify"), law="TTLT 01/2017 Điều 8"),
    ),
)  # fmt: skip

RESOLVING_VERBS = ("tip.institute", "tip.decline", "tip.suspend")


def check_received(received_at: datetime, now: datetime) -> None:
    """A tip cannot arrive in the future, nor before the law that is followed here."""
    if received_at > now:
        raise Refused("Thời điểm tiếp nhận nằm ở tương lai. Hãy kiểm tra lại ngày, giờ.", field="received_at")
    if received_at.year < 2011:
        raise Refused(
            "Thời điểm tiếp nhận trước năm 2011, ngoài phạm vi theo dõi. Hãy kiểm tra lại.", field="received_at"
        )


def check_informant(name: str, refusal_reason: str) -> None:
    """An anonymous tip is accepted, with the reason why the name is not given (TT 28/2020 Điều 5)."""
    if not name and not refusal_reason:
        raise Refused(
            "Chưa có tên người báo tin. Hãy nhập tên, hoặc ghi lý do người báo tin không cho biết tên.",
            field="refusal_reason",
        )
