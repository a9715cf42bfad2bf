"""The procedure of a referral (chuyển tuyến), and what the person consents to be told to its recipient."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class ReferralStatus(Labelled):
    SENT = "sent", "Đã gửi đề nghị"
    ACCEPTED = "accepted", "Cơ quan nhận đã tiếp nhận"
    UNDER_WAY = "under_way", "Đã bàn giao, đang thực hiện"
    DECLINED = "declined", "Cơ quan nhận từ chối"
    COMPLETED = "completed", "Đã hoàn thành"
    NOT_COMPLETED = "not_completed", "Không hoàn thành"
    REVOKED = "revoked", "Đã thu hồi đề nghị"


class DeclineReason(Labelled):
    NO_CAPACITY = "no_capacity", "Hết khả năng tiếp nhận"
    NOT_COMPETENT = "not_competent", "Không thuộc chức năng, địa bàn"
    NOT_ELIGIBLE = "not_eligible", "Không đúng đối tượng"
    OTHER = "other", "Lý do khác"


class FailReason(Labelled):
    """Why an accepted referral came to nothing."""

    DID_NOT_COME = "did_not_come", "Người được chuyển không đến"
    CHANGED_MIND = "changed_mind", "Người được chuyển không muốn nữa"
    LOST_CONTACT = "lost_contact", "Không liên lạc được"
    COULD_NOT = "could_not", "Cơ quan nhận không thực hiện được"
    OTHER = "other", "Lý do khác"


class ReferralPurpose(Labelled):
    """What the person consents to her facts being used for at the recipient."""

    SUPPORT = "support", "Để được hỗ trợ"
    PROTECT = "protect", "Để được bảo vệ"
    CHILD = "child", "Để trẻ em được bảo vệ, chăm sóc"
    FOLLOW = "follow", "Để theo dõi hòa nhập"


class ConsentState(Labelled):
    GIVEN = "given", "Đồng ý"
    RENEWED = "renewed", "Đồng ý lại"
    NARROWED = "narrowed", "Rút lại một phần"
    WITHDRAWN = "withdrawn", "Đã rút lại"
    EXPIRED = "expired", "Đã hết hạn"


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

# For each purpose consented to, what the recipient may state when it opens the identity (codes of OpeningPurpose).
OPENED_FOR: dict[ReferralPurpose, frozenset[str]] = {
    ReferralPurpose.SUPPORT: frozenset({"support", "contact", "hand_over"}),
    ReferralPurpose.PROTECT: frozenset({"protect", "contact", "hand_over"}),
    ReferralPurpose.CHILD: frozenset({"support", "protect", "contact", "hand_over"}),
    ReferralPurpose.FOLLOW: frozenset({"support", "contact"}),
}

R = ReferralStatus
LIVE = (R.SENT, R.ACCEPTED, R.UNDER_WAY)
ONGOING = (*LIVE, R.COMPLETED)

PROCEDURE = Procedure(
    "referral",
    "Chuyển tuyến",
    ReferralStatus,
    (
        Move("referral.send", "Gửi đề nghị chuyển tuyến", target=R.SENT, law="Luật 53/2024/QH15 chương V",
             needs="sự đồng ý của người được chuyển tuyến hoặc người đại diện"),
        Move("referral.accept", "Tiếp nhận chuyển tuyến", (R.SENT,), R.ACCEPTED, stops=("referral.accept",)),
        Move("referral.decline", "Từ chối tiếp nhận", (R.SENT,), R.DECLINED, stops=("referral.accept",), needs="lý do"),
        Move("referral.begin", "Ghi biên bản bàn giao", (R.ACCEPTED,), R.UNDER_WAY,
             needs="biên bản giao, nhận: số, ngày, người giao, người nhận"),
        Move("referral.complete", "Hoàn thành chuyển tuyến", (R.ACCEPTED, R.UNDER_WAY), R.COMPLETED),
        Move("referral.fail", "Ghi không hoàn thành", (R.ACCEPTED, R.UNDER_WAY), R.NOT_COMPLETED, needs="lý do"),
        Move("referral.revoke", "Thu hồi đề nghị", LIVE, R.REVOKED, stops=("referral.accept",),
             needs="rút lại sự đồng ý, hoặc không còn cần"),
        Move("referral.withdraw", "Rút lại sự đồng ý", ONGOING, None, law="Luật 53/2024/QH15 Điều 3 khoản 10",
             needs="rút hết khi chưa xong thì đề nghị được thu hồi"),
        Move("referral.renew", "Ghi đồng ý lại", ONGOING, None, law="Luật 53/2024/QH15 Điều 3 khoản 10",
             needs="sự đồng ý đã hết hạn hoặc đã rút"),
        Move("referral.expire", "Sự đồng ý hết hạn", ONGOING, None, needs="do phần mềm ghi khi đến hạn"),
    ),
)  # fmt: skip


def check_consent(fields: Iterable[FieldGroup], consented_on: date, until: date | None) -> None:
    if until is not None and until < consented_on:
        raise Refused("Sự đồng ý hết hạn trước ngày đồng ý. Hãy kiểm tra lại hai ngày.", field="consent_until")
    if not tuple(fields):
        raise Refused(
            "Chưa ghi người được chuyển tuyến đồng ý chia sẻ nội dung nào. Hãy hỏi và chọn ít nhất một mục.",
            field="consent_fields",
        )


def check_withdrawn(removed: frozenset[str], standing: frozenset[str]) -> None:
    if not removed & standing:
        raise Refused(
            "Chưa chọn mục nào đang được chia sẻ để rút. Hãy chọn ít nhất một mục, hoặc chọn rút tất cả.",
            field="removed",
        )


def stands(ended_on: date | None, until: date | None, on: date) -> bool:
    """Whether a consent holds on that day: not withdrawn, its last day not yet over."""
    return ended_on is None and (until is None or on <= until)


def consented(groups: Iterable[str]) -> frozenset[str]:
    """The sealed fields that these groups cover."""
    return frozenset(name for group in groups for name in FIELDS_OF.get(FieldGroup(group), ()))
