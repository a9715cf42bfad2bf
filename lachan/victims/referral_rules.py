"""The procedure of a referral (chuyển tuyến), and what the person consents to be told to its recipient."""

from __future__ import annotations

from collections.abc import Iterable

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class ReferralStatus(Labelled):
    SENT = "sent", "Đã gửi đề nghị"
    ACCEPTED = "accepted", "Cơ quan nhận đã tiếp nhận"
    DECLINED = "declined", "Cơ quan nhận từ chối"
    COMPLETED = "completed", "Đã hoàn thành"
    REVOKED = "revoked", "Đã thu hồi đề nghị"


class DeclineReason(Labelled):
    NO_CAPACITY = "no_capacity", "Hết khả năng tiếp nhận"
    NOT_COMPETENT = "not_competent", "Không thuộc chức năng, địa bàn"
    NOT_ELIGIBLE = "not_eligible", "Không đúng đối tượng"
    OTHER = "other", "Lý do khác"


class ConsentBy(Labelled):
    SELF = "self", "Người được chuyển tuyến"
    REPRESENTATIVE = "representative", "Người đại diện theo pháp luật"


class FieldGroup(Labelled):
    """Groups of sealed fields a person consents to, one by one."""

    NAME = "name", "Họ tên, ngày sinh"
    PAPERS = "papers", "Giấy tờ tùy thân"
    CONTACT = "contact", "Điện thoại, nơi ở, người liên hệ"
    NARRATIVE = "narrative", "Lời kể"
    SUPPORT = "support", "Nhu cầu và hỗ trợ"


FIELDS_OF: dict[FieldGroup, tuple[str, ...]] = {
    FieldGroup.NAME: ("full_name", "other_name", "birth_date", "language_note"),
    FieldGroup.PAPERS: ("id_number", "decision_number"),
    FieldGroup.CONTACT: ("phone", "permanent_address", "relatives_contact"),
    FieldGroup.NARRATIVE: ("narrative",),
    FieldGroup.SUPPORT: (),
}

R = ReferralStatus

PROCEDURE = Procedure(
    "referral",
    "Chuyển tuyến",
    ReferralStatus,
    (
        Move("referral.send", "Gửi đề nghị chuyển tuyến", target=R.SENT, law="Luật 53/2024/QH15 chương V",
             needs="sự đồng ý của người được chuyển tuyến hoặc người đại diện"),
        Move("referral.accept", "Tiếp nhận chuyển tuyến", (R.SENT,), R.ACCEPTED, stops=("referral.accept",)),
        Move("referral.decline", "Từ chối tiếp nhận", (R.SENT,), R.DECLINED, stops=("referral.accept",), needs="lý do"),
        Move("referral.complete", "Hoàn thành chuyển tuyến", (R.ACCEPTED,), R.COMPLETED),
        Move("referral.revoke", "Thu hồi đề nghị", (R.SENT, R.ACCEPTED), R.REVOKED, stops=("referral.accept",),
             needs="rút lại sự đồng ý, hoặc không còn cần"),
    ),
)  # fmt: skip

LIVE = (R.SENT, R.ACCEPTED)
ONGOING = (R.SENT, R.ACCEPTED, R.COMPLETED)


def check_consent(fields: Iterable[FieldGroup]) -> None:
    if not tuple(fields):
        raise Refused(
            "Chưa ghi người được chuyển tuyến đồng ý chia sẻ nội dung nào. Hãy hỏi và chọn ít nhất một mục.",
            field="consent_fields",
        )


def consented(groups: Iterable[str]) -> frozenset[str]:
    """The sealed fields that these groups cover."""
    return frozenset(name for group in groups for name in FIELDS_OF.get(FieldGroup(group), ()))
