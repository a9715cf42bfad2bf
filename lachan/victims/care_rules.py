"""Care over time: risks, the plan and its goals, refusals, the child's link to protection, loans, surveys, feedback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure
from lachan.victims.support_rules import Answer


class Danger(Labelled):
    """What a needs assessment looks at besides the needs."""

    RETALIATION = "retaliation", "Bị đe dọa, trả thù"
    RETRAFFICKING = "retrafficking", "Bị mua bán lại"
    VIOLENCE = "violence", "Bạo lực trong gia đình, nơi ở"
    SELF_HARM = "self_harm", "Tự làm hại bản thân"
    HEALTH = "health", "Sức khỏe nguy kịch, thai sản"
    STIGMA = "stigma", "Bị kỳ thị, xa lánh"
    DEBT = "debt", "Nợ nần, bị siết nợ"
    CHILD = "child", "Trẻ em thiếu người chăm sóc"


class RiskLevel(Labelled):
    NONE = "none", "Không thấy"
    LOW = "low", "Thấp"
    MEDIUM = "medium", "Vừa"
    HIGH = "high", "Cao"
    UNKNOWN = "unknown", "Chưa rõ"


class LinkOutcome(Labelled):
    """How a child stands to the child-protection service of the place of reception."""

    LINKED = "linked", "Đã kết nối"
    NOT_NEEDED = "not_needed", "Không cần"
    NONE_THERE = "none_there", "Nơi này chưa có dịch vụ"


class NotNeededReason(Labelled):
    FAMILY = "family", "Có cha mẹ, người giám hộ chăm sóc an toàn"
    ALREADY = "already", "Đang được dịch vụ khác bảo vệ"
    OF_AGE = "of_age", "Đã đủ 18 tuổi"
    REFUSED = "refused", "Em và người đại diện không muốn"
    OTHER = "other", "Lý do khác"


class CarePlanStatus(Labelled):
    PROPOSED = "proposed", "Chờ duyệt"
    APPROVED = "approved", "Đã duyệt, đang thực hiện"
    RETURNED = "returned", "Trả lại để sửa"
    REPLACED = "replaced", "Đã có bản sau thay thế"


class LoanStatus(Labelled):
    ASKED = "asked", "Đã đề nghị vay"
    GRANTED = "granted", "Đã duyệt cho vay"
    REFUSED = "refused", "Không được vay"
    PAID = "paid", "Đã giải ngân"
    REPAID = "repaid", "Đã trả hết"


class LoanPurpose(Labelled):
    LIVESTOCK = "livestock", "Trồng trọt, chăn nuôi"
    TRADE = "trade", "Buôn bán nhỏ"
    TOOLS = "tools", "Mua công cụ, mở nghề"
    TRAINING = "training", "Học nghề, học tập"
    HOUSE = "house", "Sửa nhà, điện nước"
    OTHER = "other", "Việc khác"


class LoanRefusal(Labelled):
    NOT_ELIGIBLE = "not_eligible", "Không đúng đối tượng của chương trình"
    NO_CAPITAL = "no_capital", "Nơi cho vay hết vốn"
    NO_PLAN = "no_plan", "Chưa có phương án sử dụng vốn"
    OTHER_DEBT = "other_debt", "Đang có nợ quá hạn"
    OTHER = "other", "Lý do khác"


class RoundStatus(Labelled):
    OPEN = "open", "Đang rà soát"
    CLOSED = "closed", "Đã kết thúc đợt"


class FeedbackQuestion(Labelled):
    """Asked in plain words of the person supported, of one service."""

    RESPECTED = "respected", "Người giúp có tôn trọng chị (anh, em) không?"
    ASKED = "asked", "Có hỏi ý trước khi làm, trước khi nói với người khác không?"
    IN_TIME = "in_time", "Có được giúp đúng lúc cần không?"
    HELPED = "helped", "Việc giúp đó có ích không?"
    SAFE = "safe", "Có thấy an toàn không?"
    AGAIN = "again", "Nếu cần, có muốn đến đó lần nữa không?"


P, L, N = CarePlanStatus, LoanStatus, RoundStatus

PLAN = Procedure(
    "careplan",
    "Kế hoạch hỗ trợ",
    CarePlanStatus,
    (
        Move("careplan.draft", "Lập kế hoạch hỗ trợ", target=P.PROPOSED, law="Luật 53/2024/QH15 Điều 37",
             needs="ít nhất một mục tiêu, ngày xem lại"),
        Move("careplan.approve", "Duyệt kế hoạch", (P.PROPOSED,), P.APPROVED,
             needs="người đứng đầu hoặc được ủy quyền; số, ngày văn bản"),
        Move("careplan.return", "Trả lại để sửa", (P.PROPOSED,), P.RETURNED, needs="lý do"),
        Move("careplan.review", "Xem lại kế hoạch", (P.APPROVED,), None,
             needs="từng mục tiêu đã đạt, chưa, hay chưa rõ"),
        Move("careplan.replace", "Thay bằng bản sau", (P.APPROVED,), P.REPLACED, needs="bản sau được duyệt"),
    ),
)  # fmt: skip

LOAN = Procedure(
    "loan",
    "Vay vốn",
    LoanStatus,
    (
        Move("loan.ask", "Đề nghị vay vốn", target=L.ASKED, law="Luật 53/2024/QH15 Điều 37 khoản 1k"),
        Move("loan.grant", "Duyệt cho vay", (L.ASKED,), L.GRANTED, needs="số tiền được duyệt"),
        Move("loan.refuse", "Không cho vay", (L.ASKED, L.GRANTED), L.REFUSED, needs="lý do"),
        Move("loan.pay", "Giải ngân", (L.GRANTED,), L.PAID),
        Move("loan.follow", "Ghi việc sử dụng vốn", (L.PAID,), None, needs="đúng mục đích, không, hay chưa rõ"),
        Move("loan.repay", "Trả hết", (L.PAID,), L.REPAID),
    ),
)  # fmt: skip

ROUND = Procedure(
    "needsround",
    "Đợt rà soát nhu cầu",
    RoundStatus,
    (
        Move("needsround.open", "Mở đợt rà soát nhu cầu", target=N.OPEN),
        Move("needsround.close", "Kết thúc đợt rà soát", (N.OPEN,), N.CLOSED),
    ),
)

LARGEST = 10**10
FEW = 5  # fewer answers than this would tell the provider who gave them


def check_next(next_on: date | None, on: date) -> None:
    if next_on is not None and next_on <= on:
        raise Refused("Ngày lần sau phải sau lần này. Hãy kiểm tra lại.", field="next_on")


def check_risks(levels: Iterable[RiskLevel], next_on: date | None, words: str) -> None:
    """A high risk is never written down without what was seen and when somebody looks again."""
    said = tuple(levels)
    if not said:
        raise Refused("Chưa đánh giá nguy cơ nào. Hãy trả lời ít nhất một mục; chưa biết thì chọn «Chưa rõ».")
    if RiskLevel.HIGH in said and (next_on is None or not words):
        raise Refused(
            "Có nguy cơ cao: hãy ghi điều đã thấy vào ô «Căn cứ, ghi chú» và ngày đánh giá lại, rồi xem xét bảo vệ"
            " khẩn cấp.",
            field="next_on" if words else "note",
        )


def check_link(outcome: LinkOutcome, has_place: bool, by_hotline: bool, reason: str, words: str) -> None:
    if outcome is LinkOutcome.LINKED and not (has_place or by_hotline):
        raise Refused("Kết nối với ai? Hãy chọn dịch vụ trong danh bạ, hoặc Tổng đài 111.", field="facility_id")
    if outcome is LinkOutcome.NOT_NEEDED and not reason:
        raise Refused("Không cần kết nối thì phải chọn lý do.", field="reason")
    if reason == NotNeededReason.OTHER and not words:
        raise Refused("Lý do khác thì phải ghi rõ ở ô «Căn cứ, ghi chú».", field="note")


def check_extension(until: date | None, due: date, on: date, words: str) -> None:
    """The law names no length of the extension: the decision does (NĐ 162/2025 Điều 17)."""
    if until is None or until <= due:
        raise Refused(f"Gia hạn phải đến sau ngày {due:%d/%m/%Y}. Hãy nhập ngày ghi trong quyết định.", field="until")
    if not words:
        raise Refused("Gia hạn phải có quyết định. Hãy nhập số, ngày, người ký ở ô «Căn cứ, ghi chú».", field="note")


def check_amount(amount: int | None, field: str) -> int:
    if amount is None or not 0 < amount < LARGEST:
        raise Refused("Số tiền không hợp lý. Hãy nhập số đồng.", field=field)
    return amount


def check_answers(given: Iterable[tuple[FeedbackQuestion, Answer]]) -> None:
    if not any(answer is not Answer.UNKNOWN for _, answer in given):
        raise Refused("Chưa có câu trả lời nào. Người đó không muốn nói thì không ghi phiếu.")


def check_period(start: date, end: date) -> None:
    if end < start:
        raise Refused("Đợt kết thúc trước khi bắt đầu. Hãy kiểm tra lại hai ngày.", field="ends_on")
