"""Compensation owed to one person by a judgment: how it is carried out, what may be written, and how it stands."""

from __future__ import annotations

import re
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class AwardStatus(Labelled):
    """What was last said of carrying it out; how much is paid is a matter of the payments (``state_of``)."""

    AWARDED = "awarded", "Đã ghi theo bản án"
    ENFORCING = "enforcing", "Đang thi hành"
    UNABLE = "unable", "Chưa có điều kiện thi hành"
    ENDED = "ended", "Đã đình chỉ thi hành"
    SET_ASIDE = "set_aside", "Không còn phải bồi thường"
    DENIED = "denied", "Bản án không buộc bồi thường"
    WITHDRAWN = "withdrawn", "Đã rút vì ghi nhầm"


class PaymentState(Labelled):
    """How it stands for her. Nobody having said whether it is paid is not the same as not paid."""

    UNKNOWN = "unknown", "Chưa rõ đã thi hành hay chưa"
    UNPAID = "unpaid", "Chưa thi hành"
    PARTLY = "partly", "Đã thi hành một phần"
    PAID = "paid", "Đã thi hành xong"
    UNABLE = "unable", "Chưa có điều kiện thi hành"
    ENDED = "ended", "Đã đình chỉ thi hành"
    SET_ASIDE = "set_aside", "Không còn phải bồi thường"


class PaymentWay(Labelled):
    VOLUNTARY = "voluntary", "Tự nguyện thi hành"
    ENFORCEMENT = "enforcement", "Qua cơ quan thi hành án dân sự"
    BEFORE_TRIAL = "before_trial", "Đã nộp trước khi xét xử"
    UNKNOWN = "unknown", "Chưa rõ"


class EndedFor(Labelled):
    WAIVED = "waived", "Người được bồi thường từ bỏ"
    NO_ESTATE = "no_estate", "Người phải bồi thường chết, không để lại tài sản"
    OTHER = "other", "Căn cứ khác"


S = AwardStatus
STANDING = (S.AWARDED, S.ENFORCING, S.UNABLE)
OWED = (*STANDING, S.ENDED)  # what she is told of
_LAW = "BLHS Điều 48; BLTTHS Điều 30"
_ENFORCED = "Pháp luật về thi hành án dân sự"

PROCEDURE = Procedure(
    "award",
    "Bồi thường cho nạn nhân",
    AwardStatus,
    (
        Move("award.grant", "Ghi khoản bồi thường", target=S.AWARDED, law=_LAW,
             needs="mã hồ sơ của người được bồi thường; không vượt tổng số của bản án"),
        Move("award.deny", "Ghi bản án không buộc bồi thường", target=S.DENIED, law=_LAW,
             needs="bên hồ sơ nạn nhân không được báo"),
        Move("award.pay", "Ghi lần trả tiền", STANDING, S.ENFORCING, law=_ENFORCED,
             needs="số tiền, cách trả, ngày trả"),
        Move("award.undo_payment", "Rút lần trả ghi nhầm", (*STANDING, S.ENDED), None, needs="lần trả, lý do"),
        Move("award.note_unpaid", "Ghi đang thi hành, chưa trả hết", (S.AWARDED, S.UNABLE), S.ENFORCING, law=_ENFORCED),
        Move("award.note_unable", "Ghi chưa có điều kiện thi hành", (S.AWARDED, S.ENFORCING), S.UNABLE, law=_ENFORCED,
             needs="quyết định của cơ quan thi hành án dân sự"),
        Move("award.end", "Ghi đình chỉ thi hành", STANDING, S.ENDED, law=_ENFORCED, needs="căn cứ"),
        Move("award.change", "Sửa số tiền theo bản án sau", OWED, None, law="BLTTHS Điều 355, 388",
             needs="số bản án phúc thẩm, quyết định giám đốc thẩm"),
        Move("award.set_aside", "Hủy phần bồi thường theo bản án sau", OWED, S.SET_ASIDE, law="BLTTHS Điều 355, 388",
             needs="số bản án phúc thẩm, quyết định giám đốc thẩm"),
        Move("award.withdraw", "Rút vì ghi nhầm", (*OWED, S.DENIED), S.WITHDRAWN,
             needs="lý do; chưa có lần trả nào, hoặc các lần trả đã rút"),
    ),
)  # fmt: skip

LARGEST = 10**12
_FILE = re.compile(r"NN-\d\d-\d{4}-[A-Z2-9]{6}")


def state_of(status: str, owed: int, paid: int) -> PaymentState:
    """What is paid in full is paid, whatever was said last; an end or a lack of means is told before a part payment."""
    if status in (S.SET_ASIDE, S.DENIED, S.WITHDRAWN):
        return PaymentState.SET_ASIDE
    if paid >= owed:
        return PaymentState.PAID
    if status in (S.ENDED, S.UNABLE):
        return PaymentState(str(status))
    if paid:
        return PaymentState.PARTLY
    return PaymentState.UNKNOWN if status == S.AWARDED else PaymentState.UNPAID


def file_code(typed: str) -> str:
    """The code of a file as it is kept, however it was typed; refused where it is none, without asking any file."""
    code = re.sub(r"\s+", "", typed).upper().replace("–", "-")
    if not _FILE.fullmatch(code):
        raise Refused(
            "Mã hồ sơ nạn nhân có dạng NN-98-2026-ABC234. Hãy hỏi lại cơ quan đang hỗ trợ người đó.", field="file_code"
        )
    return code


def check_amount(amount: int, field: str = "amount") -> None:
    if not 0 < amount < LARGEST:
        raise Refused("Số tiền không hợp lý. Hãy nhập số đồng, lớn hơn 0.", field=field)


def check_within(total: int, shares: int, field: str = "amount") -> None:
    """What is owed to each adds up to no more than what the judgment says for all."""
    if shares > total:
        raise Refused(
            f"Cộng các khoản là {money(shares)}, nhiều hơn tổng {money(total)} của bản án {money(shares - total)}. Hãy"
            " kiểm tra lại số tiền; nếu bản án phúc thẩm đổi tổng số thì ghi ở «Sửa theo bản án sau».",
            field=field,
        )


def check_payment(amount: int, owed: int, paid: int) -> None:
    check_amount(amount)
    if amount > owed - paid:
        raise Refused(
            f"Chỉ còn phải trả {money(owed - paid)}. Hãy kiểm tra lại số tiền, hoặc rút lần trả đã ghi nhầm trước.",
            field="amount",
        )


def check_new_amount(amount: int, paid: int) -> None:
    """A later judgment may say less than was already paid; giving back is settled elsewhere."""
    if not 0 <= amount < LARGEST:
        raise Refused("Số tiền không hợp lý. Hãy nhập số đồng; không còn phải bồi thường thì nhập 0.", field="amount")
    if amount < paid:
        raise Refused(
            f"Đã trả {money(paid)}, nhiều hơn số mới. Hãy rút lần trả ghi nhầm, hoặc nhập {money(paid)} và giải quyết"
            " phần hoàn trả theo quyết định của Tòa án.",
            field="amount",
        )


def check_effective(effective_on: date | None, judged_on: date) -> None:
    if effective_on is not None and effective_on < judged_on:
        raise Refused(
            f"Bản án có hiệu lực trước ngày tuyên ({judged_on:%d/%m/%Y}). Hãy kiểm tra lại.", field="effective_on"
        )


def check_words(note: str, what: str) -> None:
    if not note:
        raise Refused(f"Hãy ghi {what} vào ô «Căn cứ, ghi chú».", field="note")


def money(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")
