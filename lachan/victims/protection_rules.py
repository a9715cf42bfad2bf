"""The procedure of protection: asked, granted or refused, declined by the person, reviewed, ended (Điều 34, 35)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class ProtectionStatus(Labelled):
    ASKED = "asked", "Đã đề nghị bảo vệ"
    GRANTED = "granted", "Đang được bảo vệ"
    REFUSED = "refused", "Không áp dụng biện pháp bảo vệ"
    DECLINED = "declined", "Người được bảo vệ từ chối"
    ENDED = "ended", "Đã chấm dứt bảo vệ"


class Threat(Labelled):
    """What the person is afraid of; the words of it are sealed in the note."""

    THREATENED = "threatened", "Bị đe dọa trực tiếp"
    FOLLOWED = "followed", "Bị theo dõi, tìm kiếm"
    RETALIATION = "retaliation", "Nguy cơ bị trả thù do tố giác, khai báo"
    FAMILY = "family", "Thân nhân bị đe dọa"
    NEARBY = "nearby", "Đối tượng ở gần nơi ở, nơi học, nơi làm việc"
    PUBLIC = "public", "Danh tính bị lộ"
    UNKNOWN = "unknown", "Chưa rõ"


class EndReason(Labelled):
    NO_DANGER = "no_danger", "Không còn nguy cơ"
    ASKED = "asked", "Người được bảo vệ đề nghị"
    MOVED = "moved", "Cơ quan khác tiếp tục bảo vệ"
    BREACHED = "breached", "Người được bảo vệ không thực hiện cam kết"
    DIED = "died", "Đã chết"


S = ProtectionStatus
PROTECTION = Procedure(
    "protection",
    "Bảo vệ",
    ProtectionStatus,
    (
        Move("protection.ask", "Đề nghị bảo vệ", target=S.ASKED, starts=("victim.protect",),
             law="Luật 53/2024/QH15 Điều 34, 35", needs="nguy cơ"),
        Move("protection.grant", "Quyết định bảo vệ", (S.ASKED,), S.GRANTED, stops=("victim.protect",),
             law="Luật 53/2024/QH15 Điều 35; BLTTHS Điều 488", needs="biện pháp, ngày xem xét lại"),
        Move("protection.refuse", "Không áp dụng biện pháp bảo vệ", (S.ASKED,), S.REFUSED, stops=("victim.protect",),
             law="Luật 53/2024/QH15 Điều 35", needs="lý do"),
        Move("protection.decline", "Ghi người được bảo vệ từ chối", (S.ASKED, S.GRANTED), S.DECLINED,
             stops=("victim.protect",), law="Luật 53/2024/QH15 Điều 35", needs="cam kết bằng văn bản"),
        Move("protection.review", "Xem xét lại việc bảo vệ", (S.GRANTED,), None,
             law="Luật 53/2024/QH15 Điều 35", needs="biện pháp, ngày xem xét tiếp"),
        Move("protection.end", "Chấm dứt bảo vệ", (S.GRANTED,), S.ENDED, law="Luật 53/2024/QH15 Điều 35",
             needs="lý do"),
    ),
)  # fmt: skip


def check_threats(threats: Iterable[Threat], words: str) -> None:
    said = tuple(threats)
    if not said:
        raise Refused("Chưa chọn nguy cơ nào. Hãy chọn ít nhất một; chưa biết thì chọn «Chưa rõ».", field="threats")
    if not words:
        raise Refused("Hãy ghi điều người đó lo sợ và điều đã thấy vào ô «Căn cứ, ghi chú».", field="note")


def check_measures(measures: Iterable[str], review_on: date | None, on: date) -> date:
    """Protection without a measure is none, and nothing is granted that nobody looks at again."""
    if not tuple(measures):
        raise Refused("Chưa chọn biện pháp bảo vệ nào. Hãy chọn ít nhất một.", field="measures")
    if review_on is None or review_on <= on:
        raise Refused("Ngày xem xét lại phải sau ngày của bước này. Hãy nhập ngày.", field="review_on")
    return review_on


def check_words(words: str, what: str) -> None:
    if not words:
        raise Refused(f"Bước này phải ghi {what} ở ô «Căn cứ, ghi chú».", field="note")
