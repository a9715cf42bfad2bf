"""The procedure of a victim: Luật 53/2024 Điều 27–33, 37 (and 66/2011 before it), as a table of moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class VictimStatus(Labelled):
    RECEIVED = "received", "Đã tiếp nhận"
    PRESUMED = "presumed", "Người đang trong quá trình xác định là nạn nhân"
    IDENTIFYING = "identifying", "Công an tỉnh đang xác định"
    SUSPENDED = "suspended", "Tạm dừng xác minh"
    IDENTIFIED = "identified", "Đã xác định là nạn nhân"
    NOT_VICTIM = "not_victim", "Không phải nạn nhân"
    REVOKED = "revoked", "Đã hủy xác nhận nạn nhân"
    SUPPORT_DECIDED = "support_decided", "Đã quyết định hỗ trợ"
    REINTEGRATING = "reintegrating", "Đang hòa nhập cộng đồng"
    REPATRIATED = "repatriated", "Đã hồi hương"
    RELATIVE = "relative", "Thân nhân được tiếp nhận"
    CLOSED = "closed", "Đã kết thúc hồ sơ"


class CloseReason(Labelled):
    REINTEGRATED = "reintegrated", "Đã ổn định, không còn nhu cầu"
    NOT_VICTIM = "not_victim", "Không phải nạn nhân"
    REVOKED = "revoked", "Đã hủy xác nhận nạn nhân"
    REPATRIATED = "repatriated", "Đã hồi hương"
    MOVED = "moved", "Chuyển tỉnh khác theo dõi"
    LOST_CONTACT = "lost_contact", "Mất liên lạc"
    WITHDREW = "withdrew", "Người được hỗ trợ từ chối"
    DIED = "died", "Đã chết"


class RevokeGround(Labelled):
    """Why a confirmation is cancelled; the grounds of the new law were not seen, these are inferred."""

    FALSE_STATEMENT = "false_statement", "Khai báo gian dối"
    IMPERSONATION = "impersonation", "Mạo danh nạn nhân"
    NEW_FACTS = "new_facts", "Có tình tiết mới"
    WRONG_FINDING = "wrong_finding", "Kết luận trước đây không đúng"


class DecidedBy(Labelled):
    """The office of whoever signs; the name itself is sealed."""

    HEAD = "head", "Thủ trưởng cơ quan"
    DEPUTY = "deputy", "Phó thủ trưởng cơ quan"
    AUTHORISED = "authorised", "Người được ủy quyền, thừa lệnh"
    UNKNOWN = "unknown", "Chưa ghi"


class OpeningPurpose(Labelled):
    """What an identity may be opened for; the code stands in the journal."""

    VERIFY = "verify", "Xác minh, xác định nạn nhân"
    SUPPORT = "support", "Quyết định hoặc thực hiện hỗ trợ"
    HAND_OVER = "hand_over", "Bàn giao, chuyển tuyến"
    PROTECT = "protect", "Bảo vệ khẩn cấp"
    CONTACT = "contact", "Liên hệ với người được hỗ trợ hoặc thân nhân"
    PAPER = "paper", "Lập văn bản, biên bản"
    TELL = "tell", "Cho chính người đó xem hồ sơ của mình"


S = VictimStatus
PENDING = (S.RECEIVED, S.PRESUMED, S.IDENTIFYING, S.SUSPENDED)
KNOWN = (S.IDENTIFIED, S.SUPPORT_DECIDED, S.REINTEGRATING)
LIVING = (*PENDING, *KNOWN)
CARED = (*LIVING, S.RELATIVE)  # whoever is being helped, named by a regime or not
REFUSED = (S.NOT_VICTIM, S.REVOKED)
CLOSABLE = (*REFUSED, *KNOWN, S.REPATRIATED, S.RELATIVE)
_CHECKED = ("victim.verify_initially", "victim.receive", "victim.notify_health", "victim.bring_to_commune")
_ANSWERED = ("victim.identify", "victim.identify_extended", "victim.request_identification")

PROCEDURE = Procedure(
    "victim",
    "Hồ sơ nạn nhân",
    VictimStatus,
    (
        Move("victim.receive", "Tiếp nhận", target=S.RECEIVED, law="Luật 53/2024/QH15 Điều 27, 28, 30",
             needs="thêm hạn thông báo Sở Y tế, bàn giao theo cơ quan tiếp nhận"),
        Move("victim.receive_relative", "Tiếp nhận thân nhân", target=S.RELATIVE, law="Luật 53/2024/QH15 Điều 34",
             needs="hồ sơ của người mà thân nhân đi cùng; không chế độ nào nêu thân nhân, việc đã giúp vẫn ghi"),
        Move("victim.assess_safety", "Đánh giá an toàn, nhu cầu cấp thiết", CARED, None,
             law="Luật 53/2024/QH15 Điều 27, 35, 37"),
        Move("victim.note_wishes", "Ghi ngôn ngữ, nguyện vọng", CARED, None, law="Luật 53/2024/QH15 Điều 37 khoản 1c"),
        Move("victim.explain_rights", "Giải thích quyền", CARED, None, law="Luật 53/2024/QH15 Điều 6"),
        Move("victim.record_consent", "Ghi sự đồng ý tiếp nhận", CARED, None,
             law="Luật 53/2024/QH15 Điều 3 khoản 10; Luật 91/2025/QH15"),
        Move("victim.notify_health", "Thông báo cho Sở Y tế", (S.RECEIVED,), None, starts=("victim.verify_initially",),
             stops=("victim.notify_health", "victim.bring_to_commune"), law="Luật 53/2024/QH15 Điều 27"),
        Move("victim.hand_over", "Bàn giao", CARED, None,
             stops=("victim.hand_over", "victim.hand_over_rescued", "victim.bring_to_commune", "victim.receive"),
             law="Luật 53/2024/QH15 Điều 28, 30", needs="biên bản giao, nhận"),
        Move("victim.support_initially", "Hỗ trợ ban đầu", (*PENDING, S.RELATIVE), None,
             law="Luật 53/2024/QH15 Điều 27, 37; NĐ 162/2025/NĐ-CP Điều 17"),
        Move("victim.verify", "Ghi kết quả xác minh ban đầu", (S.RECEIVED,), S.PRESUMED,
             stops=_CHECKED, law="Luật 53/2024/QH15 Điều 27 khoản 2"),
        Move("victim.screen", "Sàng lọc dấu hiệu", LIVING, None,
             law="Luật 53/2024/QH15 Điều 2 khoản 1, Điều 32 khoản 2",
             needs="chỉ để tham khảo: không đổi trạng thái hồ sơ"),
        Move("victim.rule_out", "Kết luận không có dấu hiệu", (S.RECEIVED, S.PRESUMED), S.NOT_VICTIM,
             stops=("victim.",), law="Luật 53/2024/QH15 Điều 27 khoản 2"),
        Move("victim.request_identification", "Đề nghị Công an tỉnh xác định", (S.PRESUMED,), S.IDENTIFYING,
             starts=("victim.identify",), stops=("victim.request_identification",),
             law="Luật 53/2024/QH15 Điều 27 khoản 2"),
        Move("victim.extend_identification", "Kéo dài thời hạn xác định", (S.IDENTIFYING,), None,
             law="Luật 53/2024/QH15 Điều 32, 33",
             needs="quyết định của thủ trưởng cơ quan xác minh: số, ngày, người ký"),
        Move("victim.suspend", "Tạm dừng xác minh", (S.IDENTIFYING,), S.SUSPENDED, stops=_ANSWERED,
             law="Luật 53/2024/QH15 Điều 32, 33", needs="lý do; người đó vẫn giữ các quyền của người đang xác định"),
        Move("victim.resume", "Tiếp tục xác minh", (S.SUSPENDED,), S.IDENTIFYING, starts=("victim.identify",),
             law="Luật 53/2024/QH15 Điều 32, 33"),
        Move("victim.identify", "Xác định là nạn nhân", (S.IDENTIFYING,), S.IDENTIFIED, stops=_ANSWERED,
             law="Luật 53/2024/QH15 Điều 32, 33"),
        Move("victim.recognise", "Ghi nhận giấy tờ xác nhận nạn nhân", (S.RECEIVED, S.PRESUMED), S.IDENTIFIED,
             stops=(*_CHECKED, *_ANSWERED),
             law="Luật 53/2024/QH15 Điều 33 khoản 1"),
        Move("victim.decline_identification", "Trả lời không phải nạn nhân", (S.IDENTIFYING,), S.NOT_VICTIM,
             stops=_ANSWERED, law="Luật 53/2024/QH15 Điều 32, 33"),
        Move("victim.revoke", "Hủy xác nhận nạn nhân", (*KNOWN, S.REPATRIATED, S.CLOSED), S.REVOKED, stops=("victim.",),
             law="Luật 53/2024/QH15 Điều 33", needs="căn cứ hủy; quyết định: số, ngày, người ký"),
        Move("victim.appeal", "Nhận đề nghị xem xét lại", REFUSED, None, law="Luật 53/2024/QH15 Điều 6"),
        Move("victim.uphold", "Giữ nguyên kết luận", REFUSED, None, law="Luật 53/2024/QH15 Điều 32, 33", needs="lý do"),
        Move("victim.assess_needs", "Đánh giá nhu cầu", CARED, None, law="Luật 53/2024/QH15 Điều 37"),
        Move("victim.apply_for_support", "Nhận hồ sơ đề nghị hỗ trợ", KNOWN, None, starts=("victim.decide_support",),
             law="NĐ 162/2025/NĐ-CP Điều 24, Mẫu số 07"),
        Move("victim.decide_support", "Quyết định hỗ trợ", (S.RECEIVED, S.PRESUMED, *KNOWN), S.SUPPORT_DECIDED,
             stops=("victim.decide_support",), law="Luật 53/2024/QH15 Điều 37; NĐ 162/2025/NĐ-CP Điều 24",
             needs="người đã được xác định là nạn nhân, hoặc người dưới 18 tuổi đi cùng"),
        Move("victim.provide_service", "Ghi hỗ trợ đã thực hiện", CARED, None, law="Luật 53/2024/QH15 Điều 37"),
        Move("victim.assess_risk", "Đánh giá nguy cơ", CARED, None, law="Luật 53/2024/QH15 Điều 35, 37"),
        Move("victim.refuse_support", "Ghi từ chối hỗ trợ", CARED, None, law="Luật 53/2024/QH15 Điều 6, 37",
             needs="văn bản của người được hỗ trợ; rút lại được bất cứ lúc nào"),
        Move("victim.withdraw_refusal", "Ghi rút lại từ chối", CARED, None, law="Luật 53/2024/QH15 Điều 6, 37",
             needs="chế độ đang bị từ chối"),
        Move("victim.link_child", "Kết nối bảo vệ trẻ em", CARED, None, law="Luật 53/2024/QH15 Điều 37; Luật Trẻ em",
             needs="người dưới 18 tuổi"),
        Move("victim.admit", "Đưa vào cơ sở", CARED, None, law="NĐ 162/2025/NĐ-CP Điều 17",
             needs="cơ sở còn chỗ; do cơ sở hoặc Sở Y tế ghi"),
        Move("victim.extend_stay", "Gia hạn ở cơ sở", CARED, None, law="NĐ 162/2025/NĐ-CP Điều 17",
             needs="quyết định của người đứng đầu cơ sở, Sở Y tế"),
        Move("victim.discharge", "Rời cơ sở", CARED, None, stops=("victim.keep_in_shelter",),
             law="NĐ 162/2025/NĐ-CP Điều 17"),
        Move("victim.settle_residence", "Xác định nơi cư trú, hòa nhập", (S.IDENTIFIED, S.SUPPORT_DECIDED),
             S.REINTEGRATING, stops=("victim.keep_in_shelter",), law="Luật 53/2024/QH15 Điều 27, 37"),
        Move("victim.follow_up", "Ghi lần thăm, theo dõi", KNOWN, None, law="Luật 53/2024/QH15 Điều 37",
             needs="đã gặp hay chưa; ngày lần sau"),
        Move("victim.note_retrafficked", "Ghi bị mua bán trở lại", (S.REINTEGRATING, S.CLOSED), S.PRESUMED,
             law="Luật 53/2024/QH15 Điều 27 khoản 2", needs="người đã được xác định là nạn nhân; nguồn tin"),
        Move("victim.ask_repatriation", "Đề nghị phối hợp hồi hương", LIVING, None,
             law="Luật 53/2024/QH15 Điều 31, 54", needs="người nước ngoài; qua Bộ Ngoại giao"),
        Move("victim.repatriate", "Hồi hương", LIVING, S.REPATRIATED, stops=("victim.",),
             law="Luật 53/2024/QH15 Điều 31, 54", needs="người nước ngoài; biên bản giao, nhận"),
        Move("victim.ask_closure", "Đề nghị kết thúc hồ sơ", CLOSABLE, None,
             needs="lý do, tóm tắt kết quả; thời hạn và hỗ trợ vẫn tiếp tục đến khi có người khác duyệt"),
        Move("victim.close", "Duyệt kết thúc hồ sơ", CLOSABLE, S.CLOSED, stops=("victim.",),
             needs="đề nghị kết thúc của người khác"),
        Move("victim.return_closure", "Trả lại đề nghị kết thúc", CLOSABLE, None, needs="lý do, việc cần làm trước"),
        Move("victim.reopen", "Mở lại hồ sơ nạn nhân", (S.CLOSED,), S.REINTEGRATING,
             needs="người đã được xác định là nạn nhân"),
        Move("victim.reconsider", "Xem xét lại kết luận", (*REFUSED, S.CLOSED), S.PRESUMED,
             needs="tình tiết mới; người chưa được xác định là nạn nhân"),
    ),
)  # fmt: skip

NEW_LAW_FROM = date(2025, 7, 1)
# The articles a step stood on before that day.
BEFORE = {
    "victim.receive": "Luật 66/2011/QH12 Điều 24, 25, 26",
    "victim.notify_health": "Luật 66/2011/QH12 Điều 24 khoản 1",
    "victim.hand_over": "Luật 66/2011/QH12 Điều 25",
    "victim.support_initially": "Luật 66/2011/QH12 Điều 24, 25",
    "victim.verify": "Luật 66/2011/QH12 Điều 24 khoản 2",
    "victim.rule_out": "Luật 66/2011/QH12 Điều 24 khoản 2",
    "victim.request_identification": "Luật 66/2011/QH12 Điều 24 khoản 3",
    "victim.extend_identification": "Luật 66/2011/QH12 Điều 24 khoản 4",
    "victim.identify": "Luật 66/2011/QH12 Điều 24 khoản 4, Điều 28",
    "victim.recognise": "Luật 66/2011/QH12 Điều 28",
    "victim.decline_identification": "Luật 66/2011/QH12 Điều 24 khoản 4",
    "victim.receive_relative": "Luật 66/2011/QH12 Điều 30",
    "victim.assess_safety": "Luật 66/2011/QH12 Điều 24, 32",
    "victim.note_wishes": "Luật 66/2011/QH12 Điều 24",
    "victim.explain_rights": "Luật 66/2011/QH12 Điều 6",
    "victim.record_consent": "Luật 66/2011/QH12 Điều 31 khoản 1",
    "victim.screen": "Luật 66/2011/QH12 Điều 27",
    "victim.suspend": "Luật 66/2011/QH12 Điều 24 khoản 4",
    "victim.resume": "Luật 66/2011/QH12 Điều 24 khoản 4",
    "victim.revoke": "Luật 66/2011/QH12 Điều 23 khoản 3",
    "victim.appeal": "Luật 66/2011/QH12 Điều 6",
    "victim.uphold": "Luật 66/2011/QH12 Điều 24 khoản 4",
    "victim.ask_repatriation": "Luật 66/2011/QH12 Điều 26",
    "victim.repatriate": "Luật 66/2011/QH12 Điều 26",
    "victim.assess_needs": "Luật 66/2011/QH12 Điều 32",
    "victim.apply_for_support": "NĐ 09/2013/NĐ-CP Điều 23",
    "victim.decide_support": "Luật 66/2011/QH12 Điều 32",
    "victim.provide_service": "Luật 66/2011/QH12 Điều 32",
    "victim.assess_risk": "Luật 66/2011/QH12 Điều 30, 32",
    "victim.refuse_support": "Luật 66/2011/QH12 Điều 6, 32",
    "victim.withdraw_refusal": "Luật 66/2011/QH12 Điều 6, 32",
    "victim.link_child": "Luật 66/2011/QH12 Điều 32",
    "victim.admit": "NĐ 09/2013/NĐ-CP Điều 19; TT 35/2013/TT-BLĐTBXH Điều 14",
    "victim.extend_stay": "TT 35/2013/TT-BLĐTBXH Điều 14",
    "victim.discharge": "TT 35/2013/TT-BLĐTBXH Điều 14",
    "victim.settle_residence": "Luật 66/2011/QH12 Điều 32",
    "victim.follow_up": "Luật 66/2011/QH12 Điều 32",
    "victim.note_retrafficked": "Luật 66/2011/QH12 Điều 24 khoản 3",
    "referral.send": "Luật 66/2011/QH12 Điều 32",
}

IDENTIFYING_VERBS = ("victim.identify", "victim.recognise")
MINOR_KINDS = frozenset({"accompanying_minor", "minor_of_presumed_in_vietnam", "minor_of_presumed_abroad"})
PRESUMED_KINDS = (
    "presumed_in_vietnam", "presumed_abroad", "minor_of_presumed_in_vietnam", "minor_of_presumed_abroad",
    "foreign_presumed",
)  # fmt: skip
RELATIVE = "relative"
TIED_KINDS = MINOR_KINDS | {RELATIVE}
FOREIGN, FOREIGN_PRESUMED = "foreign_victim", "foreign_presumed"
FOREIGN_KINDS = frozenset({FOREIGN, FOREIGN_PRESUMED})


def check_received(received_at: datetime, now: datetime) -> None:
    if received_at > now:
        raise Refused("Thời điểm tiếp nhận nằm ở tương lai. Hãy kiểm tra lại ngày, giờ.", field="received_at")
    if received_at.year < 2012:
        raise Refused(
            "Thời điểm tiếp nhận sớm hơn Luật 66/2011 (01/01/2012), ngoài phạm vi theo dõi. Hãy kiểm tra lại.",
            field="received_at",
        )


def check_order(occurred_at: datetime, received_at: datetime) -> None:
    if occurred_at < received_at:
        raise Refused(
            "Bước này không thể xảy ra trước khi tiếp nhận người. Hãy kiểm tra lại ngày, giờ.", field="occurred_at"
        )


def check_accompanies(person_kind: str, accompanies: bool) -> None:
    """Someone under 18 who came along, or a relative, is tied to the person they came with, and only they are."""
    if (person_kind in TIED_KINDS) != accompanies:
        raise Refused(
            "Người dưới 18 tuổi đi cùng và thân nhân phải gắn với hồ sơ của người mà họ đi cùng, và chỉ họ mới gắn như"
            " vậy. Hãy mở hồ sơ của người đó và chọn «Thêm» ở mục «Người đi cùng».",
            field="person_kind",
        )


@dataclass(frozen=True)
class Standing:
    """What a move may depend on besides the status."""

    is_known: bool
    is_minor: bool
    is_told: bool
    is_relative: bool = False
    is_foreign: bool = False
    is_closing: bool = False


_NOT_FOREIGN = (
    "Hồi hương chỉ áp dụng cho người nước ngoài bị mua bán tại Việt Nam. Công dân Việt Nam thì dùng «Xác định nơi cư"
    " trú, hòa nhập»."
)
_NOT_ASKED = (
    "Chưa có đề nghị kết thúc nào đang chờ duyệt. Hãy ghi «Đề nghị kết thúc hồ sơ» với lý do, kết quả; rồi người khác"
    " duyệt."
)
OTHER_EYES = (
    "Người đề nghị không tự duyệt. Hãy nhờ người khác của cơ quan bạn hoặc của Sở Y tế duyệt; cơ quan chỉ có một tài"
    " khoản thì nhờ quản trị viên lập thêm. Trong lúc chờ, việc hỗ trợ, bảo vệ vẫn ghi và làm như thường."
)
# verb: what must be true, and the sentence where it is not
CONDITIONS: dict[str, tuple[Callable[[Standing], bool], str]] = {
    "victim.notify_health": (
        lambda s: not s.is_told,
        "Sở Y tế đã được thông báo, thời hạn xác minh đang chạy. Xem mục «Thời hạn theo luật».",
    ),
    "victim.decide_support": (
        lambda s: s.is_known or s.is_minor,
        "Người này chưa được xác định là nạn nhân. Hãy ghi hỗ trợ trong lúc chờ xác định ở «Hỗ trợ ban đầu» hoặc «Ghi"
        " hỗ trợ đã thực hiện».",
    ),
    "victim.note_retrafficked": (
        lambda s: s.is_known, "Người này chưa từng được xác định là nạn nhân. Hãy dùng «Xem xét lại kết luận»."
    ),
    "victim.reopen": (
        lambda s: s.is_known, "Người này chưa từng được xác định là nạn nhân. Hãy dùng «Xem xét lại kết luận»."
    ),
    "victim.reconsider": (
        lambda s: not s.is_known and not s.is_relative,
        "Chỉ xem xét lại với người đã bị kết luận không phải nạn nhân hoặc bị hủy xác nhận. Nạn nhân thì dùng «Mở lại"
        " hồ sơ nạn nhân»; thân nhân có dấu hiệu bị mua bán thì tiếp nhận bằng một hồ sơ riêng.",
    ),
    "victim.revoke": (
        lambda s: s.is_known, "Người này chưa từng được xác định là nạn nhân nên không có gì để hủy. Xem «Diễn biến»."
    ),
    "victim.ask_closure": (
        lambda s: not s.is_closing,
        "Đã có đề nghị kết thúc đang chờ duyệt. Hãy chờ người khác duyệt, hoặc trả lại đề nghị đó rồi đề nghị lại.",
    ),
    "victim.close": (lambda s: s.is_closing, _NOT_ASKED),
    "victim.return_closure": (lambda s: s.is_closing, _NOT_ASKED),
    "victim.ask_repatriation": (
        lambda s: s.is_foreign,
        _NOT_FOREIGN,
    ),
    "victim.repatriate": (
        lambda s: s.is_foreign,
        _NOT_FOREIGN,
    ),
}  # fmt: skip


def check_other_eyes(is_own: bool) -> None:
    """What one person proposed, another agrees to; urgent help waits for nobody."""
    if is_own:
        raise Refused(OTHER_EYES)


def why_not(verb: str, standing: Standing) -> str:
    """The sentence that forbids the move for this person now; empty when nothing does."""
    holds, sentence = CONDITIONS.get(verb, (None, ""))
    return "" if holds is None or holds(standing) else sentence


def check_stands(verb: str, standing: Standing) -> None:
    if sentence := why_not(verb, standing):
        raise Refused(sentence)


def kind_when_identified(person_kind: str) -> str:
    """What a person becomes in the law's words on identification; the child with her follows."""
    if person_kind in MINOR_KINDS:
        return "accompanying_minor"
    if person_kind in FOREIGN_KINDS:
        return FOREIGN
    return RELATIVE if person_kind == RELATIVE else "victim"


def kind_when_revoked(person_kind: str) -> str:
    """And what they are again when the confirmation is cancelled."""
    if person_kind in MINOR_KINDS:
        return "minor_of_presumed_in_vietnam"
    if person_kind in FOREIGN_KINDS:
        return FOREIGN_PRESUMED
    return RELATIVE if person_kind == RELATIVE else "presumed_in_vietnam"
